"""Remarks on correlated judgements: those that do not vary cannot vary together."""

from __future__ import annotations

from collections.abc import Iterator

from detente.dossier.climate import quantities_of
from detente.dossier.dossier import Dossier
from detente.dossier.judgements import judgements
from detente.dossier.note import Remark

__all__ = ["correlation_remarks"]


def correlation_remarks(dossier: Dossier) -> Iterator[Remark]:
    """Yield a remark for each entry and each number in it that is the same in every draw."""
    if not dossier.correlations:
        return
    quantities = [*(j.quantity for j in judgements(dossier)), *quantities_of(dossier.climate)]
    certain = {quantity.path for quantity in quantities if quantity.is_certain}
    for index, entry in enumerate(dossier.correlations):
        for path in entry.of:
            if path in certain:
                message = f"{path} is the same in every draw, so that it goes with nothing"
                yield "N026", f"correlations.{index}.of", message
