"""A deck's record for its statistics: three statements, whatever the answers; on SQLite and PostgreSQL."""

from sqlalchemy import Engine, event

from tests.support.shelves import Shelf, card, deck, later, ready_cards, result
from trainer.domain.ids import CardId, DeckId
from trainer.domain.kinds import DealState, Outcome
from trainer.domain.statistics import card_statistics
from trainer.storage.units import SqlUnitOfWork


def stored(uow: SqlUnitOfWork, *locales: str) -> None:
    with uow:
        for locale in locales:
            uow.decks.store(
                deck("sea", *ready_cards("fish", "sand"), card("new", replaces=CardId("fish")), locale=locale)
            )
        uow.commit()


def test_answers_ratings_and_passes_of_a_card_are_found(uow: SqlUnitOfWork, shelf: Shelf) -> None:
    stored(uow, "en-GB", "uk-UA")
    answer = shelf.sent(shelf.ann)
    shelf.rated(answer, shelf.bob, score=50.0)
    shelf.rated(answer, shelf.cat, score=70.0)
    deal = shelf.deal(answer.deal_id)
    with uow:
        assert uow.results.publish(deal, result(deal, Outcome.HIT, at=60), Outcome.HIT, later(300))
        uow.commit()
    shelf.counted(shelf.bob, Outcome.MISS, at=500)
    shelf.opened(shelf.cat, at=600)
    with uow.reading():
        record = uow.statistics.deck(DeckId("sea"), "uk")
    assert record is not None
    assert [each.card_id for each in record.cards] == ["fish", "sand", "new"]
    assert record.cards[2].replaces == "fish"
    assert [(each.state, each.score, each.seconds) for each in record.dealt] == [
        (DealState.SENT, 61.25, 60.0),
        (DealState.PASSED, 61.25, None),
    ]
    assert sorted((each.answer, each.score) for each in record.rated) == [(answer.id, 50.0), (answer.id, 70.0)]
    lines = card_statistics(record)
    assert [(line.answers, line.passes, line.ratings) for line in lines] == [(1, 1, 2), (0, 0, 0), (0, 0, 0)]
    assert [each.card_id for each in lines[2].follows] == ["fish"]


def test_a_withdrawn_deck_keeps_its_statistics_and_an_unknown_one_has_none(uow: SqlUnitOfWork, shelf: Shelf) -> None:
    stored(uow, "en-GB")
    shelf.sent(shelf.ann)
    with uow:
        uow.decks.withdraw(DeckId("sea"), "en")
        uow.commit()
    with uow.reading():
        record = uow.statistics.deck(DeckId("sea"))
        assert uow.statistics.deck(DeckId("land")) is None
    assert record is not None
    assert len(record.dealt) == 1


def test_it_takes_three_statements_however_many_answers(engine: Engine, uow: SqlUnitOfWork, shelf: Shelf) -> None:
    stored(uow, "en-GB")
    for turn in range(5):
        shelf.rated(shelf.sent(shelf.ann, at=turn * 1000), shelf.bob, at=turn * 1000 + 200)
    asked: list[str] = []

    def note(*arguments: object) -> None:
        asked.append(str(arguments[2]))

    event.listen(engine, "before_cursor_execute", note)
    with uow.reading():
        assert uow.statistics.deck(DeckId("sea")) is not None
    event.remove(engine, "before_cursor_execute", note)
    assert len([each for each in asked if each.lstrip().upper().startswith("SELECT")]) == 3
