"""trainer deck …: from a list of complaints to a checked deck that is dealt, and what its answers say."""

import click

from trainer.locale import _


class DeckCommands(click.Group):
    """Sub-commands are imported when they are called: `check` would pay for all the others."""

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

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name, _module in self.MODULES]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        from importlib import import_module

        module = dict(self.MODULES).get(cmd_name)
        if module is None:
            return None
        command = import_module(f"trainer.cli.decks.{module}").command
        assert isinstance(command, click.Command)
        return command


deck = DeckCommands("deck", help=_("Decks: the complaints that are dealt, as YAML files."))
