"""What somebody says, in the quotation marks of the language, and in its inner ones where there are some inside already."""

from trainer.locale import _

_OPENS, _CLOSES = "«„", "»”"
_EITHER = '"“'
"""Straight marks open and close alike; `“` opens in English and closes in Ukrainian and Russian."""


def quoted(text: str) -> str:
    """`text` in quotation marks, each deeper pair in the other kind: «Він сказав: „ні“», “She said ‘no’”.

    Marks that are there already, of whatever language or straight, are put right; a text that is one quotation as a whole does
    not get a second pair. A closing mark that nothing opened stays as typed.
    """
    # translators: the quotation marks of your language around what a customer says
    outer = _("“{text}”")
    # translators: the quotation marks of your language inside other quotation marks
    inner = _("‘{text}’")
    pairs = tuple((pair[0], pair[-1]) for pair in (outer, inner))
    words = text.strip()
    marks = _marks(words)
    if marks.get(0) == (0, True) and _end_of(marks) == len(words) - 1:
        words = words[1:-1].strip()
        marks = _marks(words)
    letters = list(words)
    for place, (depth, opens) in marks.items():
        letters[place] = pairs[(depth + 1) % 2][0 if opens else 1]
    return outer.format(text="".join(letters))


def _marks(words: str) -> dict[int, tuple[int, bool]]:
    """Place -> (depth from 0, whether it opens) of every quotation mark in `words` that can be told."""
    marks: dict[int, tuple[int, bool]] = {}
    open_now: list[str] = []
    for place, letter in enumerate(words):
        before = words[place - 1] if place else " "
        starts_a_word = not before.isalnum() and before not in ".,!?…)»”"
        if letter in _OPENS or (letter in _EITHER and starts_a_word and open_now[-1:] != ["„"]):
            marks[place] = len(open_now), True
            open_now.append(letter)
        elif (letter in _CLOSES or letter in _EITHER) and open_now:
            open_now.pop()
            marks[place] = len(open_now), False
    return marks


def _end_of(marks: dict[int, tuple[int, bool]]) -> int:
    """Where the quotation that begins at the first letter ends; -1: it does not."""
    return next((place for place, mark in marks.items() if mark == (0, False)), -1)
