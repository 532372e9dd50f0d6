"""Packages through the lens: what it takes, who keeps it, and that an improvement really mends it."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from lenses.trust.making import SWAP, seen
from properties.dossiers import loaded, plain


def swap(trust: dict[str, Any], discount: float = 0.8) -> dict[str, Any]:
    """A swap in which each gives 2 and gets 4."""
    parties = {key: {"role": "principal", "discount_factor": discount} for key in ("north", "south")}
    return plain(parties=parties, trust=trust)


def holds(data: dict[str, Any], party: str) -> str:
    """Whether the swap holds for a party, or why not."""
    return seen(loaded(data)).of(party).improvements.status


def test_by_hand() -> None:
    """North trusts south by a quarter and would need a half; south depends on nobody's record."""
    view = seen(loaded(swap({"keeps_word": {"south": 0.25}})))
    north, south = view.principals
    assert (north.surplus.middle, north.expected.middle) == (2.0, -1.0)
    assert (north.accepts, north.trusts, view.credible, view.passes) == (1.0, 0.0, 0.0, 0.0)
    (pair,) = north.break_even
    assert (pair.other, pair.needed.middle, pair.had.middle, pair.slack.middle) == ("south", 0.5, 0.25, -0.25)
    assert south.break_even == ()
    assert (south.trusts, south.patience) == (1.0, None)
    assert dict(view.package) == SWAP


def test_trust_raised_to_the_break_even_mends_it() -> None:
    """At the value named the package holds, at a little less it does not."""
    data = swap({"keeps_word": {"south": 0.25}})
    best = seen(loaded(data)).of("north").improvements.least
    assert best is not None
    assert (best.kind, best.other, best.middle) == ("trust", "south", 0.5)
    assert best.cost is not None
    assert best.cost.middle == pytest.approx(0.333333)
    for more, expected in ((0.0, "holds"), (-0.001, "trusts too little")):
        data["trust"]["keeps_word"]["south"] = best.middle + more
        assert holds(data, "north") == expected


@pytest.mark.parametrize(
    "trust",
    [
        {"monitoring": {"north": 0.5, "south": 0.5}},
        {"monitoring": {"north": 0.6, "south": 0.9}, "false_alarms": {"north": 0.02, "south": 0.05}},
        {"monitoring": {"north": 0.8, "south": 0.9}, "punishment": 4, "false_alarms": {"south": 0.02}},
    ],
)
def test_what_is_named_mends_it(trust: dict[str, Any]) -> None:
    """Monitoring, patience and a smaller step at the values named, and at a little less not."""
    data = swap(trust, discount=0.55)
    ways = {way.kind: way for way in seen(loaded(data)).of("north").improvements.ways}
    assert holds(data, "north") == "would not keep it"
    for sign, expected in ((1, "holds"), (-1, "would not keep it")):
        patient = copy.deepcopy(data)
        patient["parties"]["north"]["discount_factor"] = ways["patience"].middle + sign * 1e-4
        assert holds(patient, "north") == expected
        if ways["monitoring"].middle is not None:
            watched = copy.deepcopy(data)
            watched["trust"]["monitoring"]["north"] = ways["monitoring"].middle + sign * 1e-4
            assert holds(watched, "north") == expected
    # What is to be given in one piece cannot be given in smaller steps; in parts it can.
    assert ways["first-step"].middle is None
    parted = copy.deepcopy(data)
    parted["issues"]["aid"]["options"]["grant"]["divisible"] = True
    steps = {way.kind: way for way in seen(loaded(parted)).of("north").improvements.ways}
    assert steps["first-step"].middle is not None
    assert 0 < steps["first-step"].middle < 1


def test_both_wanting() -> None:
    """Too little trust and no reason to keep it: no single thing is named."""
    data = swap({"keeps_word": {"south": 0.25}, "monitoring": {"north": 0.1}})
    found = seen(loaded(data)).of("north").improvements
    assert (found.status, found.least) == ("neither", None)


def test_over_draws() -> None:
    """Shares are of draws: trust spread evenly over 0 to 1 is enough in half of them."""
    view = seen(loaded(swap({"keeps_word": {"south": "0..1"}})), draws=400)
    north = view.of("north")
    assert north.trusts == pytest.approx(0.5, abs=0.06)
    (pair,) = north.break_even
    assert pair.enough == north.trusts == north.improvements.shares["holds"]
    assert pair.needed.is_certain
    (way,) = north.improvements.ways
    assert (way.possible, way.least, way.asked) == (1.0, 1.0, 1 - north.trusts)
