"""The fit of the spiral lens in a report."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from detente.lenses.spiral.lag_choice import LagChoice, choose_lags
from detente.lenses.spiral.spiral_result import Spiral
from detente.report.blocks import Table
from detente.report.plain import plain_text
from detente.report.spiral_fit_part import fit_part, points, sentence
from report import spirals


def text(found: Spiral) -> str:
    """Write the part as plain lines."""
    return plain_text(fit_part(found))


def cells(found: Spiral, table: int) -> list[list[str]]:
    """The texts of one of the tables, row by row."""
    tables = [block for block in fit_part(found) if isinstance(block, Table)]
    return [[cell.text for cell in row] for section in tables[table].sections for row in section.rows]


def with_criterion(found: Spiral, criterion: str, most: int) -> Spiral:
    """The same finding with lags tried up to another number."""
    choice = choose_lags(found.series.values, criterion=criterion, min_lags=1, max_lags=most)  # type: ignore[arg-type]
    return replace(found, lag_choice=choice)


def test_answers_are_those_of_the_result() -> None:
    """A row for each answer with its interval, its error and what comes of it in the end."""
    found = spirals.answering()
    rows = cells(found, 0)
    assert [(row[0], row[1]) for row in rows] == [
        ("us>russia", "its own past"),
        ("us>russia", "russia>us"),
        ("russia>us", "us>russia"),
        ("russia>us", "its own past"),
    ]
    answer, ends = found.answers[1], found.long_run_interval
    assert rows[1][2] == f"{answer.sum:+.2f} ({answer.low:+.2f} to {answer.high:+.2f})"
    assert rows[1][3] == f"{answer.robust_error:.2f}"
    assert rows[1][4] == f"{found.long_run[0, 1]:.2f} ({ends.low[0, 1]:.2f} to {ends.high[0, 1]:.2f})"
    assert rows[1][4] != rows[2][4]


def test_where_it_may_explode_nothing_is_known_of_the_end() -> None:
    """Most replications have no long run, and the table says so; of a fit that explodes there is none."""
    found = spirals.short()
    assert float(found.long_run_interval.exists.max()) < found.level
    assert all(row[4].endswith("(not known)") for row in cells(found, 0))
    gone = replace(found, long_run=np.full((2, 2), np.nan))
    assert {row[4] for row in cells(gone, 0)} == {"none (not known)"}


def test_responses_are_those_of_the_result() -> None:
    """A row for each period and series that answers; what is exact has no interval."""
    found = spirals.answering()
    rows = cells(found, 1)
    assert [row[0] for row in rows] == ["0", "1", "2", "3", "6", "12", "24"] * 2
    assert rows[0][1:] == ["1.00", "0.00"]
    told = found.responses
    low, high = told.bands.low[6, 1, 0], told.bands.high[6, 1, 0]
    assert rows[7 + 4][1] == f"{told.estimate[6, 1, 0]:.2f} ({low:.2f} to {high:.2f})"


def test_periods_beyond_the_horizon_are_left_out() -> None:
    """With a horizon of 2 three rows are left."""
    found = spirals.answering()
    cut = replace(found.responses, estimate=found.responses.estimate[:3])
    assert [row[0] for row in cells(replace(found, responses=cut), 1)] == ["0", "1", "2"] * 2


def test_the_half_life_has_its_interval() -> None:
    """As the bootstrap has it."""
    found = spirals.answering()
    half = found.bootstrap.half_life_interval(found.level)
    told = text(found)
    assert f"Half of a shock is gone after {float(half.low):.1f} to {float(half.high):.1f} months" in told
    assert f"Spectral radius {found.radius:.2f}:" in told


def test_a_half_life_without_end_is_told() -> None:
    """Some replications never lose half, which no number can say; where hardly any does, neither can two."""
    found = spirals.short()
    told = text(found)
    assert "months or more (90% interval); how many at most cannot be told" in told
    assert "none months" not in told
    hits = found.bootstrap.share_explosive.hits
    assert hits > 10
    assert f"Explosive in {hits} of 100 replications ({hits / 100:.1%}, give or take" in told
    wild = replace(found.bootstrap, coefficients=np.abs(found.bootstrap.coefficients) + 2)
    assert "gone in hardly any replication" in text(replace(found, bootstrap=wild))


def test_neighbouring_numbers_of_lags_are_shown() -> None:
    """Two on either side, with how far each is above the least."""
    found = with_criterion(spirals.answering(), "bic", 8)
    choice = found.lag_choice
    assert choice is not None
    assert choice.lags == 1
    rows = cells(found, 2)
    assert [row[0] for row in rows] == ["1", "2", "3"]
    values = choice.table["bic"]
    assert [row[1] for row in rows] == [f"{value:.3f}" for value in values[:3]]
    assert [row[2] for row in rows] == ["0.000", *(f"{value - values[0]:.3f}" for value in values[1:3])]
    assert "Of 1 to 8 lags, by bic 1; each criterion by itself: aic " in text(found)
    assert "more might be better" not in text(found)


def test_the_most_lags_tried_may_be_too_few() -> None:
    """That is told; and of a prediction error the size does not matter."""
    values = np.array([2e-9, 1.5e-9, 1e-9])
    choice = LagChoice(
        names=spirals.NAMES,
        lags=3,
        criterion="fpe",
        best={"fpe": 3, "bic": 1},
        tried=(1, 2, 3),
        table={"fpe": values, "bic": values},
        n_used=100,
    )
    found = replace(spirals.answering(), lag_choice=choice)
    assert cells(found, 2) == [["1", "2e-09", "1e-09"], ["2", "1.5e-09", "5e-10"], ["3", "1e-09", "0"]]
    assert "fpe 3, bic 1. The most lags tried were chosen: still more might be better. Answers" in text(found)


def test_lags_that_were_asked_for_are_compared_with_none() -> None:
    """Without a choice there is nothing to show."""
    assert "How many lags" in text(spirals.answering())
    assert "How many lags" not in text(spirals.shifted())


def test_breaks_have_their_dates_and_levels() -> None:
    """The planted shift is found in its month, with the mean before and after."""
    found = spirals.shifted()
    one = found.breaks[0]
    assert [cut.period for cut in one.breaks] == ["1996-04"]
    before, after = (float(level[0]) for level in one.levels)
    assert after - before == pytest.approx(spirals.SHIFT_BY, abs=0.5)
    told = text(found)
    assert (
        f"us>russia changed in 1996-04 (p 0.004 for no change); mean {before:.2f}, then {after:.2f}." in told
    )


def test_no_breaks_and_nothing_rejected() -> None:
    """Then a sentence says so, and no empty one follows."""
    found = replace(spirals.answering(), breaks=spirals.answering().breaks[:1])
    assert found.breaks[0].breaks == ()
    assert found.residuals.consequences == ()
    told = text(found)
    assert "No change of the level of us>russia is told" in told
    assert "; mean " not in told
    assert ". ." not in told


def test_what_follows_from_a_rejection_is_told() -> None:
    """Each consequence is a sentence of its own."""
    found = spirals.answering()
    memory = replace(found.residuals.memory, rejects=True, consequence="take more lags")
    told = text(replace(found, residuals=replace(found.residuals, memory=memory)))
    assert "may be normal. Take more lags." in told


def test_caveats_stand_once() -> None:
    """Both series have the same, and so do breaks."""
    found = spirals.shifted()
    lines = text(found).splitlines()
    for caveat in (found.stationarity[0].caveat, found.residuals.caveat, found.breaks[0].caveat):
        assert lines.count(sentence(caveat)) == 1


def test_numbers() -> None:
    """Never -0.00, and long ones are short."""
    assert points(-0.0001) == "0.00"
    assert points(-0.0001, signed=True) == "+0.00"
    assert points(1e9) == "1e+09"
    assert points(-1e9, signed=True) == "-1e+09"
    assert points(float("inf")) == "none"
