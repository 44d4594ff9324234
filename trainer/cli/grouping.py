"""Commands that are imported when they are called, so that one does not pay for the others."""

from importlib import import_module
from typing import ClassVar

import click


class CommandsInModules(click.Group):
    """A group whose commands lie in the modules of FOLDER; `name_in_module` says under which name."""

    FOLDER: ClassVar[str]
    MODULES: ClassVar[tuple[tuple[str, str], ...]]
    """(command, module), in the order of the help."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name, _module in self.MODULES]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = dict(self.MODULES).get(cmd_name)
        if module is None:
            return None
        command = getattr(import_module(f"{self.FOLDER}.{module}"), self.name_in_module(cmd_name))
        assert isinstance(command, click.Command)
        return command

    def name_in_module(self, command: str) -> str:
        return command
