"""Fresh ids of deals and answers, join codes, and what makes two names the same. Standard library only."""

from random import SystemRandom

ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
"""Base 32: can be read aloud and typed."""
LENGTH = 10
"""50 bits: among a million ids two are alike once in two thousand times, and a primary key refuses that one."""

CODE_DIGITS = "2346789"
"""Of a join code: the same key in every keyboard layout, big on a projector, and none that is taken for another (0, 1, 5)."""
CODE_LENGTH = 5

GONE = "erased"
"""Whoever was taken out is stored as erased-7: names stay apart, and this one says nothing."""

_draw = SystemRandom()


def fresh_id() -> str:
    """Random letters, so that an id tells neither order nor author; from the system's own source, so not to be guessed."""
    return "".join(_draw.choice(ALPHABET) for _each in range(LENGTH))


def fresh_code() -> str:
    """A join code: 16,807 of them, unique among the sessions that run."""
    return "".join(_draw.choice(CODE_DIGITS) for _each in range(CODE_LENGTH))


def name_key(name: str) -> str:
    """Unicode case folding, spaces folded. Half a surrogate (an argument that is no UTF-8) becomes a question mark."""
    return " ".join(name.casefold().split()).encode("utf-8", "replace").decode()
