"""Customers: the same for the same seed, agreeing with their gender, in the words of the deck's language."""

import random
import re
from dataclasses import fields, replace
from importlib import import_module

import pytest
from faker import Faker

from trainer.decks.locales import canonical, faker_locale, plural_index
from trainer.decks.personas import describe_device, render_card
from trainer.decks.reading import read_deck_text
from trainer.domain.cards import Card, Deck
from trainer.domain.dealing import ShownCard
from trainer.domain.kinds import Channel, CustomerState, Gender
from trainer.domain.texts import UNSAFE

SEEDS = [f"session-{number}" for number in range(200)]
GENDERED = {"en-GB": ("he", "she"), "uk-UA": ("приїхав", "приїхала"), "ru-RU": ("приехал", "приехала")}


def deck_of(complaint: str, *lines: str, locale: str = "en-GB") -> tuple[Deck, Card]:
    text = f"title: T\nlocale: {locale}\ncards:\n  - id: card-a\n    complaint: {complaint!r}\n"
    result = read_deck_text(text + "".join(f"    {line}\n" for line in lines))
    assert result.deck is not None, result.problems
    return result.deck, result.deck.cards[0]


def shown(complaint: str, *lines: str, locale: str = "en-GB", seed: str = "1") -> ShownCard:
    return render_card(*deck_of(complaint, *lines, locale=locale), seed)


@pytest.mark.parametrize("locale", GENDERED)
def test_names_and_grammar_agree_with_the_gender(locale: str) -> None:
    his, hers = GENDERED[locale]
    deck, card = deck_of("{customer.full_name}|{gender: " + his + "|" + hers + "}", locale=locale)
    provider = import_module(f"faker.providers.person.{faker_locale(locale)}").Provider
    names = {gender: set(getattr(provider, f"first_names_{gender}")) for gender in (Gender.FEMALE, Gender.MALE)}
    seen = set()
    for seed in SEEDS:
        rendered = render_card(deck, card, seed)
        name, form = rendered.complaint.split("|")
        customer = rendered.customer
        assert name == customer.full_name
        assert form == (his if customer.gender is Gender.MALE else hers)
        assert customer.first_name in names[customer.gender]
        assert customer.full_name.startswith(f"{customer.first_name} ")
        seen.add(customer.gender)
    assert seen == {Gender.FEMALE, Gender.MALE}


@pytest.mark.parametrize(
    ("locale", "his", "hers"),
    [
        ("uk-UA", r"(ський|цький|зький)$", r"(ська|цька|зька)$"),
        ("ru-RU", r"(ов|ев|ёв|ин|ын)$", r"(ова|ева|ёва|ина|ына)$"),
    ],
)
def test_last_names_agree_with_the_gender(locale: str, his: str, hers: str) -> None:
    for gender, own, others in (("female", hers, his), ("male", his, hers)):
        deck, card = deck_of("{customer.last_name}", f"persona: {{gender: {gender}}}", locale=locale)
        names = [render_card(deck, card, seed).complaint for seed in SEEDS]
        assert any(re.search(own, name) for name in names)
        assert not [name for name in names if re.search(others, name)]


@pytest.mark.parametrize(
    ("locale", "forms", "expected"),
    [
        ("en-GB", ("guest", "guests"), {1: 0, 2: 1, 5: 1, 11: 1, 21: 1, 0: 1}),
        (
            "uk-UA",
            ("гість", "гості", "гостей"),
            {1: 0, 2: 1, 4: 1, 5: 2, 11: 2, 12: 2, 14: 2, 21: 0, 22: 1, 25: 2, 111: 2, 101: 0, 0: 2},
        ),
        ("ru-RU", ("гость", "гостя", "гостей"), {1: 0, 3: 1, 7: 2, 11: 2, 13: 2, 21: 0, 24: 1, 112: 2, 1001: 0}),
        ("pl-PL", ("gość", "goście", "gości"), {1: 0, 2: 1, 5: 2, 12: 2, 21: 2, 22: 1}),
    ],
)
def test_counted_forms_follow_the_language(locale: str, forms: tuple[str, ...], expected: dict[int, int]) -> None:
    for number, index in expected.items():
        complaint = f"{{count: {number}|{'|'.join(forms)}}}"
        assert shown(complaint, locale=locale).complaint == forms[index], number


