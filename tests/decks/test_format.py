"""Every field of the format arrives in the deck as deck-format says."""

import hashlib
from pathlib import Path

import pytest

from trainer.decks.models import CardModel, DeckHead, DeckModel, DefaultsModel
from trainer.decks.reading import read_deck, read_deck_text
from trainer.domain.cards import (
    Card,
    Deck,
    Gold,
    OwnCriterion,
    PersonaBrief,
    RubricChange,
    Source,
    Twist,
)
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
    Skill,
    Stage,
)

FULL = Path(__file__).with_name("full.yaml")


def read(text: str, name: str = "deck.yaml") -> Deck:
    result = read_deck_text(text, name)
    assert result.problems == ()
    assert result.deck is not None
    return result.deck


def first_card(*lines: str, head: str = "") -> Card:
    return read(
        f"title: T\n{head}cards:\n  - complaint: Too sandy.\n" + "".join(f"    {line}\n" for line in lines)
    ).cards[0]


def test_the_smallest_deck_is_a_title_and_two_sentences() -> None:
    deck = read(
        "title: Seaside absurdities\ncards:\n"
        "  - The beach was too sandy.\n  - Nobody warned us there would be fish in the sea.\n",
        "seaside.yaml",
    )
    assert (deck.id, deck.title, deck.locale) == ("seaside", "Seaside absurdities", "en")
    assert [card.complaint for card in deck.cards] == [
        "The beach was too sandy.",
        "Nobody warned us there would be fish in the sea.",
    ]
    assert [card.line for card in deck.cards] == [3, 4]
    card = deck.cards[0]
    assert (card.type, card.difficulty, card.absurdity, card.minutes, card.channel) == (
        ComplaintType.OTHER,
        3,
        3,
        7.0,
        Channel.IN_PERSON,
    )
    assert (card.status, card.kind, card.sensitivity) == (CardStatus.READY, CardKind.COMPLAINT, None)


def test_the_full_example_reads_without_a_problem() -> None:
    result = read_deck(FULL)
    assert result.problems == ()
    deck = result.deck
    assert deck is not None
    card = deck.cards[0]
    assert deck == Deck(
        id="seaside-hotel",  # type: ignore[arg-type]
        title="Seaside hotel, week one",
        cards=(card,),
        locale="en-GB",
        summary="Impossible expectations and small mishaps at a beach hotel.",
        industry="hospitality",
        business=Business.OWN,
        brand_voice="warm, plain, never cute",
        license="CC-BY-4.0",
        author_name="…",
        author_contact="…",
        version="1.2.0",
        digest=hashlib.sha256(FULL.read_bytes()).hexdigest(),
    )
    assert card == Card(
        id="soup-too-thick-q7kd",  # type: ignore[arg-type]
        complaint="I am {customer.full_name}, room {number:100..420}. Your {dish} is far too thick, and I paid $45!",
        line=card.line,
        revision=2,
        replaces="soup-cold-a1b2",  # type: ignore[arg-type]
        status=CardStatus.READY,
        kind=CardKind.COMPLAINT,
        stage=Stage.SERVE,
        mix=Mix.PRODUCT,
        role="waiter",
        type=ComplaintType.OWN_MISTAKE,
        skills=(Skill.EMPATHY, Skill.CLARIFY, Skill.DIGNITY),
        difficulty=3,
        absurdity=4,
        cause=Cause.HUMAN,
        channel=Channel.IN_PERSON,
        minutes=7.0,
        min_variants=3,
        max_chars=700,
        persona=PersonaBrief(
            gender=Gender.ANY,
            age=(55, 75),
            mood="indignant, a little embarrassed",
            months_since_last_order=2,
            average_check=45.0,
            visits_a_month=2.0,
            remembered_detail="collects paper napkins",
            turnover_rank="4 of 60",
            green_light=False,
            intent=Intent.VAGUE,
            felt_severity=4,
            replacement_cycle_years=1.0,
            days_since=3,
            vars={"dish": ("mushroom soup", "pea soup", "leek soup")},
        ),
        context="The buffet has three unlabelled silver pots beside the bowls.",
        constraints=("A free drink or dessert is yours to give; a refund needs the duty manager.",),
        can_do=("a drink", "a dessert", "a label on the pot"),
        current_offers=(),
        remedy_budget=15.0,
        real_severity=1,
        worth_winning=True,
        why_it_matters="…",
        hidden_interest="It was the gravy, and the guest dreads being laughed at.",
        twists=(Twist(0.5, "My wife says it was the gravy. It was NOT the gravy."),),
        hints=("Ask one question before you offer anything.",),
        must_not=("calm down", "as I said"),
        rubric=RubricChange(
            not_applicable=("aftertaste",),
            weights={"solved": 25.0},
            criterion=OwnCriterion(
                "dignity", 20.0, "Corrected in front of others.", "Leaves with a better story than the mistake."
            ),
        ),
        gold=(
            Gold("g1", "…", {"heard": 4, "respected": 4, "solved": 3, "next_step": 3, "dignity": 4}, "…"),
            Gold("g2", "…", {"heard": 1, "respected": 0, "solved": 2, "next_step": 0, "dignity": 0}, "…"),
        ),
        success_when="The guest comes back to the buffet tomorrow.",
        debrief=("How do you correct somebody without saying that they are wrong?",),
        sensitivity=(),
        tags=("buffet",),
        source=Source(Origin.INVENTED, "…"),
        notes="Works well as the first card with a new team.",
    )


