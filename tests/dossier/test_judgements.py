"""Every number once, with whose it is; which are wide."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from detente.dossier import load_text
from detente.dossier.judgements import Judgement, ends, is_wide, judgements, largest_stakes
from detente.dossier.quantity import Quantity


def quantity(distribution: Any, *parameters: float) -> Quantity:
    """Make a number without provenance."""
    return Quantity(distribution=distribution, parameters=parameters, path="x")


def quantities_in(value: Any) -> list[Quantity]:
    """Find every quantity anywhere inside a dossier's objects."""
    if isinstance(value, Quantity):
        return [value]
    if dataclasses.is_dataclass(value):
        return [q for f in dataclasses.fields(value) for q in quantities_in(getattr(value, f.name))]
    if isinstance(value, dict):
        return [q for item in value.values() for q in quantities_in(item)]
    return [q for item in value for q in quantities_in(item)] if isinstance(value, tuple) else []


def test_no_number_is_left_out_or_told_twice(deep: str) -> None:
    """What is listed is what is found by looking into every object of a dossier."""
    dossier = load_text(deep)
    listed = [j.quantity.path for j in judgements(dossier)]
    assert {"parties.china.sway", "issues.nk-pressure.leakage.russia", "trust.false_alarms.russia"} <= set(
        listed
    )
    assert sorted(listed) == sorted(q.path for q in quantities_in(dossier))


def test_whose_scale_a_number_is_on(deep: str) -> None:
    """The section is the first part of the path, and only points and shares exist."""
    found = {j.quantity.path: j for j in judgements(load_text(deep))}
    assert all(path.split(".")[0] == j.section for path, j in found.items())
    link = found["links.0.points.congress"]
    assert (link.party, link.unit) == ("congress", "points")
    assert (found["trust.monitoring.us"].party, found["trust.monitoring.us"].unit) == ("us", "share")
    assert found["issues.nk-pressure.options.enforce.requires"].party == ""
    assert (found["parties.china.sway"].party, found["parties.china.sway"].unit) == ("china", "points")
    leakage = found["issues.nk-pressure.leakage.russia"]
    assert (leakage.party, leakage.unit) == ("russia", "share")


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (quantity("point", 3), (3, 3)),
        (quantity("uniform", -1, 4), (-1, 4)),
        (quantity("pert", 1, 2, 5), (1, 5)),
        (quantity("normal", 10, 2), (10 - 2 * 1.6448536, 10 + 2 * 1.6448536)),
    ],
)
def test_ends(number: Quantity, expected: tuple[float, float]) -> None:
    """A range has its own ends, a distribution without ends its outer twentieths."""
    assert ends(number) == pytest.approx(expected)


def test_the_largest_stake_counts_losses_too(bargain: str) -> None:
    """The scale of a party is its largest end, whatever the sign; without stakes it has none."""
    largest = largest_stakes(load_text(bargain))
    assert largest == {"us": 30, "russia": 45, "congress": 40}


@pytest.mark.parametrize(
    ("unit", "high", "scale", "wide"),
    [
        ("points", 5.0, {"us": 10.0}, False),
        ("points", 5.01, {"us": 10.0}, True),
        ("points", 5.0, {}, False),
        ("points", 5.0, {"us": 0.0}, False),
        ("share", 0.5, {"us": 10.0}, False),
        ("share", 0.51, {}, True),
    ],
)
def test_wide_is_more_than_half_the_scale(
    unit: Any, high: float, scale: dict[str, float], wide: bool
) -> None:
    """Exactly half is not wide, and points without a scale never are."""
    judgement = Judgement(quantity=quantity("uniform", 0, high), section="x", party="us", unit=unit)
    assert is_wide(judgement, scale) is wide
