"""Models become `domain.cards`: defaults filled in, levels 0-4, ids made where the author left them out."""

import hashlib
import re
import unicodedata
from typing import Any

from pydantic import BaseModel

from trainer.decks.locales import canonical
from trainer.decks.models import CardModel, DeckHead, DefaultsModel, GoldModel, PersonaModel, RubricModel
from trainer.domain.cards import Card, Deck, Gold, OwnCriterion, PersonaBrief, RubricChange, Source, Twist
from trainer.domain.ids import CardId, DeckId
from trainer.domain.kinds import CustomerState

_LETTERS = "abcdefghjkmnpqrstvwxyz"
"""For ids that are read aloud: without i, l, o, u."""
_LATIN = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z", "и": "y",
        "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
        "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu",
        "я": "ia", "ъ": "", "ы": "y", "э": "e", "ё": "e", "ʼ": "", "'": "", "’": "",
    }
)  # fmt: skip


def slug(text: str, words: int = 4, limit: int = 32) -> str:
    """The first words of `text` as a name for a file or an id: Latin letters, digits and hyphens; may be empty."""
    latin = unicodedata.normalize("NFKD", text.lower().translate(_LATIN))
    found = re.findall(r"[a-z0-9]+", latin.encode("ascii", "ignore").decode())
    return "-".join(found[:words])[:limit].strip("-")


def card_id(complaint: str, turn: int = 0) -> CardId:
    """An id for a card that has none: words of the complaint and four letters of its hash.

    The same complaint gives the same id in every run; `turn` tells equal complaints of one deck apart.
    """
    words = re.sub(r"\{[^{}]*\}", " ", complaint)
    number = int.from_bytes(hashlib.sha256(f"{complaint}\n{turn or ''}".encode()).digest()[:8], "big")
    letters = ""
    for _each in range(4):
        number, at = divmod(number, len(_LETTERS))
        letters += _LETTERS[at]
    return CardId(f"{slug(words) or 'card'}-{letters}")


class Composer:
    """Makes one deck, card by card, so that models and nodes can be let go on the way."""

    def __init__(self, head: DeckHead, taken: set[str]) -> None:
        """`taken`: the ids that the author wrote."""
        self._head = head
        self._taken = taken
        self._cards: list[Card] = []

    def add(self, model: CardModel, line: int) -> None:
        """`line` is where the card begins in its file."""
        name = CardId(model.id) if model.id else card_id(model.complaint)
        turn = 0
        while not model.id and name in self._taken:
            turn += 1
            name = card_id(model.complaint, turn)
        self._taken.add(name)
        self._cards.append(_card(model, self._head.defaults, name, line))

    def deck(self, stem: str, digest: str) -> Deck:
        """The deck so far; `stem` is the file's name, for a deck without an id."""
        head = self._head
        return Deck(
            id=DeckId(head.id or slug(stem, words=12, limit=60) or "deck"),
            title=head.title,
            cards=tuple(self._cards),
            locale=canonical(head.locale),
            summary=head.summary,
            industry=head.industry,
            business=head.business,
            brand_voice=head.brand_voice,
            license=head.license,
            author_name=head.author.name,
            author_contact=head.author.contact,
            version=head.version,
            digest=digest,
        )


def _merged(own: Any, default: Any) -> Any:
    """`own`, with what it left out taken from `default`, key by key."""
    if not default.model_fields_set:
        return own
    if not own.model_fields_set:
        return default
    said = {name: getattr(default, name) for name in default.model_fields_set}
    said.update({name: getattr(own, name) for name in own.model_fields_set})
    return type(own).model_construct(**said)


def _with_defaults(card: CardModel, defaults: DefaultsModel) -> CardModel:
    taken: dict[str, Any] = {}
    for name in defaults.model_fields_set:
        default = getattr(defaults, name)
        if name not in card.model_fields_set:
            taken[name] = default
        elif isinstance(default, BaseModel):
            taken[name] = _merged(getattr(card, name), default)
    return card.model_copy(update=taken) if taken else card


def _card(model: CardModel, defaults: DefaultsModel, name: CardId, line: int) -> Card:
    card = _with_defaults(model, defaults)
    return Card(
        id=name,
        complaint=card.complaint,
        line=line,
        revision=card.revision,
        replaces=CardId(card.replaces) if card.replaces else None,
        status=card.status,
        kind=card.kind,
        stage=card.stage,
        mix=card.mix,
        role=card.role,
        type=card.type,
        skills=tuple(card.skills),
        difficulty=card.difficulty,
        absurdity=card.absurdity,
        cause=card.cause,
        channel=card.channel,
        minutes=float(card.minutes),
        min_variants=card.answer.min_variants,
        max_chars=card.answer.max_chars,
        persona=_persona(card.persona),
        context=card.context,
        constraints=tuple(card.constraints),
        can_do=tuple(card.can_do),
        current_offers=tuple(card.current_offers),
        remedy_budget=card.remedy_budget,
        real_severity=card.real_severity,
        worth_winning=card.worth_winning,
        why_it_matters=card.why_it_matters,
        hidden_interest=card.hidden_interest,
        twists=tuple(sorted((Twist(each.at, each.says) for each in card.twists), key=lambda twist: twist.at)),
        hints=tuple(card.hints),
        must_not=tuple(card.must_not),
        rubric=_rubric(card.rubric),
        gold=tuple(_gold(each, number) for number, each in enumerate(card.gold, 1)),
        success_when=card.success_when,
        debrief=tuple(card.debrief),
        sensitivity=None if card.sensitivity is None else tuple(card.sensitivity),
        tags=tuple(card.tags),
        source=Source(card.source.origin, card.source.note),
        notes=card.notes,
    )


def _persona(persona: PersonaModel) -> PersonaBrief:
    return PersonaBrief(
        gender=persona.gender,
        age=persona.age,
        mood=persona.mood,
        months_since_last_order=persona.months_since_last_order,
        state=CustomerState(persona.state) if persona.state else None,
        average_check=persona.average_check,
        visits_a_month=persona.visits_a_month,
        remembered_detail=persona.remembered_detail,
        turnover_rank=persona.turnover_rank,
        green_light=persona.green_light,
        intent=persona.intent,
        page=persona.page,
        source=persona.source,
        device=persona.device,
        felt_severity=persona.felt_severity,
        replacement_cycle_years=persona.replacement_cycle_years,
        days_since=persona.days_since,
        vars={name: tuple(choices) for name, choices in persona.vars.items() if choices},
    )


def _rubric(rubric: RubricModel) -> RubricChange:
    own = rubric.criterion
    return RubricChange(
        not_applicable=tuple(rubric.not_applicable),
        weights=dict(rubric.weights),
        criterion=None if own is None else OwnCriterion(own.name, own.weight, own.low, own.high),
        anchors={name: tuple(words) for name, words in rubric.anchors.items()},
    )


def _gold(gold: GoldModel, number: int) -> Gold:
    return Gold(gold.id or f"g{number}", gold.text, {name: level - 1 for name, level in gold.levels.items()}, gold.why)
