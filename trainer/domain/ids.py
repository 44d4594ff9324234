"""Names for the ids of things, so that a deal can't be passed where an answer is meant."""

from typing import NewType

PersonId = NewType("PersonId", int)
TeamId = NewType("TeamId", int)
DealId = NewType("DealId", str)
"""Random letters: an id that counted up would tell who answered first."""
AnswerId = NewType("AnswerId", str)
"""Random letters, unrelated to the deal's: raters see it, and it must say nothing about the author."""
RatingId = NewType("RatingId", int)
DeckId = NewType("DeckId", str)
CardId = NewType("CardId", str)
SessionId = NewType("SessionId", str)
