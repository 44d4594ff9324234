"""trainer session …: a team session without a screen, for people who can't use one and for scripts that play a whole team."""

import click

from trainer.locale import _


class SessionCommands(click.Group):
    """Sub-commands are imported when they are called."""

    MODULES = (
        ("new", "opening"),
        ("list", "opening"),
        ("show", "opening"),
        ("presets", "presets"),
        ("join", "seats"),
        ("leave", "seats"),
        ("view", "seats"),
        ("mood", "seats"),
        ("ready", "seats"),
        ("warm-up", "rating"),
        ("card", "writing"),
        ("offer", "writing"),
        ("pen", "writing"),
        ("rate", "rating"),
        ("partner", "rating"),
        ("improve", "rating"),
        ("rate-self", "rating"),
        ("claim", "talking"),
        ("note", "talking"),
        ("if-then", "talking"),
        ("propose-card", "talking"),
        ("recommend", "talking"),
        ("lead", "leading"),
        ("project", "leading"),
        ("sheets", "afterwards"),
        ("wall", "afterwards"),
        ("calendar", "afterwards"),
    )

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name, _module in self.MODULES]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        from importlib import import_module

        module = dict(self.MODULES).get(cmd_name)
        if module is None:
            return None
        command = getattr(import_module(f"trainer.cli.sessions.{module}"), cmd_name.replace("-", "_") + "_command")
        assert isinstance(command, click.Command)
        return command


session = SessionCommands("session", help=_("Team sessions: open one, take a seat, lead it, show it on a wall."))
