"""The closed list of placeholders and their grammar. No template engine: what is not listed here is left alone.

    {customer.first_name}  {customer.last_name}  {customer.full_name}  {customer.age}
    {city}  {company}  {product}  {weekday}
    {number:100..420}                    a whole number; the same text gives the same number on the whole card
    {dish}                               one of the card's own vars
    {gender: приїхав|приїхала}           the first for a man, the second for a woman
    {count: N|гість|гості|гостей}        the form that goes with N, without N itself; N is a number, number:2..9 or a var
    {{ and }}                            braces as such

`{count: number:2..9|guest|guests}` takes the number that `{number:2..9}` shows beside it.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache

from trainer.decks.locales import plural_forms


class Kind(StrEnum):
    NAME = "name"
    VAR = "var"
    NUMBER = "number"
    GENDER = "gender"
    COUNT = "count"


PLACEHOLDERS: Mapping[str, str] = {
    "customer.first_name": "the customer's first name",
    "customer.last_name": "the customer's last name",
    "customer.full_name": "first and last name",
    "customer.age": "the customer's age in years",
    "city": "a town in the deck's country",
    "company": "a company's name",
    "product": "something that one buys",
    "weekday": "a day of the week",
}
"""The names that are filled in; beside them number, gender, count and the card's own vars."""
VAR_NAME = re.compile(r"[^\W\d]\w{0,39}")
_TOKEN = re.compile(r"\{\{|\}\}|\{([^{}\n]{1,2000})\}")
_NUMBER = re.compile(r"number\s*:\s*(-?\d{1,9})\s*\.\.\s*(-?\d{1,9})")
_WORDLIKE = re.compile(r"[^\W\d][\w.\- ]{0,40}")
_FUNCTION = re.compile(r"(number|gender|count)\s*:")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One placeholder of a text, understood."""

    kind: Kind
    name: str
    """Its name, without white space: `number:100..420`, `city`, the var; for count what N is."""
    forms: tuple[str, ...] = ()
    low: int = 0
    high: int = 0


@dataclass(frozen=True, slots=True)
class Misread:
    """Braces that look like a placeholder and are none."""

    rule: str
    """unknown, near (with a guess), number, gender, count-forms, count-number."""
    guess: str = ""
    certain: bool = True
    """False: it may be meant to stand as it is."""


Token = str | Placeholder
"""A piece of text as it stands, or a placeholder."""


def tokens(text: str, vars_known: Collection[str]) -> list[tuple[Token, str, Misread | None]]:
    """The pieces of `text` in order: what to show (or fill in), how it was written, and what is wrong with it."""
    pieces: list[tuple[Token, str, Misread | None]] = []
    end = 0
    for found in _TOKEN.finditer(text):
        if found.start() > end:
            pieces.append((text[end : found.start()], text[end : found.start()], None))
        written, end = found.group(), found.end()
        if written in ("{{", "}}"):
            pieces.append((written[0], written, None))
            continue
        inside = found.group(1)
        understood = understand(inside, vars_known) if vars_known else _understand(inside)
        if isinstance(understood, Placeholder):
            pieces.append((understood, written, None))
        else:
            pieces.append((written, written, understood))
    if end < len(text):
        pieces.append((text[end:], text[end:], None))
    return pieces


def understand(inside: str, vars_known: Collection[str]) -> Placeholder | Misread | None:  # noqa: PLR0911 - a table in code
    """What stands between two braces; None: it is no placeholder and does not look like one."""
    body = inside.strip()
    if body in PLACEHOLDERS:
        return Placeholder(Kind.NAME, body)
    if body in vars_known:
        return Placeholder(Kind.VAR, body)
    function = _FUNCTION.match(body)
    if function is None:
        return _misread(body, vars_known)
    rest = body[function.end() :]
    if function.group(1) == "number":
        return _number(body) or Misread("number")
    forms = tuple(form.strip() for form in rest.split("|"))
    if function.group(1) == "gender":
        return Placeholder(Kind.GENDER, "gender", forms) if len(forms) == 2 else Misread("gender")
    counted = forms[0]
    if len(forms) < 3 or not all(forms[1:]):
        return Misread("count-forms")
    number = _number(counted)
    if number is not None:
        return Placeholder(Kind.COUNT, number.name, forms[1:], number.low, number.high)
    if counted.isdecimal() and counted.isascii() and len(counted) < 10:
        return Placeholder(Kind.COUNT, counted, forms[1:], int(counted), int(counted))
    if counted in vars_known or counted == "customer.age":
        return Placeholder(Kind.COUNT, counted, forms[1:])
    return Misread("count-number")


@lru_cache(maxsize=2048)
def _understand(inside: str) -> Placeholder | Misread | None:
    """The same where there are no vars; decks repeat a few placeholders over and over."""
    return understand(inside, ())


def forms_fit(placeholder: Placeholder, locale: str) -> bool:
    """Whether a count has as many forms as the language wants."""
    return len(placeholder.forms) == plural_forms(locale)


def _number(body: str) -> Placeholder | None:
    found = _NUMBER.fullmatch(body)
    if found is None or int(found[1]) > int(found[2]):
        return None
    low, high = int(found[1]), int(found[2])
    return Placeholder(Kind.NUMBER, f"number:{low}..{high}", (), low, high)


@lru_cache(maxsize=512)
def _nearest(wanted: str, known: tuple[str, ...]) -> str:
    return next(iter(get_close_matches(wanted, known, n=1, cutoff=0.72)), "")


def _misread(body: str, vars_known: Collection[str]) -> Misread | None:
    if not _WORDLIKE.fullmatch(body):
        return None
    wanted = body.lower().replace(" ", "_").replace("-", "_")
    known = [*vars_known, *PLACEHOLDERS]
    if wanted in ("name", "customer.name", "customer"):
        return Misread("near", "customer.full_name")
    for name in known:
        if wanted in (name.lower(), name.rpartition(".")[2], name.replace(".", "_")):
            return Misread("near", name)
    guess = _nearest(wanted, tuple(known))
    if guess:
        return Misread("near", guess)
    if body.startswith(("customer.", "persona.")):
        return Misread("unknown")
    return None if " " in body else Misread("unknown", certain=False)
