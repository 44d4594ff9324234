"""Every string that a person can see is in the catalogues of all three languages, and says the same things."""

import re
from functools import cache
from string import Formatter

import pytest
from babel.messages.catalog import Message
from babel.messages.plurals import get_plural

from tests.support.catalogues import extracted, stored
from trainer.locale import LANGUAGES


@cache
def template() -> list[Message]:
    """The texts of the sources; reading them takes seconds, so not while tests are collected."""
    return [message for message in extracted() if message.id]


def texts(message: Message) -> list[str]:
    """The message's translations: one, or one a plural form."""
    return list(message.string) if isinstance(message.string, tuple | list) else [str(message.string)]


def fields(text: str) -> set[str]:
    """The placeholders of a text; none in one that is shown as it stands ("a text that begins with {")."""
    try:
        return {name for _literal, name, _spec, _conversion in Formatter().parse(text) if name is not None}
    except ValueError:
        return set()


def _same_fields(sources: list[str], text: str) -> bool:
    """A plural form may leave the number out ("one answer"), and what only one of the two sources names."""
    named = [fields(source) for source in sources]
    return set.intersection(*named) - {"n"} <= fields(text) <= set.union(*named)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_missing(language: str) -> None:
    catalogue = stored(language)
    missing = []
    for each in template():
        found = catalogue.get(each.id if isinstance(each.id, str) else each.id[0])
        forms = get_plural(language).num_plurals if each.pluralizable else 1
        if found is None or len(texts(found)) != forms or not all(texts(found)) or found.fuzzy:
            missing.append(each.id)
    assert missing == [], "run: python -m tests.support.catalogues, then translate"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_over(language: str) -> None:
    wanted = {str(each.id) for each in template()}
    assert [each.id for each in stored(language) if each.id and str(each.id) not in wanted] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_survive_translation(language: str) -> None:
    wrong = [
        (each.id, text)
        for each in stored(language)
        if each.id
        for text in texts(each)
        if not _same_fields([each.id] if isinstance(each.id, str) else list(each.id), text)
    ]
    assert wrong == []


@pytest.mark.parametrize(("language", "mistakes"), [("uk", "[ыэъёЫЭЪЁ]"), ("ru", "[іїєґІЇЄҐ]")])
def test_neither_language_borrows_the_letters_of_the_other(language: str, mistakes: str) -> None:
    found = [text for each in stored(language) if each.id for text in texts(each) if re.search(mistakes, text)]
    assert found == []
