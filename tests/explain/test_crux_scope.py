"""A dossier cut down to what a kind of deal rests on judges it as the whole one does."""

from __future__ import annotations

import itertools
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.explain.two_readings import two_readings
from tests.properties.dossiers import loaded, plain

from detente import load
from detente.dossier.differences import differences, with_changes
from detente.dossier.dossier import Dossier
from detente.ensemble.depths import AS_DESCRIBED, SWEETENED, Form, class_depths
from detente.explain.crux_scope import scope_of


def only(dossier: Dossier, key: str) -> Dossier:
    """The dossier with one kind of deal."""
    return replace(dossier, deals={key: dossier.deals[key]})


@settings(deadline=None, max_examples=20)
@given(two_readings(), st.sampled_from([AS_DESCRIBED, SWEETENED]), st.data())
def test_mixtures_are_judged_alike(both: tuple[Dossier, Dossier], form: Form, data: st.DataObject) -> None:
    """Any mixture of two dossiers, cut down, gets as far as it does whole, in every draw."""
    before = both[0]
    key = data.draw(st.sampled_from(sorted(before.deals)))
    scope = scope_of([only(d, key) for d in both], is_described=form == AS_DESCRIBED)
    some = data.draw(st.lists(st.sampled_from(found), unique=True)) if (found := diff(both)) else []
    mixture = with_changes(before, [d for d in differences(*both) if d.name in some])
    expected = class_depths(mixture, form=form, deals=[key], draws=3, workers=1).depths
    cut = scope.cut(only(mixture, key))
    assert class_depths(cut, form=form, draws=3, workers=1).depths.tolist() == expected.tolist()


def diff(both: tuple[Dossier, Dossier]) -> list[str]:
    """Names of all differences."""
    return [difference.name for difference in differences(*both)]


def test_options_that_cannot_be_taken_go() -> None:
    """Of the sanctions only what a kind of deal takes, plans and the status quo are left."""
    before, after = load("us-russia", reading="kramer"), load("us-russia", reading="stutte")
    scope = scope_of([only(d, "staged-relief") for d in (before, after)], is_described=True)
    assert set(scope.options["sanctions-relief"]) == {"keep", "staged", "increase"}
    assert "donbas" in scope.options
    assert "arctic-science" not in scope.options
    cut = scope.cut(only(before, "staged-relief"))
    assert {issue.key: len(issue.options) for issue in cut.issues.values()} == {
        key: len(options) for key, options in scope.options.items()
    }


def test_parties_whom_nobody_asks_are_not_heard() -> None:
    """A third party without a say keeps its plan, for what others feel of it, and nothing else."""
    data = plain()
    data["parties"]["bank"] = {"role": "third party"}
    data["stakes"]["bank"] = {"aid": {"grant": 3}}
    data["no_deal"] = {"bank": {"points": 2, "plan": {"base": "closed"}}}
    data["dealing_costs"] = {"bank": {"per_deal": 1}}
    dossier = only(loaded(data), "swap")
    cut = scope_of([dossier], is_described=True).cut(dossier)
    assert "bank" not in cut.stakes
    assert cut.dealing_costs == {}
    assert (cut.no_deal["bank"].points, dict(cut.no_deal["bank"].plan)) == (None, {"base": "closed"})


def test_everything_stays_where_status_quos_differ() -> None:
    """Where the status quo itself is in dispute, no issue and no option is left out."""
    data = plain()
    options = {"open": {}, "kept": {}, "shut": {"status_quo": True}}
    data["issues"]["reef"] = {"options": options}
    other = plain()
    other["issues"]["reef"] = {"options": {**options, "open": {"status_quo": True}, "shut": {}}}
    both = [only(loaded(d), "swap") for d in (data, other)]
    scope = scope_of(both, is_described=True)
    assert {issue: set(options) for issue, options in scope.options.items()} == {
        key: set(issue.options) for key, issue in both[0].issues.items()
    }
    assert all(itertools.chain(*scope.options.values()))
