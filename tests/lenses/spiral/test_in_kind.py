"""What kinds of acts answer what kinds: planted answers, statsmodels, and what must not matter."""

from __future__ import annotations

import csv
import json

import numpy as np
import pytest
from numpy.typing import NDArray

from detente.errors import RunError
from detente.lenses.spiral.in_kind import GROUPS, QUADS, InKind, answers_in_kind
from detente.lenses.spiral.linear_tests import wald_test
from detente.lenses.spiral.regression import regress

from .planted import LEVANT, within_chance

Float = NDArray[np.float64]
#: Acts of each class (rows) that follow one act of each class (columns): mostly in kind, words rather than
#: deeds where they are not.
PLANTED = np.array([[0.4, 0.0, 0.1, 0.0], [0.1, 0.4, 0.0, 0.0], [0.0, 0.0, 0.4, 0.1], [0.1, 0.0, 0.0, 0.5]])


def made(n: int, seed: int, *, sets: int = 1, follow: Float = PLANTED) -> tuple[Float, Float]:
    """Make sets of counts (sets, n, 4) of answers and acts: Poisson, around what is kept and what follows."""
    rng = np.random.default_rng(seed)
    x = rng.poisson(2.0, size=(n + 50, sets, 4)).astype(float)
    y = np.zeros((n + 50, sets, 4))
    for t in range(1, n + 50):
        y[t] = rng.poisson(0.5 + 0.2 * y[t - 1] + x[t - 1] @ follow.T)
    return y[50:].transpose(1, 0, 2), x[50:].transpose(1, 0, 2)


def pair(n: int, seed: int, **options: Float) -> tuple[Float, Float]:
    """Make one set."""
    y, x = made(n, seed, **options)  # type: ignore[arg-type]
    return y[0], x[0]


def values(found: InKind) -> Float:
    """Return the matrix as numbers."""
    return np.array([[one.value for one in row] for row in found.matrix])


def shares_of(matrix: Float, kind: str) -> float:
    """Return the share in kind of a matrix over all four classes, acts of each being as many."""
    groups, more = np.array(GROUPS[kind]), np.maximum(matrix, 0)
    return float(more[groups[:, None] == groups].sum() / more.sum())


