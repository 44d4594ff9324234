"""What is found in whole decks and across them: twins, wishes, meanings that changed."""

from pathlib import Path

import pytest

from tests.decks.calling import called
from trainer.cli.main import run
from trainer.decks.checking import cards_of_files, check_files
from trainer.decks.twins import find_twins
from trainer.domain.cards import Card
from trainer.domain.ids import CardId

HEAD = "id: {id}\ntitle: T\nlicense: CC0-1.0\ndefaults: {{status: draft}}\ncards:\n"


def deck(folder: Path, name: str, *cards: str, head: str = "") -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(
        HEAD.format(id=name).replace("cards:", f"{head}cards:") + "".join(f"  - {each}\n" for each in cards)
    )
    return path


def lines(folder: Path, *paths: Path, against: Path | None = None) -> list[str]:
    known = cards_of_files([against]) if against is not None else None
    return [str(each).removeprefix(f"{folder}/") for each in check_files(paths, known).problems]


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path / "home"))


def test_cards_that_nearly_repeat_each_other_are_named_within_a_deck_and_across(tmp_path: Path) -> None:
    one = deck(tmp_path, "one", "The beach was too sandy for us.", "The beach was far too sandy for us!")
    two = deck(
        tmp_path,
        "two",
        "Fish, fish, nothing but fish.",
        "Nothing but fish, fish, fish",
        "The beach was too sandy, for us",
    )
    assert lines(tmp_path, one, two) == [
        f"one.yaml:7:5: warning [near-twin] nearly the same complaint as in {one}:6: keep one, or make them differ",
        f"two.yaml:8:5: warning [near-twin] nearly the same complaint as in {one}:6: keep one, or make them differ",
    ]


def test_a_copy_of_a_deck_is_one_warning_and_not_one_a_card(tmp_path: Path) -> None:
    said = [f"The {thing} was far too {how} for the four of us." for thing, how in zip("abcdef", "uvwxyz", strict=True)]
    one, two = deck(tmp_path, "one", *said), deck(tmp_path, "two", *said, "Quite another matter altogether.")
    assert lines(tmp_path, one, two) == [
        f"two.yaml:1:1: warning [near-twin] 6 of 7 cards are nearly those of {one}: is one of the two a copy?"
    ]


def test_cards_in_two_languages_and_cards_that_follow_one_another_are_no_twins(tmp_path: Path) -> None:
    one = deck(tmp_path, "one", "{id: a, complaint: The beach was too sandy for us., status: retired}")
    other = deck(tmp_path, "two", "The beach was too sandy for us.", head="locale: uk-UA\n")
    third = deck(
        tmp_path,
        "three",
        "{id: a, complaint: Das Meer war uns zu nass.}",
        "{replaces: a, complaint: Das Meer war uns zu nass!!}",
    )
    assert [line for line in lines(tmp_path, one, other, third) if "near-twin" in line] == []


def test_finding_twins_takes_time_with_the_cards_and_not_their_pairs() -> None:
    import time

    def seconds(count: int) -> float:
        cards = [
            Card(CardId(str(n)), f"The soup number {n} was too thick and too cold, said guest {n * 7}.")
            for n in range(count)
        ]
        began = time.process_time()
        find_twins(cards)
        return time.process_time() - began

    seconds(100)
    few, many = zip(*((seconds(400), seconds(2_000)) for _turn in range(4)), strict=True)
    assert min(many) < 15 * min(few)  # five times as many; by their pairs, it would be 25


def test_what_a_deck_is_better_for_having_is_a_wish_and_no_problem(tmp_path: Path) -> None:
    path = tmp_path / "d.yaml"
    path.write_text("title: T\ncards:\n  - Too sandy.\n  - complaint: Too wet.\n    status: draft\n")
    assert lines(tmp_path, path) == [
        'd.yaml:1:1: info [licence] no licence: if others may use this deck, add e.g. "license: CC-BY-4.0" at the top',
        "d.yaml:1:1: info [gold] 1 card has no gold answers: a strong and a weak one, with levels, show raters the scale",
    ]


CHANGED = (
    'after.yaml:6:24: error [meaning-changed] complaint means something else now: was "Too sandy for three of us.", is '
    '"Too sandy for four of us.". Write "revision: 2", so that old answers are not counted for it'
)


def card(complaint: str, more: str = "") -> str:
    return f"{{id: a, complaint: {complaint}{more}}}"


def test_a_meaning_that_changed_without_a_new_revision_is_an_error_with_both_texts(tmp_path: Path) -> None:
    before = deck(tmp_path, "before", card("Too sandy for three of us."), head="id: d\n".replace("id: d\n", ""))
    before.write_text(before.read_text().replace("id: before", "id: after"))
    after = deck(tmp_path, "after", card("Too sandy for four of us."))
    assert lines(tmp_path, after, against=before) == [CHANGED]
    for sound in (
        "Too sandi for three of us.",
        "too sandy for THREE of us!",
        "Too sandy for four of us., revision: 2",
    ):
        after = deck(tmp_path, "after", card(sound))
        assert lines(tmp_path, after, against=before) == []


def test_the_database_remembers_what_a_card_meant(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "home" / "data" / "decks"
    own.mkdir(parents=True)
    deck(own, "after", card("Too sandy for three of us., status: ready"))
    assert run(["--lang", "en", "--as", "Ann", "deal", "--deck", "after"]) == 0
    capfd.readouterr()
    after = deck(tmp_path, "after", card("Too sandy for four of us., status: ready"))
    code, out, _err = called(capfd, "check", after)
    assert code == 1
    assert CHANGED.partition("after.yaml:")[2] in out
    code, out, _err = called(capfd, "check", own / "after.yaml")
    assert (code, "meaning-changed" in out) == (0, False)


def test_a_difference_is_a_line_a_card(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = deck(
        tmp_path, "before",
        "{id: same, complaint: One stays.}", "{id: typo, complaint: The sope was thick.}", "{id: other, complaint: Too hot.}",
        "{id: raised, complaint: Too low.}", "{id: old, complaint: Rain on Tuesday again and again.}",
        "{id: out, complaint: Bye.}",
        "{id: lost, complaint: The gull ate my hat at noon.}",
    )  # fmt: skip
    after = deck(
        tmp_path, "after",
        "{id: same, complaint: One stays.}", "{id: typo, complaint: The soup was thick.}", "{id: other, complaint: Too cold.}",
        "{id: raised, complaint: Too high., revision: 2}",
        "{id: old, complaint: Rain on Tuesday again and again., status: retired}",
        "{id: fresh, complaint: The gull ate my hat at noon!}", "{id: plain, complaint: Quite new.}",
    )  # fmt: skip
    code, out, err = called(capfd, "diff", before, after)
    assert code == 1
    assert [line for line in out.splitlines() if not line.startswith(" ")] == [
        "typo: wording only",
        "other: another meaning: raise the revision",
        "raised: another meaning, a new revision",
        "old: retired",
        "fresh: a new card",
        "plain: a new card",
        "out: the id is gone",
        "lost: the id is gone; fresh says nearly the same: give it the old id back",
    ]
    assert "      - Too hot.\n      + Too cold.\n" in out
    assert err == "1 card means something else now: raise its revision.\n"
    assert called(capfd, "diff", before, before) == (0, "", "No card changed.\n")


def test_check_for_github_notes_wishes_as_notices(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "d.yaml"
    path.write_text("title: T\ncards:\n  - Too sandy.\n")
    _code, out, _err = called(capfd, "check", "--format", "github", path)
    assert out.startswith(f"::notice file={path},line=1,col=1,title=licence::no licence: ")
