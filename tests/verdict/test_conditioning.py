"""Conditioning on the status quo: weighting gives what keeping draws by chance would give."""

from __future__ import annotations

import numpy as np
import pytest

import detente
from detente.ensemble.cells import JUDGE, Cell, Job, prepared
from detente.ensemble.judging import judge_block
from detente.ensemble.schemes import Scheme
from detente.ensemble.summary import easy_gains, summarise
from detente.errors import RunError
from detente.model.blueprint import Blueprint
from detente.model.predicate import GATES
from detente.verdict.conditioning import check_inertia, conditioned
from properties.dossiers import loaded, plain
from verdict.making import NOTHING, outcome


def uncertain() -> detente.Dossier:
    """North may like to give aid for its own sake, and may mind being seen to deal."""
    data = plain(dealing_costs={"north": {"per_deal": "0..6"}})
    data["stakes"]["north"]["aid"]["grant"] = "-3..5"
    return loaded(data)


@pytest.mark.parametrize("inertia", [0.2, 0.7])
def test_agrees_with_rejection(inertia: float) -> None:
    """Keeping each draw with chance inertia to the power of its easy gains gives the same shares."""
    dossier = uncertain()
    n = 6000
    found = detente.run(dossier, draws=n, inertia=inertia, workers=1, counted=0).conditioned
    assert found is not None
    outcomes = judge_block(Blueprint(dossier), seed=0, start=0, count=n)
    gains = np.array([easy_gains(o) for o in outcomes])
    assert len(np.unique(gains)) > 1
    kept = np.random.default_rng(1).random(n) < inertia**gains
    for k, key in enumerate(dossier.deals):
        passes = np.array([o.sweetened[k].depth == len(GATES) for o in outcomes])
        share = next(v.share for v in found.classes if v.key == key and v.form == "with sweeteners")
        error = 4 * np.sqrt(0.25 / kept.sum())
        assert abs(passes[kept].mean() - share) < error
    weights = inertia**gains
    assert found.effective_draws == pytest.approx(weights.sum() ** 2 / (weights**2).sum())


def test_judgements_agree_with_rejection() -> None:
    """Percentiles of a dealing cost after conditioning are those among the draws kept by chance."""
    dossier, n, inertia = uncertain(), 8000, 0.1
    found = detente.run(dossier, draws=n, inertia=inertia, workers=1, counted=0).conditioned
    assert found is not None
    (cost,) = [j for j in found.judgements if j.path == "dealing_costs.north.per_deal"]
    job = Job.of("base", dossier, Scheme())
    context = prepared(job)
    values = context.values(Cell(job="base", stage=JUDGE, start=0, count=n))
    gains = np.array([easy_gains(o) for o in judge_block(context.blueprint, seed=0, start=0, count=n)])
    kept = np.random.default_rng(2).random(n) < inertia**gains
    row = [q.path for q in context.blueprint.quantities].index("dealing_costs.north.per_deal")
    exact = np.quantile(values[row, kept], (0.05, 0.5, 0.95))
    assert np.abs(exact - (cost.after.low, cost.after.middle, cost.after.high)).max() < 0.25
    assert abs(cost.before.middle - 3) < 0.15
    assert cost.after.middle > cost.before.middle
    assert cost.moved > 0


def test_full_inertia_changes_nothing() -> None:
    """Where every gain goes untaken for sure, all draws count the same."""
    result = detente.run(uncertain(), draws=200, inertia=1, counted=0)
    assert result.conditioned is not None
    assert result.conditioned.effective_draws == 200
    for weighted, plain_one in zip(result.conditioned.classes, result.verdict.classes, strict=True):
        assert weighted.survives == plain_one.survives
    assert {j.moved for j in result.conditioned.judgements} == {0.0}


def test_many_easy_gains_do_not_vanish() -> None:
    """Weights of draws with hundreds of easy gains are told apart, not rounded to nothing."""
    rows = [outcome(5 * k, improves=[True] * 1200 + [bool(k)]) for k in (0, 1)]
    deals = {"swap": {"at_least": 1, "of": {"aid": ["grant"]}}}
    blueprint = Blueprint(loaded(plain(deals=deals)))
    summary = summarise(rows, blueprint.parties, NOTHING, witnessed=0)
    found = conditioned(blueprint, summary, [True], 0.5)
    assert found.easy_gains == {1200: 1, 1201: 1}
    assert found.classes[0].share == pytest.approx(1 / 3)


def test_a_few_draws_with_all_the_weight_are_warned_of() -> None:
    """The effective number of draws is told, with a warning where it is small."""
    result = detente.run(uncertain(), draws=150, inertia=0.001, counted=0)
    assert result.conditioned is not None
    assert result.conditioned.effective_draws < 75
    assert "worth only" in str(result.conditioned.warning)
    many = detente.run(uncertain(), draws=150, inertia=0.9, counted=0)
    assert many.conditioned is not None
    assert many.conditioned.warning is None


@pytest.mark.parametrize("inertia", [0, -1, 1.5, float("nan")])
def test_inertia_is_a_chance(inertia: float) -> None:
    """Nothing outside 0 to 1 is taken, and the message says what it is."""
    with pytest.raises(RunError, match="chance that one easy gain"):
        check_inertia(inertia)


def test_json_and_frame() -> None:
    """Every judgement has its percentiles before and after in both forms."""
    found = detente.run(uncertain(), draws=100, inertia=0.5, counted=0).conditioned
    assert found is not None
    told = found.to_dict()
    assert sum(row["draws"] for row in told["easy_gains"]) == 100
    assert [j["path"] for j in told["judgements"]] == found.to_frame()["path"].tolist()
    assert all(sum(j["shares_after"]) == pytest.approx(1) for j in told["judgements"])
