"""Who vouches for what, with what chance it comes about, and what it costs to perform."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from detente.dossier.quantity import Quantity
from detente.model.blueprint import Blueprint
from detente.model.fixed_point import UNIT
from detente.model.performance import burdens, chances, link_points, vouchers
from properties.dossiers import loaded, plain

PARTIES = {
    "north": {"role": "principal"},
    "south": {"role": "principal"},
    "navy": {"role": "ratifier", "side": "south"},
    "militia": {"role": "third party"},
}


def jointly(performers: list[str], **more: Any) -> Blueprint:
    """Let several parties close the base."""
    data = plain(parties=PARTIES, **more)
    data["issues"]["base"]["options"]["closed"]["performers"] = performers
    return Blueprint(loaded(data))


def amount(quantity: Quantity | None) -> np.ndarray:
    """Units of a number that is certain, in one draw."""
    value = 0.0 if quantity is None else quantity.parameters[0]
    return np.array([round(value * UNIT)])


def test_whose_record_counts() -> None:
    """A side's record stands in for those without their own, once; oneself and the unrecorded do not."""
    b = jointly(["south", "navy", "militia"], trust={"keeps_word": {"south": 0.5}})
    assert vouchers(b, "north", "base", "closed") == ("south",)
    assert vouchers(b, "south", "base", "closed") == ()
    b = jointly(["navy", "militia", "north"], trust={"keeps_word": {"navy": 0.5, "militia": 0.5, "north": 0}})
    assert vouchers(b, "north", "base", "closed") == ("militia", "navy")
    assert vouchers(b, "south", "base", "closed") == ("militia", "north")


@pytest.mark.parametrize(("viewer", "expected"), [("north", 0.125), ("south", 0.25)])
def test_chances_multiply(viewer: str, expected: float) -> None:
    """Each record once; the status quo is certain."""
    b = jointly(["south", "militia"], trust={"keeps_word": {"south": 0.5, "militia": 0.25}})
    (found,) = chances(b, viewer, amount)
    assert found[b.space.index["base", "closed"]] == expected * UNIT
    assert found[b.space.index["base", "kept"]] == UNIT


def test_links_need_every_part() -> None:
    """The product of the chances; a part that is the status quo anyway comes about by failing."""
    both = {"name": "both", "when": {"aid": ["grant"], "base": ["closed"]}, "points": {"north": 8}}
    kept = {"name": "kept", "when": {"aid": ["none"], "base": ["closed"]}, "points": {"north": 8}}
    b = jointly(["south"], links=[both, kept])
    chance = np.full((1, len(b.space.base)), UNIT)
    chance[0, b.space.index["aid", "grant"]] = UNIT // 4
    chance[0, b.space.index["base", "closed"]] = UNIT // 2
    swap = b.space.columns({"aid": "grant", "base": "closed"})
    worth = np.array([8 * UNIT])
    found = [link_points(b, link, worth, chance)[0, swap].sum() / UNIT for link in b.dossier.links]
    assert found == [8 / 8, 8 * 3 / 8]


def test_burdens() -> None:
    """What one's own side does and dislikes; nothing for what it likes or others do."""
    b = jointly(["navy"])
    points = np.full((1, len(b.space.base)), -3 * UNIT)
    points[0, b.space.index["aid", "grant"]] = 2 * UNIT
    closed = b.space.index["base", "closed"]
    south, north = burdens(b, "south", points), burdens(b, "north", points)
    assert south[0, closed] == 3 * UNIT
    assert south.sum() == 3 * UNIT
    assert north.sum() == 0
