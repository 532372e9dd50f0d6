"""Dates and steps."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.dossier.climate import Climate, StepName
from detente.dossier.dossier import Dossier
from detente.errors import RunError
from detente.lenses.climate.step_calendar import first_day, label_of, last_step, step_of, steps_ahead


def dossier(step: StepName = "month", **more: dt.date | None) -> Dossier:
    """A dossier with nothing but a climate that begins on the last day of October 2018."""
    climate = Climate(step=step, start=dt.date(2018, 10, 31))
    return Dossier(
        key="d",
        title="T",
        file="d.yaml",
        sha256="",
        parties={},
        issues={},
        stakes={},
        climate=climate,
        **more,
    )


@pytest.mark.parametrize(
    ("step", "text", "number", "label"),
    [
        ("month", "2018-10", 0, "2018-10"),
        ("month", "2019-06-30", 8, "2019-06"),
        ("month", "2019-Q2", 8, "2019-06"),
        ("month", "2019", 14, "2019-12"),
        ("quarter", "2019-06", 2, "2019-Q2"),
        ("year", "2021-01-20", 3, "2021"),
        ("week", "2018-11-04", 0, "2018-W44"),
        ("week", "2018-11-05", 1, "2018-W45"),
        ("week", "2019-W01", 9, "2019-W01"),
    ],
)
def test_a_date_lies_in_a_step(step: StepName, text: str, number: int, label: str) -> None:
    """What is longer than a step means its last day; weeks are those of ISO 8601."""
    assert step_of(dossier(step), text) == number
    assert label_of(dossier(step), number) == label


@settings(deadline=None, max_examples=40)
@given(step=st.sampled_from(["week", "month", "quarter", "year"]), number=st.integers(0, 600))
def test_a_step_is_found_again_by_its_name(step: StepName, number: int) -> None:
    """Naming a step and looking the name up are each other's inverse."""
    assert step_of(dossier(step), label_of(dossier(step), number)) == number


@pytest.mark.parametrize("text", ["2019-13", "2019-02-30", "June 2019", "", "19-06", "2019-Q5", "2019-W54"])
def test_what_is_no_date_is_refused_with_examples(text: str) -> None:
    """The forms that are understood are listed."""
    with pytest.raises(RunError, match=r"is no date; write 2019-06-30, 2019-06"):
        step_of(dossier(), text)


def test_dates_before_the_first_and_after_the_last_step_are_refused() -> None:
    """Both errors say what is possible."""
    with pytest.raises(RunError, match="before the climate begins, on 2018-10-31"):
        step_of(dossier(), "2018-09")
    with pytest.raises(RunError, match="600 are the most"):
        step_of(dossier(), "2099")


def test_steps_are_counted_without_an_end() -> None:
    """Days before the first step and far ahead have a number too, which step_of would refuse."""
    assert steps_ahead(dossier(), dt.date(2018, 9, 30)) == -1
    assert steps_ahead(dossier("year"), dt.date(3018, 1, 1)) == 1000


def test_the_path_ends_at_the_horizon_or_after_two_dozen_steps() -> None:
    """A horizon that has passed counts as none."""
    assert last_step(dossier()) == 24
    assert last_step(dossier(horizon=dt.date(2019, 1, 15))) == 3
    assert last_step(dossier(horizon=dt.date(2018, 1, 1))) == 24


def test_the_first_day_is_that_of_the_climate_else_of_the_dossier() -> None:
    """With neither, the error says which entries would tell it."""
    bare = replace(dossier(), climate=Climate())
    assert first_day(replace(bare, as_of=dt.date(2018, 1, 1))) == dt.date(2018, 1, 1)
    with pytest.raises(RunError, match=r"climate\.start or as_of"):
        first_day(bare)


def test_a_dossier_without_a_climate_is_refused() -> None:
    """The error says what is missing."""
    with pytest.raises(RunError, match="needs a `climate:` section"):
        first_day(replace(dossier(), climate=None))
