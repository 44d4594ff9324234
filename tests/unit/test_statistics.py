"""What the answers say of a card: rules 7, the trainer."""

from dataclasses import replace

import pytest

from trainer.domain.ids import CardId, PersonId
from trainer.domain.kinds import DealState
from trainer.domain.statistics import (
    CardDealt,
    CardOnFile,
    CardOrder,
    CardRated,
    CardsKept,
    CardStatistics,
    DeckRecord,
    Verdict,
    card_statistics,
    kept_cards,
    sorted_cards,
)

SOUP = CardId("soup")


def dealt(
    score: float | None = None,
    *,
    person: int = 1,
    answer: str = "",
    state: DealState = DealState.SENT,
    again: bool = False,
    seconds: float | None = 120.0,
    card: CardId = SOUP,
    revision: int = 1,
) -> CardDealt:
    return CardDealt(card, revision, PersonId(person), state, again, score, seconds, answer)


def rated(answer: str, score: float | None, *, laughed: bool = False, flags: int = 0) -> CardRated:
    return CardRated(answer, SOUP, score, laughed, flags)


def on_file(card: str = "soup", revision: int = 1, replaces: str | None = None) -> CardOnFile:
    return CardOnFile(CardId(card), "Too thick.", revision, CardId(replaces) if replaces else None, "ready")


def only(
    deals: list[CardDealt], ratings: list[CardRated] | None = None, cards: list[CardOnFile] | None = None
) -> CardStatistics:
    return card_statistics(DeckRecord("Soups", cards or [on_file()], deals, ratings or []))[0]


def test_answers_passes_and_timeouts_are_counted_and_repeats_are_not() -> None:
    line = only(
        [
            dealt(60.0),
            dealt(40.0, again=True),
            dealt(state=DealState.PASSED),
            dealt(state=DealState.EXPIRED),
            dealt(None),
        ]
    )
    assert (line.answers, line.passes, line.timeouts) == (2, 1, 1)


def test_means_are_said_from_three_scores_on() -> None:
    two = only([dealt(60.0), dealt(80.0)])
    assert (two.mean, two.spread, two.median_seconds) == (None, None, None)
    three = only([dealt(60.0, seconds=60.0), dealt(80.0, seconds=100.0), dealt(70.0, seconds=400.0)])
    assert three.mean == pytest.approx(70.0)
    assert three.spread == pytest.approx(10.0)
    assert three.median_seconds == 100.0


def test_raters_disagree_by_the_range_within_an_answer() -> None:
    deals = [dealt(60.0, answer=name) for name in "abcd"]
    ratings = [rated("a", 40.0), rated("a", 80.0), rated("b", 50.0), rated("b", 70.0), rated("c", 60.0), rated("c", 90.0),
               rated("d", 100.0), rated("d", None)]  # fmt: skip
    line = only(deals, ratings)
    assert line.disagreement == pytest.approx(30.0)
    assert line.verdicts == (Verdict.AMBIGUOUS,)
    ratings[1] = rated("a", 79.0)
    assert only(deals, ratings).verdicts == ()


def test_the_gap_to_gold_is_what_raters_gave_less_what_its_author_expected() -> None:
    golds = [CardRated(f"g{n}", SOUP, score, False, 0, expected=80.0) for n, score in enumerate((70.0, 75.0, 80.0))]
    assert only([], golds).gold_gap == pytest.approx(-5.0)
    assert only([], golds[:2]).gold_gap is None


@pytest.mark.parametrize(("count", "score", "easy"), [(12, 85.0, True), (11, 99.0, False), (12, 84.9, False)])
def test_too_easy_is_a_mean_of_85_over_12_answers(count: int, score: float, easy: bool) -> None:
    assert (Verdict.TOO_EASY in only([dealt(score)] * count).verdicts) is easy


@pytest.mark.parametrize(("laughs", "flat"), [(0, True), (1, True), (2, False)])
def test_flat_is_a_laugh_in_fewer_than_a_tenth_of_the_ratings(laughs: int, flat: bool) -> None:
    ratings = [rated("a", 60.0, laughed=n < laughs) for n in range(20)]
    line = only([dealt(60.0, answer="a")], ratings)
    assert (line.laughed, line.ratings) == (laughs, 20)
    assert (Verdict.FLAT in line.verdicts) is flat
    assert Verdict.FLAT not in only([dealt(60.0, answer="a")], ratings[10:20]).verdicts


