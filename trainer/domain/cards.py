"""Decks and cards as the rest of the program sees them: frozen, checked, free of YAML.

Source: deck-format. Texts still hold their placeholders here; `ShownCard` (domain/dealing.py) is what a person sees.
Levels of gold answers are 0-4 here (1-5 in the file), see rules 2.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from trainer.domain.ids import CardId, DeckId
from trainer.domain.kinds import (
    Business,
    CardKind,
    CardStatus,
    Cause,
    Channel,
    ComplaintType,
    CustomerState,
    Gender,
    Intent,
    Mix,
    Origin,
    Sensitivity,
    Skill,
    Stage,
)


@dataclass(frozen=True, slots=True)
class PersonaBrief:
    """What the author says of the customer; Faker fills in the rest (decks/personas.py)."""

    gender: Gender = Gender.ANY
    age: tuple[int, int] | None = None
    mood: str = ""
    months_since_last_order: int | None = None
    state: CustomerState | None = None
    average_check: float | None = None
    visits_a_month: float | None = None
    remembered_detail: str = ""
    turnover_rank: str = ""
    green_light: bool | None = None
    intent: Intent | None = None
    page: str = ""
    source: str = ""
    device: str = ""
    felt_severity: int | None = None
    replacement_cycle_years: float | None = None
    days_since: int | None = None
    vars: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Twist:
    at: float
    """Share of the timer, 0-1."""
    says: str


@dataclass(frozen=True, slots=True)
class OwnCriterion:
    name: str
    weight: float
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class RubricChange:
    not_applicable: tuple[str, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)
    criterion: OwnCriterion | None = None
    anchors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Criterion -> its own five anchor texts, level 0 first; criteria left out keep the rubric's."""


@dataclass(frozen=True, slots=True)
class Gold:
    id: str
    text: str
    levels: Mapping[str, int]
    """Criterion -> level 0-4 that reasonable raters agree on."""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    origin: Origin = Origin.INVENTED
    note: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    id: CardId
    complaint: str
    line: int = 0
    """Where the card begins in its file, counted from 1."""
    revision: int = 1
    replaces: CardId | None = None
    status: CardStatus = CardStatus.READY
    kind: CardKind = CardKind.COMPLAINT
    stage: Stage | None = None
    mix: Mix | None = None
    role: str = ""
    type: ComplaintType = ComplaintType.OTHER
    skills: tuple[Skill, ...] = ()
    difficulty: int = 3
    absurdity: int = 3
    cause: Cause | None = None
    channel: Channel = Channel.IN_PERSON
    minutes: float = 7.0
    min_variants: int = 3
    max_chars: int = 700
    persona: PersonaBrief = field(default_factory=PersonaBrief)
    context: str = ""
    constraints: tuple[str, ...] = ()
    can_do: tuple[str, ...] = ()
    current_offers: tuple[str, ...] = ()
    remedy_budget: float | None = None
    real_severity: int | None = None
    worth_winning: bool = True
    why_it_matters: str = ""
    hidden_interest: str = ""
    twists: tuple[Twist, ...] = ()
    hints: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    rubric: RubricChange = field(default_factory=RubricChange)
    gold: tuple[Gold, ...] = ()
    success_when: str = ""
    debrief: tuple[str, ...] = ()
    sensitivity: tuple[Sensitivity, ...] | None = None
    """None: not reviewed; empty: reviewed, nothing found."""
    tags: tuple[str, ...] = ()
    source: Source = field(default_factory=Source)
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Deck:
    id: DeckId
    title: str
    cards: tuple[Card, ...]
    locale: str = "en"
    """BCP 47, e.g. en-GB, uk-UA; its first part picks the language."""
    summary: str = ""
    industry: str = ""
    business: Business = Business.OWN
    brand_voice: str = ""
    license: str = ""
    author_name: str = ""
    author_contact: str = ""
    version: str = ""
    digest: str = ""
    """SHA-256 of the file's bytes: the store re-reads a deck only when it changed."""

    @property
    def language(self) -> str:
        return self.locale.replace("_", "-").split("-")[0].lower()


@dataclass(frozen=True, slots=True)
class DeckPlaces:
    """Where the cards of one deck stand in its file."""

    file: str
    lines: Mapping[CardId, int]
    """Card -> the line of its complaint, from 1; a card that is not in the file any more is not here."""
