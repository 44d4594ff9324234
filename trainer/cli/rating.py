"""trainer rate: rate colleagues' answers, blind, on a screen or by command."""

from typing import Any

import click

from trainer.cli.calibrating import self_command, warm_up_command
from trainer.cli.main import Caller, json_option, pass_caller
from trainer.cli.numbers import NUMBER
from trainer.cli.sheets import example, level_of, print_to_rate, sheet_data
from trainer.cli.speaking import note, paragraph, say, tell_json
from trainer.domain.ids import AnswerId
from trainer.domain.kinds import AnswerStatus
from trainer.domain.rating import Judgement
from trainer.domain.rubric import CriticalFlag
from trainer.errors import NothingToRate
from trainer.locale import _, ngettext, terms
from trainer.services.disputing import dispute
from trainer.services.feedback import rater_feedback
from trainer.services.leading import FlaggedAnswer, flagged_answers, override, rating_queue, resolve, rule_flags
from trainer.services.rating import give_rating, next_answer


@click.group(
    invoke_without_command=True, help=_("Rate colleagues' answers, blind. Without a command the screen opens.")
)
@pass_caller
@click.pass_context
def rate(ctx: click.Context, caller: Caller) -> None:
    if ctx.invoked_subcommand is None:
        from trainer.tui.app import open_rating
        from trainer.tui.leaving import check_terminal

        check_terminal()
        person = caller.person()
        caller.trainer.remember(person)
        ctx.exit(open_rating(caller.trainer, person, caller.theme))


@rate.command("next", help=_("Give me the next answer to rate; it is kept for me for three minutes."))
@json_option
@pass_caller
def rate_next(caller: Caller, as_json: bool) -> None:
    trainer = caller.trainer
    to_rate = trainer.run(next_answer, caller.person().id, render=trainer.render, language=caller.language)
    if to_rate is None:
        raise NothingToRate(_("No answer waits for you. Come back when colleagues have practised."))
    if as_json:
        tell_json(sheet_data(to_rate))
        return
    print_to_rate(to_rate)
    say(_("Names are hidden from colleagues."))
    note(_("Rate with: trainer rate give {answer} {levels}").format(answer=to_rate.answer_id, levels=example(to_rate)))


@rate.command("give", help=_("Rate an answer: CRITERION=LEVEL, levels 1 (awful) to 5 (WOW)."))
@click.argument("answer_id", metavar="ANSWER")
@click.argument("levels", metavar="[CRITERION=LEVEL]...", nargs=-1)
@click.option("--na", "not_applicable", metavar="C", multiple=True, help=_("A criterion that does not apply here."))
@click.option(
    "--flag",
    "flags",
    type=click.Choice([flag.value for flag in CriticalFlag]),
    multiple=True,
    help=_("A critical flag."),
)
@click.option("--laughed", is_flag=True, help=_("This made me laugh."))
@click.option("--steal", metavar="TEXT", default="", help=_("A phrase worth stealing."))
@click.option("--comment", metavar="TEXT", default="", help=_("One kind line to the author."))
@json_option
@pass_caller
def rate_give(
    caller: Caller,
    answer_id: str,
    levels: tuple[str, ...],
    not_applicable: tuple[str, ...],
    flags: tuple[str, ...],
    laughed: bool,
    steal: str,
    comment: str,
    as_json: bool,
) -> None:
    given = {name: level for name, level in map(level_of, levels) if name not in not_applicable}
    judgement = Judgement(given, frozenset(map(CriticalFlag, flags)), laughed, steal, comment)
    rating = caller.trainer.run(give_rating, caller.person().id, AnswerId(answer_id), judgement)
    if as_json:
        tell_json(
            {
                "answer": rating.answer_id,
                "levels": {name: level + 1 for name, level in rating.judgement.levels.items()},
                "score": rating.score,
                "valid": rating.score is not None,
            }
        )
        return
    if not given and not flags:
        say(_("Kept, without levels. Thank you."))
    elif rating.score is None:
        say(_("Kept, but it gives no score: less than 60 % of the rubric's weight was rated."))
    else:
        say(_("Rated: {score} of 100. Thank you.").format(score=terms.score(rating.score)))


