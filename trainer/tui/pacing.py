"""Keys that come faster than they are dealt with wait in the terminal, not in the program.

Textual reads whatever there is and queues a message for each key. A hundred thousand of them at once (a stuck key, a paste
from a terminal that does not mark it, a stranger) take a gigabyte and keep the clock, the screen and the beats of a seat
waiting until the last is done, so the nursery takes the seat for one that hangs. Source: faults 3e.
"""

import asyncio
import threading
import time

from textual.dom import DOMNode
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget

MOST_WAITING = 64
"""Messages that may wait in the program before the next key is read."""
LOOK_SECONDS = 0.005
LONGEST_OPENING = 5.0
"""Seconds after which keys are read whatever has become of the first page."""


class PatientDriver(LinuxDriver):
    _given = 0
    """Messages given to the program since it was last seen to follow."""

    def run_input_thread(self) -> None:
        """What is typed before there is a field for it waits as well: the start of a name, right behind the command's Enter."""
        latest = time.monotonic() + LONGEST_OPENING
        while not (self._has_a_place() or self.exit_event.is_set() or time.monotonic() > latest):
            self.exit_event.wait(LOOK_SECONDS)
        super().run_input_thread()

    def _has_a_place(self) -> bool:
        """At home at once: a key typed blindly is lost there, and starts no clock."""
        screens: list[Screen[object]] = self._app._screen_stack[-1:]
        return any(each.focused is not None or not getattr(each, "ASKS", False) for each in screens)

    def send_message(self, message: Message) -> None:
        posted = asyncio.run_coroutine_threadsafe(self._app._post_message(message), loop=self._loop)
        self._given += 1
        if self._given >= MOST_WAITING and threading.current_thread() is self._key_thread:
            # Leaving sets the event and then waits for this thread, so that is looked at first.
            while not (self.exit_event.is_set() or (posted.done() and self._waiting() < MOST_WAITING)):
                self.exit_event.wait(LOOK_SECONDS)
            self._given = 0

    def _waiting(self) -> int:
        """Messages in the queues that a key goes through."""
        return sum(each._message_queue.qsize() for each in self._way())

    def _way(self) -> list[DOMNode]:
        screens: list[Screen[object]] = self._app._screen_stack[-1:]
        focused: list[Widget] = [each.focused for each in screens if each.focused is not None]
        return [self._app, *screens, *focused]
