"""The lead's page as lines: how the team stands, what waits for the lead, people and kinds, and beneath it the rest.

Pure: (page, width) -> lines; a line with an action opens the cards behind its number. Nobody is sorted by a number and nobody
has a total. Source: rules 6, 7.
"""

from collections.abc import Sequence

from textual.content import Content

from trainer.domain.coverage import DeckShare
from trainer.domain.ids import PersonId
from trainer.domain.levels import LevelStatus
from trainer.domain.teams import TeamPage
from trainer.locale import _, figures, pages, terms
from trainer.tui.text import joined, plain
from trainer.tui.widgets.coverage import coverage_lines
from trainer.tui.widgets.heatmap import heatmap_lines
from trainer.tui.widgets.interval import interval_line
from trainer.tui.widgets.lines import Line, columns, spread, width_of, wrapped
from trainer.tui.widgets.mood import mood_lines

WIDEST_LEVEL = 72
WIDE = 104
"""Cells from which two things stand side by side."""
LEVEL, CHANGE, BAR = (f"screen.why('{number}')" for number in ("level", "change", "bar"))
FLAGS, WAITING = "screen.desk('flags')", "screen.desk('waiting')"
HEALTH, DECKS = "screen.health", "screen.decks"


def person_action(person_id: PersonId) -> str:
    return f"screen.person({person_id})"


def team_lines(page: TeamPage, width: int) -> list[Line]:
    """The whole page on lines of at most `width` cells."""
    gap = [Line(plain(""))]
    blocks = [
        _level(page, width),
        _start(page, width),
        _talks(page, width),
        _kinds(page, width),
        _months(page, width),
        _programme(page, width),
        _mood(page, width),
        _decks(page, width),
    ]
    lines = list(gap)
    for block in blocks:
        lines += [*block, *gap] if block else []
    return [*lines, *(Line(line) for line in _end(page, width))]


def _level(page: TeamPage, width: int) -> list[Line]:
    """The count with the people behind it, the line on its fixed scale, both coverages."""
    level = page.level
    status = "" if level.status is LevelStatus.TOO_EARLY else terms.level_status(level.status)
    count = joined((pages.team_level_count(level), "bold"), "   " if status else "", (status, "bold $accent"))
    head = [*count.wrap(width)]
    if level.low is not None:
        head.append(interval_line(level, min(width, WIDEST_LEVEL)))
    lines = [Line(line, LEVEL) for line in head]
    lines += [Line(line, LEVEL) for line in wrapped(pages.team_level_sentence(level), width)]
    told = page.ratings.scored < page.ratings.sent
    lines += [
        Line(line, WAITING)
        for line in wrapped(pages.coverage_sentence(page.ratings), width, style="" if told else "$wait")
    ]
    return lines


def _start(page: TeamPage, width: int) -> list[Line]:
    """What the lead may do now: flags, what waits, and where nothing has begun, how to begin."""
    lines: list[Line] = []
    flags = pages.flags_sentence(page.queue.unconfirmed_flags)
    if flags:
        lines += [Line(line, FLAGS) for line in wrapped(flags, width, style="$warning")]
    if page.queue.waiting:
        lines += [Line(line, WAITING) for line in wrapped(pages.queue_sentence(page.queue), width)]
    if len(page.people) < 2:
        words = _("You are alone in this team. Add people: {command}").format(command="trainer team add NAME NAME")
        lines += [Line(line) for line in wrapped(words, width, style="$warning")]
    elif not page.ratings.sent:
        words = _(
            "Nobody has answered a card yet. A good beginning: everybody starts trainer and answers the card it offers."
        )
        lines += [Line(line) for line in wrapped(words, width, style="$warning")]
    elif page.level.low is None:
        words = _("A level is told from 5 cards each that count; four or five short practices get there.")
        lines += [Line(line) for line in wrapped(words, width, style="$wait")]
    return lines


