"""A command is declared once and is the key binding, the words at the foot, the line in help and the entry in the menu.

Texts are marked with `N_` and translated when they are shown, for class bodies run before the language is chosen. Keys are
those no layout moves: F1-F10, digits, arrows, Enter, Esc, Tab, Space; none is the only way (the menu and the mouse reach all).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from textual.binding import Binding

from trainer.locale import N_, _


@dataclass(frozen=True, slots=True)
class Command:
    id: str
    """Of the binding, e.g. `practice.send`."""
    key: str
    """One or more keys, the one to show first: `f10,ctrl+q`. Empty: only in the menu."""
    action: str
    """A Textual action of the screen (`send`) or of the app (`app.help`)."""
    label: str
    """N_ text for the foot: one or two words."""
    help: str = ""
    """N_ sentence for help and menu; empty: the label."""
    foot: bool = True
    menu: bool = True
    at_once: bool = False
    """Acts in the order of the keys, as function keys do; an open field must be let have the key by `check_action`."""

    @property
    def shown_key(self) -> str:
        return key_name(self.key.split(",")[0])

    def label_text(self) -> str:
        return _(self.label)

    def help_text(self) -> str:
        return _(self.help or self.label)


EVERYWHERE: tuple[Command, ...] = (
    Command("app.help", "f1", "app.show('help')", N_("help"), N_("Keys and how this works")),
    Command("app.menu", "f2", "app.show('menu')", N_("menu"), N_("Everything that can be done here"), menu=False),
    Command("app.quit", "f10,ctrl+q", "app.leave", N_("quit"), N_("Quit; what is written is kept")),
)


def bindings(commands: Iterable[Command]) -> list[Binding]:
    """Textual's bindings of `commands`. Function keys go first (priority): TextArea has its own F6 and F7."""
    return [
        Binding(
            key,
            command.action,
            command.label,
            show=False,
            id=command.id if not position else f"{command.id}.{position}",
            priority=command.at_once or is_function_key(key) or key.startswith("ctrl+"),
        )
        for command in commands
        for position, key in enumerate(command.key.split(","))
        if key
    ]


def key_name(key: str) -> str:
    """How a key is called at the foot: F5, Enter, Esc, Ctrl+Q."""
    names = {
        "enter": _("Enter"),
        "escape": _("Esc"),
        "tab": _("Tab"),
        "space": _("Space"),
        "backspace": _("Backspace"),
        "pagedown": _("PgDn"),
        "pageup": _("PgUp"),
        "up": "↑",
        "down": "↓",
        "left": "←",
        "right": "→",
    }
    return "+".join(names.get(part, part.capitalize()) for part in key.split("+"))


def is_function_key(key: str) -> bool:
    return key[:1] == "f" and key[1:].isdigit()
