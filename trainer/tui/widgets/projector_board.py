"""What hangs on the wall: big digits, few words. Drawn from the public view alone, so it cannot leak. Source: sessions.

Pure: (view, seconds left, width, height) -> lines. Made for 40x12 in an enlarged font and for whatever is larger.
"""

from collections.abc import Callable, Mapping, Sequence

from textual.content import Content

from trainer.domain.phases import Phase
from trainer.domain.views import PublicView
from trainer.locale import _, ngettext, sessions, terms
from trainer.locale.quoting import quoted
from trainer.tui.text import joined, one_line, plain
from trainer.tui.widgets.big_text import big_lines
from trainer.tui.widgets.lines import Line, width_of, wrapped
from trainer.tui.widgets.works import works_lines

WIDEST = 110
"""Cells of running words; beyond that an eye loses its line."""
LAST_MINUTE = 60.0


def projector_lines(view: PublicView, left: float | None, width: int, height: int) -> list[Line]:
    """The whole wall on exactly `height` lines."""
    inner = max(20, width - 2)
    head, foot = _head(view, left, inner), _foot(view, inner)
    body = _body(view, left, inner, height - len(head) - len(foot))
    space = max(0, height - len(head) - len(foot) - len(body))
    above = space // 2
    lines = [*head, *[plain("")] * above, *body, *[plain("")] * (space - above), *foot]
    return [Line(line) for line in lines[:height]]


def _head(view: PublicView, left: float | None, width: int) -> list[Content]:
    """Where we are; the clock stands here in small where the body has other things to show."""
    title = sessions.phase_title(view.phase)
    if view.phase is Phase.LOBBY:
        title = sessions.preset_title(view.preset)
    clock = "" if _clock_is_big(view) else _clock(view, left)
    return [_apart(plain(one_line(title, width - width_of(clock) - 1), "bold"), _timed(clock, left), width)]


def _foot(view: PublicView, width: int) -> list[Content]:
    """Who is ready, and the code for whoever comes late."""
    if view.closed or view.phase is Phase.CLOSE:
        return []
    ready = sessions.ready_count(view.ready, view.present)
    told = not view.preset.one_terminal and view.phase is not Phase.LOBBY
    code = plain(_("code {code}").format(code=view.code), "$wait") if told else plain("")
    return [_apart(plain(ready, "bold"), code, width)]


def _body(view: PublicView, left: float | None, width: int, room: int) -> list[Content]:
    match view.phase:
        case Phase.WRITE:
            return _writing(view, left, width, room)
        case Phase.RATE:
            return _under_a_clock(view, left, _("What would this customer write back?"), width, room)
        case Phase.WARM_UP:
            return _under_a_clock(view, left, _("Two answers to another card: rate both."), width, room)
        case phase if phase in _BOARDS:
            return _BOARDS[phase](view, width, room)
    words = {
        Phase.RULE: _("We laugh at the situation; we answer the person."),
        Phase.IF_THEN: _("If a customer …, I will say …"),
        Phase.NEXT_CARD: _("An absurd complaint for next time? And your two numbers once more."),
    }.get(view.phase, "")
    return _centred(_big_words(words, width), width)


def _lobby(view: PublicView, width: int, room: int) -> list[Content]:
    """The code as large as it goes, how to come in, who is here."""
    if view.preset.one_terminal:
        return _centred([*_big_words(_("Take paper and a pen."), width), plain(""), *_names(view, width)], width)
    told = [plain(_("trainer, then F4 and this code"), "$wait"), plain("")]
    names = _names(view, width)
    big = big_lines(view.code, width, max(1, room - len(told) - min(len(names), 3)))
    rest = max(0, room - len(told) - len(big))
    return [*_block(big, width, "$accent bold"), *_centred([*told, *names[:rest]], width)]


def _names(view: PublicView, width: int) -> list[Content]:
    if not view.names:
        return [plain(_("Nobody is here yet."), "$wait")]
    return wrapped("   ".join(view.names), min(width, WIDEST), most=6)


def _complaint(view: PublicView, width: int, room: int) -> list[Content]:
    card = view.card
    if card is None:
        return _centred(_big_words(_("Everybody has a card of their own."), width), width)
    who = ", ".join(each for each in (card.customer, card.mood) if each)
    lines = _big_words(quoted(card.complaint), width)[: max(1, room - 2)]
    return _centred([*lines, plain(""), plain(one_line(who, width), "$wait")], width)