@rate.command(
    "feedback", help=_("How I rate: mild or strict, how far apart, how close to the gold answers. For me alone.")
)
@json_option
@pass_caller
def rate_feedback(caller: Caller, as_json: bool) -> None:
    told = caller.trainer.run(rater_feedback, caller.person().id)
    if as_json:
        tell_json(
            {
                "given": told.given,
                "needed": told.needed,
                "leniency": told.leniency,
                "leniency_error": told.leniency_error,
                "spread": told.spread,
                "team_spread": told.team_spread,
                "gold_rated": told.gold_rated,
                "alignment": told.alignment,
                "flat": told.flat,
                "agreement": {each.name: each.agreement.value for each in told.agreement},
            }
        )
        return
    if told.leniency is None or told.leniency_error is None or told.spread is None:
        say(
            ngettext(
                "{n} rating in the last eight weeks; from {needed} on you see how you rate.",
                "{n} ratings in the last eight weeks; from {needed} on you see how you rate.",
                told.given,
            ).format(n=told.given, needed=told.needed)
        )
        return
    lean = _("You give {points} points more than the others (± {error}).")
    if told.leniency < 0:
        lean = _("You give {points} points less than the others (± {error}).")
    say(lean.format(points=terms.score(abs(told.leniency)), error=terms.score(told.leniency_error)))
    say(_("Your scores lie {points} points apart, typically.").format(points=terms.score(told.spread)))
    if told.team_spread is not None:
        say(_("Your colleagues' lie {points} apart.").format(points=terms.score(told.team_spread)))
    if told.alignment is not None:
        say(_("With the gold answers: {share} alike.").format(share=terms.percent(told.alignment)))
    if told.flat:
        say(_("Most answers got nearly the same from you; the words of the five levels may help to tell them apart."))
    say(_("This changes no score, and nobody else sees it."))


@rate.command("dispute", help=_("Ask for one more rating of an own answer, once; say why."))
@click.argument("answer_id", metavar="ANSWER")
@click.option("--why", metavar="TEXT", required=True, help=_("One line: why one more rating would help."))
@json_option
@pass_caller
def rate_dispute(caller: Caller, answer_id: str, why: str, as_json: bool) -> None:
    answer = caller.trainer.run(dispute, caller.person().id, AnswerId(answer_id), why)
    if as_json:
        tell_json({"answer": answer.id, "needed": answer.needed})
        return
    say(_("One more colleague will rate it, blind; both scores will stand side by side."))


@rate.command("flags", help=_("Critical flags that wait for the lead's word."))
@json_option
@pass_caller
def rate_flags(caller: Caller, as_json: bool) -> None:
    flagged = caller.trainer.run(flagged_answers, caller.person().id)
    if as_json:
        tell_json([_flag_data(each) for each in flagged])
        return
    if not flagged:
        say(_("No critical flag waits for you."))
    for each in flagged:
        say(f"{each.answer_id}  " + ", ".join(terms.flag(flag) for flag in each.flags))
        say(paragraph(each.complaint))
        say(paragraph(each.text, indent="    "))
    if flagged:
        note(_("Decide with: trainer rate flag confirm ANSWER, or: trainer rate flag dismiss ANSWER"))


@rate.command("flag", help=_("The lead's word on an answer's critical flags: confirm them, or dismiss them."))
@click.argument("word", metavar="confirm|dismiss", type=click.Choice(["confirm", "dismiss"]))
@click.argument("answer_id", metavar="ANSWER")
@click.option("--why", metavar="TEXT", default="", help=_("One line for the record."))
@click.option(
    "--flag",
    "flags",
    type=click.Choice([flag.value for flag in CriticalFlag]),
    multiple=True,
    help=_("This flag alone; left out, those that wait for a word, else all that raters set."),
)
@json_option
@pass_caller
def rate_flag(caller: Caller, word: str, answer_id: str, why: str, flags: tuple[str, ...], as_json: bool) -> None:
    named, confirm = frozenset(map(CriticalFlag, flags)), word == "confirm"
    ruled = caller.trainer.run(
        rule_flags, caller.person().id, AnswerId(answer_id), confirm=confirm, why=why, flags=named
    )
    if as_json:
        tell_json({**_flag_data(ruled), "confirmed": confirm})
        return
    told = ", ".join(terms.flag(flag) for flag in ruled.flags)
    if confirm:
        say(_("Confirmed: {flags}. The card counts as not to standard; its score stays.").format(flags=told))
    else:
        say(_("Dismissed: {flags}. The card counts by its score.").format(flags=told))


