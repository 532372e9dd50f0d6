"""The nearest step at which the verdict turns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.explain.flip_class_nearest import nearest_closing, nearest_opening
from detente.explain.flip_class_oracle import MAYBE, NEVER, TURNS, Answer, Ask


@dataclass(frozen=True)
class Line:
    """A way whose box is its steps."""

    steps: int = 1000

    def box(self, first: int, last: int) -> Mapping[str, tuple[float, float]]:
        """Steps from first to last."""
        return {"x": (float(first), float(last))}

    def point(self, step: int) -> Mapping[str, tuple[float, float]]:
        """One step."""
        return self.box(step, step)


Packages = list[tuple[int, int]]


def answers(packages: Packages, ask: Ask, *, to_deal: bool) -> Answer:
    """Answer for packages that pass from one step to another."""
    number = None if ask.package is None else int(ask.package[0])
    some = [(k, p) for k, p in enumerate(packages) if number is None or k == number]
    for place, box in enumerate(ask.boxes):
        low, high = box["x"]
        if to_deal:
            hits = [k for k, (a, b) in some if a <= high and b >= low]
        else:
            hits = [k for k, (a, b) in some if a <= low and b >= high]
        if hits:
            point = len(ask.boxes) == 1 and low == high
            word = (TURNS if point else MAYBE) if to_deal else NEVER
            return Answer(
                word=word, package=np.array(hits[:1]), box=place, margins=margins(packages, number, low)
            )
    point = ask.boxes[0]["x"][0] == ask.boxes[0]["x"][1]
    word = NEVER if to_deal else TURNS if point else MAYBE
    return Answer(word=word, margins=margins(packages, number, ask.boxes[0]["x"][1]))


def margins(packages: Packages, number: int | None, step: float) -> Any:
    """Distance of a step from the ends of a package's interval."""
    if number is None:
        return None
    start, end = packages[number]
    return np.array([step - start, end - step]).astype(np.int64)


def run(search: Any, packages: Packages, *, to_deal: bool) -> tuple[int | None, int]:
    """Drive a search, and count that it does not ask for ever."""
    sent = None
    for _ in range(400):
        try:
            asks = search.send(sent)
        except StopIteration as stop:
            return stop.value
        sent = [answers(packages, ask, to_deal=to_deal) for ask in asks]
    raise AssertionError("asked for ever")


intervals = st.lists(
    st.tuples(st.integers(1, 1000), st.integers(0, 400)).map(lambda p: (p[0], p[0] + p[1])), max_size=6
)


@settings(deadline=None, max_examples=60)
@given(intervals, st.booleans())
def test_the_first_step_that_opens_a_deal_is_found(packages: Packages, in_parts: bool) -> None:
    """It is where the first of all packages begins to pass, and all before is proved."""
    step, proved = run(nearest_opening(Line(), 1000, in_parts=in_parts), packages, to_deal=True)
    first = min((start for start, _ in packages), default=None)
    assert step == first
    assert proved == (1000 if first is None else first - 1)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 1000), intervals)
def test_the_first_step_that_closes_a_deal_is_found(end: int, packages: Packages) -> None:
    """It is the first step at which no package passes, whatever passes again beyond."""
    known = [(0, end), *packages]
    step, proved = run(nearest_closing(Line(), 1000), known, to_deal=False)
    bare = [s for s in range(1, 1001) if not any(a <= s <= b for a, b in known)]
    assert step == (bare[0] if bare else None)
    assert proved == (bare[0] - 1 if bare else 1000)


@pytest.mark.parametrize("between", [(100, 200), (100, 100), (149, 150)])
def test_what_is_known_is_not_asked_again(between: tuple[int, int]) -> None:
    """A search may begin between two steps and ends at the same one."""
    assert run(nearest_opening(Line(), 1000, between=between), [(150, 300)], to_deal=True) == (150, 149)
    assert run(nearest_closing(Line(), 1000, between=between), [(0, 149)], to_deal=False) == (150, 149)
