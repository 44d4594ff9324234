"""Personal data in cards that were made from real complaints. Looks for what is likely; it may err either way."""

import re
from collections.abc import Iterator
from functools import cache

from trainer.decks.nodes import Fields

_NAME = r"[A-ZÀ-ÞА-ЯЁІЇЄҐ][a-zß-ÿа-яёіїєґʼ’'-]+"
_TITLES = "Mr|Mrs|Ms|Miss|Dr|[Пп]ан|[Пп]ані|[Гг]-н|[Гг]-жа|[Гг]осподин|[Гг]оспожа"
_BEGIN = (
    "a an the my your our his her their its this that these those we you he she they it in on at by for from to of "
    "no not and but or so if when where why how what who is are was were do did does dear hello hi mr mrs new old "
    "black good happy saint st san я ми ви він вона вони це той та мій моя наш наша ваш ваша у в на з до за від і й "
    "але а як коли де чому хто що пан пані мы вы он она они это тот мой с из к от и но как когда где почему кто что "
    "не ні нет"
)
_BEGINNINGS = frozenset(_BEGIN.split())
"""Words that begin a sentence, or another kind of name, and are nobody's first name."""
_PRIVATE = {
    "e-mail": re.compile(r"[\w.+-]+@[\w-]+\.\w{2,}"),
    "number": re.compile(r"(?<!\w)\+?\d(?:[\s().-]?\d){6,18}(?!\w)"),
}


def find_private(text: str) -> Iterator[str]:
    """E-mail addresses and long numbers (of phones, cards, accounts): the first of each kind."""
    for pattern in _PRIVATE.values():
        found = pattern.search(text)
        if found is not None:
            yield found.group()


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Titled names, and capitalised words side by side; compiled (3 ms) for the first anonymised card."""
    return re.compile(rf"\b(?:{_TITLES})\.?\s+{_NAME}(?:\s+{_NAME})?"), re.compile(rf"\b{_NAME}(?:\s+{_NAME})+")


def find_full_name(text: str) -> str:
    """What looks like a person's name: two capitalised words side by side, or one after a title; empty if nothing does."""
    with_title, side_by_side = _patterns()
    titled = with_title.search(text)
    if titled is not None:
        return titled.group()
    for found in side_by_side.finditer(text):
        words = found.group().split()
        begins = not text[: found.start()].rstrip("\"'«“„ \n") or text[: found.start()].rstrip()[-1:] in ".!?…:"
        if words[0].casefold() in _BEGINNINGS or (begins and len(words) > 2):
            words = words[1:]
        if len(words) > 1 and not _BEGINNINGS.intersection(word.casefold() for word in words):
            return found.group()[found.group().index(words[0]) :]
    return ""


def is_anonymised(*parts: Fields) -> bool:
    """Whether the first of `parts` that names an origin says that a customer stands behind the card."""
    for part in parts:
        source = part.at("source")
        if isinstance(source, Fields) and "origin" in source:
            return bool(source.at("origin") == "customer_anonymised")
    return False
