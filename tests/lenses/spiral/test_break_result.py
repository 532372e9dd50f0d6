"""The breaks that were found."""

from __future__ import annotations

import json

import numpy as np

from detente.lenses.spiral.break_result import Break, Breaks

FOUND = Break(at=50, period="1954-03", statistic=20.0, p_value=0.01, holm_p_value=0.01)


def result(*breaks: Break) -> Breaks:
    """Return a result with some breaks of the level of one series of 120 periods."""
    return Breaks(
        names=("a>b",),
        of="level",
        n_periods=120,
        breaks=breaks,
        levels=np.zeros((len(breaks) + 1, 1)),
        candidates=((), (50,)),
        criteria=np.array([3.0, 1.0]),
        n_by_criterion=1,
        any_break=FOUND if breaks else None,
        p_value=0.02,
        share=0.5,
        shortest=12,
        lags=1,
        level=0.05,
        meaning="the level of a>b changed in 1954-03",
        caveat="A break of what was reported may be a new source.",
    )


def test_json() -> None:
    """The JSON names the levels of each stretch, the candidates for each number and the caveat."""
    told = result(FOUND).to_dict()
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert told["candidates"] == [[], [50]]
    assert told["levels"] == [{"a>b": 0.0}, {"a>b": 0.0}]
    assert told["breaks"] == [told["any_break"]]
    assert told["breaks"][0]["period"] == "1954-03"


def test_none_found() -> None:
    """Without a break there is one stretch, and null where there was no test."""
    told = result().to_dict()
    assert (told["breaks"], told["any_break"], len(told["levels"])) == ([], None, 1)


def test_cuts_and_short_form() -> None:
    """The cuts are the first periods after the breaks; the short form counts them."""
    assert result(FOUND).cuts == (50,)
    assert repr(result(FOUND)) == "Breaks(level of a>b; 1 in 120 periods)"
