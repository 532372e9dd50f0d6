"""The reference of the JSON of lenses, plans and power against what the commands print."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import detente
from detente.cli import cli
from detente.dossier import load_text
from detente.kernel.estimates import CountEstimate
from detente.lenses.ratification.win_sets import Kind, WinSet, WinSetCount, WinSets
from lens_dossiers import BASES, BASES_GONE, DOSSIERS, WHOLE
from markdown_blocks import ROOT

PAGE = (ROOT / "docs" / "reference" / "json-lenses.md").read_text(encoding="utf-8")


@dataclass(frozen=True, kw_only=True)
class Field:
    """A documented field, the parts it consists of written out."""

    path: str
    kind: str
    unit: str = ""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Its path; a name in angle brackets stands for any key."""
        return re.compile(re.sub(r"<\w+>", r"[^.\\[\\]]+", re.escape(self.path)))

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
        if found := re.search(r"(-?[\d.]+) to (\d[\d ]*)", self.unit):
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
            return self.kind == "true or false"
        if isinstance(value, str):
            return "text" in self.kind and (not self.words or value in self.words)
        least, most = self.bounds
        is_kind = "number" in self.kind and (isinstance(value, int) or "whole" not in self.kind)
        return is_kind and least - 1e-9 <= value <= most + 1e-9


