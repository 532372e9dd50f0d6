"""The reference of the JSON of explanations and comparisons against what the commands print."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest

import detente
from detente.dossier import load_text
from detente.ensemble.depths import Form
from detente.explain.conditions import ConditionKind, Unit
from detente.explain.crux_kind import KindStatus as CruxKindStatus
from detente.explain.crux_result import CruxStatus
from detente.explain.diff import diff
from detente.explain.flip import flip
from detente.explain.flip_overview import FlipOverview, KindStatus
from detente.explain.flip_result import Flips, FlipStatus
from detente.explain.honest_funnel import honest_funnel
from detente.explain.honest_results import BADGE, HonestFunnel
from detente.explain.influences import Direction
from detente.explain.judgement_repair import JudgementStatus
from detente.explain.prescriptions import Origin
from detente.explain.pressure_plan import Extent
from detente.explain.repaired_package import RepairKind, RepairStatus
from detente.explain.resting_on import RestKind
from detente.explain.retract_dossier import ReplacementKind, VagueKind
from detente.explain.scenario_search import Sought, Status
from detente.explain.scenarios import Scenarios, scenarios
from detente.explain.sensitivity_outcome import OutcomeKind
from detente.explain.sweep_result import Layout, Trend
from detente.explain.tornado import How
from detente.explain.why_not import why_not
from detente.explain.why_not_overview import Status as FailingStatus
from detente.model.predicate import GATES
from detente.verdict.intervals import ShareInterval
from explain_dossiers import DOSSIERS, RIVER
from json_pages import (
    Values,
    asked,
    collect,
    odd_values,
    pooled,
    rows_of,
    sections_of,
    unexplained,
    written_out,
    written_to,
)
from markdown_blocks import ROOT

PAGE = (ROOT / "docs" / "reference" / "json-explanations.md").read_text(encoding="utf-8")
SECTIONS = sections_of(PAGE, "##")
IN_SEVERAL = "Parts that stand in several places"
PARTS = {name.lower(): rows_of(text) for name, text in sections_of(SECTIONS[IN_SEVERAL], "###").items()}
WHY, KINDS, FLIP, OVERVIEW, BLOCKERS = (
    "Why not, and why",
    "Why not, kind by kind",
    "What flips one verdict",
    "What flips each verdict",
    "Blockers",
)
SENSITIVITY, TORNADO, SCENARIOS, FUNNEL = "Sensitivity", "Tornado", "Scenarios", "The honest funnel"
SWEEP, WORD, RELIEF = "Sweep", "trust.keeps_word.south=0..1:3", "stakes.south.relief.ease"
ASSUMPTIONS, READINGS, CRUX = "Key assumptions", "Readings side by side", "The crux"
RETRACT, EACH = "Retracting a source or claim", "Retracting every source"
DIFF, RUNS = "Two dossiers", "Two stored runs"
FIELDS = {
    name: list(written_out(rows_of(text), PARTS)) for name, text in SECTIONS.items() if name != IN_SEVERAL
}
by_section = pytest.mark.parametrize("section", FIELDS)
Printed = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The dossiers as files."""
    return written_to(tmp_path_factory.mktemp("cases"), DOSSIERS)


# ---------------------------------------------------------------------- what cannot be asked for


def _with_an_empty_region(found: Scenarios) -> dict[str, Any]:
    """Regions in which no draw lies, which happens where very few do."""
    boxes = [replace(box, density=None, fresh_density=None, new_density=None) for box in found.boxes]
    return replace(found, boxes=tuple(boxes)).to_dict()


def _cut_short(found: Flips | FlipOverview) -> dict[str, Any]:
    """Sets of which some may be missing, as where they are very many."""
    assert isinstance(found, Flips)
    *others, last = found.completeness
    return replace(found, completeness=(*others, replace(last, others_at_least=1.5))).to_dict()


def _estimated(found: HonestFunnel) -> dict[str, Any]:
    """Packages that are estimated, as they are where there are very many."""
    assert found.band is not None
    funnels = {}
    for case in ("judged", "lower", "higher", "less_control", "more_control"):
        funnel = getattr(found.band, case)
        gates = tuple(replace(gate, worst_error=0.02) for gate in funnel.gates)
        funnels[case] = replace(funnel, gates=gates)
    return replace(found, band=replace(found.band, **funnels)).to_dict()


