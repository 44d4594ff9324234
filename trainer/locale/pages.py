"""What the pages of progress say in words: each figure has a sentence that says the same. Source: rules 6, 7, 8.

Screens, commands and reports speak through here. Mild words: somebody is "not yet" there, and a talk is an offer of help.
"""

from collections.abc import Mapping
from enum import StrEnum

from trainer.domain.evidence import OwnNumber, Part, TeamNumber
from trainer.domain.habits import Weeks
from trainer.domain.kinds import Channel, ComplaintType
from trainer.domain.kinds import Stage as CardStage
from trainer.domain.mastery import Mastery, Stage
from trainer.domain.progress import NextPractice, OwnCriterion
from trainer.domain.rubric import TARGET, band
from trainer.domain.teams import CriticalFree, Health, RatingCoverage, RatingQueue, Talk, TalkReason
from trainer.domain.teamwork import Change, TeamChange, TeamLevel
from trainer.domain.trends import QUALITY_FROM, TREND_FROM, Direction, Quality, Trend
from trainer.locale import N_, _, ngettext, terms

FADING_TOLD_DAYS = 120
"""A stage that fades later than that is not worth a word today."""
_STAGES: Mapping[StrEnum, str] = {
    Stage.NEW: N_("still new"),
    Stage.LEARNING: N_("learning"),
    Stage.SOLID: N_("solid"),
    Stage.MASTERED: N_("mastered"),
}
_DIRECTIONS: Mapping[StrEnum, str] = {
    Direction.TOO_EARLY: N_("too early for a trend"),
    Direction.IMPROVING: N_("improving"),
    Direction.STEADY: N_("steady"),
    Direction.SLIPPING: N_("slipping"),
}
_CARD_STAGES: Mapping[str, str] = {
    CardStage.ATTRACT: N_("before they buy"),
    CardStage.SERVE: N_("while we serve"),
    CardStage.RETAIN: N_("so that they stay"),
    CardStage.WINBACK: N_("to win them back"),
}
_PARTS: Mapping[StrEnum, str] = {
    Part.COUNTED: N_("counts"),
    Part.FIRST: N_("where the trend begins"),
    Part.LAST: N_("where the trend stands"),
    Part.BEFORE: N_("the span before"),
    Part.SINCE: N_("the latest span"),
    Part.WAITING: N_("waits for its ratings"),
}
_WHY_OWN: Mapping[OwnNumber, str] = {
    OwnNumber.LEVEL: N_("The last 20 cards of 180 days that count for the service level."),
    OwnNumber.QUALITY: N_("Your last 20 scored answers."),
    OwnNumber.TREND: N_("The first and the last scored answers of this half-year: their means are compared."),
    OwnNumber.CRITERION: N_("Of your last 20 scored answers those with three raters."),
    OwnNumber.MASTERY: N_("Your scored answers to this kind; each weighs half as much after 180 days."),
    OwnNumber.WEEKS: N_("The cards of the last 13 weeks."),
}
_WHY_TEAM: Mapping[TeamNumber, str] = {
    TeamNumber.LEVEL: N_("The last 20 cards of everybody who has 5 or more, of nobody in particular."),
    TeamNumber.CELL: N_("The scored answers of 180 days to this kind."),
    TeamNumber.CHANGE: N_("The scored answers of the last 30 days and of the 30 before."),
    TeamNumber.BAR: N_("The cards of the last two times four weeks."),
}


def practice_note() -> str:
    """The line that stands under every page and report."""
    return _("This is practice: it is for learning and no verdict on anybody's work.")


def mastery_stage(code: Stage) -> str:
    return _(_STAGES[code])


def direction(code: Direction) -> str:
    return _(_DIRECTIONS[code])


def part(code: Part) -> str:
    """What a card does in a number."""
    return _(_PARTS[code])


def why_number(number: OwnNumber | TeamNumber) -> str:
    """Which cards a number stands on, as a sentence over their list."""
    return _(_WHY_OWN[number] if isinstance(number, OwnNumber) else _WHY_TEAM[number])


def quality_line(quality: Quality) -> str:
    """The average in half a line: "average 67.3 (54.6-79.9), normal"; empty where there is none."""
    if quality.mean is None or quality.low is None or quality.high is None:
        return ""
    between = f"{terms.score(quality.low)}–{terms.score(quality.high)}"
    return _("average {mean} ({between}), {band}").format(
        mean=terms.score(quality.mean), between=between, band=terms.band(band(quality.mean))
    )


def fading_sentence(found: Mastery) -> str:
    """How long a stage lasts by itself: "fades in 40 days"; empty where it can't or where that is a year away."""
    if found.fades_in_days is None or found.fades_in_days > FADING_TOLD_DAYS:
        return ""
    days = int(found.fades_in_days)
    return ngettext("fades in {n} day", "fades in {n} days", days).format(n=days) if days else _("fades today")


def alone_sentence() -> str:
    """A team of one."""
    return _("You are alone here: colleagues rate what you send. Add one: {command}").format(
        command="trainer team add NAME"
    )


