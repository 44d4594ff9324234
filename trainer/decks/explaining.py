"""What pydantic found, in the author's words and with its place."""

from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from trainer.decks.converting import Said
from trainer.decks.models import (
    AnswerModel,
    CardModel,
    CriterionModel,
    DeckHead,
    PersonaModel,
    RubricModel,
    SourceModel,
)
from trainer.decks.nodes import Fields, Items, Place, Text
from trainer.decks.problems import Findings, shorten
from trainer.locale import _

_PARTS: dict[str, type[BaseModel]] = {
    "answer": AnswerModel,
    "persona": PersonaModel,
    "rubric": RubricModel,
    "criterion": CriterionModel,
    "source": SourceModel,
}
"""Where a key may belong that stands in the wrong mapping."""
_CURLY = "“”„‟‘’‚«»"


def ask_deck(head: Fields, findings: Findings, quiet: bool) -> Said | None:
    """What pydantic makes of what is said of the deck; None: it is wrong, and that was said."""
    try:
        return _said_by(DeckHead.model_validate(head))
    except ValidationError as error:
        explain(error, head, DeckHead, findings, quiet)
    return None


def ask_card(card: Any, findings: Findings, quiet: bool) -> Said | None:
    """The same for a card."""
    try:
        return _said_by(CardModel.model_validate(card))
    except ValidationError as error:
        if _is_cut_sentence(card):
            message = _('a sentence with ": " in it must stand in quotes: "…"')
            findings.error(next(iter(card)).place, "colon-in-text", message)
        else:
            explain(error, card, CardModel, findings, quiet)
    return None


def _said_by(model: BaseModel) -> Said:
    return {name: _plain(getattr(model, name)) for name in model.model_fields_set}


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return _said_by(value)
    if isinstance(value, list):
        return tuple(_plain(each) for each in value)
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return value


def _is_cut_sentence(card: Any) -> bool:
    """`- Dear sirs: the sea is wet`: a sentence that YAML takes for a key and its value."""
    return isinstance(card, Fields) and len(card) == 1 and " " in next(iter(card)).strip()


def explain(
    error: ValidationError,
    root: Any,
    model: type[BaseModel],
    findings: Findings,
    quiet: bool = False,
) -> None:
    """Each finding of pydantic as one problem at its place in `root`; `quiet`: not what is missing."""
    details = error.errors(include_url=False, include_context=True)
    # "titel" is one mistake, not an unknown key and a missing title
    misspelt = {
        (*detail["loc"][:-1], _guess(str(detail["loc"][-1]), _keys_of(model, detail["loc"][:-1])))
        for detail in details
        if detail["type"] == "extra_forbidden"
    }
    for detail in details:
        if findings.full:
            return
        if detail["type"] == "missing" and (quiet or detail["loc"] in misspelt):
            continue
        _explain_one(detail, root, model, findings)


def is_misspelt(root: Fields, name: str) -> bool:
    """Whether a key of the deck was probably meant to be `name`, which is no second mistake then."""
    known = _keys_of(DeckHead, ())
    return any(_guess(str(key), known) == name for key in root if key not in known and not key.startswith("x-"))


def _explain_one(detail: ErrorDetails, root: Any, model: type[BaseModel], findings: Findings) -> None:
    loc = detail["loc"]
    parent, node, name = _find(root, loc)
    if (isinstance(node, Text) and node.refused) or findings.names(_place(node), "tag", "anchor"):
        return
    kind = detail["type"]
    if kind == "extra_forbidden":
        _unknown_key(parent, str(loc[-1]), model, loc, findings)
        return
    if kind == "missing":
        place = _place(node if node is not None else parent)
        if isinstance(parent, Fields) and (key := parent.key(str(loc[-1]))) is not None:
            place = key.place
        findings.error(place, "missing", _missing(str(loc[-1])))
        return
    rule, message = _say(kind, detail, node)
    findings.error(_place(node if node is not None else parent), rule, f"{name}: {message}" if name else message)


