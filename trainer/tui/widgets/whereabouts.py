"""Where somebody's words are: said beside the title at once, and in the line above the keys where the database stays away."""

from datetime import datetime

from textual.timer import Timer

from trainer.locale import _
from trainer.tui.widgets.note import NoteLine

LASTS_SECONDS = 2.0
"""A save that is only slow is nothing to tell."""


class Whereabouts:
    """`saved` and `journalled` return what stands beside the title."""

    def __init__(self, note: NoteLine) -> None:
        self._note = note
        self._away = False
        self._told = False
        self._timer: Timer | None = None

    def saved(self, saved_at: datetime) -> str:
        """The database has them; where it was away, that this is over."""
        if self._timer is not None:
            self._timer.stop()
        if self._told:
            self._note.say(_("The database is here again, and has every word."))
        self._away = self._told = False
        return _("saved {time}").format(time=f"{saved_at.astimezone():%H:%M:%S}")

    def journalled(self, trouble: str) -> str:
        """The database has not answered; with `trouble` the journal on this machine has not taken them either."""
        if trouble:
            self._say(trouble)
        elif not self._away:
            self._timer = self._note.set_timer(LASTS_SECONDS, self._say_away)
        self._away = True
        return _("kept in memory only") if trouble else _("kept in a local journal")

    def sending_slowly(self) -> None:
        self._note.say(_("Sending; the database takes its time. Your words are safe."), seconds=60)

    def _say_away(self) -> None:
        self._say(_("The database does not answer. Write on: your words are kept, and sent later."))

    def _say(self, words: str) -> None:
        self._told = True
        self._note.say(words, look=True, seconds=600)
