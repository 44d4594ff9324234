"""Presets of sessions are files that a lead copies and changes; what is wrong is said with its place."""

from pathlib import Path

import pytest

from trainer import paths
from trainer.decks.finding import find_decks
from trainer.decks.presets import copy_preset, read_preset, read_preset_text, read_presets
from trainer.domain.cards import Card, Deck
from trainer.domain.ids import CardId, DeckId
from trainer.domain.kinds import Business, Sensitivity
from trainer.domain.presets import Aim, Seating, fits, is_bare
from trainer.domain.standards import PHASES_OF
from trainer.errors import DeckRefused, NotFound

TABLE = """
monday   2 1 2 1 7 4 1 3 1 2 1 25
friday   2 1 - 1 6 4 2 2 - 1 1 20
express  1 - - 1 5 3 1 1 - - - 12
hotseat  1 1 - 1 6 5 1 2 1 1 1 20
pair     1 - 2 1 6 3 1 2 1 1 - 18
large    2 1 2 1 8 5 2 3 1 1 1 27
"""
PHASES = PHASES_OF["monday"]
PLAIN = """preset: 1
id: ours
title: Ours
minutes:
  lobby: 1
  deal: 1
  write: 5
"""


@pytest.mark.parametrize("line", TABLE.strip().splitlines())
def test_the_minutes_are_those_of_the_table(line: str) -> None:
    name, *cells, total = line.split()
    preset, problems = read_preset(paths.shipped_presets() / f"{name}.yaml")
    assert problems == ()
    assert preset is not None
    wanted = {phase: float(cell) for phase, cell in zip(PHASES, cells, strict=True) if cell != "-"}
    assert {step.phase.value: step.minutes for step in preset.steps} == wanted
    assert (preset.minutes, tuple(preset.phases)) == (float(total), PHASES_OF[name])


def test_monday_and_friday_are_what_they_aim_at() -> None:
    monday, _problems = read_preset(paths.shipped_presets() / "monday.yaml")
    friday, _problems = read_preset(paths.shipped_presets() / "friday.yaml")
    assert monday is not None
    assert friday is not None
    assert (monday.difficulty, monday.absurdity, monday.aim) == ((2, 3), (2, 4), Aim.ENERGY_UP)
    assert (friday.absurdity, friday.invented, friday.laughed_first, friday.scores) == ((4, 5), True, True, False)
    assert friday.aim is Aim.TENSION_DOWN
    seatings = {name: read_preset(paths.shipped_presets() / f"{name}.yaml")[0] for name in ("hotseat", "pair", "large")}
    assert [preset.seating for preset in seatings.values() if preset] == [
        Seating.ONE_TERMINAL, Seating.PAIR, Seating.GROUPS,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "place", "said"),
    [
        (("write: 5", "wirte: 5"), "7:3", 'did you mean "write"?'),
        (("write: 5", "write: soon"), "7:10", "a number is wanted"),
        (("write: 5", "write: 0"), "7:10", "more than 0"),
        (("  lobby: 1\n", ""), "5:3", "begins with its lobby"),
        (("  deal: 1\n  write: 5", "  write: 5\n  deal: 1"), "5:3", "keep their order"),
        (("  write: 5", "  write: 5\n  reveal: 1"), "5:3", "needs something rated"),
        (("id: ours", "id: Ours!"), "2:5", "small letters"),
        (("preset: 1", "preset: 2"), "1:9", "newer trainer"),
        (("title: Ours", "title: Ours\nseating: sofa"), "4:10", "one_terminal"),
        (("title: Ours", "title: Ours\nabsurdity: 5-2"), "4:12", "from 1 to 5"),
        (("title: Ours", "title: Ours\ncard: each\nseating: groups"), "4:7", "same card"),
        (("title: Ours\n", ""), "1:1", "title is missing"),
        (("title: Ours", "title: &a Ours"), "3:8", ""),
    ],
)
def test_what_is_wrong_is_said_with_its_place(change: tuple[str, str], place: str, said: str) -> None:
    assert change[0] in PLAIN
    preset, problems = read_preset_text(PLAIN.replace(*change), "ours.yaml")
    assert preset is None
    assert str(problems[0]).startswith(f"ours.yaml:{place}: error ")
    assert said in str(problems[0])


def test_a_copy_is_read_back_and_one_of_the_same_id_takes_the_shipped_one_s_place(tmp_path: Path) -> None:
    made = copy_preset(paths.shipped_presets(), tmp_path / "presets", "monday", "our-monday")
    copied, problems = read_preset(made)
    assert problems == ()
    assert copied is not None
    assert (copied.id, copied.minutes) == ("our-monday", 25)
    made.write_text(made.read_text().replace("id: our-monday", "id: monday").replace("write: 7", "write: 9"))
    found, _problems = read_presets([paths.shipped_presets(), made.parent])
    assert [preset.minutes for preset in found if preset.id == "monday"] == [27]
    (made.parent / "by-hand.yaml").write_text(made.read_text())  # copied by hand, the id forgotten
    _found, twins = read_presets([paths.shipped_presets(), made.parent])
    assert [(each.rule, Path(each.file).name, each.line) for each in twins] == [("duplicate-id", "our-monday.yaml", 3)]
    with pytest.raises(DeckRefused):
        copy_preset(paths.shipped_presets(), made.parent, "monday", "our-monday")
    for wrong in ("tuesday", "../monday"):
        with pytest.raises(NotFound):
            copy_preset(paths.shipped_presets(), made.parent, wrong, "x")
    with pytest.raises(DeckRefused):
        copy_preset(paths.shipped_presets(), made.parent, "monday", "../x")


def test_presets_are_no_decks(tmp_path: Path) -> None:
    assert not [path for path in find_decks([paths.shipped_decks()]) if path.parent.name == "presets"]
    folder = tmp_path / "presets"  # whoever calls a folder of decks so has decks in it
    folder.mkdir()
    (folder / "ours.yaml").write_text("# ours\ntitle: T\ncards:\n  - Too loud\n")
    (folder / "plan.yaml").write_text("# ours\npreset: 1\n")
    assert [path.name for path in find_decks([tmp_path])] == ["ours.yaml"]


def test_which_cards_fit() -> None:
    friday, _problems = read_preset(paths.shipped_presets() / "friday.yaml")
    assert friday is not None
    own = Deck(DeckId("own"), "Own", ())
    other = Deck(DeckId("other"), "Other", (), business=Business.OTHER)
    bare = Card(CardId("bare"), "The sea is wet.")
    mad = Card(CardId("mad"), "My soup looked at me.", absurdity=5)
    marked = Card(CardId("marked"), "…", absurdity=5, sensitivity=(Sensitivity.GRIEF,))
    assert is_bare(bare)
    assert [fits(friday, deck, card) for deck in (own, other) for card in (bare, mad, marked)] == [
        True, False, False, True, True, False,
    ]  # fmt: skip
