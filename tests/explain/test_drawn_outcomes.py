"""Draws with their outcomes: the same as a run's, and questions that cannot be asked."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

import detente
from detente.dossier.dossier import Dossier
from detente.ensemble.depths import AS_DESCRIBED, SWEETENED, class_depths
from detente.ensemble.sampling import draw_values
from detente.errors import DetenteError, TooLargeError, UnknownNameError
from detente.explain.asking import Asked
from detente.explain.drawn_outcomes import drawn_outcomes, subject_of
from detente.model.blueprint import Blueprint
from explain.driven import in_step, trust_dossier
from properties.dossiers import loaded, plain, uncertain_dossiers


@pytest.mark.parametrize("form", [AS_DESCRIBED, SWEETENED])
@pytest.mark.parametrize("deal", ["quiet-for-relief", "full-swap"])
def test_outcomes_are_those_of_a_run(form: Any, deal: str) -> None:
    """Depths equal those of the kind of deal, and every value is the one that a run draws."""
    dossier = detente.load("two-issues")
    asked = Asked(dossier=dossier, draws=60, seed=3)
    found = drawn_outcomes(subject_of(dossier, deal=deal, form=form), asked)
    whole = class_depths(dossier, form=form, deals=[deal], draws=60, seed=3)
    assert found.depths.tolist() == whole.of(deal).tolist()
    assert found.passes.mean() == whole.share(deal)
    quantities = {q.path: q for q in Blueprint(dossier).quantities}
    drawn = draw_values([quantities[entry.path] for entry in found.entries], 3, 0, 60, ())
    assert np.array_equal(found.values, drawn)
    assert not any(entry.is_certain for entry in found.entries)


@settings(deadline=None, max_examples=12)
@given(uncertain_dossiers())
def test_outcomes_of_random_dossiers(dossier: Dossier) -> None:
    """Every kind of deal that packages can be made of is judged as a run judges it; others never pass."""
    known = class_depths(dossier, draws=12, seed=5)
    for key in known.classes:
        try:
            subject = subject_of(dossier, deal=key)
        except DetenteError:
            assert not known.of(key).any()
            continue
        found = drawn_outcomes(subject, Asked(dossier=dossier, draws=12, seed=5))
        assert found.depths.tolist() == known.of(key).tolist()


def test_packages_are_judged_together() -> None:
    """Of several packages the best counts, and only judgements that may bear on them are inputs."""
    dossier = detente.load("two-issues")
    asked = Asked(dossier=dossier, draws=40, seed=0)
    either = subject_of(dossier, package={"sanctions": ["ease", "lift"], "border": "truce"})
    found = drawn_outcomes(either, asked)
    alone = [
        drawn_outcomes(subject_of(dossier, package={"sanctions": s, "border": "truce"}), asked).depths
        for s in ("ease", "lift")
    ]
    assert found.depths.tolist() == np.maximum(*alone).tolist()
    assert either.name == "sanctions=ease, border=truce or sanctions=lift, border=truce"
    assert either.deal is None


def many_options() -> Any:
    """A kind of deal that 3 ** 8 - 1 packages are of."""
    options = {"sq": {"status_quo": True}, "a": {"performers": ["north"]}, "b": {"performers": ["south"]}}
    issues = {f"i{k}": {"options": options} for k in range(8)}
    stakes = {p: {f"i{k}": {"a": "0..2", "b": "-1..2"} for k in range(8)} for p in ("north", "south")}
    deal = {"at_least": 1, "of": {f"i{k}": ["a", "b"] for k in range(8)}}
    return loaded(plain(issues=issues, stakes=stakes, deals={"some": deal}))


def test_more_packages_than_one_question_may_have() -> None:
    """A kind of deal is then judged as a class, without a model; packages by name are refused."""
    dossier = many_options()
    subject = subject_of(dossier, deal="some")
    assert subject.model is None
    found = drawn_outcomes(subject, Asked(dossier=dossier, draws=10, seed=0))
    assert found.depths.tolist() == class_depths(dossier, draws=10).of("some").tolist()
    assert len(found.entries) == 32
    with pytest.raises(TooLargeError, match="packages"):
        subject_of(dossier, package={f"i{k}": ["sq", "a", "b"] for k in range(8)})


@pytest.mark.parametrize(
    ("question", "error", "message"),
    [
        ({}, DetenteError, "kinds of deal are: swap, any"),
        ({"deal": "swap", "package": {"aid": "grant"}}, DetenteError, "either"),
        ({"deal": "swop"}, UnknownNameError, "did you mean 'swap'"),
        ({"deal": "swap", "form": "sweet"}, DetenteError, "exactly as described"),
        ({"package": {"aid": "grant"}, "form": SWEETENED}, DetenteError, "judged as it is"),
        ({"package": {"aid": "gift"}}, UnknownNameError, "option of aid"),
        ({"package": {"aid": "none"}}, DetenteError, "changes nothing"),
        ({"deal": "any"}, DetenteError, "names nothing to move"),
    ],
)
def test_questions_that_cannot_be_asked(
    question: dict[str, Any], error: type[Exception], message: str
) -> None:
    """Say what is wrong and what would be right."""
    with pytest.raises(error, match=message):
        subject_of(trust_dossier(), **question)


def test_progress_is_told() -> None:
    """Once for packages, block by block for a search."""
    seen: list[tuple[int, int]] = []
    dossier = trust_dossier()
    asked = Asked(dossier=dossier, draws=20, seed=0)
    for form in (AS_DESCRIBED, SWEETENED):
        subject = subject_of(dossier, deal="swap", form=form)
        drawn_outcomes(subject, asked, progress=lambda *done: seen.append(done))
        assert seen[-1] == (20, 20)


@pytest.mark.parametrize("form", [AS_DESCRIBED, SWEETENED])
def test_values_and_outcomes_are_of_the_same_correlated_draws(form: Any) -> None:
    """A deal is where south keeps its word more often than not, in every draw; its gain rises with that."""
    found = drawn_outcomes(
        subject_of(in_step(), deal="swap", form=form), Asked(dossier=in_step(), draws=300, seed=1)
    )
    values = {entry.path: row for entry, row in zip(found.entries, found.values, strict=True)}
    assert found.passes.tolist() == (values["trust.keeps_word.south"] >= 0.5).tolist()
    apart = drawn_outcomes(
        subject_of(trust_dossier(), deal="swap", form=form), Asked(dossier=trust_dossier(), draws=300, seed=1)
    )
    assert (found.passes != apart.passes).any()
    drawn = draw_values(Blueprint(in_step()).quantities, 1, 0, 300, in_step().correlations)
    for path, row in zip((q.path for q in Blueprint(in_step()).quantities), drawn, strict=True):
        assert path not in values or values[path].tolist() == row.tolist()


def test_draws_of_a_run_with_another_scheme() -> None:
    """What was asked of is told with the draws."""
    asked = Asked(dossier=trust_dossier(), draws=5, seed=0, caveats=("other draws",))
    assert drawn_outcomes(subject_of(trust_dossier(), deal="swap"), asked).caveats == ("other draws",)
