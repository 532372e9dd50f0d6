"""The ratification lens by its public name."""

from __future__ import annotations

from typing import Any

import pytest

import detente
from detente.dossier import load_text
from detente.errors import DetenteError, TooLargeError, UnknownNameError
from detente.verdict import ratification as module
from detente.verdict.draw_limits import MAX_DRAWS
from detente.verdict.ratification import ratification
from lenses.ratification.small import PARTIES, STAKES, SWAP, small
from properties.dossiers import Data, plain

RELIEF = {"relief": {"sanctions-relief": "staged", "donbas": "withdrawal"}}
UNSURE: Data = {
    **STAKES,
    "senate": {"aid": {"grant": "-4..2"}, "fair": {"yes": 3}},
    "guild": {"aid": {"grant": 1}},
}
LATER: Data = {
    "hawks": {
        "name": "A harder senate",
        "side": "north",
        "date": "2021-01-03",
        "set": {"stakes.senate.aid.grant": "-9..-3"},
    },
    "doves": {"name": "A softer senate", "side": "north", "set": {"stakes.senate.aid.grant": "0..3"}},
}


def with_successors(*keys: str) -> tuple[Any, dict[str, Any]]:
    """Load the small dossier, and the same under its successors."""
    import json

    from lenses.ratification.small import ISSUES, RULES

    data = plain(
        parties=PARTIES,
        issues=ISSUES,
        stakes=UNSURE,
        ratification=RULES,
        deals={},
        successors=LATER,
        as_of="2019-01-03",
    )
    text = json.dumps(data)
    return load_text(text, file="a.yaml"), {k: load_text(text, file="a.yaml", successor=k) for k in keys}


def test_workers_make_no_difference() -> None:
    """The same bytes with one thread and with three, whatever the blocks."""
    dossier = small(stakes=UNSURE)
    told = [
        ratification(dossier, packages={"swap": SWAP}, draws=600, seed=2, workers=n).to_json() for n in (1, 3)
    ]
    assert told[0] == told[1]


def test_more_draws_begin_with_the_same_ones() -> None:
    """Win-sets and tightened constraints of the first draws stay as they were."""
    dossier = small(stakes=UNSURE)
    few, many = (ratification(dossier, packages={"swap": SWAP}, draws=n) for n in (5, 40))
    assert few.win_sets == many.win_sets
    assert few.curves == many.curves
    assert [curve.draw for curve in few.curves if curve.home == "north"] == [None, 0, 1, 2, 3, 4]


def test_successors_are_told_by_date() -> None:
    """The same luck: who is softer in every draw ratifies whatever is ratified today."""
    dossier, later = with_successors("doves", "hawks")
    found = ratification(dossier, packages={"swap": SWAP}, successors=later, draws=300)
    hawks, doves = found.horizons
    assert (hawks.key, hawks.years, doves.years) == ("hawks", 2.0, None)
    assert hawks.packages[0].later == 0.0
    assert hawks.packages[0].lost == hawks.packages[0].today > 0.2
    assert hawks.packages[0].refuses["senate"] == 1.0
    assert doves.packages[0].lost == 0.0
    assert doves.packages[0].later == 1.0


def test_a_successor_must_be_one_of_the_dossier() -> None:
    """With the nearest that is."""
    dossier, later = with_successors("hawks")
    with pytest.raises(UnknownNameError, match="hawks"):
        ratification(dossier, packages={"swap": SWAP}, successors={"hawk": later["hawks"]}, draws=2)


def test_progress_counts_pieces_of_work() -> None:
    """Up to the last."""
    seen: list[tuple[int, int]] = []
    ratification(
        small(), packages={"swap": SWAP}, draws=3, workers=1, progress=lambda *done: seen.append(done)
    )
    done, total = zip(*seen, strict=True)
    assert done[-1] == total[-1] == len(seen)
    assert list(done) == sorted(done)


@pytest.mark.parametrize(
    ("words", "error", "text"),
    [
        ({"draws": 0}, DetenteError, "draws must be from 1"),
        ({"draws": MAX_DRAWS + 1}, DetenteError, "draws must be from 1"),
        ({"seed": -1}, DetenteError, "seed"),
        ({"packages": {"x": {"ade": "grant"}}}, UnknownNameError, "did you mean 'aid'"),
        ({"packages": {"x": {"aid": "none"}}}, DetenteError, "changes nothing"),
    ],
)
def test_what_cannot_be_is_refused(words: Any, error: type[Exception], text: str) -> None:
    """Before anything is drawn."""
    with pytest.raises(error, match=text):
        ratification(small(), **words)


def test_too_many_draws_to_hold_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the number that fits."""
    monkeypatch.setattr(module, "ROOM", 10_000)
    with pytest.raises(TooLargeError, match="ask for 52 at most"):
        ratification(small(), packages={"swap": SWAP}, draws=1000)


def test_without_any_package_there_are_still_homes() -> None:
    """A dossier without deal classes and robust packages has none to ask about."""
    stakes = {party: {"aid": {"grant": -1}} for party in ("north", "south")}
    found = ratification(small(stakes=stakes), draws=3)
    assert found.packages == ()
    assert found.structures[0].blocking.veto_players == ("senate",)


@pytest.mark.slow
def test_the_whole_lens_on_the_reference_case() -> None:
    """Tied hands close the zone for Moscow, and leave Washington what needs no consent."""
    found = ratification(detente.load("us-russia"), packages=RELIEF, draws=20)
    russia, us = (next(c for c in found.curves if c.home == home) for home in ("russia", "us"))
    assert russia.ending == "empty"
    assert russia.share_own_way == 1.0
    assert us.ending == "none needs the home"
    assert found.win_sets[0].of("russia").counts["all"].bounds == (1.0, 1.0)
    assert found.package("relief").price.status == "none"
