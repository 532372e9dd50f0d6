"""The trust lens on whole dossiers: the same whatever the workers, bounded, and refusing nonsense."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import detente
from detente.dossier.dossier import Dossier
from detente.errors import DetenteError, UnknownNameError
from detente.verdict import trust as module
from detente.verdict.trust import trust
from properties.dossiers import loaded, plain

QUIET = {"quiet": {"sanctions": "ease", "border": "truce"}}


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    """A shipped case."""
    return detente.load("two-issues")


def test_workers_and_blocks_change_nothing(dossier: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    """One thread or three, small blocks, packages one at a time: the same answer."""
    both = {**QUIET, "gift": {"sanctions": "ease"}}
    expected = trust(dossier, packages=both, draws=60, workers=1).to_dict()
    monkeypatch.setattr(module, "BLOCK", 7)
    monkeypatch.setattr(module, "MOST_NUMBERS", 1)
    steps: list[tuple[int, int]] = []
    found = trust(
        dossier, packages=both, draws=60, workers=3, progress=lambda done, total: steps.append((done, total))
    )
    assert found.to_dict() == expected
    assert steps[-1] == (120, 120)
    assert [done for done, _ in steps] == sorted(done for done, _ in steps)


def test_trust_against_the_draws_of_the_record(dossier: Dossier) -> None:
    """The share of draws in which north signs is that in which trust reaches the break-even."""
    found = trust(dossier, packages=QUIET, draws=300, seed=2)
    north = found.packages[0].of("north")
    (pair,) = north.break_even
    assert pair.other == "south"
    assert pair.enough == north.trusts
    assert pair.slack.low < 0 < pair.slack.high
    record = found.record_of("south")
    assert record is not None
    assert record.posterior is not None
    assert pair.had.middle == pytest.approx(record.posterior.middle, abs=0.08)


def test_a_sceptic_needs_as_much_and_has_less(dossier: Dossier) -> None:
    """A reading that changes only how far south is trusted leaves the break-even as it was."""
    sceptic = detente.load("two-issues", reading="sceptic")
    views = [trust(one, packages=QUIET, draws=200).packages[0].of("north") for one in (dossier, sceptic)]
    base, doubtful = (view.break_even[0] for view in views)
    assert base.needed == doubtful.needed
    assert doubtful.had.high < base.had.middle
    assert views[1].trusts < views[0].trusts


def test_packages_in_question() -> None:
    """Where none is named, the lens looks at the kinds of deal of the dossier."""
    found = trust(loaded(plain()), draws=5)
    assert [package.name for package in found.packages] == ["swap"]
    assert found.packages[0].passes == 1.0


def test_no_package_at_all() -> None:
    """A dossier that names no kind of deal and has no deal gets its records told, and no package."""
    data = plain(deals={}, trust={"keeps_word": {"south": 0.5}})
    data["stakes"]["north"] = {"aid": {"grant": -9}, "base": {"closed": -9}}
    found = trust(loaded(data), draws=5)
    assert found.packages == ()
    assert [record.party for record in found.records] == ["south"]
    assert len(found.to_frame()) == 0


@pytest.mark.parametrize(
    ("wrong", "error", "text"),
    [
        ({"draws": 0}, DetenteError, "from 1 to 100000"),
        ({"draws": 100_001}, DetenteError, "from 1 to 100000"),
        ({"seed": -1}, DetenteError, "0 or more"),
        ({"packages": {"x": {"sanction": "ease"}}}, UnknownNameError, "did you mean 'sanctions'"),
        ({"packages": {"x": {"sanctions": "raise"}}}, DetenteError, "pressure"),
        ({"prices": {"patients": 1}}, UnknownNameError, "did you mean 'patience'"),
        ({"prices": {"patience": -1}}, DetenteError, "0 or more"),
    ],
)
def test_nonsense_is_refused(
    dossier: Dossier, wrong: dict[str, Any], error: type[DetenteError], text: str
) -> None:
    """With what would be right."""
    with pytest.raises(error, match=text):
        trust(dossier, **{"packages": QUIET, "draws": 5, **wrong})


def test_caveats_say_what_is_special(dossier: Dossier) -> None:
    """False alarms and short punishments are not in the fifth gate; silence about patience is told."""
    assert len(trust(dossier, packages=QUIET, draws=2).caveats) == 1
    data = plain(trust={"punishment": 2, "monitoring": {"north": 1}})
    data["parties"]["north"]["discount_factor"] = 0.5
    first, second, third = trust(loaded(data), draws=2).caveats
    assert "shares of draws" in first
    assert "fifth gate" in second
    assert third.endswith("given for south: taken to keep any package.")


def test_a_reading_of_the_record_in_the_shipped_case() -> None:
    """Moscow is trusted less as Kramer reads its record than as Stutte does, as coded."""
    package = {"swap": {"sanctions-relief": "staged", "donbas": "withdrawal"}}
    had = {}
    for reading in ("kramer", "stutte"):
        view = trust(detente.load("us-russia", reading=reading), packages=package, draws=100).packages[0]
        (pair,) = [one for one in view.of("us").break_even if one.other == "russia"]
        had[reading] = pair.had.middle
        assert 0 <= pair.enough <= 1
        assert np.isfinite(pair.had.middle)
    assert had["kramer"] < had["stutte"]
