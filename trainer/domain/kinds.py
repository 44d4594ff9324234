"""The closed lists: what a card, a customer, a deal, an answer and an outcome can be. Sources: deck-format; rules 3, 5, 9, 10.

Apart from the dataclasses that use them, so that home can name them without building those (a frozen dataclass costs a
millisecond at import, an enumeration a tenth of one).
"""

from enum import StrEnum


class Channel(StrEnum):
    IN_PERSON = "in_person"
    PHONE = "phone"
    CHAT = "chat"
    EMAIL = "email"
    REVIEW = "review"
    SOCIAL = "social"


class CardStatus(StrEnum):
    DRAFT = "draft"
    READY = "ready"
    RETIRED = "retired"


class CardKind(StrEnum):
    COMPLAINT = "complaint"
    WINBACK = "winback"
    THANKS = "thanks"
    OPENING = "opening"


class Stage(StrEnum):
    ATTRACT = "attract"
    SERVE = "serve"
    RETAIN = "retain"
    WINBACK = "winback"


class Mix(StrEnum):
    PRODUCT = "product"
    PRICE = "price"
    PLACE = "place"
    PROMOTION = "promotion"


class ComplaintType(StrEnum):
    """Rules 10: the closed list; practice is scheduled on it."""

    IMPOSSIBLE_EXPECTATION = "impossible_expectation"
    OWN_MISTAKE = "own_mistake"
    OUR_MISTAKE = "our_mistake"
    RULE_VS_WISH = "rule_vs_wish"
    PRICE_FAIRNESS = "price_fairness"
    UNFAIR_COMPARISON = "unfair_comparison"
    THIRD_PARTY = "third_party"
    FEAR = "fear"
    TASTE = "taste"
    VAGUE_FEELING = "vague_feeling"
    PRESSURE = "pressure"
    OTHER = "other"


class Skill(StrEnum):
    EMPATHY = "empathy"
    CLARIFY = "clarify"
    DIGNITY = "dignity"
    SOLUTION = "solution"
    BOUNDARY = "boundary"
    NEXT_STEP = "next_step"
    HUMOUR = "humour"


class Cause(StrEnum):
    HUMAN = "human"
    PRODUCT = "product"
    SYSTEM = "system"
    NATURE = "nature"
    NOBODY = "nobody"


class CustomerState(StrEnum):
    """Rules 9. `returned` and `promoter` are said by the author, the others are computed."""

    ACTIVE = "active"
    PASSIVE = "passive"
    LOST = "lost"
    RETURNED = "returned"
    PROMOTER = "promoter"


class Gender(StrEnum):
    FEMALE = "female"
    MALE = "male"
    ANY = "any"


class Intent(StrEnum):
    CLEAR = "clear"
    VAGUE = "vague"


class Sensitivity(StrEnum):
    NATIONALITY = "nationality"
    BODY = "body"
    RELIGION = "religion"
    HEALTH = "health"
    SEXUAL = "sexual"
    ALCOHOL = "alcohol"
    MONEY = "money"
    GRIEF = "grief"


class Origin(StrEnum):
    INVENTED = "invented"
    FOLKLORE = "folklore"
    CUSTOMER_ANONYMISED = "customer_anonymised"


class Business(StrEnum):
    OWN = "own"
    OTHER = "other"


class DealState(StrEnum):
    PREPARED = "prepared"
    """Chosen and rendered, the clock not started; home shows it."""
    OPEN = "open"
    SENT = "sent"
    PASSED = "passed"
    EXPIRED = "expired"
    """Time was up and nothing was written."""


class AnswerStatus(StrEnum):
    """Rules 3. `waiting` is provisional: in no statistic until quorum."""

    WAITING = "waiting"
    HELD = "held"
    """Of a team session whose round is not closed: only those in the room may rate it, and nothing is published."""
    PUBLISHED = "published"
    DISPUTED = "disputed"
    """Published, and its author asked for one more rating: it is back in the queue, its score stands meanwhile."""
    UNSCORED = "unscored"


class Outcome(StrEnum):
    """What a dealt card is worth for the service level (rules 5)."""

    HIT = "hit"
    MISS = "miss"
    EXCLUDED = "excluded"