def _writing(view: PublicView, left: float | None, width: int, room: int) -> list[Content]:
    """The clock, large; under it what has come in between, else the complaint."""
    card = view.card
    if view.preset.one_terminal and card is not None:  # nobody has it on a screen of their own
        twists = [line for each in card.twists for line in wrapped(each, min(width, WIDEST), style="$warning")]
        return [*_complaint(view, width, max(1, room - len(twists))), *_centred(twists, width)]
    words: list[Content] = []
    if card is not None:
        # The newest turn of the story is what one looks up for; the complaint stands on everybody's own screen.
        text = card.twists[-1] if card.twists else quoted(card.complaint)
        words = wrapped(text, min(width, WIDEST), most=4, style="$warning" if card.twists else "")
    if view.nudge and not (card and card.twists):
        words = [plain(_("The next idea is usually the better one."), "$accent")]
    clock = _big_clock(view, left, width, max(1, room - len(words) - 1))
    return [*clock, plain(""), *_centred(words, width)]


def _under_a_clock(view: PublicView, left: float | None, words: str, width: int, room: int) -> list[Content]:
    lines = wrapped(words, min(width, WIDEST), most=3)
    return [*_big_clock(view, left, width, max(1, room - len(lines) - 1)), plain(""), *_centred(lines, width)]


def _reveal(view: PublicView, width: int, room: int) -> list[Content]:
    """Works x laughed, and as many stolen phrases as there is room for."""
    reveal = view.reveal
    if reveal is None or not reveal.points:
        return _centred(_big_words(_("No answer has two ratings yet, so there is no picture."), width), width)
    phrases = [one_line(f"“{each.text}” ×{each.times}", width) for each in reveal.phrases]
    below = min(len(phrases), max(1, room - 10)) if room >= 10 else 0
    picture = works_lines(reveal.points, width, max(7, room - below))
    return [*picture[:room], *(plain(each, "$accent") for each in phrases[:below])]


def _debrief(view: PublicView, width: int, room: int) -> list[Content]:
    """The question, large; before it what the customer needed."""
    lines: list[Content] = []
    if view.hidden_interest and room >= 7:
        lines += wrapped(view.hidden_interest, min(width, WIDEST), style="$wait", most=max(2, room - 5))
        lines.append(plain(""))
    lines += _big_words(sessions.question(view.question), width)
    notes = ngettext("{n} line so far", "{n} lines so far", view.notes).format(n=view.notes)
    return _centred([*lines, plain(""), plain(notes, "$wait")], width)[:room]


def _close(view: PublicView, width: int, room: int) -> list[Content]:
    summary = view.summary
    lines = [plain(_("Thank you."), "bold")]
    if summary is not None:
        told = sessions.counts(summary.people, summary.answers, summary.ratings)
        lines += [plain(""), plain(told)]
        if summary.mood.pleasure is not None:
            lines += wrapped(sessions.mood_sentence(summary.mood), min(width, WIDEST), style="$wait")
        if summary.reveal.phrases:
            lines += [plain(""), *wrapped(f"“{summary.reveal.phrases[0].text}”", min(width, WIDEST), style="$accent")]
        if summary.next_lead:
            lines += [plain(""), plain(_("Next time {name} leads.").format(name=summary.next_lead))]
    return _centred(lines[:room], width)


def _clock_is_big(view: PublicView) -> bool:
    if view.preset.one_terminal and view.phase is Phase.WRITE:
        return False
    return view.phase in {Phase.WRITE, Phase.RATE, Phase.WARM_UP}


def _clock(view: PublicView, left: float | None) -> str:
    if left is None:
        return ""
    return _("paused") if view.paused else terms.clock(max(0.0, left))


def _timed(clock: str, left: float | None) -> Content:
    return plain(clock, "bold $warning" if left is not None and left <= LAST_MINUTE else "bold")


def _big_clock(view: PublicView, left: float | None, width: int, room: int) -> list[Content]:
    if left is None:
        return []
    style = "$warning bold" if left <= LAST_MINUTE and not view.paused else "$accent bold"
    lines = _block(big_lines(terms.clock(max(0.0, left)), width, room - view.paused), width, style)
    return [*lines, *_centred([plain(_("paused"), "$warning bold")], width)] if view.paused else lines


def _big_words(words: str, width: int) -> list[Content]:
    return wrapped(words, min(width, WIDEST), style="bold")


def _block(lines: Sequence[str], width: int, style: str) -> list[Content]:
    """Lines of one width, in the middle together."""
    margin = " " * max(0, (width - max(map(width_of, lines), default=0)) // 2)
    return [joined(margin, (line, style)) for line in lines]


def _centred(lines: Sequence[Content], width: int) -> list[Content]:
    return [joined(" " * max(0, (width - line.cell_length) // 2), line) for line in lines]


def _apart(left: Content, right: Content, width: int) -> Content:
    return left + plain(" " * max(1, width - left.cell_length - right.cell_length)) + right


_BOARDS: Mapping[Phase, Callable[[PublicView, int, int], list[Content]]] = {
    Phase.LOBBY: _lobby,
    Phase.DEAL: _complaint,
    Phase.REVEAL: _reveal,
    Phase.DEBRIEF: _debrief,
    Phase.CLOSE: _close,
}
