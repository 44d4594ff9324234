"""trainer deck …: from a list of complaints to a checked deck that is dealt, and what its answers say."""

from trainer.cli.grouping import CommandsInModules
from trainer.locale import _


class DeckCommands(CommandsInModules):
    """Sub-commands are imported when they are called: `check` would pay for all the others."""

    FOLDER = __name__
    MODULES = (
        ("list", "listing"),
        ("new", "making"),
        ("import", "importing"),
        ("install", "installing"),
        ("check", "checking"),
        ("preview", "previewing"),
        ("fmt", "formatting"),
        ("propose", "proposing"),
        ("take", "taking"),
        ("diff", "comparing"),
        ("stats", "statistics"),
        ("print", "printing"),
        ("schema", "describing"),
    )

    def name_in_module(self, command: str) -> str:
        return "command"


deck = DeckCommands("deck", help=_("Decks: the complaints that are dealt, as YAML files."))
