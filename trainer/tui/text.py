"""Text is data: what came from a person, a deck, the database or Faker is shown as it stands, never read as markup.

Every such text reaches a widget through `plain` (or `plain_rich` in a DataTable cell). `[/]` in a bare string kills a
Textual app and `[@click=app.quit]x[/]` becomes a live link; `escape()` is no cure. tests/architecture/test_text_is_data.py
holds all of `trainer/tui` to it. Source: faults 3b.
"""

from typing import TYPE_CHECKING

from textual.content import Content

from trainer.domain.texts import clean

if TYPE_CHECKING:
    from rich.text import Text


def plain(text: str, style: str = "") -> Content:
    """`text` for a Static, Label, Button, OptionList, border title, notify...: cleaned, no markup, in one `style`."""
    content = Content(clean(text))
    return content.stylize(style) if style else content


def plain_rich(text: str, style: str = "") -> "Text":
    """`text` for the cells of a DataTable or the labels of a Tree, which speak Rich's dialect."""
    from rich.text import Text

    return Text(clean(text), style=style)


def joined(*parts: Content | str | tuple[str, str]) -> Content:
    """Pieces one after another, each plain: `joined(("★ ", "$accent"), text)`; a pair is (text, style)."""
    pieces = [
        part if isinstance(part, Content) else plain(*part) if isinstance(part, tuple) else plain(part)
        for part in parts
    ]
    return Content("").join(pieces)


def one_line(text: str, width: int) -> str:
    """`text` on one line of at most `width` cells, with an ellipsis where it is cut."""
    from rich.cells import cell_len, set_cell_size

    flat = " ".join(clean(text).split())
    if cell_len(flat) <= width:
        return flat
    return set_cell_size(flat, max(0, width - 1)).rstrip() + "…" if width > 0 else ""