def signed(points: float) -> str:
    """A change with its sign and one decimal: "+16.0", "−3.5"."""
    size = terms.score(abs(points))
    return f"−{size}" if points < 0 and round(points, 1) != 0 else f"+{size}"


def quality_sentence(quality: Quality) -> str:
    """ "Your last 20 scores: 67.3 on average; between 54.6 and 79.9 is what they can tell."."""
    if quality.mean is None or quality.low is None or quality.high is None:
        missing = QUALITY_FROM - quality.scores
        return ngettext(
            "One more score, and there is an average.", "{n} more scores, and there is an average.", missing
        ).format(n=missing)
    return ngettext(
        "Your last {n} score: {mean} on average; between {low} and {high} is what it can tell.",
        "Your last {n} scores: {mean} on average; between {low} and {high} is what they can tell.",
        quality.scores,
    ).format(
        n=quality.scores,
        mean=terms.score(quality.mean),
        low=terms.score(quality.low),
        high=terms.score(quality.high),
    )


def trend_sentence(trend: Trend, scores: int) -> str:
    """Rules 6, always with the change that is called for: "Steady: +16.0 this half-year; +17.4 would be a clear rise."."""
    change, needed = signed(trend.change), signed(trend.needed)
    match trend.direction:
        case Direction.TOO_EARLY:
            return _("A trend needs {needed} scores in a half-year; there are {n} so far.").format(
                needed=TREND_FROM, n=scores
            )
        case Direction.IMPROVING:
            return _("Improving: {change} this half-year; {needed} is where a clear rise begins.").format(
                change=change, needed=needed
            )
        case Direction.SLIPPING:
            return _("Slipping: {change} this half-year; a talk and an easy card may help.").format(change=change)
        case _:
            return _("Steady: {change} this half-year; it needs {needed} to be a clear rise.").format(
                change=change, needed=needed
            )


def criterion_sentence(each: OwnCriterion) -> str:
    """ "Heard: 72.0, the team's middle 77.6"."""
    title = _(each.title)
    if each.own is None:
        return _("{criterion}: no answer with three raters yet").format(criterion=title)
    if each.team is None:
        return _("{criterion}: {score}").format(criterion=title, score=terms.score(each.own))
    return _("{criterion}: {score}, the team's middle {team}").format(
        criterion=title, score=terms.score(each.own), team=terms.score(each.team)
    )


def weeks_sentence(weeks: Weeks) -> str:
    """Rules 8; free weeks are there to be used."""
    row = ngettext("Practice in {n} week in a row.", "Practice in {n} weeks in a row.", weeks.in_a_row)
    free = ngettext(
        "{n} free week is left this quarter.", "{n} free weeks are left this quarter.", weeks.free_left
    ).format(n=weeks.free_left)
    return f"{row.format(n=weeks.in_a_row)} {free}"


def own_critical_free_sentence(free: int, answers: int) -> str:
    """Of the own last 20 scored answers; empty without one."""
    if not answers:
        return ""
    return ngettext(
        "{free} of your last {n} scored answer without a critical flag.",
        "{free} of your last {n} scored answers without a critical flag.",
        answers,
    ).format(free=free, n=answers)


def fluency_sentence(ideas: float | None, answers: int) -> str:
    """Different ideas an answer (rules 1): for its author alone, never part of a score; empty without an answer."""
    if ideas is None:
        return ""
    return ngettext(
        "{ideas} different variants in your last answer: for yourself alone, no part of a score.",
        "{ideas} different variants an answer in your last {n}: for yourself alone, no part of a score.",
        answers,
    ).format(ideas=terms.score(ideas), n=answers)


def owed_sentence(owed: int) -> str:
    """Why this week's scores are still closed; empty when nothing is owed."""
    if not owed:
        return ""
    return ngettext(
        "Rate {n} more answer of a colleague, and this week's scores open.",
        "Rate {n} more answers of colleagues, and this week's scores open.",
        owed,
    ).format(n=owed)


def waiting_sentence(waiting: int) -> str:
    """Own answers without a score yet; empty for none."""
    if not waiting:
        return ""
    return ngettext(
        "{n} answer of yours waits for its ratings", "{n} answers of yours wait for their ratings", waiting
    ).format(n=waiting)


def next_reason(each: NextPractice) -> str:
    """Why it comes next (rules 6: always printed): "vague feeling, because you have not tried this kind yet"."""
    return f"{terms.complaint_type(each.type)}, {terms.why(each.reason)}"


def last_time(each: NextPractice) -> str:
    """How the type went last: "last score 46.0 from 3 colleagues, 19 days ago"; empty where it is new."""
    if each.last_score is None:
        return ""
    given = ngettext(
        "last score {score} from {n} colleague", "last score {score} from {n} colleagues", each.last_raters
    ).format(score=terms.score(each.last_score), n=each.last_raters)
    return f"{given}, {days_ago(each.last_days_ago)}"


def days_ago(days: int) -> str:
    if days <= 0:
        return _("today")
    return ngettext("{n} day ago", "{n} days ago", days).format(n=days)


def guessable_sentence() -> str:
    """Under four people."""
    return _("So few people that scores can be guessed.")


