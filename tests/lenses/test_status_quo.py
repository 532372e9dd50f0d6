"""Why is it not done already? Moves one side could make alone, and deals on one option."""

from __future__ import annotations

import pytest

from detente.ensemble.sampling import draw_values
from detente.lenses.status_quo import preferred_moves, single_changes, unilateral_moves
from detente.model.blueprint import Blueprint
from detente.model.tables import fill_tables
from properties.dossiers import Data, loaded, plain

PARTIES: Data = {
    "north": {"role": "principal"},
    "south": {"role": "principal"},
    "army": {"role": "ratifier", "side": "north"},
    "navy": {"role": "ratifier", "side": "north"},
    "militia": {"role": "third party"},
}


def one_issue(option: Data, stakes: Data | None = None, **sections: object) -> Data:
    """Write a dossier with one issue and one way to change it."""
    issues = {"aid": {"options": {"none": {"status_quo": True}, "grant": option}}}
    points = {party: {"aid": {"grant": value}} for party, value in (stakes or {}).items()}
    return plain(parties=PARTIES, issues=issues, stakes=points, deals={}, **sections)


def taken(data: Data) -> list[bool]:
    """Tell which unilateral moves are preferred in the first draw."""
    b = Blueprint(loaded(data))
    tables = fill_tables(b, draw_values(b.quantities, 0, 0, 1, b.correlations))
    found = preferred_moves(tables, unilateral_moves(b))
    assert found.shape == (1, len(unilateral_moves(b)))
    return [bool(x) for x in found[0]]


@pytest.mark.parametrize(
    ("option", "side"),
    [
        ({"performers": ["north"]}, "north"),
        ({"performers": ["north", "army"]}, "north"),
        ({"performers": ["army"]}, "north"),
        ({"performers": ["north"], "consent": ["army"]}, "north"),
        ({"performers": ["north"], "pressure": True}, "north"),
        ({"performers": ["north", "south"]}, None),
        ({"performers": ["north"], "consent": ["south"]}, None),
        ({"performers": ["north"], "consent": ["militia"]}, None),
        ({"performers": ["militia"]}, None),
        ({"performers": []}, None),
    ],
)
def test_who_could_move_alone(option: Data, side: str | None) -> None:
    """A move belongs to one side when all who perform or must agree do."""
    moves = unilateral_moves(Blueprint(loaded(one_issue(option))))
    assert [move.side for move in moves] == ([] if side is None else [side])


@pytest.mark.parametrize(("points", "preferred"), [(1, True), (0, False), (-1, False)])
def test_a_move_is_preferred_when_it_gains(points: float, preferred: bool) -> None:
    """Nothing gained is not preferred to the status quo."""
    assert taken(one_issue({"performers": ["north"]}, {"north": points})) == [preferred]


def test_acting_alone_costs_no_dealing() -> None:
    """Costs of being seen to deal, and what no deal would bring, do not weigh on a move made alone."""
    data = one_issue(
        {"performers": ["north"]},
        {"north": 1},
        dealing_costs={"north": {"per_deal": 5}},
        no_deal={"north": {"points": 5}},
        relative_gains={"north": 1},
    )
    data["stakes"]["south"] = {"aid": {"grant": 9}}
    assert taken(data) == [True]


@pytest.mark.parametrize(
    ("needs", "preferred"),
    [
        ("army", False),
        ("navy", True),
        ({"at_least": 1, "of": ["army", "navy"]}, True),
        ({"quota": 2, "weights": {"army": 2, "navy": 1}}, False),
        ({"not": "army"}, True),
    ],
)
def test_a_move_must_be_carried_at_home(needs: object, preferred: bool) -> None:
    """The army loses and the navy is indifferent: home rules decide whether north could move."""
    rules = {"north": [{"name": "r", "needs": needs, "over": ["aid"]}]}
    data = one_issue({"performers": ["north"]}, {"north": 1, "army": -1}, ratification=rules)
    assert taken(data) == [preferred]


def test_rules_of_the_other_side_or_on_other_matters_do_not_bind() -> None:
    """Only the mover's own home, and only rules over what it moves, can stop it."""
    data = plain(parties=PARTIES)
    data["stakes"]["north"]["aid"]["grant"] = 1
    data["stakes"]["army"] = {"aid": {"grant": -1}}
    data["ratification"] = {
        "north": [{"name": "base", "needs": "army", "over": ["base"]}],
        "south": [{"name": "aid", "needs": "army", "over": ["aid"]}],
    }
    assert taken(data) == [True, False]


def test_a_move_beyond_ones_control_could_not_simply_be_made() -> None:
    """An option that requires more control than its own side has is no move of that side."""
    data = one_issue({"performers": ["north"], "requires": 0.5}, {"north": 1})
    data["issues"]["aid"]["control"] = {"north": 0.25, "south": 0.75}
    assert not any(taken(data))


@pytest.mark.parametrize(
    ("after", "moves"),
    [({}, 2), ({"aid": ["grant"]}, 1), ({"aid": ["none", "grant"]}, 2), ({"aid": ["none"]}, 2)],
)
def test_what_must_wait_is_no_move(after: Data, moves: int) -> None:
    """An option that comes after what is not yet so cannot simply be taken."""
    data = plain(parties=PARTIES)
    data["issues"]["base"]["options"]["closed"]["after"] = after
    assert len(unilateral_moves(Blueprint(loaded(data)))) == moves


def test_leakage_can_take_a_move_away() -> None:
    """Whose own control suffices until somebody else makes up for it cannot move alone."""
    data = one_issue({"performers": ["north"], "requires": 0.5}, {"north": 1})
    data["issues"]["aid"]["control"] = {"north": 0.5}
    assert taken(data) == [True]
    data["issues"]["aid"]["leakage"] = {"militia": 0.25}
    assert taken(data) == [False]


def test_single_changes_are_all_that_a_deal_may_be_made_of() -> None:
    """Every option but the status quo and pressure, in the order of the columns."""
    data = plain()
    data["issues"]["base"]["options"]["bombed"] = {"pressure": True}
    data["issues"]["aid"]["options"]["loan"] = None
    b = Blueprint(loaded(data))
    assert single_changes(b) == (("aid", "grant"), ("aid", "loan"), ("base", "closed"))


def test_no_moves_at_all() -> None:
    """Where nobody can move alone the answer is empty."""
    assert taken(one_issue({"performers": ["militia"]})) == []
