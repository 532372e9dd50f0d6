"""The figures on the page of findings are those that the lens finds in the data today.

Every table below a comment ``<!-- checked: NAME -->`` is read from the page and worked out again, row by
row, from what the row itself says: parties, periods, measure, lags.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import combinations

import numpy as np
import pytest

from detente.events.code_tables import cameo_09, weis
from detente.lenses.spiral.arms_race import arms_race_regression
from detente.lenses.spiral.asymmetry import asymmetry
from detente.lenses.spiral.bootstrap import Bootstrap, bootstrap_var
from detente.lenses.spiral.breaks import answer_breaks, mean_breaks
from detente.lenses.spiral.granger import granger
from detente.lenses.spiral.lag_choice import choose_lags
from detente.lenses.spiral.linear_tests import Estimate, wald_of
from detente.lenses.spiral.local_whittle import local_whittle
from detente.lenses.spiral.robust_covariance import robust_covariance
from detente.lenses.spiral.stability import reciprocity
from detente.lenses.spiral.triangle import triangle
from detente.lenses.spiral.var import fit_var
from lenses.spiral.findings_page import (
    CODES,
    LOADERS,
    PAGE,
    SHIFTS,
    Float,
    Row,
    close,
    copdab,
    icews_counts,
    keds_rows,
    less_line,
    numbers,
    tables,
    three,
    values_of,
)

#: Scores are rounded to a tenth in the lists.
SCORED_ALIKE = 0.051


@cache
def fitted(data: bytes, columns: int, lags: int) -> Bootstrap:
    """Fit and replicate; the same values are asked about more than once."""
    values = np.frombuffer(data).reshape(-1, columns)
    return bootstrap_var(fit_var(values, lags), replications=1000, seed=0)


def replicated(values: Float, lags: int) -> Bootstrap:
    """Return 1,000 replications of the fit, seed 0."""
    return fitted(np.ascontiguousarray(values).tobytes(), values.shape[1], lags)


def check_lags_of(row: Row, values: Float) -> int:
    """Return the lags of a row, and check whose choice the page says they are."""
    lags = int(row["lags"].split()[0])
    for criterion in re.findall(r"[A-Z]{3}", row["lags"]):
        assert choose_lags(values, criterion=criterion.lower(), min_lags=1).lags == lags
    return lags


def clear(low: Float, high: Float) -> str:
    """Say whose answers are told from none."""
    words = []
    for side, i, j in (("A", 0, 1), ("B", 1, 0)):
        if low[i, j] > 0:
            words.append(side)
        elif high[i, j] < 0:
            words.append(f"{side} opposite")
    return ", ".join(words) or "none"


@pytest.mark.slow
@pytest.mark.parametrize("name", LOADERS)
def test_answers_of_pairs_are_those_on_the_page(name: str) -> None:
    """Sums of answers, their intervals, half-lives and shares that explode are the ones told."""
    rows = list(tables(name))
    assert len(rows) >= 2
    for row in rows:
        values = values_of(name, row)
        found = replicated(values, check_lags_of(row, values))
        sums, ends = reciprocity(found.fit.coefficients), found.reciprocity_interval()
        for cell, (i, j) in (("A answers B", (0, 1)), ("B answers A", (1, 0))):
            close(row[cell], (sums[i, j], ends.low[i, j], ends.high[i, j]))
        half = found.half_life_interval()
        close(row["half gone after"], (float(half.low), float(half.high)), near=0.11)
        close(row["explode"], [100 * found.share_explosive.value], near=0.51)
        close(row["same period"], [np.corrcoef(found.fit.residuals.T)[0, 1]])
        assert row["clear"] == clear(ends.low, ends.high), row


@pytest.mark.slow
def test_inertia_is_that_on_the_page() -> None:
    """How both sides of COPDAB follow their own past, with and without a line."""
    rows = list(tables("own"))
    assert len(rows) >= 4
    for row in rows:
        values = values_of("copdab", {**row, "A": "US", "B": "USSR", "from": "1948-01", "to": "1978-12"})
        found = replicated(values, int(row["lags"]))
        sums, ends = reciprocity(found.fit.coefficients), found.reciprocity_interval()
        for i, cell in enumerate(("US follows itself", "USSR follows itself")):
            close(row[cell], (sums[i, i], ends.low[i, i], ends.high[i, i]))


@pytest.mark.slow
def test_breaks_are_those_on_the_page() -> None:
    """The dates at which levels and answers of the superpowers changed are the ones told."""
    series = copdab("US", "USSR", "mean")
    for column, name in enumerate(SHIFTS):
        found = mean_breaks(series.values[:, column], name=name, periods=series.periods)
        assert tuple(one.period for one in found.breaks) == SHIFTS[name]
    answers = answer_breaks(fit_var(series.values, 2, series.names), periods=series.periods)
    dates = [str(one.period) for one in answers.breaks]
    starts = [row["from"] for row in tables("copdab") if (row["B"], row["measure"]) == ("USSR", "mean")]
    assert set(dates) < set(starts)
    assert f"{', '.join(dates[:-1])} and {dates[-1]}" in PAGE
    assert f"(p {answers.p_value:.3f} for none)" in PAGE


def test_counts_of_answers_in_the_levant_are_those_told() -> None:
    """Of the answers by dyad and half, the page tells how many are clear in kind and opposite."""
    rows = [row for row in tables("levant") if row["to"] in ("1990-12", "1995-12")]
    words = [word.strip() for row in rows for word in row["clear"].split(",")]
    kind = sum(word in ("A", "B") for word in words)
    opposite = sum(word.endswith("opposite") for word in words)
    assert f"{kind} of {2 * len(rows)} answers are clear, all in kind" in PAGE
    assert opposite == 0
    for until, words in (("1990-12", "in {} of 6 dyads before 1991"), ("1995-12", "in {} of 6 after")):
        assert words.format(sum(row["clear"] != "none" for row in rows if row["to"] == until)) in PAGE


@pytest.mark.slow
def test_answers_among_three_are_those_on_the_page() -> None:
    """Sums, intervals and robust p-values of triangles are the ones told."""
    rows = list(tables("three"))
    assert len(rows) >= 10
    for row in rows:
        series = three(row)
        found = replicated(series.values, check_lags_of(row, series.values))
        fit, ends = found.fit, found.reciprocity_interval()
        places = [
            series.names.index(">".join(CODES[x] for x in row[cell].split(" towards ")))
            for cell in ("acts of", "answer acts of")
        ]
        i, j = places
        value = float(reciprocity(fit.coefficients)[i, j])
        error = float(robust_covariance(fit, "HC3").reciprocity_errors[i, j])
        close(row["sum"], (value, ends.low[i, j], ends.high[i, j]))
        close(row["same period"], [np.corrcoef(fit.residuals.T)[i, j]])
        spare = fit.n_used - fit.n_coefficients
        close(row["robust p"], [wald_of(np.array([value]), np.array([[error**2]]), spare).p_value])


def test_the_lens_on_three_powers_tells_the_same() -> None:
    """The triangle of the lens has the figure that the page takes from the fit."""
    row = next(row for row in tables("three") if row["three"] == "NATO, Serbs, Bosnia")
    assert (row["acts of"], row["answer acts of"]) == ("Serbs towards Bosnia", "NATO towards Serbs")
    found = triangle(three(row), lags=1)
    answer = next(one for one in found.answers if (one.of, one.to) == ("SER>BOS", "NAT>SER")).answer
    close(row["sum"], (answer.value, answer.low, answer.high))
    close(row["robust p"], [answer.p_value])


def test_months_of_air_strikes_carry_the_fit_in_bosnia() -> None:
    """The two largest leverages, and the months whose acts have them, are those on the page."""
    row = next(row for row in tables("three") if row["three"] == "NATO, Serbs, Bosnia")
    series = three(row)
    design = fit_var(series.values, 1).design
    leverage = np.diagonal(design @ np.linalg.pinv(design))
    first, second = sorted(np.argsort(leverage)[-2:])
    assert f"{series.periods[first]} and {series.periods[second]}" in PAGE
    assert f"leverages of {leverage[first]:.2f} and {leverage[second]:.2f}" in PAGE


def told(estimate: Estimate) -> tuple[float, float, float]:
    """Return an estimate and its interval."""
    return estimate.value, estimate.low, estimate.high


@pytest.mark.slow
def test_answers_to_conflict_and_cooperation_are_those_on_the_page() -> None:
    """What COPDAB says about conflict answered more than cooperation, for each number of lags."""
    rows = list(tables("asymmetry"))
    assert {row["lags"] for row in rows} >= {"1", "2", "3", "4"}
    values = copdab("US", "USSR", "mean").values
    for row in rows:
        i = ("US", "USSR").index(row["answers of"])
        found = asymmetry(values[:, i], values[:, 1 - i], lags=int(row["lags"]), seed=0)
        close(row["to conflict"], told(found.conflict))
        close(row["to cooperation"], told(found.cooperation))
        close(row["difference"], told(found.difference))
        close(row["robust p"], [found.difference.p_value])
        assert f"{found.above} {('Soviet', 'American')[i]}" in PAGE


def test_who_foretells_whom_is_as_on_the_page() -> None:
    """Granger's question with and without a line, at each number of lags: p-values after Holm."""
    rows = list(tables("granger"))
    values = copdab("US", "USSR", "mean").values
    assert {row["measure"] for row in rows} == {"mean", "mean, less a line"}
    for row in rows:
        used = less_line(values) if "line" in row["measure"] else values
        soviet, american = granger(fit_var(used, int(row["lags"]))).tests
        close(row["US foretells USSR"], [american.robust_holm_p_value])
        close(row["USSR foretells US"], [soviet.robust_holm_p_value])


