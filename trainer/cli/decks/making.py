"""trainer deck new: a deck with one card, whose comments teach the format."""

import sys
from pathlib import Path

import click

from trainer.cli.main import Caller, json_option, pass_caller
from trainer.cli.speaking import note, note_left_out, say, tell_json
from trainer.domain.texts import clean, clean_line
from trainer.errors import DeckRefused, WrongUsage
from trainer.locale import _


@click.command(
    "new", help=_("Make a deck to begin with: asks five questions and writes a file that teaches the format.")
)
@click.argument("file", metavar="[FILE]", required=False, type=click.Path(path_type=Path))
@click.option("--title", metavar="TEXT", help=_("What people choose the deck by."))
@click.option("--locale", metavar="TAG", help=_("Its language, e.g. en-GB or uk-UA."))
@click.option("--industry", metavar="TEXT", help=_("What kind of business it is about."))
@click.option("--role", metavar="TEXT", help=_("Who answers: waiter, receptionist, director."))
@click.option("--complaint", metavar="TEXT", help=_("The first complaint."))
@click.option("--no-input", is_flag=True, help=_("Ask nothing."))
@json_option
@pass_caller
def command(
    caller: Caller,
    file: Path | None,
    title: str | None,
    locale: str | None,
    industry: str | None,
    role: str | None,
    complaint: str | None,
    no_input: bool,
    as_json: bool,
) -> None:
    from trainer.decks.composing import slug
    from trainer.decks.locales import canonical, locale_trouble
    from trainer.decks.making import SCHEMA_FILE, NewDeck, make_deck
    from trainer.decks.problems import Severity
    from trainer.decks.reading import read_deck_text
    from trainer.decks.writing import write_file

    asking = not no_input and sys.stdin.isatty()

    def ask(given: str | None, question: str, otherwise: str) -> str:
        if given is None and asking:
            answer: str = click.prompt(question, default=otherwise, err=True, show_default=bool(otherwise))
        else:
            answer = otherwise if given is None else given
        note_left_out(answer)
        return clean(answer, 2000).strip()

    language = {"en": "en-GB", "uk": "uk-UA", "ru": "ru"}.get(caller.language, "en-GB")
    answers = NewDeck(
        title=clean_line(ask(title, _("What shall the deck be called?"), _("Our complaints")), 200),
        locale=canonical(ask(locale, _("Which language does it speak?"), language)),
        industry=clean_line(ask(industry, _("What kind of business is it about? (may stay empty)"), ""), 100),
        role=clean_line(ask(role, _("Who answers: a waiter, a director? (may stay empty)"), ""), 100),
        complaint=ask(complaint, _("What is the first complaint, in the customer's words?"), _("The sea was too wet.")),
    )
    guess = locale_trouble(answers.locale)
    if guess is not None:
        near = _('did you mean "{guess}"?').format(guess=guess) if guess else _("write it as en-GB or uk-UA")
        raise WrongUsage(_("{given} is no language: {near}").format(given=answers.locale, near=near))
    name = slug(answers.title, words=12, limit=60) or "deck"
    path = file or Path(f"{name}.yaml")
    text = make_deck(answers, slug(path.stem, words=12, limit=60) or name)
    read = read_deck_text(text, path.name)
    if read.deck is None:
        raise DeckRefused(next(str(each) for each in read.problems if each.severity is Severity.ERROR))
    keep_new_file(path, text)
    schema = path.parent / SCHEMA_FILE
    if not schema.exists():
        from trainer.decks.describing import schema_text

        write_file(schema, schema_text(), replace=False)
    if as_json:
        tell_json({"file": str(path), "deck": read.deck.id, "card": read.deck.cards[0].id, "schema": str(schema)})
        return
    say(str(path))
    tell_next(path, read.deck.id, newcomer=is_new_here(caller))


def tell_next(path: Path, deck_id: str, *, newcomer: bool = False) -> None:
    """What one does with a new file. `newcomer`: nobody is known here yet, so a name must be said once."""
    shown = clean_line(str(path), 500)
    name = _("NAME")
    note(_("Next: see the card while you write; in it F4 opens your editor ($EDITOR)"))
    note(f"  trainer deck preview {shown} --watch")
    note(_("then let the program deal it, and answer it yourself"))
    note(f"  trainer deck install {shown}")
    note(f"  trainer{f' --as {name}' if newcomer else ''} practise --deck {deck_id}")


def is_new_here(caller: Caller) -> bool:
    """Whether there is no database yet, and so nobody who could practise."""
    from trainer.storage.places import file_of

    file = file_of(caller.database)
    return file is not None and not file.exists()


def keep_new_file(path: Path, text: str) -> None:
    """Writes a file that must not be there yet. Raises DeckRefused."""
    from trainer.decks.writing import write_file

    shown = clean_line(str(path), 500)
    if path.suffix.lower() not in (".yaml", ".yml"):
        raise WrongUsage(_("{file}: a deck's name ends in .yaml").format(file=shown))
    try:
        write_file(path, text, replace=False)
    except FileExistsError:
        raise DeckRefused(
            _("{file} is there already and stays as it is: choose another name.").format(file=shown)
        ) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise DeckRefused(_("{file} can't be written: {reason}.").format(file=shown, reason=reason)) from None
