"""A list of complaints becomes a deck: text, a line a card, or a table with whatever header it has.

All of it is data. Braces that are no placeholder are doubled, control characters are taken out, and what looks like a formula
is a text like any other.
"""

import csv
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from trainer.decks.composing import slug
from trainer.decks.placeholders import Placeholder, tokens
from trainer.decks.reading import read_deck_text
from trainer.decks.writing import yaml_text
from trainer.domain.kinds import Channel, ComplaintType
from trainer.domain.texts import clean, clean_line, taken_out
from trainer.errors import DeckRefused
from trainer.locale import _, ngettext, terms

MOST_CARDS = 10_000
MOST_BYTES = 10_000_000
LONGEST_COMPLAINT = 4_000
_NO_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")
"""How the files of spreadsheets and word processors begin."""
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"),
          (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))  # fmt: skip
_BULLET = re.compile(r"\s*(?:[-*•–—]\s+|\d{1,4}[.)]\s+)")
_DELIMITERS = ",;\t|"
_HEADERS: dict[str, tuple[str, ...]] = {
    "complaint": ("complaint", "complaints", "text", "message", "feedback", "review", "comment", "what they said", "скарга",
                  "скарги", "текст", "відгук", "жалоба", "жалобы", "отзыв", "сообщение", "повідомлення",
                  "претензия", "претензія"),
    "context": ("context", "situation", "background", "контекст", "ситуація", "ситуация", "обставини", "обстоятельства"),
    "type": ("type", "category", "kind", "тип", "категорія", "категория", "вид"),
    "difficulty": ("difficulty", "hard", "level", "складність", "сложность"),
    "absurdity": ("absurdity", "silliness", "абсурдність", "абсурдность"),
    "channel": ("channel", "канал", "through"),
    "role": ("role", "who answers", "роль", "посада", "должность"),
    "hidden_interest": ("hidden_interest", "hidden interest", "real need", "need", "прихований інтерес", "скрытый интерес"),
    "tags": ("tags", "tag", "labels", "теги", "мітки", "метки"),
    "notes": ("notes", "note", "remarks", "нотатки", "заметки", "примітки", "примечания"),
}  # fmt: skip
_NUMBERS = ("difficulty", "absurdity")
_WORDS: dict[str, frozenset[str]] = {
    "type": frozenset(each.value for each in ComplaintType),
    "channel": frozenset(each.value for each in Channel),
}


@dataclass(slots=True)
class Imported:
    """A deck's text and what was guessed on the way, each a line for a person."""

    text: str
    cards: int
    locale: str
    deck_id: str
    guesses: list[str] = field(default_factory=list)


def import_list(data: bytes, name: str, *, title: str = "", locale: str = "", language: str = "en") -> Imported:
    """A deck of the complaints in `data`; `name` is the file's, without its ending when it gives the title.

    Raises DeckRefused when there is nothing to import, or too much.
    """
    if len(data) > MOST_BYTES:
        raise DeckRefused(_("{file} is larger than {n} MB: split it.").format(file=clean_line(name, 200), n=10))
    guesses: list[str] = []
    text = _decode(data, guesses)
    stem, _dot, ending = name.rpartition(".")
    if controls := taken_out(text):
        if data.startswith(_NO_TEXT) or (controls * 50 > len(text) and text.strip("\0")):
            raise DeckRefused(
                _("{file} is no text: save the table as CSV, or the list as plain text, and import that.").format(
                    file=clean_line(name, 200)
                )
            )
        guesses.append(terms.left_out(controls, 0))
    rows = _table(text, ending.lower(), guesses)
    found = [{"complaint": line} for line in _lines(text)] if rows is None else _cards(rows, guesses)
    cards = _distinct(found, guesses)
    if not cards:
        raise DeckRefused(
            _("{file} holds no complaint: write one a line, or a table with a column of complaints.").format(
                file=clean_line(name, 200)
            )
        )
    if len(cards) > MOST_CARDS:
        raise DeckRefused(_("More than {n} complaints: split the list.").format(n=MOST_CARDS))
    if not locale:
        locale = _locale(" ".join(card["complaint"] for card in cards[:200]), language)
        guesses.append(_("language: {locale}, by the letters (--locale says otherwise)").format(locale=locale))
    heading = clean_line(title or (stem or name).replace("_", " ").replace("-", " "), 120) or "Complaints"
    deck_id = slug(stem or name, 12, 60) or "imported"
    made = _write(cards, heading, deck_id, locale, _literal)
    if read_deck_text(made).has_errors:  # a placeholder that this language wants otherwise: then it stands as it is
        made = _write(cards, heading, deck_id, locale, _without_placeholders)
    return Imported(made, len(cards), locale, deck_id, guesses)


