"""Lists of events."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import RunError
from detente.events.event_list import Dyad, Events, event_list

from .event_samples import EVENTS, sample

ACTS = sample(
    ("2000-03-01", "A", "B", -1.0, 3), ("2000-01-01", "B", "A", 2.0, 1), ("2000-02-01", "A", "B", 3.0, 2)
)


def test_acts_are_put_in_order() -> None:
    """Days are in order and the other columns go with them."""
    assert ACTS.score.tolist() == [2.0, 3.0, -1.0]
    assert ACTS.source.tolist() == ["B", "A", "A"]
    assert repr(ACTS) == "Events(3 of acts.csv, 2000-01-01 to 2000-03-01)"


def test_columns_are_read_only() -> None:
    """Nobody changes a list that others read."""
    with pytest.raises(ValueError, match="read-only"):
        ACTS.score[0] = 5


def test_dyads_are_counted() -> None:
    """Pairs come with their number and days, the most first."""
    first, march = dt.date(2000, 1, 1), dt.date(2000, 3, 1)
    assert ACTS.dyads() == (
        Dyad(source="A", target="B", count=2, first=dt.date(2000, 2, 1), last=march),
        Dyad(source="B", target="A", count=1, first=first, last=first),
    )


def test_a_selection_still_covers_the_days_of_the_whole() -> None:
    """Acts of one side alone say nothing about when the data begin and end; days asked for do."""
    chosen = ACTS.select(["B"], None)
    assert (len(chosen), chosen.coverage) == (1, (dt.date(2000, 1, 1), dt.date(2000, 3, 1)))
    cut = ACTS.between(dt.date(2000, 1, 15), None)
    assert (len(cut), cut.coverage) == (2, (dt.date(2000, 1, 15), dt.date(2000, 3, 1)))
    assert ACTS.between(dt.date(2005, 1, 1)).coverage is None


def test_an_empty_list() -> None:
    """Without events there are no days, actors or dyads."""
    empty = event_list(date=[], source=[], target=[], origin="nothing")
    assert (len(empty), empty.coverage, empty.actors, empty.dyads()) == (0, None, (), ())
    assert len(empty.select(["A"])) == len(empty.between(dt.date(2000, 1, 1))) == 0


def test_scores_off_the_scale_are_refused() -> None:
    """A score outside the scale is no score."""
    with pytest.raises(RunError, match="score of 11 is outside -10 to 10"):
        sample(("2000-01-01", "A", "B", 11.0, 1))


def test_classes_that_are_none_are_refused() -> None:
    """There are four quad classes."""
    with pytest.raises(RunError, match="1 to 4"):
        sample(("2000-01-01", "A", "B", 1.0, 5))


def test_unequal_columns_are_refused() -> None:
    """A list whose columns differ in length cannot be made."""
    columns = {name: np.empty(0, object) for name in ("source", "target", "code", "text", "cite")}
    with pytest.raises(ValueError, match="differ in length"):
        Events(
            date=np.array(["2000-01-01"], "datetime64[D]"),
            score=np.empty(0),
            quad=np.empty(0, np.int8),
            origin="x",
            **columns,
        )


@given(EVENTS, st.sampled_from("ABCD"))
@settings(deadline=None, max_examples=40)
def test_dyads_and_selections_conserve_events(events: Events, name: str) -> None:
    """Counts over dyads add up to all, and an actor's acts and the others' to the whole."""
    assert sum(dyad.count for dyad in events.dyads()) == len(events)
    others = set(events.actors) - {name}
    assert len(events.select([name])) + len(events.select(others)) == len(events)
