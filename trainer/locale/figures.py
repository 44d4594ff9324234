"""Each drawn figure as a sentence that says the same: the table, the mood, works by laughed, the decks. Source: issue 8, 3."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from trainer.domain.coverage import DeckShare
from trainer.domain.heatmaps import kind_means
from trainer.domain.kinds import ComplaintType
from trainer.domain.moods import PAIRS_FROM, MoodChange
from trainer.domain.teams import CELL_FROM, SessionMood, TeamRow
from trainer.domain.teamwork import RECOMMEND_FROM, Recommendation
from trainer.locale import N_, _, ngettext, pages, terms

_SHORT: Mapping[StrEnum, str] = {
    # translators: heads of narrow columns; nine letters at most, ten for the first
    ComplaintType.IMPOSSIBLE_EXPECTATION: N_("impossible"),
    ComplaintType.OWN_MISTAKE: N_("their slip"),
    ComplaintType.OUR_MISTAKE: N_("our slip"),
    ComplaintType.RULE_VS_WISH: N_("rule"),
    ComplaintType.PRICE_FAIRNESS: N_("price"),
    ComplaintType.UNFAIR_COMPARISON: N_("compared"),
    ComplaintType.THIRD_PARTY: N_("others"),
    ComplaintType.FEAR: N_("fear"),
    ComplaintType.TASTE: N_("taste"),
    ComplaintType.VAGUE_FEELING: N_("feeling"),
    ComplaintType.PRESSURE: N_("pressure"),
    ComplaintType.OTHER: N_("other"),
}


def short_type(code: ComplaintType) -> str:
    """A complaint type in one short word, for the head of a narrow column; `terms.complaint_type` has the whole name."""
    return _(_SHORT[code])


def heatmap_legend() -> str:
    """How the table is to be read."""
    return _("Mean scores of 180 days, from {n} answers on; a dot is fewer. In alphabetical order.").format(n=CELL_FROM)


def heatmap_sentence(types: Sequence[ComplaintType], rows: Sequence[TeamRow]) -> str:
    """What the table says of the team: the kind it is most at home with, and the one with most room to grow."""
    means = kind_means(types, rows)
    if not means:
        return _("Nobody has three scored answers of a kind that somebody else has, too.")
    best, least = max(means, key=lambda each: each.mean), min(means, key=lambda each: each.mean)
    if best.type is least.type:
        return _("Of one kind so far: {kind}, {mean} on average.").format(
            kind=terms.complaint_type(best.type), mean=terms.score(best.mean)
        )
    return _("Most at home with: {kind}, {mean} on average. Most room to grow: {other}, {lower}.").format(
        kind=terms.complaint_type(best.type),
        mean=terms.score(best.mean),
        other=terms.complaint_type(least.type),
        lower=terms.score(least.mean),
    )


def mood_axis(name: str) -> str:
    return _("pleasure") if name == "pleasure" else _("energy")


def digit(value: float) -> str:
    """A mean of digits 1-5 with one decimal."""
    # translators: the decimal mark of your language, one character
    return f"{value:.1f}".replace(".", _("."))


def mood_sentence(change: MoodChange) -> str:
    """The team's mood before and after in words; of the team alone."""
    if change.start is None or change.end is None:
        return ngettext(
            "Mood is told from {needed} pairs of digits; there is {n} so far.",
            "Mood is told from {needed} pairs of digits; there are {n} so far.",
            change.pairs,
        ).format(needed=PAIRS_FROM, n=change.pairs)
    return _("Pleasure went from {p0} to {p1} and energy from {e0} to {e1}, of 5 ({n} people).").format(
        p0=digit(change.start.pleasure),
        p1=digit(change.end.pleasure),
        e0=digit(change.start.energy),
        e1=digit(change.end.energy),
        n=change.pairs,
    )


def session_mood(each: SessionMood) -> str:
    """A session's day and what the team's mood did in it."""
    day = terms.weekday_and_day(each.opened_at.astimezone())
    return _("{day}: {mood}").format(day=day, mood=mood_sentence(each.change))


def works_sentence(label: str, works: float | None, laughed: float, name: str = "") -> str:
    """One answer of the reveal: "3 (Olena): works 82.0, 67 % laughed"; without levels the second half alone."""
    who = f"{label} ({name})" if name else label
    if works is None:
        return _("{answer}: {share} laughed").format(answer=who, share=terms.percent(laughed))
    return _("{answer}: works {score}, {share} laughed").format(
        answer=who, score=terms.score(works), share=terms.percent(laughed)
    )


def coverage_words(share: DeckShare) -> str:
    """`3 of 4 practised`, or that there is no card."""
    if not share.cards:
        return _("no card yet")
    return _("{n} of {cards} practised").format(n=share.practised, cards=share.cards)


def coverage_sentence(shares: Sequence[DeckShare]) -> str:
    """Where the decks have a gap; empty without one. That nothing is "of no special kind" is no gap."""
    missing = [
        pages.deck_share(each.name) for each in shares if not each.cards and each.name not in ("", ComplaintType.OTHER)
    ]
    return _("No card yet: {names}.").format(names=", ".join(missing)) if missing else ""


def recommend_sentence(found: Recommendation) -> str:
    """ "Would you recommend these sessions to a colleague?"; the score from ten answers on."""
    n = found.promoters + found.passives + found.detractors
    counts = ngettext(
        "{n} answer: {up} of 9 or 10, {middle} of 7 or 8, {down} lower.",
        "{n} answers: {up} of 9 or 10, {middle} of 7 or 8, {down} lower.",
        n,
    ).format(n=n, up=found.promoters, middle=found.passives, down=found.detractors)
    if not n:
        return _("Nobody has said yet whether they would recommend the sessions; it is asked once a quarter.")
    counts = _("Would they recommend the sessions? {counts}").format(counts=counts)
    if found.score is None or found.error is None:
        return f"{counts} " + _("A score is told from {n} answers.").format(n=RECOMMEND_FROM)
    score = f"{round(found.score):+d}".replace("-", "−")
    return f"{counts} " + _("Recommend score {score}, ± {error}.").format(score=score, error=round(found.error))
