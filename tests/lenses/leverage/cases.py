"""A small dossier about leverage, changed by path, and its numbers in draws."""

from __future__ import annotations

import copy
import json
from typing import Any

from detente.dossier import load_text
from detente.dossier.dossier import Dossier
from detente.ensemble.sampling import draw_values
from detente.lenses.leverage.analysis import leverage
from detente.lenses.leverage.drawn import Drawn
from detente.lenses.leverage.result import Leverage
from detente.model.blueprint import Blueprint

__all__ = ["at_medians", "case", "drawn", "look"]

#: Those at the table have 0.35 of the truce; the patron, or militia and trader together, make it 0.6.
_TRUCE: dict[str, Any] = {
    "detente": 1,
    "title": "A truce by others",
    "parties": {
        "north": {"role": "principal"},
        "south": {"role": "principal"},
        "senate": {"role": "ratifier", "side": "north"},
        "patron": {"role": "third party"},
        "militia": {"role": "third party"},
        "trader": {"role": "third party"},
    },
    "issues": {
        "truce": {
            "control": {"south": 0.3, "north": 0.05, "patron": 0.4, "militia": 0.2, "trader": 0.1},
            "options": {
                "war": {"status_quo": True},
                "hold": {"performers": ["south", "militia"], "requires": 0.6, "consent": ["patron"]},
                "retreat": {"performers": ["south"], "requires": 0.2},
                "attack": {"performers": ["south"], "requires": 0.2, "pressure": True},
            },
        },
        "relief": {"options": {"keep": {"status_quo": True}, "ease": {"performers": ["north"]}}},
        "aid": {"options": {"none": {"status_quo": True}, "grant": {"performers": ["north"]}}},
    },
    "stakes": {
        "north": {
            "truce": {"hold": 20, "retreat": 5, "attack": -9},
            "relief": {"ease": -5},
            "aid": {"grant": -4},
        },
        "south": {"truce": {"hold": -8, "retreat": -2, "attack": 6}, "relief": {"ease": 15}},
        "senate": {"relief": {"ease": -1}},
        "patron": {"truce": {"hold": -6}, "relief": {"ease": 3}, "aid": {"grant": 10}},
        "militia": {"truce": {"hold": 2}},
    },
    "ratification": {"north": [{"name": "Senate", "needs": "senate", "over": {"relief": ["ease"]}}]},
    "deals": {"any": {}},
}


def case(**values: Any) -> Dossier:
    """Return the dossier with values set by path, steps joined by two underscores; None removes."""
    data: dict[str, Any] = copy.deepcopy(_TRUCE)
    for path, value in values.items():
        *steps, last = path.split("__")
        place = data
        for step in steps:
            place = place.setdefault(step, {})
        place[last] = value
        if value is None:
            del place[last]
    return load_text(json.dumps(data))


def drawn(dossier: Dossier, draws: int = 8, seed: int = 1) -> Drawn:
    """Draw its numbers."""
    blueprint = Blueprint(dossier)
    return Drawn(blueprint, draw_values(blueprint.quantities, seed, 0, draws, blueprint.correlations))


def at_medians(dossier: Dossier) -> Drawn:
    """Return its medians."""
    blueprint = Blueprint(dossier)
    return Drawn(blueprint, blueprint.medians)


def look(draws: int = 8, **values: Any) -> Leverage:
    """Put the changed dossier under the lens."""
    found = drawn(case(**values), draws)
    return leverage(found.blueprint, found.values)
