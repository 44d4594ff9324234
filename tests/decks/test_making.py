"""trainer deck new, import and install: from a list of complaints to a deck that is dealt."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.decks.calling import called
from trainer.decks.importing import import_list
from trainer.decks.reading import ReadResult, read_deck, read_deck_text
from trainer.domain.kinds import Channel, ComplaintType
from trainer.errors import DeckRefused


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, and a home with no decks."""
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path / "home"))
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    return work


def read(text: str) -> ReadResult:
    return read_deck_text(text, "d.yaml")


def complaints(path: str) -> list[str]:
    deck = read_deck(path).deck
    assert deck is not None
    return [card.complaint for card in deck.cards]


def test_a_new_deck_is_sound_teaches_and_says_what_comes_next(capfd: pytest.CaptureFixture[str]) -> None:
    said = ("--title", "Soups: week #1", "--role", "waiter", "--complaint", "So {wet}")
    code, out, err = called(capfd, "new", "--no-input", *said)
    assert (code, out) == (0, "soups-week-1.yaml\n")
    assert "trainer deck install soups-week-1.yaml" in err
    assert "trainer --as NAME practise --deck soups-week-1" in err
    assert "trainer deck preview " in err
    text = Path("soups-week-1.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=./deck.schema.json\n")
    assert text.count("#") > 10
    deck = read_deck("soups-week-1.yaml").deck
    assert deck is not None
    assert (deck.title, deck.cards[0].role, deck.cards[0].complaint) == ("Soups: week #1", "waiter", "So {wet}")
    schema = json.loads(Path("deck.schema.json").read_text(encoding="utf-8"))
    assert "hidden_interest" in schema["definitions"]["CardModel"]["properties"]


def test_a_new_deck_in_another_language_is_sound_too(capfd: pytest.CaptureFixture[str]) -> None:
    from trainer.cli.main import run

    for language, locale in (("uk", "uk-UA"), ("ru", "ru")):
        assert run(["--lang", language, "deck", "new", f"{language}.yaml", "--no-input"]) == 0
        result = read_deck(f"{language}.yaml")
        assert result.deck is not None
        assert result.deck.locale == locale
    capfd.readouterr()


def test_what_is_there_is_never_overwritten(capfd: pytest.CaptureFixture[str]) -> None:
    Path("mine.yaml").write_text("precious")
    Path("list.txt").write_text("Too wet.\n")
    for arguments in (("new", "mine.yaml", "--no-input"), ("import", "list.txt", "--out", "mine.yaml")):
        code, out, err = called(capfd, *arguments)
        assert (code, out) == (1, "")
        assert err.endswith("mine.yaml is there already and stays as it is: choose another name.\n")
    assert Path("mine.yaml").read_text() == "precious"
    assert sorted(path.name for path in Path().iterdir() if path.name.startswith(".")) == []


def test_a_language_that_is_none_is_refused(capfd: pytest.CaptureFixture[str]) -> None:
    code, _out, err = called(capfd, "new", "--no-input", "--locale", "ua")
    assert (code, err) == (2, 'ua is no language: did you mean "uk-UA"?\n')


def test_a_list_becomes_a_deck_a_line_a_card(capfd: pytest.CaptureFixture[str]) -> None:
    Path("our complaints.txt").write_text(
        "1. The sea was wet: really #42\n\n- =1+1\n* {name} of the \x1b[31mbeach\n“Too sandy”\nyes\n- =1+1\n",
        encoding="utf-8",
    )
    code, out, err = called(capfd, "import", "our complaints.txt")
    assert (code, out) == (0, "our-complaints.yaml\n")
    assert "1 complaint stood there twice" in err
    assert complaints("our-complaints.yaml") == [
        "The sea was wet: really #42",
        "=1+1",
        "{{name}} of the [31mbeach",
        "“Too sandy”",
        "yes",
    ]
    assert read_deck("our-complaints.yaml").problems == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1251"])
