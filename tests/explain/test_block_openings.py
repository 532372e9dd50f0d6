"""What opens a deal in one draw, against trying every set on an independent model."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from detente.dossier.dossier import Dossier
from detente.ensemble.depths import AS_DESCRIBED, SWEETENED, Form
from detente.explain import block_openings
from detente.explain.block_cases import cases_of_list, cases_of_search
from detente.explain.block_openings import Openings, openings_of
from detente.explain.blocking_conditions import KINDS, Asking, Conditions, UnitKind
from detente.model.blueprint import Blueprint
from explain.lifting import Lifting, Units, sets_of
from properties.dossiers import Data, loaded, plain, random_data

some = settings(
    deadline=None, max_examples=6, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def asked(dossier: Dossier, k: int, form: Form = AS_DESCRIBED, *, listed: bool = False) -> Asking | None:
    """Prepare the first draw of a kind of deal; None where there is no package of it."""
    blueprint = Blueprint(dossier)
    conditions = Conditions.of(blueprint)
    if listed:
        cases = cases_of_list(blueprint, k, AS_DESCRIBED, conditions, 1, 0)
    else:
        cases = cases_of_search(blueprint, k, form, conditions, (0, 1), 0)
    return cases[0].asking if cases else None


def by_trying(
    reference: Lifting, members: list[dict[str, str]], kind: UnitKind, units: tuple[str, ...]
) -> list[Units]:
    """All minimal sets of up to three, and no larger."""
    minimal: list[Units] = []
    for lifted in sets_of(units, 3):
        if not any(known <= lifted for known in minimal) and reference.opens(members, kind, lifted):
            minimal.append(lifted)
    return minimal


def check(
    found: Openings, reference: Lifting, members: list[dict[str, str]], asking: Asking, kind: UnitKind
) -> None:
    """Compare with the reference."""
    conditions = asking.conditions
    units = conditions.units(kind)
    expected = by_trying(reference, members, kind, units)
    assert found.is_open == (frozenset() in expected)
    if found.is_open:
        return
    assert [one for one in found.sets if len(one) <= 3] == expected
    assert found.sole == tuple(sorted(unit for one in expected if len(one) == 1 for unit in one))
    everything = frozenset(units)
    if conditions.rises(kind):
        assert found.can_open == reference.opens(members, kind, everything)
        for unit in units if found.can_open else ():
            assert (unit in found.needed) == (not reference.opens(members, kind, everything - {unit}))
        for conflict in found.conflicts:
            assert not reference.opens(members, kind, everything - conflict)
        if expected:
            assert found.fewest == len(expected[0])


@some
@given(random_data())
def test_searched_sets_are_those_of_the_formulas(data: Data) -> None:
    """With anything elsewhere: minimal sets, needed units and conflicts are those of trying every set."""
    dossier = loaded(data)
    reference = Lifting(dossier)
    for k, deal in enumerate(dossier.deals.values()):
        members = reference.members(deal, exactly=False)
        asking = asked(dossier, k, SWEETENED)
        assert asking is not None
        for kind in KINDS:
            check(openings_of(asking, kind, 3), reference, members, asking, kind)
        assert asking.undecided == 0


@some
@given(random_data())
def test_listed_sets_are_those_of_the_formulas(data: Data) -> None:
    """As described, package by package, of any size."""
    dossier = loaded(data)
    reference = Lifting(dossier)
    for k, deal in enumerate(dossier.deals.values()):
        members = reference.members(deal, exactly=True)
        if not (deal.all_of or deal.at_least):
            continue
        asking = asked(dossier, k, listed=True)
        if asking is None:
            continue
        for kind in KINDS:
            found = openings_of(asking, kind)
            check(found, reference, members, asking, kind)
            again = asked(dossier, k)
            assert again is not None
            assert openings_of(again, kind, 3).sets == tuple(s for s in found.sets if len(s) <= 3)


def test_a_veto_apiece() -> None:
    """Three who each lose block together: one set of three, each of them needed, none alone."""
    parties = {
        "north": {"role": "principal"},
        "south": {"role": "principal"},
        "army": {"role": "ratifier", "side": "south"},
    }
    stakes = {
        "north": {"aid": {"grant": -2}},
        "south": {"aid": {"grant": -1}},
        "army": {"aid": {"grant": -1}},
    }
    rules = {"south": [{"name": "Army", "needs": "army"}]}
    data = plain(
        parties=parties, stakes=stakes, ratification=rules, deals={"gift": {"all": {"aid": ["grant"]}}}
    )
    asking = asked(loaded(data), 0, listed=True)
    assert asking is not None
    found = openings_of(asking, "party")
    assert found.sets == (frozenset({"north", "south", "army"}),)
    assert (found.fewest, found.up_to, found.sole) == (3, None, ())
    assert found.needed == {"north", "south", "army"}
    short = openings_of(asking, "party", 2)
    assert (short.sets, short.up_to, short.fewest) == ((), 2, 3)
    assert openings_of(asking, "rule").can_open is False
    assert openings_of(asking, "gate").sets == (frozenset({"acceptable", "ratifiable", "credible"}),)


def test_lists_that_grow_too_long_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a size has too many sets, what is listed ends before it, and says so."""
    members = [f"m{k}" for k in range(6)]
    parties = {"north": {"role": "principal"}, "south": {"role": "principal"}}
    parties |= {m: {"role": "ratifier", "side": "south"} for m in members}
    stakes: Data = {"north": {"aid": {"grant": 2}}, "south": {"aid": {"grant": 2}}}
    stakes |= {m: {"aid": {"grant": -1}} for m in members}
    rules = {"south": [{"name": "House", "needs": {"at_least": 2, "of": members}}]}
    data = plain(
        parties=parties, stakes=stakes, ratification=rules, deals={"gift": {"all": {"aid": ["grant"]}}}
    )
    asking = asked(loaded(data), 0, listed=True)
    assert asking is not None
    whole = openings_of(asking, "party")
    assert (len(whole.sets), whole.up_to, whole.fewest) == (15, None, 2)
    monkeypatch.setattr(block_openings, "MOST_LISTED", 14)
    cut = openings_of(asking, "party")
    assert (cut.sets, cut.up_to, cut.fewest) == ((), 1, 2)


def test_a_rule_that_says_not() -> None:
    """Lifting one opens what lifting two would close; both are found by trying."""
    parties = {
        "north": {"role": "principal"},
        "south": {"role": "principal"},
        "hawk": {"role": "ratifier", "side": "south"},
    }
    stakes = {"north": {"aid": {"grant": -2}}, "south": {"aid": {"grant": 2}}, "hawk": {"aid": {"grant": -1}}}
    rules = {"south": [{"name": "Hawk", "needs": {"not": "hawk"}}]}
    data = plain(
        parties=parties, stakes=stakes, ratification=rules, deals={"gift": {"all": {"aid": ["grant"]}}}
    )
    asking = asked(loaded(data), 0, listed=True)
    assert asking is not None
    assert not asking.conditions.rises("party")
    assert openings_of(asking, "party").sets == (frozenset({"north"}),)
    assert not asking.opens("party", frozenset({"north", "hawk"}))
    assert replace(openings_of(asking, "party"), sets=()).sole == ()
