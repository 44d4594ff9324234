"""Two looks of our own and the terminal's own colours. One accent, one "look here", grey for what can wait.

`$accent`: what to do next. `$warning`: look here. `$wait`: grey, can wait. Nothing is told by colour alone.
"""

from textual.theme import Theme

LOOKS = ("dark", "light", "ansi")

DARK = Theme(
    name="trainer-dark",
    primary="#6cb6c9",
    secondary="#6cb6c9",
    accent="#6cb6c9",
    warning="#f0a45d",
    error="#f0a45d",
    success="#6cb6c9",
    foreground="#d9dde2",
    background="#14181d",
    surface="#1b2027",
    panel="#232a32",
    boost="#232a32",
    dark=True,
    variables={
        "wait": "#8b95a1",
        "rule": "#39424d",
        "heat-low": "#1a2229",
        "heat-middle": "#20363f",
        "heat-high": "#2b5563",
        "text-area-cursor": "#14181d on #d9dde2",
        "input-cursor-background": "#d9dde2",
        "input-cursor-foreground": "#14181d",
        "button-focus-text-style": "bold",
        "input-selection-background": "#2f5d6b",
    },
)
LIGHT = Theme(
    name="trainer-light",
    primary="#0b6577",
    secondary="#0b6577",
    accent="#0b6577",
    warning="#a34a00",
    error="#a34a00",
    success="#0b6577",
    foreground="#22272d",
    background="#f7f5f0",
    surface="#efece4",
    panel="#e5e1d7",
    boost="#e5e1d7",
    dark=False,
    variables={
        "wait": "#636b73",
        "rule": "#c9c4b8",
        "heat-low": "#ecebe4",
        "heat-middle": "#d5e4e4",
        "heat-high": "#abd0d7",
        "input-cursor-background": "#22272d",
        "input-cursor-foreground": "#f7f5f0",
        "button-focus-text-style": "bold",
        "input-selection-background": "#b9dbe2",
    },
)
ANSI = Theme(
    name="trainer-ansi",
    ansi=True,
    primary="ansi_cyan",
    secondary="ansi_cyan",
    accent="ansi_cyan",
    warning="ansi_yellow",
    error="ansi_red",
    success="ansi_green",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    variables={
        "wait": "ansi_bright_black",
        "rule": "ansi_bright_black",
        "heat-low": "ansi_default",
        "heat-middle": "ansi_default",
        "heat-high": "ansi_default",
        "ansi-background": "ansi_black",
        "ansi-foreground": "ansi_white",
        "border-blurred": "ansi_bright_black",
        "block-cursor-foreground": "ansi_black",
        "block-cursor-background": "ansi_cyan",
        "input-cursor-background": "ansi_default",  # shown in reverse: an inverse block on any terminal
        "input-cursor-foreground": "ansi_default",
        "button-focus-text-style": "bold",
        "input-selection-background": "ansi_blue",
        "input-selection-foreground": "ansi_white",
        "screen-selection-background": "ansi_blue",
        "screen-selection-foreground": "ansi_white",
    },
)
THEMES = {"dark": DARK, "light": LIGHT, "ansi": ANSI}

CSS = """
Page { background: $background; color: $foreground; layout: vertical; }
TitleLine { height: 1; width: 1fr; padding: 0 1; color: $foreground; }
KeysLine { height: 1; width: 1fr; padding: 0 1; color: $wait; dock: bottom; }
TooSmall { display: none; overlay: screen; position: absolute; width: 100vw; height: 100vh; background: $background;
    color: $warning; content-align: center middle; text-align: center; }
.-too-small > TooSmall { display: block; }
.wait { color: $wait; }
.accent { color: $accent; }
.look { color: $warning; }
"""
