"""The third-parties lens over draws."""

from __future__ import annotations

import pytest

import detente
from detente.errors import DetenteError, TooLargeError, UnknownNameError
from detente.verdict.third_parties import third_parties
from lenses.outsiders.worlds import world
from properties.dossiers import loaded

STAGED = {"staged": {"sanctions-relief": "staged", "donbas": "minsk", "syria-settlement": "elections"}}


def test_no_result_depends_on_workers() -> None:
    """One thread or two, the same JSON; the seed matters."""
    dossier = detente.load("us-russia")
    one, two = (third_parties(dossier, packages=STAGED, draws=300, workers=n) for n in (1, 2))
    assert one.to_dict() == two.to_dict()
    other = third_parties(dossier, packages=STAGED, draws=300, seed=1)
    assert other.to_dict() != one.to_dict()


def test_staged_relief_lands_on_those_it_asks() -> None:
    """Minsk asks the separatists to act against their interest, the settlement asks Damascus to."""
    found = third_parties(detente.load("us-russia"), packages=STAGED, draws=100).package("staged")
    assert {"separatists", "syria-gov"} <= set(found.losers_who_can_spoil)
    assert {"un", "ukraine", "syria-gov", "separatists"} == set(found.performers)
    ways = {way.way: way for way in found.effect("separatists").ways}
    assert ways["performance"].over == ("donbas=minsk",)
    assert ways["performance"].share == found.effect("separatists").loses
    assert found.has_spoiler == 1.0
    assert found.hurts_nobody == 0.0


def test_packages_are_chosen_where_none_is_named() -> None:
    """Those of the deal classes, and the progress is told."""
    told: list[tuple[int, int]] = []
    found = third_parties(
        loaded(world()), draws=10, workers=1, progress=lambda done, n: told.append((done, n))
    )
    assert [p.package.name for p in found.packages] == ["swap"]
    assert told == [(10, 10)]


def test_what_cannot_be_asked_is_refused() -> None:
    """Draws, seeds and packages that cannot be, and more draws than memory holds."""
    dossier = loaded(world())
    for draws in (0, 100_001):
        with pytest.raises(DetenteError, match="draws must be from 1 to 100000"):
            third_parties(dossier, draws=draws)
    with pytest.raises(DetenteError, match="seed must be 0 or more"):
        third_parties(dossier, seed=-1)
    with pytest.raises(UnknownNameError, match="did you mean 'grant'"):
        third_parties(dossier, packages={"a": {"aid": "grants"}})


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """More than fits is refused before anything is drawn, with what would fit."""
    monkeypatch.setattr("detente.verdict.third_parties.ROOM", 320)
    with pytest.raises(TooLargeError, match="ask for 10 draws at most"):
        third_parties(loaded(world()), draws=11)
    assert third_parties(loaded(world()), draws=10).draws == 10
