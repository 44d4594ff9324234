"""The lead's console: what to say, who is ready, what is in. Source: sessions; screens (lead).

Pure: (lead's view, the script's words, width) -> lines. A line with an action is a stop that Enter opens: a seat, an answer.
"""

from collections.abc import Mapping

from textual.content import Content

from trainer.domain.phases import Phase
from trainer.domain.presets import Seating
from trainer.domain.views import Item, LeadView, SeatLine
from trainer.locale import N_, _, ngettext, sessions
from trainer.locale.quoting import quoted
from trainer.tui.text import joined, one_line, plain
from trainer.tui.widgets.lines import Line, wrapped
from trainer.tui.widgets.works import works_lines

WIDEST = 100
PICTURE_ROWS = 10
ITEM_ROWS = 2


def console_lines(
    view: LeadView, script: Mapping[Phase, str], width: int, session_id: str = "", written: str = ""
) -> list[Line]:
    """From the top: trouble, what to say, what to do, what is going on, the seats, the answers. `written`: where a file is that
    was asked for."""
    inner = min(width, WIDEST)
    lines: list[Line] = []
    if not view.is_lead and not view.public.closed:
        lines += [*_absent(view, inner), _gap()]
    if written:
        lines += [*_said(written, inner, "$accent"), _gap()]
    own_cards = view.public.phase is Phase.DEAL and not view.public.preset.same_card  # nothing is read aloud
    words = "" if own_cards else script.get(view.public.phase, "")
    if words and view.is_lead and not view.public.closed:
        lines += [Line(plain(_("Say, in your own words:"), "$wait"))]
        lines += [Line(each) for each in wrapped(words, inner, before=joined(("▎ ", "$accent")))]
        lines.append(_gap())
    lines += _going_on(view, inner)
    lines += _to_do(view, inner)
    if view.public.closed:
        return [*lines, _gap(), *_afterwards(session_id, inner)]
    if view.public.phase is not Phase.CLOSE:
        lines += [_gap(), *_seats(view, inner)]
    if view.items and view.public.phase in _WITH_ANSWERS:
        lines += [_gap(), *_items(view, inner)]
    return lines


_WITH_ANSWERS = frozenset({Phase.RATE, Phase.REVEAL, Phase.DEBRIEF})
_TO_DO: Mapping[Phase, str] = {
    Phase.RULE: N_("Say the rule, and show a clumsy answer of your own. F5 goes on."),
    Phase.WARM_UP: N_("F5 goes on when both are rated."),
    Phase.DEAL: N_("Read it aloud. F5 begins the writing."),
    Phase.WRITE: N_("Silence now. Whoever has sent is ready. F5 ends the writing, F6 gives a minute more."),
    Phase.RATE: N_("Everybody rates what comes; names are hidden. F5 shows the picture."),
    Phase.REVEAL: N_("Read the stolen phrases aloud. Whoever likes presses F6: that one is mine. F5 goes on."),
    Phase.DEBRIEF: N_("One question at a time; everybody may write a line. F5 asks the next one."),
    Phase.IF_THEN: N_("Everybody takes one sentence along. F5 goes on."),
    Phase.NEXT_CARD: N_("A complaint for next time, and the two numbers again. F5 goes on."),
    Phase.CLOSE: N_("F5 closes the session; its summary stays."),
}
"""What the lead does in each phase, and with which key."""
_LAST_TO_DO: Mapping[Phase, str] = {
    Phase.DEBRIEF: N_("The last question; everybody may write a line. F5 closes the session; its summary stays."),
    Phase.NEXT_CARD: N_(
        "A complaint for next time, and the two numbers again. F5 closes the session; its summary stays."
    ),
}
"""Where the preset has no phase for the close. Of another phase: what it says, and that F5 closes."""
_PAIR_TO_DO: Mapping[Phase, str] = {
    Phase.DEAL: N_("One of you two reads it aloud, the other listens. F5 begins the writing."),
    Phase.RATE: N_("Each makes the other's answer better, then rates the own one beside a gold one. F5 goes on."),
    Phase.REVEAL: N_("Read your answers to each other, the old ones and the new ones. F5 goes on."),
}
_OPTIONAL_TO_DO: Mapping[Phase, str] = {
    Phase.RATE: N_(
        "Everybody marks what made them laugh, and steals phrases; levels only if they like. F5 shows the picture."
    ),
}
_HOT_TO_DO: Mapping[Phase, str] = {
    Phase.RULE: N_("Say the rule. F4 passes the keyboard round, for whoever gives the two numbers. F5 goes on."),
    Phase.DEAL: N_("F3 puts the card on the screen for all. Read it aloud. F5 begins the writing."),
    Phase.WRITE: N_(
        "Everybody writes on paper. Then F4: one after the other types the answer they send, or you type it for them;"
        " the screen is covered in between. F5 goes on."
    ),
    Phase.RATE: N_("F4 passes the keyboard: each rates in turn, the others look away. F5 shows the picture."),
    Phase.REVEAL: N_(
        "F3 shows the picture to all; read the stolen phrases aloud. F4: whoever likes owns up at the keyboard. F5 goes on."
    ),
    Phase.DEBRIEF: N_("Talk about it; F4 lets somebody write a line. F5 asks the next question."),
    Phase.IF_THEN: N_("F4: each types one sentence to take along. F5 goes on."),
    Phase.NEXT_CARD: N_("F4: a complaint for next time, and the two numbers again. F5 goes on."),
}


