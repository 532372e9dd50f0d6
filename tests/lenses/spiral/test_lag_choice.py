"""How many lags: against statsmodels, recovered from made series, and on the edges."""

from __future__ import annotations

import json
import warnings

import numpy as np
import pytest

from detente.errors import RunError, UnknownNameError
from detente.lenses.spiral.lag_choice import CRITERIA, choose_lags, default_max_lags
from lenses.spiral.making import PAIR, SLOW_PAIR, TRIANGLE, one, simulated

#: A second lag that no test could overlook.
CLEAR = np.array([[[0.2, 0.1], [0.1, 0.3]], [[0.4, 0.2], [-0.2, 0.4]]])


@pytest.mark.parametrize(("coefs", "most"), [(PAIR, 8), (SLOW_PAIR, 12), (TRIANGLE, 4)])
def test_as_statsmodels(coefs: np.ndarray, most: int) -> None:
    """The whole table of all four criteria, and what each chooses."""
    api = pytest.importorskip("statsmodels.tsa.api")
    values = one(coefs, 200, 1) * ([3.0, 0.2, 1.0][: coefs.shape[-1]])
    found = choose_lags(values, max_lags=most)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        other = api.VAR(values).select_order(most, trend="c")
    for name, theirs in zip(CRITERIA, ("aic", "bic", "hqic", "fpe"), strict=True):
        np.testing.assert_allclose(found.table[name], other.ics[theirs], rtol=1e-8)
        assert found.best[name] == getattr(other, theirs)
    assert found.n_used == 200 - most


def test_lags_are_recovered() -> None:
    """BIC finds the two lags of nearly all of 60 made sets of 200 periods; AIC never finds fewer."""
    sets = simulated(CLEAR, 200, 2, sets=60)
    found = [choose_lags(values, max_lags=6) for values in sets]
    assert sum(choice.best["bic"] == 2 for choice in found) >= 57
    assert min(choice.best["aic"] for choice in found) == 2
    assert np.mean([choice.best["aic"] for choice in found]) > np.mean([c.best["bic"] for c in found])


def test_series_that_answer_nothing_take_no_lags() -> None:
    """BIC finds 0 in nearly all of 40 sets of noise."""
    sets = np.random.default_rng(3).standard_normal((40, 150, 2))
    assert sum(choose_lags(values, max_lags=4).lags == 0 for values in sets) >= 38


def test_the_fewest_can_be_asked_for() -> None:
    """Noise with at least one lag: the table begins there and is otherwise the same."""
    values = np.random.default_rng(4).standard_normal((150, 2))
    free, bound = choose_lags(values, max_lags=4), choose_lags(values, max_lags=4, min_lags=1)
    assert (free.lags, bound.lags, bound.tried) == (0, 1, (1, 2, 3, 4))
    np.testing.assert_allclose(bound.table["bic"], free.table["bic"][1:])


def test_of_equals_the_fewest() -> None:
    """With one number of lags to try that is taken; the choice is the first smallest of its column."""
    values = one(PAIR, 80, 5)
    assert choose_lags(values, max_lags=3, min_lags=3).lags == 3
    for criterion in CRITERIA:
        found = choose_lags(values, criterion=criterion, max_lags=5)
        column = found.table[criterion].tolist()
        assert found.lags == column.index(min(column)) == found.best[criterion]


def test_the_default_most() -> None:
    """Twelve months; fewer where they would leave under three periods for a coefficient; never below 0."""
    assert [default_max_lags(400, 2, x) for x in ("day", "week", "month", "quarter", "year")] == [
        30,
        13,
        12,
        4,
        3,
    ]
    for n in range(1, 120):
        for k in (1, 2, 3, 6):
            most = default_max_lags(n, k)
            assert most in (0, 12) or n - most >= 3 * (1 + k * most)
            assert most == 12 or n - (most + 1) < 3 * (1 + k * (most + 1))
    with pytest.raises(UnknownNameError, match="did you mean 'month'"):
        default_max_lags(100, 2, "months")
    assert choose_lags(one(PAIR, 400, 6)).tried == tuple(range(13))


def test_units_and_labels_do_not_matter() -> None:
    """The choice stays; the criteria move by the same amount for all lags."""
    values = one(TRIANGLE, 150, 7)
    found = choose_lags(values, max_lags=4)
    other = choose_lags(values[:, [2, 0, 1]] * [1e6, 1.0, 1e-6], max_lags=4)
    assert other.best == found.best
    for name in ("aic", "bic", "hq"):
        np.testing.assert_allclose(np.ptp(other.table[name] - found.table[name]), 0, atol=1e-8)


def test_what_cannot_be_asked() -> None:
    """Each is refused in words."""
    values = one(PAIR, 20, 8)
    with pytest.raises(UnknownNameError, match="no criterion 'sic'"):
        choose_lags(values, criterion="sic")  # type: ignore[arg-type]
    with pytest.raises(RunError, match="too short for 9 lags; at most 5 can be used"):
        choose_lags(values, max_lags=9)
    with pytest.raises(RunError, match="from 4 to 2 cannot be tried"):
        choose_lags(values, max_lags=2, min_lags=4)
    with pytest.raises(RunError, match="0 or more"):
        choose_lags(values, max_lags=-1)
    with pytest.raises(RunError, match=r"a is 1 in every period"):
        choose_lags(np.stack([np.ones(20), values[:, 0]], axis=1), names="ab")


def test_a_law_without_error_is_no_choice() -> None:
    """Where nothing is left unexplained the criteria have no meaning."""
    values = np.random.default_rng(9).standard_normal((60, 1))
    exact = np.concatenate([values[1:], values[:-1]], axis=1)
    with pytest.raises(RunError, match="no error is left"):
        choose_lags(exact, max_lags=1)


def test_a_series_that_is_still_where_it_is_explained() -> None:
    """It moves only in the periods that all fits leave out."""
    values = one(PAIR, 40, 10)
    values[3:, 0] = 0.0
    with pytest.raises(RunError, match=r"never changes in the periods|follow exactly|never change;"):
        choose_lags(values, max_lags=3)


def test_json_has_a_row_for_each_number_of_lags() -> None:
    """And says what each criterion would have chosen."""
    found = choose_lags(one(CLEAR, 150, 11), max_lags=3)
    content = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert [row["lags"] for row in content["table"]] == [0, 1, 2, 3]
    assert content["table"][2]["bic"] == found.table["bic"][2]
    assert (content["lags"], content["criterion"], content["best"]) == (2, "bic", dict(found.best))
    assert repr(found) == "LagChoice(2 of 0 to 3 by bic)"
    assert not found.at_most_tried
    assert choose_lags(one(CLEAR, 150, 11), max_lags=1).at_most_tried
