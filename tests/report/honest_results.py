"""Honest funnels that the tests of their reports share."""

from __future__ import annotations

from functools import cache
from typing import Any

import detente
from detente.explain.honest_funnel import honest_funnel
from detente.explain.honest_results import HonestFunnel
from properties.dossiers import loaded, plain


@cache
def small() -> HonestFunnel:
    """A shipped case, few draws."""
    return honest_funnel(detente.load("two-issues"), draws=60, counted=5, counted_alone=2, workers=1)


def told(**sections: Any) -> HonestFunnel:
    """The swap of the hand-made dossier, which holds by 2 points on either side."""
    swap = {"swap": {"all": {"aid": ["grant"], "base": ["closed"]}}}
    data = plain(**{"deals": swap, **sections})
    return honest_funnel(loaded(data), draws=4, counted=2, counted_alone=1, workers=1)
