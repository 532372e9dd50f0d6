"""Answers of the trust lens that the tests of its reports share."""

from __future__ import annotations

from functools import cache
from typing import Any

import detente
from detente.lenses.trust.trust_lens import TrustLens
from detente.verdict.trust import trust
from properties.dossiers import loaded, plain


@cache
def small(reading: str | None = None) -> TrustLens:
    """Two kinds of deal of a shipped case, under one reading."""
    packages = {
        "quiet-for-relief": {"sanctions": "ease", "border": "truce"},
        "full-swap": {"sanctions": "lift", "border": "disarm"},
    }
    return trust(detente.load("two-issues", reading=reading), packages=packages, draws=60, workers=1)


def told(*, packages: int = 1, **sections: Any) -> TrustLens:
    """A hand-made dossier; the swap, under as many names as asked for."""
    swap = {"aid": "grant", "base": "closed"}
    named = {f"swap {k}": swap for k in range(packages)}
    return trust(loaded(plain(**sections)), packages=named, draws=4, workers=1)
