"""The words for the codes of the practice: a complaint type, a reason, a status, a flag, a day, a length of time.

One vocabulary for screens, commands and reports. Every function translates when it is called, so the language may be
chosen after import. Standard library and the domain only.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from math import ceil

from trainer.domain.kinds import (
    AnswerStatus,
    Channel,
    ComplaintType,
    CustomerState,
    DealState,
    Gender,
    Intent,
    Outcome,
    Sensitivity,
    Skill,
)
from trainer.domain.levels import EARLY_FROM, LevelStatus, ServiceLevel
from trainer.domain.people import Role
from trainer.domain.reasons import Reason, Why
from trainer.domain.rubric import FLAG_WORDS, LEVEL_WORDS, Band, Criterion, CriticalFlag
from trainer.locale import N_, _, ngettext

MONTHS_A_YEAR = 12

_TYPES: Mapping[StrEnum, str] = {
    ComplaintType.IMPOSSIBLE_EXPECTATION: N_("impossible expectation"),
    ComplaintType.OWN_MISTAKE: N_("the customer's own mistake"),
    ComplaintType.OUR_MISTAKE: N_("our mistake"),
    ComplaintType.RULE_VS_WISH: N_("rule against wish"),
    ComplaintType.PRICE_FAIRNESS: N_("fair price"),
    ComplaintType.UNFAIR_COMPARISON: N_("unfair comparison"),
    ComplaintType.THIRD_PARTY: N_("somebody else's doing"),
    ComplaintType.FEAR: N_("fear"),
    ComplaintType.TASTE: N_("taste"),
    ComplaintType.VAGUE_FEELING: N_("vague feeling"),
    ComplaintType.PRESSURE: N_("pressure"),
    ComplaintType.OTHER: N_("of no special kind"),
}
_CHANNELS: Mapping[str, str] = {
    Channel.IN_PERSON: N_("in person"),
    Channel.PHONE: N_("by phone"),
    Channel.CHAT: N_("in the chat"),
    Channel.EMAIL: N_("by e-mail"),
    Channel.REVIEW: N_("in a review"),
    Channel.SOCIAL: N_("in social media"),
}
_STATES: Mapping[StrEnum, str] = {
    CustomerState.ACTIVE: N_("an active customer"),
    CustomerState.PASSIVE: N_("has not been here for a good while"),
    CustomerState.LOST: N_("a customer we had lost"),
    CustomerState.RETURNED: N_("came back to us"),
    CustomerState.PROMOTER: N_("recommends us to others"),
}
_INTENTS: Mapping[StrEnum, str] = {
    Intent.CLEAR: N_("knows what they want"),
    Intent.VAGUE: N_("does not quite know what they want"),
}
_GENDERS: Mapping[StrEnum, str] = {Gender.FEMALE: N_("a woman"), Gender.MALE: N_("a man"), Gender.ANY: N_("a person")}
_SENSITIVITIES: Mapping[StrEnum, str] = {
    Sensitivity.NATIONALITY: N_("nationality"),
    Sensitivity.BODY: N_("the body"),
    Sensitivity.RELIGION: N_("religion"),
    Sensitivity.HEALTH: N_("health"),
    Sensitivity.SEXUAL: N_("sexual matters"),
    Sensitivity.ALCOHOL: N_("alcohol"),
    Sensitivity.MONEY: N_("money"),
    Sensitivity.GRIEF: N_("grief"),
}
_SKILLS: Mapping[StrEnum, str] = {
    Skill.EMPATHY: N_("empathy"),
    Skill.CLARIFY: N_("asking back"),
    Skill.DIGNITY: N_("dignity"),
    Skill.SOLUTION: N_("solution"),
    Skill.BOUNDARY: N_("drawing a line kindly"),
    Skill.NEXT_STEP: N_("next step"),
    Skill.HUMOUR: N_("humour"),
}
_ROLES: Mapping[StrEnum, str] = {Role.EMPLOYEE: N_("employee"), Role.LEAD: N_("lead"), Role.TRAINER: N_("trainer")}
_STATUSES: Mapping[StrEnum, str] = {
    LevelStatus.TOO_EARLY: N_("too early for a number"),
    LevelStatus.EARLY: N_("early days"),
    LevelStatus.SURELY_MET: N_("surely met"),
    LevelStatus.MET: N_("met"),
    LevelStatus.NEAR: N_("near"),
    LevelStatus.BELOW: N_("not yet"),
}
_STATUS_SENTENCES: Mapping[StrEnum, str] = {
    LevelStatus.EARLY: N_("Early days: from 10 cards on it is set beside the target."),
    LevelStatus.SURELY_MET: N_("Surely met: even the cautious end of what the cards can tell is at the target."),
    LevelStatus.MET: N_("Met: your share is at the target or above it."),
    LevelStatus.NEAR: N_("Near: the target is within what your cards can tell."),
    LevelStatus.BELOW: N_("Not yet: there is room to grow, and each card is a step."),
}
_BANDS: Mapping[StrEnum, str] = {Band.WOW: N_("WOW"), Band.NORMAL: N_("normal"), Band.NOT_YET: N_("not yet")}
_OUTCOMES: Mapping[StrEnum, str] = {
    Outcome.HIT: N_("to standard"),
    Outcome.MISS: N_("not yet"),
    Outcome.EXCLUDED: N_("does not count"),
}
_ANSWER_STATUSES: Mapping[StrEnum, str] = {
    AnswerStatus.WAITING: N_("waits for ratings"),
    AnswerStatus.HELD: N_("waits for the round of its session"),
    AnswerStatus.PUBLISHED: N_("scored"),
    AnswerStatus.DISPUTED: N_("rated once more"),
    AnswerStatus.UNSCORED: N_("nobody got round to rating it"),
}
_DEAL_STATES: Mapping[StrEnum, str] = {
    DealState.PREPARED: N_("ready to start"),
    DealState.OPEN: N_("open"),
    DealState.SENT: N_("sent"),
    DealState.PASSED: N_("passed"),
    DealState.EXPIRED: N_("time was up, nothing was written"),
}
_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_MONTHS = (
    N_("Jan"),
    N_("Feb"),
    N_("Mar"),
    N_("Apr"),
    N_("May"),
    N_("Jun"),
    N_("Jul"),
    N_("Aug"),
    N_("Sep"),
    N_("Oct"),
    N_("Nov"),
    N_("Dec"),
)


def complaint_type(code: ComplaintType) -> str:
    """Rules 10: "vague feeling"."""
    return _(_TYPES[code])


def channel(code: str) -> str:
    """How the customer speaks to us: "by phone". A code that this version does not know is shown as it is."""
    words = _CHANNELS.get(code)
    return _(words) if words else code


def customer_state(code: CustomerState) -> str:
    return _(_STATES[code])


def intent(code: Intent) -> str:
    return _(_INTENTS[code])


def gender(code: Gender) -> str:
    return _(_GENDERS[code])


def skill(code: Skill) -> str:
    return _(_SKILLS[code])


def sensitivity(code: Sensitivity) -> str:
    return _(_SENSITIVITIES[code])


def role(code: Role) -> str:
    return _(_ROLES[code])


def band(code: Band) -> str:
    return _(_BANDS[code])


def outcome(code: Outcome) -> str:
    return _(_OUTCOMES[code])


def answer_status(code: AnswerStatus) -> str:
    return _(_ANSWER_STATUSES[code])


def deal_state(code: DealState) -> str:
    return _(_DEAL_STATES[code])


def flag(code: CriticalFlag) -> str:
    return _(FLAG_WORDS[code])


def level(value: int) -> str:
    """A level 0-4 in a word: "normal"."""
    return _(LEVEL_WORDS[value])


def criterion(each: Criterion) -> str:
    """The criterion's title; a card's own one stays in the author's words."""
    return each.title if each.own or not each.title else _(each.title)


