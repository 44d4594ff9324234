"""A session as commands print it: the three views as text and as JSON with stable keys."""

from typing import Any

from trainer.cli.speaking import paragraph, say
from trainer.domain.presets import Preset
from trainer.domain.reveals import Reveal
from trainer.domain.sessions import Session, SessionLine
from trainer.domain.views import LeadView, PublicCard, PublicView, SeatView, Summary
from trainer.locale import _, figures, ngettext, terms
from trainer.locale import sessions as words
from trainer.locale.quoting import quoted


def session_data(session: Session, seconds_left: float | None) -> dict[str, Any]:
    """What a command that moved a session says of it."""
    return {
        "session": session.id,
        "code": session.code,
        "preset": session.preset.id,
        "lead": session.lead_name,
        "phase": session.phase.value,
        "phases": [phase.value for phase in session.preset.phases],
        "position": session.position,
        "turn": session.turn,
        "version": session.version,
        "seconds_left": _rounded(seconds_left),
        "paused": session.is_paused,
        "closed": session.is_closed,
        "question": session.question + 1,
        "questions": session.questions,
        "left_out": [phase.value for phase in session.left_out],
        "skipped": [phase.value for phase in session.skipped],
        "seats": len(session.seats),
    }


def preset_data(preset: Preset) -> dict[str, Any]:
    return {
        "preset": preset.id,
        "title": words.preset_title(preset),
        "minutes": preset.minutes,
        "aim": preset.aim.value,
        "seating": preset.seating.value,
        "same_card": preset.same_card,
        "difficulty": list(preset.difficulty),
        "absurdity": list(preset.absurdity),
        "invented": preset.invented,
        "scores": preset.scores,
        "laughed_first": preset.laughed_first,
        "phases": {step.phase.value: step.minutes for step in preset.steps},
    }


def line_data(line: SessionLine) -> dict[str, Any]:
    return {
        "session": line.id,
        "code": line.code if line.closed_at is None else None,
        "preset": line.preset.id,
        "title": words.preset_title(line.preset),
        "lead": line.lead_name,
        "phase": line.phase.value,
        "people": line.people,
        "opened": line.opened_at.astimezone().date().isoformat(),
        "closed": line.closed_at is not None,
    }


def public_data(view: PublicView) -> dict[str, Any]:
    """The projector's: public things alone."""
    return {
        "code": view.code,
        "preset": view.preset.id,
        "lead": view.lead_name,
        "phase": view.phase.value,
        "turn": view.turn,
        "version": view.version,
        "seconds_left": _rounded(view.seconds_left),
        "paused": view.paused,
        "closed": view.closed,
        "present": view.present,
        "ready": view.ready,
        "names": list(view.names),
        "left_out": [phase.value for phase in view.left_out],
        "card": None if view.card is None else _card_data(view.card),
        "nudge": view.nudge,
        "written": view.written,
        "reveal": None if view.reveal is None else _reveal_data(view.reveal),
        "hidden_interest": view.hidden_interest,
        "question": words.question(view.question) if view.question_number else "",
        "question_number": view.question_number,
        "questions": view.questions,
        "notes": view.notes,
        "summary": None if view.summary is None else summary_data(view.summary),
    }


def seat_data(view: SeatView) -> dict[str, Any]:
    """One person's: what is public, and what is their own."""
    return {
        "session": view.session_id,
        **public_data(view.public),
        "seated": view.seated,
        "acts": sorted(act.value for act in view.acts),
        "is_ready": view.is_ready,
        "is_lead": view.is_lead,
        "can_take_over": view.can_take_over,
        "deal": view.deal_id,
        "answer_label": view.answer_label,
        "can_claim": view.can_claim,
        "claimed": view.claimed,
        "wall": view.wall,
        "win_back": view.win_back,
        "sent": view.sent,
        "improved": view.improved,
        "hidden_interest": view.hidden_interest,
        "mood_given": view.mood_given,
        "note": view.note,
        "if_then": view.if_then,
        "proposed": list(view.proposed),
        "group": list(view.group),
        "pen_holder": view.pen_holder,
        "holds_pen": view.holds_pen,
        "pen_free": view.pen_free,
    }


