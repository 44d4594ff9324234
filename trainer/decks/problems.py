"""What is wrong with a deck, said so that its author can mend it.

soup.yaml:5:5: error [unknown-key] dificulty: did you mean "difficulty"?
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from trainer.domain.texts import clean_line
from trainer.locale import _

MOST_PROBLEMS = 200
"""Shown for one file; whoever has more mends these first."""
LONGEST_MESSAGE = 400


class Severity(StrEnum):
    ERROR = "error"
    """The deck can't be used as it stands."""
    WARNING = "warning"
    """It can, but probably says something else than its author meant."""
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake. Lines and columns count from 1; columns count characters, not bytes."""

    file: str
    line: int
    column: int
    severity: Severity
    rule: str
    """A short fixed name in English, to search for."""
    message: str
    """What is wrong and how to mend it, in the reader's language, one line."""

    def __str__(self) -> str:
        name = clean_line(self.file, LONGEST_MESSAGE)
        return f"{name}:{self.line}:{self.column}: {self.severity} [{self.rule}] {self.message}"


class Findings:
    """Collects the problems of one file. After `MOST_PROBLEMS` it is `full`, and reading may stop."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._found: dict[tuple[int, int, str, str], Problem] = {}

    @property
    def full(self) -> bool:
        return len(self._found) >= MOST_PROBLEMS

    @property
    def has_errors(self) -> bool:
        return any(problem.severity is Severity.ERROR for problem in self._found.values())

    def has(self, *rules: str) -> bool:
        return any(problem.rule in rules for problem in self._found.values())

    def error(self, place: tuple[int, int], rule: str, message: str) -> None:
        self._add(place, Severity.ERROR, rule, message)

    def warning(self, place: tuple[int, int], rule: str, message: str) -> None:
        self._add(place, Severity.WARNING, rule, message)

    def names(self, place: tuple[int, int], *rules: str) -> bool:
        """Whether one of `rules` was found at this very place."""
        return any(found[:2] == place and found[2] in rules for found in self._found)

    def take(self, others: "Findings") -> None:
        """Adds what was found elsewhere in the same file; the same problem is kept once."""
        for problem in others._found.values():
            self._add((problem.line, problem.column), problem.severity, problem.rule, problem.message)

    def copy(self) -> "Findings":
        copied = Findings(self.file)
        copied._found = dict(self._found)
        return copied

    def take_back_to(self, before: "Findings") -> None:
        """Forgets what was found since `before` was copied."""
        self._found = dict(before._found)

    def _add(self, place: tuple[int, int], severity: Severity, rule: str, message: str) -> None:
        if self.full:
            return
        said = clean_line(message, LONGEST_MESSAGE)
        self._found.setdefault((*place, rule, said), Problem(self.file, *place, severity, rule, said))

    def sorted(self) -> tuple[Problem, ...]:
        """In the order of the file; a last line says so when there were too many to show."""
        problems = sorted(self._found.values(), key=lambda problem: (problem.line, problem.column, problem.rule))
        if self.full:
            last = problems[-1]
            message = _("more problems than are shown here: mend these first, then check again")
            problems.append(Problem(self.file, last.line, last.column, Severity.ERROR, "too-many-problems", message))
        return tuple(problems)


def count(problems: Iterable[Problem], severity: Severity) -> int:
    return sum(problem.severity is severity for problem in problems)


def shorten(text: str, limit: int = 40) -> str:
    """A piece of somebody's text inside a message."""
    line = clean_line(text, limit * 4)
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
