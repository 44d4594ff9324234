"""A customer for a card: drawn by Faker from a seed, and the card's texts with their placeholders filled in.

The same seed gives the same customer, so that a whole room meets one person; every fact has a draw of its own, so that a
placeholder more or less in a text changes nothing else. Nothing touches Faker's or Python's global random state.
"""

import random
import re
from dataclasses import replace
from functools import lru_cache
from threading import get_ident
from typing import TYPE_CHECKING

from trainer.decks.goods import device_words, products, weekdays
from trainer.decks.locales import faker_locale, plural_index
from trainer.decks.placeholders import Kind, Placeholder, tokens
from trainer.domain.cards import Card, Deck, RubricChange
from trainer.domain.customers import customer_state, yearly_value
from trainer.domain.dealing import Customer, ShownCard, ShownGold, ShownTwist
from trainer.domain.kinds import Channel, Gender
from trainer.domain.texts import clean, clean_line

if TYPE_CHECKING:
    from faker import Faker

YOUNGEST, OLDEST = 22, 78
"""Ages drawn where the author names none."""
_WINDOWS = {"6.1": "7", "6.2": "8", "6.3": "8.1", "10.0": "10", "11.0": "11"}
_BROWSERS = (
    ("FxiOS", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)


def render_card(deck: Deck, card: Card, seed: str) -> ShownCard:
    """`card` as it is dealt: one customer, every text filled in.

    `seed` is (session, card) in a session and the attempt in solo practice; the same seed, deck and card give the same
    text as long as Faker is the same, which is why what was shown is stored.
    """
    draw = _Draw(deck.locale, f"{seed}|{card.id}")
    customer = _customer(draw, card)
    fill = _Filling(deck.locale, draw, customer, card).fill

    def fill_all(texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(fill(text) for text in texts)

    return ShownCard(
        deck_id=deck.id,
        deck_title=deck.title,
        card_id=card.id,
        revision=card.revision,
        locale=deck.locale,
        type=card.type,
        channel=card.channel.value,
        complaint=fill(card.complaint),
        customer=replace(
            customer,
            mood=fill(customer.mood),
            remembered_detail=fill(customer.remembered_detail),
            turnover_rank=fill(customer.turnover_rank),
            page=fill(customer.page),
            source=fill(customer.source),
        ),
        minutes=card.minutes,
        context=fill(card.context),
        role=fill(card.role),
        brand_voice=deck.brand_voice,
        constraints=fill_all(card.constraints),
        can_do=fill_all(card.can_do),
        current_offers=fill_all(card.current_offers),
        remedy_budget=card.remedy_budget,
        twists=tuple(ShownTwist(twist.at, fill(twist.says)) for twist in card.twists),
        hints=fill_all(card.hints),
        min_variants=card.min_variants,
        max_chars=card.max_chars,
        rubric=_rubric(card.rubric, fill_all),
        success_when=fill(card.success_when),
        worth_winning=card.worth_winning,
        real_severity=card.real_severity,
        hidden_interest=fill(card.hidden_interest),
        must_not=fill_all(card.must_not),
        gold=tuple(ShownGold(fill(gold.text), dict(gold.levels), fill(gold.why)) for gold in card.gold),
        why_it_matters=fill(card.why_it_matters),
        debrief=fill_all(card.debrief),
    )


@lru_cache(maxsize=16)
def _speaking(locale: str, _thread: int) -> "Faker":
    """Faker in that language, one for each thread: every draw seeds it anew, and to make one takes longer than a card."""
    from faker import Faker  # 66 ms: not before a card is dealt (speed)

    return Faker(locale)


class _Draw:
    """Random facts by name. Each name has its own seed, so that no draw depends on which others were made."""

    def __init__(self, locale: str, seed: str) -> None:
        self._seed = seed
        self._locale = locale

    def random(self, name: str) -> random.Random:
        return random.Random(f"{self._seed}|{name}")

    def faker(self, name: str) -> "Faker":
        """Faker, speaking the deck's language, seeded for `name`."""
        faker = _speaking(faker_locale(self._locale), get_ident())
        faker.seed_instance(f"{self._seed}|{name}")
        return faker

    def choice(self, name: str, among: tuple[str, ...]) -> str:
        return self.random(name).choice(among)

    def number(self, name: str, low: int, high: int) -> int:
        return self.random(name).randint(low, high)

    def city(self) -> str:
        """A town's bare name: Faker's uk and ru `city` puts the kind of settlement before it."""
        faker = self.faker("city")
        name = faker.city_name() if hasattr(faker, "city_name") else faker.city()
        return clean_line(re.sub(r"\s*\(.*\)", "", name))

    def company(self) -> str:
        """Faker's uk and ru companies mix languages and cases; a family name in quotes is a fine firm."""
        faker = self.faker("company")
        if faker_locale(self._locale) in {"uk_UA", "ru_RU"}:
            return f"«{clean_line(faker.last_name_male())}»"
        return clean_line(faker.company())

    def device(self) -> str:
        """A browser and a system from Faker's user agents, in words; museum pieces are drawn again."""
        faker = self.faker("device")
        for _attempt in range(40):
            found = describe_device(faker.user_agent())
            if found is not None:
                return device_words(self._locale).format(browser=found[0], system=found[1])
        return device_words(self._locale).format(browser="Chrome", system="Windows 10")


def describe_device(user_agent: str) -> tuple[str, str] | None:
    """Browser and system of a user agent; None if people hardly use it any more."""
    browser = next((name for sign, name in _BROWSERS if sign in user_agent), None)
    system = None
    if found := re.search(r"Windows NT (\d+\.\d)", user_agent):
        system = f"Windows {_WINDOWS[found[1]]}" if found[1] in _WINDOWS else None
    elif found := re.search(r"(iPhone|iPad)", user_agent):
        system = found[1]
    elif found := re.search(r"Android (\d+)", user_agent):
        system = f"Android {found[1]}" if int(found[1]) >= 8 else None
    elif "Mac OS X 10_" in user_agent and "PPC" not in user_agent:
        system = "macOS"
    elif "Linux x86_64" in user_agent:
        system = "Linux"
    if browser is None or system is None or (browser == "Safari" and system.startswith(("Windows", "Linux"))):
        return None
    return browser, system


def _customer(draw: _Draw, card: Card) -> Customer:
    brief = card.persona
    gender = brief.gender
    if gender is Gender.ANY:
        gender = draw.random("gender").choice((Gender.FEMALE, Gender.MALE))
    first, last = _name(draw, gender)
    young, old = brief.age or (YOUNGEST, OLDEST)
    chat = card.channel is Channel.CHAT
    return Customer(
        full_name=f"{first} {last}",
        first_name=first,
        gender=gender,
        age=draw.number("age", young, old),
        city=draw.city(),
        mood=brief.mood,
        state=customer_state(brief.months_since_last_order, brief.replacement_cycle_years, brief.state),
        yearly_value=yearly_value(brief.average_check, brief.visits_a_month),
        average_check=brief.average_check,
        visits_a_month=brief.visits_a_month,
        turnover_rank=brief.turnover_rank,
        remembered_detail=brief.remembered_detail,
        intent=brief.intent,
        page=brief.page,
        source=brief.source,
        device=brief.device or (draw.device() if chat else ""),
        days_since=brief.days_since,
        felt_severity=brief.felt_severity,
        green_light=brief.green_light,
    )


def _name(draw: _Draw, gender: Gender) -> tuple[str, str]:
    """First and last name in the nominative that agree with the gender, without titles or patronymics."""
    faker = draw.faker("name")
    suffix = "female" if gender is Gender.FEMALE else "male"
    first, last = (getattr(faker, f"{part}_{suffix}", getattr(faker, part))() for part in ("first_name", "last_name"))
    return clean_line(first), clean_line(last)


class _Filling:
    """Fills in placeholders; what was drawn once stays for the whole card."""

    def __init__(self, locale: str, draw: _Draw, customer: Customer, card: Card) -> None:
        self._locale = locale
        self._draw = draw
        self._customer = customer
        self._vars = card.persona.vars
        self._drawn: dict[str, str] = {}

    def fill(self, text: str) -> str:
        """`text` with its placeholders filled in and its doubled braces single; other braces stay."""
        if "{" not in text and "}" not in text:
            return text
        pieces = tokens(text, self._vars)
        return clean(
            "".join(self._value(piece) if isinstance(piece, Placeholder) else piece for piece, _w, _m in pieces)
        )

    def _value(self, piece: Placeholder) -> str:
        if piece.kind is Kind.GENDER:
            return piece.forms[0 if self._customer.gender is Gender.MALE else 1]
        if piece.kind is Kind.COUNT:
            return self._form(piece)
        known = self._drawn.get(piece.name)
        if known is None:
            known = self._drawn[piece.name] = self._draw_value(piece.kind, piece)
        return known

    def _draw_value(self, kind: Kind, piece: Placeholder) -> str:
        name = piece.name
        if kind is Kind.NUMBER:
            return str(self._draw.number(name, piece.low, piece.high))
        if kind is Kind.VAR:
            drawn = self._draw.choice(f"var {name}", self._vars[name])
            plain = tokens(drawn, {})  # a var may hold placeholders, but no vars: it would call itself
            return "".join(self._value(part) if isinstance(part, Placeholder) else part for part, _w, _m in plain)
        customer = self._customer
        facts = {
            "customer.first_name": customer.first_name,
            "customer.last_name": customer.full_name.removeprefix(customer.first_name).strip(),
            "customer.full_name": customer.full_name,
            "customer.age": str(customer.age),
            "city": customer.city,
        }
        if name in facts:
            return facts[name]
        if name == "company":
            return self._draw.company()
        among = products(self._locale) if name == "product" else weekdays(self._locale)
        return self._draw.choice(name, among)

    def _form(self, piece: Placeholder) -> str:
        """The form that goes with the number; words that are no number take the form of many."""
        if piece.name in self._vars or piece.name == "customer.age":
            kind = Kind.VAR if piece.name in self._vars else Kind.NAME
            counted = self._value(Placeholder(kind, piece.name))
        elif piece.low == piece.high:
            counted = str(piece.low)
        else:
            counted = self._value(Placeholder(Kind.NUMBER, piece.name, (), piece.low, piece.high))
        digits = re.search(r"\d+", counted)
        index = plural_index(self._locale, int(digits.group())) if digits else len(piece.forms) - 1
        return piece.forms[min(index, len(piece.forms) - 1)]


def _rubric(change: RubricChange, fill_all: "_FillAll") -> RubricChange:
    own = change.criterion
    if own is not None:
        low, high = fill_all((own.low, own.high))
        own = replace(own, low=low, high=high)
    return replace(change, criterion=own, anchors={name: fill_all(words) for name, words in change.anchors.items()})


if TYPE_CHECKING:
    from collections.abc import Callable

    _FillAll = Callable[[tuple[str, ...]], tuple[str, ...]]
