"""Answers to why-not that the tests of its reports share."""

from __future__ import annotations

from functools import cache
from typing import Any

import detente
from detente.explain.why_not import WhyNot, why_not
from properties.dossiers import loaded, plain

SWAP = {"aid": "grant", "base": "closed"}


@cache
def passing() -> WhyNot:
    """Two packages of a shipped case, of which one passes at the medians."""
    packages = {"sanctions": ["ease", "lift"], "border": "truce"}
    return why_not(detente.load("two-issues"), packages, draws=80)


@cache
def failing() -> WhyNot:
    """One that fails at delivery, and at three gates after it."""
    return why_not(detente.load("two-issues"), {"sanctions": "lift", "border": "disarm"}, draws=80)


def told(package: dict[str, str] | None = None, *, repairs: bool = False, **sections: Any) -> WhyNot:
    """A package of a hand-made dossier."""
    return why_not(loaded(plain(**sections)), package or SWAP, draws=4, repairs=repairs)
