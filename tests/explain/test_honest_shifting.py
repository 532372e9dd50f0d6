"""Thresholds moved, against dossiers in which they were moved by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import detente
from detente.dossier.dossier import Dossier
from detente.ensemble.sampling import draw_values
from detente.errors import RunError
from detente.explain.honest_shifting import (
    Scenario,
    check_shift,
    party_ranges,
    per_unit,
    scenarios,
    shifted_control,
    shifted_thresholds,
    with_a_say,
)
from detente.model.blueprint import Blueprint
from detente.model.tables import fill_tables
from explain.hand_shifted import by_hand, control_by_hand
from properties.dossiers import Data, loaded, plain, random_data, uncertain_dossiers

some = settings(deadline=None, max_examples=15, suppress_health_check=list(HealthCheck))
shifts = st.sampled_from([0.1, 0.25, 1.0])


@some
@given(uncertain_dossiers(), shifts, st.sampled_from([-1, 1]), st.booleans())
def test_as_by_hand(dossier: Dossier, shift: float, sign: int, alone: bool) -> None:
    """To the unit the thresholds of a dossier in which no deal is worth so much more or less."""
    blueprint = Blueprint(dossier)
    values = draw_values(blueprint.quantities, 3, 0, 5, blueprint.correlations)
    ranges = party_ranges(dossier)
    party = with_a_say(blueprint)[0] if alone else None
    moved = shifted_thresholds(
        blueprint,
        fill_tables(blueprint, values).thresholds,
        per_unit(blueprint, values),
        ranges,
        shift,
        Scenario(sign=sign, party=party),
    )
    written = by_hand(dossier, {party: ranges[party]} if party else ranges, sign * shift)
    other = Blueprint(written)
    expected = fill_tables(other, draw_values(other.quantities, 3, 0, 5, other.correlations)).thresholds
    assert np.abs(moved - expected).max() <= np.abs(per_unit(blueprint, values)).max()
    points = all(q.distribution == "point" for q in blueprint.quantities)
    assert not points or (moved == expected).all()


@some
@given(random_data(), st.sampled_from([-1, 1]))
def test_control_as_by_hand(data: Data, sign: int) -> None:
    """What can be delivered is that of a dossier in which so much more or less is required."""
    dossier = loaded(data)
    blueprint = Blueprint(dossier)
    values = draw_values(blueprint.quantities, 0, 0, 1, blueprint.correlations)
    moved = shifted_control(blueprint, values, 0.25, Scenario(sign=sign, control=True))
    other = Blueprint(control_by_hand(dossier, sign * 0.25))
    expected = fill_tables(other, draw_values(other.quantities, 0, 0, 1, other.correlations)).allowed
    assert (fill_tables(blueprint, moved).allowed == expected).all()
    assert shifted_control(blueprint, values, 0.25, Scenario(sign=sign)) is values


def test_ranges() -> None:
    """Best less worst of each issue, at the medians; pressure out, the status quo in with its 0."""
    data = plain()
    data["issues"]["aid"]["options"]["more"] = {}
    data["issues"]["base"]["options"]["raid"] = {"pressure": True}
    data["stakes"]["north"] = {"aid": {"grant": "-4..-2", "more": 1}, "base": {"closed": 4, "raid": -50}}
    dossier = loaded(data)
    assert party_ranges(dossier) == {"north": 8.0, "south": 6.0}
    assert party_ranges(dossier, {"aid"}) == {"north": 4.0, "south": 4.0}
    assert party_ranges(dossier, set()) == {"north": 0.0, "south": 0.0}


def test_scenarios() -> None:
    """As judged first, all before each alone, both ways."""
    found = list(scenarios(["a", "b"]))
    assert found[0] == Scenario(sign=0)
    assert [s.sign for s in found] == [0, *[-1, 1] * 4]
    assert [s.party for s in found[5:]] == ["a", "a", "b", "b"]
    assert sum(s.control for s in found) == 2


def test_what_moves_with_a_reservation_value() -> None:
    """Acceptance, credibility and keeping of one party; keeping by its own scale."""
    blueprint = Blueprint(detente.load("two-issues"))
    rises = per_unit(blueprint, draw_values(blueprint.quantities, 0, 0, 4, blueprint.correlations))
    kinds = {p.kind: rises[:, k] for k, p in enumerate(blueprint.predicates) if p.party == "south"}
    assert (kinds["surplus"] == 1).all()
    assert (kinds["credible surplus"] == 1).all()
    assert (kinds["keeps"] >= 0).all()
    nobody = [k for k, p in enumerate(blueprint.predicates) if p.party is None]
    assert not rises[:, nobody].any()


@pytest.mark.parametrize("shift", [0, -0.1, 1.5, float("nan")])
def test_no_part_of_a_range(shift: float) -> None:
    """Shifts outside 0 to 1 are refused in words."""
    with pytest.raises(RunError, match="a part of each party's range"):
        check_shift(shift)
