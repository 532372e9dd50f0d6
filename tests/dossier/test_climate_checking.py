"""Names, bounds and dates of the climate."""

from __future__ import annotations

import pytest
from breaking import problems_in

from climate_dossier import text
from detente.dossier import load_text

LEVEL = "level: {north: 2..4, south: 2..5}"


@pytest.mark.parametrize(
    ("old", "new", "code", "path", "hint"),
    [
        ("drift: {north", "drift: {nort", "D047", "climate.drift.nort", "north"),
        ("memory: {north", "memory: {assembly", "D047", "climate.memory.assembly", "there are: north, south"),
        ("remembers: {north", "remembers: {norht", "D047", "climate.remembers.norht", "north"),
        ("turnovers: {north", "turnovers: {nrth", "D047", "climate.turnovers.nrth", "north"),
        ("campaigns: {south", "campaigns: {soth", "D047", "climate.campaigns.soth", "south"),
        ("border: {truce: {acts", "boarder: {truce: {acts", "D041", "climate.measures.boarder", "border"),
        ("{truce: {acts", "{truse: {acts", "D042", "climate.measures.border.truse", "truce"),
        (
            "acts: {north: 0.5..1, south",
            "acts: {nort: 0.5..1, south",
            "D047",
            "climate.measures.border.truce.acts.nort",
            "north",
        ),
        ("no_deal: {north: -2", "no_deal: {nort: -2", "D040", "climate.effects.no_deal.nort", "north"),
        (
            "keeps_word: {south: -0.05",
            "keeps_word: {assembly: -0.05",
            "D047",
            "climate.effects.keeps_word.assembly",
            "there are",
        ),
        (
            "stakes: {assembly: -1",
            "stakes: {asembly: -1",
            "D040",
            "climate.effects.stakes.asembly",
            "assembly",
        ),
    ],
)
def test_unknown_names(old: str, new: str, code: str, path: str, hint: str) -> None:
    """Each at its place, with the nearest that exists."""
    assert old in text()
    (problem,) = problems_in(text().replace(old, new, 1))
    assert (problem.code, problem.path) == (code, path)
    assert hint in (problem.hint or "")


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        (LEVEL, "level: {north: 8..12, south: 2..5}", "climate.level.north"),
        (LEVEL, "level: {north: -11, south: 2..5}", "climate.level.north"),
        (LEVEL, "level: {north: {normal: {mean: 2, sd: 1}}, south: 2..5}", "climate.level.north"),
        (LEVEL, "level: {north: {lognormal: {mean: 1, sd: 1}}, south: 2..5}", "climate.level.north"),
        (LEVEL, "level: {north: {lognormal: {mean: 9, sd: 0}}, south: 2..5}", "climate.level.north"),
        ("bias: {north: 1..1.3", "bias: {north: -1..1.3", "climate.bias.north"),
        ("noise: {north: 0.5..1.5", "noise: {north: -0.5..1.5", "climate.noise.north"),
        ("misperception: {north: 0..0.5", "misperception: {north: -1/0/1", "climate.misperception.north"),
        ("severity: 2..4", "severity: -2..4", "climate.accidents.severity"),
        (
            "ease: {acts: {north: 0.5..1}",
            "ease: {acts: {north: 5..11}",
            "climate.measures.sanctions.ease.acts.north",
        ),
    ],
)
def test_numbers_out_of_bounds(old: str, new: str, path: str) -> None:
    """Whatever the distribution, if any draw can leave them."""
    assert old in text()
    (problem,) = problems_in(text().replace(old, new, 1))
    assert (problem.code, problem.path) == ("D075", path)


@pytest.mark.parametrize(
    "north",
    [
        "-10..10",
        "{normal: {mean: 2, sd: 0}}",
        "{beta: {a: 1, b: 2}}",
        "{lognormal: {mean: 1, sd: 0}}",
        "-3/0/9",
    ],
)
def test_bounds_may_be_reached(north: str) -> None:
    """The ends belong to the range, and a distribution with ends is welcome."""
    assert load_text(text().replace(LEVEL, f"level: {{north: {north}, south: 2..5}}")).climate is not None


def test_a_spread_may_have_any_distribution_above_0() -> None:
    """A lognormal has no upper end, and needs none."""
    noise = "noise: {north: {lognormal: {mean: 0, sd: 0.5}}"
    assert load_text(text().replace("noise: {north: 0.5..1.5", noise)).climate is not None


@pytest.mark.parametrize(("level", "missing"), [("{south: 2..5}", ["north"]), ("{}", ["north", "south"])])
def test_both_need_a_level(level: str, missing: list[str]) -> None:
    """All that have none are named at once."""
    found = problems_in(text().replace(LEVEL, f"level: {level}"))
    assert [p.code for p in found] == ["D074"]
    assert found[0].message == f"no level for {' and '.join(missing)}"


def test_a_broken_level_is_not_also_missing() -> None:
    """One fault, one problem."""
    assert [p.code for p in problems_in(text().replace(LEVEL, "level: 3"))] == ["D022"]


def test_a_climate_is_between_two() -> None:
    """With a third principal there is none."""
    three = text().replace("\nparties:\n", "\nparties:\n  east: {role: principal}\n", 1)
    codes = [p.code for p in problems_in(three)]
    assert codes == ["D073"]


@pytest.mark.parametrize(("option", "what"), [("raise", "pressure"), ("keep", "status quo")])
def test_what_is_no_measure(option: str, what: str) -> None:
    """Pressure and the status quo are not kept up as gestures."""
    (problem,) = problems_in(text().replace("sanctions: {ease: {acts", f"sanctions: {{{option}: {{acts"))
    assert (problem.code, problem.path) == ("D076", f"climate.measures.sanctions.{option}")
    assert what in problem.message


def test_a_campaign_ends_after_it_begins() -> None:
    """The hint turns it round."""
    (problem,) = problems_in(text().replace("2018-12-01/2019-01-31", "2019-01-31/2018-12-01"))
    assert (problem.code, problem.path) == ("D063", "climate.campaigns.south.0")
    assert problem.hint == "write 2018-12-01/2019-01-31"


def test_citations_in_it_are_checked() -> None:
    """A source must exist here as everywhere."""
    cited = text().replace(LEVEL, "level: {north: {points: 2..4, cite: [nobody]}, south: 2..5}")
    assert [p.code for p in problems_in(cited)] == ["D043"]


def test_correlations_may_name_its_numbers() -> None:
    """By path or with a star."""
    of = "[climate.level.*, climate.effects.no_deal.north]"
    extra = f"correlations:\n  - {{name: bad blood, of: {of}, rank: 0.3}}\n"
    dossier = load_text(text() + extra)
    assert dossier.correlations[0].of == (
        "climate.level.north",
        "climate.level.south",
        "climate.effects.no_deal.north",
    )
