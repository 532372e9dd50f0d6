"""What becomes of each kind of deal: shares of draws, gate of death, sole blockers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from detente.dossier.dossier import DealClass
from detente.ensemble.judging import ClassOutcome, DrawOutcome
from detente.model.predicate import GATE_NOUNS, GATES
from detente.verdict.words import Likelihood, likelihood

__all__ = ["ClassVerdict", "class_verdicts"]

Form = Literal["exactly as described", "with sweeteners"]


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
            "likelihood": {"word": band.word, "low_percent": band.low, "high_percent": band.high},
            "gate_of_death": self.gate_of_death,
            "deaths": dict(self.deaths),
            "sole_blockers": dict(self.sole_blockers),
            "sentence": self.sentence(),
        }


def _verdict(deal: DealClass, form: Form, outcomes: Sequence[ClassOutcome], is_deal: bool) -> ClassVerdict:
    n = len(outcomes)
    depths = Counter(outcome.depth for outcome in outcomes)
    survives = {
        gate: sum(count for depth, count in depths.items() if depth > g) / n for g, gate in enumerate(GATES)
    }
    deaths = {gate: depths.get(g, 0) / n for g, gate in enumerate(GATES)}
    gate_of_death = None
    if survives[GATES[-1]] < 0.5:
        gate_of_death = max(GATES, key=lambda gate: (deaths[gate], -GATES.index(gate)))
    blockers = Counter(party for outcome in outcomes for party in outcome.sole_blockers)
    return ClassVerdict(
        key=deal.key,
        name=deal.name,
        form=form,
        survives=survives,
        gate_of_death=gate_of_death,
        deaths=deaths,
        sole_blockers={
            party: count / n for party, count in sorted(blockers.items(), key=lambda kv: (-kv[1], kv[0]))
        },
        is_deal=is_deal,
    )


def class_verdicts(
    deals: Sequence[DealClass], outcomes: Sequence[DrawOutcome], is_deal: Sequence[bool]
) -> tuple[ClassVerdict, ...]:
    """Sum up every class in both its forms, in file order; classes without an exact form give one row."""
    verdicts = []
    for k, deal in enumerate(deals):
        exact = [o.exact[k] for o in outcomes]
        known = [e for e in exact if e is not None]
        if known:
            verdicts.append(_verdict(deal, "exactly as described", known, is_deal[k]))
        swept = [o.sweetened[k] for o in outcomes]
        verdicts.append(_verdict(deal, "with sweeteners", swept, is_deal[k]))
    return tuple(verdicts)
