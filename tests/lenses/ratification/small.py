"""A small dossier with rules at one home, a neighbour outside, and everything certain."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Dossier
from detente.model.blueprint import Blueprint
from properties.dossiers import Data, loaded, plain

PARTIES: Data = {
    "north": {"role": "principal"},
    "south": {"role": "principal"},
    "senate": {"role": "ratifier", "side": "north"},
    "house": {"role": "ratifier", "side": "north"},
    "guild": {"role": "ratifier", "side": "north"},
    "neighbour": {"role": "third party"},
}
ISSUES: Data = {
    "aid": {
        "kind": "tactical",
        "options": {"none": {"status_quo": True}, "grant": {"performers": ["north"]}},
    },
    "base": {
        "kind": "fundamental",
        "options": {
            "kept": {"status_quo": True},
            "closed": {"performers": ["south"], "consent": ["neighbour"]},
        },
    },
    "fair": {"kind": "tactical", "options": {"no": {"status_quo": True}, "yes": {"performers": ["south"]}}},
}
STAKES: Data = {
    "north": {"aid": {"grant": -2}, "base": {"closed": 4}, "fair": {"yes": 1}},
    "south": {"aid": {"grant": 4}, "base": {"closed": -2}, "fair": {"yes": -1}},
    "senate": {"aid": {"grant": -3}, "fair": {"yes": 3}},
    "house": {"aid": {"grant": -1}},
    "guild": {"aid": {"grant": -2}, "fair": {"yes": 1}},
    "neighbour": {"base": {"closed": 1}},
}
RULES: Data = {
    "north": [
        {"name": "The senate", "over": ["aid"], "needs": "senate"},
        {"name": "House or guild", "over": ["aid"], "needs": {"at_least": 1, "of": ["house", "guild"]}},
    ]
}
SWAP = {"aid": "grant", "base": "closed"}


def small(**sections: Any) -> Dossier:
    """Load the small dossier with sections replaced or added."""
    data = {"parties": PARTIES, "issues": ISSUES, "stakes": STAKES, "ratification": RULES, "deals": {}}
    return loaded(plain(**{**data, **sections}))


def medians(blueprint: Blueprint, n_draws: int = 1) -> NDArray[np.float64]:
    """Return the medians, as so many draws that are all alike."""
    column = np.array([quantity.middle for quantity in blueprint.quantities], np.float64)
    return np.repeat(column[:, None], n_draws, axis=1)
