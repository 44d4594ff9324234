"""A session to keep: its card, its answers, what was stolen and said. Names stand only where authors claimed (rules 7)."""

from trainer.domain.progress import MIDDLE_FROM_PEOPLE
from trainer.domain.reporting import ReportedAnswer, SessionReport
from trainer.locale import _, language, ngettext, pages, sessions, terms
from trainer.locale.quoting import quoted
from trainer.reports import figures
from trainer.reports.documents import Cell, Report, Section, Table


def session_report(report: SessionReport) -> Report:
    """The report as sections."""
    day = report.opened_at.astimezone()
    sections = (
        _what(report),
        _card(report),
        _answers(report),
        _phrases(report),
        *_debrief(report),
        _next_time(report),
        _mood(report),
    )
    return Report(
        sessions.preset_title(report.preset),
        _("{day} {year} · {name} led").format(
            day=terms.weekday_and_day(day.date()), year=day.year, name=report.lead_name
        ),
        tuple(each for each in sections if each is not None),
        pages.practice_note(),
        language(),
    )


def _what(report: SessionReport) -> Section:
    whole = report.summary
    people = ngettext("{n} person", "{n} people", whole.people).format(n=whole.people)
    answers = ngettext("{n} answer", "{n} answers", whole.answers).format(n=whole.answers)
    ratings = ngettext("{n} rating", "{n} ratings", whole.ratings).format(n=whole.ratings)
    told = [f"{people} · {answers} · {ratings}"]
    told.append(_("Names are hidden from colleagues; whose name stands here claimed the answer."))
    if whole.people < MIDDLE_FROM_PEOPLE:
        told.append(pages.guessable_sentence())
    return Section(_("The session"), tuple(told))


def _card(report: SessionReport) -> Section | None:
    card = report.card
    if card is None:
        return None
    age = str(card.age) if card.age else ""
    who = ", ".join(each for each in (card.customer, age, terms.channel(card.channel), card.mood) if each)
    told = [f"{card.deck_title} · {terms.complaint_type(card.type)}", who, *([card.context] if card.context else [])]
    if report.hidden_interest:
        told.append(_("What the customer really needed: {words}").format(words=report.hidden_interest))
    return Section(_("The card"), tuple(told), quotes=(card.complaint, *card.twists))


def _answers(report: SessionReport) -> Section:
    if not report.answers:
        return Section(_("Answers"), (_("Nobody sent an answer."),))
    words = _("Works: 0 to 100. Laughed: how many of the raters. In the order of a draw; a single rating is not shown.")
    own_cards = any(each.complaint for each in report.answers)
    head = ("", _("answer"), *((_("complaint"),) if own_cards else ()), _("works"), _("laughed"), _("who claimed it"))
    at = 3 if own_cards else 2
    rows = tuple(_row(each, own_cards) for each in report.answers)
    hidden = report.summary.reveal.hidden
    more = ngettext("{n} answer was taken out by the lead.", "{n} answers were taken out by the lead.", hidden)
    points = report.summary.reveal.points
    return Section(
        _("Answers"),
        (words, *((more.format(n=hidden),) if hidden else ())),
        figures.works_and_laughed(points, _("Works across, laughed up; each letter is an answer.")),
        Table(head, rows, frozenset({at, at + 1})),
    )


def _row(answer: ReportedAnswer, own_cards: bool) -> tuple[Cell, ...]:
    return (
        Cell(answer.label),
        Cell(answer.text),
        *((Cell(answer.complaint),) if own_cards else ()),
        Cell("" if answer.works is None else terms.score(answer.works)),
        Cell("" if answer.laughed is None else terms.percent(answer.laughed)),
        Cell(answer.author),
    )


def _phrases(report: SessionReport) -> Section | None:
    phrases = report.summary.reveal.phrases
    if not phrases:
        return None
    return Section(_("Phrases worth stealing"), quotes=tuple(f"{each.text} ×{each.times}" for each in phrases))


def _debrief(report: SessionReport) -> tuple[Section, ...]:
    return tuple(
        Section(sessions.question(question), quotes=lines) for question, lines in report.summary.questions if lines
    )


def _next_time(report: SessionReport) -> Section | None:
    whole = report.summary
    told = []
    if whole.if_thens:
        told.append(
            ngettext(
                "{n} person took an if-then sentence along.",
                "{n} people took an if-then sentence along.",
                whole.if_thens,
            ).format(n=whole.if_thens)
        )
    if whole.next_lead:
        told.append(_("Next time {name} leads.").format(name=whole.next_lead))
    if not (told or whole.proposed):
        return None
    return Section(_("Next time"), tuple(told), quotes=tuple(quoted(each) for each in whole.proposed))


def _mood(report: SessionReport) -> Section:
    return Section(_("Mood"), (sessions.mood_sentence(report.summary.mood),))
