r"""The record of each party: what counts for and against its word, and what follows from it.

With a Beta prior :math:`(a, b)`, k words kept and m broken, the probability of keeping one's word has
the posterior Beta :math:`(a + k, b + m)` (:mod:`detente.model.record`, which says how entries count and
age). A contested entry counts for neither side there; here it is told both ways, as if every contested
entry had been kept and as if every one had been broken. Where the analyst wrote a number, that number is
used, and stands beside what the ledger says.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from detente.dossier.dossier import Dossier, LedgerEntry
from detente.dossier.quantity import Quantity
from detente.model.record import COUNTS, weight_of

__all__ = ["Evidence", "FieldRecord", "PartyRecord", "Posterior", "WrittenTrust", "records_of"]

Basis = Literal["ledger", "number", "nothing counted"]
#: The percentiles told of a probability, in shares.
PERCENTILES = (0.05, 0.5, 0.95)


@dataclass(frozen=True, kw_only=True)
class Posterior:
    """Beta distribution of the probability that a party keeps its word.

    Attributes
    ----------
    a, b : float
        Its parameters: those of the prior, and what counts for and against.
    mean, low, middle, high : float
        Mean, and 5th, 50th and 95th percentile.
    """

    a: float
    b: float
    mean: float
    low: float
    middle: float
    high: float

    @classmethod
    def of(cls, prior: tuple[float, float], kept: float, broken: float) -> Posterior:
        """Add words kept and broken to a prior."""
        from scipy import stats

        a, b = prior[0] + kept, prior[1] + broken
        low, middle, high = (round(float(x), 6) for x in stats.beta(a, b).ppf(PERCENTILES))
        return cls(a=a, b=b, mean=a / (a + b), low=low, middle=middle, high=high)

    def to_dict(self) -> dict[str, float]:
        """Return the JSON form."""
        ends = {"p05": self.low, "p50": self.middle, "p95": self.high}
        return {"a": self.a, "b": self.b, "mean": self.mean, **ends}


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """One entry of the ledger and what it counts.

    Attributes
    ----------
    agreement : str
    year : int or None
    verdict : str
        As in the dossier: kept, partial, broken, contested, ...
    field : str or None
        Field of policy.
    weight : float
        What it counts for by its age, 0 to 1.
    kept, broken : float
        What it adds for and against; 0 and 0 for a verdict that does not count.
    cite : tuple of str
    note : str or None
    """

    agreement: str
    year: int | None
    verdict: str
    field: str | None
    weight: float
    kept: float
    broken: float
    cite: tuple[str, ...]
    note: str | None

    @classmethod
    def of(cls, dossier: Dossier, entry: LedgerEntry) -> Evidence:
        """Weigh an entry."""
        weight = weight_of(dossier, entry)
        good, bad = COUNTS.get(entry.verdict, (0.0, 0.0))
        return cls(
            agreement=entry.agreement,
            year=entry.year,
            verdict=entry.verdict,
            field=entry.field,
            weight=weight,
            kept=weight * good,
            broken=weight * bad,
            cite=entry.cite,
            note=entry.note,
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "agreement": self.agreement,
            "year": self.year,
            "verdict": self.verdict,
            "field": self.field,
            "weight": self.weight,
            "kept": self.kept,
            "broken": self.broken,
            "cite": list(self.cite),
            "note": self.note,
        }


@dataclass(frozen=True, kw_only=True)
class FieldRecord:
    """The record of a party in one field of policy.

    Attributes
    ----------
    field : str
    kept, broken : float
    posterior : Posterior
        From the same prior.
    """

    field: str
    kept: float
    broken: float
    posterior: Posterior

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        posterior = self.posterior.to_dict()
        return {"field": self.field, "kept": self.kept, "broken": self.broken, "posterior": posterior}


@dataclass(frozen=True, kw_only=True)
class WrittenTrust:
    """A number that the analyst wrote in place of the ledger.

    Attributes
    ----------
    low, middle, high : float
        Its 5th, 50th and 95th percentile.
    gap : float or None
        Its median less that of the ledger's posterior; None where nothing in the ledger counts.
    cite : tuple of str
    note : str or None
    """

    low: float
    middle: float
    high: float
    gap: float | None
    cite: tuple[str, ...]
    note: str | None

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        ends = {"p05": self.low, "p50": self.middle, "p95": self.high}
        return {**ends, "gap": self.gap, "cite": list(self.cite), "note": self.note}


@dataclass(frozen=True, kw_only=True)
class PartyRecord:
    """What is known of a party's word.

    Attributes
    ----------
    party : str
    basis : str
        What the model uses: ``"ledger"``, the ``"number"`` written in its place, or, with
        ``"nothing counted"``, neither: the party is taken at its word.
    evidence : tuple of Evidence
        In file order; may be empty.
    kept, broken : float
        What counts for and against.
    posterior : Posterior or None
        From the ledger; None where nothing in it counts.
    fields : tuple of FieldRecord
        Those fields in which something counts, by name.
    contested : int
        Number of contested entries.
    if_kept, if_broken : Posterior or None
        With every contested entry counted as kept, and as broken; None where there is none.
    written : WrittenTrust or None
        The number in place of the ledger.
    """

    party: str
    basis: Basis
    evidence: tuple[Evidence, ...]
    kept: float
    broken: float
    posterior: Posterior | None
    fields: tuple[FieldRecord, ...]
    contested: int
    if_kept: Posterior | None
    if_broken: Posterior | None
    written: WrittenTrust | None

    def __repr__(self) -> str:
        return f"<PartyRecord {self.party}: {self.kept:g} kept, {self.broken:g} broken, by {self.basis}>"

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        posteriors = {
            "posterior": self.posterior,
            "if_contested_kept": self.if_kept,
            "if_contested_broken": self.if_broken,
            "written": self.written,
        }
        return {
            "party": self.party,
            "basis": self.basis,
            "kept": self.kept,
            "broken": self.broken,
            "contested": self.contested,
            **{key: None if one is None else one.to_dict() for key, one in posteriors.items()},
            "fields": [field.to_dict() for field in self.fields],
            "evidence": [entry.to_dict() for entry in self.evidence],
        }


def records_of(dossier: Dossier) -> tuple[PartyRecord, ...]:
    """Sum up the record of every party that has one.

    Parameters
    ----------
    dossier : Dossier

    Returns
    -------
    tuple of PartyRecord
        Principals first, each part in file order; parties without entry and without number are
        absent.
    """
    named = {entry.party for entry in dossier.trust.ledger} | set(dossier.trust.keeps_word)
    found = [_record(dossier, party) for party in dossier.parties if party in named]
    return tuple(sorted(found, key=lambda record: record.party not in dossier.principals))


def _record(dossier: Dossier, party: str) -> PartyRecord:
    evidence = tuple(Evidence.of(dossier, entry) for entry in dossier.trust.ledger if entry.party == party)
    prior = dossier.trust.prior
    kept, broken = _counted(evidence)
    disputed = [entry for entry in evidence if entry.verdict == "contested"]
    weight = sum(entry.weight for entry in disputed)
    posterior = Posterior.of(prior, kept, broken) if kept + broken > 0 else None
    number = dossier.trust.keeps_word.get(party)
    return PartyRecord(
        party=party,
        basis="number" if number is not None else "ledger" if posterior else "nothing counted",
        evidence=evidence,
        kept=kept,
        broken=broken,
        posterior=posterior,
        fields=tuple(_fields(prior, evidence)),
        contested=len(disputed),
        if_kept=Posterior.of(prior, kept + weight, broken) if disputed else None,
        if_broken=Posterior.of(prior, kept, broken + weight) if disputed else None,
        written=None if number is None else _written(number, posterior),
    )


def _counted(evidence: Sequence[Evidence]) -> tuple[float, float]:
    return sum(entry.kept for entry in evidence), sum(entry.broken for entry in evidence)


def _fields(prior: tuple[float, float], evidence: Sequence[Evidence]) -> Iterable[FieldRecord]:
    for field in sorted({entry.field for entry in evidence if entry.field is not None}):
        kept, broken = _counted([entry for entry in evidence if entry.field == field])
        if kept + broken > 0:
            posterior = Posterior.of(prior, kept, broken)
            yield FieldRecord(field=field, kept=kept, broken=broken, posterior=posterior)


def _written(number: Quantity, posterior: Posterior | None) -> WrittenTrust:
    low, middle, high = (round(float(x), 6) for x in number.draw(np.array(PERCENTILES)))
    return WrittenTrust(
        low=low,
        middle=middle,
        high=high,
        gap=None if posterior is None else round(middle - posterior.middle, 6),
        cite=number.cite,
        note=number.note,
    )