def anchor(each: Criterion, value: int) -> str:
    """What level `value` (0-4) of a criterion looks like, in words.

    A card's own criterion names its ends only; what lies between says how far along it is.
    """
    words = each.anchors[value]
    if each.own:
        between = (N_("closer to the low end"), N_("half-way"), N_("closer to the high end"))
        return words or _(between[value - 1])
    return _(words) if words else ""


def why(reason: Reason) -> str:
    """Why this card was chosen, as half a sentence: "because you have not tried this kind yet"."""
    match reason.why:
        case Why.FIRST_CARD:
            return _("because every practice begins with one card")
        case Why.NEW_TYPE:
            return _("because you have not tried this kind yet")
        case Why.LEAST_PRACTISED:
            return ngettext(
                "because you have had this kind {n} time only",
                "because you have had this kind {n} times only",
                reason.times,
            ).format(n=reason.times)
        case Why.LEAST_MASTERED:
            return _("because you master this kind least so far")
        case Why.PICKED | Why.WIN_BACK:
            picked = reason.why is Why.PICKED
            return _("because you picked it") if picked else _("because this customer is not won back yet")
        case Why.AGAIN | Why.SESSION:
            again = reason.why is Why.AGAIN
            return _("because you wanted another try") if again else _("because your team plays it today")