def _to_do(view: LeadView, width: int) -> list[Line]:
    """The lead's next key, in a sentence."""
    public = view.public
    if not view.is_lead or public.closed:
        return []
    preset, words = public.preset, ""
    if preset.one_terminal:
        words = _HOT_TO_DO.get(public.phase, "")
    elif preset.seating is Seating.PAIR:
        words = _PAIR_TO_DO.get(public.phase, "")
    elif public.phase is Phase.DEAL and not preset.same_card:
        words = N_("Everybody reads their own. F5 begins the writing.")
    elif not preset.scores:
        words = _OPTIONAL_TO_DO.get(public.phase, "")
    words = words or _TO_DO.get(public.phase, "")
    if public.closes_next and public.phase is not Phase.CLOSE:
        words = _LAST_TO_DO.get(public.phase, _TO_DO[Phase.CLOSE])
    return _said(_(words), width, "$wait") if words else []


def _afterwards(session_id: str, width: int) -> list[Line]:
    """What can be done with a session that is closed."""
    command = f"trainer report session {session_id}"
    return [
        Line(joined((" F5 ", "$background on $accent bold"), " ", _("write the report")), "report"),
        *_said(_("or as a command: {command}").format(command=command), width, "$wait"),
        Line(joined((" F7 ", "$background on $accent bold"), " ", _("the wall of WOW")), "wow"),
        Line(joined((" Esc ", "$background on $accent bold"), " ", _("home")), "home"),
    ]


def _absent(view: LeadView, width: int) -> list[Line]:
    if view.can_take_over:
        said = _("{name} leads and has been away for a while. F9 takes the lead over.")
    else:
        said = _("{name} leads this session; you look on.")
        if not view.public.preset.one_terminal:
            said = _("{name} leads this session; you look on. F4 is your own seat.")
    return _said(said.format(name=view.public.lead_name), width, "$warning")


def _going_on(view: LeadView, width: int) -> list[Line]:
    """What this phase is about, in counts; never whose."""
    public = view.public
    lines: list[Line] = []
    card = public.card
    match public.phase:
        case Phase.LOBBY:
            lines += _lobby(view, width)
            if public.left_out:
                titles = ", ".join(sessions.phase_title(each) for each in public.left_out)
                words = _("Left out today: {phases} (no other card has a strong and a weak gold answer).")
                lines += _said(words.format(phases=titles), width, "$warning")
        case Phase.WARM_UP:
            lines += _said(_("Everybody rates two gold answers; ready means: both are rated."), width)
        case Phase.DEAL | Phase.WRITE:
            lines += _said(sessions.answers_in(view.written), width) if public.phase is Phase.WRITE else []
            if card is not None:
                lines += [Line(each) for each in wrapped(quoted(card.complaint), width, style="bold")]
                who = ", ".join(each for each in (card.customer, str(card.age or ""), card.mood) if each)
                lines += _said(who, width, "$wait")
                lines += _said(card.context if public.phase is Phase.DEAL else "", width, "$wait")
                lines += [
                    line for twist in card.twists for line in _said(_("And now: ") + quoted(twist), width, "$warning")
                ]
            else:
                lines += _said(_("Everybody has a card of their own today."), width)
        case Phase.RATE:
            answers = sessions.answers_in(view.written)
            ratings = ngettext("{n} rating is given", "{n} ratings are given", view.rated).format(n=view.rated)
            lines += _said(f"{answers} · {ratings}", width)
        case Phase.REVEAL:
            lines += _reveal(view, width)
        case Phase.DEBRIEF:
            if public.hidden_interest:
                lines += [Line(plain(_("What the customer really needed"), "$wait"))]
                lines += [Line(each) for each in wrapped(public.hidden_interest, width, before=joined(("▎ ", "$rule")))]
            number = _("Question {n} of {all}").format(n=public.question_number, all=public.questions)
            lines += [*_said(number, width, "$wait"), *_said(sessions.question(public.question), width, "bold")]
            lines += _said(
                ngettext("{n} line so far", "{n} lines so far", public.notes).format(n=public.notes), width, "$wait"
            )
        case Phase.CLOSE:
            lines += _closing(view, width)
        case _:
            pass
    return lines


