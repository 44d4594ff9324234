"""Pages and reports as plain data for one JSON document: keys are stable, points unrounded, instants ISO 8601 in UTC."""

from typing import Any

from trainer.domain.answering import mean_fluency
from trainer.domain.coverage import DeckShare
from trainer.domain.evidence import Evidence, because
from trainer.domain.levels import ServiceLevel
from trainer.domain.progress import CountedCard, OwnPage
from trainer.domain.reporting import OwnReport, SessionReport, TeamReport
from trainer.domain.teams import SessionMood, TeamPage
from trainer.domain.teamwork import TeamLevel
from trainer.domain.weeks import week_name
from trainer.locale import sessions


def own_data(page: OwnPage) -> dict[str, Any]:
    """One's own page (rules 6, 7)."""
    upcoming = page.next
    return {
        "as_of": page.as_of.isoformat(),
        "service_level": level_data(page.level),
        "outcomes": list(page.outcomes),
        "quality": {
            "mean": page.quality.mean,
            "low": page.quality.low,
            "high": page.quality.high,
            "scores": page.quality.scores,
        },
        "trend": {
            "direction": page.trend.direction,
            "change": page.trend.change,
            "needed": page.trend.needed,
            "z": page.trend.z,
            "start": page.start,
            "scores": list(page.scores),
            "line": list(page.line),
        },
        "criteria": [
            {"criterion": each.name, "own": each.own, "team": each.team, "answers": each.answers}
            for each in page.criteria
        ],
        "comments": list(page.comments),
        "mastery": [
            {
                "type": each.type,
                "stage": each.mastery.stage,
                "fades_in_days": each.mastery.fades_in_days,
                "mean": each.mastery.mean,
                "cautious": each.mastery.cautious,
                "evidence": each.mastery.evidence,
                "answers": each.answers,
                "last_score": each.last_score,
                "last_at": each.last_at.isoformat() if each.last_at else None,
            }
            for each in page.masteries
        ],
        "weeks": {
            "last_13": list(page.weeks.shown),
            "in_a_row": page.weeks.in_a_row,
            "free_left": page.weeks.free_left,
        },
        "critical_free": {"free": page.critical_free, "answers": page.scored},
        "fluency": {"mean": mean_fluency(page.variants), "answers": len(page.variants)},
        "bar": page.bar,
        "waiting": page.waiting,
        "ratings_owed": page.owed,
        "scores_closed": page.held,
        "next": None
        if upcoming is None
        else {
            "deal": upcoming.deal_id,
            "complaint": upcoming.complaint,
            "type": upcoming.type,
            "why": upcoming.reason.why,
            "times": upcoming.reason.times,
            "last_score": upcoming.last_score,
            "last_raters": upcoming.last_raters,
            "last_days_ago": upcoming.last_days_ago if upcoming.last_score is not None else None,
        },
        "practice": True,
    }


def team_data(page: TeamPage) -> dict[str, Any]:
    """The lead's page (rules 7); people in alphabetical order."""
    return {
        "team": page.team.name,
        "as_of": page.as_of.isoformat(),
        "service_level": team_level_data(page.level),
        "rating_coverage": {
            "scored": page.ratings.scored,
            "waiting": page.ratings.waiting,
            "unscored": page.ratings.unscored,
            "sent": page.ratings.sent,
        },
        "types": list(page.types),
        "people": [
            {
                "name": row.person.name,
                "cells": [
                    {"type": kind, "mean": cell.mean, "answers": cell.answers}
                    for kind, cell in zip(page.types, row.cells, strict=True)
                ],
            }
            for row in page.people
        ],
        "talks": [
            {
                "name": talk.person.name,
                "reasons": list(talk.reasons),
                "service_level": level_data(talk.level),
                "change": talk.change,
                "silent_days": talk.silent_days,
            }
            for talk in page.talks
        ],
        "queue": {
            "waiting": page.queue.waiting,
            "ratings_missing": page.queue.ratings_missing,
            "oldest_days": page.queue.oldest_days,
            "unconfirmed_flags": page.queue.unconfirmed_flags,
        },
        "critical_free": {"free": page.critical_free.free, "answers": page.critical_free.answers},
        "programme": {
            "invited": page.health.invited,
            "took_part": page.health.took_part,
            "active": page.health.active,
            "weeks": page.health.weeks,
            "by_week": list(page.health.by_week),
        },
        "moods": [_mood(each) for each in page.moods],
        "recommended": {
            "promoters": page.recommended.promoters,
            "passives": page.recommended.passives,
            "detractors": page.recommended.detractors,
            "score": page.recommended.score,
            "standard_error": page.recommended.error,
        },
        "change": {
            "change": page.change.change,
            "mean": page.change.mean,
            "low": page.change.low,
            "high": page.change.high,
            "people": page.change.people,
        },
        "bar": page.team.bar,
        "suggested_bar": page.suggested_bar,
        "periods": [team_level_data(each) for each in page.periods],
        "decks": {
            "cards": page.decks.cards,
            "practised": page.decks.practised,
            "stages": [_share(each) for each in page.decks.stages],
            "channels": [_share(each) for each in page.decks.channels],
            "types": [_share(each) for each in page.decks.types],
        },
        "scores_can_be_guessed": page.guessable,
        "practice": True,
    }


