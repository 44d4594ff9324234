"""What hangs on the wall: big digits, few words. Drawn from the public view alone, so it cannot leak. Source: sessions.

Pure: (view, seconds left, width, height) -> lines. Made for 40x12 in an enlarged font and for whatever is larger. The clock is
in big digits wherever the words leave room for it; from 20 rows the code and the count are big digits too.
"""

from collections.abc import Callable, Mapping, Sequence

from textual.content import Content

from trainer.domain.phases import Phase
from trainer.domain.presets import Seating
from trainer.domain.views import PublicView
from trainer.locale import _, ngettext, sessions, terms
from trainer.locale.quoting import quoted
from trainer.tui.text import joined, one_line, plain
from trainer.tui.widgets.big_text import big_lines
from trainer.tui.widgets.lines import NO_BREAK, Line, width_of, wrapped
from trainer.tui.widgets.works import works_lines

WIDEST = 84
"""Cells of running words; beyond that an eye loses its line."""
SPACED = 110
"""The same where a space stands between two letters."""
TALL, SMALL_DIGITS = 20, 4
"""Rows from which count and code are big at the foot; rows of the smallest big digits."""
UNLARGED = 72
"""Columns from which the font is not enlarged: the lobby says how to, and words stand in wide spacing."""
LAST_MINUTE = 60.0


def projector_lines(view: PublicView, left: float | None, width: int, height: int) -> list[Line]:
    """The whole wall on exactly `height` lines."""
    inner, tall = max(20, width - 2), height >= TALL
    foot = _foot(view, inner, tall=tall)
    body, clock_is_big = _body(view, left, inner, height - 1 - len(foot), tall=tall)
    head = _head(view, None if clock_is_big else left, inner, tall=tall)
    if len(head) > 1:  # a clock up there takes its rows from what stands below
        body, _big = _body(view, None, inner, height - len(head) - len(foot), tall=tall)
    space = max(0, height - len(head) - len(foot) - len(body))
    above = space // 2
    lines = [*head, *[plain("")] * above, *body, *[plain("")] * (space - above), *foot]
    return [Line(line) for line in lines[:height]]


