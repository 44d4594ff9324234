"""People who practise by commands alone: what a screen needs from others is made here in a second or two."""

import json
from pathlib import Path
from typing import Any

from tests.support.terminal import run

ANSWER = (
    "Thank you for telling me. I am sorry. Come with me and we shall look at it together; I call you tomorrow at nine."
)


def tell(home: Path, *words: str, text: str = "") -> Any:
    """`trainer WORDS --json` under `home`; its document. Fails the test when the command does."""
    done = run(*words, "--json", home=home, text=text)
    assert done.returncode == 0, f"trainer {' '.join(words)}: {done.stderr}{done.stdout}"
    return json.loads(done.stdout)


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
