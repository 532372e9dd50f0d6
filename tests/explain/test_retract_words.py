"""Retractions in sentences, and what has to be kept in mind."""

from __future__ import annotations

import numpy as np
from tests.properties.dossiers import loaded

from detente.ensemble.depths import AS_DESCRIBED
from detente.explain.diff_standing import KindMovement, Standing
from detente.explain.resting_on import resting_on
from detente.explain.retract_dossier import without
from detente.explain.retract_words import (
    APART,
    CLOSING,
    COST,
    NOT_RIGHT,
    POINTS,
    RECORD,
    RULE,
    SHARE,
    SHARED,
    STILL_TOGETHER,
    TABLED,
    caveats_of,
    hangs_sentences,
    rests_sentences,
    stands_in_sentences,
)
from explain.sourced import PAIR, Data, sourced_data


def moved(before: int, after: int) -> KindMovement:
    """A swap that passes all gates in so many of 100 draws."""
    one, other = (Standing.of(np.array([5] * n + [1] * (100 - n), np.int64)) for n in (before, after))
    return KindMovement(key="swap", name="A swap", form=AS_DESCRIBED, before=one, after=other)


def said(data: Data, source: str = "alpha") -> tuple[tuple[str, ...], str]:
    """Caveats, and what stands in the place of what fell."""
    dossier = loaded(data)
    resting = resting_on(dossier, source)
    made = without(dossier, resting)
    told = " ".join(stands_in_sentences(resting, made.replaced))
    return caveats_of(resting, made.replaced, made.dossier.correlations), told


def test_good_news_is_no_finding() -> None:
    """A flip to a deal says that the answer hangs on the source, and that this is all it says."""
    told = list(hangs_sentences([moved(0, 90)], "alpha"))
    assert told == [
        "The answer hangs on alpha for 1 of 1 kind of deal: A swap, exactly as described, is no deal, dying "
        "at acceptance with it; without it a deal (90% of draws pass then).",
        NOT_RIGHT,
    ]


def test_near_one_half() -> None:
    """It becomes neither a deal nor no deal."""
    first = next(iter(hangs_sentences([moved(100, 48)], "alpha")))
    assert "is a deal with it; without it too close to call (48% of draws, 95% interval" in first
    assert "no deal" not in first


def test_nothing_hangs_on_it() -> None:
    """What stays is said; many are cut."""
    assert list(hangs_sentences([moved(0, 10)] * 2, "alpha")) == [
        "The answer does not hang on alpha: without it each of 2 kinds of deal stays no deal."
    ]
    assert "; and 2 more." in next(iter(hangs_sentences([moved(100, 0)] * 4, "alpha")))
    assert list(hangs_sentences([], "alpha")) == ["There is no kind of deal to judge in this form."]


def test_caveats_name_what_occurs() -> None:
    """Points, a rule, the record, shared numbers and an issue here; no shares and no costs."""
    assert said(sourced_data())[0] == (POINTS, RULE, RECORD, SHARED, TABLED, CLOSING)
    assert said(sourced_data(), "gamma")[0] == (CLOSING,)


def test_shares_and_costs() -> None:
    """Told where some fell; ranges of points are then not spoken of if there are none."""
    data = sourced_data(
        relative_gains={"north": {"value": 0.2, "cite": ["alpha"]}},
        dealing_costs={"south": {"per_deal": {"points": "1..2", "cite": ["alpha"]}}},
    )
    data["stakes"]["south"]["aid"]["grant"]["cite"] = ["beta"]
    caveats, text = said(data)
    assert COST in caveats
    assert SHARE in caveats
    assert POINTS not in caveats
    assert (
        "vague ranges (2 numbers): a cost anywhere from nothing to the party's largest remaining stake and a "
        "share anywhere from 0 to 1." in text
    )


def test_a_chance_taken_from_the_record() -> None:
    """It is no vague range."""
    data = sourced_data()
    data["trust"]["keeps_word"] = {"south": {"value": "0.1..0.2", "cite": ["alpha#2"]}}
    assert "1 chance of a word kept is taken from the record instead." in said(data)[1]


def test_what_rests_on_it() -> None:
    """Numbers, stakes, and the rest."""
    told = list(rests_sentences(resting_on(loaded(sourced_data()), "alpha")))
    assert told[0].startswith("A. Alpha, First essay: 2 of 5 numbers cite it, 1 of them nothing else;")
    assert told[1].startswith("Besides numbers, ")


def test_judgements_that_went_together() -> None:
    """Named where they become independent; a vague range that still goes with another is told of."""
    pair = {"name": "in step", "of": PAIR, "rank": -0.6}
    caveats, told = said(sourced_data(correlations=[{**pair, "cite": ["alpha"]}]))
    assert "Drawn independently, as nothing else says that they go together: in step." in told
    assert APART in caveats
    assert STILL_TOGETHER not in caveats
    caveats, told = said(sourced_data(correlations=[pair]))
    assert "in step" not in told
    assert STILL_TOGETHER in caveats
    assert APART not in caveats


def test_judgements_that_go_together_less_closely() -> None:
    """Both ranks are told."""
    of = [*PAIR, "stakes.north.base.closed"]
    pairs = [of[:2], of[1:], [of[0], of[2]]]
    entries = [
        {"name": name, "of": pair, "rank": 0.9, "cite": cite}
        for name, pair, cite in zip("abc", pairs, ([], [], ["alpha"]), strict=True)
    ]
    _, told = said(sourced_data(correlations=entries))
    less = "a (rank 0.9, now rank 0.6894) and b (rank 0.9, now rank 0.6894)"
    assert f"Less closely together, as higher ranks cannot all be true without that: {less}." in told
