"""The search for regions."""

from __future__ import annotations

from typing import Any

import pytest

from detente.dossier.dossier import Dossier
from detente.explain.asking import Asked
from detente.explain.drawn_outcomes import drawn_outcomes, subject_of
from detente.explain.scenario_search import ScenarioSearch, scenario_search
from explain.driven import certain, never, trust_dossier
from properties.dossiers import loaded, plain


def search(dossier: Dossier, draws: int = 300, **changes: Any) -> ScenarioSearch:
    """Look for where the swap is a deal."""
    subject = subject_of(dossier, deal="swap")
    about: dict[str, Any] = {"boxes": 2, "gate": "self-enforcing", "sought": "deal", **changes}
    return scenario_search(subject, Asked(dossier=dossier, draws=draws, seed=0), **about)


def test_one_region_is_enough() -> None:
    """Where trust alone decides, nothing is left for a second; fresh draws agree."""
    found = search(trust_dossier())
    (box,) = found.boxes
    assert found.status == "found"
    found_limits: list[object] = [(one.entry.path, one.low, one.high) for one in box.limits]
    assert found_limits == [("trust.keeps_word.south", pytest.approx(0.5, abs=0.02), None)]
    assert found.coverage > 0.95
    fresh = drawn_outcomes(
        subject_of(trust_dossier(), deal="swap"), Asked(dossier=trust_dossier(), draws=300, seed=1)
    )
    assert found.fresh_overall is not None
    assert found.fresh_overall.hits == fresh.passes.sum()


def test_the_region_without_a_deal() -> None:
    """The other side of the same limit."""
    (box,) = search(trust_dossier(), sought="no deal").boxes
    assert box.limits[0].low is None
    assert box.limits[0].high == pytest.approx(0.5, abs=0.02)


def test_a_gate_alone() -> None:
    """Acceptance is always passed here, so there is nothing to discover."""
    assert search(trust_dossier(), gate="acceptable").status == "always"
    assert search(trust_dossier(), gate="acceptable", sought="no deal").status == "never"


@pytest.mark.parametrize(
    ("dossier", "draws", "status"),
    [(never(), 50, "never"), (certain(), 50, "always"), (trust_dossier(), 30, "too few")],
)
def test_nothing_to_discover(dossier: Dossier, draws: int, status: str) -> None:
    """A status, and no fresh draws."""
    found = search(dossier, draws)
    assert (found.status, found.boxes, found.fresh_overall) == (status, (), None)


def test_two_regions() -> None:
    """North gains by either of two things: the second region covers what the first leaves."""
    stakes = {
        "north": {"aid": {"grant": -30}, "base": {"closed": "0..20"}},
        "south": {"aid": {"grant": 40}, "base": {"closed": -2}},
    }
    links = [
        {"name": "tie", "when": {"aid": ["grant"], "base": ["closed"]}, "points": {"north": "0..40"}},
    ]
    found = search(loaded(plain(stakes=stakes, links=links)), draws=600)
    assert found.status == "found"
    assert 1 <= len(found.boxes) <= 2
    assert found.coverage >= found.boxes[0].coverage
    assert found.fresh_coverage > 0.5


def test_progress_counts_draws_and_fresh_draws() -> None:
    """As one work."""
    seen: list[tuple[int, int]] = []
    search(trust_dossier(), progress=lambda *done: seen.append(done))
    assert seen == [(300, 600), (600, 600)]


def test_many_draws_are_searched_in_part_and_counted_in_full() -> None:
    """The trajectory is of the first 4,000 draws, the figures are of all."""
    found = search(trust_dossier(), draws=5000, boxes=1)
    (box,) = found.boxes
    assert box.density is not None
    assert box.new_density is not None
    assert box.density.draws == round(box.support * 5000)
    assert box.new_density.draws < 0.9 * box.density.draws
