"""Who rates what, and what a rating says. Sources: rules 2, 4, 7."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from trainer.domain.cards import Card, Deck
from trainer.domain.dealing import ShownCard
from trainer.domain.ids import AnswerId, PersonId, RatingId, SessionId
from trainer.domain.people import Person
from trainer.domain.rubric import HIGHEST_LEVEL, RATINGS_EACH, Criterion, CriticalFlag


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a rater says of one answer."""

    levels: Mapping[str, int]
    """Criterion -> level 0-4; criteria that do not apply are left out."""
    flags: frozenset[CriticalFlag] = frozenset()
    laughed: bool = False
    steal: str = ""
    """A phrase worth stealing, one line."""
    comment: str = ""
    """One kind line to the author."""


@dataclass(frozen=True, slots=True)
class Rating:
    id: RatingId
    answer_id: AnswerId
    rater_id: PersonId
    by_lead: bool
    judgement: Judgement
    score: float | None
    """Rater score 0-100; None where under 60 % of the weight was rated."""
    rubric_version: int
    rated_at: datetime
    final_at: datetime
    """Until then the rater can take it back."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An answer that a rater might be given."""

    answer_id: AnswerId
    author_id: PersonId
    taken: int
    """Valid ratings given plus leases of others that run."""
    needed: int
    author_rated_before: int = 0
    """How often this rater has rated this author in the last 16 sessions."""


@dataclass(frozen=True, slots=True)
class Round:
    """A live round of rating: who is present, and since when answers belong to it."""

    since: datetime
    """Answers sent before are not of this round."""
    present: frozenset[PersonId]
    session_id: SessionId | None = None
    """Only answers of that team session, whenever they were sent."""
    without: frozenset[AnswerId] = frozenset()
    """Hidden by the lead: for nobody."""
    barred: Mapping[PersonId, frozenset[PersonId]] = field(default_factory=dict)
    """Rater -> authors whom they may not rate, e.g. of their own group. Everybody's: the plan must not leave an answer to
    somebody who may not take it."""
    size: int | None = None
    """How many are in the round, where that is more than are present in this moment (a client may have been slow to beat)."""

    @property
    def share(self) -> int:
        """k: how many answers each rater takes, and how many ratings each answer needs, until everybody is served."""
        return share_of(len(self.present) if self.size is None else max(self.size, len(self.present)))


@dataclass(frozen=True, slots=True)
class OpenAnswer:
    """An answer in the queue and who has it: what the rules of pulling look at."""

    answer_id: AnswerId
    author_id: PersonId
    needed: int
    rated_by: frozenset[PersonId] = frozenset()
    """Whoever rated it, validly or not: nobody rates twice."""
    invalid_by: frozenset[PersonId] = frozenset()
    """Those of them whose rating gives no score, so that it fills no place."""
    leased_to: frozenset[PersonId] = frozenset()
    """Leases that run."""
    rated_before: int = 0
    """How often the rater who asks has rated this author in the last 16 sessions."""
    barred: frozenset[PersonId] = frozenset()
    """Who may not rate it, the author aside."""

    def taken(self, rater: PersonId | None = None) -> int:
        """Places filled: valid ratings, and running leases but the rater's own."""
        return len(self.rated_by - self.invalid_by) + len(self.leased_to - {rater})

    def may_be_rated_by(self, rater: PersonId) -> bool:
        """Never one's own, never twice (rules 4), never where one is barred."""
        return rater != self.author_id and rater not in self.rated_by and rater not in self.barred


@dataclass(frozen=True, slots=True)
class GoldToRate:
    """A gold answer that goes to one rater like any other answer: blind among the peers', or in the warm-up."""

    answer_id: AnswerId
    """As random as any answer's."""
    rater_id: PersonId
    shown: ShownCard
    """With its gold answers; the rater is given `for_rater` of it."""
    text: str
    expected: Mapping[str, int]
    """Criterion -> level 0-4."""
    why: str
    blind: bool
    session: str
    until: datetime | None = None
    """The lease, while the rater has it."""
    rated_at: datetime | None = None
    final_at: datetime | None = None
    judgement: Judgement | None = None


@dataclass(frozen=True, slots=True)
class GoldWish:
    """Where to look for a gold answer: in which language, in which order, and until when in a session."""

    language: str | None
    seed: int
    up_to: int = 0
    """Ratings given this session up to which a blind one may still be drawn."""


