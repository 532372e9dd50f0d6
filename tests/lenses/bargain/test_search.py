"""Questions to the searching kernels, put for a problem."""

from __future__ import annotations

import pytest

import detente
from detente.errors import TooLargeError
from detente.kernel.maximising import BEST, UNDECIDED
from detente.lenses.bargain.linkage import without_linkage
from detente.lenses.bargain.problem import problem_of_dossier
from detente.lenses.bargain.search import Search, require_decided


def test_only_columns_of_the_problem_are_searched() -> None:
    """A problem narrowed to what needs no linkage is searched as narrowed."""
    problem = problem_of_dossier(detente.load("two-issues"), gates=["ratifiable"])
    assert Search.of(problem).product((1, 1)) is not None
    assert Search.of(without_linkage(problem)).product((1, 1)) is None


def test_the_most_a_party_can_have_in_the_zone() -> None:
    """In units, and None where there is no package."""
    problem = problem_of_dossier(detente.load("two-issues"), gates=["self-enforcing"])
    search = Search.of(problem)
    most = [search.most(k, search.zone) for k in range(2)]
    assert most == [9 * 2**20, 16 * 2**20]
    assert search.most(0, [(problem.values[0], 2**50)]) is None


def test_what_is_not_proved_is_not_told() -> None:
    """A search that ran out is an error, one that did not is none."""
    require_decided(BEST)
    with pytest.raises(TooLargeError, match="proved"):
        require_decided(UNDECIDED)
