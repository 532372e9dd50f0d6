"""Judgements that can bear on packages, against moving them in many draws."""

from __future__ import annotations

import numpy as np
from hypothesis import HealthCheck, given, settings

import detente
from detente.dossier.dossier import Dossier
from detente.errors import DetenteError
from detente.explain.bearing import bearing_on
from detente.explain.choosing import chosen_packages
from detente.explain.package_model import PackageModel
from properties.dossiers import loaded, plain, uncertain_dossiers


@settings(deadline=None, max_examples=8, suppress_health_check=list(HealthCheck))
@given(uncertain_dossiers())
def test_what_is_left_out_moves_nothing(dossier: Dossier) -> None:
    """In no draw does a package pass other gates when such a judgement is at either end."""
    for key in dossier.deals:
        try:
            model = PackageModel.of(dossier, chosen_packages(dossier, key))
        except DetenteError:
            continue
        found, values = bearing_on(model), model.drawn(10, 3)
        depths = model.depths(values)
        for row, entry in enumerate(model.entries):
            if entry.is_certain:
                assert entry.path not in found
            elif entry.path not in found:
                for end in (entry.low, entry.high):
                    moved = values.copy()
                    moved[row] = end
                    assert np.array_equal(model.depths(moved), depths)


def test_options_that_are_not_taken() -> None:
    """Of the first dossier: what lifting and disarming is worth cannot matter, raising in a plan can."""
    dossier = detente.load("two-issues")
    model = PackageModel.of(dossier, chosen_packages(dossier, "quiet-for-relief"))
    found = bearing_on(model)
    assert not any(".lift" in path or ".disarm" in path for path in found)
    assert "stakes.north.sanctions.ease" in found
    assert "stakes.south.sanctions.raise" in found
    assert len(found) == 18


def test_patience_counts_only_with_a_burden() -> None:
    """A discount factor matters where breaking may save something in some draw."""
    data = plain(stakes={"north": {"aid": {"grant": "-1..3"}}, "south": {"base": {"closed": "2..3"}}})
    data["parties"]["north"]["discount_factor"] = "0.2..0.9"
    data["parties"]["south"]["discount_factor"] = "0.2..0.9"
    data["trust"] = {"monitoring": {"north": 0.5, "south": 0.5}}
    model = PackageModel.of(loaded(data), {"swap": {"aid": "grant", "base": "closed"}})
    found = bearing_on(model)
    assert "parties.north.discount_factor" in found
    assert "parties.south.discount_factor" not in found


def test_control_held_and_required() -> None:
    """Control over what is taken, and none over the rest."""
    data = plain()
    data["issues"]["aid"]["control"] = {"north": "0.4..0.9"}
    data["issues"]["aid"]["options"]["grant"]["requires"] = "0.3..0.5"
    data["issues"]["base"]["control"] = {"south": "0.4..0.9"}
    model = PackageModel.of(loaded(data), {"swap": {"aid": "grant", "base": "closed"}})
    assert bearing_on(model) >= {"issues.aid.control.north", "issues.aid.options.grant.requires"}
    assert "issues.base.control.south" not in bearing_on(model)
