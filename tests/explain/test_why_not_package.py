"""The result of taking a package apart."""

from __future__ import annotations

import json
import math
from dataclasses import replace

from detente.explain.package_model import PackageModel
from detente.explain.why_not_diagnosis import diagnosis
from detente.explain.why_not_package import PackageDiagnosis
from properties.dossiers import loaded, plain


def gift() -> PackageDiagnosis:
    """What north would not give for nothing."""
    return diagnosis(PackageModel.of(loaded(plain()), {"gift": {"aid": "grant"}}), 4, 0)


def test_what_fails_and_what_holds() -> None:
    """By name, with the gate at which it fails."""
    found = gift()
    assert [one.condition.key for one in found.failing] == ["north accepts", "north trusts the others"]
    assert found.condition("south accepts").margin == 4.0
    assert (found.failing_gate, found.usual_death) == ("acceptable", "acceptable")
    assert repr(found) == "<PackageDiagnosis 'gift': fails at acceptable at the medians, passes 0% of draws>"
    assert [cause.weight for cause in found.failing[0].hurting] == [-2.0]


def test_the_usual_death_is_the_most_frequent() -> None:
    """The gate at which most draws are lost, not the last."""
    found = gift()
    shares = (0.9, 0.5, 0.4, 0.4, 0.3)
    gates = tuple(replace(gate, share=share) for gate, share in zip(found.gates, shares, strict=True))
    assert replace(found, gates=gates).usual_death == "acceptable"
    assert replace(found, gates=gates).share == 0.3


def test_json() -> None:
    """Everything is there, and infinite margins are null."""
    found = gift()
    endless = replace(found.conditions[0], margin=math.inf)
    told = replace(found, conditions=(endless, *found.conditions[1:])).to_dict()
    text = json.dumps(told, allow_nan=False)
    assert json.loads(text)["conditions"][0]["margin"] is None
    assert told["conditions"][1]["holds"] is True
    assert {"gates", "surpluses", "blocking_sets", "weakest", "hinges"} <= set(told)
