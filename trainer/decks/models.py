"""The deck format as pydantic models: what a file may hold, described for editors and checked. Source: deck-format.

They never leave `decks`: `composing.py` makes `domain.cards.Deck` of them. Field descriptions are English, for the schema.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from trainer.decks.fields import (
    AboveZero,
    Ages,
    Amount,
    CardName,
    Characters,
    Filled,
    FromOne,
    FromZero,
    Line,
    ListOfWords,
    Minutes,
    OneToFive,
    Percent,
    Reads,
    Variants,
    Weight,
    Words,
    YesNo,
)
from trainer.decks.values import read_filled, read_list, read_word
from trainer.domain.kinds import (
    Business,
    CardKind,
    CardStatus,
    Cause,
    Channel,
    ComplaintType,
    Gender,
    Intent,
    Mix,
    Origin,
    Sensitivity,
    Skill,
    Stage,
)

FORMAT = 1
"""The version of the format that this program reads."""


class Part(BaseModel):
    """A mapping of the format: unknown keys are errors, `x-...` keys are the house's own, an empty value is left out."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    """Built when something is wrong and must be explained: sound decks are read by `converting`, 90 ms sooner."""

    @model_validator(mode="before")
    @classmethod
    def _leave_out(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        known = cls.model_fields
        return {
            key: value
            for key, value in data.items()
            if not (value == "" and key in known) and not str(key).startswith("x-")
        }


class AuthorModel(Part):
    name: Line = Field("", description="Who wrote the deck")
    contact: Line = Field("", description="How to reach them")

    @model_validator(mode="before")
    @classmethod
    def _bare_name(cls, data: Any) -> Any:
        return {"name": data} if isinstance(data, str) else data


class AnswerModel(Part):
    min_variants: Variants = Field(3, description="How many answers the author is asked for")
    max_chars: Characters = Field(700, description="How long the answer that is sent may be")


class PersonaModel(Part):
    gender: Annotated[Gender, Reads(read_word)] = Field(Gender.ANY, description="any: drawn for each deal")
    age: Ages | None = Field(None, description="From and to, e.g. [55, 75]")
    mood: Words = Field("", description="How the customer feels, a few words")
    months_since_last_order: FromZero | None = Field(None, description="Gives the state: active, passive or lost")
    state: Annotated[Literal["returned", "promoter"], Reads(read_word)] | None = Field(
        None, description="Said where months do not tell it; active, passive and lost are computed"
    )
    average_check: AboveZero | None = Field(None, description="Money spent in a visit")
    visits_a_month: AboveZero | None = Field(None, description="With average_check: the yearly value at stake")
    remembered_detail: Words = Field("", description="What we know of the customer and can use kindly")
    turnover_rank: Line = Field("", description="Place among the customers by turnover, e.g. 4 of 60")
    green_light: YesNo | None = Field(None, description="Did they open the door to an offer?")
    intent: Annotated[Intent, Reads(read_word)] | None = Field(None, description="Of a chat visitor")
    page: Line = Field("", description="The page a chat visitor looks at")
    source: Line = Field("", description="Where a chat visitor came from")
    device: Line = Field("", description="Browser and system of a chat visitor; drawn when left out")
    felt_severity: OneToFive | None = Field(None, description="How bad it is for the customer, 1-5")
    replacement_cycle_years: AboveZero | None = Field(None, description="How often people buy such a thing")
    days_since: FromZero | None = Field(None, description="Days since the blunder")
    vars: dict[str, ListOfWords] = Field(
        default_factory=dict, description="Own placeholders: name -> what may be drawn"
    )

    @model_validator(mode="before")
    @classmethod
    def _state_said_as_months(cls, data: Any) -> Any:
        """`months_since_last_order: returned` says the state where months would stand."""
        if isinstance(data, dict) and data.get("months_since_last_order") in ("returned", "promoter"):
            data = dict(data)
            data.setdefault("state", data.pop("months_since_last_order"))
        return data


class TwistModel(Part):
    at: Percent = Field(description="When, as a percentage of the timer, e.g. 50%")
    says: Filled = Field(description="What the customer adds")


class CriterionModel(Part):
    name: Filled = Field(description="One word, not the name of a standard criterion")
    weight: Weight = Field(20, description="Beside heard 20, respected 20, solved 30, next_step 15, aftertaste 15")
    low: Words = Field("", description="What the lowest level looks like")
    high: Words = Field("", description="What the highest level looks like")


class RubricModel(Part):
    not_applicable: ListOfWords = Field(default_factory=list, description="Criteria that this card leaves out")
    weights: dict[str, Weight] = Field(default_factory=dict, description="Changed weights; the others keep theirs")
    criterion: CriterionModel | None = Field(None, description="One criterion of the card's own")
    anchors: dict[str, ListOfWords] = Field(default_factory=dict, description="Criterion -> its five levels in words")


class GoldModel(Part):
    id: CardName | None = Field(None, description="e.g. g1")
    text: Filled = Field(description="The answer")
    levels: dict[str, OneToFive] = Field(description="Criterion -> level 1-5 that reasonable raters agree on")
    why: Words = Field("", description="The reason, shown with it")


class SourceModel(Part):
    origin: Annotated[Origin, Reads(read_word)] = Field(
        Origin.INVENTED, description="customer_anonymised switches the privacy check on"
    )
    note: Words = ""


class DefaultsModel(Part):
    """What a card may take from its deck; every key may be overridden on a card, a mapping key by key."""

    status: Annotated[CardStatus, Reads(read_word)] = Field(
        CardStatus.READY, description="Drafts and retired cards are never dealt"
    )
    kind: Annotated[CardKind, Reads(read_word)] = Field(CardKind.COMPLAINT, description="opening: you speak first")
    stage: Annotated[Stage, Reads(read_word)] | None = Field(None, description="Kind of marketing it trains")
    mix: Annotated[Mix, Reads(read_word)] | None = Field(None, description="What it is about")
    role: Line = Field("", description="Answer as: from the cleaner to the director")
    type: Annotated[ComplaintType, Reads(read_word)] = Field(
        ComplaintType.OTHER, description="Practice is scheduled on it"
    )
    skills: Annotated[list[Annotated[Skill, Reads(read_word)]], Reads(read_list)] = Field(
        default_factory=list, description="What the card trains"
    )
    difficulty: OneToFive = Field(3, description="How hard it is to answer well, 1-5")
    absurdity: OneToFive = Field(3, description="How silly it is, 1-5")
    cause: Annotated[Cause, Reads(read_word)] | None = Field(None, description="Who or what caused it")
    channel: Annotated[Channel, Reads(read_word)] = Field(Channel.IN_PERSON, description="How the customer reaches us")
    minutes: Minutes = Field(7, description="On the timer: 5-10 in a session, 1-30 allowed")
    answer: AnswerModel = Field(default_factory=AnswerModel, description="What is asked of the author")
    persona: PersonaModel = Field(default_factory=PersonaModel, description="The customer")
    context: Words = Field("", description="What the employee can see")
    constraints: ListOfWords = Field(default_factory=list, description="What the employee may not do")
    can_do: ListOfWords = Field(default_factory=list, description="What the house can give")
    current_offers: ListOfWords = Field(default_factory=list, description="Offers of these days")
    remedy_budget: Amount | None = Field(None, description="Money that the employee may spend")
    real_severity: OneToFive | None = Field(None, description="How bad it is in fact, 1-5")
    worth_winning: YesNo = Field(True, description="If not, a graceful goodbye can be good")
    why_it_matters: Words = Field("", description="Shown after scoring")
    hidden_interest: Words = Field("", description="What the customer really needs; shown after sending")
    twists: Annotated[list[TwistModel], Reads(read_list)] = Field(
        default_factory=list, description="What the customer adds while the timer runs"
    )
    hints: ListOfWords = Field(default_factory=list, description="On a key, one by one")
    must_not: ListOfWords = Field(
        default_factory=list, description="Phrases to avoid; shown after sending, never scored"
    )
    rubric: RubricModel = Field(default_factory=RubricModel, description="What this card changes in the rubric")
    success_when: Words = Field("", description="How we know that it worked; for raters")
    debrief: ListOfWords = Field(default_factory=list, description="Questions for the talk afterwards")
    sensitivity: Annotated[list[Annotated[Sensitivity, Reads(read_word)]], Reads(read_list)] | None = Field(
        None, description="[]: reviewed, nothing found; left out: not reviewed"
    )
    tags: ListOfWords = Field(default_factory=list, description="For searching")
    source: SourceModel = Field(default_factory=SourceModel, description="Where the card comes from")
    notes: Words = Field("", description="For the trainer alone")


class CardModel(DefaultsModel):
    """One complaint; a bare sentence is a card too."""

    id: CardName | None = Field(None, description="Words of the complaint and four letters; never changed")
    revision: FromOne = Field(1, description="Raised when the meaning changes")
    replaces: CardName | None = Field(None, description="The card that this one follows")
    complaint: Annotated[str, Reads(read_filled)] = Field(description="What the customer says")
    gold: Annotated[list[GoldModel], Reads(read_list)] = Field(
        default_factory=list, description="Sample answers with levels: one strong and one weak at least"
    )

    @model_validator(mode="before")
    @classmethod
    def _bare_sentence(cls, data: Any) -> Any:
        return {"complaint": data} if isinstance(data, str) else data


class DeckHead(Part):
    """All of a deck but its cards."""

    format: Annotated[Literal["1"], Reads(read_word)] = Field("1", description="The version of this format")
    id: CardName | None = Field(None, description="The file's name if left out")
    title: Annotated[str, Reads(read_filled)] = Field(description="What people choose the deck by")
    summary: Words = ""
    locale: Line = Field("en", description="BCP 47, e.g. en-GB, uk-UA; picks the customers' names too")
    industry: Line = ""
    business: Annotated[Business, Reads(read_word)] = Field(
        Business.OWN, description="own: about your business; other: about any"
    )
    brand_voice: Words = Field("", description="How this house speaks")
    license: Line = ""
    author: AuthorModel = Field(default_factory=AuthorModel)
    version: Line = ""
    defaults: DefaultsModel = Field(default_factory=DefaultsModel, description="For every card of the deck")


class DeckModel(DeckHead):
    """A whole deck, as a schema for editors describes it."""

    cards: list[CardModel] = Field(min_length=1, description="Sentences, or mappings with at least a complaint")
