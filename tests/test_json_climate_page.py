"""The reference of the JSON of the climate and of event data against real results."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest

import detente
from acts_on_disk import acts_table
from climate_dossier import written
from detente.dossier.climate import StepName
from detente.events.measures import MEASURES
from detente.events.periods import Every
from detente.lenses.climate.measure_obstacles import CAUSES
from detente.lenses.climate.sign_result import SignChange
from detente.lenses.climate.trade_off_rows import Instrument
from detente.lenses.spiral.analysis import spiral
from detente.lenses.spiral.in_kind import GROUPS, QUADS
from detente.lenses.spiral.lag_choice import CRITERIA
from detente.lenses.spiral.residual_checks import Question
from detente.lenses.spiral.richardson import Behaviour, Richardson
from detente.lenses.spiral.richardson_fit import LETTERS
from detente.lenses.spiral.spiral_result import Spiral
from detente.lenses.spiral.stationarity import StationarityVerdict, Treatment
from detente.lenses.spiral.triangle import TriangleKind
from detente.verdict.ripeness import ripeness
from detente.verdict.simulating import simulate
from json_pages import (
    Values,
    asked,
    collect,
    never_there,
    odd_values,
    pooled,
    rows_of,
    sections_of,
    unexplained,
    written_out,
)
from markdown_blocks import ROOT
from report import spirals

PAGE = (ROOT / "docs" / "reference" / "json-climate.md").read_text(encoding="utf-8")
SECTIONS = sections_of(PAGE, "##")
IN_SEVERAL = "Parts that stand in several places"
#: Headings whose first letter stays large within a table.
PROPER = ("F test", "Richardson's model")
PARTS = {
    name if name in PROPER else name.lower(): rows_of(text)
    for name, text in sections_of(SECTIONS[IN_SEVERAL], "###").items()
}
SIMULATION, RIPENESS, SPIRAL = "Simulation", "Ripeness", "The spiral lens"
IMPORT, SHOW = "Import of event data", "What a table of events holds"
FIELDS = {
    name: list(written_out(rows_of(text), PARTS)) for name, text in SECTIONS.items() if name != IN_SEVERAL
}
by_section = pytest.mark.parametrize("section", FIELDS)
Printed = dict[str, list[dict[str, Any]]]

#: A third party that gains from a measure, and from what is neither a measure nor pressure.
MILITIA = (
    "# Gate 3, ratifiable",
    "  militia: {border: {truce: 2..4}, sanctions: {lift: 1}}\n\n# Gate 3, ratifiable",
)
#: Answers that never die down.
RESTLESS = ("persistence: {north: 0.3..0.5, south: 0.2..0.4}", "persistence: {north: 1, south: 1}")
UNTIL = ("--until", "2019-06")
#: An act of which nobody can say how hostile it was.
UNSCORED = (
    "\nclimate:",
    "\nevents: [{date: 2018-01, source: north, target: south, text: Says little.}]\nclimate:",
)
LINES = (
    "date,source,target,goldstein,text",
    "2018-01-03,USA,RUS,-2.0,expels",
    "2018-02-30,RUS,USA,-2.0,on a day that is none",
    "2018-02-04,RUS,USA,3.4,talks",
    "2018-02-04,RUS,RUS,3.4,talks to itself",
)

# ---------------------------------------------------------------------- what is asked


def _simulations(folder: Path) -> Iterator[dict[str, Any]]:
    """Policies under which something happens, and a dossier in which nothing settles."""
    case = str(written(folder, MILITIA))
    cbm, gesture = ("--policy", "cbm"), ("--policy", "gesture:by=north")
    yield asked("simulate", case, *cbm, *gesture, *UNTIL, "--below", "0.9", "--draws", "30")
    yield asked("simulate", case, *UNTIL, "--below", "-2", "--draws", "10", "--reading", "sceptic")
    dossier = detente.load(case)
    alone = simulate(dossier, until="2018-12", below=-1.5, draws=1)
    assert alone.design is not None
    kept = replace(alone.design.measures[0], after=("border=disarm",))
    design = replace(alone.design, side="north", measures=(kept,))
    yield json.loads(replace(alone, design=design).to_json())
    restless = detente.load(str(written(folder, RESTLESS)))
    yield json.loads(simulate(restless, until="2018-12", draws=5).to_json())
    few = simulate(dossier, policies=["gesture:by=north"], until="2018-12", draws=3)
    yield json.loads(replace(few, signs=tuple(_turned(few.signs))).to_json())


def _turned(signs: tuple[SignChange, ...]) -> Iterator[SignChange]:
    """Signs with what few draws of a small dossier do not show."""
    yield replace(signs[0], turns=(-0.25,), below_turn=0.3)
    yield replace(signs[0], helps_first=None, hangs_on=False)
    yield replace(signs[0], below=replace(signs[0].below, n_draws=1, low=np.nan, high=np.nan))


@cache
def _exploding() -> Spiral:
    """Two parties whose answers feed each other, for so long that numbers run out."""
    rng = np.random.default_rng(1)
    values = np.ones((60, 2))
    for month in range(1, len(values)):
        values[month] = np.array([[0.9, 0.3], [0.3, 0.9]]) @ values[month - 1] + rng.normal(size=2)
    return spiral(spirals.series(values), lags=1, replications=20, horizon=4500)


def _spirals() -> Iterator[dict[str, Any]]:
    """All that the lens can say, and what it says where it can say little."""
    found = spirals.everything()
    for whole in (found, spirals.shifted(), spirals.short(), _exploding()):
        yield json.loads(whole.to_json())
    assert found.richardson is not None
    level = Richardson(k=1, l=1, a=1, b=1)
    fit = replace(found.richardson, differences=level, continuous=None, why_none="none", equilibrium=None)
    nothing = {"shift_statistic": None, "shift_p_value": None, "shift_at": None, "shift_period": None}
    nowhere = {"half": np.nan, "half_low": np.nan, "half_high": np.nan}
    kind = found.in_kind[0]
    unanswered = {"share": np.nan, "low": np.nan, "high": np.nan}
    shares = tuple(replace(share, **unanswered) for share in kind.overall)
    doubtful = replace(found.residuals, memory=replace(found.residuals.memory, rejects=True))
    yield json.loads(
        replace(
            found,
            residuals=doubtful,
            richardson=fit,
            stationarity=tuple(replace(test, **nothing) for test in found.stationarity),
            delay=tuple(replace(delay, **nowhere) for delay in found.delay),
            in_kind=(replace(kind, overall=shares, left_out=("material conflict of a>b: seen in 3",)),),
        ).to_json()
    )
    yield json.loads(replace(found, richardson=None).to_json())


def _imports(folder: Path) -> Iterator[dict[str, Any]]:
    """A list with all kinds of rows, one with a broken end, and one of which nothing is kept."""
    acts = folder / "list.csv"
    acts.write_text("\n".join(LINES) + "\n", encoding="utf-8")
    words = ("--columns", "score=goldstein", "--output", str(folder / "table.csv"), "--force")
    yield asked("events", "import", str(acts), *words)
    yield asked("events", "import", str(acts), *words, "--since", "2019-01-01")
    broken = folder / "broken.csv.gz"
    broken.write_bytes(b"\x1f\x8b\x08\x00 no more than a head")
    yield asked("events", "import", str(acts), str(broken), *words, "--keep-going")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Values]:
    """All values of real results, by section of the page."""
    folder = tmp_path_factory.mktemp("climate")
    printed: Printed = {SIMULATION: list(_simulations(folder)), SPIRAL: list(_spirals())}
    case = str(written(folder))
    printed[RIPENESS] = [
        asked("ripeness", case, "--policy", "cbm", *UNTIL, "--draws", "20", "--workers", "1"),
        asked("ripeness", case, "--until", "2018-12", "--draws", "5", "--reading", "sceptic"),
    ]
    printed[IMPORT] = list(_imports(folder))
    empty = folder / "table.csv"
    empty.write_text("date,source,target,code,score,quad,text,cite\n", encoding="utf-8")
    shown = (str(acts_table(folder, months=12)), str(empty), str(written(folder, UNSCORED)))
    printed[SHOW] = [asked("events", "show", source) for source in shown]
    found: dict[str, Values] = {section: {} for section in FIELDS}
    for section, objects in printed.items():
        for value in objects:
            collect(value, found[section])
    return found


# ---------------------------------------------------------------------- whether they agree


@by_section
def test_every_field_is_explained(section: str, told: dict[str, Values]) -> None:
    """Each path of the JSON is that of a documented field."""
    assert unexplained(FIELDS[section], told[section]) == []


@by_section
def test_every_field_explained_is_there(section: str, told: dict[str, Values]) -> None:
    """Each documented field occurs; one that holds others has one of them somewhere."""
    assert never_there([field for field in FIELDS[section] if field.kind != "null"], told[section]) == []


@by_section
def test_every_value_is_of_its_type_and_range(section: str, told: dict[str, Values]) -> None:
    """Numbers keep to their ranges and words to those listed; nothing is null but where the page says so."""
    assert odd_values(FIELDS[section], told[section]) == []


@by_section
def test_what_may_be_null_is_sometimes(section: str, told: dict[str, Values]) -> None:
    """Each field that may be null occurs as null and as something else, in some place where it stands."""
    always_or_never = [
        pool[0][1].path
        for pool in pooled(FIELDS, section, lambda field: field.kind.endswith("null"))
        if set().union(*(field.nulls_in(told[name]) for name, field in pool)) != {True, False}
    ]
    assert always_or_never == []


@by_section
def test_no_field_stands_twice(section: str) -> None:
    """Each field has one row; a part may be null in one place beside."""
    paths = [field.path for field in FIELDS[section]]
    assert len(paths) == len(set(paths))


def test_every_part_is_used() -> None:
    """Each part that is said to stand in several places stands somewhere."""
    kinds = {field.kind.removesuffix(" or null") for text in SECTIONS.values() for field in rows_of(text)}
    assert set(PARTS) <= kinds


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("step", get_args(StepName)),
        ("series.every", get_args(Every)),
        ("series.measure", MEASURES),
        ("lag_choice.criterion", CRITERIA),
        ("assurance.rows[].instrument", get_args(Instrument)),
        ("design.obstacles[].cause", tuple(CAUSES)),
        ("residuals.memory.question", get_args(Question)),
        ("richardson.differences.behaviour", get_args(Behaviour)),
        ("richardson.coefficient_interval.order[]", LETTERS),
        ("stationarity[].verdict", get_args(StationarityVerdict)),
        ("stationarity[].treatment", get_args(Treatment)),
        ("triangle.answers[].kind", get_args(TriangleKind)),
        ("in_kind[].overall[].of", (*QUADS, *GROUPS)),
    ],
)
def test_all_words_that_can_occur_are_listed(path: str, words: tuple[str, ...]) -> None:
    """The page lists those the code knows, no more and no fewer."""
    (field,) = (field for fields in FIELDS.values() for field in fields if field.path == path)
    assert field.words == list(words)


def test_readings_stand_under_their_keys(tmp_path: Path) -> None:
    """The base dossier comes first, and each holds what a reading by itself does."""
    question = ("simulate", str(written(tmp_path)), "--until", "2018-12", "--draws", "5")
    both = asked(*question, "--all-readings")
    assert list(both) == ["readings"]
    assert list(both["readings"]) == ["base", "sceptic"]
    assert both["readings"]["sceptic"] == asked(*question, "--reading", "sceptic")


def test_the_commands_print_what_python_has(tmp_path: Path) -> None:
    """``to_dict`` of a result is what the command prints, the head in the same order."""
    path = str(written(tmp_path))
    dossier = detente.load(path)
    few = ("--until", "2018-12", "--draws", "5")
    for told, found in (
        (asked("simulate", path, *few), simulate(dossier, until="2018-12", draws=5)),
        (asked("ripeness", path, *few), ripeness(dossier, until="2018-12", draws=5)),
    ):
        assert json.loads(found.to_json()) == told
        assert list(told)[:9] == [field.path.removesuffix("[]") for field in PARTS["head"]]


def test_lists_by_step_are_as_long_as_the_dates(tmp_path: Path) -> None:
    """Means, quantiles and beliefs have an item for each date, quantiles in order at each of them."""
    told = asked("simulate", str(written(tmp_path)), *UNTIL, "--draws", "5")
    (policy,) = told["policies"]
    for series in policy["hostility"].values():
        assert {len(column) for column in series.values()} == {len(told["dates"])}
        table = np.array([series[key] for key in ("p05", "p25", "p50", "p75", "p95")])
        assert (np.diff(table, axis=0) >= 0).all()
    assert {len(column) for column in policy["belief"].values()} == {len(told["dates"])}


def test_dates_of_shifts_and_breaks_are_those_of_the_periods() -> None:
    """A number of a period and its name go together."""
    shifted = json.loads(spirals.shifted().to_json())
    periods = shifted["series"]["periods"]
    places = [test["shift"] for test in shifted["stationarity"]]
    places += [found for breaks in shifted["breaks"] for found in (*breaks["breaks"], breaks["any_break"])]
    assert len(places) >= 5
    assert all(place["period"] == periods[place["at"]] for place in places)


def test_numbers_that_run_out_are_null() -> None:
    """Answers that explode past the range of a float are no obstacle to JSON."""
    responses = json.loads(_exploding().to_json())["responses"]
    assert responses["estimate"][1] != [[None, None], [None, None]]
    assert responses["estimate"][-1] == [[None, None], [None, None]]
    assert responses["half_life"] == [[None, None], [None, None]]


def test_what_goes_on_by_itself_is_no_answer() -> None:
    """The meaning of a series' own past speaks of going on, that of another's of an answer."""
    own, other = (answer.meaning for answer in spirals.everything().answers[:2])
    assert own.startswith("us>russia goes on as it began: +")
    assert "answers russia>us in kind" in other


def test_pairs_that_are_not_listed_are_counted(tmp_path: Path) -> None:
    """With fewer pairs shown than there are the JSON says how many there are."""
    told = asked("events", "show", str(acts_table(tmp_path, months=3)), "--most", "1")
    assert (told["n_dyads"], len(told["dyads"])) == (2, 1)
