"""What home shows, drawn from the `Home` dataclass alone: one thing to do next, and a line for everything else.

Pure: (home, seconds left, width, height) -> lines, so the first frame needs nothing but what is drawn here.
"""

from typing import TYPE_CHECKING

from textual.content import Content

from trainer.domain.home import Home, NextCard, NextKind
from trainer.domain.levels import LevelStatus
from trainer.locale import _, ngettext, terms
from trainer.locale.quoting import quoted
from trainer.tui.text import joined, plain
from trainer.tui.widgets.interval import NARROWEST, interval_bar
from trainer.tui.widgets.lines import Line, spread, width_of, wrapped

if TYPE_CHECKING:
    from trainer.domain.rooms import OpenRoom

WIDEST = 96
"""Cells; beyond that an eye loses its line."""
RATE, PROGRESS, DECKS = "app.show('rate')", "app.show('progress')", "app.show('decks')"
LAST_MINUTE = 60.0
BUTTON = "$background on $accent bold"


def heading_lines(
    home: Home | None, seconds_left: float | None, width: int, *, on_room: bool = False, airy: bool = True
) -> list[Line]:
    """The one line over the next thing: what it is, and how long it takes or has left; before it the session that runs.

    `on_room`: Enter sits down there. `airy`: with a line of air between the two.
    """
    inner, margin = _inner(width)
    lines = [] if home is None or home.room is None else _room(home.room, inner, on_room)
    if lines and airy:
        lines.append(Line(plain("")))
    if home is None or home.next is None:
        return [*(Line(margin + line.content, line.action) for line in lines), Line(plain(""))]
    left = plain(_heading(home.next), "bold")
    lines.append(Line(spread(joined("  ", left), _time(home.next, seconds_left), inner), "start"))
    return [Line(margin + line.content, line.action) for line in lines]


def _room(room: "OpenRoom", width: int, on_room: bool) -> list[Line]:
    """The session that runs, and its key; on two lines where one is too narrow."""
    from trainer.locale import sessions  # its words take two milliseconds, which only a running session is worth

    bar = joined("  ", ("▎", "$warning"), " ")
    left = joined(bar, (sessions.room_line(room), "bold"))
    enter = joined((f" {_('Enter')} ", BUTTON), " ") if on_room else plain("")
    right = joined(enter, ("F4", "$accent"), f"  {sessions.door_words(room.door)}")
    if left.cell_length + 2 + right.cell_length <= width:
        return [Line(spread(left, right, width), "sit")]
    return [Line(left.truncate(width, ellipsis=True), "sit"), Line(bar + right, "sit")]


def board_lines(
    home: Home | None, width: int, height: int, *, on_room: bool = False, reading: bool = False
) -> list[Line]:
    """Home beneath its heading, on at most `height` lines from 60x20 up (0: as many as it takes). `on_room`: Enter is the
    session's, and an arrow gives it to the card. `reading`: the decks are still being read."""
    inner, margin = _inner(width)
    if home is None:
        return [Line(plain("")), Line(margin + plain("  " + _("Opening your practice…"), "$wait"))]
    reading = reading and not home.cards
    groups = _below(home, inner, reading)
    below = sum(len(group) for group in groups)
    room = height or 40
    offer = _offer(home, inner, most=max(2, room - below - 9), on_room=on_room, reading=reading)
    gap = [Line(plain(""))]
    airy = room >= len(offer) + below + len(groups) + 3
    lines = [*gap, *offer, *gap, *(gap if room >= 20 else [])]
    for group in groups:
        lines += [*group, *(gap if airy else [])]
    return [Line(margin + line.content, line.action) for line in lines]


