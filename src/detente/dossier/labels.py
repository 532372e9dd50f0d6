"""Names for people, by the keys that results use."""

from __future__ import annotations

from detente.dossier.dossier import Dossier

__all__ = ["labels_of"]


def labels_of(dossier: Dossier) -> dict[str, str]:
    """Return the names of parties and issues by key, and of options under ``issue=option``."""
    labels = {party.key: party.name for party in dossier.parties.values()}
    for issue in dossier.issues.values():
        labels[issue.key] = issue.name
        labels |= {f"{issue.key}={option.key}": option.name for option in issue.options.values()}
    return labels
