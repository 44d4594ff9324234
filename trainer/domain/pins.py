"""PINs: what opens a name that is taken. On a shared SQLite file a courtesy, on a server a wall (faults 3f)."""

import hashlib
import hmac
import re
from dataclasses import dataclass

LEAST_DIGITS = 6
MOST = 64
SALT_BYTES = 16
COST, BLOCK, LANES = 2**15, 8, 1
"""scrypt's n, r, p: 62 ms a try, so that all six-digit PINs take a day for whoever holds the file."""
MAXMEM = 2**27
"""OpenSSL's default is too little for n = 2**15."""


@dataclass(frozen=True, slots=True)
class HashedPin:
    """What is stored: the parameters stand beside the hash, so that they can grow."""

    salt: bytes
    digest: bytes
    cost: int = COST
    block: int = BLOCK
    lanes: int = LANES


def is_long_enough(pin: str) -> bool:
    """At least six digits, or a phrase of four words."""
    pin = pin.strip()
    return len(pin) <= MOST and (bool(re.fullmatch(rf"\d{{{LEAST_DIGITS},}}", pin)) or len(pin.split()) >= 4)


def hash_pin(pin: str, salt: bytes) -> HashedPin:
    """`salt`: 16 random bytes, another for each person."""
    return HashedPin(salt, _scrypt(pin, salt, COST, BLOCK, LANES))


def matches(pin: str, kept: HashedPin) -> bool:
    """Takes as long for a wrong PIN as for the right one."""
    return hmac.compare_digest(_scrypt(pin, kept.salt, kept.cost, kept.block, kept.lanes), kept.digest)


def _scrypt(pin: str, salt: bytes, cost: int, block: int, lanes: int) -> bytes:
    words = " ".join(pin.split()).encode()[: 4 * MOST]
    return hashlib.scrypt(words, salt=salt, n=cost, r=block, p=lanes, maxmem=MAXMEM, dklen=32)
