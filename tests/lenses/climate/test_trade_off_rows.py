"""How assurance and provocation read, and their JSON."""

from __future__ import annotations

import json
from typing import Any

from detente.lenses.climate.trade_off_rows import TradeOff, TradeOffs
from detente.lenses.spread import Spread


def row(**given: Any) -> TradeOff:
    """Drills that reassure two parties."""
    plain: dict[str, Any] = {
        "option": "drills=done",
        "title": "Drills near the border",
        "by": "us",
        "towards": "russia",
        "instrument": "pressure",
        "size": 3.0,
        "assures": {"ally": 4.0, "union": 2.0},
        "provokes": Spread(low=-0.5, middle=1.0, high=2.0),
        "expected": 1.1,
        "raises": 0.8,
    }
    return TradeOff(**{**plain, **given})


def offs(*rows: TradeOff) -> TradeOffs:
    """After a year."""
    return TradeOffs(rows=rows, missing={"a=b": "why"}, unscored=("c=d",), steps=12, size=3.0)


def test_a_row_says_who_is_assured_and_what_that_does() -> None:
    """More hostile, less, or neither."""
    assert row().assured == 6.0
    assert row().meaning == (
        "drills=done by us is worth 6 points to third parties (ally 4, union 2) and leaves russia 1.10 "
        "points more hostile."
    )
    assert row(expected=-0.3).meaning.endswith("leaves russia 0.30 points less hostile.")
    assert row(expected=0.0).meaning.endswith("leaves russia no more and no less hostile.")


def test_the_whole_counts_those_that_do_both() -> None:
    """How many of the ways to assure provoke; without rows that is said."""
    assert offs(row(), row(expected=-1.0)).meaning == (
        "Ways to assure third parties: 2; in 1 of them the other side ends more hostile after 12 steps than "
        "without."
    )
    assert "No option of the dossier" in offs().meaning
    assert "3 points in every step" in offs().caveat


def test_json_has_rows_and_what_is_missing() -> None:
    """Strict, with the head of its lens."""
    told = offs(row()).to_dict()
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert told["lens"] == "assurance"
    assert told["rows"][0]["provokes"] == {"p05": -0.5, "p50": 1.0, "p95": 2.0}
    assert told["rows"][0]["assured"] == 6.0
    assert (told["missing"], told["unscored"]) == ({"a=b": "why"}, ["c=d"])
