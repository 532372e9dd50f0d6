"""Blockers of kinds of deal and of packages, against the runs that judge the same draws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

import detente
from detente.dossier.dossier import Dossier
from detente.ensemble.depths import AS_DESCRIBED, SWEETENED
from detente.ensemble.judging import judge_block
from detente.errors import DetenteError, UnknownNameError
from detente.explain import block_cases
from detente.explain.block_cases import cases_of_list, cases_of_search
from detente.explain.block_openings import openings_of
from detente.explain.blockers import blockers
from detente.explain.blocking_conditions import Conditions
from detente.model.blueprint import Blueprint
from properties.dossiers import loaded, plain, uncertain_dossiers


@settings(deadline=None, max_examples=8, suppress_health_check=list(HealthCheck))
@given(uncertain_dossiers())
def test_sole_blockers_of_a_run_draw_for_draw(dossier: Dossier) -> None:
    """In every draw and in both forms those whom the run names, and nobody else."""
    blueprint = Blueprint(dossier)
    conditions = Conditions.of(blueprint)
    outcomes = judge_block(blueprint, seed=0, start=0, count=4)
    for k, mask in enumerate(blueprint.classes):
        for case in cases_of_search(blueprint, k, SWEETENED, conditions, (0, 4), 0):
            (draw,) = case.draws
            assert openings_of(case.asking, "party", 1).sole == outcomes[draw].sweetened[k].sole_blockers
        for case in (
            cases_of_list(blueprint, k, AS_DESCRIBED, conditions, 4, 0) if mask.exact is not None else ()
        ):
            for draw in case.draws:
                outcome = outcomes[draw].exact[k]
                assert outcome is not None
                assert openings_of(case.asking, "party").sole == outcome.sole_blockers


@pytest.mark.parametrize("form", [AS_DESCRIBED, SWEETENED])
def test_shares_of_a_run(form: str) -> None:
    """Sole blockers have the shares that the verdict of a run gives them."""
    run = detente.run(detente.load("two-issues"), draws=40, workers=1, counted=0)
    found = blockers(run, form=form, workers=1)  # type: ignore[arg-type]
    verdicts = [v for v in run.verdict.classes if v.form == form]
    assert [question.key for question in found.questions] == [v.key for v in verdicts]
    for verdict, question in zip(verdicts, found.questions, strict=True):
        assert question.deal is not None
        assert question.deal.share == verdict.share
        shares = {u.key: u.sole.share for u in question.of("party").units if u.sole.hits}
        assert shares == pytest.approx(verdict.sole_blockers)


def test_workers_and_first_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same answer whatever the number of threads; fewer searched draws are the first ones, and said."""
    monkeypatch.setattr(block_cases, "LISTED", 1)
    case = detente.load("two-issues")
    one = blockers(case, deal="any", form=SWEETENED, draws=60, searched=23, workers=1)
    two = blockers(case, deal="any", form=SWEETENED, draws=60, searched=23, workers=2)
    assert one.to_dict() == two.to_dict()
    assert one.questions[0].draws == 23
    assert any("first 23 draws of 60" in caveat for caveat in one.caveats)
    assert blockers(case, deal="any", form=SWEETENED, draws=23, searched=23).questions == one.questions


def test_a_package() -> None:
    """Named as a kind of deal describes it, it has that kind's answer; several options are all meant."""
    case = detente.load("two-issues")
    package = {"sanctions": "lift", "border": ["disarm"]}
    named = blockers(case, package=package, draws=80, workers=1).of("package")
    described = blockers(case, deal="full-swap", draws=80, workers=1).of("full-swap")
    assert named.kinds == described.kinds
    assert named.deal == described.deal
    assert named.name == "sanctions=lift, border=disarm"
    both = blockers(case, package={"sanctions": ["ease", "lift"], "border": "disarm"}, draws=80, workers=1)
    assert both.questions[0].deal is not None
    assert named.deal is not None
    assert both.questions[0].deal.hits >= named.deal.hits
    assert blockers(case, package="full-swap", draws=80, workers=1).of("full-swap") == described


def test_no_package_and_no_kind_of_deal() -> None:
    """A kind of deal that is only pressure has no answer, and a dossier without kinds no question."""
    data = plain(deals={"threat": {"all": {"aid": ["grant"]}}})
    data["issues"]["aid"]["options"]["grant"]["pressure"] = True
    (question,) = blockers(loaded(data), draws=3, workers=1).questions
    assert (question.deal, question.kinds) == (None, ())
    (question,) = blockers(loaded(data), form=SWEETENED, draws=3, workers=1).questions
    assert (question.deal, question.kinds) == (None, ())
    assert blockers(loaded(plain(deals={})), draws=3, workers=1).questions == ()


def test_what_cannot_be_asked() -> None:
    """Unknown names, and what a kind of deal describes that names nothing to move."""
    case = detente.load("two-issues")
    with pytest.raises(UnknownNameError, match="did you mean 'full-swap'"):
        blockers(case, deal="ful-swap")
    with pytest.raises(UnknownNameError, match="issue"):
        blockers(case, package={"sanction": "lift"})
    with pytest.raises(DetenteError, match="ask about it with sweeteners"):
        blockers(case, deal="any")
    with pytest.raises(DetenteError, match="act of pressure"):
        blockers(case, package={"sanctions": "raise"})
    with pytest.raises(DetenteError, match="draws"):
        blockers(case, draws=0)
    with pytest.raises(DetenteError, match="1 unit or more"):
        blockers(case, largest=0)


def test_not_is_said() -> None:
    """Where a rule says "not" the smallest sets are not looked for, and a caveat tells why."""
    rules = {"south": [{"name": "Hawk", "needs": {"not": "south"}}]}
    found = blockers(loaded(plain(ratification=rules)), deal="swap", draws=2, workers=1)
    assert found.questions[0].of("party").hitting == ()
    assert any('says "not"' in caveat for caveat in found.caveats)


def test_progress() -> None:
    """Called up to the end."""
    steps: list[tuple[int, int]] = []
    blockers(detente.load("two-issues"), draws=10, workers=1, progress=lambda n, of: steps.append((n, of)))
    assert steps[-1] == (2, 2)
    assert np.all(np.diff([n for n, _ in steps]) > 0)


def test_names_of_rules() -> None:
    """Rules of the dossier by their names, consents by that of the party."""
    data = plain(ratification={"south": [{"name": "Hawk", "needs": "south"}]})
    data["parties"]["patron"] = {"role": "third party", "name": "The Patron", "at_table": True}
    data["issues"]["aid"]["options"]["grant"]["consent"] = ["patron"]
    found = blockers(loaded(data), deal="swap", draws=1, workers=1)
    names = {unit.key: unit.name for unit in found.questions[0].of("rule").units}
    assert names == {
        "south/Hawk": "Hawk",
        "patron/consent of patron": "consent of The Patron",
        "patron/patron stays at the table": "The Patron stays at the table",
    }
