"""trainer session sheets | wall | calendar: paper for the hot seat, the wall of WOW, what comes next and who leads it."""

import click

from trainer.bootstrap import make_gold
from trainer.cli.main import Caller, json_option, pass_caller
from trainer.cli.speaking import note, paragraph, say, tell_json
from trainer.domain.walls import WowAnswer
from trainer.errors import NotFound
from trainer.locale import _, terms
from trainer.locale import sessions as words
from trainer.services.sessions.opening import find_session
from trainer.services.sessions.planning import next_sessions
from trainer.services.sessions.walls import wall_of_wow


@click.command("sheets", help=_("Write the card and a rating sheet of your session as a page to print; says where."))
@click.argument("wanted", metavar="ID")
@json_option
@pass_caller
def sheets_command(caller: Caller, wanted: str, as_json: bool) -> None:
    from trainer.tui.keepsakes import keep_sheets

    session = caller.trainer.run(find_session, wanted)
    path = keep_sheets(caller.trainer, session.id, caller.person().id)
    if as_json:
        tell_json({"session": session.id, "file": str(path)})
        return
    say(str(path))


@click.command(
    "wall",
    help=_("The wall of WOW: answers that their authors gave to it. --gold N makes one a gold answer of its card."),
)
@click.option("--gold", type=click.IntRange(1), metavar="N", help=_("The number of the answer, as listed."))
@json_option
@pass_caller
def wall_command(caller: Caller, gold: int | None, as_json: bool) -> None:
    me = caller.person()
    wall = caller.trainer.run(wall_of_wow, me.id)
    if gold is None:
        _tell_wall(wall, as_json)
        return
    if gold > len(wall):
        raise NotFound(_("There is no number {n} on the wall.").format(n=gold))
    before, after = make_gold(caller.trainer, me.id, wall[gold - 1].answer_id)
    if as_json:
        tell_json({"before": str(before), "file": str(after), "card": wall[gold - 1].card_id})
        return
    say(str(after))
    note(_("What is new: {command}").format(command=f"trainer deck diff {before} {after}"))


@click.command("calendar", help=_("The next sessions by weekday, and who leads them by the rota."))
@json_option
@pass_caller
def calendar_command(caller: Caller, as_json: bool) -> None:
    presets, problems = caller.trainer.presets()
    planned = caller.trainer.run(next_sessions, caller.person().id, presets)
    if as_json:
        tell_json(
            [
                {"day": each.day.isoformat(), "preset": each.preset.id, "lead": each.lead_name or None}
                for each in planned
            ]
        )
    for problem in problems:
        note(problem)
    if as_json:
        return
    for each in planned:
        say(f"{terms.weekday_and_day(each.day)}  {words.preset_title(each.preset)}  ·  {each.lead_name}")


def _tell_wall(wall: tuple[WowAnswer, ...], as_json: bool) -> None:
    if as_json:
        tell_json(
            [
                {
                    "number": place,
                    "day": each.opened_at.astimezone().date().isoformat(),
                    "deck": each.deck_id,
                    "card": each.card_id,
                    "complaint": each.complaint,
                    "text": each.text,
                    "author": each.author or None,
                    "works": each.works,
                }
                for place, each in enumerate(wall, 1)
            ]
        )
        return
    for place, each in enumerate(wall, 1):
        say(f"{place}  {each.author or _('a colleague')}  ·  {terms.score(each.works)}  ·  {each.complaint}")
        say(paragraph(each.text, indent="    "))
    if not wall:
        note(_("Nothing hangs here yet: an author gives an answer with trainer session claim LETTER --wall"))
