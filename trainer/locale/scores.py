"""How a score is told to somebody without statistics: what raters gave, how they usually rate, how sure it is. Rules 3."""

from collections.abc import Mapping
from enum import StrEnum

from trainer.domain.agreement import Agreement
from trainer.domain.fitting import Basis
from trainer.domain.telling import Amended, AmendKind, ToldScore
from trainer.locale import N_, _, ngettext
from trainer.locale.quoting import quoted
from trainer.locale.terms import score as points

_THESE: Mapping[int, str] = {
    1: N_("this one"),
    2: N_("these two"),
    3: N_("these three"),
    4: N_("these four"),
    5: N_("these five"),
    6: N_("these six"),
    7: N_("these seven"),
    8: N_("these eight"),
}
_AGREEMENTS: Mapping[StrEnum, str] = {
    Agreement.TOO_FEW: N_("too few ratings to tell yet"),
    Agreement.STRONG: N_("you all see it alike"),
    Agreement.FAIR: N_("you mostly see it alike"),
    Agreement.LOOSE: N_("you see it differently: worth a talk"),
}


def score_line(told: ToldScore) -> str:
    """The score with what it rests on: "raters gave 55.0, these three run 6 strict: 59.1 ± 11".

    Told as it was published; `amendment_line` says what came after.
    """
    published = points(told.amended.original if told.amended is not None else told.score)
    if told.basis is not Basis.FITTED:
        gave = ngettext("{n} rater gave {score}", "{n} raters gave {score} on average", told.raters)
        return gave.format(score=published, n=told.raters)
    score = published if told.amended is not None else with_margin(told)
    strict = round(told.strictness)
    if strict == 0:
        words = _("raters gave {mean}, {these} are neither strict nor mild: {score}")
    elif strict > 0:
        words = _("raters gave {mean}, {these} run {points} strict: {score}")
    else:
        words = _("raters gave {mean}, {these} run {points} mild: {score}")
    return words.format(mean=points(told.mean), these=these(told.raters), points=abs(strict), score=score)


def score_meaning(told: ToldScore) -> str:
    """What the line says, in a sentence or two."""
    if told.basis is Basis.FITTED:
        leaning = _("Few ratings also lean a little towards the team's usual score.")
        sentences = [_habit(told), leaning]
        if told.low is not None and told.high is not None:
            sure = _("Nine times in ten the true value lies between {low} and {high}.")
            sentences.append(sure.format(low=whole(told.low), high=whole(told.high)))
        return " ".join(sentences)
    if told.basis is Basis.TOO_FEW:
        return _("The plain mean: too few ratings so far to tell who rates strictly and who mildly.")
    if told.basis is Basis.NOT_LINKED:
        return _("The plain mean: these raters have no answer in common with the others yet, so nothing is evened out.")
    return _("The plain mean of the ratings.")


def _habit(told: ToldScore) -> str:
    """How these raters usually rate beside the others, and that it is taken out of the score."""
    points_off = abs(round(told.strictness))
    if points_off == 0:
        return _("Usually {these} give as much as others do.").format(these=these(told.raters))
    if told.strictness > 0:
        words = ngettext(
            "Usually {these} give about {n} point less than others; that is evened out.",
            "Usually {these} give about {n} points less than others; that is evened out.",
            points_off,
        )
    else:
        words = ngettext(
            "Usually {these} give about {n} point more than others; that is evened out.",
            "Usually {these} give about {n} points more than others; that is evened out.",
            points_off,
        )
    return words.format(these=these(told.raters), n=points_off)


def amendment_line(told: ToldScore, amended: Amended) -> str:
    """What came after publication; the original stands beside it."""
    changed = {"score": with_margin(told), "original": points(amended.original)}
    match amended.kind:
        case AmendKind.OVERRIDE:
            words = _("Now {score}: your lead set it. Before: {original}.").format(**changed)
        case AmendKind.DISPUTE:
            words = _("Now {score}, with the one more rating that was asked for. Before: {original}.").format(**changed)
        case AmendKind.FLAG:
            words = _("Your lead has looked at a critical flag of this answer; its score stays.")
    return f"{words} {quoted(amended.why)}" if amended.why else words


def with_margin(told: ToldScore) -> str:
    """The score that counts, with half its 90 % interval in whole points where there is one: "59.1 ± 11"."""
    if told.low is None or told.high is None:
        return points(told.score)
    words = _("{score} ± {half}").format(score=points(told.score), half=round((told.high - told.low) / 2))
    return words.replace(" ", "\u00a0")


def whole(score: float) -> int:
    """A score in whole points, within 0-100."""
    return round(min(100.0, max(0.0, score)))


def these(raters: int) -> str:
    """The raters of one answer, counted in a word: "these three"."""
    words = _THESE.get(raters)
    return _(words) if words else ngettext("these {n}", "these {n}", raters).format(n=raters)


def agreement(code: Agreement) -> str:
    """How far raters agree on one criterion, in words (rules 8)."""
    return _(_AGREEMENTS[code])
