"""The leverage lens as a report, alone and side by side."""

from __future__ import annotations

import detente
from detente.report.blocks import Paragraph
from detente.report.leverage_report import leverage_readings, leverage_report
from detente.verdict.leverage import leverage
from lenses.leverage.cases import look
from report.leverages import everything, text_of


def bottom_line(**values: object) -> str:
    """Return the strong paragraphs."""
    blocks = leverage_report(look(**values))
    return " ".join(b.text for b in blocks if isinstance(b, Paragraph) and b.tone == "strong")


def test_the_bottom_line_comes_first() -> None:
    """What can be done, who makes the difference, who is not paid."""
    text = bottom_line()
    assert "Of 2 options that require control" in text
    assert (
        "those at the table can deliver 1 in every draw and 1 in fewer than one draw of five or none." in text
    )
    assert (
        "Others would have to come for 1; who could make the difference: militia, patron and trader." in text
    )
    lacking = "principal has a single act of its own elsewhere that would make up for it."
    assert f"In 1 case a party that could come would lose by it in most draws; a gaining {lacking}" in text
    assert f"in most draws; no gaining {lacking}" in bottom_line(stakes__patron__aid=None)


def test_times_are_counted_over_several_options() -> None:
    """How often each could make the difference."""
    text = bottom_line(issues__truce__options__retreat__requires=0.6)
    assert "Others would have to come for 2; who could make the difference: militia (2), patron (2)" in text


def test_a_single_option_is_not_counted() -> None:
    """Neither as one of one, nor the times that a party is needed for it."""
    text = bottom_line(issues__truce__options__retreat__requires=None)
    assert "One option requires control; those at the table can deliver it in 0% of draws." in text
    assert (
        "Others would have to come for it; who could make the difference: militia, patron and trader" in text
    )


def test_some_cases_are_paid_and_some_are_not() -> None:
    """Only then the unpaid ones are counted."""
    text = bottom_line(stakes__militia__truce__hold=-30)
    assert "In 2 cases a party that could come would lose by it in most draws; for 1 of them no" in text


def test_other_bottom_lines() -> None:
    """Out of reach; nothing that needs control."""
    assert "1 cannot be delivered even if everybody came" in bottom_line(
        issues__truce__leakage={"trader": 0.2}, issues__truce__options__hold__requires=0.9
    )
    none = bottom_line(
        issues__truce__options__hold__requires=None, issues__truce__options__retreat__requires=None
    )
    assert none == "None of these options requires control: whoever performs them can do them."


def test_every_part_is_there() -> None:
    """In order, and the caveats last."""
    text = text_of(leverage_report(everything()))
    heads = [line for line in text.splitlines() if line.startswith("## ")]
    assert [head.split()[1] for head in heads] == [
        "Control",
        "Who",
        "Permission,",
        "Leakage:",
        "Said",
        "Paid",
        "What",
        "What",
        "Voting",
        "To",
    ]


def test_readings_side_by_side() -> None:
    """One column each, the base first, one row per option, party and issue."""
    results = {
        key: leverage(detente.load("us-russia", reading=None if key == "base" else key), draws=10)
        for key in ("base", "friedman")
    }
    text = text_of(leverage_readings(results))
    assert "readings: base, friedman" in text
    assert "nk-pressure=full 0% 0%" in text
    assert "Power in the exchange of control" in text
    assert "Price of issues" in text


def test_readings_without_a_shortfall() -> None:
    """Then that is said."""
    found = look(issues__truce__options__hold__requires=0.1)
    assert "Everything, in every draw, under every reading." in text_of(leverage_readings({"base": found}))


def test_a_reading_that_drops_an_option() -> None:
    """Leaves its cell empty; many readings go into several tables."""
    results = {f"r{k}": look() for k in range(7)} | {"odd": look(issues__truce__options__hold__requires=None)}
    text = text_of(leverage_readings(results))
    assert "truce=hold 0% -" in text
    assert text.count("truce=hold") == 2
