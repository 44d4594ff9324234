"""What was said becomes `domain.cards`: defaults filled in, levels 0-4, ids made where the author left them out."""

import hashlib
import re
import unicodedata

from trainer.decks.converting import Said
from trainer.decks.locales import canonical
from trainer.domain.cards import Card, Deck, Gold, OwnCriterion, PersonaBrief, RubricChange, Source, Twist
from trainer.domain.ids import CardId, DeckId
from trainer.domain.kinds import Business, CustomerState

_NESTED = ("answer", "persona", "rubric", "source")
"""Mappings that a card takes from its deck key by key."""
_NOTHING: Said = {}
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
    """Makes one deck, card by card, so that nodes can be let go on the way."""

    def __init__(self, head: Said) -> None:
        """`head`: what is said of the deck, as `DeckHead` has it."""
        self._head = head
        said = dict(head.get("defaults", _NOTHING))
        self._nested = {name: said.pop(name) for name in _NESTED if said.get(name)}
        self._defaults = said
        self._cards: list[Card] = []
        self._nameless: list[Card] = []
        self._taken: set[CardId] = set()

    def add(self, said: Said, line: int) -> None:
        """`line` is where the card begins in its file."""
        for name, default in self._nested.items():
            said[name] = {**default, **said[name]} if name in said else default
        card = _card({**self._defaults, **said}, line)
        if card.id:
            self._taken.add(card.id)
        else:
            self._nameless.append(card)
        self._cards.append(card)

    def deck(self, stem: str, digest: str) -> Deck:
        """The deck; `stem` is the file's name, for a deck without an id."""
        for card in self._nameless:
            name, turn = card_id(card.complaint), 0
            while name in self._taken:
                turn += 1
                name = card_id(card.complaint, turn)
            self._taken.add(name)
            object.__setattr__(card, "id", name)  # nobody has seen this card yet, and a copy costs ten times as much
        self._nameless = []
        head = self._head
        author = head.get("author", _NOTHING)
        return Deck(
            id=DeckId(head.get("id") or slug(stem, words=12, limit=60) or "deck"),
            title=head["title"],
            cards=tuple(self._cards),
            locale=canonical(head.get("locale", "en")),
            summary=head.get("summary", ""),
            industry=head.get("industry", ""),
            business=head.get("business", Business.OWN),
            brand_voice=head.get("brand_voice", ""),
            license=head.get("license", ""),
            author_name=author.get("name", ""),
            author_contact=author.get("contact", ""),
            version=head.get("version", ""),
            digest=digest,
        )


def _card(said: Said, line: int) -> Card:
    """A card of its fields and its deck's defaults; what neither says is as `domain.cards` has it."""
    said.setdefault("id", CardId(""))
    said.update(said.pop("answer", _NOTHING))
    if "persona" in said:
        said["persona"] = _persona(said["persona"])
    if "rubric" in said:
        said["rubric"] = _rubric(said["rubric"])
    if "source" in said:
        said["source"] = Source(**said["source"])
    if "twists" in said:
        said["twists"] = tuple(sorted((Twist(**each) for each in said["twists"]), key=lambda twist: twist.at))
    if "gold" in said:
        said["gold"] = tuple([_gold(each, number) for number, each in enumerate(said["gold"], 1)])
    return Card(line=line, **said)


def _persona(said: Said) -> PersonaBrief:
    values = {name: value for name, value in said.items() if value is not None}
    if "vars" in values:
        values["vars"] = {name: choices for name, choices in values["vars"].items() if choices}
    if "state" in values:
        values["state"] = CustomerState(values["state"])
    return PersonaBrief(**values)


def _rubric(said: Said) -> RubricChange:
    values = dict(said)
    own = values.get("criterion")
    if own is not None:
        values["criterion"] = OwnCriterion(
            own["name"], own.get("weight", 20.0), own.get("low", ""), own.get("high", "")
        )
    return RubricChange(**values)


def _gold(said: Said, number: int) -> Gold:
    levels = {name: level - 1 for name, level in said["levels"].items()}
    return Gold(said.get("id") or f"g{number}", said["text"], levels, said.get("why", ""))