# ---------------------------------------------------------------------- what is asked


def _of_packages(case: dict[str, str]) -> Printed:
    river, swap, few = case["river"], case["swap"], ("--draws", "20")
    return {
        WHY: [
            asked("why-not", river, "--package", "quiet", "--draws", "40"),
            asked("why-not", river, "--package", "truce=hold/retreat,aid=grant", *few),
            asked("why-not", swap, "--reading", "early", "--package", "port=open", *few),
            asked("why-not", case["rivals"], "--package", "aid=grant,base=closed", *few),
            asked("why-not", case["clash"], "--package", "aid=grant,base=closed", *few),
            asked("why-not", river, "--package", "pressed", *few),
            why_not(load_text(RIVER), "pressed", draws=5).to_dict(),
            asked("why", swap, "--package", "aid=grant,base=closed", *few),
            asked("why", swap, "--package", "base=closed", *few),
            asked("why", case["crowd"], "--package", "aid=grant", "--draws", "5"),
        ],
        KINDS: [
            asked("why-not", river, *few),
            asked("why-not", swap, "--reading", "late", *few),
        ],
        FLIP: [
            asked("flip", river, "--deal", "quiet", *few),
            _cut_short(flip(detente.load(swap), deal="swap", draws=10)),
            asked("flip", river, "--package", "sea=mined", "--sizes", "1", *few),
            asked("flip", river, "--deal", "either", "--sweetened", "--sizes", "2", *few),
            asked("flip", swap, "--reading", "late", "--deal", "swap", "--to", "no-deal", *few),
        ],
        OVERVIEW: [
            asked("flip", river, "--sizes", "1", *few),
            asked("flip", river, "--reading", "hawk", "--sizes", "1", "--sweetened", *few),
        ],
        ASSUMPTIONS: [
            asked("assumptions", river, *few),
            asked("assumptions", swap, "--reading", "early", "--package", "base=closed,aid=grant", *few),
        ],
    }


def _of_draws(case: dict[str, str]) -> Printed:
    river, swap, hawk = case["river"], case["swap"], ("--reading", "hawk")
    swapped = scenarios(
        detente.load(swap), deal="swap", form="exactly as described", draws=300, sought="no deal"
    )
    counted = honest_funnel(detente.load(swap), draws=10)
    return {
        BLOCKERS: [
            asked("blockers", river, "--draws", "40"),
            asked("blockers", river, *hawk, "--deal", "either", "--sweetened", "--draws", "20"),
            asked("blockers", river, "--package", "sea=open", "--draws", "10"),
        ],
        SENSITIVITY: [
            asked("sensitivity", river, "--deal", "quiet", "--draws", "100"),
            asked("sensitivity", river, *hawk, "--package", "truce=hold,relief=ease", "--draws", "60"),
            asked("sensitivity", river, "--deal", "gift", "--draws", "60"),
            asked("sensitivity", swap, "--reading", "late", "--package", "port=open", "--draws", "60"),
            asked("sensitivity", swap, "--package", "port=open", "--draws", "20"),
        ],
        TORNADO: [
            asked("tornado", river, "--deal", "quiet", "--draws", "40"),
            asked("tornado", river, *hawk, "--package", "truce=hold,relief=ease", "--draws", "40"),
            asked("tornado", river, "--deal", "either", "--sweetened", "--draws", "60"),
        ],
        SCENARIOS: [
            asked("scenarios", swap, "--deal", "swap", "--draws", "400"),
            asked("scenarios", swap, "--reading", "late", "--package", "port=open", "--draws", "20"),
            _with_an_empty_region(swapped),
        ],
        SWEEP: [
            asked("sweep", river, "--over", WORD, "--draws", "40"),
            asked("sweep", swap, "--over", WORD, "--draws", "20"),
            asked("sweep", river, "--over", WORD, "--over", "reading", "--deal", "quiet", "--draws", "20"),
            asked(
                "sweep", river, *hawk, "--over", WORD, "--over", RELIEF, "--one-at-a-time", "--draws", "20"
            ),
        ],
        FUNNEL: [
            asked("funnel", river, "--draws", "20"),
            asked("funnel", swap, "--draws", "20"),
            asked("funnel", swap, "--reading", "early", "--deal", "swap", "--shift", "0.5", "--draws", "20"),
            honest_funnel(detente.load(swap), draws=5, counted=0).to_dict(),
            _estimated(counted),
        ],
    }


