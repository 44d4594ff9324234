"""trainer rate warm-up, trainer rate self: rating beside gold answers; neither counts anywhere."""

import click

from trainer.cli.main import Caller, json_option, pass_caller
from trainer.cli.sheets import example, level_of, print_to_rate, sheet_data
from trainer.cli.speaking import note, paragraph, say, tell_json
from trainer.domain.ids import AnswerId
from trainer.domain.rating import Judgement
from trainer.errors import NothingToRate
from trainer.locale import _, terms
from trainer.services.calibrating import own_to_rate, rate_own, rate_warm_up, warm_up


@click.command(
    "warm-up", help=_("Two gold answers to warm up on, one strong, one weak; once rated, what was expected is shown.")
)
@click.argument("answer_id", metavar="[ANSWER]", required=False)
@click.argument("levels", metavar="[CRITERION=LEVEL]...", nargs=-1)
@json_option
@pass_caller
def warm_up_command(caller: Caller, answer_id: str | None, levels: tuple[str, ...], as_json: bool) -> None:
    trainer, me = caller.trainer, caller.person().id
    if answer_id is None:
        left = trainer.run(warm_up, me, render=trainer.render, language=caller.language)
        if not left:
            raise NothingToRate(_("No warm-up waits: it is done for this week, or no deck has gold answers for it."))
        if as_json:
            tell_json([sheet_data(each) for each in left])
            return
        for each in left:
            print_to_rate(each)
            note(_("Rate with: trainer rate warm-up {answer} {levels}").format(
                answer=each.answer_id, levels=example(each)
            ))  # fmt: skip
        return
    result = trainer.run(rate_warm_up, me, AnswerId(answer_id), Judgement(dict(map(level_of, levels))))
    if as_json:
        tell_json(
            {
                "answer": result.answer_id,
                "levels": {name: level + 1 for name, level in result.given.items()},
                "expected": {name: level + 1 for name, level in result.expected.items()},
                "why": result.why,
                "alignment": result.alignment,
            }
        )
        return
    for criterion in result.criteria:
        if criterion.name in result.expected:
            own = result.given.get(criterion.name)
            say(
                _("{criterion}: you {own}, expected {expected} of 5").format(
                    criterion=terms.criterion(criterion),
                    own="–" if own is None else own + 1,
                    expected=result.expected[criterion.name] + 1,
                )
            )
    if result.why:
        say(_("Why: {reason}").format(reason=result.why))
    say(_("Together: {share} alike.").format(share=terms.percent(result.alignment)))


@click.command(
    "self",
    help=_("In a team of one or two: rate an own answer, beside the gold one. It counts nowhere; only you see it."),
)
@click.argument("answer_id", metavar="[ANSWER]", required=False)
@click.argument("levels", metavar="[CRITERION=LEVEL]...", nargs=-1)
@json_option
@pass_caller
def self_command(caller: Caller, answer_id: str | None, levels: tuple[str, ...], as_json: bool) -> None:
    trainer, me = caller.trainer, caller.person().id
    if answer_id is None or not levels:
        to_rate = trainer.run(own_to_rate, me, None if answer_id is None else AnswerId(answer_id))
        if as_json:
            tell_json(sheet_data(to_rate))
            return
        print_to_rate(to_rate)
        note(
            _("Rate with: trainer rate self {answer} {levels}").format(
                answer=to_rate.answer_id, levels=example(to_rate)
            )
        )
        return
    own = trainer.run(rate_own, me, AnswerId(answer_id), Judgement(dict(map(level_of, levels))))
    if as_json:
        tell_json(
            {
                "answer": answer_id,
                "levels": {name: level + 1 for name, level in own.given.items()},
                "gold": {name: level + 1 for name, level in own.gold.items()},
                "gold_text": own.gold_text,
                "why": own.why,
            }
        )
        return
    if own.alike:
        names = ", ".join(terms.criterion(each) for each in own.alike)
        say(_("As far as the gold answer: {names}.").format(names=names))
    if own.further:
        say(_("What the gold answer adds, the widest step first:"))
    for each in own.further:
        say(
            _("{criterion}, from {own} to {gold}: {anchor}").format(
                criterion=terms.criterion(each),
                own=own.given[each.name] + 1,
                gold=own.gold[each.name] + 1,
                anchor=terms.anchor(each, own.gold[each.name]),
            )
        )
    say(_("The gold answer:"))
    say(paragraph(own.gold_text, indent="    "))
    if own.why:
        say(_("Why: {reason}").format(reason=own.why))
    say(_("Only you see this; it counts nowhere."))
