"""When the level, or the way of answering, changed."""

from __future__ import annotations

import numpy as np
import pytest

from detente.errors import RunError
from detente.lenses.spiral.breaks import answer_breaks, mean_breaks
from detente.lenses.spiral.var import fit_var

from .planted import copdab, levant, normal_path

MONTHS = [f"{1950 + m // 12}-{m % 12 + 1:02d}" for m in range(120)]


def shifted(size: float, seed: int = 1) -> np.ndarray:
    """Return 120 periods of memory 0.3 whose level moves in period 50 (from 0)."""
    values = normal_path(0.3, 120, np.random.default_rng(seed))[:, 0]
    return values + size * (np.arange(120) >= 50)


def test_a_planted_shift() -> None:
    """One large shift is found at its month, with the levels on both sides and words that name it."""
    found = mean_breaks(shifted(4.0), name="a>b", periods=MONTHS, replications=99)
    assert found.cuts == (50,)
    assert found.breaks[0].period == "1954-03"
    assert found.levels[:, 0] == pytest.approx([0.0, 4.0], abs=0.5)
    assert found.n_by_criterion == 1
    assert found.p_value <= 0.05
    assert found.share > 0.5
    assert found.meaning.startswith("the level of a>b changed in 1954-03")


def test_no_shift() -> None:
    """Without a shift none is kept, and the words say that chance would do."""
    found = mean_breaks(shifted(0.0), replications=99)
    assert found.cuts == ()
    assert found.share == 0.0
    assert "told from lasting shocks and chance" in found.meaning
    assert found.levels.shape == (1, 1)


def test_a_planted_change_of_answers() -> None:
    """Answers that turn round are found within six periods, though the level stays."""
    rng = np.random.default_rng(2)
    values = rng.normal(size=(200, 2))
    for t in range(1, 200):
        values[t] += (0.8 if t < 100 else -0.8) * values[t - 1, ::-1]
    found = answer_breaks(fit_var(values, 1, ["a>b", "b>a"]), replications=99)
    assert len(found.cuts) == 1
    assert abs(found.cuts[0] - 100) <= 6
    assert found.breaks[0].p_value == 0.01
    assert "a>b and b>a follow each other changed" in found.meaning


def test_the_seed_decides() -> None:
    """The same seed gives the same result, and 0 is a seed."""
    one, same = (mean_breaks(shifted(1.0), replications=49, seed=0).to_dict() for _ in range(2))
    assert one == same


def test_another_zero_and_unit() -> None:
    """Another zero and unit of a series move no break and change no p-value."""
    one, other = (mean_breaks(v, replications=49) for v in (shifted(3.0), 1e3 + 1e-2 * shifted(3.0)))
    assert one.cuts == other.cuts
    assert one.p_value == other.p_value


def test_none_looked_for() -> None:
    """With no break allowed the question is left open, not answered with no."""
    found = mean_breaks(shifted(3.0), most=0)
    assert (found.any_break, found.p_value, found.cuts) == (None, 1.0, ())
    assert "was not asked" in found.meaning


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (np.ones(60), "in every period"),
        (np.array([*range(59), np.nan]), "no value in 1 of 60"),
        (np.arange(20.0), "two stretches of at least 12"),
        (np.zeros((60, 2)), "not a table"),
    ],
)
def test_bad_series(values: np.ndarray, words: str) -> None:
    """What cannot be searched is refused with the reason."""
    with pytest.raises(RunError, match=words):
        mean_breaks(values)


def test_asks_the_impossible() -> None:
    """Names that do not fit, too many lags, a bad level and short stretches are refused."""
    values = shifted(1.0)
    with pytest.raises(RunError, match="119 names of periods for 120"):
        mean_breaks(values, periods=MONTHS[:-1])
    with pytest.raises(RunError, match="from 0 to 11, not 12"):
        mean_breaks(values, lags=12)
    with pytest.raises(RunError, match="between 0 and 1"):
        mean_breaks(values, level=2.0)
    fit = fit_var(normal_path(0.3, 60, np.random.default_rng(3)), 2)
    with pytest.raises(RunError, match="from 4 to"):
        answer_breaks(fit, shortest=3)
    with pytest.raises(RunError, match="two stretches of at least 40"):
        answer_breaks(fit, shortest=40)


def test_real_series() -> None:
    """US-Soviet levels moved after Cuba in 1962 and with detente, Palestinian ones with the intifada."""
    values, months = copdab()
    american, soviet = (mean_breaks(column, periods=months, replications=199) for column in values.T)
    assert [b.period for b in american.breaks] == ["1952-04", "1962-12"]
    assert [b.period for b in soviet.breaks] == ["1971-09", "1975-11"]
    values, months = levant()
    israeli, palestinian = (mean_breaks(column, periods=months, replications=199) for column in values.T)
    assert [b.period for b in palestinian.breaks] == ["1991-08", "2000-10"]
    # Oslo and the intifada are where the criterion cuts, but lasting shocks would explain them as well.
    assert [months[at] for at in israeli.candidates[israeli.n_by_criterion]] == ["1993-08", "2000-10"]
    assert israeli.cuts == ()


@pytest.mark.slow
def test_false_alarms() -> None:
    """Without a break, memory of 0.5, at most a tenth of 40 series and a fifth of 30 pairs show one."""
    rng = np.random.default_rng(4)
    levels = [mean_breaks(normal_path(0.5, 100, rng)[:, 0], replications=79, seed=s) for s in range(40)]
    assert sum(bool(found.cuts) for found in levels) <= 5
    pairs = [normal_path(np.diag([0.5, 0.5]), 100, rng) for _ in range(30)]
    answers = [answer_breaks(fit_var(pair, 1), replications=79, seed=s) for s, pair in enumerate(pairs)]
    assert sum(bool(found.cuts) for found in answers) <= 6


@pytest.mark.slow
def test_power() -> None:
    """A shift of three times the errors' spread is found within three periods, in most series alone."""
    found = [mean_breaks(shifted(3.0, seed), replications=79, seed=seed) for seed in range(25)]
    near = [min((abs(at - 50) for at in f.cuts), default=99) <= 3 for f in found]
    assert sum(near) >= 23
    assert sum(len(f.cuts) == 1 for f in found) >= 17
