"""What can be lifted, and one draw asked with something lifted."""

from __future__ import annotations

import numpy as np
from hypothesis import HealthCheck, given, settings

import detente
from detente.ensemble.depths import AS_DESCRIBED, SWEETENED
from detente.explain.block_cases import cases_of_list, cases_of_search
from detente.explain.blocking_conditions import KINDS, Asking, Conditions, rule_key
from detente.model.blueprint import Blueprint
from detente.model.predicate import GATES
from explain.lifting import Lifting, sets_of
from properties.dossiers import Data, loaded, plain, random_data


def asking_of(data: Data, k: int = 0) -> Asking:
    """The first draw of a kind of deal, with anything elsewhere."""
    blueprint = Blueprint(loaded(data))
    return cases_of_search(blueprint, k, SWEETENED, Conditions.of(blueprint), (0, 1), 0)[0].asking


def test_units() -> None:
    """Parties with a condition, rules by side and name, and the five gates."""
    conditions = Conditions.of(Blueprint(detente.load("two-issues")))
    assert conditions.units("party") == ("assembly", "north", "south")
    assert "north/Sanctions law" in conditions.units("rule")
    assert conditions.units("gate") == GATES
    assert all(conditions.rises(kind) for kind in KINDS)
    assert rule_key("north", "Senate") == "north/Senate"


def test_a_deal_must_change_something() -> None:
    """With every gate lifted the status quo is still no deal, and no pressure is part of one."""
    data = plain(deals={"any": None})
    data["issues"]["aid"]["options"]["grant"]["pressure"] = True
    data["issues"]["base"]["options"]["closed"]["pressure"] = True
    asking = asking_of(data)
    assert not asking.opens("gate", frozenset(GATES))
    assert asking.conflict("gate", frozenset()) == frozenset()
    assert asking.is_possible


def test_control_order_and_agenda_go_with_the_first_gate() -> None:
    """Each of them alone makes it fail; lifting the gate lifts it."""
    swap = {"swap": {"all": {"aid": ["grant"], "base": ["closed"]}}}
    for change in ("control", "order", "agenda"):
        data = plain(deals=swap)
        if change == "control":
            data["issues"]["aid"]["options"]["grant"]["requires"] = 0.5
        elif change == "order":
            data["issues"]["aid"]["options"]["more"] = {}
            data["issues"]["base"]["options"]["closed"]["after"] = {"aid": ["more"]}
        else:
            data["agenda_limit"] = 1
        blueprint = Blueprint(loaded(data))
        conditions = Conditions.of(blueprint)
        for case in (
            *cases_of_list(blueprint, 0, AS_DESCRIBED, conditions, 1, 0),
            *cases_of_search(blueprint, 0, AS_DESCRIBED, conditions, (0, 1), 0),
        ):
            assert not case.asking.passes()
            assert case.asking.conflict("gate", frozenset()) == {"deliverable"}
            assert case.asking.opens("gate", frozenset({"deliverable"}))
            assert case.asking.conflict("party", frozenset()) == frozenset()


@settings(deadline=None, max_examples=7, suppress_health_check=list(HealthCheck))
@given(random_data())
def test_conflicts(data: Data) -> None:
    """A conflict holds nothing that was lifted; lifting all but it opens nothing, and one more does."""
    dossier = loaded(data)
    reference = Lifting(dossier)
    members = reference.members(dossier.deals["any"], exactly=False)
    asking = asking_of(data, list(dossier.deals).index("any"))
    for kind in KINDS:
        if not asking.conditions.rises(kind):
            continue
        everything = frozenset(asking.conditions.units(kind))
        for lifted in sets_of(everything, 1):
            conflict = asking.conflict(kind, lifted)
            assert (conflict is None) == reference.opens(members, kind, lifted)
            if conflict is not None:
                assert not conflict & lifted
                assert not reference.opens(members, kind, everything - conflict)
                for unit in conflict:
                    assert reference.opens(members, kind, everything - conflict | {unit})


def test_blame() -> None:
    """A proof that used nothing blames nobody, but the first gate, which leaves no trace in it."""
    conditions = Conditions.of(Blueprint(loaded(plain())))
    nothing = np.zeros(conditions.uses.shape[1], np.bool_)
    assert conditions.blamed("party", nothing) == frozenset()
    assert conditions.blamed("gate", nothing) == {"deliverable"}
    assert conditions.blamed("party", ~nothing) == {"north", "south"}
