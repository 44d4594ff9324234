"""The words around if-then sentences. One vocabulary for screens and commands."""

from trainer.domain.if_thens import HABIT_DAYS, Carried, Event, Sentence, Stand
from trainer.locale import _


def stand_title(sentence: Sentence) -> str:
    """E.g. "kept"; of an open one how far it is."""
    if sentence.stand is Stand.KEPT:
        return _("kept")
    if sentence.stand is Stand.RESTS:
        return _("rests")
    if sentence.days_said:
        return _("said once")
    return _("not yet") if sentence.last_tried else _("not tried yet")


def question(carried: Carried) -> str:
    """Of the sentence beside a card, after sending: the question, or what was told."""
    if carried.event is Event.CARRIED:
        return _("Did you say it?  1 yes · 2 not yet")
    if carried.event is Event.NOT_YET:
        return _("Not yet: it comes again.  1 yes, after all")
    if carried.sentence.days_said >= HABIT_DAYS:
        return _("Said on two days: a habit. It is kept, and rests.  2 not yet, after all")
    return _("Said. Once more on another day and it is a habit.  2 not yet, after all")
