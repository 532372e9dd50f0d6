"""What moved, in sentences."""

from __future__ import annotations

import numpy as np

from detente.ensemble.depths import AS_DESCRIBED
from detente.explain.diff_standing import KindMovement, Standing
from detente.explain.diff_telling import (
    counted,
    flips_sentence,
    gates_sentence,
    listed,
    most_moved,
    most_moved_sentence,
    passing,
    share_words,
    staying,
)


def moved(name: str, before: list[int], after: list[int]) -> KindMovement:
    """A kind of deal with these gates passed in every draw."""
    one, other = (Standing.of(np.array(depths, np.int64)) for depths in (before, after))
    return KindMovement(key=name.lower(), name=name, form=AS_DESCRIBED, before=one, after=other)


STILL, FLIP = moved("Still", [1] * 9, [1] * 9), moved("Flip", [5] * 9, [1] * 9)
GATE = moved("Gate", [1] * 6 + [2] * 3, [2] * 9)
DEAL, CLOSE = moved("Deal", [5] * 9, [5] * 9), moved("Close", [5] * 10, [5] * 5 + [1] * 5)


def test_flips() -> None:
    """Whether, for which, of how many."""
    assert flips_sentence([STILL, GATE], "without x") == (
        "The answer does not flip: without x, each of 2 kinds of deal stays no deal, but 1 of them dies at "
        "another gate."
    )
    assert flips_sentence([STILL], "without x").endswith("without x, the one kind of deal stays no deal.")
    assert flips_sentence([STILL, FLIP], "without x") == (
        "The answer flips for 1 of 2 kinds of deal, without x: Flip, exactly as described: deal, becomes no "
        "deal, dying at acceptance."
    )
    assert flips_sentence([CLOSE, FLIP], "without x").startswith(
        "The answer flips for 1 of 2 kinds of deal and is clear on one side only for 1, without x: Flip"
    )
    assert flips_sentence([CLOSE], "without x").endswith(
        "is clear on one side only for 1 of 1 kind of deal, without x: Close, exactly as described: deal, "
        "becomes too close to call (50% of draws, 95% interval 24% to 76%)."
    )
    assert flips_sentence([], "without x") == "There is no kind of deal to judge in this form."


def test_gates() -> None:
    """Those that die before and after, at another gate."""
    assert list(gates_sentence([STILL, FLIP, GATE])) == [
        "At another gate dies Gate (acceptance, now ratification)."
    ]
    assert list(gates_sentence([STILL])) == []


def test_a_change_of_gate_is_told_of_no_deal_only() -> None:
    """What becomes a deal by a hair dies at no gate, so no gate is named."""
    assert list(gates_sentence([moved("Hair", [5] * 5 + [1] * 6, [5] * 6 + [1] * 5)])) == []


def test_what_stays() -> None:
    """By answer, with those that die elsewhere; no verdict is said to be kept."""
    assert staying([STILL, DEAL, GATE]) == (
        "of 3 kinds of deal 1 stays a deal and 2 stay no deal, but 1 of them dies at another gate"
    )
    assert staying([GATE]) == "the one kind of deal stays no deal, but dies at another gate"
    assert staying([DEAL, DEAL]) == "each of 2 kinds of deal stays a deal"


def test_most_moved() -> None:
    """The first of those that moved farthest; none where none did."""
    assert most_moved([STILL, GATE, FLIP]) is FLIP
    assert most_moved([STILL]) is None
    assert list(most_moved_sentence([GATE])) == [
        "Most moved is Gate, exactly as described: the share of draws in which it gets past acceptance goes "
        "from 33% to 100%."
    ]
    assert list(most_moved_sentence([STILL])) == ["No kind of deal moves at any gate in any draw."]
    assert list(most_moved_sentence([])) == []


def test_small_words() -> None:
    """Shares, lists, counts, gates."""
    assert [share_words(x) for x in (0.0, 0.001, 0.5, 0.999, 1.0)] == ["0%", "<1%", "50%", ">99%", "100%"]
    assert [listed(x) for x in ([], ["a"], ["a", "b"], list("abcde"))] == [
        "",
        "a",
        "a and b",
        "a, b, c, d and 1 more",
    ]
    assert [counted(n, "kind") for n in (0, 1, 2)] == ["0 kinds", "1 kind", "2 kinds"]
    assert passing("credible") == "gets past credibility"
