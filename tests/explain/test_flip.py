"""Asking what would turn a verdict."""

from __future__ import annotations

import pytest

import detente
from detente.errors import DetenteError
from detente.explain.flip import TOGETHER, flip
from detente.explain.flip_overview import FlipOverview
from detente.explain.flip_result import Flips
from explain.driven import in_step, trust_dossier
from explain.flip_cases import passes_in_the_whole, small, stakes


def asked(dossier: detente.Dossier, **question: object) -> Flips:
    """Ask about one thing."""
    found = flip(dossier, draws=50, **question)  # type: ignore[arg-type]
    assert isinstance(found, Flips)
    return found


def test_the_opposite_of_the_verdict() -> None:
    """A swap that stands is asked what would end it, a gift that does not what would open it."""
    swap = asked(small(), deal="swap")
    assert (swap.verdict, swap.to, swap.share, swap.called) == ("deal", "no deal", 1.0, "swap")
    assert len(swap.price_list) == 4
    gift = asked(small(), package={"aid": "grant"})
    assert (gift.verdict, gift.to, gift.share) == ("no deal", "deal", 0.0)
    assert gift.price_list[0].turns[0].value == 0.0
    assert gift.price_list[0].share == 1.0


def test_certificates() -> None:
    """With the values of any set the whole dossier gives the verdict promised."""
    packages = {"swap": {"aid": "grant", "base": "closed"}}
    dossier = small(
        stakes=stakes(north_aid="-4..-1", south_base="-5..-3"), relative_gains={"north": "0..0.5"}
    )
    found = asked(dossier, deal="swap")
    assert found.sets
    assert all(passes_in_the_whole(dossier, packages, one) == (found.to == "deal") for one in found.sets)


def test_the_verdict_that_stands() -> None:
    """Asking for it is a status."""
    found = asked(small(), deal="swap", to="deal")
    assert (found.status, found.sets, found.completeness) == ("stands already", (), ())
    assert asked(small(), deal="swap", to="no-deal").status == "flips"


def test_a_run_is_asked_as_its_dossier() -> None:
    """Draws and seed are those of the run, unless others are given."""
    run = detente.run(small(), draws=7, seed=3, counted=1)
    found = flip(run, deal="swap", sizes=1)
    assert (found.draws, found.seed) == (7, 3)
    assert flip(run, deal="swap", sizes=1, draws=5).draws == 5


def test_every_kind_of_deal() -> None:
    """A row for each, with the reason for those that cannot be judged."""
    steps: list[tuple[int, int]] = []
    found = flip(small(), draws=20, progress=lambda n, of: steps.append((n, of)))
    assert isinstance(found, FlipOverview)
    assert [(kind.key, kind.status) for kind in found.kinds] == [("swap", "flips"), ("any", "not judged")]
    assert found.kinds[0].n_sets == 6
    assert steps == [(1, 2), (2, 2)]


def test_every_kind_of_deal_with_sweeteners() -> None:
    """Single judgements only are looked for."""
    found = flip(small(), draws=5, form="with sweeteners")
    assert isinstance(found, FlipOverview)
    assert [kind.verdict for kind in found.kinds] == ["deal", "deal"]
    assert {one.size for kind in found.kinds for one in kind.completeness} == {1}


def test_sources_are_told() -> None:
    """Every judgement of a set has its sources."""
    sources = {"essay": {"title": "An essay", "author": "A. Author"}}
    dossier = small(sources=sources, stakes=stakes(north_aid={"points": -2, "cite": ["essay"]}))
    found = asked(dossier, package={"aid": "grant"})
    assert found.sources == {"stakes.north.aid.grant": ("A. Author, An essay",)}


@pytest.mark.parametrize("wrong", [{"sizes": 0}, {"sizes": 4}, {"farthest": 0.0}, {"farthest": 2.5}])
def test_out_of_range(wrong: dict[str, float]) -> None:
    """Sizes are 1 to 3, reaches at most 2."""
    with pytest.raises(DetenteError):
        flip(small(), deal="swap", **wrong)  # type: ignore[arg-type]


@pytest.mark.slow
def test_the_case_of_the_essays() -> None:
    """Every set found for a kind of deal of the shipped case turns it in the whole case."""
    dossier = detente.load("us-russia")
    found = asked(dossier, deal="iran-wedge")
    assert found.sets
    packages = {"it": {"iran-alignment": "break"}}
    assert all(passes_in_the_whole(dossier, packages, one) for one in found.sets[:40])


def test_judgements_that_go_together() -> None:
    """Others stay where they are, of one kind of deal and of all; a run of another scheme is told of, too."""
    told = f"Some of these judgements go together (in step): {TOGETHER}"
    assert asked(in_step(), deal="swap", sizes=1).caveats[-1] == told
    assert told in flip(in_step(), draws=50, sizes=1).caveats
    assert told not in asked(trust_dossier(), deal="swap", sizes=1).caveats
    run = detente.run(trust_dossier(), draws=32, scheme="latin hypercube", counted=0)
    found = flip(run, deal="swap", sizes=1)
    assert "as a Latin hypercube" in found.caveats[-1]