@pytest.mark.parametrize(("people", "leech"), [(4, True), (3, False)])
def test_a_leech_had_four_people_twice_below_40_repeats_included(people: int, leech: bool) -> None:
    deals = [dealt(39.9, person=person, again=again) for person in range(people) for again in (False, True)]
    assert (Verdict.LEECH in only(deals).verdicts) is leech
    assert only([*deals[:6], dealt(39.9, person=9), dealt(40.0, person=9)]).verdicts == ()


def test_an_earlier_revision_and_a_card_replaced_stand_beside_and_are_never_merged() -> None:
    old = CardId("broth")
    deals = [dealt(90.0, revision=2), dealt(10.0), dealt(20.0, card=old), dealt(30.0, card=CardId("gone"))]
    lines = card_statistics(DeckRecord("Soups", [on_file(revision=2, replaces="broth")], deals, []))
    assert [(line.card_id, line.revision, line.answers) for line in lines] == [("soup", 2, 1), ("gone", 1, 1)]
    assert [(each.card_id, each.revision, each.answers) for each in lines[0].follows] == [
        ("soup", 1, 1),
        ("broth", 1, 1),
    ]
    assert lines[1].complaint == ""


def test_cards_that_replace_each_other_in_a_circle_end() -> None:
    cards = [on_file("soup", replaces="broth"), on_file("broth", replaces="soup")]
    deals = [dealt(90.0), dealt(20.0, card=CardId("broth"))]
    lines = card_statistics(DeckRecord("Soups", cards, deals, []))
    assert [[each.card_id for each in line.follows] for line in lines] == [["broth"], ["soup"]]


def test_a_hint_counts_once_a_deal_and_not_in_repeats() -> None:
    deals = [replace(dealt(60.0), hints=2), replace(dealt(40.0, again=True), hints=1), dealt(50.0)]
    assert only(deals).hinted == 1


def line_of(name: str, **numbers: object) -> CardStatistics:
    return CardStatistics(CardId(name), 1, name, **{"answers": 0, "passes": 0, "timeouts": 0, **numbers})  # type: ignore[arg-type]


CARDS = [
    line_of("a", answers=2, passes=1, mean=70.0, disagreement=5.0, gold_gap=-9.0, median_seconds=60.0),
    line_of("b", answers=9, mean=40.0, ratings=10, laughed=1, flags=2, verdicts=(Verdict.FLAT,)),
    line_of("c", hinted=3, disagreement=31.0, ratings=4, laughed=4, gold_gap=3.0, median_seconds=90.0),
]


@pytest.mark.parametrize(
    ("order", "names"),
    [
        (CardOrder.DECK, "abc"), (CardOrder.VERDICTS, "bac"), (CardOrder.ANSWERS, "bac"), (CardOrder.MEAN, "bac"),
        (CardOrder.APART, "cab"), (CardOrder.GOLD, "acb"), (CardOrder.TIME, "cab"), (CardOrder.LAUGHED, "bca"),
        (CardOrder.HINTS, "cab"), (CardOrder.PASSES, "abc"), (CardOrder.FLAGS, "bac"),
    ],
)  # fmt: skip
def test_cards_are_sorted_by_what_a_trainer_looks_for_and_unknown_numbers_come_last(
    order: CardOrder, names: str
) -> None:
    assert "".join(card.card_id for card in sorted_cards(CARDS, order)) == names


@pytest.mark.parametrize(
    ("kept", "names"),
    [
        (CardsKept.ALL, "abc"), (CardsKept.VERDICT, "b"), (CardsKept.FLAGGED, "b"), (CardsKept.ANSWERED, "ab"),
        (CardsKept.UNANSWERED, "c"),
    ],
)  # fmt: skip
def test_a_list_keeps_the_cards_that_are_asked_for(kept: CardsKept, names: str) -> None:
    assert "".join(card.card_id for card in kept_cards(CARDS, kept)) == names
