"""Pages that document JSON field by field: what they say, and whether it holds of what is printed."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from detente.cli import cli

__all__ = [
    "Field",
    "Place",
    "Values",
    "asked",
    "collect",
    "never_both",
    "never_there",
    "odd_values",
    "packages_named",
    "pooled",
    "rows_of",
    "sections_of",
    "unexplained",
    "written_out",
    "written_to",
]

#: Values by path.
Values = dict[str, list[Any]]
#: The part that a field belongs to and its path there; or its section and its path.
Place = tuple[str, str]
#: Names in angle brackets that may hold dots.
DOTTED = {"path", "key", "file"}


@dataclass(frozen=True, kw_only=True)
class Field:
    """A documented field, the parts it consists of written out.

    ``part`` is the innermost part that it belongs to, with its path there; ``places`` are the paths at
    which the parts around it stand.
    """

    path: str
    kind: str
    unit: str = ""
    part: Place | None = None
    places: tuple[str, ...] = ()

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Its path; a name in angle brackets stands for any key."""
        quoted = re.escape(self.path)
        return re.compile(re.sub(r"<(\w+)>", lambda m: r".+?" if m[1] in DOTTED else r"[^.\[\]]+", quoted))

    @property
    def holds_others(self) -> bool:
        """Whether it is a list or an object, and a value itself only where it is null."""
        return self.kind.startswith(("list", "object"))

    @property
    def words(self) -> list[str]:
        """What a text may be, where all of it is listed."""
        listed = re.fullmatch(r"`[^`=]+`(?:, `[^`=]+`)*", self.unit)
        return re.findall(r"`([^`]+)`", self.unit) if listed else []

    @property
    def bounds(self) -> tuple[float, float]:
        """Between which a number lies."""
        if self.unit.startswith("share") or "above 0, to 1" in self.unit:
            return 0.0, 1.0
        if found := re.search(r"(-?[\d.]+) to (\d[\d .]*)", self.unit):
            return float(found[1]), float(found[2].replace(" ", ""))
        if found := re.search(r"(\d+) or more", self.unit):
            return float(found[1]), math.inf
        most = 1.0 if "up to 1" in self.unit else 0.0 if "below 0" in self.unit else math.inf
        return 0.0 if "above 0" in self.unit else -math.inf, most

    def fits(self, value: Any) -> bool:
        """Tell whether a value is of its type and in its range."""
        if value is None:
            return self.kind.endswith("null")
        if isinstance(value, bool):
            return self.kind.removesuffix(" or null") == "true or false"
        if isinstance(value, str):
            return "text" in self.kind and (not self.words or value in self.words)
        least, most = self.bounds
        is_kind = "number" in self.kind and (isinstance(value, int) or "whole" not in self.kind)
        return is_kind and least - 1e-9 <= value <= most + 1e-9

    def occurs_in(self, values: Values) -> bool:
        """Tell whether it is there; one that holds others has one of them somewhere."""
        found = self.pattern.match if self.holds_others else self.pattern.fullmatch
        return any(found(path) for path in values)

    def nulls_in(self, values: Values) -> set[bool]:
        """Say whether it is null: sometimes, never, or both."""
        own = [found for path, found in values.items() if self.pattern.fullmatch(path)]
        is_null = {value is None for found in own for value in found}
        if self.holds_others or self.kind == "null":
            inside = re.compile(rf"{self.pattern.pattern}[.\[]")
            is_null |= {False for path in values if inside.match(path)}
        return is_null


# ---------------------------------------------------------------------- what a page says


def sections_of(text: str, level: str) -> dict[str, str]:
    """Split a page at its headings of one level."""
    parts = re.split(rf"^{level} (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def rows_of(text: str) -> list[Field]:
    """Read the rows of all tables of fields."""
    rows = re.findall(r"^\| (?:`([^`]+)`|\(all\)) \| ([^|]+) \|([^|]*)\|", text, flags=re.MULTILINE)
    return [Field(path=path, kind=kind, unit=unit.strip()) for path, kind, unit in rows]


def written_out(
    fields: Iterable[Field], parts: Mapping[str, list[Field]], owner: str = ""
) -> Iterator[Field]:
    """Put parts in the place of the fields that consist of them."""
    for field in fields:
        part = field.kind.removesuffix(" or null")
        own = (owner, field.path) if owner else None
        if part not in parts:
            yield Field(path=field.path, kind=field.kind, unit=field.unit, part=own)
            continue
        for inner in written_out(parts[part], parts, part):
            # What the numbers of a spread can be is said where the spread stands.
            unit = field.unit if part.endswith("spread") else inner.unit
            path = f"{field.path}.{inner.path}".strip(".")
            places = (field.path, *(f"{field.path}.{place}".strip(".") for place in inner.places))
            yield Field(path=path, kind=inner.kind, unit=unit, part=inner.part, places=places)
        if field.kind != part:
            yield Field(path=field.path, kind="null", part=own)


def pooled(
    fields: Mapping[str, list[Field]], section: str, keep: Callable[[Field], bool]
) -> Iterator[list[tuple[str, Field]]]:
    """Put fields of a section together with the same field of the same part in any section."""
    for field in filter(keep, fields[section]):
        if field.part is None:
            yield [(section, field)]
        else:
            yield [(name, one) for name, found in fields.items() for one in found if one.part == field.part]


# ---------------------------------------------------------------------- what is printed


def collect(value: Any, found: Values, path: str = "") -> None:
    """Add every value that holds no others, by its path from the top."""
    if isinstance(value, dict):
        for key, inner in value.items():
            collect(inner, found, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list):
        for inner in value:
            collect(inner, found, f"{path}[]")
    else:
        found.setdefault(path, []).append(value)


def asked(*arguments: str) -> dict[str, Any]:
    """Return what a command prints."""
    result = CliRunner().invoke(cli, [*arguments, "--json"])
    assert result.exit_code == 0, result.output
    told: dict[str, Any] = json.loads(result.stdout)
    return told


def packages_named(*packages: str) -> list[str]:
    """Return the words that name packages."""
    return [word for package in packages for word in ("--package", package)]


def written_to(folder: Path, dossiers: Mapping[str, str]) -> dict[str, str]:
    """Write dossiers to files, and return where these are."""
    for name, text in dossiers.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return {name: str(folder / f"{name}.yaml") for name in dossiers}


# ---------------------------------------------------------------------- whether they agree


def unexplained(fields: Iterable[Field], values: Values) -> list[str]:
    """List paths that are those of no documented field."""
    patterns = [field.pattern for field in fields]
    return [path for path in values if not any(pattern.fullmatch(path) for pattern in patterns)]


def never_there(fields: Iterable[Field], values: Values) -> list[str]:
    """List documented fields that do not occur."""
    return [field.path for field in fields if not field.occurs_in(values)]


def odd_values(fields: Iterable[Field], values: Values) -> list[tuple[str, Any]]:
    """List values that are not of the type or the range of any field of their path."""
    fields, odd = list(fields), []
    for path, found in values.items():
        own = [field for field in fields if field.pattern.fullmatch(path)]
        odd += [(path, value) for value in found if not any(field.fits(value) for field in own)]
    return odd


def never_both(fields: Iterable[Field], values: Values) -> list[str]:
    """List fields that may be null and are always null, or never."""
    return [
        field.path
        for field in fields
        if field.kind.endswith("null") and field.nulls_in(values) != {True, False}
    ]
