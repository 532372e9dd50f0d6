"""What becomes of each kind of deal: shares of draws, gate of death, sole blockers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import DealClass
from detente.ensemble.depths import Form
from detente.ensemble.summary import EXACT, FORMS, SWEET, Summary
from detente.model.predicate import GATE_NOUNS, GATES
from detente.verdict.intervals import score_bounds
from detente.verdict.words import Likelihood, likelihood

__all__ = ["ClassVerdict", "class_verdicts", "effective_draws", "status_quo_weights"]


@dataclass(frozen=True, kw_only=True)
class ClassVerdict:
    """How one kind of deal fares, in one of its two forms.

    Attributes
    ----------
    survives : mapping of gate to float
        Share of draws in which some package of the class passes this gate and all before it.
    gate_of_death : str or None
        The gate at which it dies in most of the draws in which it dies (the earlier gate when
        two tie); None when it passes all gates in at least half of the draws.
    deaths : mapping of gate to float
        Share of all draws in which it dies at each gate.
    sole_blockers : mapping of party to float
        Share of all draws in which lifting this party's conditions alone would open a deal.
    low, high : float
        95% interval that the number of draws leaves for ``share``.
    is_deal : bool
        False for a class that asks for pressure options only: a no-deal plan, not a deal.
    """

    key: str
    name: str
    form: Form
    survives: Mapping[str, float]
    gate_of_death: str | None
    deaths: Mapping[str, float]
    sole_blockers: Mapping[str, float]
    low: float
    high: float
    is_deal: bool = True

    @property
    def share(self) -> float:
        """Share of draws in which such a package passes all gates."""
        return self.survives[GATES[-1]]

    @property
    def likelihood(self) -> Likelihood:
        """ICD 203 band of ``share``."""
        return likelihood(self.share)

    def sentence(self) -> str:
        """Say it in one sentence, range included."""
        if not self.is_deal:
            return f"{self.name}: not a deal; it asks only for pressure, which belongs in a no-deal plan"
        text = f"{self.name}, {self.form}: {self.likelihood}"
        if self.gate_of_death is None:
            return f"{text}; it passes every gate in {self.share:.0%} of draws"
        return f"{text}; it dies at {GATE_NOUNS[self.gate_of_death]}"

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        band = self.likelihood
        return {
            "key": self.key,
            "name": self.name,
            "form": self.form,
            "is_deal": self.is_deal,
            "survives": dict(self.survives),
            "share": self.share,
            "interval": {"low": self.low, "high": self.high},
            "likelihood": {"word": band.word, "low_percent": band.low, "high_percent": band.high},
            "gate_of_death": self.gate_of_death,
            "deaths": dict(self.deaths),
            "sole_blockers": dict(self.sole_blockers),
            "sentence": self.sentence(),
        }


@dataclass(frozen=True, kw_only=True, eq=False)
class _Tally:
    """Draws, or weights of draws, by gates passed and by sole blocker, of one class in one form."""

    depths: Sequence[float]
    blockers: Mapping[str, float]
    total: float
    effective: float


def _verdict(deal: DealClass, form: Form, tally: _Tally, is_deal: bool) -> ClassVerdict:
    total = tally.total
    survives = {gate: float(sum(tally.depths[g + 1 :])) / total for g, gate in enumerate(GATES)}
    deaths = {gate: float(tally.depths[g]) / total for g, gate in enumerate(GATES)}
    gate_of_death = None
    if survives[GATES[-1]] < 0.5:
        gate_of_death = max(GATES, key=lambda gate: (deaths[gate], -GATES.index(gate)))
    blocked = {party: float(n) / total for party, n in tally.blockers.items() if n > 0}
    low, high = score_bounds(min(survives[GATES[-1]], 1.0), tally.effective)
    return ClassVerdict(
        key=deal.key,
        name=deal.name,
        form=form,
        survives=survives,
        gate_of_death=gate_of_death,
        deaths=deaths,
        sole_blockers=dict(sorted(blocked.items(), key=lambda kv: (-kv[1], kv[0]))),
        low=low,
        high=high,
        is_deal=is_deal,
    )


def class_verdicts(
    deals: Sequence[DealClass],
    summary: Summary,
    parties: Sequence[str],
    is_deal: Sequence[bool],
    weights: NDArray[np.float64] | None = None,
) -> tuple[ClassVerdict, ...]:
    """Sum up every class in both its forms, in file order; classes without an exact form give one row.

    Parameters
    ----------
    deals : sequence of DealClass
    summary : Summary
        Of at least one draw.
    parties : sequence of str
        As in the summary's ``blockers``.
    is_deal : sequence of bool
        One for each class.
    weights : float array, shape (n_levels,), optional
        What a draw counts for at each of the summary's levels; every draw counts the same if not
        given.
    """
    verdicts = []
    for k, deal in enumerate(deals):
        for form in (EXACT, SWEET):
            if summary.depths[:, k, form].any():
                tally = _tally(summary, k, form, parties, weights)
                verdicts.append(_verdict(deal, FORMS[form], tally, is_deal[k]))
    return tuple(verdicts)


def _tally(
    summary: Summary, k: int, form: int, parties: Sequence[str], weights: NDArray[np.float64] | None
) -> _Tally:
    depths, blockers = summary.depths[:, k, form], summary.blockers[:, k, form]
    if weights is None:
        n = summary.n_draws
        return _Tally(
            depths=[int(x) for x in depths.sum(axis=0)],
            blockers=dict(zip(parties, (int(x) for x in blockers.sum(axis=0)), strict=True)),
            total=n,
            effective=n,
        )
    return _Tally(
        depths=[float(x) for x in weights @ depths],
        blockers=dict(zip(parties, (float(x) for x in weights @ blockers), strict=True)),
        total=float(weights @ summary.draws),
        effective=effective_draws(summary.draws, weights),
    )


def status_quo_weights(summary: Summary, inertia: float) -> NDArray[np.float64]:
    """Return what a draw of each level counts for, given that its easy gains went untaken.

    Only ratios matter; the lightest level counts 1, which keeps the others above 0.

    Parameters
    ----------
    summary : Summary
    inertia : float
        Above 0, at most 1.
    """
    above = (summary.levels - summary.levels[0]).astype(np.float64)
    weights: NDArray[np.float64] = np.power(inertia, above)
    return weights


def effective_draws(draws: NDArray[np.int64], weights: NDArray[np.float64]) -> float:
    """Return how many equally weighted draws these are worth (Kish 1965, *Survey Sampling*).

    Parameters
    ----------
    draws : int64 array, shape (n_levels,)
    weights : float array, shape (n_levels,)
        Of each draw of a level; not all 0.
    """
    return float((weights @ draws) ** 2 / (weights**2 @ draws))
