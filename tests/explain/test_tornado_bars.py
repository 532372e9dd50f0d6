"""Bars of a tornado: judged again one by one, and by fifths."""

from __future__ import annotations

import numpy as np
import pytest

import detente
from detente.ensemble.depths import SWEETENED
from detente.explain.asking import Asked
from detente.explain.drawn_outcomes import DrawnOutcomes, drawn_outcomes, subject_of
from detente.explain.sensitivity_outcome import decisive_condition
from detente.explain.tornado_bars import (
    TornadoBar,
    TornadoEnd,
    at_medians,
    bars_by_fifths,
    bars_judged_again,
)
from detente.verdict.intervals import wilson
from explain.driven import certain, entry, trust_dossier


def drawn(form: str = "exactly as described", draws: int = 150) -> DrawnOutcomes:
    """Draws of the first dossier."""
    dossier = detente.load("two-issues")
    subject = subject_of(dossier, deal="quiet-for-relief", form=form)  # type: ignore[arg-type]
    return drawn_outcomes(subject, Asked(dossier=dossier, draws=draws, seed=1))


def test_every_bar_is_a_run_with_one_judgement_moved() -> None:
    """Shares, gates and margins are those of judging every draw with the number at its end."""
    found = drawn()
    model = found.subject.model
    assert model is not None
    decisive = decisive_condition(model)
    bars = bars_judged_again(model, found, decisive, 100)
    assert {bar.entry.path for bar in bars} == {one.path for one in found.entries}
    assert decisive is not None
    for bar in bars:
        for end, value in ((bar.low, bar.entry.low), (bar.high, bar.entry.high)):
            values, medians = model.drawn(150, 1), model.medians.copy()
            values[model.row[bar.entry.path]] = medians[model.row[bar.entry.path]] = value
            depths = model.depths(values).max(axis=1)
            assert end.share == wilson(int((depths == 5).sum()), 150)
            assert end.gates == pytest.approx(depths.mean(), abs=1e-6)
            assert end.median_gates == model.depths(medians).max()
            assert end.median_margin == pytest.approx(decisive.margins(medians)[0], abs=1e-6)


def test_the_leading_ones_are_told() -> None:
    """Those that move the most in the first draws, and no more than asked for."""
    found = drawn()
    model = found.subject.model
    assert model is not None
    bars = bars_judged_again(model, found, None, 100)
    largest = max(bars, key=lambda bar: bar.swing)
    assert largest.entry.path in {bar.entry.path for bar in bars_judged_again(model, found, None, 3)}
    assert bars_judged_again(model, found, None, 0) == []
    assert bars[0].low.median_margin is None


def test_fifths_are_compared_where_draws_cannot_be_judged_again() -> None:
    """Shares of the draws in which the judgement is lowest and highest, above the noise only."""
    dossier = trust_dossier()
    found = drawn_outcomes(
        subject_of(dossier, deal="swap", form=SWEETENED), Asked(dossier=dossier, draws=300, seed=0)
    )
    (bar,) = bars_by_fifths(found, 10)
    assert bar.entry.path == "trust.keeps_word.south"
    assert (bar.low.share.share, bar.low.share.draws) == (0.0, 60)
    assert (bar.high.share.share, bar.high.share.draws) == (1.0, 60)
    values = np.sort(found.values[[e.path for e in found.entries].index(bar.entry.path)])
    assert bar.low.value == pytest.approx(values[59], abs=1e-6)
    assert bar.high.value == pytest.approx(values[240], abs=1e-6)
    assert bar.low.median_gates is None
    assert bars_by_fifths(found, 0) == []


def test_nothing_uncertain() -> None:
    """No bars."""
    dossier = certain()
    found = drawn_outcomes(subject_of(dossier, deal="swap"), Asked(dossier=dossier, draws=10, seed=0))
    assert found.subject.model is not None
    assert bars_judged_again(found.subject.model, found, None, 5) == []
    assert bars_by_fifths(found, 5) == []


def test_medians_without_a_condition() -> None:
    """Gates alone."""
    model = drawn(draws=10).subject.model
    assert model is not None
    gates, margins = at_medians(model, None, model.medians)
    assert gates == [int(model.depths(model.medians).max())]
    assert margins == [None]


def test_swings() -> None:
    """How far the ends lie apart, in each measure; 0 where one is missing."""
    low = TornadoEnd(value=0.0, share=wilson(1, 10), gates=2.0, median_gates=1, median_margin=-3.0)
    high = TornadoEnd(value=1.0, share=wilson(4, 10), gates=1.5, median_gates=1, median_margin=None)
    assert TornadoBar(entry=entry(), low=low, high=high).swing == pytest.approx((0.3, 0.5, 0.0))
    assert TornadoBar(entry=entry(), low=low, high=low).to_dict()["low"]["median_margin"] == -3.0
