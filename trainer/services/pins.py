"""PINs: setting one, and coming back to one's name with it."""

import secrets

from trainer.domain import pins
from trainer.domain.clocks import Clock
from trainer.domain.ids import PersonId
from trainer.domain.ports import UnitOfWork
from trainer.errors import PinRefused
from trainer.locale import _


def set_pin(uow: UnitOfWork, clock: Clock, person_id: PersonId, pin: str) -> None:
    """Keeps the PIN of a person as a salted scrypt hash; an earlier one ends. Raises PinRefused for a short one."""
    if not pins.is_long_enough(pin):
        raise PinRefused(_("A PIN has at least {n} digits, or is four words.").format(n=pins.LEAST_DIGITS))
    hashed = pins.hash_pin(pin, secrets.token_bytes(pins.SALT_BYTES))
    with uow:
        uow.pins.store(person_id, hashed, clock.now().at)
        uow.commit()


def has_pin(uow: UnitOfWork, clock: Clock, person_id: PersonId) -> bool:
    """Whether that name is kept by a PIN."""
    with uow.reading():
        return uow.pins.of(person_id) is not None


def check_pin(uow: UnitOfWork, clock: Clock, person_id: PersonId, pin: str) -> bool:
    """Whether it is that person's PIN. Costs a sixteenth of a second on purpose, with or without a PIN kept."""
    with uow.reading():
        kept = uow.pins.of(person_id)
    if kept is None:
        pins.hash_pin(pin, bytes(pins.SALT_BYTES))
        return False
    return pins.matches(pin, kept)


def drop_pin(uow: UnitOfWork, clock: Clock, person_id: PersonId) -> None:
    """A forgotten PIN: the lead takes it away, and the name is free for a new one."""
    with uow:
        uow.pins.drop(person_id)
        uow.commit()