@pytest.mark.parametrize("locale", GENDERED)
def test_a_drawn_number_and_its_form_agree(locale: str) -> None:
    forms = ("one", "many") if locale == "en-GB" else ("one", "few", "many")
    deck, card = deck_of("{number:1..40} {count: number:1..40|" + "|".join(forms) + "}", locale=locale)
    numbers = set()
    for seed in SEEDS:
        number, form = render_card(deck, card, seed).complaint.split()
        assert form == forms[plural_index(locale, int(number))]
        numbers.add(int(number))
    assert len(numbers) > 30


def test_a_counted_var_and_an_age_take_their_form_too() -> None:
    card = shown(
        "{nights} {count: nights|night|nights}, {count: customer.age|year|years}",
        "persona: {age: 61, vars: {nights: [1]}}",
    )
    assert card.complaint == "1 night, years"


def test_the_same_seed_gives_the_same_card_whatever_was_drawn_before() -> None:
    deck, card = deck_of("I am {customer.full_name} of {city}, room {number:1..999}. {product}, {company}, {weekday}")
    first = render_card(deck, card, "s")
    random.seed(5)
    Faker.seed(7)
    before = random.getstate()
    assert render_card(deck, card, "other") != first
    assert render_card(deck, card, "s") == first
    assert random.getstate() == before


def test_another_placeholder_changes_nothing_else() -> None:
    one = shown("Room {number:1..999}")
    two = shown("{city} {product}: room {number:1..999}")
    assert two.complaint.endswith(one.complaint.replace("Room", "room"))
    assert one.customer == two.customer


def test_a_placeholder_has_one_value_on_the_whole_card() -> None:
    card = shown(
        "Room {number:100..420}, {dish}, {product}",
        "context: 'Room {number:100..420}, {dish}, {product}'",
        "persona: {vars: {dish: [soup, stew, pie, roast]}}",
    )
    assert card.complaint == card.context


def test_every_text_of_the_card_is_filled_in() -> None:
    deck, card = deck_of(
        "{dish}",
        "persona: {mood: 'for {dish}', remembered_detail: 'had {dish}', page: '/{dish}', source: '{dish}', "
        "turnover_rank: '{dish}', vars: {dish: [soup]}}",
        "context: 'c {dish}'",
        "role: '{dish} cook'",
        "constraints: ['n {dish}']",
        "can_do: ['d {dish}']",
        "current_offers: ['o {dish}']",
        "why_it_matters: 'w {dish}'",
        "hidden_interest: 'h {dish}'",
        "twists: [{at: 50%, says: 't {dish}'}]",
        "hints: ['i {dish}']",
        "must_not: ['m {dish}']",
        "rubric: {criterion: {name: taste, low: 'l {dish}', high: 'g {dish}'}, anchors: {heard: ['{dish}', b, c, d, e]}}",
        "gold: [{text: 'a {dish}', levels: {heard: 5}, why: 'y {dish}'}]",
        "success_when: 's {dish}'",
        "debrief: ['q {dish}']",
    )
    rendered = render_card(deck, card, "1")
    whole = repr([getattr(rendered, field.name) for field in fields(rendered)])
    assert "{dish}" not in whole
    assert whole.count("soup") == 23
    assert rendered.gold[0].levels == {"heard": 4}


def test_braces_around_anything_else_are_left_alone_and_doubled_ones_become_single() -> None:
    text = "{{city}} {see below} {1} {} {a:b} {{{{ }} {dish}"
    assert shown(text).complaint == "{city} {see below} {1} {} {a:b} {{ } {dish}"


def test_a_var_may_hold_placeholders_but_no_vars() -> None:
    card = shown("{a}", "persona: {gender: male, vars: {a: ['{gender: his|her} {b} {a}'], b: [x]}}")
    assert card.complaint == "his {b} {a}"


def test_the_age_is_within_the_authors_range() -> None:
    deck, card = deck_of("{customer.age}", "persona: {age: [55, 57]}")
    rendered = [render_card(deck, card, seed) for seed in SEEDS]
    assert {one.customer.age for one in rendered} == {55, 56, 57}
    assert all(one.complaint == str(one.customer.age) for one in rendered)


