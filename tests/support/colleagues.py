"""People who practise by commands alone: what a screen needs from others is made here in a second or two."""

import json
import os
from contextlib import redirect_stderr, redirect_stdout
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tests.support.terminal import environment
from trainer.cli.main import run

ANSWER = (
    "Thank you for telling me. I am sorry. Come with me and we shall look at it together; I call you tomorrow at nine."
)


def tell(home: Path, *words: str) -> Any:
    """`trainer WORDS --json` under `home`; its document. Fails the test when the command does."""
    return json.loads(ask(home, *words, "--json"))


def ask(home: Path, *words: str) -> str:
    """`trainer WORDS` under `home`, in this very process (one of its own costs a second); what it prints.

    Fails the test when the command does.
    """
    out, err = TextIOWrapper(BytesIO(), encoding="utf-8"), StringIO()
    there = {name: value for name, value in environment(home).items() if name in {"HOME", "TRAINER_HOME", "LANG"}}
    with patch.dict(os.environ, there), redirect_stdout(out), redirect_stderr(err):
        os.environ.pop("TRAINER_DATABASE_URL", None)
        code = run([*words])
    out.seek(0)
    said = out.read()
    assert code == 0, f"trainer {' '.join(words)}: {err.getvalue()}{said}"
    return said


def meet(home: Path, *names: str, language: str = "en") -> None:
    """Makes the store and these people, the first of whom is the one who sat here last."""
    tell(home, "--lang", language, "team", "add", *names)


def practise(home: Path, name: str, text: str = ANSWER, language: str = "en") -> str:
    """`name` is dealt a card and answers it; the answer's id."""
    dealt = tell(home, "--lang", language, "--as", name, "deal")
    sent = tell(home, "--lang", language, "--as", name, "answer", dealt["deal"], "--variant", text, "--send", "1")
    return str(sent["answer"])


def rate_next(home: Path, name: str, level: int = 4) -> dict[str, Any]:
    """`name` rates the next answer that waits, the same level for each criterion."""
    waiting = tell(home, "--as", name, "rate", "next")
    levels = [f"{criterion['name']}={level}" for criterion in waiting["criteria"]]
    rated = tell(home, "--as", name, "rate", "give", waiting["answer"], *levels)
    assert isinstance(rated, dict)
    return {**rated, "text": waiting["text"]}
