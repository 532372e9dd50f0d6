"""From pydantic's complaints to problems an analyst can act on."""

from __future__ import annotations

import re
from typing import Any

from pydantic import ValidationError

from detente.dossier.findings import Findings, suggestion
from detente.dossier.marks import Path
from detente.dossier.scalars import keys_of
from detente.dossier.schema import DossierModel
from detente.errors import nearest

__all__ = ["PLACEHOLDERS", "validate"]

PLACEHOLDERS: dict[str, Any] = {"detente": 1, "title": "untitled", "parties": {}, "issues": {}, "stakes": {}}
"""What stands in for a broken required section, so that the rest can still be checked."""

_ROUNDS = 8
# Names of the branches of a choice, which pydantic puts among the keys.
_TAGS = {"<party>", "<all_of>", "<at_least>", "<quota>", "<not>", "<kind>", "<issues>", "<options>"}
_SHAPES = {
    "string_type": ("text", "put it in quotes"),
    "int_type": ("a whole number", None),
    "float_type": ("a number", None),
    "bool_type": ("true or false", "write true or false, without quotes"),
    "dict_type": ("a mapping", "write `key: value` lines below it"),
    "model_type": ("a mapping", "write `key: value` lines below it"),
    "list_type": ("a list", "put it in square brackets"),
}
_BOUNDS = {
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be at most {le}",
    "too_short": "needs at least {min_length} in it",
    "too_long": "has room for {max_length} only",
    "string_too_short": "must not be empty",
    "finite_number": "must be finite",
}


def validate(data: Any, findings: Findings) -> DossierModel | None:
    """Validate plain data against the format.

    Every fault is added to ``findings``. Where there are any, the broken parts are left out
    and the rest is validated again, so that names can be checked in what remains.

    Returns
    -------
    DossierModel or None
        None if nothing usable remains.
    """
    models: dict[int, Any] = {}
    try:
        return DossierModel.model_validate(data, context=models)
    except ValidationError as error:
        if not isinstance(data, dict):
            findings.add(
                "D022", (), "a dossier should be a mapping", found=data, hint="begin with `detente: 1`"
            )
            return None
        faults = error.errors(include_url=False)
    for fault in faults:
        _report(fault, data, models, findings)
    return _validate_rest(data, faults)


def _validate_rest(data: dict[str, Any], faults: list[Any]) -> DossierModel | None:
    rest: Any = data
    for _ in range(_ROUNDS):
        for fault in faults:
            rest = _repaired(rest, fault)
        rest = {**PLACEHOLDERS, **rest}
        try:
            return DossierModel.model_validate(rest)
        except ValidationError as error:
            faults = error.errors(include_url=False)
    return None


def _locate(loc: tuple[int | str, ...]) -> tuple[Path, bool]:
    """Find the path a complaint is about; True if it is about the key rather than the value."""
    on_key = bool(loc) and loc[-1] == "[key]"
    if on_key:
        loc = loc[:-1]
    return tuple(part for part in loc if part not in _TAGS), on_key


def _at(data: Any, path: Path) -> Any:
    for part in path:
        if isinstance(data, dict):
            data = data.get(str(part))
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            return None
    return data


def _repaired(data: Any, fault: Any) -> Any:
    """Return ``data`` without the fault; a broken number becomes 0, so that its name still counts."""
    path, _ = _locate(fault["loc"])
    kind = fault["type"]
    if kind.startswith("D") and kind != "D025" and path and isinstance(path[-1], str):
        return _with_zero(data, path)
    return _without(data, path[:-1] if kind == "missing" else path)


def _with_zero(data: Any, path: Path) -> Any:
    head, rest = path[0], path[1:]
    if isinstance(data, list):
        return [_with_zero(item, rest) if i == head else item for i, item in enumerate(data)]
    if not isinstance(data, dict) or head not in data:
        return data
    return {
        key: value if key != head else _with_zero(value, rest) if rest else 0 for key, value in data.items()
    }


def _without(data: Any, path: Path) -> Any:
    """Return ``data`` without what stands at ``path``; a list with a broken item goes as a whole.

    Taking one item out of a list would move the others away from their marks.
    """
    if path and isinstance(path[-1], int):
        path = path[:-1]
    if not path or not isinstance(data, dict | list):
        return data
    head, rest = path[0], path[1:]
    if isinstance(data, list):
        return [_without(item, rest) if i == head else item for i, item in enumerate(data)]
    if not rest:
        return {key: value for key, value in data.items() if key != head}
    return {key: _without(value, rest) if key == head else value for key, value in data.items()}


def _report(fault: Any, data: Any, models: dict[int, Any], findings: Findings) -> None:
    """Add one complaint to the findings in the analyst's words."""
    path, on_key = _locate(fault["loc"])
    kind, context = fault["type"], fault.get("ctx") or {}
    found = fault["input"]
    if kind.startswith("D"):
        path += tuple(context.get("at", ()))
        found = context.get("found", found)
        # Provenance that is missing or unknown is seen best at its key.
        findings.add(kind, path, fault["msg"], found=found, hint=context.get("hint"), key=kind == "D020")
    elif kind == "extra_forbidden":
        model = models.get(id(_at(data, path[:-1])))
        hint = suggestion(str(path[-1]), list(keys_of(model))) if model else None
        findings.add("D020", path, "unknown key", found=path[-1], hint=hint, key=True)
    elif kind == "missing":
        findings.add("D021", path, f"missing key {path[-1]!r}", hint=f"add `{path[-1]}:`", key=True)
    else:
        _report_value(kind, context, path, found, on_key, findings)


def _report_value(
    kind: str, context: dict[str, Any], path: Path, found: Any, on_key: bool, findings: Findings
) -> None:
    """Add a complaint about one value."""
    if kind in _SHAPES:
        shape, hint = _SHAPES[kind]
        findings.add("D022", path, f"should be {shape}", found=found, hint=hint, key=on_key)
    elif kind == "literal_error":
        _report_choice(context["expected"], path, found, findings)
    elif kind == "string_pattern_mismatch":
        numbered = "[1-9]" in context["pattern"]
        message = (
            "a claim's key is its number"
            if numbered
            else "a key is made of letters, digits, hyphens, underscores"
        )
        hint = "number claims from 1" if numbered else _slug_of(found)
        findings.add("D024", path, message, found=found, hint=hint, key=on_key)
    elif kind in _BOUNDS:
        findings.add("D026", path, _BOUNDS[kind].format(**context), found=found, key=on_key)
    elif kind.startswith("union_tag"):
        forms = ("all_of", "at_least", "quota", "not")
        close = (
            next((n for key in found if (n := nearest(key, forms))), None)
            if isinstance(found, dict)
            else None
        )
        hint = (
            f"did you mean {close!r}?" if close else "write a party, all_of, at_least with of, quota, or not"
        )
        findings.add("D027", path, "this is no rule of consent", found=found, hint=hint)
    else:
        findings.add("D022", path, "this value does not fit here", found=found, key=on_key)


def _report_choice(expected: str, path: Path, found: Any, findings: Findings) -> None:
    choices = re.findall(r"'([^']*)'", expected)
    if path == ("detente",):
        findings.add(
            "D028", path, "this version of the format is not known", found=found, hint="write `detente: 1`"
        )
        return
    hint = suggestion(str(found), choices)
    findings.add("D023", path, f"must be one of {', '.join(choices)}", found=found, hint=hint)


def _slug_of(found: Any) -> str | None:
    slug = re.sub(r"[^A-Za-z0-9_-]+", "-", str(found)).strip("-_").lower()
    return f"write {slug!r} and give the name under `name:`" if slug else None
