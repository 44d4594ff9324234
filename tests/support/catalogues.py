"""Keeps the gettext catalogues in step with the sources: `python -m tests.support.catalogues`.

Extracts every `_`, `N_` and `ngettext` of the package, merges the result into en, uk and ru (a text that changed loses its
translation rather than keep a wrong one), fills English with itself, and compiles. It prints what is still to translate.
"""

import ast
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from trainer import __version__
from trainer.locale import DOMAIN, FOLDER, LANGUAGES
from trainer.locale.compiling import compile_catalogues

HEADER = "# Texts of the trainer, language: {language}.\n# Under the same license as the trainer itself.\n#"
PROJECT, OWNER = "trainer", "The trainer founders"
CLICK = (
    "Usage:",
    "Options",
    "Commands",
    "Show this message and exit.",
    "required",
    "default: {default}",
    "env var: {var}",
    "Aborted!",
    "Error: {message}",
    "Error: invalid input",
    "Try '{command} {option}' for help.",
    "Missing command.",
    "Missing argument",
    "Missing option",
    "Missing parameter",
    "Missing {param_type}",
    "Choose from:\n\t{choices}",
    "No such command {name!r}.",
    "No such option {name!r}.",
    ("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    ("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    "Option {name!r} does not take a value.",
    ("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    "Invalid value: {message}",
    "Invalid value for {param_hint}: {message}",
    "{value!r} is not a valid {number_type}.",
    "{value} is not in the range {range}.",
    ("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    "Could not open file {filename!r}: {message}",
    "{name} {filename!r} does not exist.",
    "{name} {filename!r} is a file.",
    "{name} {filename!r} is a directory.",
    "{name} {filename!r} is not readable.",
    "file",
    "directory",
    "path",
)
"""What click itself says to people who type a command: it speaks through our catalogues (`trainer.locale.use`)."""
UNSAID = (b'"Report-Msgid-Bugs-To', b'"POT-Creation-Date', b'"PO-Revision-Date', b'"Generated-By')
PACKAGE = FOLDER.parent
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}


def extracted() -> Catalog:
    """All messages of the sources, in the order of their files; then those of click."""
    catalogue = Catalog(domain=DOMAIN, project=PROJECT, copyright_holder=OWNER)
    found = extract_from_dir(
        PACKAGE, method_map=[("**.py", "python")], keywords=KEYWORDS, comment_tags=("translators:",)
    )
    for file, _line, message, comments, context in found:
        catalogue.add(message, None, [(f"trainer/{file}", 0)], auto_comments=comments, context=context)
    for source in sorted(PACKAGE.rglob("*.py")):
        for texts in _inside_f_strings(source.read_text(encoding="utf-8")):
            catalogue.add(texts, None, [(f"trainer/{source.relative_to(PACKAGE).as_posix()}", 0)])
    for words in CLICK:
        catalogue.add(words, None, [("click", 0)])
    return catalogue


def _inside_f_strings(source: str) -> Iterator[str | tuple[str, ...]]:
    """What a call within an f-string says: babel sees into those on some versions of Python only."""
    for joined in ast.walk(ast.parse(source)):
        if not isinstance(joined, ast.JoinedStr):
            continue
        for call in ast.walk(joined):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in KEYWORDS:
                values = [each.value for each in call.args if isinstance(each, ast.Constant)]
                texts = tuple(value for value in values if isinstance(value, str))
                if texts:
                    yield texts[0] if len(texts) == 1 else texts


def file_of(language: str) -> Path:
    return FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def stored(language: str) -> Catalog:
    """The catalogue as it is in the tree; empty where there is none yet."""
    file = file_of(language)
    if not file.exists():
        return Catalog(locale=language, domain=DOMAIN)
    with file.open("rb") as source:
        return read_po(source, locale=language, domain=DOMAIN)


def updated(language: str, template: Catalog) -> Catalog:
    catalogue = stored(language)
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    _sign(catalogue, language)
    for message in catalogue:
        message.locations = [(file, 0) for file, _line in message.locations][:1]
        if language == "en" and message.id:
            message.string = tuple(message.id) if message.pluralizable else message.id
    return catalogue


def _sign(catalogue: Catalog, language: str) -> None:
    """A header that says who wrote this, in place of babel's PROJECT, ORGANIZATION and FIRST AUTHOR."""
    catalogue.fuzzy = False
    catalogue.header_comment = HEADER.format(language=language)
    catalogue.project, catalogue.version = PROJECT, __version__
    catalogue.copyright_holder = catalogue.last_translator = OWNER
    catalogue.language_team = f"{OWNER} ({language})"


def written(catalogue: Catalog) -> bytes:
    buffer = BytesIO()
    write_po(buffer, catalogue, width=110, omit_header=False, include_lineno=False, sort_output=True)
    lines = buffer.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(UNSAID))


def main() -> None:
    for language in LANGUAGES:
        catalogue = updated(language, extracted())  # merging hands messages over, so each language gets its own
        file = file_of(language)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(written(catalogue))
        missing = [message.id for message in catalogue if message.id and not _is_translated(message.string)]
        sys.stdout.write(f"{language}: {len(catalogue)} texts, {len(missing)} to translate\n")
    compile_catalogues(FOLDER)


def _is_translated(string: object) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)


if __name__ == "__main__":
    main()
