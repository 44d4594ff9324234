"""Groups of about three that merge their variants into one answer. Source: sessions (nine or more)."""

import random
from collections import Counter
from collections.abc import Iterable, Sequence

from trainer.domain.ids import PersonId

GROUP_SIZE = 3


def groups_for(people: Sequence[PersonId], *, seed: str) -> list[tuple[PersonId, ...]]:
    """Everybody in a group of 3 where it comes out, else of 2 or 4 (fewer than four people: all together), drawn. Four people
    are two pairs, for a group rates what others wrote."""
    drawn = sorted(people)
    random.Random(seed).shuffle(drawn)
    count = max(2 if len(drawn) > GROUP_SIZE else 1, round(len(drawn) / GROUP_SIZE))
    return [tuple(drawn[place::count]) for place in range(count)] if drawn else []


def smallest_group(groups: Iterable[int]) -> int:
    """Where a latecomer sits: the group with the fewest members, the first of those."""
    sizes = Counter(group for group in groups if group)
    return min(sizes, key=lambda group: (sizes[group], group))
