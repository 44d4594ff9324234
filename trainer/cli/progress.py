"""trainer progress: one's own level, line and kinds and the cards behind them; for a lead, the team's."""

import click

from trainer.cli.charts import bars, level_line, trend_lines
from trainer.cli.main import Caller, json_option, pass_caller
from trainer.cli.speaking import note, paragraph, say, tell_json
from trainer.domain.answering import mean_fluency
from trainer.domain.evidence import Evidence, OwnNumber
from trainer.domain.kinds import ComplaintType
from trainer.domain.mastery import Stage
from trainer.domain.progress import CountedCard, OwnPage
from trainer.domain.rubric import STANDARD
from trainer.domain.teams import TeamPage
from trainer.errors import NothingToDeal, StoreUnavailable, WrongUsage
from trainer.locale import _, figures, pages, terms
from trainer.locale.evidence import because_of
from trainer.reports.data import card_data, evidence_data, own_data, team_data
from trainer.services.dealing import prepare_next
from trainer.services.progress import cards_behind, own_page
from trainer.services.settling import settle
from trainer.services.teams import team_page

CRITERIA = tuple(each.name for each in STANDARD)


@click.command(help=_("Your own service level, the cards behind it, and what to practise next. Nobody else sees it."))
@click.option("--team", is_flag=True, help=_("The team instead, for its lead."))
@click.option("--chart", is_flag=True, help=_("Draw the level, the line and the criteria as well."))
@click.option(
    "--why", type=click.Choice([each.value for each in OwnNumber]), help=_("The cards behind a number instead.")
)
@click.option("--type", "kind", type=click.Choice([each.value for each in ComplaintType]), help=_("For --why mastery."))
@click.option("--criterion", type=click.Choice(CRITERIA), help=_("For --why criterion."))
@json_option
@pass_caller
def progress(
    caller: Caller, team: bool, chart: bool, why: str | None, kind: str | None, criterion: str | None, as_json: bool
) -> None:
    person, trainer = caller.person(), caller.trainer
    if team:
        if why is not None:
            raise WrongUsage(_("--why is about your own numbers; leave out --team."))
        trainer.run(settle)
        found = trainer.run(team_page, person.id)
        tell_json(team_data(found)) if as_json else _print_team(found, chart)
        return
    if why is not None:
        _tell_why(caller, OwnNumber(why), kind, criterion, as_json)
        return
    trainer.load_decks()
    try:
        trainer.run(prepare_next, person.id, render=trainer.render, language=caller.language)
    except (NothingToDeal, StoreUnavailable) as nothing:  # a database that can only be read is read all the same
        note(str(nothing))
    trainer.run(settle)
    page = trainer.run(own_page, person.id)
    cards = [each.card for each in trainer.run(cards_behind, person.id, OwnNumber.LEVEL).cards]
    if as_json:
        tell_json({**own_data(page), "cards": [card_data(card) for card in cards]})
    else:
        _print(page, cards, chart)


def _tell_why(caller: Caller, number: OwnNumber, kind: str | None, criterion: str | None, as_json: bool) -> None:
    if number is OwnNumber.MASTERY and kind is None:
        raise WrongUsage(_("--why mastery wants a complaint type: --type {example}").format(example=ComplaintType.FEAR))
    if number is OwnNumber.CRITERION and criterion is None:
        raise WrongUsage(_("--why criterion wants one of them: --criterion {example}").format(example=CRITERIA[0]))
    caller.trainer.run(settle)
    found = caller.trainer.run(
        cards_behind,
        caller.person().id,
        number,
        kind=None if kind is None else ComplaintType(kind),
        criterion=criterion or "",
    )
    if as_json:
        tell_json(evidence_data(found))
        return
    say(pages.why_number(number))
    say()
    for each in found.cards:
        role = _role_of(found, each.weight, each.value, pages.part(each.part))
        _card(each.card, "; ".join(part for part in (because_of(each.card, each.part), role) if part))
    if not found.cards:
        say(_("No card yet."))


def _role_of(found: Evidence, weight: float | None, value: float | None, part: str) -> str:
    if weight is not None:
        return _("weighs {share}").format(share=terms.percent(weight))
    if value is not None:
        return _("this criterion: {score}").format(score=terms.score(value))
    return part if found.number is OwnNumber.TREND else ""


