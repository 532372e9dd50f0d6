"""Remarks on the climate."""

from __future__ import annotations

import pytest

from climate_dossier import text
from detente import load
from detente.dossier import lint, load_text

TWO = "level: {north: 2..4, south: 2..5}"
PERSISTENCE = "persistence: {north: 0.3..0.5, south: 0.2..0.4}"
EFFECTS = text()[text().index("  effects:") :]


def remarks(changed: str) -> list[tuple[str, str]]:
    """Return code and path of the remarks on the climate."""
    return [(n.code, n.path) for n in lint(load_text(changed)) if n.path.startswith("climate")]


def fresh(old: str, new: str) -> list[tuple[str, str]]:
    """Return the remarks that a change brings."""
    assert old in text()
    usual = remarks(text())
    return [remark for remark in remarks(text().replace(old, new, 1)) if remark not in usual]


def bare(climate: str) -> list[tuple[str, str]]:
    """Return the remarks on another climate, those on sources of levels aside."""
    found = remarks(text().split("\nclimate:")[0] + f"\nclimate:\n  {TWO}\n{climate}")
    return [remark for remark in found if remark[0] != "N027"]


def test_levels_without_a_source() -> None:
    """Both, and at the level itself."""
    found = [path for code, path in remarks(text()) if code == "N027"]
    assert found == ["climate.level.north", "climate.level.south"]


def test_one_value_as_if_certain() -> None:
    """As everywhere in a dossier; a zero is no claim."""
    assert fresh("drift: {north: 0..1", "drift: {north: 1") == [("N001", "climate.drift.north")]
    assert fresh("drift: {north: 0..1", "drift: {north: 0") == []


@pytest.mark.parametrize("effects", ["", "  effects: {no_deal: {north: 0}}\n"])
def test_no_effects(effects: str) -> None:
    """None written, or all zero."""
    assert fresh(EFFECTS, effects) == [("N028", "climate")]


def test_hostility_that_nothing_carries_on() -> None:
    """It is gone in the first step."""
    found = bare(f"  persistence: {{north: 0.5..0.6}}\n{EFFECTS}")
    assert found == [("N029", "climate.level.south")]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("", [("N029", "climate")]),
        ("  drift: {north: 0..1}\n", []),
        ("  noise: {south: 1..2}\n", []),
        ("  accidents: {rate: 0.1..0.2, severity: 1..2}\n", []),
        ("  accidents: {rate: 0.1..0.2}\n", [("N029", "climate")]),
    ],
)
def test_hostility_that_never_moves(more: str, told: list[tuple[str, str]]) -> None:
    """Carried on whole, with nothing that could move it."""
    found = bare(f"  persistence: {{north: 1, south: 1}}\n{more}{EFFECTS}")
    assert [remark for remark in found if remark[0] == "N029"] == told


def test_measures_that_do_nothing_or_are_not_performed() -> None:
    """Each at its place; keeping forces apart is something."""
    place = "sanctions: {ease: {acts: {north: 0.5..1}}}"
    assert fresh(place, "sanctions: {ease: }") == [("N030", "climate.measures.sanctions.ease")]
    nothing = [("N030", "climate.measures.sanctions.ease")]
    assert fresh(place, "sanctions: {ease: {acts: {north: 0}}}") == nothing
    assert fresh(place, "sanctions: {ease: {keeps_apart: true}}") == []
    assert nothing[0] in fresh(place, "sanctions: {ease: {acts: {north: 1}, keeps_apart: true}}")
    assert fresh(place, "sanctions: {ease: {acts: {south: 1..2}}}") == [
        ("N031", "climate.measures.sanctions.ease.acts.south")
    ]


@pytest.mark.parametrize(
    ("kept", "answer", "told"),
    [("0.5", "0.4", False), ("0.5", "0.5", True), ("0.9", "0.2", True), ("0.2..0.9", "0..0.2", True)],
)
def test_answers_that_run_away(kept: str, answer: str, told: bool) -> None:
    """Richardson's condition for two alike: they settle only if persistence and answer are below 1 in sum."""
    two = (
        f"  persistence: {{north: {kept}, south: {kept}}}\n  reaction: {{north: {answer}, south: {answer}}}\n"
    )
    found = [code for code, _ in bare(two + EFFECTS)]
    assert ("N032" in found) == told


def test_memory_and_what_is_remembered() -> None:
    """One without the other, either way."""
    assert fresh("  remembers: {north: 12}\n", "") == [("N033", "climate.memory.north")]
    assert fresh("  memory: {north: 0..0.1}\n", "") == [("N033", "climate.remembers.north")]


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("  hope: {north: 0.7..0.9}\n", "", "climate.turnovers.north"),
        ("  turnovers: {north: [2019-03-01]}\n", "", "climate.hope.north"),
        ("[2019-03-01]", "[2018-10-31]", "climate.turnovers.north"),
        ("2018-12-01/2019-01-31", "2017-12-01/2018-01-31", "climate.campaigns.south"),
    ],
)
def test_turnovers_hope_and_dates(old: str, new: str, path: str) -> None:
    """Both or neither, and nothing before the first step."""
    assert fresh(old, new) == [("N034", path)]


def test_the_reference_case_is_told_of_one_thing() -> None:
    """Its upper ends run away; no reading adds another remark on the climate."""
    for reading in (None, *load("us-russia").readings):
        found = lint(load("us-russia", reading=reading))
        assert [n.code for n in found if n.path.startswith("climate")] == ["N032"], reading


def test_a_source_cited_in_the_climate_alone_is_cited() -> None:
    """It is not listed among those that nothing cites."""
    changed = text().replace("\nparties:", "\nsources: {essay: {title: An essay}}\nparties:", 1)
    assert "N007" in {n.code for n in lint(load_text(changed))}
    cited = changed.replace(TWO, "level: {north: {points: 2..4, cite: [essay]}, south: 2..5}")
    assert "N007" not in {n.code for n in lint(load_text(cited))}


def test_a_correlated_number_of_the_climate_must_vary() -> None:
    """A certain one goes with nothing."""
    extra = "correlations:\n  - {name: x, of: [climate.level.north, climate.drift.north], rank: 0.3}\n"
    changed = text().replace("drift: {north: 0..1", "drift: {north: 1") + extra
    found = [(n.code, n.path) for n in lint(load_text(changed)) if n.code == "N026"]
    assert found == [("N026", "correlations.0.of")]
