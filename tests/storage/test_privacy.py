"""What is kept about a person is handed out whole, and taken out for good: no word of theirs stays in the file."""

from pathlib import Path

import pytest
from sqlalchemy import text

from tests.support.shelves import Shelf, later
from trainer.domain.answering import Draft
from trainer.domain.ids import AnswerId, PersonId
from trainer.domain.kinds import AnswerStatus
from trainer.domain.people import Person
from trainer.domain.rating import Judgement
from trainer.storage import privacy
from trainer.storage.engine import connect
from trainer.storage.journal import Journal
from trainer.storage.places import file_of
from trainer.storage.privacy import erase, export
from trainer.storage.tables import Row

SECRET = "Пташенята"
"""In every text that Ann wrote, and in what others wrote about her."""


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "state")


@pytest.fixture
def ann(shelf: Shelf, database: str, journal: Journal) -> Person:
    """Ann has written, rated, been rated, and has words in the journal."""
    own = shelf.sent(shelf.ann, text=f"{SECRET} one")
    other = shelf.sent(shelf.bob)
    open_deal = shelf.opened(shelf.ann, "fish")
    with shelf.uow as uow:
        uow.drafts.save(open_deal.id, Draft((f"{SECRET} two",), 0, 1), later(1))
        uow.ratings.add(
            own.id,
            shelf.bob,
            Judgement({"heard": 3}, steal=f"{SECRET} one"),
            70.0,
            rated_at=later(2),
            final_at=later(2),
        )
        uow.ratings.add(
            other.id,
            shelf.ann,
            Judgement({"heard": 3}, comment=f"{SECRET} three"),
            50.0,
            rated_at=later(2),
            final_at=later(2),
        )
        uow.commit()
    journal.append(database, open_deal.id, Draft((f"{SECRET} four",), 0, 2), later(3))
    return shelf.ann


def test_all_that_is_kept_is_handed_out_and_colleagues_stay_unnamed(
    ann: Person, shelf: Shelf, database: str, journal: Journal
) -> None:
    found = export(database, ann.id, journal)
    assert {"person", "deal", "draft", "answer", "rating", "journal"} <= found.keys()
    assert [row["variants"] for row in found["journal"]] == [[f"{SECRET} four"]]
    assert [row["rater_id"] for row in found["rating"]] == [ann.id]  # Bob's is not told while the answer waits
    assert {row["name"] for row in found["person"]} == {"Ann"}
    words = str(found)
    assert all(f"{SECRET} {each}" in words for each in ("one", "two", "three", "four"))
    assert "Bob" not in words
    with shelf.uow as uow:
        uow.answers.settle(AnswerId(found["answer"][0]["id"]), AnswerStatus.PUBLISHED, 2)
        uow.commit()
    (theirs,) = [row for row in export(database, ann.id, journal)["rating"] if row["rater_id"] != ann.id]
    assert theirs == {
        "answer_id": found["answer"][0]["id"], "rater_id": "a colleague", "steal": f"{SECRET} one", "comment": ""
    }  # fmt: skip


def test_erased_means_no_word_and_no_name_is_left(ann: Person, shelf: Shelf, database: str, journal: Journal) -> None:
    assert erase(database, ann.id, journal) > 5
    assert journal.entries(database) == []
    file = file_of(database)
    if file is not None:
        bytes_on_disk = b"".join(each.read_bytes() for each in file.parent.glob(file.name + "*"))
        assert SECRET.encode() not in bytes_on_disk
        assert SECRET.encode("unicode_escape") not in bytes_on_disk
    engine = connect(database)
    try:
        with engine.connect() as connection:
            for table in Row.metadata.sorted_tables:
                assert SECRET not in str(connection.execute(table.select()).all()), table.name
            names = set(connection.scalars(text("SELECT name FROM person")))
            scores = list(connection.scalars(text("SELECT score FROM rating ORDER BY score")))
    finally:
        engine.dispose()
    assert names == {f"erased-{ann.id}", "Bob", "Cat", "Lena"}
    assert scores == [50.0, 70.0], "what the team's figures are made of stays"


def test_every_table_about_people_is_thought_of() -> None:
    """A new table with something of a person in it must say what erasing does to its words."""
    about = {table.name for table, _mine in privacy._about(PersonId(1))}
    assert about == {*privacy.WORDS, *privacy.DROPPED, *privacy.WORDLESS, privacy.JUDGEMENTS}
