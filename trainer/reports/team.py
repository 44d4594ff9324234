"""The lead's report: the team, never a table of the best. People stand in alphabetical order (rules 7)."""

from statistics import fmean

from trainer.domain.coverage import DeckShare
from trainer.domain.kinds import ComplaintType
from trainer.domain.reporting import ReportedCard, TeamReport
from trainer.domain.rubric import band
from trainer.domain.teams import CELL_FROM, TeamPage
from trainer.locale import _, language, pages, terms
from trainer.locale import figures as sentences
from trainer.reports import figures
from trainer.reports.documents import Cell, Report, Section, Table, cells


def team_report(report: TeamReport) -> Report:
    """The report as sections; it names people on demand alone, in the order of the alphabet."""
    page = report.page
    day = terms.day(page.as_of.astimezone().date())
    sections = (
        _level(page),
        _kinds(report.cards),
        _table(page) if report.people else None,
        _talks(page) if report.people else None,
        Section(
            _("Rating"),
            tuple(
                each
                for each in (
                    pages.coverage_sentence(page.ratings),
                    pages.queue_sentence(page.queue),
                    pages.flags_sentence(page.queue.unconfirmed_flags),
                    pages.critical_free_sentence(page.critical_free),
                )
                if each
            ),
        ),
        Section(_("Is the programme alive?"), (pages.health_sentence(page.health),)),
        Section(
            _("Mood before and after a session"),
            (
                *(sentences.session_mood(each) for each in page.moods),
                sentences.recommend_sentence(page.recommended),
            ),
        ),
        Section(
            _("The decks"),
            (pages.deck_share_sentence(page.decks.cards, page.decks.practised),),
            table=_decks((*page.decks.stages, *page.decks.channels, *page.decks.types)),
        ),
    )
    return Report(
        _("The team's practice"),
        f"{page.team.name} · {day} {page.as_of.astimezone().year}",
        tuple(each for each in sections if each is not None),
        pages.practice_note(),
        language(),
    )


def _level(page: TeamPage) -> Section:
    count = pages.team_level_count(page.level)
    told = [
        count,
        pages.team_level_sentence(page.level),
        pages.change_sentence(page.change),
        pages.bar_sentence(page.team.bar, page.suggested_bar),
        *([pages.guessable_sentence()] if page.guessable else []),
    ]
    return Section(_("Service level"), tuple(told), figures.interval(page.level, count))


def _kinds(cards: tuple[ReportedCard, ...]) -> Section | None:
    scores: dict[ComplaintType, list[float]] = {}
    for each in cards:
        if each.card.counts_for_quality and each.card.score is not None:
            scores.setdefault(each.card.type, []).append(each.card.score)
    rows = tuple(
        (
            Cell(terms.complaint_type(kind)),
            Cell(str(len(scores[kind]))),
            Cell(terms.score(fmean(scores[kind])), band(fmean(scores[kind])).value)
            if len(scores[kind]) >= CELL_FROM
            else Cell(""),
        )
        for kind in ComplaintType
        if kind in scores
    )
    words = _("Mean scores of 180 days, from three answers on.")
    head = (_("kind"), _("answers"), _("mean"))
    return Section(_("Kinds of complaint"), (words,), table=Table(head, rows, frozenset({1, 2}))) if rows else None


def _table(page: TeamPage) -> Section | None:
    if not page.types:
        return None
    head = (_("name"), *(terms.complaint_type(kind) for kind in page.types))
    rows = tuple(
        (
            Cell(row.person.name),
            *(
                Cell("·" if each.answers else "")
                if each.mean is None
                else Cell(terms.score(each.mean), band(each.mean).value)
                for each in row.cells
            ),
        )
        for row in page.people
    )
    words = _("Mean scores of 180 days, from three answers on; a dot is fewer. In alphabetical order.")
    return Section(_("People and kinds"), (words,), table=Table(head, rows, frozenset(range(1, len(head)))))


def _talks(page: TeamPage) -> Section:
    if not page.talks:
        return Section(_("To talk with"), (_("Nobody needs a talk because of these numbers."),))
    rows = tuple(cells(talk.person.name, pages.talk_reasons(talk)) for talk in page.talks)
    return Section(_("To talk with"), (_("In alphabetical order."),), table=Table((_("name"), _("why")), rows))


def _decks(shares: tuple[DeckShare, ...]) -> Table:
    rows = tuple(cells(pages.deck_share(each.name), str(each.cards), str(each.practised)) for each in shares)
    return Table((_("of cards"), _("ready"), _("practised")), rows, frozenset({1, 2}))