@pytest.mark.parametrize(
    "typed", ["no", "on", "12:30", "0777", "1e3", "3.10", "1_000", "2024-13-45", "~", "null", "0x1F"]
)
def test_text_fields_keep_what_was_typed(typed: str) -> None:
    card = first_card(f"context: {typed}", f"tags: [{typed}]", f"persona: {{turnover_rank: {typed}}}")
    assert (card.context, card.tags, card.persona.turnover_rank) == (typed, (typed,), typed)


@pytest.mark.parametrize(
    ("typed", "ages"), [("[55, 75]", (55, 75)), ("55-75", (55, 75)), ("55..75", (55, 75)), ("60", (60, 60))]
)
def test_ages_are_two_numbers_or_one(typed: str, ages: tuple[int, int]) -> None:
    assert first_card(f"persona: {{age: {typed}}}").persona.age == ages


@pytest.mark.parametrize(("typed", "value"), [("true", True), ("Yes", True), ("false", False), ("no", False)])
def test_yes_and_no_are_true_and_false(typed: str, value: bool) -> None:
    assert first_card(f"worth_winning: {typed}").worth_winning is value


def test_minutes_may_be_a_fraction() -> None:
    assert first_card("channel: chat", "minutes: 1.5").minutes == 1.5


def test_one_text_is_a_list_of_one() -> None:
    card = first_card("hints: Ask first.", "skills: empathy")
    assert (card.hints, card.skills) == (("Ask first.",), (Skill.EMPATHY,))


def test_an_empty_value_is_as_if_left_out() -> None:
    card = first_card("minutes:", "skills:", "persona:", "gold:", "sensitivity:", "cause:")
    assert (card.minutes, card.skills, card.gold, card.sensitivity, card.cause) == (7.0, (), (), None, None)


def test_an_empty_list_of_sensitivities_says_that_it_was_reviewed() -> None:
    assert first_card("sensitivity: []").sensitivity == ()


def test_returned_and_promoter_are_said_the_other_states_computed() -> None:
    assert first_card("persona: {state: returned}").persona.state is CustomerState.RETURNED
    assert first_card("persona: {months_since_last_order: promoter}").persona.state is CustomerState.PROMOTER