def _print(page: OwnPage, cards: list[CountedCard], chart: bool) -> None:
    level = page.level
    say(terms.level_count(level))
    _chart([level_line(level)] if chart else [])
    _paragraphs(terms.level_interval(level), terms.level_sentence(level))
    _paragraphs(pages.quality_sentence(page.quality), pages.trend_sentence(page.trend, len(page.scores)))
    _chart(trend_lines(page.scores, page.line) if chart else [])
    told = [pages.criterion_sentence(each) for each in page.criteria if each.own is not None]
    if told:
        say()
        _chart(bars(page.criteria) if chart else [])
        _paragraphs(*told)
    met = [each for each in page.masteries if each.mastery.stage is not Stage.NEW or each.answers]
    if met:
        say()
    for each in met:
        say(f"  {terms.complaint_type(each.type)}: {pages.mastery_stage(each.mastery.stage)}")
    if page.comments:
        say()
    for comment in page.comments:
        say(paragraph(_("“{text}”").format(text=comment)))
    if cards:
        say()
    for card in cards:
        _card(card)
    say()
    _paragraphs(pages.weeks_sentence(page.weeks), pages.waiting_sentence(page.waiting), pages.owed_sentence(page.owed))
    _paragraphs(
        pages.own_critical_free_sentence(page.critical_free, page.scored),
        pages.fluency_sentence(mean_fluency(page.variants), len(page.variants)),
        pages.bar_sentence(page.bar, None),
    )
    if page.next is not None:
        say()
        say(_("Next for you"))
        say(paragraph(page.next.complaint))
        _paragraphs(pages.next_reason(page.next), pages.last_time(page.next))
    _end(page.guessable)


def _print_team(page: TeamPage, chart: bool) -> None:
    say(f"{page.team.name}  ·  {pages.team_level_count(page.level)}")
    _chart([level_line(page.level)] if chart else [])
    _paragraphs(pages.team_level_sentence(page.level), pages.coverage_sentence(page.ratings))
    _paragraphs(pages.change_sentence(page.change), pages.bar_sentence(page.team.bar, page.suggested_bar))
    _paragraphs(
        pages.queue_sentence(page.queue),
        pages.flags_sentence(page.queue.unconfirmed_flags),
        pages.critical_free_sentence(page.critical_free),
        pages.health_sentence(page.health),
        *(figures.session_mood(each) for each in page.moods),
        figures.recommend_sentence(page.recommended),
    )
    say()
    for row in page.people:
        told = [
            f"{terms.complaint_type(kind)} {terms.score(cell.mean)}"
            for kind, cell in zip(page.types, row.cells, strict=True)
            if cell.mean is not None
        ]
        say(paragraph(f"{row.person.name}: {', '.join(told) or _('fewer than three answers of a kind')}"))
    if page.talks:
        say()
        say(_("To talk with"))
    for talk in page.talks:
        say(paragraph(f"{talk.person.name}: {pages.talk_reasons(talk)}"))
    say()
    say(_("The decks"))
    _paragraphs(pages.deck_share_sentence(page.decks.cards, page.decks.practised))
    for share in (*page.decks.stages, *page.decks.channels, *page.decks.types):
        say(f"  {pages.deck_share(share.name)}: {pages.deck_share_sentence(share.cards, share.practised)}")
    _end(page.guessable)


def _card(card: CountedCard, role: str = "") -> None:
    points = "" if card.score is None else f" {terms.score(card.score)}"
    day = terms.day(card.closed_at.astimezone().date())
    told = f"  ({role})" if role else ""
    start = card.complaint.strip().partition("\n")[0][:60]
    say(f"  {day:>7}  {terms.outcome(card.outcome)}{points}{told}  {start}")


def _paragraphs(*sentences: str) -> None:
    for sentence in sentences:
        if sentence:
            say(paragraph(sentence))


def _chart(lines: list[str]) -> None:
    for line in lines:
        say(f"  {line}")


def _end(guessable: bool) -> None:
    say()
    if guessable:
        say(pages.guessable_sentence())
    say(pages.practice_note())
