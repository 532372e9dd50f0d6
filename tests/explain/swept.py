"""Sweeps of small dossiers, made once."""

from __future__ import annotations

from functools import cache

import detente
from detente.dossier.dossier import Dossier
from detente.explain.sweep import Sweep, sweep

TRUST = "trust.keeps_word.south"
TRUCE = "stakes.north.border.truce"


def reading(key: str | None) -> Dossier:
    """The two-issues case under a reading."""
    return detente.load("two-issues", reading=key)


@cache
def line() -> Sweep:
    """The chance that south keeps its word, with readings."""
    return sweep(reading(None), [f"{TRUST}=0..1:6"], load_reading=reading, draws=60)


@cache
def grid() -> Sweep:
    """That, and what a truce is worth to north."""
    return sweep(reading(None), [f"{TRUCE}=0..20:3", f"{TRUST}=0..1:6"], load_reading=reading, draws=60)


@cache
def by_reading() -> Sweep:
    """Readings as they are."""
    return sweep(reading(None), ["reading"], load_reading=reading, draws=300)


@cache
def one_at_a_time() -> Sweep:
    """Three lines."""
    over = [f"{TRUCE}=0..20:3", f"{TRUST}=0..1:6", "reading"]
    return sweep(reading(None), over, load_reading=reading, one_at_a_time=True, draws=60)


@cache
def still() -> Sweep:
    """A sweep in which nothing moves."""
    return sweep(reading(None), ["stakes.south.border.disarm=-1..0:3"], deals=["quiet-for-relief"], draws=40)