def test_defaults_hold_for_every_card_and_give_way_key_by_key() -> None:
    deck = read(
        """\
title: T
defaults:
  channel: phone
  minutes: 5
  role: porter
  answer: {min_variants: 2, max_chars: 400}
  persona: {gender: female, mood: cross}
  rubric: {weights: {solved: 25}}
  debrief: [What now?]
cards:
  - One.
  - complaint: Two.
    channel: email
    answer: {max_chars: 900}
    persona: {mood: calm}
    debrief: []
"""
    )
    one, two = deck.cards
    assert (one.channel, one.minutes, one.role) == (Channel.PHONE, 5.0, "porter")
    assert (one.min_variants, one.max_chars, one.debrief) == (2, 400, ("What now?",))
    assert (one.persona.gender, one.persona.mood) == (Gender.FEMALE, "cross")
    assert one.rubric.weights == {"solved": 25.0}
    assert (two.channel, two.minutes) == (Channel.EMAIL, 5.0)
    assert (two.min_variants, two.max_chars, two.debrief) == (2, 900, ())
    assert (two.persona.gender, two.persona.mood) == (Gender.FEMALE, "calm")


def test_every_key_of_the_defaults_is_a_key_of_a_card() -> None:
    assert set(DefaultsModel.model_fields) < set(CardModel.model_fields)
    assert set(CardModel.model_fields) - set(DefaultsModel.model_fields) == {
        "id",
        "revision",
        "replaces",
        "complaint",
        "gold",
    }


def test_house_keys_are_passed_over_everywhere() -> None:
    text = "x-a: 1\ntitle: T\nauthor: {x-b: 2}\ncards:\n  - complaint: A.\n    x-c: [d]\n    persona: {x-e: {f: g}}\n"
    assert read(text).cards[0].complaint == "A."


def test_ids_are_made_of_the_complaint_and_stay() -> None:
    text = "title: T\ncards:\n  - The beach was far too sandy.\n  - Море було надто мокре, а я просив сухе.\n  - '?!'\n"
    first, second, third = (card.id for card in read(text).cards)
    assert first.startswith("the-beach-was-far-")
    assert second.startswith("more-bulo-nadto-mokre-")
    assert third.startswith("card-")
    assert all(len(name.rpartition("-")[2]) == 4 for name in (first, second, third))
    moved = read("title: Other\ncards:\n  - New one.\n  - The beach was far too sandy.\n")
    assert moved.cards[1].id == first


def test_two_equal_complaints_without_ids_get_two_ids() -> None:
    result = read_deck_text("title: T\ncards: [Too sandy., Too sandy., Too sandy.]\n")
    assert result.deck is not None
    assert len({card.id for card in result.deck.cards}) == 3


def test_the_file_names_a_deck_without_an_id() -> None:
    assert read("title: T\ncards: [a]\n", "Мій готель.yaml").id == "mii-hotel"
    assert read("title: T\ncards: [a]\n", "!!!.yaml").id == "deck"
    assert read("title: T\nid: own\ncards: [a]\n", "x.yaml").id == "own"


def test_twists_come_in_the_order_of_time() -> None:
    card = first_card("twists: [{at: 70%, says: later}, {at: 12.5%, says: sooner}]")
    assert [(twist.at, twist.says) for twist in card.twists] == [(0.125, "sooner"), (0.7, "later")]


def test_anchors_may_be_the_cards_own() -> None:
    card = first_card("rubric:", "  anchors: {heard: [a, b, c, d, e]}")
    assert card.rubric.anchors == {"heard": ("a", "b", "c", "d", "e")}


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_any_line_end_and_a_byte_order_mark_are_fine(ends: str, mark: str) -> None:
    text = mark + ends.join(
        ["title: T", "cards:", "  - complaint: |", "      One", "      two", "    dificulty: 3", ""]
    )
    (problem,) = read_deck_text(text.encode()).problems
    assert (problem.line, problem.column) == (6, 5)
    good = read_deck_text(text.replace("dificulty", "difficulty").encode()).deck
    assert good is not None
    assert good.cards[0].complaint == "One\ntwo"


def test_the_digest_changes_with_the_bytes() -> None:
    assert read("title: T\ncards: [a]\n").digest != read("title: T\ncards: [a]\n\n").digest


def test_the_schema_describes_every_key() -> None:
    schema = DeckModel.model_json_schema()
    assert set(schema["required"]) == {"title", "cards"}
    assert set(DeckModel.model_fields) == {*DeckHead.model_fields, "cards"}
    card = schema["$defs"]["CardModel"]
    assert card["required"] == ["complaint"]
    assert all(field.get("description") for field in card["properties"].values())
