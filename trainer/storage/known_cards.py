"""What the store holds of a deck's cards, read by the standard library alone: `deck check` must not wait for SQLAlchemy."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from trainer.domain.meaning import Meaning, stored_meaning


def known_cards(file: Path, deck_id: str, language: str) -> dict[str, tuple[int, Meaning]]:
    """Card id -> revision and meaning of the deck as it was last stored; empty where nothing of it can be read."""
    if not file.is_file():
        return {}
    wanted = "SELECT card_id, body FROM card WHERE deck_id = ? AND language = ?"
    found: dict[str, tuple[int, Meaning]] = {}
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, timeout=1)) as connection:
            for card_id, body in connection.execute(wanted, (deck_id, language)):
                card = json.loads(body)
                found[str(card_id)] = (int(card.get("revision", 1)), stored_meaning(card))
    except (sqlite3.Error, ValueError, TypeError, AttributeError):
        return {}  # no store, or a damaged one: `trainer data check` says so, not this
    return found
