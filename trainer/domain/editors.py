"""How an editor is told which file to open at which line; the rules of $VISUAL and $EDITOR."""

from collections.abc import Mapping, Sequence

_WAITS = ("code", "code-insiders", "codium", "vscodium", "cursor", "windsurf")
"""Open `-g FILE:LINE`, and come back at once unless told to wait."""
_COLON = {"subl": "--wait", "zed": "--wait", "zeditor": "--wait", "atom": "--wait", "hx": "", "helix": ""}
"""Open `FILE:LINE`, with the word that makes them wait."""
_NO_LINE = ("notepad", "ed", "open", "xdg-open", "start")
"""Would take a line for a file."""


def editor_words(environment: Mapping[str, str]) -> str:
    """The command line that names the editor: $VISUAL, else $EDITOR; empty where none is set."""
    return (environment.get("VISUAL") or "").strip() or (environment.get("EDITOR") or "").strip()


def editor_command(words: Sequence[str], file: str, line: int) -> list[str]:
    """The editor's own words, then what opens `file` at `line` (from 1).

    vi, vim, nano, emacs, micro and nearly all others take `+LINE FILE`; the editors above have ways of their own.
    """
    command = list(words)
    name = command[0].replace("\\", "/").rsplit("/", 1)[-1].lower().removesuffix(".exe").removesuffix(".cmd")
    if name in _WAITS:
        wait = [] if {"--wait", "-w"} & set(command) else ["--wait"]
        goto = [] if {"--goto", "-g"} & set(command) else ["-g"]
        return [*command, *wait, *goto, f"{file}:{line}"]
    if name in _COLON:
        wait = [_COLON[name]] if _COLON[name] and not {"--wait", "-w"} & set(command) else []
        return [*command, *wait, f"{file}:{line}"]
    if name in {"mate", "kate"}:
        word = {"mate": "--wait", "kate": "--block"}[name]
        return [*command, *([] if word in command else [word]), "--line", str(line), file]
    if name in _NO_LINE:
        return [*command, file]
    return [*command, f"+{line}", file]
