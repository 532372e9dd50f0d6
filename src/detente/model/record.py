r"""From the ledger of agreements to the probability that a party keeps its word.

With a Beta prior :math:`(a, b)` and a record of :math:`k` words kept and :math:`m` broken the
posterior is Beta :math:`(a + k, b + m)` (the conjugate update; Gelman et al. 2013, *Bayesian
Data Analysis*, sec. 2.4). A partial performance counts half each way. Verdicts that are
contested, lapsed, not implemented or not stated are shown but not counted.
"""

from __future__ import annotations

from collections.abc import Mapping

from detente.dossier.dossier import Dossier
from detente.dossier.quantity import Quantity

__all__ = ["record_of", "trustee", "words_kept"]

_COUNTS = {"kept": (1.0, 0.0), "partial": (0.5, 0.5), "broken": (0.0, 1.0)}


def record_of(dossier: Dossier, party: str) -> tuple[float, float]:
    """Count a party's words kept and broken in the ledger."""
    kept = broken = 0.0
    for entry in dossier.trust.ledger:
        if entry.party == party:
            good, bad = _COUNTS.get(entry.verdict, (0.0, 0.0))
            kept += good
            broken += bad
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
            note=f"from the ledger: {kept:g} kept, {broken:g} broken",
        )
    return words


def trustee(dossier: Dossier, words: Mapping[str, Quantity], performer: str) -> str | None:
    """Return whose record vouches for a performer: its own, else its principal's, else nobody's."""
    if performer in words:
        return performer
    side = dossier.parties[performer].side
    return side if side in words else None