def _of_two(case: dict[str, str]) -> Printed:
    river, swap, few = case["river"], case["swap"], ("--draws", "40")
    heir = detente.load(swap, successor="heir")
    sampled = diff(
        detente.load(river, reading="dove"), detente.load(river, reading="hawk"), effort=1, draws=10
    )
    return {
        READINGS: [
            asked("readings", river, *few),
            asked("readings", river, "--weights", "dove=1,hawk=2", "--deal", "any", "--sweetened", *few),
            asked("readings", swap, "--weights", "late=1,base=1", *few),
        ],
        CRUX: [
            asked("crux", river, "dove", "hawk", *few),
            asked("crux", river, "base", "dove", *few),
            asked("crux", swap, "early", "late", *few),
        ],
        RETRACT: [
            asked("retract", river, "essay", *few),
            asked("retract", river, "essay#1", "--reading", "dove", *few),
        ],
        EACH: [
            asked("retract", river, "--each", "--draws", "10"),
            asked("retract", river, "--each", "--reading", "dove", "--draws", "10"),
        ],
        DIFF: [
            asked("diff", river, river, "--reading-before", "hawk", *few),
            asked("diff", river, river, "--reading-after", "hawk", "--sweetened", "--draws", "110"),
            asked("diff", swap, swap, "--reading-before", "early", "--reading-after", "late", *few),
            diff(heir, detente.load(swap), draws=10).to_dict(),
            diff(detente.load(swap), heir, draws=10).to_dict(),
            sampled.to_dict(),
        ],
    }


def _stored(folder: Path, case: dict[str, str]) -> Printed:
    """Two runs of all readings, and two of one each, as files."""
    files = {
        "all": ("river", "--all-readings", "10"),
        "some": ("swap", "--all-readings", "12"),
        "dove": ("river", "--reading", "10"),
        "base": ("river", None, "10"),
    }
    for name, (key, how, draws) in files.items():
        options = [] if how is None else [how] if how == "--all-readings" else [how, name]
        told = asked("run", case[key], *options, "--draws", draws)
        (folder / f"{name}.json").write_text(json.dumps(told), encoding="utf-8")
    pairs = [("all", "some"), ("some", "all"), ("base", "dove"), ("dove", "base")]
    return {RUNS: [asked("diff", *(str(folder / f"{name}.json") for name in pair)) for pair in pairs]}


