"""The format as a JSON Schema (draft-07), so that editors can complete and check dossiers."""

from __future__ import annotations

from typing import Any

from detente.dossier.numbers import PARAMETERS, PATTERN
from detente.dossier.schema import DossierModel

__all__ = ["json_schema"]

_DRAFT = "http://json-schema.org/draft-07/schema#"
_REF = "#/definitions/"
_NO_MINUS = r"^(?!\s*-|.*(?:\.\.|/)\s*-)"


def json_schema() -> dict[str, Any]:
    """Return the format of a dossier as a JSON Schema.

    It covers the form of every section. That names exist, that an issue has one status quo
    and that ranges are in order is checked on loading only.

    Returns
    -------
    dict
        Draft-07, made anew on each call.
    """
    made = DossierModel.model_json_schema(ref_template=_REF + "{model}")
    definitions = {name: _draft7(part) for name, part in made.pop("$defs").items()}
    schema: dict[str, Any] = {"$schema": _DRAFT, **_draft7(made)}
    schema["title"] = "detente dossier"
    for key, section in schema["properties"].items():
        if key not in schema["required"]:
            # An optional section may have its key and nothing below it.
            about = DossierModel.model_fields[key].description
            section.pop("description", None)
            schema["properties"][key] = {"description": about, "anyOf": [section, {"type": "null"}]}
    schema["definitions"] = {
        **definitions,
        "number": _number(),
        "share": _share(),
        "distribution": _distribution(),
    }
    return schema


def _draft7(part: Any) -> Any:
    """Rewrite what draft-07 says in another way."""
    if isinstance(part, list):
        return [_draft7(item) for item in part]
    if not isinstance(part, dict):
        return part
    out = {key: _draft7(value) for key, value in part.items() if not _is_noise(key, value)}
    if isinstance(out.get("x-number"), str):
        out["$ref"] = _REF + out.pop("x-number")
    if "patternProperties" in out:
        out["additionalProperties"] = False
    if "$ref" in out and len(out) > 1:
        # Draft-07 ignores whatever stands beside a reference.
        out["allOf"] = [{"$ref": out.pop("$ref")}]
    return out


def _is_noise(key: str, value: Any) -> bool:
    """Tell what editors do not need: titles made from the keys, and empty defaults."""
    return (
        key == "discriminator"
        or (key == "title" and isinstance(value, str))
        or (key == "default" and (not value or isinstance(value, dict)))
    )


def _object(properties: dict[str, Any], required: tuple[str, ...] = ()) -> dict[str, Any]:
    schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**schema, "required": list(required)} if required else schema


def _distribution() -> dict[str, Any]:
    """A distribution by name: exactly one key."""
    forms = [
        _object({name: _object({key: {"type": "number"} for key in keys}, keys)}, (name,))
        for name, keys in PARAMETERS.items()
    ]
    return {"description": "A named distribution, such as {normal: {mean: 4, sd: 1}}.", "oneOf": forms}


def _number() -> dict[str, Any]:
    written = {"type": "string", "pattern": PATTERN}
    plain: list[dict[str, Any]] = [{"type": "number"}, written, {"$ref": f"{_REF}distribution"}]
    return {
        "description": "A number: 4, 4..8, 15/25/30, a named distribution, or {points: ..., cite: [...]}.",
        "anyOf": [*plain, *(_carried(key, plain) for key in ("points", "value"))],
    }


def _share() -> dict[str, Any]:
    written = {"type": "string", "pattern": PATTERN.replace("^", _NO_MINUS, 1)}
    plain: list[dict[str, Any]] = [
        {"type": "number", "minimum": 0, "maximum": 1},
        written,
        {"$ref": f"{_REF}distribution"},
    ]
    return {
        "description": "A number between 0 and 1: 0.3, 0.2..0.4, 0.1/0.2/0.4, or with its provenance.",
        "anyOf": [*plain, *(_carried(key, plain) for key in ("points", "value"))],
    }


def _carried(key: str, plain: list[dict[str, Any]]) -> dict[str, Any]:
    """A number with its provenance."""
    text = {"type": ["string", "null"]}
    cite = {"type": ["array", "null"], "items": {"type": "string"}, "description": "Sources."}
    provenance = {
        "cite": cite,
        "note": {**text, "description": "A remark."},
        "by": {**text, "description": "Who judged."},
        "indicator": {**text, "description": "The observation that would confirm or refute it."},
        "on": {**text, "description": "When it was judged."},
    }
    return _object({key: {"anyOf": plain}, **provenance}, (key,))
