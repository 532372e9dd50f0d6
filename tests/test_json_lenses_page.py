"""The reference of the JSON of lenses, plans and power against what the commands print."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

import detente
from detente.dossier import load_text
from detente.kernel.estimates import CountEstimate
from detente.lenses.ratification.win_sets import Kind, WinSet, WinSetCount, WinSets
from json_pages import (
    Values,
    asked,
    collect,
    never_both,
    never_there,
    odd_values,
    packages_named,
    rows_of,
    sections_of,
    unexplained,
    written_out,
    written_to,
)
from lens_dossiers import BASES, BASES_GONE, DOSSIERS, WHOLE
from markdown_blocks import ROOT

PAGE = (ROOT / "docs" / "reference" / "json-lenses.md").read_text(encoding="utf-8")


SECTIONS = sections_of(PAGE, "##")
PARTS = {
    name.lower(): rows_of(text)
    for name, text in sections_of(SECTIONS["Parts that stand in several places"], "###").items()
}
LENSES = ("leverage", "ratification", "trust", "third-parties")
OF_LENS = {lens: f"The {lens} lens" for lens in LENSES}
PLANS, POWER = "Staged plans", "Voting power in a typed body"
FIELDS = {
    name: list(written_out(rows_of(SECTIONS[name]), PARTS)) for name in (*OF_LENS.values(), PLANS, POWER)
}
by_section = pytest.mark.parametrize("section", FIELDS)


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
    return written_to(tmp_path_factory.mktemp("cases"), DOSSIERS)


@pytest.fixture(scope="module")
def told(cases: dict[str, str]) -> dict[str, Values]:
    """All that the commands print about the dossiers, by section of the page."""
    few, river, bases = ["--draws", "20"], cases["river"], cases["bases"]
    named = packages_named("a: truce=hold,relief=ease", "truce=retreat,relief=ease,aid=grant", "moon=flag")
    named += packages_named("truce=retreat,relief=ease", "truce=retreat,relief=lift", "cove=closed")
    objects = {
        section: [
            asked("lens", lens, river, *few, *named),
            asked("lens", lens, river, "--reading", "dove", *few, *named),
            asked("lens", lens, cases["bare"], "--draws", "5", *packages_named("moon=flag")),
        ]
        for lens, section in OF_LENS.items()
    }
    objects[OF_LENS["leverage"]].append(asked("lens", "leverage", river, *few))
    objects[OF_LENS["ratification"]].append({"win_sets": [_uncounted()]})
    plans = packages_named(WHOLE, "bases=gone", "recognition=given")
    in_no_time = detente.staged_plans(load_text(BASES), packages={WHOLE: BASES_GONE}, draws=2, seconds=1e-9)
    objects[PLANS] = [
        asked("plan", bases, *few, *plans),
        asked("plan", bases, "--reading", "dove", "--draws", "5", *plans),
        asked("plan", cases["patient"], "--draws", "5", *packages_named("land=ceded,sea=open")),
        in_no_time.to_dict(),
    ]
    objects[POWER] = [asked("power", body) for body in ("3: large=2, 2*small=1", "5: one=5, 2*other=1")]
    found: dict[str, Values] = {section: {} for section in FIELDS}
    for section, printed in objects.items():
        for one in printed:
            collect(one, found[section])
    return found


@by_section
def test_every_field_is_explained(section: str, told: dict[str, Values]) -> None:
    """Each path of the JSON is that of a documented field."""
    assert unexplained(FIELDS[section], told[section]) == []


@by_section
def test_every_field_explained_is_there(section: str, told: dict[str, Values]) -> None:
    """Each documented field occurs; one that holds others has one of them somewhere."""
    assert never_there(FIELDS[section], told[section]) == []


@by_section
def test_every_value_is_of_its_type_and_range(section: str, told: dict[str, Values]) -> None:
    """Numbers keep to their ranges and words to those listed; nothing is null but where the page says so."""
    assert odd_values(FIELDS[section], told[section]) == []


@by_section
def test_what_may_be_null_is_sometimes(section: str, told: dict[str, Values]) -> None:
    """Each field that may be null occurs as null, and as something else."""
    assert never_both(FIELDS[section], told[section]) == []


@by_section
def test_no_field_stands_twice(section: str) -> None:
    """Each field has one row; a part may be null in one place beside."""
    fields = [field.path for field in FIELDS[section]]
    assert len(fields) == len(set(fields))


def test_every_part_is_used() -> None:
    """Each part that is said to stand in several places stands somewhere."""
    kinds = {field.kind.removesuffix(" or null") for text in SECTIONS.values() for field in rows_of(text)}
    assert set(PARTS) <= kinds


@pytest.mark.parametrize("words", [["lens", "third-parties"], ["plan"]])
def test_readings_stand_under_their_keys(words: list[str], cases: dict[str, str]) -> None:
    """The base dossier comes first, and each holds what a reading by itself does."""
    question = [*words, cases["bases"], "--draws", "5", *packages_named(WHOLE)]
    told = asked(*question, "--all-readings")
    assert list(told) == ["readings"]
    assert list(told["readings"]) == ["base", "dove"]
    assert told["readings"]["dove"] == asked(*question, "--reading", "dove")


@pytest.mark.parametrize("words", [*(["lens", lens] for lens in LENSES), ["plan"]])
def test_all_begin_with_the_same_head(words: list[str], cases: dict[str, str]) -> None:
    """The same fields in the same order, and principals sorted whatever the order of the file."""
    told = asked(*words, cases["bases"], "--draws", "5", "--seed", "3", *packages_named(WHOLE))
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
    told = asked("lens", lens, cases["bases"], "--draws", "5", *packages_named(WHOLE))
    assert json.loads(json.dumps(result.to_dict())) == told
