"""A bargain of two issues that passes every gate, and ways to change it.

Northland eases sanctions, which costs it 5 points and gives Southland 15; Southland withdraws
its troops, which costs it 5 and gives Northland 15. So the swap leaves each 10 points better off.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from typing import Any

import detente
from detente.dossier import load_text
from detente.dossier.dossier import Dossier
from detente.lenses.bargain.analysis import Bargain
from detente.lenses.leverage.result import Leverage
from detente.lenses.outsiders.effects import PackageEffects
from detente.lenses.ratification.analysis import Ratification
from detente.lenses.staging.staged_plan import StagedPlan
from detente.lenses.trust.trust_lens import TrustLens
from detente.verdict.classes import ClassVerdict

__all__ = [
    "SWAP",
    "bargain",
    "changed",
    "dossier",
    "fate",
    "lens",
    "leverage",
    "outside",
    "plan",
    "ratification",
    "trust",
]

#: The swap as a package.
SWAP = {"relief": "ease", "troops": "leave"}

_SWAP: dict[str, Any] = {
    "detente": 1,
    "title": "Relief for a withdrawal",
    "parties": {"north": {"role": "principal"}, "south": {"role": "principal"}},
    "issues": {
        "relief": {"options": {"keep": {"status_quo": True}, "ease": {"performers": ["north"]}}},
        "troops": {"options": {"stay": {"status_quo": True}, "leave": {"performers": ["south"]}}},
    },
    "stakes": {
        "north": {"relief": {"ease": -5}, "troops": {"leave": 15}},
        "south": {"relief": {"ease": 15}, "troops": {"leave": -5}},
    },
    "deals": {"swap": {"all": {"relief": ["ease"], "troops": ["leave"]}}, "any": {}},
}


def changed(base: Mapping[str, Any], **values: Any) -> dict[str, Any]:
    """Return a copy with values set by path, steps joined by two underscores."""
    data: dict[str, Any] = copy.deepcopy(dict(base))
    for path, value in values.items():
        *steps, last = path.split("__")
        place = data
        for step in steps:
            place = place.setdefault(step, {})
        place[last] = value
    return data


def bargain(**values: Any) -> dict[str, Any]:
    """Return the swap as plain data, with values set by path."""
    return changed(_SWAP, **values)


def dossier(data: Mapping[str, Any], *, successor: str | None = None) -> Dossier:
    """Load plain data."""
    return load_text(json.dumps(data), successor=successor)


def fate(data: Mapping[str, Any], key: str = "swap!", *, draws: int = 30) -> ClassVerdict:
    """Run a dossier and return the verdict on one class of deals; ``"key!"`` is its exact form."""
    return detente.run(dossier(data), draws=draws, workers=1, counted=0).verdict[key]


def lens(data: Mapping[str, Any], *, draws: int = 0, **words: Any) -> Bargain:
    """Put a dossier under the bargain lens."""
    return detente.bargain(dossier(data), draws=draws, workers=1, **words)


def leverage(data: Mapping[str, Any]) -> Leverage:
    """Put a dossier of certain numbers under the leverage lens."""
    return detente.leverage(dossier(data), draws=1, workers=1)


def ratification(data: Mapping[str, Any], *successors: str, draws: int = 1) -> Ratification:
    """Put the swap under the ratification lens, today and under some successors."""
    later = {key: dossier(data, successor=key) for key in successors}
    return detente.ratification(
        dossier(data), packages={"swap": SWAP}, successors=later, draws=draws, workers=1
    )


def trust(data: Mapping[str, Any]) -> TrustLens:
    """Put the swap under the trust lens, numbers being certain."""
    return detente.trust(dossier(data), packages={"swap": SWAP}, draws=1, workers=1)


def outside(data: Mapping[str, Any]) -> PackageEffects:
    """Say what the swap does to third parties, numbers being certain."""
    found = detente.third_parties(dossier(data), packages={"swap": SWAP}, draws=1, workers=1)
    return found.package("swap")


def plan(data: Mapping[str, Any], **more: str) -> StagedPlan:
    """Cut the swap, with options on more issues, into stages, numbers being certain."""
    return detente.staged_plan(dossier(data), {**SWAP, **more}, draws=1, exists_draws=0, workers=1)