def level_status(code: LevelStatus) -> str:
    """A word or three: "met"."""
    return _(_STATUSES[code])


def level_count(level: ServiceLevel) -> str:
    """The count that a level rests on: "16 of 20 to standard"; under 5 cards: "2 of 5 cards"."""
    if level.status is LevelStatus.TOO_EARLY:
        return _("{n} of {needed} cards").format(n=level.eligible, needed=EARLY_FROM)
    return _("{hits} of {cards} to standard").format(hits=level.hits, cards=level.eligible)


def level_sentence(level: ServiceLevel) -> str:
    """The status of rules 6 in a kind sentence."""
    if level.status is LevelStatus.TOO_EARLY:
        missing = EARLY_FROM - level.eligible
        return ngettext(
            "Too early for a number: {n} more card that counts, and there is one.",
            "Too early for a number: {n} more cards that count, and there is one.",
            missing,
        ).format(n=missing)
    return _(_STATUS_SENTENCES[level.status])


def level_interval(level: ServiceLevel) -> str:
    """What so few cards can tell: "between 62 % and 91 % is what 20 cards can tell"; empty under 5 cards."""
    if level.low is None or level.high is None:
        return ""
    return ngettext(
        "between {low} and {high} is what {n} card can tell",
        "between {low} and {high} is what {n} cards can tell",
        level.eligible,
    ).format(low=percent(level.low), high=percent(level.high), n=level.eligible)


def level_range(level: ServiceLevel) -> str:
    """The same in fewer words: "62–91 % is what 20 cards can tell"; empty under 5 cards."""
    if level.low is None or level.high is None:
        return ""
    return ngettext("{range} is what {n} card can tell", "{range} is what {n} cards can tell", level.eligible).format(
        range=f"{round(level.low * 100)}–{percent(level.high)}", n=level.eligible
    )


def percent(share: float) -> str:
    """A share 0-1 as whole percent, held together by a no-break space: "62 %"."""
    return _("{n} %").format(n=round(share * 100)).replace(" ", "\u00a0")


def score(points: float) -> str:
    """Points 0-100 with one decimal, as rules want them: "61.3" (a decimal comma where the language has one)."""
    text = f"{min(100.0, max(0.0, points)):.1f}"
    # translators: the decimal mark of your language, one character
    return text.replace(".", _("."))


def visits(times: float) -> str:
    """How often a customer comes, given how many times a month: "comes 4 times a month", "comes every 6 months"."""
    if times >= 1:
        if times == int(times):
            return ngettext("comes {n} time a month", "comes {n} times a month", int(times)).format(n=int(times))
        return _("comes {n} times a month").format(n=f"{times:g}".replace(".", _(".")))
    months = round(1 / times)
    if months <= 1:
        return _("comes about once a month")
    if months < MONTHS_A_YEAR - 1:
        return ngettext("comes every {n} month", "comes every {n} months", months).format(n=months)
    years = round(months / MONTHS_A_YEAR)
    if years == 1:
        return _("comes once a year")
    return ngettext("comes every {n} year", "comes every {n} years", years).format(n=years)


def about_minutes(seconds: float) -> str:
    """The length of a timer: "about 7 minutes"."""
    minutes = max(1, ceil(seconds / 60))
    return ngettext("about {n} minute", "about {n} minutes", minutes).format(n=minutes)


def clock(seconds: float) -> str:
    """Time left as a clock shows it, rounded up so that 0:00 means over: "06:42"."""
    whole = max(0, ceil(seconds))
    return f"{whole // 60:02d}:{whole % 60:02d}"


def day(when: date) -> str:
    """A day in a list: "23 Nov"."""
    return _("{day} {month}").format(day=when.day, month=_(_MONTHS[when.month - 1]))


def weekday_and_day(when: date) -> str:
    """Today, in a title line: "Mon 23 Nov"."""
    return _("{weekday} {day}").format(weekday=_(_WEEKDAYS[when.weekday()]), day=day(when))


def left_out(controls: int, over: int) -> str:
    """What was typed or pasted and not kept, in words."""
    told = []
    if controls:
        words = ngettext("{n} control character was taken out.", "{n} control characters were taken out.", controls)
        told.append(words.format(n=controls))
    if over:
        words = ngettext(
            "{n} character did not fit and was left out.", "{n} characters did not fit and were left out.", over
        )
        told.append(words.format(n=over))
    return " ".join(told)