def _reveal(view: LeadView, width: int) -> list[Line]:
    """The picture and the most stolen phrases, as on the wall."""
    reveal = view.public.reveal
    if view.public.preset.seating is Seating.PAIR:
        return []  # nobody rated blind: there is no picture
    if reveal is None or not reveal.points:
        return _said(_("No answer has two ratings yet, so there is no picture."), width)
    return [
        *(Line(each) for each in works_lines(reveal.points, width, PICTURE_ROWS)),
        *(Line(plain(one_line(f"{quoted(each.text)} ×{each.times}", width), "$accent")) for each in reveal.phrases[:4]),
    ]


def _closing(view: LeadView, width: int) -> list[Line]:
    summary = view.public.summary
    if summary is None:
        return []
    told = sessions.counts(summary.people, summary.answers, summary.ratings)
    lines = [
        *_said(told, width, "bold"),
        *_said(sessions.mood_sentence(summary.mood) if summary.mood.pairs else "", width),
    ]
    for question, notes in summary.questions:
        if notes:
            lines += [_gap(), *_said(sessions.question(question), width, "bold")]
            lines += [Line(each) for note in notes for each in wrapped(note, width, before=joined(("▎ ", "$rule")))]
    if summary.proposed:
        lines += [_gap(), Line(plain(_("Complaints for next time"), "$wait"))]
        lines += [
            Line(each)
            for text in summary.proposed
            for each in wrapped(quoted(text), width, before=joined(("▎ ", "$rule")))
        ]
    if summary.next_lead:
        lines += [_gap(), *_said(_("Next time {name} leads.").format(name=summary.next_lead), width)]
    return lines


def _lobby(view: LeadView, width: int) -> list[Line]:
    """How people come in."""
    public = view.public
    paper = Line(joined(("▎ ", "$accent"), _("On paper: write the card and a rating sheet, to print")), "sheets")
    if public.preset.one_terminal:
        lines = _said(_("F4: say who is in the room. One keyboard serves all; everybody writes on paper."), width)
        return [*lines, *_said(_("F5 starts."), width, "$wait"), paper]
    lines = [Line(joined(_("Join code: "), (public.code, "$accent bold")))]
    lines += _said(_("Everybody starts trainer, presses F4 and types the code."), width, "$wait")
    page = _("Who has no terminal comes by browser, as {command} on this machine tells.")
    lines += _said(page.format(command="trainer serve"), width, "$wait")
    wall = _("For all to see: F3, or on the projector: {command}")
    lines += _said(wall.format(command=f"trainer session project {public.code}"), width, "$wait")
    if view.is_lead:
        lines += _said(_("F4 is your own seat. F5 starts when you are ready."), width, "$wait")
    return [*lines, paper] if public.preset.same_card and view.is_lead else lines


def _seats(view: LeadView, width: int) -> list[Line]:
    """Who is here, alphabetically; a mark and a word each, so that colour is not needed."""
    if not view.seats:
        return _said(_("Nobody has a seat yet."), width, "$wait")
    public = view.public
    lines = [Line(plain(sessions.count_line(public), "$wait"))] if public.present else []
    groups = public.preset.seating is Seating.GROUPS
    return [*lines, *(Line(_seat(each, width, groups), f"seat_of({each.person_id})") for each in view.seats)]


def _seat(seat: SeatLine, width: int, groups: bool) -> Content:
    if seat.leads and not seat.present:  # not away: at this console, and so not waited for
        mark, word, style = "·", _("leads"), "$wait"
    elif not seat.present:
        mark, word, style = "○", _("away"), "$wait"
    elif seat.ready:
        mark, word, style = "●", _("ready"), "$accent"
    else:
        mark, word, style = "◌", _("here"), ""
    group = _("group {n}").format(n=seat.group) + " · " if groups and seat.group else ""
    name = one_line(seat.name, max(8, width - 24))
    return joined((f"{mark} ", style or "bold"), name, "  ", (group + word, style or "$wait"))


def _items(view: LeadView, width: int) -> list[Line]:
    """The answers by their letters; Enter hides one unseen, or shows it again."""
    words = _("Answers, without names. Enter hides one from the reveal, or brings it back.")
    lines = _said(words, width, "$wait")
    for item in view.items:
        lines += [Line(each, f"item({item.label!r})") for each in _item(item, width)]
    return lines


def _item(item: Item, width: int) -> list[Content]:
    hidden = f" ({_('hidden')})" if item.hidden else ""
    before = joined((f"{item.label:<2} ", "bold"))
    first, *rest = wrapped(item.text + hidden, width - 3, style="$wait" if item.hidden else "", most=ITEM_ROWS) or [
        plain("")
    ]
    return [before + first, *(plain("   ") + each for each in rest)]


def _said(words: str, width: int, style: str = "") -> list[Line]:
    return [Line(each) for each in wrapped(words, width, style=style)] if words else []


def _gap() -> Line:
    return Line(Content(""))