def test_memories_are_those_on_the_page() -> None:
    """The memory of all eight COPDAB series, and the months at exactly 0."""
    rows = list(tables("memory"))
    assert len(rows) == 16
    for row in rows:
        column = copdab(row["acts of"], row["towards"], "mean").values[:, 0]
        found = local_whittle(column, frequencies=int(row["frequencies"]))
        close(row["d"], (found.d, found.low, found.high))
        assert numbers(row["months at 0"]) == [(column == 0).sum()]


def test_codes_of_the_gulf_list_are_weis() -> None:
    """Every code of the rows labelled gulf.cameo is WEIS; their scores are those of CAMEO 0.9."""
    for row in tables("codes"):
        rows = [one for one in keds_rows() if one["dataset"] == row["list"]]
        for name, scheme in (("WEIS", weis), ("CAMEO", cameo_09)):
            found = [(one, scheme(one["code"])) for one in rows]
            exact = sum(code is not None and code.code == one["code"] for one, code in found)
            same = sum(
                code is not None and abs(code.score - float(one["goldstein"])) < SCORED_ALIKE
                for one, code in found
                if one["goldstein"]
            )
            close(row[f"in {name}"].replace(",", ""), [exact])
            close(row[f"scored as {name}"].replace(",", ""), [same])
        close(row["rows"].replace(",", ""), [len(rows)])
    battles = [
        one["goldstein"] for one in keds_rows() if (one["dataset"], one["code"]) == ("gulf.cameo", "223")
    ]
    assert f"all {len(battles)} rows" in PAGE
    assert not any(battles)


