"""Earlier texts of this card, to bring one back as a variant of its own; nothing is overwritten."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from trainer.domain.revisions import EarlierText
from trainer.locale import _
from trainer.tui.text import joined, one_line, plain


class EarlierScreen(ModalScreen[str]):
    is_overlay = True
    BINDINGS: ClassVar = [Binding("escape", "dismiss", "", show=False, id="earlier.back")]
    DEFAULT_CSS = """
    EarlierScreen { align: center middle; background: $background 60%; }
    EarlierScreen > Vertical { width: 90%; max-width: 100; height: 70%; padding: 1 2; background: $panel; }
    EarlierScreen Static { height: auto; margin-bottom: 1; }
    EarlierScreen OptionList { height: 1fr; border: none; background: $panel; }
    """

    def __init__(self, texts: Sequence[EarlierText]) -> None:
        super().__init__()
        self._texts = texts

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(
                plain(_("Earlier texts: Enter brings one back as a variant of its own; Esc leaves all as it is."))
            )
            yield OptionList(
                *(
                    joined((f"{each.last_seen_at.astimezone():%H:%M:%S}  ", "$wait"), one_line(each.text, 80))
                    for each in self._texts
                )
            )

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._texts[event.option_index].text)
