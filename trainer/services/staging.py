"""A made-up team with half a year behind it, so that every screen has something to show (`trainer demo`).

Everybody's answers are the cards' own gold answers, strong or weak, and the ratings scatter around the levels their
authors gave; so a score on a screen belongs to the text beside it. The same seed makes the same team. The rules that judge real
practice judge this one: nothing is stored that `domain` did not compute.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from trainer.domain.answering import Draft
from trainer.domain.cards import Card, Deck
from trainer.domain.clocks import Clock, Instant
from trainer.domain.dealing import CardChoice, Deal, PastDeal, ShownCard, choose_card, is_repeat
from trainer.domain.ids import AnswerId, CardId, DealId
from trainer.domain.kinds import AnswerStatus, DealState
from trainer.domain.people import Person, Role
from trainer.domain.ports import RenderCard, UnitOfWork
from trainer.domain.rating import GoldToRate, Judgement
from trainer.domain.rubric import HIGHEST_LEVEL, CriticalFlag, criteria_for
from trainer.domain.scoring import quorum, rater_score
from trainer.domain.weeks import week_name
from trainer.errors import NothingToDeal
from trainer.locale import _
from trainer.services.golds import expected_score
from trainer.services.leading import override
from trainer.services.settling import settle
from trainer.services.staged_sessions import stage_sessions

DAYS = 182
CARDS_EACH = 36
GOLD_WEEKS = 8
FLAGGED_WEEKS = 4
HINTED = 0.2
"""Share of cards at which a hint is opened."""
PRACTISED_DECKS = 3
"""So few, that the statistics of a card stand on several people's answers."""
VIEWER, GROWS_BY = 1, 0.2
"""Whom one looks at the demo as: somebody who is getting better."""
STRUGGLING, STRUGGLES_BY = 4, 0.35
QUIET, QUIET_DAYS = 6, 24
"""One colleague finds it harder, and one has not been here for a while: whom a lead would offer a talk."""
LEFT_TO_RATE = 3
"""The newest answers lack one rating each: the person who looks at the demo finds something to do."""


@dataclass(frozen=True, slots=True)
class _Colleague:
    person: Person
    start: float
    """Chance of a strong answer half a year ago."""
    gain: float
    """How much that chance grew until today."""
    severity: float
    """How many levels this rater gives above (or below) the rest."""
    until: int = 0
    """So many days ago this colleague practised last."""


@dataclass(frozen=True, slots=True)
class _Nature:
    """What a card does to its raters."""

    funny: float = 0.45
    """Chance of a laugh at a strong answer."""
    doubt: float = 0.0
    """How far, in levels, raters of one answer lie apart besides."""


@dataclass(frozen=True, slots=True)
class _Work:
    """One card of one colleague, some time in the half year."""

    author: _Colleague
    at: datetime
    share: float
    """How much of the half year had passed, 0-1."""


def stage_team(
    uow: UnitOfWork,
    clock: Clock,
    decks: Sequence[Deck],
    names: Sequence[str],
    *,
    render: RenderCard,
    language: str,
    seed: int = 1,
) -> Person:
    """Fills an empty store; returns the person to look at it as. Raises NothingToDeal without a card in the decks."""
    cards = _cards(decks, language)
    if not cards:
        raise NothingToDeal(_("The demo needs a deck; none could be read. See: trainer deck check"))
    dice = random.Random(seed)
    now = clock.now().at
    with uow:
        for deck in decks:
            uow.decks.store(deck)
        colleagues = _team(uow, names, now - timedelta(days=DAYS), dice)
        _practise(uow, colleagues, _few_decks(cards), render, now, dice)
        stage_sessions(uow, [each.person for each in colleagues], now, language, dice)
        uow.commit()
    settle(uow, clock)
    _look_after(uow, clock, colleagues)
    return colleagues[VIEWER].person


def _team(uow: UnitOfWork, names: Sequence[str], since: datetime, dice: random.Random) -> list[_Colleague]:
    team = uow.people.add_team(_("Front desk"))
    roles = [Role.LEAD, *[Role.EMPLOYEE] * (len(names) - 2), Role.TRAINER]
    return [
        _Colleague(
            uow.people.add(name, role, team.id, since),
            start=dice.uniform(0.55, 0.85) - {STRUGGLING: STRUGGLES_BY, VIEWER: GROWS_BY}.get(number, 0.0),
            gain=dice.uniform(0.05, 0.35) + (GROWS_BY if number == VIEWER else 0.0),
            severity=dice.gauss(0.0, 0.25),
            until=QUIET_DAYS if number == QUIET else 0,
        )
        for number, (name, role) in enumerate(zip(names, roles, strict=True))
    ]


