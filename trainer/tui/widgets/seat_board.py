"""What a seat shows between writing and rating: where the session is, what to do now, what is one's own. Source: sessions.

Pure: (seat's view, mood being typed, width) -> lines.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from textual.content import Content

from trainer.domain.dealing import ShownCard
from trainer.domain.phases import Act, Phase
from trainer.domain.presets import Seating
from trainer.domain.views import SeatView
from trainer.locale import _, ngettext, sessions
from trainer.locale.quoting import quoted
from trainer.tui.text import joined, plain
from trainer.tui.widgets.lines import Line, wrapped
from trainer.tui.widgets.mood_sheet import MoodSheet, sheet_lines
from trainer.tui.widgets.works import works_lines, works_words

WIDEST = 96
PICTURE_ROWS = 9


@dataclass(frozen=True, slots=True)
class OwnCard:
    """What the view does not hold: a card of one's own, and the ideas of one's group as (name, words)."""

    shown: ShownCard | None = None
    ideas: tuple[tuple[str, str], ...] = ()


def seat_lines(
    view: SeatView, mood: MoodSheet, width: int, own: OwnCard = OwnCard(), *, handed: bool = False
) -> list[Line]:
    """All of it, from the top; the page scrolls where it is longer. `handed`: at the one keyboard that goes round."""
    inner = min(width, WIDEST)
    match view.public.phase:
        case Phase.DEAL:
            lines = _deal(view, own, inner)
        case Phase.WRITE:
            lines = _write(view, own, inner)
        case phase:
            lines = _BOARDS[phase](view, mood, inner)
    if not view.seated:
        seat = (
            []
            if view.public.closed
            else _said(_("You have no seat here: Esc, then F4 and the code."), inner, "$warning")
        )
        lines = [*seat, *lines]
    if handed and not view.public.closed:
        lines = [*lines, _gap(), *_said(_("F5 hands the keyboard back."), inner, "$wait", action="ready")]
    elif view.is_lead and not view.public.closed and view.public.phase is not Phase.LOBBY:
        lines = [*lines, _gap(), *_said(_("You lead: Esc brings you back to your console."), inner, "$wait")]
    if view.can_take_over:
        lead = view.public.lead_name
        away = _("{name} has been away for a while. F9 takes the lead over, so that the session can go on.")
        lines = [*_said(away.format(name=lead), inner, "$warning", action="take_over"), _gap(), *lines]
    return lines


def _lobby(view: SeatView, mood: MoodSheet, width: int) -> list[Line]:
    public = view.public
    said = _("You are in. {lead} starts in a moment.").format(lead=public.lead_name)
    if view.is_lead:
        said = _("You are in, and you lead: Esc brings you back to your console, and F5 there starts.")
    lines = [*_said(said, width, "bold"), *_said(sessions.preset_line(public.preset), width, "$wait"), _gap()]
    lines += sheet_lines(mood, view.mood_given, width)
    lines += [_gap(), *_said(sessions.people_here(public.present), width, "$wait")]
    lines += [Line(each) for each in wrapped("   ".join(public.names), width, most=4)]
    if public.left_out:
        titles = ", ".join(sessions.phase_title(each) for each in public.left_out)
        words = _("Left out today: {phases} (no card has gold answers for it).").format(phases=titles)
        lines += [_gap(), *_said(words, width, "$wait")]
    return lines


def _rule(view: SeatView, mood: MoodSheet, width: int) -> list[Line]:
    lines = _said(_("We laugh at the situation; we answer the person."), width, "bold $accent")
    told = _("Names are hidden from colleagues: nobody sees whose answer they rate, and nobody sees who rated theirs.")
    lines += [_gap(), *_said(told, width, "$wait")]
    if not view.mood_given or mood.given is not None:
        lines += [_gap(), *sheet_lines(mood, view.mood_given, width)]
    return lines


def _warm_up(view: SeatView, _mood: MoodSheet, width: int) -> list[Line]:
    if view.is_ready:
        return _said(_("That was the warm-up. Thank you!"), width, "bold")
    return _said(_("Two answers to another card: one strong, one weaker. Rate both; it counts for nothing."), width)


def _deal(view: SeatView, own: OwnCard, width: int) -> list[Line]:
    said = _("Listen: the lead reads the card aloud. Writing begins in a moment.")
    if view.public.preset.seating is Seating.PAIR:
        said = _("One of you two reads the card aloud. Writing begins in a moment.")
    if view.public.card is None:
        said = _("Everybody has a card of their own today. Read yours; writing begins in a moment.")
    return [*_said(said, width, "bold"), *_group(view, width), _gap(), *_complaint(view, own, width)]


def _write(view: SeatView, own: OwnCard, width: int) -> list[Line]:
    card = [_gap(), *_complaint(view, own, width)]
    if view.sent and view.deal_id is not None:
        told = _("Your answer is in. Backspace takes it back within 10 seconds.")
        others = _("The others are still writing.") if view.public.ready < view.public.present else ""
        return [*_said(told, width, "bold"), *_said(others, width, "$wait"), *card]
    if view.passed:
        return [*_said(_("You passed this card. You will rate what the others wrote."), width, "bold"), *card]
    if view.public.preset.seating is Seating.GROUPS and not view.holds_pen and view.group:
        lines = _beside_the_pen(view, width)
        return [*lines, *_group(view, width), *_ideas(own, width), *card]
    if view.deal_id is None and _time_is_up(view):
        return [*_said(_("The writing is over, or just about. You will rate what the others wrote."), width), *card]
    if view.is_ready and _time_is_up(view):
        return [*_said(_("Time is up: what you wrote was taken as it stood."), width, "bold"), *card]
    return [*_said(_("Enter brings you to your card; what you wrote is kept."), width, "bold", action="go"), *card]


def _beside_the_pen(view: SeatView, width: int) -> list[Line]:
    if view.sent:
        return _said(_("Your group's answer is in. F5 says that you are ready."), width, "bold")
    if view.pen_free:
        away = _("{name} is away: F6 takes the pen, text and all.").format(name=view.pen_holder)
        return _said(away, width, "bold $warning", action="take_pen")
    said = _("{name} holds your group's pen. Say your ideas aloud, or offer them here in writing.")
    return _said(said.format(name=view.pen_holder), width, "bold")


def _time_is_up(view: SeatView) -> bool:
    left = view.public.seconds_left
    return left is not None and left <= 0


def _ideas(own: OwnCard, width: int) -> list[Line]:
    if not own.ideas:
        return []
    lines = [_gap(), Line(plain(_("Ideas of your group"), "$wait"))]
    for name, words in own.ideas:
        told = f"{name}: {words}"
        lines += [Line(each) for each in wrapped(told, width, before=joined(("▎ ", "$rule")))]
    return lines


def _rate(view: SeatView, _mood: MoodSheet, width: int) -> list[Line]:
    if view.public.preset.seating is Seating.PAIR and view.is_ready:
        return _said(_("Thank you! Enter: once more to your partner's answer."), width, action="go")
    if view.public.preset.seating is Seating.PAIR:
        told = _("Enter: make your partner's answer better, then rate your own beside a gold one.")
        return _said(told, width, "bold", action="go")
    if view.is_ready:
        done = _("Thank you! Enter looks whether a colleague needs one more rating.")
        return _said(done, width, action="go")
    return _said(_("Enter brings the next answer to rate."), width, "bold", action="go")


def _reveal(view: SeatView, _mood: MoodSheet, width: int) -> list[Line]:
    reveal = view.public.reveal
    lines: list[Line] = []
    if view.public.preset.seating is Seating.PAIR:
        lines += _improved(view, width)
    elif reveal is None or not reveal.points:
        lines += _said(_("No answer has two ratings yet, so there is no picture."), width)
    else:
        lines += [Line(each) for each in works_lines(reveal.points, width, PICTURE_ROWS)]
        lines += [_gap(), *(Line(each) for each in works_words(reveal.points, width))]
    lines += [*_own_point(view, width), *_phrases(view, width)]
    return lines


def _improved(view: SeatView, width: int) -> list[Line]:
    lines = []
    if view.own_text:
        lines += _said(_("Your answer"), width, "$wait")
        lines += [Line(each) for each in wrapped(view.own_text, width, before=joined(("▎ ", "$rule")))]
    if view.improved:
        lines += [_gap(), *_said(_("What your partner made of your answer"), width, "$wait")]
        lines += [Line(each) for each in wrapped(view.improved, width, style="bold", before=_bar())]
    if lines:
        lines.append(_gap())
    return [*lines, *_said(_("Read your answers to each other, the old ones and the new ones."), width)]


def _bar() -> Content:
    return joined(("▎ ", "$accent"))


def _own_point(view: SeatView, width: int) -> list[Line]:
    if not view.answer_label:
        return []
    own = _("{label} is yours; nobody else is told.").format(label=view.answer_label)
    if view.claimed:
        own = _("{label} is yours, and everybody sees it.").format(label=view.answer_label)
    elif not _is_drawn(view):
        own = _("Your answer is in; nobody is told whose it is.")
    if view.public.preset.seating is Seating.PAIR:  # there is no picture with letters, and nobody to hide it from
        own = _("What may become of your answer:")
    elif view.group and not view.holds_pen:
        own = _("{label} is your group's; {name} sent it.").format(label=view.answer_label, name=view.pen_holder)
    elif not view.can_claim and Act.CLAIM in view.acts:
        own = _("Your answer is not in the picture: the lead left it out, without knowing whose it is.")
    lines = [_gap(), *_said(own, width, "bold")]
    if view.can_claim:
        lines += [
            *_consent(view.claimed, "F6", _("say “that one is mine”"), "claim", width),
            *_consent(view.wall, "F7", _("it may hang on the wall of WOW and become a gold answer"), "wall", width),
            *_consent(
                view.win_back, "F8", _("a colleague may try to win this customer back next week"), "win_back", width
            ),
        ]
    return lines


def _is_drawn(view: SeatView) -> bool:
    """Whether the own letter stands in the picture: from two ratings on."""
    reveal = view.public.reveal
    return reveal is not None and any(point.label == view.answer_label for point in reveal.points)


def _consent(given: bool, key: str, words: str, action: str, width: int) -> list[Line]:
    head = joined("  ", (key, "$accent"), "  ", ("[x] ", "$accent bold") if given else "[ ] ")
    first, *rest = wrapped(words, width - head.cell_length)
    indent = plain(" " * head.cell_length)
    return [Line(head + first, action), *(Line(indent + each, action) for each in rest)]


def _phrases(view: SeatView, width: int) -> list[Line]:
    reveal = view.public.reveal
    if reveal is None or not reveal.phrases:
        return []
    lines = [_gap(), Line(plain(_("Phrases worth stealing"), "$wait"))]
    for each in reveal.phrases:
        times = f" ×{each.times}" if each.times > 1 else ""
        lines += [Line(line) for line in wrapped(f"{quoted(each.text)}{times}", width, before=_bar())]
    return lines


def _debrief(view: SeatView, _mood: MoodSheet, width: int) -> list[Line]:
    public = view.public
    lines: list[Line] = []
    if view.hidden_interest:
        lines += [Line(plain(_("What the customer really needed"), "$wait"))]
        lines += [Line(each) for each in wrapped(view.hidden_interest, width, before=_bar())]
        lines.append(_gap())
    number = _("Question {n} of {all}").format(n=public.question_number, all=public.questions)
    lines += [*_said(number, width, "$wait"), *_said(sessions.question(public.question), width, "bold")]
    lines += _said(_("One line of yours, below; nobody learns whose it is."), width)
    notes = ngettext("{n} line so far", "{n} lines so far", public.notes).format(n=public.notes)
    return [*lines, *_said(notes, width, "$wait")]


def _if_then(_view: SeatView, _mood: MoodSheet, width: int) -> list[Line]:
    lines = _said(_("If a customer …, I will say …"), width, "bold $accent")
    told = _(
        "One sentence that could happen this week. It stays yours alone, and comes back to you as something to practise."
    )
    return [*lines, *_said(told, width, "$wait")]


def _next_card(view: SeatView, mood: MoodSheet, width: int) -> list[Line]:
    again = _("Kept. Tab, then two digits change them.")  # the line has the keys by then
    lines = sheet_lines(mood, view.mood_given, width, again)
    lines += [_gap(), *_said(_("The most absurd complaint you can think of, for next time:"), width, "bold")]
    lines += _said(_("Enter keeps it and makes room for one more; three are plenty."), width, "$wait")
    lines += [
        Line(each) for text in view.proposed for each in wrapped(quoted(text), width, before=joined(("▎ ", "$rule")))
    ]
    return lines


def _close(view: SeatView, mood: MoodSheet, width: int) -> list[Line]:
    summary = view.public.summary
    lines = _said(_("Thank you. That was it."), width, "bold")
    if not view.mood_given:
        lines += [_gap(), *sheet_lines(mood, view.mood_given, width)]
    if summary is not None:
        lines += [_gap(), *summary_lines(view, width)]
    lines += _own_point(view, width)
    return [*lines, _gap(), *_said(_("Esc brings you home."), width, "$wait")] if view.public.closed else lines


def summary_lines(view: SeatView, width: int) -> list[Line]:
    """What stays of the session; no author but those who claimed."""
    summary = view.public.summary
    if summary is None:
        return []
    told = sessions.counts(summary.people, summary.answers, summary.ratings)
    lines = _said(told, width)
    lines += _said(sessions.mood_sentence(summary.mood) if summary.mood.pairs else "", width, "$wait")
    if summary.next_lead:
        lines += _said(_("Next time {name} leads.").format(name=summary.next_lead), width)
    for question, notes in summary.questions:
        if notes:
            lines += [_gap(), *_said(sessions.question(question), width, "bold")]
            lines += [Line(each) for note in notes for each in wrapped(note, width, before=joined(("▎ ", "$rule")))]
    return [*lines, *_phrases(view, width)]


def _complaint(view: SeatView, own: OwnCard, width: int) -> list[Line]:
    card, mine = view.public.card, own.shown
    if card is None and mine is None:
        return []
    if card is not None:
        who = [card.customer, str(card.age or ""), card.mood]
        complaint, context, twists = card.complaint, card.context, card.twists
    else:
        assert mine is not None
        who = [mine.customer.full_name, str(mine.customer.age or ""), mine.customer.mood]
        complaint, context, twists = mine.complaint, mine.context, ()
    lines = _said(", ".join(each for each in who if each), width, "$wait")
    lines += [Line(each) for each in wrapped(quoted(complaint), width, style="bold", before=_bar())]
    if context:
        lines += [_gap(), *_said(context, width, "$wait")]
    for twist in twists:
        lines += [_gap(), *_said(_("And now: ") + quoted(twist), width, "$warning")]
    return lines


def _group(view: SeatView, width: int) -> list[Line]:
    if len(view.group) < 2:
        return []
    names = ", ".join(view.group)
    return _said(
        _("Your group: {names}. {holder} holds the pen.").format(names=names, holder=view.pen_holder), width, "$wait"
    )


def _said(words: str, width: int, style: str = "", *, action: str = "") -> list[Line]:
    return [Line(each, action) for each in wrapped(words, width, style=style)] if words else []


def _gap() -> Line:
    return Line(Content(""))


_BOARDS: Mapping[Phase, Callable[[SeatView, MoodSheet, int], list[Line]]] = {
    Phase.LOBBY: _lobby,
    Phase.RULE: _rule,
    Phase.WARM_UP: _warm_up,
    Phase.RATE: _rate,
    Phase.REVEAL: _reveal,
    Phase.DEBRIEF: _debrief,
    Phase.IF_THEN: _if_then,
    Phase.NEXT_CARD: _next_card,
    Phase.CLOSE: _close,
}