def test_a_table_is_read_whatever_its_letters_are_kept_in(capfd: pytest.CaptureFixture[str], encoding: str) -> None:
    text = 'Дата;Скарга;Тип;Складність\n1.1;"Суп; дуже холодний";fear;2\n2.1;Чайка забрала мою булку;Own mistake;9\n'
    Path("t.csv").write_bytes(text.encode(encoding))
    code, _out, err = called(capfd, "import", "t.csv")
    assert code == 0
    assert "columns: parted by semicolons" in err
    assert "column 1 “Дата” is left out" in err
    assert "column 2 “Скарга” → complaint" in err
    assert "1 value is no word or number of the format, and is left out" in err
    deck = read_deck("t.yaml").deck
    assert deck is not None
    assert deck.locale == "uk"
    assert [(card.complaint, card.type, card.difficulty) for card in deck.cards] == [
        ("Суп; дуже холодний", ComplaintType.FEAR, 2),
        ("Чайка забрала мою булку", ComplaintType.OWN_MISTAKE, 3),
    ]


def test_a_table_with_a_header_of_its_own_gives_its_longest_column(capfd: pytest.CaptureFixture[str]) -> None:
    rows = (
        "Nr,Was,Channel",
        '1,"The gull, again, ate my croissant on the terrace",phone',
        "2,Too many stairs to the sea,fax",
    )
    Path("t.csv").write_text("\n".join(rows))
    code, _out, err = called(capfd, "import", "t.csv", "--locale", "en-GB", "--title", "Gulls")
    assert code == 0
    assert "column 2 “Was” → complaint" in err
    deck = read_deck("t.yaml").deck
    assert deck is not None
    assert (deck.title, deck.locale, len(deck.cards)) == ("Gulls", "en-GB", 2)
    assert deck.cards[0].channel is Channel.PHONE


def test_a_table_without_a_header_loses_no_row(capfd: pytest.CaptureFixture[str]) -> None:
    Path("t.csv").write_text("The sea was far too wet for us.,1\nThe sand was far too sandy for us.,2\n")
    assert called(capfd, "import", "t.csv")[0] == 0
    assert complaints("t.yaml") == ["The sea was far too wet for us.", "The sand was far too sandy for us."]


@pytest.mark.parametrize("data", [b"", b"\n\n  \n", b"\xff\xfe", b"\0\0\0\0"])
def test_nothing_to_import_is_said_in_a_line(capfd: pytest.CaptureFixture[str], data: bytes) -> None:
    Path("empty.txt").write_bytes(data)
    code, out, err = called(capfd, "import", "empty.txt")
    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    assert "empty.txt holds no complaint" in err


def test_a_workbook_is_no_list_and_a_text_that_is_cut_is_said(capfd: pytest.CaptureFixture[str]) -> None:
    Path("list.xlsx").write_bytes(b"PK\x03\x04" + bytes(range(256)) * 9)
    code, _out, err = called(capfd, "import", "list.xlsx")
    assert (code, "save the table as CSV" in err) == (1, True)
    Path("long.txt").write_text("The sea.\n" + "wet " * 2_000, encoding="utf-8")
    code, _out, err = called(capfd, "import", "long.txt")
    assert (code, "1 card had a text longer than 4000 characters" in err) == (0, True)


def test_a_known_header_tells_the_columns_even_where_rows_are_short(capfd: pytest.CaptureFixture[str]) -> None:
    Path("list.csv").write_text("Скарга;Тип\nМоре мокре, а пісок сухий\n", encoding="utf-8")
    assert called(capfd, "import", "list.csv")[0] == 0
    deck = read_deck("list.yaml").deck
    assert deck is not None
    assert [card.complaint for card in deck.cards] == ["Море мокре, а пісок сухий"]


def test_a_list_that_is_not_there_is_said_in_a_line(capfd: pytest.CaptureFixture[str]) -> None:
    code, _out, err = called(capfd, "import", "missing.txt")
    assert (code, err) == (1, "missing.txt can't be read: No such file or directory.\n")


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=300) | st.text(max_size=200).map(str.encode), st.sampled_from(["l.txt", "l.csv", "l.tsv", "l"])
)
def test_whatever_is_imported_checks_without_errors(data: bytes, name: str) -> None:
    try:
        made = import_list(data, name)
    except DeckRefused:
        return
    result = read_deck_text(made.text)
    assert result.deck is not None, result.problems
    assert len(result.deck.cards) == made.cards


