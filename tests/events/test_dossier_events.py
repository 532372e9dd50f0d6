"""Acts that a dossier records."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from detente.dossier.dossier import Dossier, Event
from detente.errors import RunError, UnknownNameError
from detente.events.dossier_events import dossier_events, event_days
from detente.events.series import dyad_series
from detente.loading import load

CASE = load("us-russia")


def told(*events: dict[str, object]) -> Dossier:
    """Give the shipped case other events."""
    full = [
        {"date": "2017-01-01", "source": "us", "target": "russia", "text": "x", **event} for event in events
    ]
    return dataclasses.replace(CASE, events=tuple(Event(**event) for event in full))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2017-01-31", "2017-01-31", "2017-01-31"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2017", "2017-01-01", "2017-12-31"),
        ("1991/1999", "1991-01-01", "1999-12-31"),
        ("2016-08/2018-09-04", "2016-08-01", "2018-09-04"),
    ],
)
def test_dates_have_a_first_and_a_last_day(text: str, first: str, last: str) -> None:
    """A date is read with the precision it has."""
    assert event_days(text) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


@pytest.mark.parametrize("text", ["", "spring 2014", "2017/2016", "2016/", "2017-02-29"])
def test_what_is_no_date_is_refused(text: str) -> None:
    """Words, days that do not exist and times that run backwards are no dates."""
    with pytest.raises(RunError):
        event_days(text)


@pytest.mark.parametrize(
    ("date", "every", "kept"),
    [
        ("2017-02", "month", "2017-02-14"),
        ("2017-02", "week", None),
        ("2017", "year", "2017-07-02"),
        ("2017", "quarter", None),
        ("2017-01-20/2017-02-10", "month", "2017-01-30"),
        ("1991/1999", "year", None),
        ("1991/1999", None, "1995-07-02"),
    ],
)
def test_an_act_stands_in_the_middle_of_its_time(date: str, every: str | None, kept: str | None) -> None:
    """An act that took longer than a period belongs to none, and is counted as left out."""
    events = dossier_events(told({"date": date, "score": 1.0}), every=every)
    assert events.date.astype(str).tolist() == ([kept] if kept else [])
    assert dict(events.rejected) == ({} if kept else {f"longer than one {every}": 1})


@pytest.mark.parametrize(
    ("score", "code", "found"),
    [
        (None, "163", (-8.0, 4)),
        (-3.0, "163", (-3.0, 4)),
        (8.0, "163", (8.0, 2)),
        (-7.0, "072", (-7.0, 4)),
        (-1.0, "051", (-1.0, 3)),
        (-0.0, "014", (0.0, 1)),
        (2.0, None, (2.0, 0)),
        (2.0, "no code", (2.0, 0)),
    ],
)
def test_the_score_is_the_dossiers_own(
    score: float | None, code: str | None, found: tuple[float, int]
) -> None:
    """A missing score is the code's; the class is turned to the side of zero that the score is on."""
    events = dossier_events(told({"score": score, "code": code}))
    assert (events.score[0], events.quad[0]) == found
    assert str(events.score[0] + 0.0) == str(events.score[0])


def test_what_is_left_out_is_counted() -> None:
    """Each reason has its number, and nothing is dropped in silence."""
    events = dossier_events(
        told(
            {"date": "one day", "score": 1.0},
            {"code": "99"},
            {"target": "us", "score": 1.0},
            {"score": 1.0},
        )
    )
    assert dict(events.rejected) == {
        "date that cannot be read": 1,
        "neither a score nor a known code": 1,
        "within one side": 1,
    }
    assert len(events) == 1


def test_sides_can_be_folded() -> None:
    """An act towards a ratifier is one towards its side; a third party stays itself."""
    dossier = told(
        {"source": "russia", "target": "congress", "score": -1.0},
        {"source": "us", "target": "congress", "score": 1.0},
        {"source": "us", "target": "ukraine", "score": 1.0},
        {"source": "us", "target": "somebody else", "score": 1.0},
    )
    assert dossier_events(dossier).target.tolist() == ["congress", "congress", "ukraine", "somebody else"]
    folded = dossier_events(dossier, fold_sides=True)
    assert folded.target.tolist() == ["us", "ukraine", "somebody else"]
    assert dict(folded.rejected) == {"within one side": 1}


@pytest.mark.parametrize("every", [None, "month", "year"])
def test_the_shipped_case_is_whole(every: str | None) -> None:
    """Every recorded act of the reference case is there or counted."""
    events = dossier_events(CASE, every=every)
    assert len(events) + sum(events.rejected.values()) == len(CASE.events) > 90
    series = dyad_series(events, "us", "russia", every=every or "day", measure="count")
    assert series.values.sum() == len(events.select(["us"], ["russia"]))


def test_a_dossier_without_acts() -> None:
    """Nothing recorded is an empty list, and no such period is told."""
    assert len(dossier_events(told())) == 0
    with pytest.raises(UnknownNameError, match="length of a period"):
        dossier_events(CASE, every="decade")
