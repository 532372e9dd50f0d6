"""Later ratifiers in words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from detente.lenses.ratification.analysis import Ratification
from detente.report.plain import plain_text
from detente.report.ratification_horizon_part import horizon_part
from report.ratifications import usual, with_a_successor


def told(result: Ratification) -> str:
    """Return the part as text."""
    return " ".join(plain_text(tuple(horizon_part(result))).split())


def changed(*packages: dict[str, Any]) -> Ratification:
    """Return a horizon of packages like the one asked about, with numbers of their own."""
    found = with_a_successor()
    (horizon,) = found.horizons
    (one,) = horizon.packages
    made = tuple(replace(one, name=f"p{k}", **values) for k, values in enumerate(packages))
    return replace(found, horizons=(replace(horizon, packages=made),))


NEVER = {"today": 0.0, "later": 0.0, "both": 0.0, "chance_today": 0.0, "chance_later": 0.0}


def test_the_horizon_is_told_only_with_successors() -> None:
    """Today, then by date, with who refuses then."""
    text = told(with_a_successor())
    assert "package today hawks, 2021-01 refused later by" in text
    assert "senate 100%" in text
    assert "A harder senate (north, 2 years on): most is lost of swap" in text
    assert told(usual()) == ""


def test_what_nobody_ratifies_is_said_in_a_sentence() -> None:
    """No table without rows, and no praise for ratifying nothing."""
    text = told(changed(NEVER, NEVER))
    assert text == (
        "## The commitment horizon None of these packages is ratified in any draw, today or later, by "
        "A harder senate (north, 2 years on)."
    )


def test_what_is_ratified_only_later_cannot_be_lost() -> None:
    """It stands in the table, and the sentence says that today there is nothing."""
    text = told(changed({**NEVER, "later": 0.5, "chance_later": 0.5}, NEVER))
    assert "p0 0% 50%" in text
    assert "1 package that is ratified in no draw, today or later, is left out." in text
    assert "nothing is ratified today in any draw, so that nothing can be lost" in text


def test_what_lasts_and_what_is_cut() -> None:
    """Twelve are shown; a successor that ratifies all of them is said to."""
    lasts = {"today": 1.0, "later": 1.0, "both": 1.0, "chance_today": 1.0, "chance_later": 1.0}
    text = told(changed(*[lasts] * 14, NEVER, NEVER))
    assert "2 more packages are left out; --json has them all." in text
    assert "2 packages that are ratified in no draw, today or later, are left out." in text
    assert "ratifies whatever is ratified today, in every draw" in text