def lead_data(view: LeadView) -> dict[str, Any]:
    """The console's: who is here, and answers by their letters; never whose."""
    return {
        "session": view.session_id,
        **public_data(view.public),
        "is_lead": view.is_lead,
        "can_take_over": view.can_take_over,
        "lead_absent_seconds": round(view.lead_absent_seconds, 1),
        "answers": view.written,
        "ratings": view.rated,
        "seats": [
            {
                "name": seat.name,
                "present": seat.present,
                "leads": seat.leads,
                "ready": seat.ready,
                "away": seat.away,
                "group": seat.group,
            }
            for seat in view.seats
        ],
        "items": [
            {"answer": item.answer_id, "label": item.label, "text": item.text, "hidden": item.hidden}
            for item in view.items
        ],
    }


def summary_data(summary: Summary) -> dict[str, Any]:
    return {
        "people": summary.people,
        "answers": summary.answers,
        "ratings": summary.ratings,
        "reveal": _reveal_data(summary.reveal),
        "questions": [
            {"question": words.question(question), "lines": list(lines)} for question, lines in summary.questions
        ],
        "if_thens": summary.if_thens,
        "proposed": list(summary.proposed),
        "mood": {
            "before": summary.mood.before,
            "after": summary.mood.after,
            "pairs": summary.mood.pairs,
            "pleasure": summary.mood.pleasure,
            "energy": summary.mood.energy,
        },
        "next_lead": summary.next_lead,
    }


def print_public(view: PublicView) -> None:
    """What a wall shows, in lines."""
    say(f"{words.preset_title(view.preset)}  ·  {words.phase_title(view.phase)}  ·  {_clock(view)}")
    if not view.closed:
        say(_("Join code {code}").format(code=view.code) + "  ·  " + words.ready_count(view.ready, view.present))
    for phase in view.left_out:
        say(_("Left out, for want of gold answers: {phase}").format(phase=words.phase_title(phase)))
    if view.names:
        say(", ".join(view.names))
    if view.card is not None:
        say()
        say(f"  {view.card.customer}, {terms.channel(view.card.channel)}, {view.card.mood}".rstrip(", "))
        say(paragraph(view.card.complaint, indent="    "))
        for twist in view.card.twists:
            say(paragraph(twist, indent="    "))
    if view.reveal is not None and view.summary is None:
        _print_reveal(view.reveal)
    if view.hidden_interest and view.question_number:
        say()
        say(_("What was behind it"))
        say(paragraph(view.hidden_interest))
    if view.question_number:
        say()
        say(f"{view.question_number}/{view.questions}  {words.question(view.question)}")
    if view.summary is not None:
        print_summary(view.summary)


def print_summary(summary: Summary) -> None:
    say()
    say(
        ngettext("{n} person", "{n} people", summary.people).format(n=summary.people)
        + "  ·  "
        + words.answers_in(summary.answers)
        + "  ·  "
        + ngettext("{n} rating", "{n} ratings", summary.ratings).format(n=summary.ratings)
    )
    _print_reveal(summary.reveal)
    for question, lines in summary.questions:
        if lines:
            say()
            say(words.question(question))
            for line in lines:
                say(f"  – {line}")
    if summary.proposed:
        say()
        say(_("For next time"))
        for complaint in summary.proposed:
            say(f"  – {complaint}")
    say()
    say(words.mood_sentence(summary.mood))
    if summary.next_lead:
        say(_("Next to lead: {name}").format(name=summary.next_lead))


def _print_reveal(reveal: Reveal) -> None:
    say()
    for point in reveal.points:
        say(figures.works_sentence(point.label, point.works, point.laughed, point.claimed_by))
    for phrase in reveal.phrases:
        say(f"  {quoted(phrase.text)}  ×{phrase.times}")


def _card_data(card: PublicCard) -> dict[str, Any]:
    return {
        "complaint": card.complaint,
        "customer": card.customer,
        "mood": card.mood,
        "channel": card.channel,
        "type": card.type.value,
        "deck_title": card.deck_title,
        "context": card.context,
        "twists": list(card.twists),
    }


def _reveal_data(reveal: Reveal) -> dict[str, Any]:
    return {
        "points": [
            {
                "label": point.label,
                "works": point.works,
                "laughed": point.laughed,
                "claimed_by": point.claimed_by or None,
            }
            for point in reveal.points
        ],
        "phrases": [{"text": phrase.text, "times": phrase.times} for phrase in reveal.phrases],
        "unrated": reveal.unrated,
        "hidden": reveal.hidden,
    }


def _clock(view: PublicView) -> str:
    if view.closed or view.seconds_left is None:
        return _("closed")
    left = _("{time} left").format(time=terms.clock(max(0.0, view.seconds_left)))
    return f"{left} ({_('paused')})" if view.paused else left


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 1)
