"""Random dossiers of any size: two sides, a ratifier at home on each, all five gates, four kinds of deal."""

from __future__ import annotations

from typing import Any

import numpy as np
import yaml

from detente.dossier.dossier import Dossier
from detente.dossier.loading import load_text

__all__ = ["OPTIONS", "SIZES", "random_dossier"]

#: Options of every issue, the status quo among them.
OPTIONS = 4
#: Issues by the number of packages that so many issues of four options make.
SIZES = {"10^4": 7, "10^5": 8, "10^6": 10, "10^9": 15, "10^12": 20}

HOME = {"west": "senate", "east": "army"}
KINDS = ("tactical", "fundamental", "mixed")


def random_dossier(n_issues: int, seed: int = 0) -> Dossier:
    """Return a dossier of ``4 ** n_issues`` packages.

    The sides take turns: what one performs costs it points and is worth more or less as much to
    the other, and the ratifier at home feels the costs of its own side more. Every number is a
    range. A third of the issues have an option for which the control of both sides may not suffice.
    """
    rng = np.random.default_rng(seed)
    names = [f"issue-{k:02d}" for k in range(n_issues)]
    issues: dict[str, Any] = {}
    stakes: dict[str, Any] = {party: {} for party in (*HOME, *HOME.values())}
    for k, name in enumerate(names):
        performer = tuple(HOME)[k % 2]
        issues[name] = _issue(rng, performer, KINDS[k % 3])
        for party, points in _points(rng, performer).items():
            stakes[party][name] = points
    dossier = {
        "detente": 1,
        "title": f"A random bargain over {n_issues} issues",
        "parties": _parties(rng),
        "issues": issues,
        "stakes": stakes,
        "dealing_costs": {side: {"per_deal": "1..4", "per_issue": "0..0.5"} for side in HOME},
        "relative_gains": dict.fromkeys(HOME, "0..0.2"),
        "no_deal": {side: {"points": _range(rng, -2, 4)} for side in HOME},
        "ratification": _ratification(names),
        "trust": {
            "keeps_word": {"west": "0.7..0.95", "east": "0.55..0.9"},
            "monitoring": dict.fromkeys(HOME, "0.5..0.95"),
        },
        "deals": _deals(names),
    }
    return load_text(yaml.safe_dump(dossier, sort_keys=False))


def _range(rng: np.random.Generator, low: float, high: float) -> str:
    """Write a range in the middle of which is a number between ``low`` and ``high``."""
    middle = rng.uniform(low, high)
    half = 0.15 * abs(middle) + 0.5
    return f"{middle - half:.3f}..{middle + half:.3f}"


def _parties(rng: np.random.Generator) -> dict[str, Any]:
    low = {side: 0.5 + 0.15 * rng.random() for side in HOME}
    sides = {
        side: {"role": "principal", "discount_factor": f"{low[side]:.3f}..{low[side] + 0.35:.3f}"}
        for side in HOME
    }
    return {**sides, **{home: {"role": "ratifier", "side": side} for side, home in HOME.items()}}


def _issue(rng: np.random.Generator, performer: str, kind: str) -> dict[str, Any]:
    options: dict[str, Any] = {"stay": {"status_quo": True}}
    options |= {f"step-{j}": {"performers": [performer]} for j in range(1, OPTIONS)}
    issue: dict[str, Any] = {"kind": kind, "options": options}
    if kind == "mixed":
        start = 0.3 + 0.2 * rng.random()
        issue["control"] = dict.fromkeys(HOME, f"{start:.3f}..{start + 0.25:.3f}")
        options[f"step-{OPTIONS - 1}"]["requires"] = "0.6..1"
    return issue


def _points(rng: np.random.Generator, performer: str) -> dict[str, dict[str, str]]:
    """Draw what the steps of an issue are worth to everybody."""
    other = next(side for side in HOME if side != performer)
    worth = rng.uniform(0.4, 1.5)
    found: dict[str, dict[str, str]] = {party: {} for party in (*HOME, *HOME.values())}
    for j in range(1, OPTIONS):
        cost = 3.0 * j * rng.uniform(0.7, 1.3)
        found[performer][f"step-{j}"] = _range(rng, -cost, -cost)
        found[HOME[performer]][f"step-{j}"] = _range(rng, -1.3 * cost, -0.6 * cost)
        found[other][f"step-{j}"] = _range(rng, worth * cost, 1.2 * worth * cost)
        found[HOME[other]][f"step-{j}"] = _range(rng, 0.3 * worth * cost, worth * cost)
    return found


def _ratification(names: list[str]) -> dict[str, Any]:
    """At home in the west the ratifier is asked about what the west performs, in the east about all."""
    over = [name for k, name in enumerate(names) if k % 2 == 0]
    return {
        "west": [{"name": "Senate", "needs": "senate", "over": over}],
        "east": [{"name": "Army", "needs": "army"}],
    }


def _deals(names: list[str]) -> dict[str, Any]:
    steps = [f"step-{j}" for j in range(1, OPTIONS)]
    return {
        "any": {},
        "great": {"all": dict.fromkeys(names[:3], steps[1:])},
        "many": {"at_least": len(names) // 2 + 1, "of": dict.fromkeys(names, steps)},
        "easy": {"all": {names[0]: steps}, "none": {"kind": "fundamental"}},
    }
