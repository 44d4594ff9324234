"""One's own report: the level, the line, the criteria, the kinds, the weeks, and every card behind them."""

from trainer.domain.answering import mean_fluency
from trainer.domain.progress import OwnPage
from trainer.domain.reporting import OwnReport, ReportedCard
from trainer.domain.rubric import band
from trainer.locale import _, language, pages, terms
from trainer.reports import figures
from trainer.reports.documents import Cell, Report, Section, Table, cells


def own_report(report: OwnReport) -> Report:
    """The report as sections; empty ones are left out."""
    page = report.page
    sections = (
        _level(page),
        _scores(page),
        _criteria(page),
        _kinds(page),
        _habit(page),
        _comments(page),
        _next(page),
        _cards(report.cards),
    )
    day = terms.day(page.as_of.astimezone().date())
    return Report(
        _("Your practice"),
        f"{page.person.name} · {day} {page.as_of.astimezone().year}",
        tuple(each for each in sections if each is not None),
        pages.practice_note(),
        language(),
    )


def _level(page: OwnPage) -> Section:
    told = [terms.level_count(page.level), terms.level_interval(page.level), terms.level_sentence(page.level)]
    told += [pages.waiting_sentence(page.waiting), pages.owed_sentence(page.owed)]
    told += [pages.guessable_sentence()] if page.guessable else []
    count = terms.level_count(page.level)
    return Section(_("Service level"), tuple(each for each in told if each), figures.interval(page.level, count))


def _scores(page: OwnPage) -> Section:
    words = pages.trend_sentence(page.trend, len(page.scores))
    figure = figures.trend(page.scores, page.line, page.start, page.wanted, words)
    return Section(_("Scores"), (pages.quality_sentence(page.quality), words), figure)


def _criteria(page: OwnPage) -> Section | None:
    told = tuple(pages.criterion_sentence(each) for each in page.criteria if each.own is not None)
    return Section(_("What raters look at"), told, figures.criteria(page.criteria, "; ".join(told))) if told else None


def _kinds(page: OwnPage) -> Section:
    rows = tuple(
        (
            Cell(terms.complaint_type(each.type)),
            Cell(pages.mastery_stage(each.mastery.stage)),
            Cell(str(each.answers)),
            Cell(terms.percent(each.mastery.mean) if each.answers else ""),
            Cell("" if each.last_score is None else terms.score(each.last_score)),
        )
        for each in page.masteries
    )
    head = (_("kind"), _("stage"), _("answers"), _("mastery"), _("last score"))
    return Section(_("Kinds of complaint"), table=Table(head, rows, frozenset({2, 3, 4})))


def _habit(page: OwnPage) -> Section:
    told = (
        pages.weeks_sentence(page.weeks),
        pages.own_critical_free_sentence(page.critical_free, page.scored),
        pages.fluency_sentence(mean_fluency(page.variants), len(page.variants)),
        pages.bar_sentence(page.bar, None),
    )
    return Section(_("The habit"), tuple(each for each in told if each))


def _comments(page: OwnPage) -> Section | None:
    return Section(_("What colleagues wrote"), quotes=page.comments) if page.comments else None


def _next(page: OwnPage) -> Section | None:
    if page.next is None:
        return None
    told = (pages.next_reason(page.next), pages.last_time(page.next))
    return Section(_("Next for you"), tuple(each for each in told if each), quotes=(page.next.complaint,))


def _cards(cards: tuple[ReportedCard, ...]) -> Section | None:
    if not cards:
        return None
    rows = tuple(
        (
            *cells(terms.day(each.card.closed_at.astimezone().date()), each.card.complaint),
            Cell(terms.complaint_type(each.card.type)),
            Cell(terms.outcome(each.card.outcome)),
            _score(each.card.score),
        )
        for each in cards
    )
    head = (_("day"), _("complaint"), _("kind"), _("counts as"), _("score"))
    return Section(_("The cards"), table=Table(head, rows, frozenset({4})))


def _score(score: float | None) -> Cell:
    return Cell("") if score is None else Cell(terms.score(score), band(score).value)
