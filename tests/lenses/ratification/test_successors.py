"""Whether those who decide later would ratify what today's deciders do."""

from __future__ import annotations

import datetime as dt

import numpy as np

from detente.dossier.dossier import Dossier, Successor
from detente.ensemble.sampling import draw_values
from detente.lenses.named_package import named_package
from detente.lenses.ratification.rules import rules_of
from detente.lenses.ratification.successors import horizon_of, in_order
from detente.lenses.ratification.votes import PackageVotes, package_votes
from detente.model.blueprint import Blueprint
from lenses.ratification.small import STAKES, SWAP, small

TODAY = {**STAKES, "senate": {"aid": {"grant": "-1..3"}}, "house": {"aid": {"grant": 1}}}


def votes_under(dossier: Dossier, n_draws: int = 200) -> tuple[PackageVotes, ...]:
    """Votes on the swap, on the luck of seed 0."""
    blueprint = Blueprint(dossier)
    values = draw_values(blueprint.quantities, 0, 0, n_draws, blueprint.correlations)
    return package_votes(blueprint, values, [named_package(blueprint, "swap", SWAP)], rules_of(blueprint))


def successor(**fields: object) -> Successor:
    """Make a successor in the north."""
    return Successor(**{"key": "next", "name": "The next senate", "side": "north", **fields})  # type: ignore[arg-type]


def test_a_harder_senate_refuses_more_on_the_same_luck() -> None:
    """Ratified later only where it is today: nothing is won, and what is lost is the difference."""
    harder = {**TODAY, "senate": {"aid": {"grant": "-2..2"}}}
    today, later = votes_under(small(stakes=TODAY)), votes_under(small(stakes=harder))
    found = horizon_of(successor(date=dt.date(2021, 1, 3)), dt.date(2019, 1, 3), today, later)
    (package,) = found.packages
    assert found.years == 2.0
    assert package.both == package.later < package.today
    assert package.lost == package.today - package.later
    senate = [votes[0].surplus["senate"] for votes in (today, later)]
    assert np.allclose(senate[0] - senate[1], 1.0)
    assert package.refuses["senate"] == np.mean(senate[1] < 0)
    assert package.chance_later == package.later
    assert next(iter(package.refuses)) in ("senate", "guild")


def test_nothing_changes_under_the_same_deciders() -> None:
    """Nothing is lost."""
    votes = votes_under(small(stakes=TODAY))
    (package,) = horizon_of(successor(), None, votes, votes).packages
    assert (package.today, package.lost) == (package.both, 0.0)
    assert package.leaves == package.leaves_today


def test_a_later_principal_may_leave() -> None:
    """What it would rather not have is told beside what its home refuses."""
    later = {**TODAY, "north": {"aid": {"grant": -9}, "base": {"closed": 4}}}
    votes = votes_under(small(stakes=TODAY)), votes_under(small(stakes=later))
    (package,) = horizon_of(successor(), None, *votes).packages
    assert (package.leaves_today, package.leaves) == (0.0, 1.0)
    assert package.lost == 0.0


def test_without_a_date_there_are_no_years() -> None:
    """And it stands last."""
    found = horizon_of(successor(), dt.date(2019, 1, 3), votes_under(small()), votes_under(small()))
    assert (found.date, found.years, found.to_dict()["date"]) == (None, None, None)
    dated = {
        "c": successor(key="c"),
        "b": successor(key="b", date=dt.date(2022, 1, 1)),
        "a": successor(key="a", date=dt.date(2020, 1, 1)),
    }
    assert [one.key for one in in_order(dated)] == ["a", "b", "c"]
