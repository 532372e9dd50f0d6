"""Which outcome is compared, and why."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import detente
from detente.ensemble.depths import SWEETENED
from detente.explain.asking import Asked
from detente.explain.drawn_outcomes import DrawnOutcomes, drawn_outcomes, subject_of
from detente.explain.sensitivity_outcome import Outcome, decisive_condition, outcome_of
from explain.driven import certain, hanging_on_trust, never
from properties.dossiers import loaded, plain


def drawn(dossier: Any, draws: int = 200, **question: Any) -> DrawnOutcomes:
    """Draw outcomes of the swap."""
    subject = subject_of(dossier, **(question or {"deal": "swap"}))
    return drawn_outcomes(subject, Asked(dossier=dossier, draws=draws, seed=0))


def with_depths(found: DrawnOutcomes, depths: list[int]) -> DrawnOutcomes:
    """The same draws with other outcomes."""
    return DrawnOutcomes(
        subject=found.subject,
        draws=found.draws,
        seed=0,
        entries=found.entries,
        values=found.values,
        depths=np.array(depths),
    )


def test_a_verdict_that_varies_is_compared() -> None:
    """As 0 or 1."""
    found = drawn(hanging_on_trust())
    outcome = outcome_of(found)
    assert (outcome.kind, outcome.is_share, outcome.varies) == ("deal", True, True)
    assert outcome.values.tolist() == found.passes.astype(float).tolist()
    assert f"in {int(found.passes.sum())} of 200 draws" in outcome.why


@pytest.mark.parametrize(
    ("depths", "kind", "gate"),
    [
        ([1] * 100 + [3] * 100, "gate", "ratifiable"),
        ([1] * 60 + [2] * 60 + [3] * 80, "gates passed", None),
        ([5] * 9 + [0] * 91 + [1] * 100, "gates passed", None),
        ([5] * 10 + [0] * 190, "deal", None),
    ],
)
def test_gates_where_the_verdict_hardly_varies(depths: list[int], kind: str, gate: str | None) -> None:
    """A gate if two depths occur, else the number of gates; ten draws are enough."""
    outcome = outcome_of(with_depths(drawn(hanging_on_trust()), depths))
    assert (outcome.kind, outcome.gate) == (kind, gate)
    if kind == "gate":
        assert outcome.values.tolist() == [0.0] * 100 + [1.0] * 100
        assert "whether it passes ratification" in outcome.why
    if depths[0] == 5 and kind != "deal":
        assert "a deal in only 9 of 200 draws" in outcome.why


def test_a_margin_where_nothing_else_varies() -> None:
    """Of the condition that decides at the medians, in its own unit: what north gains less what it gives."""
    found = drawn(never())
    outcome = outcome_of(found)
    assert outcome.kind == "margin"
    assert outcome.decisive is not None
    assert outcome.decisive.condition.name == "north accepts"
    row = [entry.path for entry in found.entries].index("stakes.north.base.closed")
    assert outcome.values == pytest.approx(found.values[row] - 8, abs=1e-5)
    assert "north accepts (acceptance)" in outcome.why


def test_nothing_varies() -> None:
    """Without a model, and where no number has a range."""
    for dossier, question in ((certain(), {"deal": "swap"}), (never(), {"deal": "swap", "form": SWEETENED})):
        outcome: Outcome = outcome_of(drawn(dossier, **question))
        assert not outcome.varies
        assert outcome.why.endswith("nothing else is measured.")


def test_too_few_draws() -> None:
    """Five draws cannot tell anything."""
    assert not outcome_of(drawn(hanging_on_trust(), draws=5)).varies


def test_the_decisive_condition() -> None:
    """At the gate of death the one furthest from holding, measured by the largest stake of its party."""
    stakes = {
        "north": {"aid": {"grant": -3}, "base": {"closed": 2}},
        "south": {"aid": {"grant": 60}, "base": {"closed": -70}},
    }
    model = subject_of(loaded(plain(stakes=stakes)), deal="swap").model
    found = decisive_condition(model)
    assert found is not None
    assert found.condition.name == "north accepts"
    assert found.margins(model.medians).tolist() == [-1.0]  # type: ignore[union-attr]


def test_the_decisive_condition_of_a_deal() -> None:
    """The one nearest to failing, of all gates; of several packages of the one that comes furthest."""
    model = subject_of(hanging_on_trust(), deal="swap").model
    found = decisive_condition(model)
    assert found is not None
    assert (found.condition.kind, found.condition.parties) == ("trusts the others", ("north",))
    two = subject_of(detente.load("two-issues"), package={"sanctions": ["lift", "ease"], "border": "truce"})
    assert two.model is not None
    best = decisive_condition(two.model)
    assert best is not None
    assert best.index == int(np.argmax(two.model.depths(two.model.medians)[0]))
    assert decisive_condition(None) is None
