"""A seat's program for tests of the walls around it: starts at once, says what it sees, and does what a key asks.

e: its environment · f: its open files · s: its window · h: hang · q: get up (exit 0) · x: break (exit 3) · other keys:
echoed, and kept in the file that stands where the database's address does, when the line is hung up.
"""

import json
import os
import select
import signal
import sys
import time
import tty
from pathlib import Path


def warm_up(_language: str) -> None:
    """Nothing to import."""


def run_seat(database: str, session: str, person: int, *, language: str, theme: str, beats: int) -> int:
    kept = Path(f"{database}-{person}")
    typed = [kept.read_text(encoding="utf-8") if kept.exists() else ""]

    def hung_up(*_signal: object) -> None:
        kept.write_text("".join(typed), encoding="utf-8")
        os._exit(129)

    signal.signal(signal.SIGHUP, hung_up)
    tty.setraw(0)
    say(f"seat {session} {person} {language} {theme} pid {os.getpid()} [{''.join(typed)}]")
    while True:
        os.write(beats, b".")
        if not select.select([0], [], [], 0.5)[0]:
            continue
        for key in os.read(0, 4096).decode("utf-8", "replace"):
            if key == "q":
                return 0
            if key == "x":
                return 3
            if key == "h":
                say("hanging")
                signal.signal(signal.SIGHUP, signal.SIG_IGN)
                time.sleep(1000)
            if key == "e":
                say(json.dumps(dict(os.environ)))
            elif key == "f":
                say(open_files())
            elif key == "s":
                say(str(os.get_terminal_size(0)))
            else:
                typed.append(key)
                say(key)


def open_files() -> str:
    """What the process has open, by number; the handle that reads the list itself is gone by then."""
    return json.dumps(
        {each.name: str(each.readlink()) for each in Path("/proc/self/fd").iterdir() if each.is_symlink()}
    )


def say(text: str) -> None:
    os.write(1, text.encode() + b"\r\n")


if __name__ == "__main__":
    sys.exit("started by the nursery alone")
