"""trainer session …: a team session without a screen, for people who can't use one and for scripts that play a whole team."""

from trainer.cli.grouping import CommandsInModules
from trainer.locale import _


class SessionCommands(CommandsInModules):
    """Sub-commands are imported when they are called."""

    FOLDER = __name__
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

    def name_in_module(self, command: str) -> str:
        return command.replace("-", "_") + "_command"


session = SessionCommands("session", help=_("Team sessions: open one, take a seat, lead it, show it on a wall."))