def own_report_data(report: OwnReport) -> dict[str, Any]:
    """The page with every card and what was sent."""
    cards = [{**card_data(each.card), "answer": each.text} for each in report.cards]
    return {"report": "me", **own_data(report.page), "cards": cards}


def team_report_data(report: TeamReport) -> dict[str, Any]:
    """The page with the cards of nobody in particular, no time finer than the ISO week; single people on demand alone."""
    cards = []
    for each in report.cards:
        card = card_data(each.card)
        del card["deal"], card["closed_at"]
        cards.append({"week": week_name(each.card.closed_at), **card})
    page = team_data(report.page)
    if not report.people:
        del page["people"], page["talks"]
    return {"report": "team", **page, "cards": cards}


def evidence_data(evidence: Evidence) -> dict[str, Any]:
    """The cards behind a number."""
    return {
        "number": evidence.number,
        "type": evidence.kind,
        "criterion": evidence.criterion or None,
        "cards": [
            {
                **card_data(each.card),
                "because": because(each.card, each.part),
                "part": each.part,
                "weight": each.weight,
                "value": each.value,
            }
            for each in evidence.cards
        ],
        "practice": True,
    }


def session_report_data(report: SessionReport) -> dict[str, Any]:
    """A closed session: answers by their letters, names of those who claimed alone."""
    whole, card = report.summary, report.card
    return {
        "session": report.session_id,
        "preset": report.preset.id,
        "lead": report.lead_name,
        "day": report.opened_at.astimezone().date().isoformat(),
        "people": whole.people,
        "ratings": whole.ratings,
        "card": None
        if card is None
        else {
            "complaint": card.complaint,
            "customer": card.customer,
            "channel": card.channel,
            "type": card.type,
            "deck": card.deck_title,
            "context": card.context,
            "twists": list(card.twists),
            "hidden_interest": report.hidden_interest,
        },
        "answers": [
            {
                "answer": each.label,
                "text": each.text,
                "works": each.works,
                "laughed": each.laughed,
                "claimed_by": each.author or None,
                "complaint": each.complaint or (card.complaint if card else ""),
            }
            for each in report.answers
        ],
        "hidden": whole.reveal.hidden,
        "phrases": [{"text": each.text, "times": each.times} for each in whole.reveal.phrases],
        "debrief": [
            {"question": sessions.question(question), "lines": list(lines)} for question, lines in whole.questions
        ],
        "if_thens": whole.if_thens,
        "proposed": list(whole.proposed),
        "mood": {"pairs": whole.mood.pairs, "pleasure": whole.mood.pleasure, "energy": whole.mood.energy},
        "next_lead": whole.next_lead or None,
        "practice": True,
    }


def level_data(level: ServiceLevel) -> dict[str, Any]:
    return {
        "hits": level.hits,
        "eligible": level.eligible,
        "status": level.status,
        "low": level.low,
        "high": level.high,
        "target": level.target,
    }


def team_level_data(level: TeamLevel) -> dict[str, Any]:
    return {
        "hits": level.hits,
        "eligible": level.eligible,
        "low": level.low,
        "high": level.high,
        "target": level.target,
        "people_counted": level.counted,
        "people": level.people,
    }


def card_data(card: CountedCard) -> dict[str, Any]:
    """One counted card, as published; `original` where an amendment counts instead."""
    return {
        "deal": card.deal_id,
        "deck": card.deck_id,
        "card": card.card_id,
        "complaint": card.complaint,
        "type": card.type,
        "outcome": card.outcome,
        "counts_for_service_level": card.outcome != "excluded",
        "counts_for_quality": card.counts_for_quality,
        "score": card.score,
        "mean": card.mean,
        "half_width": card.half_width,
        "original": card.original,
        "raters": card.raters,
        "bar": card.bar,
        "rubric_version": card.rubric_version,
        "closed_at": card.closed_at.isoformat(),
    }


def _share(each: DeckShare) -> dict[str, Any]:
    return {"name": each.name, "cards": each.cards, "practised": each.practised}


def _mood(each: SessionMood) -> dict[str, Any]:
    start, end = each.change.start, each.change.end
    return {
        "session_on": each.opened_at.date().isoformat(),
        "pairs": each.change.pairs,
        "before": None if start is None else {"pleasure": start.pleasure, "energy": start.energy},
        "after": None if end is None else {"pleasure": end.pleasure, "energy": end.energy},
    }