@pytest.mark.parametrize("lags", [1, 2])
def test_as_statsmodels(lags: int) -> None:
    """Each entry, its error and its p-value are sums over lags with HC3 errors of the library.

    The test of all at once, which the library lacks, is that of the regression of all four classes.
    """
    api = pytest.importorskip("statsmodels.api")
    y, x = pair(120, lags)
    found = answers_in_kind(y, x, lags=lags, replications=19)
    both = np.concatenate([y, x], axis=1)
    back = [both[lags - p : 120 - p] for p in range(1, lags + 1)]
    design = np.column_stack([np.ones(120 - lags), *back])
    for r in range(4):
        ols = api.OLS(y[lags:, r], design).fit(cov_type="HC3", use_t=True)
        for q in range(4):
            row = np.zeros(1 + 8 * lags)
            row[1 + 4 + q :: 8] = 1.0
            test, one = ols.t_test(row), found.matrix[r][q]
            expected = (test.effect.item(), test.sd.item(), test.pvalue.item())
            assert (one.value, one.error, one.p_value) == pytest.approx(expected, rel=1e-8)
    joint = regress(y[lags:], design, targets=QUADS, terms=[str(i) for i in range(1 + 8 * lags)], kind="HC3")
    rows = np.zeros((16, 1 + 8 * lags, 4))
    for at in range(16):
        rows[at, 5 + at % 4 :: 8, at // 4] = 1.0
    assert found.any_answer.to_dict() == pytest.approx(wald_test(joint, rows).to_dict(), rel=1e-8)
    assert (found.lags, found.periods, found.classes_of, found.left_out) == (lags, 120 - lags, QUADS, ())


def test_shares_by_hand() -> None:
    """Shares are those of the positive entries, weighted by how often the other acts; usual is the mix."""
    y, x = pair(90, 3)
    found = answers_in_kind(y, x, replications=19)
    more = np.maximum(values(found), 0)
    mix, often = y.mean(axis=0) / y.mean(axis=0).sum(), x.mean(axis=0)
    for q, one in enumerate(found.by_class):
        assert one.of == QUADS[q]
        assert one.share == pytest.approx(more[q, q] / more[:, q].sum())
        assert one.usual == pytest.approx(mix[q])
    for one in found.overall:
        groups = np.array(GROUPS[one.of])
        same = groups[:, None] == groups
        assert one.share == pytest.approx((more * same * often).sum() / (more * often).sum())
        assert one.usual == pytest.approx((mix @ same) @ often / often.sum())
        assert 0 <= one.low <= one.high <= 1


@pytest.mark.slow
def test_coverage() -> None:
    """Intervals of 90 in 100 hold all sixteen planted answers in 100 sets of 200 periods.

    Each within chance of 90 in 100, and all together 88 to 93.
    """
    hits = np.zeros((4, 4))
    for y, x in zip(*made(200, 4, sets=100), strict=True):
        matrix = answers_in_kind(y, x, replications=199).matrix
        low, high = (
            np.array([[getattr(one, end) for one in row] for row in matrix]) for end in ("low", "high")
        )
        hits += (low <= PLANTED) & (high >= PLANTED)
    assert all(within_chance(int(count), 100, 0.9) for count in hits.ravel()), hits
    assert 0.88 <= hits.mean() / 100 <= 0.93


@pytest.mark.slow
def test_in_no_particular_kind() -> None:
    """Where every act is answered with a little of everything, intervals of shares hold that as they say."""
    hits = np.zeros(3, int)
    for y, x in zip(*made(200, 5, sets=80, follow=np.full((4, 4), 0.12)), strict=True):
        for i, one in enumerate(answers_in_kind(y, x, replications=99).overall):
            hits[i] += one.low <= (0.25, 0.5, 0.5)[i] <= one.high
    assert all(within_chance(int(count), 80, 0.9) for count in hits), hits


@pytest.mark.slow
def test_in_kind_is_found_and_understated() -> None:
    """Answers mostly in kind are told from the usual mix in nearly all sets, with shares below the planted.

    60 sets of 200 periods. Chance counts as acts of every kind wherever it is positive: shares are drawn to
    the middle by 0.02 to 0.12, and the interval mostly errs on that side.
    """
    found = [answers_in_kind(y, x, replications=99) for y, x in zip(*made(200, 6, sets=60), strict=True)]
    for i, kind in enumerate(GROUPS):
        truth, shares = shares_of(PLANTED, kind), [one.overall[i] for one in found]
        assert sum(one.low > one.usual for one in shares) >= 57
        assert 0.02 < truth - np.mean([one.share for one in shares]) < 0.12
        assert sum(one.low > truth for one in shares) <= 6
    long = answers_in_kind(*pair(10_000, 7), replications=49)
    for one in long.overall:
        assert one.share == pytest.approx(shares_of(PLANTED, one.of), abs=0.03)


def test_where_nothing_is_answered() -> None:
    """With nothing answered that is said in nearly all sets, also where mixes differ and shares mislead.

    100 sets of 300 periods in which one side speaks kindly and the other acts harshly: at 5 in 100 up to 18
    are claimed to answer, since HC3 errors of sixteen answers at once are somewhat too small.
    """
    rng = np.random.default_rng(14)
    found = [
        answers_in_kind(
            rng.poisson((5, 0.3, 0.5, 2), size=(300, 4)),
            rng.poisson((0.5, 3, 4, 0.5), size=(300, 4)),
            of="b",
            to="a",
            replications=19,
        )
        for _ in range(100)
    ]
    claimed = [one.any_answer.p_value < 0.05 for one in found]
    assert sum(claimed) <= 18
    for one, claim in zip(found, claimed, strict=True):
        words = "of the acts with which b" if claim else "whether b answers a with any kind of act cannot"
        assert one.meaning.startswith(words)


def test_units_do_not_matter() -> None:
    """Counts that are reported half as often on one side scale the matrix, and leave every share."""
    y, x = pair(100, 8)
    one = answers_in_kind(y, x, replications=99)
    other = answers_in_kind(3 * y, x / 2, replications=99)
    np.testing.assert_allclose(values(other), 6 * values(one), rtol=1e-9, atol=1e-12)
    for small, large in zip((*one.by_class, *one.overall), (*other.by_class, *other.overall), strict=True):
        for part in ("share", "low", "high", "usual"):
            assert getattr(small, part) == pytest.approx(getattr(large, part), rel=1e-8)


def test_renaming_classes() -> None:
    """With words and deeds exchanged on both sides rows and columns move, and overall shares stay."""
    y, x = pair(100, 9)
    order = [1, 0, 3, 2]
    one, other = answers_in_kind(y, x), answers_in_kind(y[:, order], x[:, order])
    np.testing.assert_allclose(values(other), values(one)[np.ix_(order, order)], rtol=1e-8, atol=1e-12)
    for here, there in zip(one.overall, other.overall, strict=True):
        assert (here.share, here.usual) == pytest.approx((there.share, there.usual), rel=1e-8)
    for q, here in zip(order, one.by_class, strict=True):
        assert here.share == pytest.approx(other.by_class[q].share, rel=1e-8)


def test_rare_classes_are_left_out() -> None:
    """A class seen in nine periods is left out by name, and has no share where only one side has it."""
    y, x = pair(80, 10)
    y[:, 3] = np.arange(80) % 9 == 0
    y[8, 1], x[:, 0] = 5.0, 0.0
    found = answers_in_kind(y, x, of="b", to="a", replications=49)
    assert found.classes_of == QUADS[:3]
    assert found.classes_to == QUADS[1:]
    assert found.left_out == (
        "material conflict of b: seen in 9 of 80 periods",
        "verbal cooperation of a: seen in 0 of 80 periods",
    )
    assert [one.of for one in found.by_class] == ["material cooperation", "verbal conflict"]
    assert values(found).shape == (3, 3)
    assert np.isfinite([one.share for one in found.overall]).all()


def test_only_restraint() -> None:
    """Where more acts are followed by fewer there is no share, and the line and the JSON say so."""
    y, x = pair(400, 11, follow=np.zeros((4, 4)))
    y[1:] += 30 - 3 * x[:-1].sum(axis=1, keepdims=True)
    found = answers_in_kind(np.maximum(y, 0), x, of="b", to="a", replications=49)
    assert (values(found) < 0).all()
    assert found.meaning == "b answers no kind of act of a with more acts"
    told = found.to_dict()
    assert [one["share"] for one in told["overall"]] == [None, None, None]
    assert json.loads(json.dumps(told, allow_nan=False)) == told


def test_meaning_and_json() -> None:
    """The line tells the share of words for words and deeds for deeds; the JSON tells all, seed by seed."""
    y, x = pair(300, 12)
    found = answers_in_kind(y, x, of="b", to="a", replications=99, seed=5)
    form = found.overall[1]
    assert form.of == "words or deeds"
    assert found.meaning.startswith(
        f"of the acts with which b answers a, {100 * form.share:.0f} in 100 are words"
    )
    assert found.meaning.endswith(f"where its usual mix would give {100 * form.usual:.0f}")
    told = found.to_dict()
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert told["matrix"]["verbal conflict"]["material conflict"] == found.matrix[2][3].to_dict()
    assert told == answers_in_kind(y, x, of="b", to="a", replications=99, seed=5).to_dict()
    assert told["overall"] != answers_in_kind(y, x, replications=99, seed=6).to_dict()["overall"]
    assert told["periods_used"] == 299
    assert "reporting on both sides at once" in told["caveat"]


def test_what_cannot_be_asked() -> None:
    """What are no counts, sides of unlike length, too few periods or acts, and numbers out of range."""
    y, x = pair(60, 13)
    gap, below, none = y.copy(), y.copy(), np.zeros((60, 4))
    gap[3, 2], below[3, 2] = np.nan, -1.0
    twin = x.copy()
    twin[:, 1] = twin[:, 0]
    for first, second, options, words in (
        (gap, x, {}, "answers has counts that are missing or below 0; a period without acts has 0"),
        (below, x, {}, "missing or below 0"),
        (y, x[:, :3], {}, r"acts must have a count .* four quad classes, not \(60, 3\)"),
        (y[:, 0], x, {}, "four quad classes"),
        (y, x[1:], {}, "answers has 60 periods and acts 59"),
        (none, x, {}, "answers acts in no quad class in at least 10 periods"),
        (y, none, {}, "acts acts in no quad class"),
        (y[:9], x[:9], {}, "in no quad class in at least 10 periods: too little to judge by"),
        (y, twin, {}, "material cooperation of acts is an exact combination of verbal cooperation of acts"),
        (np.ones((60, 4)), x, {}, "verbal cooperation of answers is 1 in every period"),
        (y, x, {"lags": 0}, "at least 1 lag, not 0"),
        (y, x, {"lags": 6}, "too short for 6 lags; at most 5"),
        (y, x, {"lags": 5}, "too few for 41 coefficients"),
        (y, x, {"of": "a", "to": "a"}, "same name"),
        (y, x, {"level": 1.5}, "between 0 and 1"),
        (y, x, {"replications": 0}, "from 1 to 100,000"),
        (y, x, {"seed": -1}, "the seed must be"),
    ):
        with pytest.raises(RunError, match=words):
            answers_in_kind(first, second, **options)  # type: ignore[arg-type]


def test_real_series() -> None:
    """Of Israel and the Palestinians, 1979-2011, each answers deeds of conflict with such deeds."""
    if not LEVANT.exists():
        pytest.skip("the KEDS series are not shipped; they are not beside this checkout")
    columns = ("n_verb_coop", "n_matl_coop", "n_verb_conf", "n_matl_conf")
    rows = list(csv.DictReader(LEVANT.open(encoding="utf-8")))
    months = sorted({row["month"] for row in rows})
    counts = {name: np.zeros((len(months), 4)) for name in ("ISR>PAL", "PAL>ISR")}
    for row in rows:
        if row["dyad"] in counts:
            counts[row["dyad"]][months.index(row["month"])] = [float(row[key]) for key in columns]
    for of, to in (("ISR>PAL", "PAL>ISR"), ("PAL>ISR", "ISR>PAL")):
        found = answers_in_kind(counts[of], counts[to], of=of, to=to)
        assert found.periods == len(months) - 1
        assert found.classes_of == found.classes_to == QUADS
        assert found.matrix[3][3].low > 0