def test_meetings_stand_in_both_directions() -> None:
    """Of the days with an act of the US towards Israel, more than half have one the other way."""
    days = {
        (row["date"], row["source"][:3], row["target"][:3])
        for row in keds_rows()
        if row["dataset"] == "levant.cameo"
    }
    there = [day for day, *pair in days if pair == ["USA", "ISR"]]
    back = sum((day, "ISR", "USA") in days for day in there)
    assert f"{back:,} of the {len(there):,} days" in PAGE


def test_years_of_icews_go_together() -> None:
    """The median correlation within years over pairs of powers is the one told."""
    counts = icews_counts()
    found = []
    for pair in combinations(sorted({name for dyad in counts for name in dyad}), 2):
        both = [counts.get(dyad, np.zeros((0, 4))) for dyad in (pair, pair[::-1])]
        if all(len(c) == 13 and c.sum(axis=1).min() >= 50 for c in both):
            shares = [c[:, 2:].sum(axis=1) / c.sum(axis=1) for c in both]
            found.append(np.corrcoef(shares)[0, 1])
    assert f"median correlation {np.median(found):.2f} in {len(found)} pairs" in PAGE


def test_richardsons_slope_is_his() -> None:
    """From the totals on the page come his 0.73 and a balance within 1 of his 194."""
    found = arms_race_regression([199.2, 204.8, 214.9, 238.7, 289.0])
    assert found.slope == pytest.approx(0.731, abs=0.0005)
    assert found.balance == pytest.approx(194, abs=1)
    assert "199.2, 204.8, 214.9, 238.7, 289.0" in PAGE


def test_the_comparison_cites_only_figures_that_are_checked() -> None:
    """Each estimate set beside a published finding stands in a table that is worked out again."""
    estimate = re.compile(r"-?\d\.\d\d \(-?\d\.\d\d to -?\d\.\d\d\)")
    names = (*LOADERS, "own", "three", "asymmetry", "memory")
    checked = {figure for name in names for row in tables(name) for figure in estimate.findall(str(row))}
    rows = list(tables("comparison"))
    cited = [figure for row in rows for figure in estimate.findall(row["here"])]
    assert len(cited) >= 10
    assert set(cited) <= checked
    verdicts = {row["verdict"].split(":")[0] for row in rows}
    assert verdicts == {"agree", "agree in part", "disagree", "cannot tell"}