@dataclass(frozen=True, slots=True)
class RaterState:
    """What the store knows about a rater who asks for the next answer."""

    rater: Person
    team_size: int
    given: int
    """Ratings given in this session (an ISO week, or a round), the blind gold one left out."""
    given_ever: int
    gold: GoldToRate | None = None
    """This session's blind gold answer, once it is drawn."""
    unseen: tuple[tuple[Deck, Card], ...] = ()
    """Some cards this rater never saw, where a blind gold answer was wished for and may still be drawn."""


def within(live: Round, answers: Iterable[OpenAnswer]) -> list[OpenAnswer]:
    """The answers as that round sees them: none needs more than the share, what is hidden needs nothing (whoever rated it has
    had it all the same), and who is barred from an author is barred from the answer."""
    return [
        replace(
            each,
            needed=0 if each.answer_id in live.without else min(each.needed, live.share),
            barred=frozenset(rater for rater, authors in live.barred.items() if each.author_id in authors),
        )
        for each in answers
    ]


def share_of(present: int) -> int:
    """k = min(3, present - 1): ratings an answer, and answers a rater (rules 4)."""
    return max(0, min(RATINGS_EACH, present - 1))


def everybody_served(answers: Sequence[OpenAnswer], present: Iterable[PersonId], share: int) -> bool:
    """Whether each rater present has had `share` answers, or finds none that they may still take.

    From then on what is short is topped up by anybody. Leases that run count as had; who left is in nobody's way.
    """
    for rater in present:
        had = sum(rater in each.rated_by or rater in each.leased_to for each in answers)
        if had < share and any(
            each.may_be_rated_by(rater) and rater not in each.leased_to and each.taken() < each.needed
            for each in answers
        ):
            return False
    return True


def candidates_for(
    rater: PersonId,
    answers: Sequence[OpenAnswer],
    present: Iterable[PersonId] | None = None,
    share: int = 0,
    *,
    met: Mapping[tuple[PersonId, PersonId], int] | None = None,
) -> list[Candidate]:
    """The answers that `rater` may take now.

    In a live round (`present` is given) nobody takes more than `share` until everybody is served; what they hold stays theirs.
    Alone in the week nobody is present but whoever asks, so everybody present is served at once and what is short is topped
    up: the share is what one owes there (own scores open after it), no limit, for an answer must not wait for a colleague
    on holiday.
    `met`: (rater, author) -> times in the last 16 sessions, where the answers don't say it themselves.
    """
    if present is not None:
        had = sum(rater in each.rated_by or rater in each.leased_to for each in answers)
        if had >= share and not everybody_served(answers, present, share):
            answers = [each for each in answers if rater in each.leased_to]
    return [
        Candidate(
            each.answer_id,
            each.author_id,
            each.taken(rater),
            each.needed,
            each.rated_before if met is None else met.get((rater, each.author_id), 0),
        )
        for each in answers
        if each.may_be_rated_by(rater) and each.taken(rater) < each.needed
    ]


def choose_answer(candidates: Sequence[Candidate], *, seed: str) -> Candidate | None:
    """The next answer for a rater: the least taken, then the author rated least often, then a seeded draw.

    Answers that have all the ratings they need are left alone. Same seed and same state give the same choice. Candidates must
    hold neither the rater's own answers nor ones rated already; the store sees to both.
    """
    return next(iter(by_the_rules(candidates, seed=seed)), None)


def by_the_rules(candidates: Iterable[Candidate], *, seed: str) -> list[Candidate]:
    """Those that need ratings in the order of rules 4, the next one first."""
    return sorted(
        (each for each in candidates if each.taken < each.needed),
        key=lambda each: (each.taken, each.author_rated_before, random.Random(f"{seed}|{each.answer_id}").random()),
    )


def gold_place(rater: PersonId, session: str) -> int:
    """After how many peer answers of a session the blind gold one comes: one or two, drawn for each rater and session."""
    return random.Random(f"gold|{rater}|{session}").choice((1, 2))


def gold_wish(kind: str, rater: PersonId, session: str, language: str | None, *, together: bool = False) -> GoldWish:
    """How to look for a rater's gold answers of a session; `kind` tells the blind one from the warm-up's.

    `together`: everybody looks in the same order, so that those who have seen the same cards get the same one (sessions: a
    team compares how it rated two answers).
    """
    whose = "all" if together else str(rater)
    seed = random.Random(f"{kind}|{whose}|{session}").randrange(100_000)
    return GoldWish(language, seed, gold_place(rater, session))


def unknown_levels(levels: Mapping[str, int], criteria: Sequence[Criterion]) -> tuple[str, ...]:
    """Names in `levels` that the rubric of the card lacks, or whose level is outside 0-4."""
    names = {each.name for each in criteria}
    return tuple(name for name, level in levels.items() if name not in names or not 0 <= level <= HIGHEST_LEVEL)
