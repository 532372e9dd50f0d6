"""What the lens found, in words and as JSON."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from detente.lenses.spiral.spiral_result import CAVEATS, Answer

from .test_analysis import planted


def answer(of: str, to: str, low: float, high: float) -> Answer:
    """An answer whose interval is what matters."""
    return Answer(of=of, to=to, sum=(low + high) / 2, low=low, high=high, level=0.9, robust_error=0.1)


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(0.1, 0.3, "in kind"), (-0.3, -0.1, "with the opposite"), (-0.1, 0.3, "cannot be told")],
)
def test_an_answer_in_words(low: float, high: float, words: str) -> None:
    """An interval that holds 0 is not a no."""
    assert words in answer("a>b", "b>a", low, high).meaning


def test_own_past_is_no_answer() -> None:
    """A series does not answer itself."""
    assert "answers" not in answer("a>b", "a>b", 0.1, 0.3).meaning


def test_mutual_answers_are_those_across() -> None:
    """One of each side, to the other."""
    first, second = planted().mutual
    assert (first.of, first.to) == (second.to, second.of) == ("a>b", "b>a")


def test_json_is_json_and_whole() -> None:
    """Nothing in it is infinite or missing; sentences and caveats stand in it."""
    found = planted()
    told = json.loads(found.to_json())
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert told["sentences"] == list(found.sentences)
    assert told["caveats"] == list(CAVEATS)
    assert (told["lags"], told["replications"]) == (1, 199)


def test_what_explodes_has_no_end() -> None:
    """A long run that does not exist is null, and the line on half-lives says so."""
    found = planted()
    gone = replace(found, long_run=np.full((2, 2), np.nan))
    assert gone.to_dict()["long_run"] == [[None, None], [None, None]]
    half = found.bootstrap.half_life_interval(0.9)
    assert any(f"{half.low:.1f} to {half.high:.1f} months" in line for line in found.sentences)