def _practise(
    uow: UnitOfWork,
    colleagues: list[_Colleague],
    cards: dict[CardChoice, tuple[Deck, Card]],
    render: RenderCard,
    now: datetime,
    dice: random.Random,
) -> None:
    past: dict[int, list[PastDeal]] = {each.person.id: [] for each in colleagues}
    calendar = _calendar(colleagues, now, dice)
    viewer = colleagues[VIEWER].person
    fresh = [work for work in calendar if work.author.person.id != viewer.id][-LEFT_TO_RATE:]
    watched = [work for work in calendar if work not in fresh and work.author not in colleagues[:2]]
    doubtful = next((work for work in watched if work.at > now - timedelta(weeks=FLAGGED_WEEKS)), None)
    for work in calendar:
        mine = past[work.author.person.id]
        chosen = choose_card(list(cards), mine, now=work.at, seed=f"{work.author.person.id}|{len(mine)}")
        assert chosen is not None, "there are cards"
        choice, reason = chosen
        deck, card = cards[choice]
        shown = render(deck, card, f"{work.author.person.id}|{card.id}|{len(mine)}")
        opened = Instant(work.at)
        again = is_repeat(card.id, deck.id, mine, work.at)
        deal = uow.deals.add(
            Deal(
                DealId(""),
                work.author.person.id,
                shown,
                DealState.PREPARED,
                reason,
                shown.minutes * 60,
                prepared_at=work.at,
            )
        )
        uow.deals.start(deal.id, deal.seconds, opened, opened.plus(deal.seconds), again=again)
        mine.append(PastDeal(deck.id, card.id, card.type, work.at))
        deal = replace(deal, opened_at=opened, deadline=opened.plus(deal.seconds), again=again, state=DealState.OPEN)
        if shown.hints and dice.random() < HINTED:
            uow.deals.take_hint(deal.id, dice.randint(1, len(shown.hints)))
        raters = [each for each in colleagues if each is not work.author and each.person.id != viewer.id]
        if work not in fresh:
            raters = [each for each in colleagues if each is not work.author]
        wanted = quorum(len(colleagues)) - (1 if work in fresh else 0)
        flagged = work is doubtful
        _answer(uow, work, deal, dice.sample(raters, min(wanted, len(raters))), dice, flagged=flagged)
    first = now - timedelta(weeks=GOLD_WEEKS)
    for week in range(GOLD_WEEKS):
        for rater in colleagues:
            _anchor(uow, rater, past[rater.person.id], cards, render, first + timedelta(weeks=week, hours=1), dice)


def _anchor(
    uow: UnitOfWork,
    rater: _Colleague,
    past: Sequence[PastDeal],
    cards: dict[CardChoice, tuple[Deck, Card]],
    render: RenderCard,
    at: datetime,
    dice: random.Random,
) -> None:
    """The week's blind gold answer of one rater: of a card that was never dealt to them, if there is one left."""
    dealt = {(deal.deck_id, deal.card_id) for deal in past}
    unseen = [each for key, each in cards.items() if (key.deck_id, key.card_id) not in dealt and each[1].gold]
    if not unseen:
        return
    deck, card = dice.choice(unseen)
    shown = render(deck, card, f"gold|{rater.person.id}|{week_name(at)}")
    gold = dice.choice(shown.gold)
    drawn = GoldToRate(
        AnswerId(""), rater.person.id, shown, gold.text, gold.levels, gold.why, blind=True, session=week_name(at)
    )
    stored = uow.golds.add(drawn, expected_score(shown, gold), at)
    if stored is not None:
        judgement = _judgement(gold.levels, rater, False, dice)
        score = rater_score(judgement.levels, criteria_for(shown.rubric))
        uow.golds.rate(stored.answer_id, judgement, score, at, at)


def _look_after(uow: UnitOfWork, clock: Clock, colleagues: list[_Colleague]) -> None:
    """The lead has amended one score of the person who looks, with a reason."""
    lead, viewer = colleagues[0].person, colleagues[1].person
    with uow.reading():
        scored = uow.results.scored_of_team(viewer.team_id, clock.now().at - timedelta(weeks=FLAGGED_WEEKS))
        mine = {
            card.deal_id for card in uow.results.of_person(viewer.id, clock.now().at - timedelta(weeks=FLAGGED_WEEKS))
        }
    own = sorted((card.closed_at, answer, card.score) for answer, _text, card in scored if card.deal_id in mine)
    if own:
        _closed, answer, score = own[0]
        why = _("The card left it open what we may offer; the answer used what there was.")
        override(uow, clock, lead.id, answer, min(100.0, 5.0 * round(((score or 0.0) + 12) / 5)), why)


def _calendar(colleagues: list[_Colleague], now: datetime, dice: random.Random) -> list[_Work]:
    """Everybody's cards over the half year, about three in two weeks, in the order of time."""
    works = []
    for author in colleagues:
        for turn in range(CARDS_EACH):
            share = (turn + dice.random() * 0.8) / CARDS_EACH
            at = _working_hour(now - timedelta(days=DAYS * (1 - share)), dice)
            if at < now - timedelta(hours=1) and at <= now - timedelta(days=author.until):
                works.append(_Work(author, at, share))
    return sorted(works, key=lambda work: (work.at, work.author.person.id))