def _find(root: Any, loc: tuple[int | str, ...]) -> tuple[Any, Any, str]:
    """The mapping or list around, the node itself (None if it is not there) and the name to say."""
    parent: Any = None
    node: Any = root
    name = ""
    for step in loc:
        if step == "[key]":
            continue
        name = step if isinstance(step, str) else name
        if isinstance(node, Fields) and isinstance(step, str):
            parent, node = node, node.at(step)
        elif isinstance(node, Items) and isinstance(step, int) and step < len(node):
            parent, node = node, node[step]
        elif not isinstance(node, Text):  # one bare text stands for a list of one
            parent, node = node if node is not None else parent, None
    return parent, node, shorten(name)


def _place(node: Any) -> Place:
    place: Place = getattr(node, "place", (1, 1))
    return place


def _missing(name: str) -> str:
    known = {
        "title": _('title is missing: add a line "title: ..." that people choose the deck by'),
        "cards": _('cards is missing: add "cards:" and below it a "- " line for each complaint'),
        "complaint": _('complaint is missing: add a line "complaint: ..." with what the customer says'),
        "text": _('text is missing: add a line "text: ..." with the answer'),
        "levels": _('levels is missing: add a line such as "levels: {heard: 5, solved: 4}"'),
        "at": _('at is missing: add a line such as "at: 50%"'),
        "says": _('says is missing: add a line "says: ..." with what the customer adds'),
    }
    return known.get(name) or _('{name} is missing: add a line "{name}: ..."').format(name=name)


def _unknown_key(
    parent: Any, name: str, model: type[BaseModel], loc: tuple[int | str, ...], findings: Findings
) -> None:
    key = parent.key(name) if isinstance(parent, Fields) else None
    place = key.place if key is not None else _place(parent)
    if "\ufffd" in name or (key is not None and key.refused):
        return
    value = parent.get(key) if isinstance(parent, Fields) and key is not None else None
    shown = shorten(name)
    plain_name = name.strip(_CURLY)
    known = _keys_of(model, loc[:-1])
    if any(sign in name for sign in _CURLY) and plain_name in known:
        findings.error(place, "unknown-key", _("{key}: leave out the curly quotes").format(key=shown))
        return
    if " " in name.strip():
        if isinstance(value, Text) and not value:
            message = _("{key}: a comma inside {{ }} cuts a text in two: put the text in quotes")
        else:
            message = _('{key}: if this is a sentence with ": " in it, put the whole of it in quotes')
        findings.error(place, "colon-in-text", message.format(key=shown))
        return
    guess = _guess(name, known)
    elsewhere = next((part for part, fields in _PARTS.items() if plain_name in fields.model_fields), "")
    if plain_name in CardModel.model_fields and plain_name not in known:
        message = _('{key}: belongs to a card, or under "defaults"').format(key=shown)
    elif plain_name in DeckHead.model_fields and plain_name not in known:
        message = _("{key}: belongs to the deck, at the top of the file").format(key=shown)
    elif elsewhere:
        message = _('{key}: belongs one level down, under "{part}"').format(key=shown, part=elsewhere)
    elif guess:
        message = _('{key}: did you mean "{guess}"?').format(key=shown, guess=guess)
    else:
        message = _('{key}: no such key here; remove it, or call it "x-{key}" if it is your own').format(key=shown)
    findings.error(place, "unknown-key", message)


def _guess(name: str, known: list[str]) -> str:
    """The known key that `name` was probably meant to be; empty if none is near."""
    wanted = name.strip(_CURLY).lower().replace("-", "_")
    return next(iter(get_close_matches(wanted, known, n=1, cutoff=0.6)), "")