@pytest.fixture(scope="module")
def printed(cases: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """All that the commands print about the dossiers, by section of the page."""
    runs = _stored(tmp_path_factory.mktemp("runs"), cases)
    return _of_packages(cases) | _of_draws(cases) | _of_two(cases) | runs


@pytest.fixture(scope="module")
def told(printed: Printed) -> dict[str, Values]:
    """The values in it."""
    found: dict[str, Values] = {section: {} for section in FIELDS}
    for section, objects in printed.items():
        for one in objects:
            collect(one, found[section])
    return found


@by_section
def test_every_field_is_explained(section: str, told: dict[str, Values]) -> None:
    """Each path of the JSON is that of a documented field."""
    assert unexplained(FIELDS[section], told[section]) == []


@by_section
def test_every_field_explained_is_there(section: str, told: dict[str, Values]) -> None:
    """Each documented field occurs, one of a part in some place where the part stands."""
    gone = [
        pool[0][1].path
        for pool in pooled(FIELDS, section, lambda field: field.kind != "null")
        if not any(field.occurs_in(told[name]) for name, field in pool)
    ]
    assert gone == []


@by_section
def test_every_part_is_where_the_page_says(section: str, told: dict[str, Values]) -> None:
    """Where a part is said to stand, some of its fields do."""
    places = {place for field in FIELDS[section] for place in field.places}
    there = {place for field in FIELDS[section] if field.occurs_in(told[section]) for place in field.places}
    assert sorted(places - there) == []


@by_section
def test_every_value_is_of_its_type_and_range(section: str, told: dict[str, Values]) -> None:
    """Numbers keep to their ranges and words to those listed; nothing is null but where the page says so."""
    assert odd_values(FIELDS[section], told[section]) == []


@by_section
def test_what_may_be_null_is_sometimes(section: str, told: dict[str, Values]) -> None:
    """Each field that may be null occurs as null, and as something else; of a part, in some place."""
    always_or_never = [
        pool[0][1].path
        for pool in pooled(FIELDS, section, lambda field: field.kind.endswith("null"))
        if set().union(*(field.nulls_in(told[name]) for name, field in pool)) != {True, False}
    ]
    assert always_or_never == []


@by_section
def test_no_field_stands_twice(section: str) -> None:
    """Each field has one row; a part may be null in one place beside."""
    fields = [field.path for field in FIELDS[section]]
    assert len(fields) == len(set(fields))


def test_every_part_is_used() -> None:
    """Each part that is said to stand in several places stands somewhere."""
    kinds = {field.kind.removesuffix(" or null") for text in SECTIONS.values() for field in rows_of(text)}
    assert set(PARTS) <= kinds


#: Words of the code by section or part, and field.
WORDS: dict[tuple[str, str], Iterable[Any]] = {
    ("condition", "gate"): GATES,
    ("condition", "kind"): get_args(ConditionKind),
    ("condition", "unit"): get_args(Unit),
    ("movement", "form"): get_args(Form),
    ("retraction", "rests_on_it.items[].kind"): get_args(RestKind),
    ("retraction", "replaced[].kind"): get_args(ReplacementKind),
    ("retraction", "replaced[].vague"): get_args(VagueKind),
    (WHY, "package_repair.answers[].kind"): get_args(RepairKind),
    (WHY, "package_repair.answers[].status"): get_args(RepairStatus),
    (WHY, "judgement_repair.status"): get_args(JudgementStatus),
    (FLIP, "status"): get_args(FlipStatus),
    (WHY, "plan.uses[].extent"): get_args(Extent),
    (KINDS, "kinds[].status"): get_args(FailingStatus),
    (OVERVIEW, "kinds[].status"): get_args(KindStatus),
    (SENSITIVITY, "outcome"): get_args(OutcomeKind),
    (SENSITIVITY, "leading[].direction"): get_args(Direction),
    (TORNADO, "how"): get_args(How),
    (SWEEP, "layout"): get_args(Layout),
    (SWEEP, "kinds[].trends[]"): get_args(Trend),
    (SCENARIOS, "sought"): get_args(Sought),
    (SCENARIOS, "status"): get_args(Status),
    (FUNNEL, "kinds[].badge"): [BADGE],
    (READINGS, "changes_of_sign[].origin"): get_args(Origin),
    (CRUX, "status"): get_args(CruxStatus),
    (CRUX, "kinds[].status"): get_args(CruxKindStatus),
}


@pytest.mark.parametrize(("place", "path"), WORDS)
def test_all_words_are_listed(place: str, path: str) -> None:
    """The words that the page lists are those that the code knows."""
    rows = PARTS[place] if place in PARTS else rows_of(SECTIONS[place])
    (field,) = (row for row in rows if row.path == path)
    assert sorted(field.words) == sorted(WORDS[place, path])


@by_section
def test_there_is_no_number_that_json_has_not(section: str, printed: Printed) -> None:
    """Nothing is infinite or no number at all."""
    assert all(json.dumps(one, allow_nan=False) for one in printed[section])


@pytest.mark.parametrize("section", [name for name in FIELDS if name != RUNS])
def test_all_begin_with_the_same_head(section: str, printed: Printed) -> None:
    """The same fields in the same order, and principals sorted."""
    fields = [field.path.removesuffix("[]") for field in PARTS["head"]]
    for one in printed[section]:
        assert list(one)[: len(fields)] == fields
        assert one["principals"] == ["north", "south"]
        assert (one["detente"], one["format"]) == (detente.__version__, 1)


def test_an_interval_is_about_its_share(told: dict[str, Values]) -> None:
    """A share is its hits by its draws and lies in its interval."""
    found = told[BLOCKERS]
    hits, draws, share, low, high = (
        found[f"questions[].kinds[].can_open.{name}"] for name in ("hits", "draws", "share", "low", "high")
    )
    for one in zip(hits, draws, share, low, high, strict=True):
        interval = ShareInterval(**dict(zip(("hits", "draws", "share", "low", "high"), one, strict=True)))
        assert interval.share == interval.hits / interval.draws
        assert interval.low <= interval.share <= interval.high
