"""The person's own editor, opened from a screen at a line of a file; the screen comes back when it ends.

While it runs, the terminal is the editor's alone and this program waits: what was typed here is saved before.
"""

import os
import shlex
import subprocess
from pathlib import Path

from textual.app import App, SuspendNotSupported

from trainer.domain.editors import editor_command, editor_words
from trainer.domain.texts import clean_line
from trainer.errors import EditorRefused
from trainer.locale import _


def edit(app: App[int], path: Path, line: int = 1) -> None:
    """Opens $VISUAL or $EDITOR (with its arguments) on `path` at `line`, and returns when it ended.

    Raises EditorRefused: none is set, it can't be started, it failed, or this terminal can't be lent to it.
    """
    said = editor_words(os.environ)
    if not said:
        raise EditorRefused(_("No editor is set. Leave the program, type: export EDITOR=nano, and start it again."))
    shown = clean_line(said, 100)
    try:
        words = shlex.split(said)
    except ValueError:
        words = []
    if not words:
        raise EditorRefused(_("$EDITOR is no command: {editor}").format(editor=shown))
    command = editor_command(words, str(path), max(1, line))
    try:
        with app.suspend():
            code = run_editor(command)
    except SuspendNotSupported:
        raise EditorRefused(_("An editor can't be opened in this terminal; edit the file elsewhere.")) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise EditorRefused(
            _("The editor {editor} can't be started: {reason}").format(editor=shown, reason=reason)
        ) from None
    if code:
        raise EditorRefused(_("The editor {editor} ended with code {n}.").format(editor=shown, n=code))


def run_editor(command: list[str]) -> int:
    """Runs it on this terminal; its exit code."""
    return subprocess.run(command, check=False).returncode  # noqa: S603 - the person's own editor, no shell