def _head(view: PublicView, left: float | None, width: int, *, tall: bool) -> list[Content]:
    """Where we are, and the clock where the body has other things to show."""
    lobby = view.phase is Phase.LOBBY
    title = sessions.preset_title(view.preset) if lobby else sessions.phase_title(view.phase)
    clock = "" if left is None or view.closed or view.phase is Phase.CLOSE else terms.clock(max(0.0, left))
    if view.paused and clock:
        clock = _("paused")
    style = "bold $warning" if left is not None and left <= LAST_MINUTE else "bold"
    big = big_lines(clock, width // 2, SMALL_DIGITS) if tall and clock and not view.paused and not lobby else [clock]
    name = plain(one_line(title, width - width_of(big[0]) - 1), "bold")
    return [_apart(name if at == 0 else plain(""), plain(line, style), width) for at, line in enumerate(big)]


def _foot(view: PublicView, width: int, *, tall: bool) -> list[Content]:
    """Who is ready, and the code for whoever comes late."""
    if view.closed or view.phase is Phase.CLOSE:
        return []
    ready = sessions.count_line(view) if view.present else ""
    told = not view.preset.one_terminal and view.phase is not Phase.LOBBY
    words = _("code {code}")
    if not tall or not told:
        code = plain(words.format(code=view.code), "$wait") if told else plain("")
        return [_apart(plain(ready, "bold"), code, width)]
    left, right = [""] * SMALL_DIGITS, big_lines(view.code, width // 2, SMALL_DIGITS)
    count = big_lines(f"{view.ready}/{view.present}", width // 2, SMALL_DIGITS) if view.present else []
    label = words.format(code="").strip() + "  "
    if len(count) == SMALL_DIGITS and 2 * width_of(right[0]) + width_of(label) + width_of(ready) + 4 <= width:
        left = count
    lines = []
    for at, line in enumerate(right):
        last = at == SMALL_DIGITS - 1
        begins = joined((left[at], "bold"), ("  " if left[at] else "", ""), (ready if last else "", "bold"))
        lines.append(_apart(begins, joined((label if last else "", "$wait"), (line, "$accent bold")), width))
    return lines


def _body(view: PublicView, left: float | None, width: int, room: int, *, tall: bool) -> tuple[list[Content], bool]:
    """What the phase is about, and whether the clock is in it."""
    if view.phase is Phase.LOBBY:
        return _lobby(view, width, room), False
    if view.phase is Phase.CLOSE:
        return _close(view, width, room), False
    if view.phase in _TIMED and not (view.preset.one_terminal and view.phase is Phase.WRITE):
        words = _TIMED[view.phase](view, width, min(4, room // 2 - 1))
    elif view.phase is Phase.REVEAL:
        return _reveal(view, width, room, tall=tall), False
    else:
        words = _BOARDS[view.phase](view, width, room)
    clock = _big_clock(view, left, width, room - len(words) - 1)
    spaced = _TIMED.get(view.phase) if clock else None
    if spaced is not None:
        words = spaced(view, width, room - len(clock) - 1)
    return ([*clock, plain(""), *words] if clock else words), bool(clock)


def _lobby(view: PublicView, width: int, room: int) -> list[Content]:
    """The code as large as it goes, how to come in, who is here."""
    names = wrapped("   ".join(view.names), min(width, WIDEST), most=6)
    if view.preset.one_terminal:
        return _centred([*_big_words(_("Take paper and a pen."), width, room // 2), plain(""), *names], width)
    told = [*[plain("")] * (room >= TALL // 2 + 4), plain(_("trainer, then F4 and this code"), "bold"), plain("")]
    if not names:
        names = [plain(_("Nobody is here yet."), "$wait")]
    if width >= UNLARGED:
        names = [*names, plain(""), plain(_("Ctrl and + make all of this larger."), "$wait")]
    big = big_lines(view.code, width, max(1, room - len(told) - min(len(names), 3)))
    rest = max(0, room - len(told) - len(big))
    return [*_block(big, width, "$accent bold"), *_centred([*told, *names[:rest]], width)]


def _complaint(view: PublicView, width: int, room: int) -> list[Content]:
    card = view.card
    if card is None:
        return _centred(_big_words(_("Everybody has a card of their own."), width, room), width)
    told = ", ".join(each for each in (card.customer, card.mood) if each)
    who = plain(told if width_of(told) <= width else one_line(card.customer, width), "$wait")
    words = quoted(card.complaint)
    if len(wrapped(words, min(width, WIDEST))) > room - 2:  # nothing of it is cut for the sake of who says it
        return _centred(_big_words(words, width, room), width)
    return _centred([*_big_words(words, width, max(1, room - 2)), plain(""), who], width)


def _writing(view: PublicView, width: int, room: int) -> list[Content]:
    """Under the clock: what has come in between, else the complaint."""
    card = view.card
    if view.nudge and not (card and card.twists):
        return _centred([plain(_("The next idea is usually the better one."), "$accent bold")], width)
    if card is None:
        return []
    # The newest turn of the story is what one looks up for; the complaint stands on everybody's own screen.
    if card.twists:
        return _centred(_big_words(quoted(card.twists[-1]), width, room, "$warning bold"), width)
    return _centred(_big_words(quoted(card.complaint), width, room), width)


def _writing_on_paper(view: PublicView, width: int, room: int) -> list[Content]:
    """Nobody has the card on a screen of their own: all of it, and what came in between."""
    twists = view.card.twists if view.card is not None else ()
    lines = [line for each in twists for line in wrapped(quoted(each), min(width, WIDEST), style="$warning bold")]
    card = _complaint(view, width, max(1, room - len(lines)))
    if view.card is not None and view.card.context:
        context = wrapped(view.card.context, min(width, WIDEST), style="$wait")
        lines = [*([plain(""), *context] if len(card) + len(context) + len(lines) < room else []), *lines]
    return [*card, *_centred(lines, width)]


def _rating(view: PublicView, width: int, room: int) -> list[Content]:
    words = _("What would this customer write back?")
    if view.preset.seating is Seating.PAIR:
        words = _("Make the other's answer better.")
    elif not view.preset.scores:
        words = _("What made you laugh? Which phrase would you steal?")
    return _centred(_big_words(words, width, room), width)


def _warm_up(_view: PublicView, width: int, room: int) -> list[Content]:
    return _centred(_big_words(_("Two answers to another card: rate both."), width, room), width)


def _rule(_view: PublicView, width: int, room: int) -> list[Content]:
    return _centred(_big_words(_("We laugh at the situation; we answer the person."), width, min(room, 8)), width)


def _if_then(_view: PublicView, width: int, room: int) -> list[Content]:
    return _centred(_big_words(_("If a customer …, I will say …"), width, min(room, 6)), width)


def _next_card(_view: PublicView, width: int, room: int) -> list[Content]:
    words = _("An absurd complaint for next time? And your two numbers once more.")
    return _centred(_big_words(words, width, min(room, 6)), width)


def _reveal(view: PublicView, width: int, room: int, *, tall: bool) -> list[Content]:
    """Works x laughed, and as many stolen phrases as there is room for."""
    reveal = view.reveal
    phrases = [f"{quoted(each.text)} ×{each.times}" for each in reveal.phrases] if reveal is not None else []
    picture: list[Content] = []
    if view.preset.seating is Seating.PAIR:
        words = _("Read your answers to each other, the old ones and the new ones.")
        picture = _centred(_big_words(words, width, room // 2), width)
    elif reveal is None or not reveal.points:
        words = _("No answer has two ratings yet, so there is no picture.")
        picture = _centred(_big_words(words, width, room // 2), width)
    below = [line for each in phrases for line in wrapped(each, min(width, WIDEST), most=2, style="$accent bold")]
    if not picture and reveal is not None:
        below = below[: max(1, room - (12 if tall else 8))]
        picture = works_lines(reveal.points, width, max(7, min(room - len(below), 22)))
    picture = picture[:room]
    return [*picture, *_centred(below[: room - len(picture)], width)]


def _debrief(view: PublicView, width: int, room: int) -> list[Content]:
    """The question, large; before it what the customer needed."""
    words = sessions.question(view.question)
    tight = len(wrapped(words, min(width, WIDEST)))
    needed: list[Content] = []
    if (
        view.hidden_interest and room - tight >= 4
    ):  # all of the question, then of what was needed as much as there is room for
        most = min(6, room - tight - 1)
        needed = [*wrapped(view.hidden_interest, min(width, WIDEST), style="$wait", most=most), plain("")]
    question = _big_words(words, width, max(1, min(8, room - len(needed))))
    notes = ngettext("{n} line so far", "{n} lines so far", view.notes).format(n=view.notes)
    more = [plain(""), plain(notes, "$wait")] if room >= len(needed) + len(question) + 2 else []
    return _centred([*needed, *question, *more], width)[:room]


def _close(view: PublicView, width: int, room: int) -> list[Content]:
    """Thanks; then, as far as there is room, the line of the day, who leads next time, what was done, the mood."""
    summary, wide = view.summary, min(width, WIDEST)
    lines = [plain(_("Thank you."), "bold")]
    if summary is None:
        return _centred(lines, width)
    phrase = summary.reveal.phrases[0].text if summary.reveal.phrases else ""
    mood = sessions.mood_sentence(summary.mood) if summary.mood.pleasure is not None else ""
    leads = _("Next time {name} leads.").format(name=summary.next_lead) if summary.next_lead else ""
    told = sessions.counts(summary.people, summary.answers, summary.ratings)
    pieces = [
        wrapped(quoted(phrase), wide, style="$accent bold") if phrase else [],
        wrapped(leads, wide, style="bold"),
        wrapped(told, wide),
        wrapped(mood, wide, style="$wait"),
    ]
    for piece in pieces:
        if piece and piece[0] and len(lines) + 1 + len(piece) <= room:
            lines += [plain(""), *piece]
    return _centred(lines[:room], width)


def _big_clock(view: PublicView, left: float | None, width: int, room: int) -> list[Content]:
    """The clock in big digits; nothing where there is no room for them."""
    if left is None or room - view.paused < SMALL_DIGITS:
        return []
    style = "$warning bold" if left <= LAST_MINUTE and not view.paused else "$accent bold"
    lines = _block(big_lines(terms.clock(max(0.0, left)), width, room - view.paused), width, style)
    return [*lines, *_centred([plain(_("paused"), "$warning bold")], width)] if view.paused else lines


def _big_words(words: str, width: int, room: int, style: str = "bold") -> list[Content]:
    """A terminal has one size of letters: where there is room, air between letters and lines helps those who sit far off."""
    tight = wrapped(words, min(width, WIDEST), style=style, most=max(1, room))
    longest = max((width_of(each) for each in words.split()), default=0)
    if width >= UNLARGED and width_of(words) == len(words) and 2 * longest <= min(width, SPACED):
        spaced = "   ".join(NO_BREAK.join(each) for each in words.split())
        airy = _apart_lines(wrapped(spaced, min(width, SPACED), style=style))
        if len(airy) <= room:
            return airy
    airy = _apart_lines(tight)
    return airy if len(airy) <= room else tight


def _apart_lines(lines: Sequence[Content]) -> list[Content]:
    """An empty line between two."""
    return [each for line in lines for each in (line, plain(""))][:-1]


def _block(lines: Sequence[str], width: int, style: str) -> list[Content]:
    """Lines of one width, in the middle together."""
    margin = " " * max(0, (width - max(map(width_of, lines), default=0)) // 2)
    return [joined(margin, (line, style)) for line in lines]


def _centred(lines: Sequence[Content], width: int) -> list[Content]:
    return [joined(" " * max(0, (width - line.cell_length) // 2), line) for line in lines]


def _apart(left: Content, right: Content, width: int) -> Content:
    return left + plain(" " * max(1, width - left.cell_length - right.cell_length)) + right


_Words = Callable[[PublicView, int, int], list[Content]]
_TIMED: Mapping[Phase, _Words] = {Phase.WRITE: _writing, Phase.RATE: _rating, Phase.WARM_UP: _warm_up}
"""Where the clock comes first, and the words take what it leaves."""
_BOARDS: Mapping[Phase, _Words] = {
    Phase.RULE: _rule,
    Phase.DEAL: _complaint,
    Phase.WRITE: _writing_on_paper,
    Phase.DEBRIEF: _debrief,
    Phase.IF_THEN: _if_then,
    Phase.NEXT_CARD: _next_card,
}
"""Where the words come first."""
