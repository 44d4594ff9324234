"""PINs, as salted hashes."""

from datetime import datetime

from sqlmodel import Session, col, delete

from trainer.domain.ids import PersonId
from trainer.domain.pins import HashedPin
from trainer.storage.tables import PinRow
from trainer.storage.upserting import upsert


class SqlPins:
    def __init__(self, session: Session) -> None:
        self._session = session

    def store(self, person_id: PersonId, pin: HashedPin, at: datetime) -> None:
        values = {
            "person_id": person_id,
            "salt": pin.salt.hex(),
            "digest": pin.digest.hex(),
            "cost": pin.cost,
            "block": pin.block,
            "lanes": pin.lanes,
            "set_at": at,
        }
        self._session.exec(upsert(self._session, PinRow, ["person_id"], values))

    def of(self, person_id: PersonId) -> HashedPin | None:
        row = self._session.get(PinRow, person_id, populate_existing=True)
        if row is None:
            return None
        return HashedPin(bytes.fromhex(row.salt), bytes.fromhex(row.digest), row.cost, row.block, row.lanes)

    def drop(self, person_id: PersonId) -> None:
        self._session.exec(delete(PinRow).where(col(PinRow.person_id) == person_id))