@pytest.mark.parametrize("locale", [*GENDERED, "en", "uk", "ru", "de-CH", "fr-FR", "is-IS", "ja", "zz"])
def test_facts_are_clean_lines_in_any_language(locale: str) -> None:
    deck, card = deck_of("{customer.full_name}|{city}|{company}|{product}|{weekday}")
    for seed in SEEDS[:40]:
        text = render_card(replace(deck, locale=locale), card, seed).complaint
        assert all(part.strip() for part in text.split("|"))
        assert text.count("|") == 4
        assert not UNSAFE.search(text)
        assert "(" not in text


@pytest.mark.parametrize("locale", ["uk-UA", "ru-RU"])
def test_facts_in_cyrillic_decks_are_cyrillic(locale: str) -> None:
    deck, card = deck_of("{customer.full_name} {city} {company} {product} {weekday}", locale=locale)
    for seed in SEEDS[:60]:
        assert not re.search("[A-Za-z]", render_card(deck, card, seed).complaint)


def test_only_a_chat_shows_a_device_and_it_is_one_that_people_use() -> None:
    deck, card = deck_of("Hello?", "channel: chat")
    devices = {render_card(deck, card, seed).customer.device for seed in SEEDS[:60]}
    assert len(devices) > 5
    assert all(re.fullmatch(r"(Firefox|Chrome|Safari) on \S+( [\d.]+)?", device) for device in devices)
    assert render_card(deck, replace(card, channel=Channel.PHONE), "1").customer.device == ""
    own = replace(card, persona=replace(card.persona, device="a fridge"))
    assert render_card(deck, own, "1").customer.device == "a fridge"


@pytest.mark.parametrize(
    ("agent", "expected"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; rv:1.9) Gecko Firefox/14.0", ("Firefox", "Windows 10")),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 16_7_7 like Mac OS X) FxiOS/13.8 Mobile Safari/531.0",
            ("Firefox", "iPhone"),
        ),
        ("Mozilla/5.0 (Macintosh; U; Intel Mac OS X 10_9_4) Chrome/19.0 Safari/534.1", ("Chrome", "macOS")),
        ("Mozilla/5.0 (Linux; Android 10) Chrome/22.0.805.0 Safari/536.0", ("Chrome", "Android 10")),
        ("Mozilla/5.0 (Windows; U; Windows 98) Version/4.1 Safari/534.37.5", None),
        ("Mozilla/5.0 (compatible; MSIE 9.0; Windows NT 6.0; Trident/5.0)", None),
        ("Opera/8.72.(Windows NT 5.0; byn-ER) Presto/2.9.171 Version/11.00", None),
    ],
)
def test_user_agents_are_said_in_words(agent: str, expected: tuple[str, str] | None) -> None:
    assert describe_device(agent) == expected


def test_the_customers_file_is_computed_and_copied() -> None:
    customer = shown(
        "x",
        "persona: {average_check: 45, visits_a_month: 2, months_since_last_order: 13, turnover_rank: 4 of 60, "
        "remembered_detail: napkins, green_light: true, intent: clear, days_since: 3, felt_severity: 4}",
    ).customer
    assert (customer.yearly_value, customer.state) == (1080.0, CustomerState.PASSIVE)
    assert (customer.turnover_rank, customer.remembered_detail) == ("4 of 60", "napkins")
    assert (customer.green_light, customer.days_since, customer.felt_severity) == (True, 3, 4)


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("en-GB", "en_GB"),
        ("en", "en_GB"),
        ("en-US", "en_US"),
        ("uk", "uk_UA"),
        ("uk-UA", "uk_UA"),
        ("ru", "ru_RU"),
        ("ru-KZ", "ru_RU"),
        ("de", "de_DE"),
        ("fr-CH", "fr_CH"),
        ("tlh", "en_US"),
        ("not a locale", "en_US"),
    ],
)
def test_fakers_locale_follows_the_decks(locale: str, expected: str) -> None:
    assert faker_locale(locale) == expected
    assert Faker(expected).first_name()


@pytest.mark.parametrize(("typed", "tag"), [("en_gb", "en-GB"), ("UK-ua", "uk-UA"), ("sr-latn-rs", "sr-Latn-RS")])
def test_locales_have_one_spelling(typed: str, tag: str) -> None:
    assert canonical(typed) == tag