def team_level_count(level: TeamLevel) -> str:
    """Both counts of the team's level: "111 of 160 to standard · 7 of 9 people counted"."""
    people = _("{counted} of {people} people counted").format(counted=level.counted, people=level.people)
    if not level.eligible:
        return people
    count = _("{hits} of {cards} to standard").format(hits=level.hits, cards=level.eligible)
    return f"{count} · {people}"


def team_level_sentence(level: TeamLevel) -> str:
    """What the team's cards can tell, beside the target."""
    if level.low is None or level.high is None:
        return _("Nobody has 5 cards that count yet.")
    between = _("Between {low} and {high} is what the cards can tell; the target is {target}.")
    return between.format(
        low=terms.percent(level.low), high=terms.percent(level.high), target=terms.percent(level.target)
    )


def coverage_sentence(ratings: RatingCoverage) -> str:
    """The rating coverage: "207 of 212 answers rated; 2 wait; 3 nobody got round to"."""
    told = [
        _("{scored} of {sent} answers of 180 days rated").format(scored=ratings.scored, sent=ratings.sent),
        *([ngettext("{n} waits", "{n} wait", ratings.waiting).format(n=ratings.waiting)] if ratings.waiting else []),
        *([_("{n} nobody got round to rating").format(n=ratings.unscored)] if ratings.unscored else []),
    ]
    return "; ".join(told)


def queue_sentence(queue: RatingQueue) -> str:
    if not queue.waiting:
        return _("No answer waits for a rating.")
    ratings = ngettext("{n} rating", "{n} ratings", queue.ratings_missing).format(n=queue.ratings_missing)
    return ngettext(
        "{n} answer waits for {ratings}; the oldest was sent {when}.",
        "{n} answers wait for {ratings}; the oldest was sent {when}.",
        queue.waiting,
    ).format(n=queue.waiting, ratings=ratings, when=days_ago(queue.oldest_days or 0))


def flags_sentence(count: int) -> str:
    """Critical flags that the lead has not ruled on; empty for none."""
    if not count:
        return ""
    return ngettext(
        "{n} answer has a critical flag that waits for your word.",
        "{n} answers have a critical flag that waits for your word.",
        count,
    ).format(n=count)


def critical_free_sentence(share: CriticalFree) -> str:
    if not share.answers:
        return _("No answer of 180 days is scored yet.")
    return _("{free} of {answers} scored answers without a critical flag").format(
        free=share.free, answers=share.answers
    )


def talk_reasons(talk: Talk) -> str:
    """Why it is time to offer somebody a talk."""
    told = []
    for reason in talk.reasons:
        match reason:
            case TalkReason.BELOW:
                told.append(terms.level_count(talk.level))
            case TalkReason.SLIPPING:
                told.append(_("{change} this half-year").format(change=signed(talk.change or 0.0)))
            case TalkReason.SILENT if talk.silent_days is None:
                told.append(_("no practice this half-year"))
            case _:
                days = talk.silent_days or 0
                told.append(ngettext("no practice for {n} day", "no practice for {n} days", days).format(n=days))
    return ", ".join(told)


def health_sentence(health: Health) -> str:
    """Invited, took part, active: never who."""
    return _(
        "Of {invited} people {took_part} took part in the last {weeks} weeks, {active} in four of them or more."
    ).format(invited=health.invited, took_part=health.took_part, weeks=health.weeks, active=health.active)


def change_sentence(change: TeamChange) -> str:
    """Month to month, per person; up or down only when chance is ruled out."""
    if change.mean is None or change.low is None or change.high is None:
        return _("Too few people with three answers in each of two months to compare.")
    words = {
        Change.UP: N_("Up: {change} against the month before ({low} to {high}, {n} people)."),
        Change.DOWN: N_("Down: {change} against the month before ({low} to {high}, {n} people)."),
        Change.UNCLEAR: N_("{change} against the month before; that may be chance ({low} to {high}, {n} people)."),
    }[change.change]
    return _(words).format(
        change=signed(change.mean), low=signed(change.low), high=signed(change.high), n=change.people
    )


def bar_sentence(bar: float, suggested: float | None) -> str:
    """The bar that answers are held to, and whether it may rise. Only a suggestion."""
    stands = _("An answer is to standard from {bar} points.").format(bar=round(bar))
    if suggested is None:
        return stands
    rise = _("Two times four weeks are surely over {target}: you could raise it to {next}.")
    return f"{stands} {rise.format(target=terms.percent(TARGET), next=round(suggested))}"


def deck_share(name: str) -> str:
    """A stage, channel or complaint type of the decks in words; "" is a card that names no stage."""
    if not name:
        return _("no stage named")
    if name in _CARD_STAGES:
        return _(_CARD_STAGES[name])
    if name in set(Channel):
        return terms.channel(name)
    return terms.complaint_type(ComplaintType(name)) if name in set(ComplaintType) else name


def deck_share_sentence(cards: int, practised: int) -> str:
    counted = ngettext("{n} card", "{n} cards", cards).format(n=cards)
    return _("{cards}, {n} of them practised").format(cards=counted, n=practised)
