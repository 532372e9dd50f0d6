"""Gates, conditions and causes as parts of a report."""

from __future__ import annotations

from dataclasses import replace

from detente.lenses.spread import Spread
from detente.report.blocks import Items, Table
from detente.report.plain import plain_text
from detente.report.why_not_conditions_part import (
    causes_part,
    changes_part,
    condition_cell,
    conditions_part,
    gates_part,
    range_of,
)
from report.why_nots import failing, passing, told


def test_what_the_package_changes() -> None:
    """By name and by key."""
    text = plain_text(tuple(changes_part(failing())))
    assert "Lifted at once" in text
    assert "sanctions=lift" in text


def test_gate_by_gate() -> None:
    """All five, at the medians and over draws, together with those before and alone."""
    table = next(block for block in gates_part(failing().first) if isinstance(block, Table))
    rows = [[cell.text for cell in row] for row in table.sections[0].rows]
    assert [row[0] for row in rows] == [gate.gate for gate in failing().first.gates]
    assert rows[0][1:3] == ["not passed", "fails"]
    assert rows[1][1:3] == ["not passed", "holds"]


def test_conditions_that_fail_and_that_hold() -> None:
    """Each in one of two tables, under its gate, with what it is short by."""
    package = failing().first
    fails = plain_text(tuple(conditions_part(package, failing().names, failing=True)))
    holds = plain_text(tuple(conditions_part(package, failing().names, failing=False)))
    for one in package.conditions:
        cell = condition_cell(one.condition, failing().names)
        assert (cell in fails) != (cell in holds)
    assert "No condition fails at the medians." in plain_text(
        tuple(conditions_part(passing().first, passing().names, failing=True))
    )


def test_causes_with_their_sources() -> None:
    """Three of each condition, with the range and what it rests on; how many more there are."""
    data = {"sources": {"essay": {"title": "An essay", "paragraphs": 9}}}
    stakes = {
        "north": {
            "aid": {"grant": {"value": "-4..-2", "cite": ["essay#p3", "essay#p4"]}},
            "base": {"closed": 1},
        },
        "south": {"aid": {"grant": 4}, "base": {"closed": -2}},
    }
    costs = {"north": {"per_deal": 1, "per_issue": 0.5}}
    result = told(stakes=stakes, dealing_costs=costs, relative_gains={"north": 0.5}, **data)
    items = next(
        block for block in causes_part(result, result.first, result.first.failing) if isinstance(block, Items)
    )
    first = items.items[0]
    assert first.text == "north accepts; north trusts the others: short by 5.0"
    assert [inner.text for inner in first.inner] == [
        "-3.0 grant [-4 to -2]",
        "-2.0 what south gains by grant [4]",
        "-1.0 what any deal costs north [1]",
        "2 more judgements, adding -1.0; --json has them all",
    ]
    assert first.inner[0].inner[0].text == "An essay, paragraph 3 (and 1 more source)"
    assert first.inner[1].inner[0].text == "no source is given"


def test_rules_that_hang_on_the_same_party_stand_together() -> None:
    """Two rules, one item."""
    parties = {
        "north": {"role": "principal"},
        "south": {"role": "principal"},
        "senate": {"role": "ratifier", "side": "north"},
    }
    stakes = {
        "north": {"base": {"closed": 1}},
        "south": {"aid": {"grant": 1}},
        "senate": {"aid": {"grant": -3}},
    }
    rules = [{"name": "One", "needs": "senate"}, {"name": "Two", "needs": "senate"}]
    result = told(parties=parties, stakes=stakes, ratification={"north": rules})
    items = next(
        block for block in causes_part(result, result.first, result.first.failing) if isinstance(block, Items)
    )
    assert [item.text for item in items.items] == ["One; Two: short by 3.0"]


def test_long_lists_are_cut() -> None:
    """With a line that says how many more there are."""
    package = failing().first
    many = replace(package, conditions=tuple(package.conditions) * 8)
    assert "more conditions are left out" in plain_text(
        tuple(conditions_part(many, failing().names, failing=True))
    )


def test_ranges() -> None:
    """One number where both ends are the same."""
    assert range_of(Spread(low=1.04, middle=1.04, high=1.04), "points") == "1.0"
    assert range_of(Spread(low=0.001, middle=0.2, high=0.3), "share of control") == "<0.01 to 0.30"
    assert range_of(Spread(low=0.1, middle=0.2, high=0.3), "share of control") == "0.10 to 0.30"


def test_trust_that_is_acceptance_over_again() -> None:
    """It is told as that, without figures, and why."""
    result = told({"aid": "grant"})
    text = plain_text(tuple(conditions_part(result.first, result.names, failing=True)))
    assert "it relies on nobody's doubtful word" in text
    table = next(b for b in conditions_part(result.first, result.names, failing=True) if isinstance(b, Table))
    rows = {section.key: section.rows for section in table.sections}
    assert rows["acceptable"][0][1].text == "2.0"
    assert [cell.text for cell in rows["credible"][0]] == [
        "north: trust as its acceptance",
        "",
        "",
        "",
    ]


def test_control_in_hundredths() -> None:
    """With the option that takes it, and its unit."""
    result = failing()
    delivery = next(one for one in result.first.failing if one.condition.kind == "delivery")
    assert condition_cell(delivery.condition, result.names) == "control for border=disarm"
    text = plain_text(tuple(causes_part(result, result.first, [delivery])))
    assert "short by 0.05 of control" in text
