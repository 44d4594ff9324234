"""Fresh ids of deals and answers: random letters, so that an id tells neither order nor author."""

import secrets

ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
"""Base 32: can be read aloud and typed."""
LENGTH = 10
"""50 bits: among a million ids two are alike once in two thousand times, and a primary key refuses that one."""


def fresh_id() -> str:
    return "".join(secrets.choice(ALPHABET) for _each in range(LENGTH))
