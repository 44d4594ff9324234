"""The words for the codes of a team session: presets, phases, troubles. One vocabulary for screens and commands."""

from collections.abc import Mapping

from trainer.domain.moods import MoodChange
from trainer.domain.phases import Phase
from trainer.domain.presets import Aim, Preset
from trainer.domain.rooms import Door, OpenRoom
from trainer.domain.views import PublicView
from trainer.locale import N_, _, ngettext

_PRESETS: Mapping[str, str] = {
    "monday": N_("Monday tune-in"),
    "friday": N_("Friday relief"),
    "express": N_("Express"),
    "hotseat": N_("Hot seat"),
    "pair": N_("Two people"),
    "large": N_("Nine or more"),
}
_PRESET_LINES: Mapping[str, str] = {
    "monday": N_("Cards from everyday work; energy goes up"),
    "friday": N_("Mad cards of invented firms; tension goes down, laughing comes first"),
    "express": N_("One card, straight to the point"),
    "hotseat": N_("One screen for all: paper first, then one after the other types"),
    "pair": N_("Two people: each improves the other's answer"),
    "large": N_("Groups of three merge their ideas into one answer"),
}
_AIMS: Mapping[Aim, str] = {
    Aim.ENERGY_UP: N_("energy up"),
    Aim.TENSION_DOWN: N_("tension down"),
    Aim.PRACTICE: N_("practice"),
}
_PHASES: Mapping[Phase, str] = {
    Phase.LOBBY: N_("Lobby"),
    Phase.RULE: N_("Ground rule"),
    Phase.WARM_UP: N_("Warm-up"),
    Phase.DEAL: N_("The card"),
    Phase.WRITE: N_("Writing"),
    Phase.RATE: N_("Rating"),
    Phase.REVEAL: N_("Reveal"),
    Phase.DEBRIEF: N_("Debrief"),
    Phase.IF_THEN: N_("If … then"),
    Phase.NEXT_CARD: N_("Next time"),
    Phase.CLOSE: N_("Close"),
}


def preset_title(preset: Preset) -> str:
    """The six shipped ones in the reader's language, a lead's own as its file says."""
    return title_of(preset.id, preset.title)


def title_of(preset_id: str, title: str) -> str:
    return _(_PRESETS[preset_id]) if preset_id in _PRESETS else title


def preset_line(preset: Preset) -> str:
    """What it is for, in one line; a lead's own: its aim."""
    return _(_PRESET_LINES[preset.id]) if preset.id in _PRESET_LINES else _(_AIMS[preset.aim])


def preset_minutes(preset: Preset) -> str:
    """E.g. "25 minutes"; a rehearsal of less than one: its seconds."""
    if preset.minutes < 1:
        seconds = round(preset.minutes * 60)
        return ngettext("{n} second", "{n} seconds", seconds).format(n=seconds)
    minutes = round(preset.minutes)
    return ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)


def phase_title(phase: Phase) -> str:
    return _(_PHASES[phase])


def ready_count(ready: int, present: int) -> str:
    """ "5 of 6 ready"."""
    return _("{ready} of {all} ready").format(ready=ready, all=present)


def count_line(view: PublicView) -> str:
    """ "5 of 6 ready"; at one terminal the names come first, and nobody can say ready before the keyboard goes round."""
    if view.preset.one_terminal and view.phase is Phase.LOBBY:
        return people_here(view.present)
    return ready_count(view.ready, view.present)


def people_here(count: int) -> str:
    return ngettext("{n} person is here", "{n} people are here", count).format(n=count)


def room_line(room: OpenRoom) -> str:
    """ "Monday tune-in is running · 5 are in"."""
    count = ngettext("{n} is in", "{n} are in", room.people).format(n=room.people) if room.people else _("nobody yet")
    words = _("{session} is running · {people}")
    return words.format(session=title_of(room.preset_id, room.title), people=count)


def door_words(door: Door) -> str:
    """What one does at home's line of it: sit down, back to your seat, your console."""
    return {Door.CODE: _("sit down"), Door.SEAT: _("back to your seat"), Door.CONSOLE: _("your console")}[door]


def answers_in(count: int) -> str:
    return ngettext("{n} answer is in", "{n} answers are in", count).format(n=count)


def counts(people: int, answers: int, ratings: int) -> str:
    """ "6 people · 6 answers · 18 ratings"."""
    told = (
        ngettext("{n} person", "{n} people", people).format(n=people),
        ngettext("{n} answer", "{n} answers", answers).format(n=answers),
        ngettext("{n} rating", "{n} ratings", ratings).format(n=ratings),
    )
    return " · ".join(told)


def standing_question() -> str:
    """The last question of every debrief."""
    return _("What did this complaint teach us?")


def question(words: str) -> str:
    """A question of the debrief; an empty one is the standing last."""
    return words or standing_question()


def mood_sentence(mood: MoodChange) -> str:
    """The team's change in words: from three pairs a mean, before that only how many gave both."""
    if not mood.pairs:
        return _("Mood: nobody gave both pairs of numbers.")
    if mood.pleasure is None or mood.energy is None:
        return _("Mood: {n} gave both pairs of numbers; a mean is told from three.").format(n=mood.pairs)
    return _("Mood since the beginning: pleasure {pleasure}, energy {energy} (mean of {n}, steps of 1 to 5)").format(
        pleasure=_signed(mood.pleasure), energy=_signed(mood.energy), n=mood.pairs
    )


def _signed(change: float) -> str:
    """ "+1.0", "−0.3", with the decimal mark of the language."""
    return f"{change:+.1f}".replace("-", "−").replace(".", _("."))