def _inner(width: int) -> tuple[int, Content]:
    inner = min(width, WIDEST)
    return inner, plain(" " * ((width - inner) // 2))


def _heading(card: NextCard) -> str:
    match card.kind:
        case NextKind.GO_ON:
            return _("Your card is open and its clock runs")
        case NextKind.LOOK_BACK if card.by_timeout:
            return _("Time was up: your text was sent as it stood")
        case NextKind.LOOK_BACK:
            return _("Sent. Now see what was behind it")
        case NextKind.START:
            return _("Next for you")


def _time(card: NextCard, seconds_left: float | None) -> Content:
    if card.kind is NextKind.START:
        return plain(terms.about_minutes(card.seconds), "$wait")
    if card.kind is NextKind.LOOK_BACK:
        return plain("")
    left = card.seconds if seconds_left is None else seconds_left
    return plain(_("{time} left").format(time=terms.clock(left)), "$warning bold" if left <= LAST_MINUTE else "bold")


def _offer(home: Home, width: int, most: int, *, on_room: bool, reading: bool) -> list[Line]:
    """The next card itself: its complaint, where it comes from, why, and the key that starts it."""
    card = home.next
    bar = joined("  ", ("▎", "$accent"), " ")
    if card is None:
        words = [_("Choosing the next card for you…")]
        if reading:
            words = [_("One moment: the cards are being laid out ...")]
        elif not home.cards:
            words = [
                _("No deck has a card that is ready."),
                _("Put a deck into the decks folder. To see where it is:"),
                "trainer data where",
            ]
        return [Line(line) for text in words for line in wrapped(text, width, before=bar)]
    complaint = wrapped(quoted(card.complaint), width, style="bold", before=bar, most=min(most, 8))
    where = joined(bar, (f"{card.deck_title} · {terms.complaint_type(card.type)}", "$wait")).truncate(
        width, ellipsis=True
    )
    reason = (
        [] if card.kind is NextKind.LOOK_BACK else wrapped(terms.why(card.reason), width, style="$wait", before=bar)
    )
    verb = {NextKind.GO_ON: _("go on"), NextKind.LOOK_BACK: _("look back"), NextKind.START: _("start")}[card.kind]
    if on_room:
        button = joined(bar, (f"↓ {_('Enter')}", "$accent"), "  ", (verb, "$accent"))
    else:
        button = joined(bar, (f" {_('Enter')} ", BUTTON), " ", (verb, "$accent bold"))
    return [Line(each, "start") for each in [*complaint, where, *reason, bar, button]]


def _below(home: Home, width: int, reading: bool) -> list[list[Line]]:
    """Everything else, a line or two each, with its key at the right."""
    keys = {RATE: ("F3", _("rate")), PROGRESS: ("F6", _("progress")), DECKS: ("F7", _("decks"))}
    column = max(width_of(label) for _key, label in keys.values()) + 4
    groups: list[list[Line]] = []
    decks = [plain("…", "$wait")] if reading else _decks(home)
    for action, texts in ((RATE, _to_rate(home)), (PROGRESS, _level(home, width - column)), (DECKS, decks)):
        key, label = keys[action]
        right = joined((key, "$accent"), f"  {label}" + " " * (column - 4 - width_of(label)))
        groups.append(
            [
                Line(spread(joined("  ", text), plain("") if position else right, width), action)
                for position, text in enumerate(texts)
            ]
        )
    return groups


def _to_rate(home: Home) -> list[Content]:
    if home.to_rate:
        words = ngettext(
            "{n} answer of a colleague waits for you", "{n} answers of colleagues wait for you", home.to_rate
        ).format(n=home.to_rate)
        return [plain(words, "$warning")]
    if home.colleagues == 0:
        return [
            plain(_("You are alone here: colleagues rate what you send"), "$wait"),
            joined((_("Add one:"), "$wait"), " trainer team add NAME"),
        ]
    return [plain(_("No answer of a colleague waits for you"), "$wait")]


def _level(home: Home, width: int) -> list[Content]:
    level, count, status = home.level, terms.level_count(home.level), terms.level_status(home.level.status)
    lines: list[Content]
    if level.status is LevelStatus.TOO_EARLY:
        lines = [plain(_("{count}: {status}").format(count=count, status=status))]
    else:
        room = width - 4 - width_of(count) - width_of(status) - 6
        if room >= NARROWEST:
            lines = [joined(count, "   ", interval_bar(level, min(room, 40)), "  ", (status, "bold"))]
        else:
            lines = [joined(count, " · ", (status, "bold")), interval_bar(level, min(max(width - 6, NARROWEST), 40))]
    if home.own_waiting:
        words = ngettext(
            "{n} answer of yours waits for its ratings", "{n} answers of yours wait for their ratings", home.own_waiting
        ).format(n=home.own_waiting)
        lines.append(plain(words, "$wait"))
    return lines


def _decks(home: Home) -> list[Content]:
    decks = ngettext("{n} deck", "{n} decks", home.decks).format(n=home.decks)
    cards = ngettext("{n} card", "{n} cards", home.cards).format(n=home.cards)
    return [plain(_("{decks}, {cards}").format(decks=decks, cards=cards))]
