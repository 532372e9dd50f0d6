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
from detente.lenses.bargain.analysis import Bargain
from detente.verdict.classes import ClassVerdict

__all__ = ["bargain", "changed", "fate", "lens"]

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


def fate(data: Mapping[str, Any], key: str = "swap!", *, draws: int = 30) -> ClassVerdict:
    """Run a dossier and return the verdict on one class of deals; ``"key!"`` is its exact form."""
    dossier = load_text(json.dumps(data))
    return detente.run(dossier, draws=draws, workers=1, counted=0).verdict[key]


def lens(data: Mapping[str, Any], *, draws: int = 0, **words: Any) -> Bargain:
    """Put a dossier under the bargain lens."""
    return detente.bargain(load_text(json.dumps(data)), draws=draws, workers=1, **words)
