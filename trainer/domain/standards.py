"""What the house stands for, as a lead reads it aloud: principles, rules, the order of a good answer, a script a preset.

Source: sessions (phases, presets). The words lie in a file for each language; this is their shape.
"""

from collections.abc import Mapping
from dataclasses import dataclass

PHASES_OF: Mapping[str, tuple[str, ...]] = {
    "monday": (
        "lobby", "rule", "warm_up", "deal", "write", "rate", "reveal", "debrief", "if_then", "next_card", "close",
    ),
    "friday": ("lobby", "rule", "deal", "write", "rate", "reveal", "debrief", "next_card", "close"),
    "express": ("lobby", "deal", "write", "rate", "reveal", "debrief"),
    "hotseat": ("lobby", "rule", "deal", "write", "rate", "reveal", "debrief", "if_then", "next_card", "close"),
    "pair": ("lobby", "warm_up", "deal", "write", "rate", "reveal", "debrief", "if_then", "next_card"),
    "large": (
        "lobby", "rule", "warm_up", "deal", "write", "rate", "reveal", "debrief", "if_then", "next_card", "close",
    ),
}  # fmt: skip
"""Preset -> its phases in order; what a preset leaves out is not here (sessions, the table of presets)."""


@dataclass(frozen=True, slots=True)
class StandardCard:
    """A title, what the lead reads aloud in less than a minute, one question to the team. Never rated."""

    id: str
    title: str
    text: str
    question: str


@dataclass(frozen=True, slots=True)
class Standards:
    """All of it in one language. Texts hold no placeholders."""

    locale: str
    """BCP 47, as a deck's."""
    principles: tuple[StandardCard, ...]
    """The seven service principles."""
    rules: tuple[StandardCard, ...]
    """The base rules."""
    dialogue: tuple[StandardCard, ...]
    """The parts of a good answer, in their order; their ids are the rubric's criteria (rules 2)."""
    warm_ups: tuple[StandardCard, ...]
    """Unrated openings for a Monday: the ideal-customer daydream."""
    scripts: Mapping[str, Mapping[str, str]]
    """Preset -> phase -> what the lead may say; every phase of `PHASES_OF`. For the lead's eyes alone."""

    def script(self, preset: str) -> tuple[tuple[str, str], ...]:
        """(phase, words) of a preset in the order of its phases; of one that a lead made, an empty script."""
        said = self.scripts.get(preset, {})
        return tuple((phase, said[phase]) for phase in PHASES_OF.get(preset, ()))
