"""trainer deck fmt: ids written, laid out alike, nothing lost, and twice changes nothing."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.cli.main import run
from trainer.decks.finding import find_decks
from trainer.decks.formatting import format_deck
from trainer.decks.reading import read_deck, read_deck_text
from trainer.domain.cards import Deck
from trainer.paths import shipped_decks

SHIPPED = find_decks([shipped_decks()])
ODD = """\
# yaml-language-server: $schema=./deck.schema.json
# top
title: Odd  # eol
# about the language
locale: en-GB
x-house: {floor: 012, when: 2024-01-01, no: on}

cards:
# loose
- The beach was
  too sandy   # after two lines
- |
  A block
    deeper
  # not a comment
# a comment
- complaint: "quoted over
    two lines"   # after
  tags: [a,b]
  minutes: 07
  role: no
- {complaint: flow, tags: [x, y]}  # flow
- 'It''s #1'

# the end
"""
TIDY = """\
# yaml-language-server: $schema=./deck.schema.json
# top
format: 1
id: odd
title: Odd  # eol
# about the language
locale: en-GB
x-house: {floor: 012, when: 2024-01-01, no: on}

cards:
# loose
  - id: the-beach-was-too-txrv
    complaint: The beach was
      too sandy  # after two lines
  - id: a-block-deeper-not-trez
    complaint: |
      A block
        deeper
      # not a comment
# a comment
  - id: quoted-over-two-lines-gnjt
    complaint: "quoted over
      two lines"  # after
    tags: [a, b]
    minutes: 07
    role: no
  - {id: flow-ndez, complaint: flow, tags: [x, y]}  # flow
  - id: its-1-kzhp
    complaint: 'It''s #1'

# the end
"""


def deck_of(text: str, name: str = "odd.yaml") -> Deck:
    deck = read_deck_text(text, name).deck
    assert deck is not None
    return deck


def formatted(text: str) -> str:
    return format_deck(text.encode(), deck_of(text)).decode()


def meant(text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(card.id, card.complaint, card.tags) for card in deck_of(text).cards]


def test_ids_are_written_and_comments_quotes_and_the_order_of_keys_stay() -> None:
    assert formatted(ODD) == TIDY


def test_twice_changes_nothing() -> None:
    assert formatted(TIDY) == TIDY


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_byte_of_a_shipped_deck_changes(path: Path) -> None:
    result = read_deck(path)
    assert result.deck is not None
    assert format_deck(result.data, result.deck) == result.data


def test_line_ends_and_a_byte_order_mark_stay() -> None:
    data = b"\xef\xbb\xbf" + ODD.replace("\n", "\r\n").encode()
    deck = read_deck_text(data, "odd.yaml").deck
    assert deck is not None
    assert format_deck(data, deck) == b"\xef\xbb\xbf" + TIDY.replace("\n", "\r\n").encode()


def test_a_text_cut_by_a_comment_is_still_warned_of() -> None:
    text = "title: T\ncards:\n- context: my order #42 is late\n  complaint: Late.\n"
    assert [each.rule for each in read_deck_text(formatted(text)).problems] == ["cut-text"]


def test_an_id_once_written_stays_when_the_complaint_is_edited() -> None:
    before = formatted("title: T\ncards:\n  - Too sandy.\n")
    after = formatted(before.replace("Too sandy.", "Far too sandy."))
    assert [card.id for card in deck_of(before).cards] == [card.id for card in deck_of(after).cards]


WORDS = st.text("abcxyz éїя", min_size=1, max_size=12).map(str.strip).filter(bool)
COMMENTS = st.sampled_from(["", "  # note", "  # note: x"])
LOOSE = st.sampled_from(["", "# loose\n", "  # loose\n", "\n", "\n# loose\n\n"])
QUOTED = st.one_of(
    WORDS,
    WORDS.map(lambda words: f'"{words}: #1"'),
    WORDS.map(lambda words: f"'{words}, it''s'"),
)
BLOCKS = st.tuples(st.sampled_from(["|", ">", "|-", ">-"]), WORDS, WORDS).map(
    lambda parts: f"{parts[0]}\n      {parts[1]}\n      {parts[2]} # no comment"
)


@st.composite
def cards(draw: st.DrawFn) -> str:
    if draw(st.booleans()):
        return f"  - {draw(QUOTED)}{draw(COMMENTS)}\n{draw(LOOSE)}"
    keys = {"complaint": draw(st.one_of(QUOTED, BLOCKS)), "context": draw(QUOTED), "tags": f"[{draw(WORDS)}]"}
    if draw(st.booleans()):
        keys["hints"] = f"\n      - {draw(QUOTED)}{draw(COMMENTS)}\n      - {draw(QUOTED)}"
    order = draw(st.permutations(list(keys)))
    lines = [
        f"{key}:{'' if keys[key].startswith(chr(10)) else ' '}{keys[key]}"
        + ("" if keys[key][:1] in "|>" else draw(COMMENTS))
        + "\n"
        + draw(st.sampled_from(["", "    # between\n", "\n"]))
        for key in order
    ]
    return "  - " + "    ".join(lines) + draw(LOOSE)


@settings(max_examples=60, deadline=None)
@given(st.lists(cards(), min_size=1, max_size=4), LOOSE, COMMENTS)
def test_whatever_is_formatted_means_the_same_keeps_its_comments_and_stays(
    written: list[str], loose: str, comment: str
) -> None:
    text = f"# first\ntitle: T{comment}\n{loose}cards:{comment}\n" + "".join(written)
    if read_deck_text(text, "odd.yaml").deck is None:
        return
    tidy = formatted(text)
    assert meant(tidy) == meant(text)
    assert tidy.count("# loose") == text.count("# loose")
    assert tidy.count("# note") == text.count("# note")
    assert tidy.count("# between") == text.count("# between")
    assert formatted(tidy) == tidy


def test_the_command_writes_once_says_what_and_checks(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "odd.yaml"
    path.write_text(ODD, encoding="utf-8")
    path.chmod(0o640)
    arguments = ["--lang", "en", "deck", "fmt", str(path)]
    assert run([*arguments, "--check"]) == 1
    assert path.read_text(encoding="utf-8") == ODD
    assert run(arguments) == 0
    assert path.read_text(encoding="utf-8") == TIDY
    assert path.stat().st_mode & 0o777 == 0o640
    out, err = capfd.readouterr()
    assert (out, err) == (f"{path}\n" * 2, "1 of 1 deck would change.\n1 of 1 deck changed.\n")
    assert run([*arguments, "--check"]) == 0
    assert [each.name for each in tmp_path.iterdir()] == ["odd.yaml"]


def test_a_deck_with_errors_is_left_alone(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "d.yaml"
    path.write_text("title: T\ncards:\n  - dificulty: 3\n")
    assert run(["--lang", "en", "deck", "fmt", str(path)]) == 1
    assert path.read_text() == "title: T\ncards:\n  - dificulty: 3\n"
    assert "dificulty: did you mean" in capfd.readouterr().err


def test_a_deck_with_control_characters_is_left_alone_and_they_are_named(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "odd.yaml"
    path.write_text("title: T\ncards:\n  - a\x1b[31mb\n", encoding="utf-8")
    assert run(["--lang", "en", "deck", "fmt", str(path)]) == 1
    assert "3:6: the control character U+001B" in capfd.readouterr().err
    assert "\x1b" in path.read_text(encoding="utf-8")


def test_a_deck_written_as_json_keeps_its_lines() -> None:
    assert formatted('{\n  "title": "T",\n  "cards": [\n    "a"\n  ]\n}\n').count("\n") == 6
