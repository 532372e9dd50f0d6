"""Sampling schemes that can be, and those that cannot."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from detente.dossier.dossier import Correlation
from detente.dossier.quantity import Quantity
from detente.ensemble.schemes import MAX_DIMENSIONS, SCHEMES, Scheme, paths_drawn
from detente.errors import RunError, TooLargeError, UnknownNameError


def test_plain_monte_carlo_is_the_scheme_unless_another_is_asked_for() -> None:
    """The default is seed 0 of independent draws, any number of them."""
    assert (Scheme().kind, Scheme().seed, Scheme().draws) == ("monte carlo", 0, None)
    assert SCHEMES == ("monte carlo", "latin hypercube", "sobol")


@pytest.mark.parametrize(
    ("wrong", "error", "told"),
    [
        ({"kind": "sobl"}, UnknownNameError, "'sobol'"),
        ({"kind": "latin hypercube"}, RunError, "in advance"),
        ({"draws": 0}, RunError, "1 or more"),
        ({"draws": 2.5}, RunError, "whole number"),
        ({"draws": True}, RunError, "whole number"),
        ({"seed": -1}, RunError, "0 or more"),
        ({"seed": "1"}, RunError, "whole number"),
        ({"kind": "sobol", "dimensions": ("a",) * (MAX_DIMENSIONS + 1)}, TooLargeError, "Latin hypercube"),
    ],
)
def test_what_cannot_be_drawn_is_refused(wrong: dict[str, Any], error: type[Exception], told: str) -> None:
    """With the reason, and the nearest that would do."""
    with pytest.raises(error, match=told):
        Scheme(**wrong)


def test_dimensions_are_sorted_paths_and_for_sobol_only() -> None:
    """Each path has one dimension, in alphabetical order, whatever order they come in."""
    assert Scheme(kind="sobol").over(["b", "a", "b"]).dimensions == ("a", "b")
    assert Scheme(kind="sobol").over(str(k) for k in range(MAX_DIMENSIONS)).dimensions[0] == "0"
    for other in (Scheme(), Scheme(kind="latin hypercube", draws=3)):
        assert other.over(["b", "a"]) is other


def test_paths_drawn_are_numbers_and_what_goes_with_them() -> None:
    """A number that is certain counts, and one that is only correlated with."""
    quantity = Quantity(distribution="point", parameters=(1.0,), path="a")
    entry = Correlation(name="x", of=("b", "c"), rank=0.1)
    assert paths_drawn([quantity], [entry]) == {"a", "b", "c"}


def test_a_sobol_sequence_wants_a_power_of_two() -> None:
    """Other numbers of draws are remarked on, with the nearest powers."""
    (told,) = Scheme(kind="sobol", draws=1000).caveats
    assert "512 and 1,024" in told
    for fine in (Scheme(kind="sobol", draws=1024), Scheme(kind="sobol"), Scheme(draws=1000)):
        assert fine.caveats == ()


def test_a_scheme_can_be_sent() -> None:
    """Pickled and back it is the same, and so is its hash."""
    scheme = Scheme(kind="sobol", seed=4, draws=64).over(["x", "y"])
    assert pickle.loads(pickle.dumps(scheme)) == scheme
    assert hash(pickle.loads(pickle.dumps(scheme))) == hash(scheme)
