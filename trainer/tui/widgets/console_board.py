"""The lead's console: what to say, who is ready, what is in. Source: sessions; screens (lead).

Pure: (lead's view, the script's words, width) -> lines. A line with an action is a stop that Enter opens: a seat, an answer.
"""

from collections.abc import Mapping

from textual.content import Content

from trainer.domain.phases import Phase
from trainer.domain.presets import Seating
from trainer.domain.views import Item, LeadView, SeatLine
from trainer.locale import _, ngettext, sessions
from trainer.locale.quoting import quoted
from trainer.tui.text import joined, one_line, plain
from trainer.tui.widgets.lines import Line, wrapped
from trainer.tui.widgets.works import works_lines

WIDEST = 100
TWO_COLUMNS_FROM = 70
PICTURE_ROWS = 10
ITEM_ROWS = 2


def console_lines(view: LeadView, script: Mapping[Phase, str], width: int) -> list[Line]:
    """From the top: trouble, what to say, what is going on, the seats, the answers."""
    inner = min(width, WIDEST)
    lines: list[Line] = []
    if not view.is_lead:
        lines += [*_absent(view, inner), _gap()]
    words = script.get(view.public.phase, "")
    if words:
        lines += [Line(plain(_("Say, in your own words:"), "$wait"))]
        lines += [Line(each) for each in wrapped(words, inner, before=joined(("▎ ", "$accent")))]
        lines.append(_gap())
    lines += _going_on(view, inner)
    lines += [_gap(), *_seats(view, inner)]
    if view.items:
        lines += [_gap(), *_items(view, inner)]
    return lines


def _absent(view: LeadView, width: int) -> list[Line]:
    if view.can_take_over:
        said = _("{name} leads and has been away for a while. F9 takes the lead over.")
    else:
        said = _("{name} leads this session; you look on.")
    return _said(said.format(name=view.public.lead_name), width, "$warning")


def _going_on(view: LeadView, width: int) -> list[Line]:
    """What this phase is about, in counts; never whose."""
    public = view.public
    lines: list[Line] = []
    card = public.card
    match public.phase:
        case Phase.LOBBY:
            lines += [Line(joined(_("Join code: "), (public.code, "$accent bold")))]
            lines += _said(_("At home: F4, then the code. F5 starts when you are ready."), width, "$wait")
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
                lines += [
                    line for twist in card.twists for line in _said(_("And now: ") + quoted(twist), width, "$warning")
                ]
            else:
                lines += _said(_("Everybody has a card of their own today."), width)
        case Phase.RATE:
            answers = sessions.answers_in(view.written)
            ratings = ngettext("{n} rating is given", "{n} ratings are given", view.rated).format(n=view.rated)
            lines += _said(f"{answers} · {ratings}", width)
        case Phase.REVEAL if public.reveal is not None and public.reveal.points:
            lines += [Line(each) for each in works_lines(public.reveal.points, width, PICTURE_ROWS)]
            lines += [
                Line(plain(one_line(f"“{each.text}” ×{each.times}", width), "$accent"))
                for each in public.reveal.phrases[:4]
            ]
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


def _closing(view: LeadView, width: int) -> list[Line]:
    summary = view.public.summary
    if summary is None:
        return []
    people = ngettext("{n} person", "{n} people", summary.people).format(n=summary.people)
    answers = ngettext("{n} answer", "{n} answers", summary.answers).format(n=summary.answers)
    ratings = ngettext("{n} rating", "{n} ratings", summary.ratings).format(n=summary.ratings)
    lines = [
        *_said(f"{people} · {answers} · {ratings}", width, "bold"),
        *_said(sessions.mood_sentence(summary.mood), width),
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
    if not view.public.closed:
        lines += [_gap(), *_said(_("F5 closes the session; its summary stays."), width, "$accent")]
    return lines


def _seats(view: LeadView, width: int) -> list[Line]:
    """Who is here, alphabetically; a mark and a word each, so that colour is not needed."""
    if not view.seats:
        return _said(_("Nobody has a seat yet."), width, "$wait")
    lines = [Line(plain(sessions.ready_count(view.public.ready, view.public.present), "$wait"))]
    groups = view.public.preset.seating is Seating.GROUPS
    return [*lines, *(Line(_seat(each, width, groups), f"seat_of({each.person_id})") for each in view.seats)]


def _seat(seat: SeatLine, width: int, groups: bool) -> Content:
    if not seat.present:
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
    lines = [Line(plain(_("Answers, without names. Enter hides one from the reveal, or brings it back."), "$wait"))]
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
    return [Line(each) for each in wrapped(words, width, style=style)]


def _gap() -> Line:
    return Line(Content(""))
