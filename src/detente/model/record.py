r"""From the ledger of agreements to the probability that a party keeps its word.

With a Beta prior :math:`(a, b)` and a record of :math:`k` words kept and :math:`m` broken the
posterior is Beta :math:`(a + k, b + m)` (the conjugate update; Gelman et al. 2013, *Bayesian
Data Analysis*, sec. 2.4). A partial performance counts half each way. Verdicts that are
contested, lapsed, not implemented or not stated are shown but not counted. Where
``trust.half_life`` is given, an entry so many years older than the dossier counts half, one twice as
old a quarter: the exponential discounting of old evidence (Ibrahim and Chen 2000, *Statistical
Science* 15(1), power priors). An entry without a year is taken to be new.
"""

from __future__ import annotations

from collections.abc import Mapping

from detente.dossier.dossier import Dossier, LedgerEntry
from detente.dossier.quantity import Quantity

__all__ = ["COUNTS", "record_of", "trustee", "weight_of", "words_kept"]

#: What a verdict counts for and against keeping one's word.
COUNTS = {"kept": (1.0, 0.0), "partial": (0.5, 0.5), "broken": (0.0, 1.0)}


def weight_of(dossier: Dossier, entry: LedgerEntry) -> float:
    """Return what an entry of the ledger counts for by its age: 1 where nothing is discounted."""
    if dossier.trust.half_life is None or entry.year is None:
        return 1.0
    years = [e.year for e in dossier.trust.ledger if e.year is not None]
    now = dossier.as_of.year if dossier.as_of is not None else max(years)
    age: float = 0.5 ** (max(0, now - entry.year) / dossier.trust.half_life)
    return age


def record_of(dossier: Dossier, party: str) -> tuple[float, float]:
    """Count a party's words kept and broken in the ledger, older ones discounted."""
    kept = broken = 0.0
    for entry in dossier.trust.ledger:
        if entry.party == party:
            good, bad = COUNTS.get(entry.verdict, (0.0, 0.0))
            weight = weight_of(dossier, entry)
            kept += weight * good
            broken += weight * bad
    return kept, broken


def words_kept(dossier: Dossier) -> Mapping[str, Quantity]:
    """Return the probability of keeping its word for every party that has a record.

    A number written under ``trust.keeps_word`` stands for itself; else the ledger decides. A
    party with neither is absent from the result and is taken at its word.
    """
    words = dict(dossier.trust.keeps_word)
    for party in dossier.parties:
        kept, broken = record_of(dossier, party)
        if party in words or kept + broken == 0:
            continue
        a, b = dossier.trust.prior
        words[party] = Quantity(
            distribution="beta",
            parameters=(a + kept, b + broken),
            path=f"trust.keeps_word.{party}",
            note=f"from the ledger: {kept:.4g} kept, {broken:.4g} broken",
        )
    return words


def trustee(dossier: Dossier, words: Mapping[str, Quantity], performer: str) -> str | None:
    """Return whose record vouches for a performer: its own, else its principal's, else nobody's."""
    if performer in words:
        return performer
    side = dossier.parties[performer].side
    return side if side in words else None
