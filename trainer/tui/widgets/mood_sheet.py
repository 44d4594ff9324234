"""Two digits on their way: how one feels, how much energy one has. Source: sessions (mood)."""

from dataclasses import dataclass, replace

from trainer.domain.moods import HIGHEST, LOWEST
from trainer.locale import _
from trainer.tui.text import joined, plain
from trainer.tui.widgets.lines import Line, width_of, wrapped


@dataclass(frozen=True, slots=True)
class MoodSheet:
    """Two digits on their way: pleasure first, then energy."""

    pleasure: int | None = None
    energy: int | None = None

    def with_digit(self, digit: int) -> "MoodSheet":
        if self.pleasure is None or self.energy is not None:
            return MoodSheet(digit)
        return replace(self, energy=digit)

    def without_last(self) -> "MoodSheet":
        return MoodSheet(self.pleasure) if self.energy is not None else MoodSheet()

    @property
    def given(self) -> tuple[int, int] | None:
        return None if self.pleasure is None or self.energy is None else (self.pleasure, self.energy)


def sheet_lines(mood: MoodSheet, given: bool, width: int, again: str = "") -> list[Line]:
    """The two rows of digits; the one that the next key fills is marked. `again`: how they are changed, once they are kept."""
    rows = [
        (_("How do you feel?"), _("1 heavy … 5 glad"), mood.pleasure),
        (_("How much energy?"), _("1 tired … 5 wide awake"), mood.energy),
    ]
    at = 0 if mood.pleasure is None else 1
    if given and mood.given is None and mood.pleasure is None:
        return [Line(plain(_("Your two numbers are kept. Type them again to change them."), "$wait"))]
    lines = []
    label_cells = max(width_of(words) for words, _scale, _digit in rows) + 2
    beside = 2 + label_cells + 4 * HIGHEST + 1 + max(width_of(scale) for _words, scale, _digit in rows) <= width
    for place, (words, scale, digit) in enumerate(rows):
        here = mood.given is None and place == at
        mark = ("▸ ", "$accent bold") if here else "  "
        digits = [
            piece
            for each in range(LOWEST, HIGHEST + 1)
            for piece in (
                (f"[{each}]", "$accent bold") if each == digit else (f" {each} ", "bold" if here else "$wait"),
                " ",
            )
        ]
        label = words + " " * (label_cells - width_of(words))
        if beside:
            lines.append(Line(joined(mark, label, *digits, " ", (scale, "$wait"))))
        else:
            lines += [
                Line(joined(mark, label, *digits).truncate(width, ellipsis=True)),
                *_told("    " + scale, width),
            ]
    if mood.given is not None:
        lines += _told(again or _("Kept. Backspace changes them."), width)
    else:
        lines += _told(_("Two keys, 1 to 5. Only the team's mean is ever shown."), width)
    return lines


def _told(words: str, width: int) -> list[Line]:
    return [Line(each) for each in wrapped(words, width, style="$wait")]