@rate.command(
    "override", help=_("The lead gives a published answer another score, 0 to 100; the original stays beside it.")
)
@click.argument("answer_id", metavar="ANSWER")
@click.argument("score", metavar="SCORE", type=NUMBER)
@click.option("--why", metavar="TEXT", required=True, help=_("One line; the author reads it."))
@json_option
@pass_caller
def rate_override(caller: Caller, answer_id: str, score: float, why: str, as_json: bool) -> None:
    amended = caller.trainer.run(override, caller.person().id, AnswerId(answer_id), score, why)
    if as_json:
        tell_json({"answer": answer_id, "score": amended.score, "original": amended.original, "why": amended.why})
        return
    say(
        _("It counts as {score} now; the original {original} stays beside it.").format(
            score=terms.score(amended.score), original=terms.score(amended.original)
        )
    )


@rate.command("resolve", help=_("The lead publishes an answer early, with the ratings it has."))
@click.argument("answer_id", metavar="ANSWER")
@json_option
@pass_caller
def rate_resolve(caller: Caller, answer_id: str, as_json: bool) -> None:
    status = caller.trainer.run(resolve, caller.person().id, AnswerId(answer_id))
    if as_json:
        tell_json({"answer": answer_id, "status": status.value})
    elif status is AnswerStatus.PUBLISHED:
        say(_("Published with the ratings it has."))
    else:
        say(_("It has no rating that gives a score: closed without one, and it counts for nothing."))


@rate.command("queue", help=_("For the lead: what waits for ratings, what was scored lately, and counts; no names."))
@json_option
@pass_caller
def rate_queue(caller: Caller, as_json: bool) -> None:
    queue = caller.trainer.run(rating_queue, caller.person().id)
    if as_json:
        tell_json(
            {
                "given": queue.given,
                "raters": queue.raters,
                "flags": queue.flags,
                "waiting": [
                    {
                        "answer": each.answer_id,
                        "raters": each.raters,
                        "needed": each.needed,
                        "weeks": each.weeks,
                        "disputed": each.disputed,
                    }
                    for each in queue.answers
                ],
                "scored": [
                    {
                        "answer": each.answer_id,
                        "score": each.score,
                        "mean": each.mean,
                        "raters": each.raters,
                        "original": each.amended.original if each.amended else None,
                        "flags": [flag.value for flag in each.flags],
                    }
                    for each in queue.scored
                ],
            }
        )
        return
    say(
        ngettext("{n} rating this week", "{n} ratings this week", queue.given).format(n=queue.given)
        + ", "
        + ngettext("by {n} person", "by {n} people", queue.raters).format(n=queue.raters)
    )
    for each in queue.answers:
        say(
            _("{answer}  waits: {raters} of {needed} ratings").format(
                answer=each.answer_id, raters=each.raters, needed=each.needed
            )
        )
    for scored in queue.scored:
        confirmed = ", ".join(terms.flag(flag) for flag in scored.flags)
        say(f"{scored.answer_id}  {terms.score(scored.score)}" + (f"  {confirmed}" if confirmed else ""))
    if queue.flags:
        note(_("Critical flags wait for your word: trainer rate flags"))


def _flag_data(flagged: FlaggedAnswer) -> dict[str, Any]:
    return {
        "answer": flagged.answer_id,
        "complaint": flagged.complaint,
        "text": flagged.text,
        "flags": [flag.value for flag in flagged.flags],
        "published": flagged.published,
    }


rate.add_command(warm_up_command)
rate.add_command(self_command)
