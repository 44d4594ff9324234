"""The format as a JSON Schema, for editors: completion, texts on hovering, errors on their line. Works offline."""

import json
from typing import Any

from trainer.decks.models import FORMAT, DeckModel

_PLAIN_TEXT = ["string", "number", "boolean"]
"""A text may look like a number (`version: 1.0`): editors read YAML's types, the program does not."""


def schema() -> dict[str, Any]:
    """JSON Schema (draft 7) of a deck, from the models and their descriptions."""
    made = DeckModel.model_json_schema(ref_template="#/definitions/{model}")
    definitions = made.pop("$defs", {})
    words = {f"#/definitions/{name}" for name, part in definitions.items() if "enum" in part}
    for part in (*definitions.values(), made):
        _loosen(part, words)
    card = definitions["CardModel"]
    made["properties"]["cards"] = {
        "description": "Sentences, or mappings with at least a complaint",
        "type": "array",
        "minItems": 1,
        "items": {"anyOf": [{"$ref": "#/definitions/CardModel"}, {"type": "string", "minLength": 1}]},
    }
    card["description"] = "One complaint: a mapping that needs only `complaint`, or a bare sentence."
    made["properties"]["format"] = {"enum": [FORMAT, str(FORMAT)], "description": "The version of this format"}
    made["properties"]["author"] = {"anyOf": [{"$ref": "#/definitions/AuthorModel"}, {"type": "string"}],
                                    "description": "Who wrote the deck"}  # fmt: skip
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A deck of complaints",
        **{key: value for key, value in made.items() if key not in ("title", "description")},
        "definitions": definitions,
    }


def schema_text() -> str:
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _loosen(part: dict[str, Any], words: set[str]) -> None:
    """What our reader takes besides: one text for a list of one, numbers as texts, keys that begin with x-, empty values."""
    part.pop("title", None)
    if part.get("type") == "object":
        part["patternProperties"] = {"^x-": {}}
        for name, field in part.get("properties", {}).items():
            part["properties"][name] = _loosened(field, words)


def _loosened(field: dict[str, Any], words: set[str]) -> dict[str, Any]:
    field.pop("title", None)
    if field.get("default") in ("", None, [], {}):
        field.pop("default", None)
    outer: dict[str, Any] = {key: field.pop(key) for key in ("description", "default") if key in field}
    options = [each for each in field.pop("anyOf", [field]) if each.get("type") != "null"]
    loose: list[dict[str, Any]] = []
    for option in options:
        if option.get("type") == "string" and "enum" not in option and "const" not in option:
            loose.append({**option, "type": _PLAIN_TEXT} if not {"pattern", "minLength"} & option.keys() else option)
        elif option.get("type") == "array" and "prefixItems" not in option:
            loose.append(option)
            items = option.get("items", {})
            if items.get("type") == "string" or items.get("$ref") in words:
                loose.append(dict(items))
        elif "prefixItems" in option:
            loose.append({"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2})
            loose.append({"type": ["string", "integer"]})
        else:
            loose.append(option)
    alone = len(loose) == 1 and "$ref" not in loose[0]
    outer.update(loose[0] if alone else {"anyOf": loose})
    return outer