def test_import_as_json_is_one_document(capfd: pytest.CaptureFixture[str]) -> None:
    Path("l.txt").write_text("Too wet.\n")
    code, out, _err = called(capfd, "import", "l.txt", "--json")
    assert code == 0
    assert json.loads(out)["cards"] == 1
    assert json.loads(out)["file"] == "l.yaml"


SOUND = "id: soups\ntitle: Soups\nlicense: CC0-1.0\ncards:\n  - Too thick.\n"


def home(tmp: Path) -> Path:
    return tmp.parent / "home" / "data" / "decks"


def test_an_installed_deck_lies_in_the_own_folder_and_says_what_it_replaced(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    Path("any name.yaml").write_text(SOUND)
    code, out, err = called(capfd, "install", "any name.yaml")
    assert (code, out) == (0, f"Soups · 1 card\n    {home(folder)}/soups.yaml\n")
    assert err.startswith("Practise with it: trainer practise --deck soups\nAfter a change, install it again;")
    Path("other.yaml").write_text(SOUND + "  - Too thin.\n")
    code, _out, err = called(capfd, "install", "other.yaml")
    assert code == 0
    assert err.startswith("It takes the place of “Soups” (1 card).")
    assert [path.name for path in home(folder).iterdir()] == ["soups.yaml"]
    assert complaints(str(home(folder) / "soups.yaml")) == ["Too thick.", "Too thin."]


def test_a_folder_with_one_broken_deck_installs_none(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    Path("in").mkdir()
    Path("in/good.yaml").write_text(SOUND)
    Path("in/bad.yaml").write_text("title: T\ncards:\n  - dificulty: 3\n")
    code, out, err = called(capfd, "install", "in")
    assert code == 1
    assert 'bad.yaml:3:5: error [unknown-key] dificulty: did you mean "difficulty"?' in out
    assert err == "Nothing was installed: mend the errors first.\n"
    assert not home(folder).exists()


def test_languages_of_one_deck_lie_beside_each_other(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    Path("en.yaml").write_text(SOUND)
    Path("uk.yaml").write_text(SOUND.replace("title", "locale: uk-UA\ntitle"))
    assert called(capfd, "install", "en.yaml", "uk.yaml")[0] == 0
    assert sorted(path.name for path in home(folder).iterdir()) == ["soups.uk.yaml", "soups.yaml"]


def test_a_deck_that_came_with_the_program_is_not_replaced(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    Path("d.yaml").write_text(SOUND.replace("id: soups", "id: seaside-hotel"))
    code, _out, err = called(capfd, "install", "d.yaml")
    assert (code, err) == (1, "d.yaml: the deck “seaside-hotel” came with the program; give yours another id.\n")


@pytest.mark.parametrize("name", ["../evil", "/etc/passwd", "..", "a/b", ".hidden"])
def test_no_id_leads_out_of_the_folder(folder: Path, capfd: pytest.CaptureFixture[str], name: str) -> None:
    Path("d.yaml").write_text(SOUND.replace("id: soups", f"id: {name}"))
    assert called(capfd, "install", "d.yaml")[0] == 1
    assert not home(folder).exists()


def test_a_link_in_the_folder_is_not_written_through(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    home(folder).mkdir(parents=True)
    outside = folder / "outside.yaml"
    outside.write_text("precious")
    (home(folder) / "soups.yaml").symlink_to(outside)
    Path("d.yaml").write_text(SOUND)
    assert called(capfd, "install", "d.yaml")[0] == 0
    assert outside.read_text() == "precious"


def test_a_new_deck_deals_once_it_is_installed(capfd: pytest.CaptureFixture[str]) -> None:
    from trainer.cli.main import run

    assert called(capfd, "new", "--no-input", "--title", "Soups", "--complaint", "The soup was wet.")[0] == 0
    assert called(capfd, "check", "soups.yaml")[0] == 0
    assert called(capfd, "install", "soups.yaml")[0] == 0
    assert run(["--lang", "en", "--as", "Ann", "deal", "--deck", "soups"]) == 0
    assert "The soup was wet." in capfd.readouterr().out
