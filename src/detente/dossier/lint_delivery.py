"""Remarks on who can deliver what: leakage, control by making the harm, words against conduct."""

from __future__ import annotations

from collections.abc import Iterator

from detente.dossier.dossier import Dossier
from detente.dossier.judgements import ends
from detente.dossier.note import Remark

__all__ = ["delivery_remarks"]

_ROUNDING = 1e-9


def delivery_remarks(dossier: Dossier) -> Iterator[Remark]:
    """Yield remarks on leakage, instigators, preconditions and positions of a dossier."""
    yield from _leakage(dossier)
    yield from _instigators(dossier)
    yield from _preconditions(dossier)
    yield from _positions(dossier)


def _leakage(dossier: Dossier) -> Iterator[Remark]:
    for issue in dossier.issues.values():
        least = sum(ends(share)[0] for share in issue.leakage.values())
        if least > 1 + _ROUNDING:
            message = f"the shares add up to {least:.3g} or more: whatever the others do is undone"
            yield "N015", f"issues.{issue.key}.leakage", message


def _instigators(dossier: Dossier) -> Iterator[Remark]:
    for issue in dossier.issues.values():
        for party in issue.instigators:
            share = issue.control.get(party)
            if share is None or ends(share)[1] <= 0:
                message = f"{party} is said to make the harm here and has no control over it"
                yield "N016", f"issues.{issue.key}.instigators", message


def _preconditions(dossier: Dossier) -> Iterator[Remark]:
    for issue in dossier.issues.values():
        for option in issue.options.values():
            for first, keys in option.after.items():
                if all(dossier.issues[first].options[key].pressure for key in keys):
                    path = f"issues.{issue.key}.options.{option.key}.after"
                    message = (
                        f"waits for pressure on {first}, which is never part of a deal, so neither is this"
                    )
                    yield "N017", path, message


def _positions(dossier: Dossier) -> Iterator[Remark]:
    for party, issues in dossier.positions.items():
        for issue, position in issues.items():
            if position.declared == position.conduct:
                message = f"says and does the same, {position.declared}: there is no gap to tell of"
                yield "N018", f"positions.{party}.{issue}", message