def _decode(data: bytes, guesses: list[str]) -> str:
    encoding = next((known for mark, known in _MARKS if data.startswith(mark)), "")
    if not encoding and data[:4000].count(b"\0") > len(data[:4000]) // 8:
        encoding = "utf-16-be" if data[:4000:2].count(b"\0") > data[1:4000:2].count(b"\0") else "utf-16-le"
    if not encoding:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            encoding = _legacy(data)
    if encoding != "utf-8-sig":
        guesses.append(_("letters: read as {encoding}").format(encoding=encoding))
    return data.decode(encoding, "replace")


def _legacy(data: bytes) -> str:
    """cp1251 where the letters beyond ASCII come in runs, as Cyrillic does, cp1252 where they stand alone, as accents do."""
    runs = [len(run) for run in re.findall(rb"[\x80-\xff]+", data[:100_000])]
    return "cp1251" if runs and sum(runs) / len(runs) >= 2 else "cp1252"


def _lines(text: str) -> list[str]:
    return [_BULLET.sub("", line, count=1) for line in clean(text, MOST_BYTES).split("\n") if line.strip()]


def _table(text: str, ending: str, guesses: list[str]) -> list[list[str]] | None:
    """The rows of a table; None: it is a list of lines."""
    if ending not in ("csv", "tsv"):
        return None
    text = re.sub("\r\n|\r", "\n", text)
    delimiter = "\t" if ending == "tsv" else _delimiter(text)
    # a NUL would stop the csv module, and a field of a stranger may be longer than it likes
    before = csv.field_size_limit(MOST_BYTES)
    try:
        rows = [
            row
            for row in csv.reader(io.StringIO(text.replace("\0", "")), delimiter=delimiter)
            if any(map(str.strip, row))
        ]
    except csv.Error:
        raise DeckRefused(_("The table can't be read: look at its quotes.")) from None
    finally:
        csv.field_size_limit(before)
    shown = {"\t": _("tabs"), ",": _("commas"), ";": _("semicolons"), "|": _("bars")}[delimiter]
    guesses.append(_("columns: parted by {signs}").format(signs=shown))
    return rows


def _delimiter(text: str) -> str:
    """The sign that parts the first line into the most words of `_HEADERS`; else the one that parts the first lines into
    the same number of columns, the most of them."""
    sample = text[:20_000]
    best, most = ",", (0, 0, 0)
    for sign in _DELIMITERS:
        try:
            rows = list(csv.reader(io.StringIO(sample.replace("\0", "")), delimiter=sign))[:30]
        except csv.Error:  # a field longer than the module likes: not with this sign
            continue
        widths = [len(row) for row in rows]
        if not widths or max(widths) < 2:
            continue
        usual = max(set(widths), key=widths.count)
        known = sum(_named(cell) != "" for cell in rows[0])
        score = (known, widths.count(usual), usual) if usual > 1 or known > 1 else (0, 0, 0)
        if score > most:
            best, most = sign, score
    return best


def _named(cell: str) -> str:
    """The field that a word of a table's first line means; empty: none that we know."""
    word = clean_line(cell, 60).casefold().lstrip("\ufeff")
    return next((name for name, words in _HEADERS.items() if word in words or word.replace(" ", "_") == name), "")


def _cards(rows: list[list[str]], guesses: list[str]) -> list[dict[str, str]]:
    if not rows:
        return []
    columns: dict[int, str] = {}
    for number, cell in enumerate(rows[0]):
        named = _named(cell)
        if named and named not in columns.values():
            columns[number] = named
    body = rows[1:] if columns or _looks_like_header(rows) else rows
    if "complaint" not in columns.values():
        columns[_longest(body or rows, set(columns))] = "complaint"
    width = max(len(row) for row in rows)
    for number in range(width):
        title = clean_line(rows[0][number], 40) if body is not rows and number < len(rows[0]) else ""
        shown = (
            _("column {n} “{title}”").format(n=number + 1, title=title)
            if title
            else _("column {n}").format(n=number + 1)
        )
        guesses.append(
            f"{shown} → {columns[number]}" if number in columns else _("{column} is left out").format(column=shown)
        )
    dropped = 0
    found: list[dict[str, str]] = []
    for row in body:
        card: dict[str, str] = {}
        for number, name in columns.items():
            value = clean(row[number], MOST_BYTES).strip() if number < len(row) else ""
            kept = _fit(name, value)
            dropped += bool(value) and not kept
            if kept:
                card[name] = kept
        found.append(card)
    if dropped:
        text = ngettext(
            "{n} value is no word or number of the format, and is left out",
            "{n} values are no words or numbers of the format, and are left out",
            dropped,
        )
        guesses.append(text.format(n=dropped))
    return found


