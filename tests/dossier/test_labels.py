"""Names for people by key."""

from __future__ import annotations

from detente import load
from detente.dossier.labels import labels_of


def test_parties_issues_and_options_have_their_names() -> None:
    """An option stands under its issue, since another issue may have one of the same key."""
    dossier = load("two-issues")
    labels = labels_of(dossier)
    assert labels["militia"] == "The border militia"
    options = [(i.key, o) for i in dossier.issues.values() for o in i.options.values()]
    assert all(labels[f"{issue}={option.key}"] == option.name for issue, option in options)
    assert len(labels) == len(dossier.parties) + len(dossier.issues) + len(options)
