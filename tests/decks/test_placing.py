"""Where a deck's cards stand: file and line, also while the file has errors."""

from pathlib import Path

from trainer import paths
from trainer.decks.finding import find_decks
from trainer.decks.placing import find_places
from trainer.decks.reading import read_deck
from trainer.domain.ids import CardId, DeckId


def test_every_card_of_a_shipped_deck_is_found_at_its_complaint() -> None:
    found = find_places([paths.shipped_decks()], DeckId("seaside-hotel"), "uk")
    assert found is not None
    assert found.file.endswith("uk/seaside-hotel.yaml")
    lines = Path(found.file).read_text(encoding="utf-8").splitlines()
    assert len(found.lines) == 12
    assert all("complaint:" in lines[line - 1] for line in found.lines.values())


def test_a_deck_is_found_by_its_id_whatever_its_file_is_called(tmp_path: Path) -> None:
    source = next(path for path in find_decks([paths.shipped_decks()]) if path.stem == "seaside-hotel")
    copy = tmp_path / "holiday.yaml"
    copy.write_bytes(source.read_bytes())
    deck = read_deck(source).deck
    assert deck is not None
    found = find_places([tmp_path], deck.id, deck.language)
    assert found is not None
    assert (found.file, CardId(deck.cards[0].id) in found.lines) == (str(copy), True)
    assert find_places([tmp_path], DeckId("land"), "en") is None


def test_a_file_with_errors_is_found_without_lines(tmp_path: Path) -> None:
    broken = tmp_path / "sea.yaml"
    broken.write_text("id: sea\ntitle: [\n", encoding="utf-8")
    found = find_places([tmp_path], DeckId("sea"), "en")
    assert found is not None
    assert (found.file, dict(found.lines)) == (str(broken), {})