def _looks_like_header(rows: Sequence[Sequence[str]]) -> bool:
    """A first row of short cells without an end of sentence, above longer ones."""
    first, rest = rows[0], rows[1:]
    if not rest or any(len(cell) > 30 or cell.rstrip().endswith((".", "!", "?", "…")) for cell in first):
        return False
    return max(len(cell) for cell in first) * 2 < max(len(cell) for row in rest for cell in row)


def _longest(rows: Sequence[Sequence[str]], taken: set[int]) -> int:
    width = max(len(row) for row in rows)
    sums = {
        number: sum(len(row[number]) for row in rows if number < len(row))
        for number in range(width)
        if number not in taken
    }
    return max(sums, key=lambda number: sums[number]) if sums else 0


def _fit(name: str, value: str) -> str:
    """`value` as the format wants it; empty if it can't be."""
    if name in _NUMBERS:
        return value if value in ("1", "2", "3", "4", "5") else ""
    if name in _WORDS:
        word = re.sub(r"[\s-]+", "_", value.casefold())
        return word if word in _WORDS[name] else ""
    return value


def _distinct(found: list[dict[str, str]], guesses: list[str]) -> list[dict[str, str]]:
    """Cards with a complaint, each complaint once."""
    cards: dict[str, dict[str, str]] = {}
    empty = cut = 0
    for whole in found:
        cut += any(len(text) > LONGEST_COMPLAINT for text in whole.values())
        card = {name: text[:LONGEST_COMPLAINT].rstrip() for name, text in whole.items()}
        complaint = clean(card.get("complaint", "")).strip()
        key = " ".join(re.findall(r"\w+", complaint.casefold()))
        if not key:
            empty += 1
        else:
            cards.setdefault(key, {**card, "complaint": complaint})
    if cut:
        guesses.append(
            ngettext(
                "{n} card had a text longer than {most} characters, which is cut there",
                "{n} cards had a text longer than {most} characters, which is cut there",
                cut,
            ).format(n=cut, most=LONGEST_COMPLAINT)
        )
    again = len(found) - empty - len(cards)
    if again:
        guesses.append(
            ngettext("{n} complaint stood there twice", "{n} complaints stood there twice", again).format(n=again)
        )
    return list(cards.values())


def _locale(text: str, language: str) -> str:
    cyrillic = len(re.findall(r"[а-яіїєґё]", text.casefold()))
    if cyrillic * 2 < len(re.findall(r"[^\W\d_]", text)):
        return "en" if language in ("uk", "ru") else language
    ukrainian, russian = len(re.findall(r"[іїєґ]", text.casefold())), len(re.findall(r"[ыэъё]", text.casefold()))
    if ukrainian == russian:
        return language if language in ("uk", "ru") else "uk"
    return "uk" if ukrainian > russian else "ru"


def _literal(text: str) -> str:
    """`text` with the braces doubled that are no placeholder, so that it is shown as it is."""
    if "{" not in text and "}" not in text:
        return text
    pieces = [
        written if isinstance(piece, Placeholder) else written.replace("{", "{{").replace("}", "}}")
        for piece, written, _misread in tokens(text, ())
    ]
    return "".join(pieces)


def _without_placeholders(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _write(cards: list[dict[str, str]], title: str, deck_id: str, locale: str, literal: Callable[[str], str]) -> str:
    lines = ["format: 1", f"id: {deck_id}", f"title: {yaml_text(title)}", f"locale: {locale}", "cards:"]
    order = list(_HEADERS)
    for card in cards:
        said: list[tuple[str, Any]] = sorted(card.items(), key=lambda item: order.index(item[0]))
        if len(said) == 1:
            lines.append(f"  - {yaml_text(literal(card['complaint']), 4)}")
            continue
        for number, (name, value) in enumerate(said):
            start = "  - " if number == 0 else "    "
            if name == "tags":
                tags = [yaml_text(each) for each in map(str.strip, re.split(r"[,;]", value)) if each]
                lines.append(f"{start}tags: [{', '.join(f'{json_text(each)}' for each in tags)}]")
            else:
                written = value if name in _NUMBERS or name in _WORDS else yaml_text(literal(value), 6)
                lines.append(f"{start}{name}: {written}")
    return "\n".join(lines) + "\n"


def json_text(text: str) -> str:
    """A text that may stand inside [ ]: a comma would part it."""
    return f'"{text}"' if "," in text and not text.startswith('"') else text
