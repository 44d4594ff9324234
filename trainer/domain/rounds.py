"""A live round of rating: pulling as rules 4 say, and never into a dead end.

The least taken answer first would now and then leave the last rater with nothing but their own answer, so that another rates
one more than their share. So an answer is passed over when taking it makes the round's shares no longer come out; the order
of the rules decides among the others.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from trainer.domain.ids import PersonId
from trainer.domain.rating import Candidate, OpenAnswer, by_the_rules, candidates_for


def choose_in_round(
    rater: PersonId, answers: Sequence[OpenAnswer], present: Iterable[PersonId], share: int, *, seed: str
) -> Candidate | None:
    """The next answer for `rater`; None: nothing, or nothing before the others have had their share.

    Same seed and same state give the same choice. At 40 people it takes some milliseconds.
    """
    people = sorted(present)
    ordered = by_the_rules(candidates_for(rater, answers, people, share), seed=seed)
    had = sum(rater in each.rated_by or rater in each.leased_to for each in answers)
    if len(ordered) < 2 or had >= share:
        return ordered[0] if ordered else None
    possible = places_filled(answers, people, share)
    for candidate in ordered:
        after = [
            replace(each, leased_to=each.leased_to | {rater}) if each.answer_id == candidate.answer_id else each
            for each in answers
        ]
        if places_filled(after, people, share) == possible - 1:
            return candidate
    return ordered[0]


def places_filled(answers: Sequence[OpenAnswer], present: Sequence[PersonId], share: int) -> int:
    """How many open places can still be filled if nobody takes more than their share: a matching, by augmenting paths."""
    room = [max(0, each.needed - each.taken()) for each in answers]
    given: list[list[int]] = [[] for _each in answers]
    """Answer -> the raters planned for it, by their place in `present`."""
    may = [
        [
            place
            for place, each in enumerate(answers)
            if each.may_be_rated_by(rater) and rater not in each.leased_to and room[place]
        ]
        for rater in present
    ]

    def seat(rater: int, tried: set[int]) -> bool:
        for answer in may[rater]:
            if answer not in tried and rater not in given[answer] and len(given[answer]) < room[answer]:
                given[answer].append(rater)
                return True
        for answer in may[rater]:
            if answer in tried or rater in given[answer]:
                continue
            tried.add(answer)
            for other in list(given[answer]):
                if seat(other, tried):
                    given[answer].remove(other)
                    given[answer].append(rater)
                    return True
        return False

    filled = 0
    for place, rater in enumerate(present):
        had = sum(rater in each.rated_by or rater in each.leased_to for each in answers)
        for _turn in range(max(0, share - had)):
            if not seat(place, set()):
                break
            filled += 1
    return filled
