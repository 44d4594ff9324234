"""PINs are kept as salted hashes, replaced by a new one, dropped by the lead, on either database."""

import pytest
from sqlalchemy import text

from tests.support.making import FakeClock
from tests.support.shelves import Shelf
from trainer.errors import PinRefused
from trainer.services.pins import check_pin, drop_pin, has_pin, set_pin
from trainer.storage.engine import connect


def test_a_pin_opens_its_name_and_is_nowhere_to_be_read(shelf: Shelf, database: str) -> None:
    uow, clock = shelf.uow, FakeClock()
    assert not has_pin(uow, clock, shelf.ann.id)
    assert not check_pin(uow, clock, shelf.ann.id, "")
    set_pin(uow, clock, shelf.ann.id, "314159")
    set_pin(uow, clock, shelf.bob.id, "314159")
    set_pin(uow, clock, shelf.ann.id, "271828")
    assert [check_pin(uow, clock, shelf.ann.id, pin) for pin in ("271828", " 271828 ", "314159")] == [True, True, False]
    assert check_pin(uow, clock, shelf.bob.id, "314159")
    with pytest.raises(PinRefused, match="6 digits"):
        set_pin(uow, clock, shelf.ann.id, "12345")
    engine = connect(database)
    try:
        with engine.connect() as connection:
            rows = str(connection.execute(text("SELECT * FROM pin")).all())
    finally:
        engine.dispose()
    assert "271828" not in rows
    drop_pin(uow, clock, shelf.ann.id)
    assert not has_pin(uow, clock, shelf.ann.id)
