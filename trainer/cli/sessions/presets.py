"""trainer session presets: what sessions there are, and a copy to change."""

import click

from trainer import paths
from trainer.cli.main import Caller, json_option, pass_caller
from trainer.cli.sessions.describing import preset_data
from trainer.cli.speaking import note, say, tell_json
from trainer.locale import _
from trainer.locale import sessions as words


@click.group(
    "presets", invoke_without_command=True, help=_("The presets: phases and minutes; `copy` makes one of your own.")
)
@json_option
@pass_caller
@click.pass_context
def presets_command(ctx: click.Context, caller: Caller, as_json: bool) -> None:
    if ctx.invoked_subcommand is not None:
        return
    from trainer.bootstrap import Trainer

    found, problems = Trainer(caller.database, language=caller.language).presets()
    if as_json:
        tell_json({"presets": [preset_data(preset) for preset in found], "problems": problems})
    else:
        for preset in found:
            say(f"{preset.id}  ·  {words.preset_title(preset)}  ·  {words.preset_minutes(preset)}")
            steps = (f"{words.phase_title(step.phase)} {step.minutes:g}" for step in preset.steps)
            say("    " + ", ".join(steps))
        for problem in problems:
            note(problem)
        note(_("Your own are here: {folder}").format(folder=paths.own_presets()))
    if problems:
        ctx.exit(1)


@presets_command.command("copy", help=_("Copy a preset to a file of your own and change it there."))
@click.argument("preset_id", metavar="NAME")
@click.argument("new_name", metavar="[NEW]", required=False)
@json_option
@pass_caller
def copy(caller: Caller, preset_id: str, new_name: str | None, as_json: bool) -> None:
    from trainer.decks.presets import copy_preset

    made = copy_preset(paths.shipped_presets(), paths.own_presets(), preset_id, new_name or f"my-{preset_id}")
    if as_json:
        tell_json({"preset": made.stem, "file": str(made)})
        return
    say(str(made))
    note(_("Change it with any editor; then: trainer session new --preset {preset}").format(preset=made.stem))
