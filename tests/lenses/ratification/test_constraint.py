"""Schelling's conjecture on a divided dollar, where it has a closed form, and where it fails."""

from __future__ import annotations

import pytest

from detente.dossier.dossier import Dossier
from detente.lenses.ratification.constraint import ConstraintCurve, constraint_curve
from detente.lenses.ratification.rules import rules_of
from detente.model.blueprint import Blueprint
from lenses.ratification.small import PARTIES, SWAP, small
from properties.dossiers import Data, loaded, plain

TENTHS = range(1, 10)


def dollar(council: dict[int, float] | None = None, **sections: Data) -> Dossier:
    """North and south divide ten points on one issue; a council at north's home has its own view."""
    options = {"none": {"status_quo": True}, **{f"o{k}": {"performers": ["south"]} for k in TENTHS}}
    views = dict.fromkeys(TENTHS, 0.0) if council is None else council
    data = plain(
        parties={
            **{k: PARTIES[k] for k in ("north", "south")},
            "council": {"role": "ratifier", "side": "north"},
        },
        issues={"share": {"options": options}},
        stakes={
            "north": {"share": {f"o{k}": k for k in TENTHS}},
            "south": {"share": {f"o{k}": 10 - k for k in TENTHS}},
            "council": {"share": {f"o{k}": views[k] for k in TENTHS}},
        },
        ratification={"north": [{"name": "The council", "needs": "council"}]},
        deals={},
    )
    return loaded({**data, **sections})


def curve(dossier: Dossier, home: str, steps: int = 8) -> ConstraintCurve:
    """Tighten one home at the medians."""
    blueprint = Blueprint(dossier)
    return constraint_curve(blueprint, home, rules_of(blueprint), steps=steps)


def test_a_council_that_wants_what_north_wants_helps_it() -> None:
    """The Nash package is half and half until more than 5 is asked for; then the least that is enough."""
    found = curve(dollar({k: float(k) for k in TENTHS}), "north")
    assert found.members == ("council",)
    first = found.steps[0]
    assert (first.package, first.surplus) == ({"share": "o5"}, {"north": 5.0, "south": 5.0})
    for step in found.steps[1:-1]:
        share = max(5, -int(-step.tightening // 1))
        assert step.package == {"share": f"o{share}"}
        assert step.surplus == {"north": share, "south": 10 - share}
    assert found.steps[1].tightening == pytest.approx(5.0, abs=1e-5)
    assert (found.share_own_way, found.first_move) == (1.0, 1.0)
    assert found.last == 9.0
    assert (found.ending, found.steps[-1].package) == ("empty", None)
    assert found.ends is not None
    assert 9.0 < found.ends < 9.1
    assert found.best is not None
    assert found.best.surplus["north"] == 9.0


def test_a_council_that_wants_the_opposite_harms_it() -> None:
    """The more it asks for, the less is left to north."""
    found = curve(dollar({k: 10.0 - k for k in TENTHS}), "north")
    assert found.share_own_way == 0.0
    assert found.first_move == -1.0
    assert found.best == found.steps[0]
    assert [step.surplus.get("north") for step in found.steps][-2:] == [1.0, None]


def test_without_rules_the_principal_itself_asks() -> None:
    """South is bound by nobody but itself."""
    found = curve(dollar(), "south")
    assert found.members == ("south",)
    assert (found.share_own_way, found.last, found.ending) == (1.0, 9.0, "empty")


def test_packages_that_need_no_consent_are_left() -> None:
    """Once the senate asks for too much, what does not touch aid is all there is."""
    stakes = {
        "north": {"aid": {"grant": -2}, "base": {"closed": 4}, "fair": {"yes": 1}},
        "south": {"aid": {"grant": 4}, "base": {"closed": -2}, "fair": {"yes": 1}},
        "senate": {"aid": {"grant": 2}},
        "house": {"aid": {"grant": 3}},
    }
    found = curve(small(stakes=stakes), "north")
    assert found.steps[0].package == {**SWAP, "fair": "yes"}
    assert (found.last, found.ending) == (2.0, "none needs the home")
    assert found.steps[-1].package == {"fair": "yes"}


def test_a_not_is_no_constraint() -> None:
    """There are no steps."""
    rules = {"north": [{"name": "No council", "needs": {"not": "council"}}]}
    found = curve(dollar(ratification=rules), "north")
    assert (found.ending, found.steps, found.best, found.share_own_way) == ("says not", (), None, None)


def test_where_nothing_is_ratifiable_there_is_one_step() -> None:
    """Nothing to begin with, nothing later."""
    found = curve(dollar(dict.fromkeys(TENTHS, -1.0)), "north")
    assert [step.package for step in found.steps] == [None]
    assert (found.last, found.ends, found.ending, found.moves) == (None, 0.0, "empty", ())


def test_json_has_every_step() -> None:
    """With the package, what it gives, and which steps go the home's way."""
    told = curve(dollar({k: float(k) for k in TENTHS}), "north", steps=2).to_dict()
    assert told["share_of_steps_own_way"] == 1.0
    assert told["steps"][0] == {
        "tightening": 0.0,
        "package": {"share": "o5"},
        "surplus": {"north": 5.0, "south": 5.0},
    }
    assert told["steps"][-1]["package"] is None
