"""The command `trainer` and its global options."""

import io
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from trainer import __version__, paths
from trainer.cli.grouping import CommandsInModules
from trainer.config import THEMES, Settings, read_settings
from trainer.errors import NotFound, TrainerError
from trainer.locale import LANGUAGES, _, use

if TYPE_CHECKING:  # `deck check` needs no store: a sixth of its start
    from trainer.bootstrap import Trainer
    from trainer.domain.people import Person


@dataclass
class Caller:
    """Who calls, on which database; made once a command, passed on by click."""

    database: str
    name: str | None
    language: str
    theme: str
    _trainer: "Trainer | None" = field(default=None, repr=False)

    @property
    def trainer(self) -> "Trainer":
        if self._trainer is None:
            from trainer.bootstrap import Trainer

            self._trainer = Trainer(self.database, language=self.language)
            self._trainer.open()
        return self._trainer

    def person(self) -> "Person":
        """The person who calls: --as, else who sat here last, else the only one there is. Raises NotFound."""
        from trainer.services.people import find_person, first_run, list_people

        people = [person for person, _team in self.trainer.run(list_people)]
        if self.name is not None:
            if not people:
                return self.trainer.run(first_run, self.name)
            return self.trainer.run(find_person, self.name)
        remembered = self.trainer.remembered()
        for person in people:
            if person.id == remembered or len(people) == 1:
                return person
        if not people:
            raise NotFound(
                _("Nobody is on the team list yet. Start with: trainer (it asks your name), or trainer --as NAME …")
            )
        raise NotFound(_("Say who you are: trainer --as NAME … (see the names with: trainer team list)"))

    def close(self) -> None:
        if self._trainer is not None:
            self._trainer.close()


class Commands(CommandsInModules):
    """Everything that `trainer` can be told."""

    FOLDER = "trainer.cli"
    MODULES = (
        ("practise", "practising"),
        ("deal", "dealing"),
        ("answer", "answering"),
        ("rate", "rating"),
        ("progress", "progress"),
        ("report", "reports"),
        ("session", "sessions"),
        ("if-then", "if_thens"),
        ("team", "people"),
        ("deck", "decks"),
        ("serve", "serve"),
        ("data", "data"),
        ("demo", "demo"),
        ("doctor", "doctor"),
    )

    def name_in_module(self, command: str) -> str:
        return command.replace("-", "_")


def build() -> click.Group:
    """The command, in the language that `use` has chosen: help texts are translated when they are declared."""

    @click.group(
        cls=Commands,
        invoke_without_command=True,
        context_settings={"help_option_names": ["-h", "--help"]},
        help=_("Practise answering complaints: absurd cards on a clock, scored blind by colleagues.")
        + "\n\n"
        + _("Without a command the home screen opens."),
    )
    @click.option(
        "--database", metavar="URL", envvar="TRAINER_DATABASE_URL", help=_("sqlite:///FILE or postgresql+psycopg://…")
    )
    @click.option("--as", "name", metavar="NAME", help=_("Who you are."))
    @click.option("--lang", type=click.Choice(LANGUAGES), help=_("The language of the program; else the system's."))
    @click.option("--theme", type=click.Choice(THEMES), help=_("Colours of the screens."))
    @click.version_option(__version__, prog_name="trainer", message="%(prog)s %(version)s", help=_("Show the version."))
    @click.pass_context
    def trainer(
        ctx: click.Context, database: str | None, name: str | None, lang: str | None, theme: str | None
    ) -> None:
        settings = _settings()
        caller = Caller(
            database or settings.database or paths.default_database(),
            name,
            use(lang or settings.language or None),
            theme or settings.theme,
        )
        ctx.obj = caller
        ctx.call_on_close(caller.close)
        if ctx.invoked_subcommand is None:
            from trainer.tui.app import open_home

            ctx.exit(open_home(caller.database, name, caller.language, caller.theme))

    return trainer


def run(arguments: Sequence[str]) -> int:
    """Runs one command; returns the exit code: 0 done, 1 refused or problems were found, 2 wrong usage. Never a traceback
    for a refusal."""
    try:
        use(_language_wanted(arguments) or _settings().language or None)
        result = build().main(args=list(arguments), prog_name="trainer", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except TrainerError as refused:
        from trainer.cli.speaking import note

        note(str(refused))
        return refused.exit_code
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.ClickException as wrong:
        from trainer.cli.speaking import note

        said = io.StringIO()
        wrong.show(said)
        note(said.getvalue().rstrip())  # cleaned: click quotes some of what was typed as it stands
        return wrong.exit_code
    except (click.Abort, KeyboardInterrupt) as stopped:
        return _stopped(stopped)
    except BrokenPipeError:  # `trainer deck list | head`
        sys.stderr.close()
        return 0


def _stopped(stopped: BaseException) -> int:
    """130 after ctrl+c; 1 where a question found nobody: in a script, which should say --yes."""
    if not isinstance(stopped.__context__, EOFError):
        return 130
    from trainer.cli.speaking import note

    note("\n" + _("Nobody was there to answer: nothing was done."))
    return 1


def _settings() -> Settings:
    return read_settings()


def _language_wanted(arguments: Sequence[str]) -> str | None:
    """--lang among the arguments, read before click is, since help texts are translated as they are declared."""
    for position, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return argument.partition("=")[2]
        if argument == "--lang" and position + 1 < len(arguments):
            return arguments[position + 1]
    return None


pass_caller = click.make_pass_decorator(Caller)


def json_option(command: click.decorators.FC) -> click.decorators.FC:
    """`--json`; declared anew for each command, for this module is imported before the language is chosen."""
    told = _("Print one JSON document instead of text.")
    return click.option("--json", "as_json", is_flag=True, help=told)(command)