def _keys_of(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """The keys allowed where `loc` points, the nearest model on the way there."""
    found: Any = model
    for step in loc:
        if isinstance(step, str) and step in found.model_fields:
            found = _model_in(found.model_fields[step].annotation) or found
    return ["cards", *found.model_fields] if found is DeckHead else list(found.model_fields)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model that an annotation holds, through lists, options and `Annotated`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _model_in(inner)
        if found is not None:
            return found
    return None


def _say(kind: str, detail: ErrorDetails, node: Any) -> tuple[str, str]:  # noqa: PLR0911 - a table in code
    """Rule and message for a value that does not fit."""
    given = shorten(node) if isinstance(node, str) else ""
    context = detail.get("ctx") or {}
    if isinstance(node, str) and node.strip(_CURLY) != node and not kind.endswith("range"):
        return "curly-quotes", _("{given}: leave out the curly quotes").format(given=given)
    if kind in {"enum", "literal_error"}:
        return _unknown_word(given, str(context.get("expected", "")), detail)
    if kind == "text-wanted":
        return "text-wanted", _text_wanted(node)
    if kind == "string_pattern_mismatch":
        return "bad-id", _("{given}: an id has letters, digits, hyphens and no spaces").format(given=given)
    if kind == "out-of-range":
        message = _("{given} is not between {low} and {high}").format(given=given, **context)
        return "out-of-range", message
    if kind == "too-low" and context.get("above"):
        return "out-of-range", _("a number above {low} is wanted, not {given}").format(given=given, **context)
    if kind == "too-low":
        return "out-of-range", _("{given} is too low: {low} is the least").format(given=given, low=context.get("low"))
    wants = {
        "empty": ("empty", _("a text is wanted here")),
        "list-wanted": ("list-wanted", _('a list is wanted: "- " lines, or [one, two]')),
        "number-wanted": ("number-wanted", _("a number is wanted, such as 7 or 1.5, not {given}")),
        "whole-wanted": ("number-wanted", _("a whole number is wanted, such as 3, not {given}")),
        "yes-no-wanted": ("yes-no-wanted", _("true or false is wanted, not {given}")),
        "percent-wanted": ("percent-wanted", _("a percentage of the timer between 0% and 100% is wanted, such as 50%")),
        "ages-wanted": ("ages-wanted", _("two ages between 1 and 110 are wanted, the lower first: [55, 75]")),
        "model_type": ("keys-wanted", _('"key: value" lines are wanted here')),
        "dict_type": ("keys-wanted", _('"key: value" lines are wanted here')),
    }
    rule, message = wants.get(kind, ("wrong-value", _("this value does not fit here")))
    if isinstance(node, Items):
        given = _("a list")
    elif isinstance(node, Fields):
        given = _('"key: value" lines')
    return rule, message.format(given=given) if "{given}" in message else message


def _text_wanted(node: Any) -> str:
    if isinstance(node, Fields):
        only = next(iter(node), None)
        if only is not None and only.line == node.line and node.column == only.column - 1 and not node[only]:
            return _("a text that begins with { must stand in quotes")
        return _('a text is wanted; if ": " stands in it, put the whole of it in quotes')
    if isinstance(node, Items):
        return _("one text is wanted, not a list; a text that begins with [ must stand in quotes")
    return _("a text is wanted here")


def _unknown_word(given: str, expected: str, detail: ErrorDetails) -> tuple[str, str]:
    words = [word.strip(" '") for word in expected.replace(" or ", ", ").split(",")]
    words = [word for word in words if word]
    if detail["loc"][-1] == "format":
        return "format", _("format {given} needs a newer trainer: this one reads format 1").format(given=given)
    if detail["loc"][-1] == "state":
        message = _(
            "{given}: only returned and promoter are said; the others follow from months_since_last_order"
        ).format(given=given)
        return "unknown-word", message
    guess = get_close_matches(given.lower().replace("-", "_").replace(" ", "_"), words, n=1, cutoff=0.6)
    begins = [word for word in words if len(given) > 2 and word.startswith(given.lower())]
    guess = guess or (begins if len(begins) == 1 else [])
    if guess:
        return "unknown-word", _('{given}: did you mean "{guess}"?').format(given=given, guess=guess[0])
    return "unknown-word", _("{given} is none of: {words}").format(given=given, words=", ".join(words))