def _answer(
    uow: UnitOfWork,
    work: _Work,
    deal: Deal,
    raters: Sequence[_Colleague],
    dice: random.Random,
    *,
    flagged: bool = False,
) -> None:
    """One card answered (or passed, or left until its time was up) and rated; `flagged`: one rater sees a false promise."""
    fate = 1.0 if flagged else dice.random()
    ended = work.at + timedelta(seconds=deal.seconds * dice.uniform(0.5, 0.98))
    if fate < 0.03 or not deal.shown.gold:
        uow.deals.close(deal.id, DealState.PASSED, ended)
    elif fate < 0.05:
        uow.deals.close(deal.id, DealState.EXPIRED, work.at + timedelta(seconds=deal.seconds), by_timeout=True)
    else:
        strong = dice.random() < work.author.start + work.author.gain * work.share
        draft, levels = _written(deal.shown, strong)
        uow.drafts.save(deal.id, draft, ended)
        uow.deals.close(deal.id, DealState.SENT, ended)
        uow.deals.look_back(deal.id)
        answer = uow.answers.add(
            deal,
            draft,
            draft.text_to_send(),
            sent_at=ended,
            final_at=ended,
            by_timeout=False,
            needed=quorum(len(raters) + 1),
        )
        if not deal.again:
            for number, rater in enumerate(raters):
                rated_at = ended + timedelta(hours=dice.uniform(1, 30))
                judgement = _judgement(levels, rater, strong, dice, _nature(deal.shown.card_id))
                if flagged and number == 0:
                    judgement = replace(judgement, flags=frozenset({CriticalFlag.FALSE_PROMISE}))
                score = rater_score(judgement.levels, criteria_for(deal.shown.rubric))
                uow.ratings.add(answer.id, rater.person, judgement, score, rated_at=rated_at, final_at=rated_at)
        assert answer.status is AnswerStatus.WAITING


def _written(shown: ShownCard, strong: bool) -> tuple[Draft, dict[str, int]]:
    """The gold answer of that strength as the one sent, the other as a variant before it."""
    by_strength = sorted(shown.gold, key=lambda gold: sum(gold.levels.values()))
    sent, other = (by_strength[-1], by_strength[0]) if strong else (by_strength[0], by_strength[-1])
    variants = (sent.text,) if other is sent or strong is False else (other.text, sent.text)
    return Draft(variants, len(variants) - 1, 1), dict(sent.levels)


def _judgement(
    levels: dict[str, int], rater: _Colleague, strong: bool, dice: random.Random, card: _Nature | None = None
) -> Judgement:
    card = card or _Nature()
    mood = dice.gauss(0, card.doubt)
    seen = {
        name: min(HIGHEST_LEVEL, max(0, round(level + rater.severity + mood + dice.gauss(0, 0.6))))
        for name, level in levels.items()
    }
    comment = dice.choice(_kind_lines(strong)) if dice.random() < 0.25 else ""
    return Judgement(seen, laughed=strong and dice.random() < card.funny, comment=comment)


def _nature(card_id: CardId) -> _Nature:
    """Some cards make nobody laugh, of some every rater thinks something else; the same card is always the same."""
    dice = random.Random(f"nature|{card_id}")
    return _Nature(
        funny=dice.choice((0.0, 0.3, 0.4, 0.5, 0.5, 0.6, 0.7, 0.8)), doubt=dice.choice((0.0, 0.0, 0.0, 0.0, 1.8))
    )


def _kind_lines(strong: bool) -> tuple[str, ...]:
    if strong:
        return (_("I could hear that you meant it."), _("The customer would tell this to a friend."))
    return (_("The first line is warm; I missed what happens next."), _("One question first might have opened it."))


def _working_hour(at: datetime, dice: random.Random) -> datetime:
    """A moment on a working day: a weekend moves to the Friday before, the hour to between seven and sixteen UTC."""
    at -= timedelta(days=max(0, at.weekday() - 4))
    return at.replace(hour=dice.randrange(7, 16), minute=dice.randrange(60), second=dice.randrange(60), microsecond=0)


def _cards(decks: Sequence[Deck], language: str) -> dict[CardChoice, tuple[Deck, Card]]:
    spoken = [deck for deck in decks if deck.language == language] or list(decks)
    return {
        CardChoice(deck.id, card.id, card.type, deck.language): (deck, card)
        for deck in spoken
        for card in deck.cards
        if card.status == "ready"
    }


def _few_decks(cards: dict[CardChoice, tuple[Deck, Card]]) -> dict[CardChoice, tuple[Deck, Card]]:
    """The cards of the first decks by their ids."""
    kept = sorted({choice.deck_id for choice in cards})[:PRACTISED_DECKS]
    return {choice: card for choice, card in cards.items() if choice.deck_id in kept}
