"""Packages and judgements chosen together."""

from __future__ import annotations

import pytest

from detente.dossier.dossier import Dossier
from detente.explain.flip_class_moves import Moves, Piece, moves_of
from detente.explain.flip_class_oracle import ClassOracle
from detente.kernel.searching import FOUND, NONE
from explain.flip_class_cases import AID, BASE, NO_DEAL, in_the_way, oracle_of, swapping, ways_of


def asked(dossier: Dossier, *paths: str, size: int, reach: float) -> tuple[ClassOracle, Moves]:
    """The question which of some judgements to move."""
    oracle = oracle_of(dossier, to_deal=True)
    tracks = [track for ways in ways_of(dossier, *paths).values() for track in ways]
    pieces = [Piece(track=track, first=0, last=track.steps_within(reach)) for track in tracks]
    moves = moves_of(oracle, {}, [piece for piece in pieces if piece.last], size)
    assert moves is not None
    return oracle, moves


@pytest.mark.parametrize(("size", "reach", "status"), [(2, 1.0, FOUND), (2, 0.99, NONE), (1, 1.0, NONE)])
def test_two_judgements_are_found_at_the_ends_of_their_ranges(size: int, reach: float, status: int) -> None:
    """North is 2 points short, and each of two judgements gives 1 at the end of its range."""
    oracle, moves = asked(in_the_way(), AID, BASE, size=size, reach=reach)
    found, pieces, package = moves.find(oracle, [])
    assert found == status
    if found == FOUND:
        assert {piece.path for piece in pieces} == {AID, BASE}
        assert oracle.blueprint.space.package(package) == {"aid": "grant", "base": "closed"}


def test_sets_that_were_found_are_not_found_again() -> None:
    """With the only pair barred there is none; with one of it barred alone neither."""
    oracle, moves = asked(in_the_way(), AID, BASE, size=2, reach=1.0)
    assert moves.find(oracle, [{AID, BASE}])[0] == NONE
    assert moves.find(oracle, [{AID}])[0] == NONE
    assert moves.find(oracle, [{NO_DEAL}])[0] == FOUND


def test_thresholds_move_too() -> None:
    """What no deal is worth counts as one judgement, whichever options the package holds."""
    dossier = swapping(aid="-9..-7", base="6", no_deal="-1..1")
    oracle, moves = asked(dossier, AID, NO_DEAL, size=2, reach=1.0)
    status, pieces, _ = moves.find(oracle, [])
    assert status == FOUND
    assert {piece.path for piece in pieces} == {AID, NO_DEAL}


def test_too_many_ways_are_not_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the limit nothing is claimed."""
    monkeypatch.setattr("detente.explain.flip_class_moves.MOST_COPIES", 1)
    dossier = in_the_way()
    tracks = [track for ways in ways_of(dossier, AID, BASE).values() for track in ways]
    pieces = [Piece(track=track, first=0, last=track.steps) for track in tracks]
    assert moves_of(oracle_of(dossier, to_deal=True), {}, pieces, 2) is None
