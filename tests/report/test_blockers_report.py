"""Blockers told as a report."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

import detente
from detente.ensemble.depths import SWEETENED
from detente.explain.block_results import Blockers, HittingSets
from detente.explain.blockers import blockers
from detente.report.blockers_report import blockers_report
from detente.report.blocks import Table
from detente.report.plain import plain_text
from properties.dossiers import loaded, plain


def told(found: Blockers) -> str:
    """The report as plain text, on one line."""
    return " ".join(plain_text(blockers_report(found)).split())


def small(**sections: Any) -> Blockers:
    """The swap of the hand-made dossier."""
    return blockers(loaded(plain(**sections)), deal="swap", draws=4, workers=1)


@pytest.fixture(scope="module")
def one() -> Blockers:
    """A kind of deal of a small case."""
    return blockers(detente.load("two-issues"), deal="full-swap", draws=200, workers=1)


def test_one_kind_of_deal(one: Blockers) -> None:
    """Sentences first: the verdict, who alone; then tables of parties, rules and gates."""
    text = told(one)
    assert "exactly as described: as it is, it passes all gates in" in text
    best = one.questions[0].of("party").units[0]
    assert best.sole.hits
    assert f"{best.name} in {best.sole.share:.0%} (" in text
    for heading in ("Parties: alone, together, needed", "Rules: alone", "Gates: alone"):
        assert heading in text
    assert "score intervals" in text


def test_nobody_alone() -> None:
    """Both lose: it takes both, and neither can be left out."""
    text = told(small(stakes={"north": {"aid": {"grant": -2}}, "south": {"base": {"closed": -2}}}))
    assert "as it is, it passes all gates in none of 4 draws" in text
    assert "No party blocks it alone." in text
    assert "it takes at least 2 of them. Not without north and south in most of these draws." in text
    assert "Parties that open a deal together" in text


def test_no_party_can_open_it() -> None:
    """Where control is wanting, the report says that this is why."""
    data = plain()
    data["issues"]["aid"]["options"]["grant"]["requires"] = 0.5
    text = told(blockers(loaded(data), deal="swap", draws=2, workers=1))
    assert "No party can open it." in text
    assert "In 100% of draws no party's consent helps, as what it asks for cannot be delivered" in text
    assert "Gates that would open a deal if they alone were lifted: deliverable (100%)." in text
    assert "Lifting parties opens a deal in no draw: other conditions fail as well." in text


def test_a_deal_in_every_draw() -> None:
    """Nothing blocks it."""
    assert "No party blocks anything: there is a deal in every draw." in told(small())


def test_goals_that_the_same_sets_reach_share_a_row(one: Blockers) -> None:
    """A set is not told three times; where it is not proved smallest it is said to be at most so large."""
    question = one.questions[0]
    kind = question.of("party")
    goal = kind.hitting[0]
    same = tuple(replace(goal, goal=g) for g in (0.5, 0.8, 1.0))
    assert " 50-100% " in told(_with(one, same))
    assert f"at most {goal.size}" in told(_with(one, (replace(goal, is_smallest=False),)))


def _with(found: Blockers, hitting: tuple[HittingSets, ...]) -> Blockers:
    question = found.questions[0]
    kinds = (replace(question.kinds[0], hitting=hitting), *question.kinds[1:])
    return replace(found, questions=(replace(question, kinds=kinds),))


def test_several_kinds_of_deal() -> None:
    """One row each; a kind without a package says so."""
    deals = {"swap": {"all": {"aid": ["grant"], "base": ["closed"]}}, "threat": {"all": {"aid": ["cut"]}}}
    data = plain(deals=deals, stakes={"north": {"aid": {"grant": -2}}})
    data["issues"]["aid"]["options"]["cut"] = {"pressure": True}
    found = blockers(loaded(data), draws=2, workers=1)
    text = told(found)
    assert "Of 1 kinds of deal 1 can be opened by one party alone in some draw: swap." in text
    assert "no package" in text
    tables = [block for block in blockers_report(found) if isinstance(block, Table)]
    assert len(tables[0].sections[0].rows) == 2
    assert "no package can be of this kind" in told(replace(found, questions=found.questions[1:]))
    assert "No package can be of any of these kinds." in told(
        replace(found, questions=found.questions[1:] * 2)
    )


def test_no_kind_of_deal() -> None:
    """Nothing to ask about."""
    assert "names no kind of deal" in told(blockers(loaded(plain(deals={})), draws=1, workers=1))


def test_long_tables_are_cut() -> None:
    """Sixteen parties are shown, and how many more there are is said."""
    members = [f"m{k:02}" for k in range(20)]
    parties = {"north": {"role": "principal"}, "south": {"role": "principal"}}
    parties |= {m: {"role": "ratifier", "side": "south"} for m in members}
    stakes: dict[str, Any] = {m: {"aid": {"grant": -1}} for m in members}
    rules = {"south": [{"name": "All", "needs": {"all_of": members}}]}
    text = told(small(parties=parties, stakes=stakes, ratification=rules))
    assert "4 more parties are left out; --json has them all." in text


def test_sets_that_were_not_listed_are_said(one: Blockers) -> None:
    """Where only small sets were listed, the table of units says so."""
    kind = replace(one.questions[0].kinds[0], up_to=3)
    question = replace(one.questions[0], kinds=(kind, *one.questions[0].kinds[1:]))
    assert "Sets of more than 3 were not all listed." in told(replace(one, questions=(question,)))
    nothing = replace(kind, units=(), sets=(), hitting=())
    question = replace(question, kinds=(nothing, *question.kinds[1:]))
    assert "Only with more than 3 parties lifted does a deal open." in told(
        replace(one, questions=(question,))
    )


def test_with_sweeteners() -> None:
    """The form is said."""
    text = told(blockers(detente.load("two-issues"), deal="any", form=SWEETENED, draws=5, workers=1))
    assert "Any deal, with sweeteners" in text
