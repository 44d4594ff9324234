"""trainer report: one's own practice, the team's or a session, to keep, to print or to count with."""

import os
import stat
import sys
from pathlib import Path

import click

from trainer.cli.main import Caller, json_option, pass_caller
from trainer.cli.speaking import note
from trainer.domain.reporting import OwnReport, SessionReport, TeamReport
from trainer.errors import ReportNotWritten
from trainer.locale import _
from trainer.reports.forms import FORMS, write_report
from trainer.services.reporting import report_me, report_session, report_team
from trainer.services.sessions.opening import find_session


def form_option(command: click.decorators.FC) -> click.decorators.FC:
    told = _("Markdown, one HTML file with its figures in it, CSV with a row an answer, or JSON.")
    form = click.option("--format", "form", type=click.Choice(FORMS), default="md", show_default=True, help=told)
    return form(json_option(command))


def out_option(command: click.decorators.FC) -> click.decorators.FC:
    told = _("Write it into this file, for your eyes only, instead of printing it.")
    return click.option("--out", metavar="FILE", help=told)(command)


@click.group(help=_("Reports of practice, to keep or to print. Each says that it is practice and no verdict on work."))
def report() -> None:
    """Sub-commands do the work."""


@report.command("me", help=_("Your own practice with every card behind it. Nobody else can ask for it."))
@form_option
@out_option
@pass_caller
def report_own(caller: Caller, form: str, out: str | None, as_json: bool) -> None:
    _deliver(caller.trainer.run(report_me, caller.person().id), "json" if as_json else form, out)


@report.command(
    "team", help=_("The team's practice, for its lead: no rank, nobody's single cards, no names unless asked for.")
)
@click.option(
    "--people", is_flag=True, help=_("Single people as well, as the lead's page tells of them; never in CSV.")
)
@form_option
@out_option
@pass_caller
def report_of_team(caller: Caller, form: str, out: str | None, people: bool, as_json: bool) -> None:
    _deliver(caller.trainer.run(report_team, caller.person().id, people=people), "json" if as_json else form, out)


@report.command(
    "session",
    help=_(
        "A session that is closed, by id or code: its card, answers, phrases, notes. Names of those alone who claimed."
    ),
)
@click.argument("wanted", metavar="ID")
@form_option
@out_option
@pass_caller
def report_of_session(caller: Caller, wanted: str, form: str, out: str | None, as_json: bool) -> None:
    me = caller.person()
    session = caller.trainer.run(find_session, wanted)
    _deliver(caller.trainer.run(report_session, session.id, me.id), "json" if as_json else form, out)


def _deliver(found: OwnReport | TeamReport | SessionReport, form: str, out: str | None) -> None:
    text = write_report(found, form).encode("utf-8", "replace")
    if out is None:
        sys.stdout.buffer.write(text)
        sys.stdout.flush()
        return
    try:
        descriptor = os.open(Path(out), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            if stat.S_ISREG(os.fstat(descriptor).st_mode):
                os.fchmod(descriptor, 0o600)  # a file that was there keeps its mode else
            file.write(text)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise ReportNotWritten(_("{file} cannot be written: {reason}.").format(file=out, reason=reason)) from None
    note(_("Written to {file}.").format(file=out))
