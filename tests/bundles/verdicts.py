"""Made-up verdicts, as ``verdict.json`` has them."""

from __future__ import annotations

from typing import Any


def verdict_of(*, share: Any = 0.5, inertia: float | None = None) -> dict[str, Any]:
    """A run with one kind of deal and two gates."""
    kind = {
        "key": "swap",
        "name": "A swap",
        "form": "exactly as described",
        "survives": {"deliverable": 1.0, "credible": share},
        "deaths": {"deliverable": 0.0, "credible": 0.75},
        "interval": {"low": 0.2, "high": 0.3},
        "gate_of_death": "credible",
    }
    data: dict[str, Any] = {
        "detente": "0.1.0",
        "dossier": "talks",
        "reading": None,
        "draws": 256,
        "seed": 3,
        "scheme": "sobol",
        "verdict": {"classes": [kind]},
        "conditioned": None,
    }
    if inertia is not None:
        before, after = ({"p05": 0.1, "p50": middle, "p95": 0.9} for middle in (0.5, 0.4))
        shift = {"path": "trust.x", "before": before, "after": after, "moved": -0.1}
        data["conditioned"] = {
            "inertia": inertia,
            "effective_draws": 99.5,
            "classes": [kind],
            "judgements": [shift],
        }
    return data
