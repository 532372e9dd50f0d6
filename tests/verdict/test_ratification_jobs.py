"""The pieces of work of the ratification lens."""

from __future__ import annotations

import pytest

import detente
from detente.dossier.dossier import Successor
from detente.errors import DetenteError, UnknownNameError
from detente.lenses.named_package import named_package
from detente.lenses.ratification.package_consent import package_consent
from detente.lenses.ratification.rules import rules_of
from detente.model.blueprint import Blueprint
from detente.verdict.ratification_jobs import BLOCK, Later, LensJobs, do_all
from lenses.ratification.small import ISSUES, PARTIES, STAKES, SWAP, small


def jobs(draws: int) -> LensJobs:
    """Work on the swap of the small dossier."""
    blueprint = Blueprint(small())
    swap = named_package(blueprint, "swap", SWAP)
    return LensJobs(blueprint, rules_of(blueprint), [swap], draws, 0)


def next_one(side: str = "north") -> Successor:
    """Make a successor."""
    return Successor(key="next", name="The next", side=side)


def test_few_draws_are_counted_and_tightened() -> None:
    """The medians and no more draws than there are; all draws are voted on."""
    few, many = jobs(1), jobs(2 * BLOCK + 1)
    assert [len(part) for part in (few.votes(), few.win_sets(), few.curves(), few.prices())] == [1, 2, 4, 1]
    assert [len(part) for part in (many.votes(), many.win_sets(), many.curves())] == [3, 3, 12]


def test_every_job_is_done_and_sorted_into_its_part() -> None:
    """Also those of successors, block by block."""
    lens = jobs(BLOCK + 5)
    later = Later.of(next_one(), small(stakes={**STAKES, "senate": {"aid": {"grant": -9}}}), lens.packages)
    done = do_all(lens, [later], 2, None)
    assert [len(block[0].depths) for block in done.votes] == [BLOCK, 5]
    assert [len(block[0].depths) for block in done.later[0]] == [BLOCK, 5]
    assert [sets.draw for sets in done.win_sets] == [None, 0, 1]
    assert [counts.n_draws for counts in done.options] == [BLOCK, 5]
    assert len(done.prices) == 1
    assert done.later[0][0][0].surplus["senate"][0] == -9.0


def test_a_successor_needs_the_same_options() -> None:
    """A package cannot be looked at where one of its options is gone."""
    issues = {**ISSUES, "base": {"options": {"kept": {"status_quo": True}, "shared": {}}}}
    stakes = {"north": {"aid": {"grant": 1}}}
    with pytest.raises(UnknownNameError, match="closed"):
        Later.of(next_one(), small(issues=issues, stakes=stakes), jobs(1).packages)


def test_a_successor_decides_for_a_principal() -> None:
    """The dossier given for it must be its own."""
    assert "senate" in PARTIES
    with pytest.raises(DetenteError, match="load the same case with successor='next'"):
        Later.of(next_one("west"), small(), jobs(1).packages)


def test_the_blockers_of_sanctions_relief() -> None:
    """Congress in most draws; one of the two parties in all; nothing elsewhere buys either of them."""
    blueprint = Blueprint(detente.load("us-russia"))
    package = {"sanctions-relief": "staged", "donbas": "withdrawal"}
    lens = LensJobs(blueprint, rules_of(blueprint), [named_package(blueprint, "relief", package)], 60, 0)
    votes, _ = lens.votes()[0]()
    unblocking = package_consent(votes[0]).unblocking
    assert unblocking.blocks["democrats"] == unblocking.blocks["republicans"] == 1.0
    assert 0.5 < unblocking.blocks["congress"] < 1.0
    assert unblocking.blocks["admin-sceptics"] < 0.2
    assert {chosen.members for chosen in unblocking.sets[:2]} == {
        ("congress", "democrats"),
        ("congress", "republicans"),
    }
    (price,) = lens.prices()[0]()
    assert {blocker.party: blocker.status for blocker in price.blockers} == {
        "congress": "found",
        "democrats": "none",
        "republicans": "none",
    }
    assert price.status == "none"