def _talks(page: TeamPage, width: int) -> list[Line]:
    if not page.ratings.sent:
        return []
    if not page.talks:
        words = _("Nobody needs a talk because of these numbers.")
        return [Line(line) for line in wrapped(words, width, style="$wait")]
    lines = [_heading(_("Offer a talk"), _("in alphabetical order"), width)]
    longest = min(max(width_of(talk.person.name) for talk in page.talks), max(10, width // 3))
    for talk in page.talks:
        reasons = wrapped(pages.talk_reasons(talk), max(10, width - longest - 2))
        for place, reason in enumerate(reasons):
            name = plain(talk.person.name, "bold") if not place else plain("")
            lines.append(Line(columns([(name, longest), (reason, width - longest - 2)]), person_action(talk.person.id)))
    return lines


def _kinds(page: TeamPage, width: int) -> list[Line]:
    if not page.types:
        return []
    told = figures.heatmap_sentence(page.types, page.people)
    return [
        _heading(_("People and kinds"), "", width),
        *heatmap_lines(page.types, page.people, width, person_action),
        *(Line(line, "") for line in wrapped(figures.heatmap_legend(), width, style="$wait")),
        *(Line(line, "") for line in wrapped(told, width)),
    ]


def _months(page: TeamPage, width: int) -> list[Line]:
    """Month to month, and the bar that answers are held to."""
    lines = [_heading(_("Month to month"), "", width)]
    lines += [Line(line, CHANGE) for line in wrapped(pages.change_sentence(page.change), width)]
    style = "" if page.suggested_bar is None else "$warning"
    words = pages.bar_sentence(page.team.bar, page.suggested_bar)
    if page.suggested_bar is not None:
        words = f"{words} " + _("F6 does so.")
    return [*lines, *(Line(line, BAR) for line in wrapped(words, width, style=style))]


def _programme(page: TeamPage, width: int) -> list[Line]:
    lines = [_heading(_("Is the programme alive?"), "", width)]
    lines += [Line(line, HEALTH) for line in wrapped(pages.health_sentence(page.health), width)]
    lines += [Line(line, FLAGS) for line in wrapped(pages.critical_free_sentence(page.critical_free), width)]
    return lines


def _mood(page: TeamPage, width: int) -> list[Line]:
    """The newest session with three pairs in full, the others in a line each; then whether people would recommend it."""
    lines = [_heading(_("Mood before and after a session"), _("of the team, from three pairs"), width)]
    if not page.moods:
        words = _("No team session with two moods yet: it opens and closes with two digits each.")
        lines += [Line(line) for line in wrapped(words, width, style="$wait")]
    drawn = next((each for each in page.moods if each.change.start is not None), None)
    for each in page.moods:
        if each is drawn:
            day = terms.weekday_and_day(each.opened_at.astimezone())
            lines += [Line(plain(day, "$wait")), *(Line(line) for line in mood_lines(each.change, width))]
        else:
            lines += [Line(line) for line in wrapped(figures.session_mood(each), width, style="$wait")]
    return [*lines, *(Line(line) for line in wrapped(figures.recommend_sentence(page.recommended), width))]


def _decks(page: TeamPage, width: int) -> list[Line]:
    """What the decks cover, by stage, channel and type: side by side where there is room."""
    if not page.decks.cards:
        words = _(
            "No deck has a card that is ready. Put a deck into the decks folder; to see where: trainer data where"
        )
        return [Line(line) for line in wrapped(words, width, style="$warning")]
    counted = pages.deck_share_sentence(page.decks.cards, page.decks.practised)
    lines = [_heading(_("The decks"), counted, width)]
    stages = [each for each in page.decks.stages if each.name or each.cards]
    groups: list[tuple[str, Sequence[DeckShare]]] = [
        (_("by stage"), stages),
        (_("by channel"), page.decks.channels),
        (_("by type"), page.decks.types),
    ]
    if width >= WIDE:
        half = (width - 4) // 2
        left = [*_group(*groups[0], half), plain(""), *_group(*groups[1], half)]
        right = _group(*groups[2], half)
        for place in range(max(len(left), len(right))):
            pair = [each[place] if place < len(each) else plain("") for each in (left, right)]
            lines.append(Line(columns([(pair[0], half), (pair[1], half)], gap=4), DECKS))
    else:
        for title, shares in groups:
            lines += [Line(line, DECKS) for line in _group(title, shares, width)]
    told = figures.coverage_sentence([*stages, *page.decks.channels, *page.decks.types])
    return [*lines, *(Line(line, DECKS) for line in wrapped(told, width, style="$warning"))] if told else lines


def _group(title: str, shares: Sequence[DeckShare], width: int) -> list[Content]:
    return [plain(title, "$wait"), *coverage_lines(shares, width)]


def _heading(words: str, aside: str, width: int) -> Line:
    return Line(spread(plain(words, "bold $accent"), plain(aside, "$wait"), width))


def _end(page: TeamPage, width: int) -> list[Content]:
    told = [pages.guessable_sentence()] if page.guessable else []
    return [line for words in (*told, pages.practice_note()) for line in wrapped(words, width, style="$wait")]
