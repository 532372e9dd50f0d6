"""How many judgements have to change at least."""

from __future__ import annotations

from hypothesis import given, settings

from detente.dossier.dossier import Dossier
from detente.explain.flip_fewest import Fewest, fewest_changes, together_at_least
from detente.explain.flip_search import search_flips
from detente.explain.flip_sets import Completeness
from explain.flip_cases import SWAP, Packages, oracle_of, questions, small, stakes


@settings(deadline=None, max_examples=8)
@given(questions())
def test_no_set_is_smaller(question: tuple[Dossier, Packages]) -> None:
    """No set that opens a deal has fewer judgements than the bound says."""
    dossier, packages = question
    if not packages:
        return
    oracle = oracle_of(dossier, packages)
    bound = fewest_changes(oracle)
    if oracle.passes(oracle.medians)[0]:
        assert bound == Fewest(number=0, parties=())
        return
    sets, _ = search_flips(oracle, to_deal=True, sizes=(1, 2))
    assert not sets or bound.number is not None
    assert all(len(one.turns) >= (bound.number or 0) for one in sets)


def test_one_of_each_side() -> None:
    """Where both sides lose and neither minds the other, two have to change."""
    dossier = small(stakes=stakes(north_base=1, south_aid=1))
    assert fewest_changes(oracle_of(dossier, SWAP)) == Fewest(number=2, parties=("north", "south"))


def test_one_that_bears_on_both() -> None:
    """Where North minds what South gains one judgement of South bears on both conditions."""
    dossier = small(stakes=stakes(north_base=1, south_aid=1), relative_gains={"north": 0.5})
    assert fewest_changes(oracle_of(dossier, SWAP)).number == 1


def test_together() -> None:
    """Sizes without a set count one by one, as long as they are complete; conditions may need more."""
    done = [Completeness(size=n, examined=1, others_at_least=None) for n in (1, 2)]
    half = Completeness(size=3, examined=1, others_at_least=1.5)
    assert together_at_least(None, [*done, half]) == 3
    assert together_at_least(Fewest(number=5, parties=()), done) == 5
    assert together_at_least(Fewest(number=None, parties=()), [half]) == 1