def _sections(text: str, level: str) -> dict[str, str]:
    """Split a page at its headings of one level."""
    parts = re.split(rf"^{level} (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def _rows(text: str) -> list[Field]:
    rows = re.findall(r"^\| (?:`([^`]+)`|\(all\)) \| ([^|]+) \|([^|]*)\|", text, flags=re.MULTILINE)
    return [Field(path=path, kind=kind, unit=unit.strip()) for path, kind, unit in rows]


def _written_out(fields: list[Field]) -> Iterator[Field]:
    """Put parts in the place of the fields that consist of them."""
    for field in fields:
        part = field.kind.removesuffix(" or null")
        if part not in PARTS:
            yield field
            continue
        for inner in _written_out(PARTS[part]):
            # What the numbers of a spread can be is said where the spread stands.
            unit = field.unit if part.endswith("spread") else inner.unit
            yield Field(path=f"{field.path}.{inner.path}".lstrip("."), kind=inner.kind, unit=unit)
        if field.kind != part:
            yield Field(path=field.path, kind="null")


SECTIONS = _sections(PAGE, "##")
PARTS = {
    name.lower(): _rows(text)
    for name, text in _sections(SECTIONS["Parts that stand in several places"], "###").items()
}
LENSES = ("leverage", "ratification", "trust", "third-parties")
OF_LENS = {lens: f"The {lens} lens" for lens in LENSES}
PLANS, POWER = "Staged plans", "Voting power in a typed body"
FIELDS = {name: list(_written_out(_rows(SECTIONS[name]))) for name in (*OF_LENS.values(), PLANS, POWER)}
by_section = pytest.mark.parametrize("section", FIELDS)
#: Values by path.
Values = dict[str, list[Any]]


def _collect(value: Any, found: Values, path: str = "") -> None:
    """Add every value that holds no others, by its path from the top."""
    if isinstance(value, dict):
        for key, inner in value.items():
            _collect(inner, found, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list):
        for inner in value:
            _collect(inner, found, f"{path}[]")
    else:
        found.setdefault(path, []).append(value)


def _asked(*arguments: str) -> dict[str, Any]:
    """Return what a command prints."""
    result = CliRunner().invoke(cli, [*arguments, "--json"])
    assert result.exit_code == 0, result.output
    told: dict[str, Any] = json.loads(result.stdout)
    return told


def _packages(*packages: str) -> list[str]:
    return [word for package in packages for word in ("--package", package)]


def _uncounted() -> dict[str, Any]:
    """Win-sets that are estimated or only bracketed, as larger dossiers have them."""
    estimate = CountEstimate(
        exact=False,
        count=None,
        log10_estimate=12.0,
        relative_standard_error=0.02,
        hits=900,
        samples=2000,
        log10_lower=3.0,
        log10_upper=13.0,
        method="tilting",
    )
    bracket = replace(
        estimate, log10_estimate=None, relative_standard_error=None, log10_lower=None, method="bracket"
    )
    counts: dict[Kind, WinSetCount] = {
        "all": WinSetCount(zone=estimate, ratified=bracket),
        "tactical": WinSetCount(zone=bracket, ratified=estimate),
    }
    return WinSets(draw=None, homes=(WinSet(home="north", has_rules=True, counts=counts),)).to_dict()


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The dossiers as files."""
    folder: Path = tmp_path_factory.mktemp("cases")
    for name, text in DOSSIERS.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return {name: str(folder / f"{name}.yaml") for name in DOSSIERS}


@pytest.fixture(scope="module")
def told(cases: dict[str, str]) -> dict[str, Values]:
    """All that the commands print about the dossiers, by section of the page."""
    few, river, bases = ["--draws", "20"], cases["river"], cases["bases"]
    named = _packages("a: truce=hold,relief=ease", "truce=retreat,relief=ease,aid=grant", "moon=flag")
    named += _packages("truce=retreat,relief=ease", "truce=retreat,relief=lift", "cove=closed")
    objects = {
        section: [
            _asked("lens", lens, river, *few, *named),
            _asked("lens", lens, river, "--reading", "dove", *few, *named),
            _asked("lens", lens, cases["bare"], "--draws", "5", *_packages("moon=flag")),
        ]
        for lens, section in OF_LENS.items()
    }
    objects[OF_LENS["leverage"]].append(_asked("lens", "leverage", river, *few))
    objects[OF_LENS["ratification"]].append({"win_sets": [_uncounted()]})
    plans = _packages(WHOLE, "bases=gone", "recognition=given")
    in_no_time = detente.staged_plans(load_text(BASES), packages={WHOLE: BASES_GONE}, draws=2, seconds=1e-9)
    objects[PLANS] = [
        _asked("plan", bases, *few, *plans),
        _asked("plan", bases, "--reading", "dove", "--draws", "5", *plans),
        _asked("plan", cases["patient"], "--draws", "5", *_packages("land=ceded,sea=open")),
        in_no_time.to_dict(),
    ]
    objects[POWER] = [_asked("power", body) for body in ("3: large=2, 2*small=1", "5: one=5, 2*other=1")]
    found: dict[str, Values] = {section: {} for section in FIELDS}
    for section, printed in objects.items():
        for one in printed:
            _collect(one, found[section])
    return found


@by_section
def test_every_field_is_explained(section: str, told: dict[str, Values]) -> None:
    """Each path of the JSON is that of a documented field."""
    patterns = [field.pattern for field in FIELDS[section]]
    assert [path for path in told[section] if not any(p.fullmatch(path) for p in patterns)] == []


@by_section
def test_every_field_explained_is_there(section: str, told: dict[str, Values]) -> None:
    """Each documented field occurs; one that holds others has one of them somewhere."""
    gone = [
        field.path
        for field in FIELDS[section]
        if not any(
            (found := field.pattern.match(path)) and (found.end() == len(path) or field.holds_others)
            for path in told[section]
        )
    ]
    assert gone == []


@by_section
def test_every_value_is_of_its_type_and_range(section: str, told: dict[str, Values]) -> None:
    """Numbers keep to their ranges and words to those listed; nothing is null but where the page says so."""
    odd = []
    for path, values in told[section].items():
        fields = [field for field in FIELDS[section] if field.pattern.fullmatch(path)]
        odd += [(path, value) for value in values if not any(field.fits(value) for field in fields)]
    assert odd == []


@by_section
def test_what_may_be_null_is_sometimes(section: str, told: dict[str, Values]) -> None:
    """Each field that may be null occurs as null, and as something else."""
    always_or_never = []
    for field in FIELDS[section]:
        if field.kind.endswith("null"):
            own = [values for path, values in told[section].items() if field.pattern.fullmatch(path)]
            is_null = {value is None for values in own for value in values}
            if field.holds_others or field.kind == "null":
                is_null |= {
                    False for path in told[section] if re.match(rf"{field.pattern.pattern}[.\[]", path)
                }
            if is_null != {True, False}:
                always_or_never.append(field.path)
    assert always_or_never == []


@by_section
def test_no_field_stands_twice(section: str) -> None:
    """Each field has one row; a part may be null in one place beside."""
    fields = [field.path for field in FIELDS[section]]
    assert len(fields) == len(set(fields))


def test_every_part_is_used() -> None:
    """Each part that is said to stand in several places stands somewhere."""
    kinds = {field.kind.removesuffix(" or null") for text in SECTIONS.values() for field in _rows(text)}
    assert set(PARTS) <= kinds


@pytest.mark.parametrize("words", [["lens", "third-parties"], ["plan"]])
def test_readings_stand_under_their_keys(words: list[str], cases: dict[str, str]) -> None:
    """The base dossier comes first, and each holds what a reading by itself does."""
    asked = [*words, cases["bases"], "--draws", "5", *_packages(WHOLE)]
    told = _asked(*asked, "--all-readings")
    assert list(told) == ["readings"]
    assert list(told["readings"]) == ["base", "dove"]
    assert told["readings"]["dove"] == _asked(*asked, "--reading", "dove")


@pytest.mark.parametrize("words", [*(["lens", lens] for lens in LENSES), ["plan"]])
def test_all_begin_with_the_same_head(words: list[str], cases: dict[str, str]) -> None:
    """The same fields in the same order, and principals sorted whatever the order of the file."""
    told = _asked(*words, cases["bases"], "--draws", "5", "--seed", "3", *_packages(WHOLE))
    head = {key: told[key] for key in [field.path.removesuffix("[]") for field in PARTS["head"]]}
    assert list(told)[: len(head)] == list(head)
    assert {key: x for key, x in head.items() if key != "lens"} == {
        "detente": detente.__version__,
        "format": 1,
        "title": "Bases for relief",
        "dossier": "bases",
        "reading": None,
        "draws": 5,
        "seed": 3,
        "principals": ["north", "south", "west"],
    }
    assert head["lens"] == words[-1]


@pytest.mark.parametrize("lens", LENSES)
def test_the_commands_print_what_python_has(lens: str, cases: dict[str, str]) -> None:
    """``to_dict`` of a result is what the command prints."""
    ask: Callable[..., Any] = getattr(detente, lens.replace("-", "_"))
    result = ask(detente.load(cases["bases"]), packages={WHOLE: BASES_GONE}, draws=5)
    told = _asked("lens", lens, cases["bases"], "--draws", "5", *_packages(WHOLE))
    assert json.loads(json.dumps(result.to_dict())) == told
