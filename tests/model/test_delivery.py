"""Control held against control required, and who sits at the table."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from detente.dossier.dossier import Issue
from detente.dossier.quantity import Quantity
from detente.model.delivery import can_be_done, held_by, of_side, seated
from detente.model.fixed_point import UNIT, to_units
from properties.dossiers import loaded, plain

PARTIES: dict[str, Any] = {
    "north": {"role": "principal"},
    "south": {"role": "principal"},
    "senate": {"role": "ratifier", "side": "north"},
    "guest": {"role": "third party", "at_table": True},
    "bystander": {"role": "third party"},
    "client": {"role": "third party", "side": "south"},
}


def amount(quantity: Quantity | None) -> NDArray[np.int64]:
    """Draw a quantity at its low end, its middle and just below its high end."""
    if quantity is None:
        return np.zeros(3, np.int64)
    return to_units(quantity.draw(np.array([0.0, 0.5, 1 - 2**-30])))


def done(parties: set[str], requires: Any, control: dict[str, Any]) -> list[bool]:
    """Tell for three draws whether these parties can do an option that requires so much."""
    data = plain(parties=PARTIES)
    data["issues"]["aid"]["control"] = control
    data["issues"]["aid"]["options"]["grant"]["requires"] = requires
    if requires is None:
        del data["issues"]["aid"]["options"]["grant"]["requires"]
    issue = loaded(data).issues["aid"]
    answer: list[bool] = can_be_done(issue, issue.options["grant"], parties, amount).tolist()
    return answer


@pytest.mark.parametrize(
    ("parties", "able"),
    [({"north"}, False), ({"north", "south"}, True), ({"north", "guest"}, False), (set(), False)],
)
def test_control_adds_up_over_the_parties(parties: set[str], able: bool) -> None:
    """Half needed: a quarter and a quarter are just enough, a quarter and an eighth are not."""
    control = {"north": 0.25, "south": 0.25, "guest": 0.125}
    assert done(parties, 0.5, control) == [able] * 3


def test_each_draw_is_judged_by_itself() -> None:
    """A range of control reaches the bar in its upper half only."""
    assert done({"north"}, 0.5, {"north": "0.25..0.75"}) == [False, True, True]
    assert done({"north"}, "0.25..0.75", {"north": 0.5}) == [True, True, False]


def test_where_nothing_is_required_nothing_is_needed() -> None:
    """Without `requires` even parties without any control can do it."""
    assert done(set(), None, {"south": 0.9}) == [True] * 3
    assert done({"north"}, 0.0, {}) == [True] * 3


def test_whoever_has_no_share_holds_none() -> None:
    """Control that nobody was given cannot be held."""
    assert done({"north", "south"}, 0.01, {}) == [False] * 3


def test_at_the_table() -> None:
    """Principals, their sides and guests sit there; a third party that stays away does not."""
    assert seated(loaded(plain(parties=PARTIES))) == {"north", "south", "senate", "guest", "client"}


def test_a_side_is_a_principal_and_its_own() -> None:
    """A guest at the table belongs to no side."""
    dossier = loaded(plain(parties=PARTIES))
    assert of_side(dossier, "north") == {"north", "senate"}
    assert of_side(dossier, "south") == {"south", "client"}


CONTROL = {"north": 0.5, "south": 0.25, "guest": 0.25}


def leaking(leakage: dict[str, Any], performers: list[str], control: dict[str, Any] = CONTROL) -> Issue:
    """Return an issue of which an option with these performers needs control that leaks."""
    data = plain(parties=PARTIES)
    data["issues"]["aid"] |= {"control": control, "leakage": leakage}
    data["issues"]["aid"]["options"]["grant"] |= {"performers": performers, "requires": 0.375}
    return loaded(data).issues["aid"]


def held(issue: Issue, *parties: str) -> list[float]:
    """Return the share that these parties bring to bear in three draws."""
    return (held_by(issue, issue.options["grant"], parties, amount) / UNIT).tolist()


def test_what_leaks_is_lost_with_the_leakers_own_share() -> None:
    """0.5 of north less a quarter that south makes up for; south's own quarter is not brought."""
    issue = leaking({"south": 0.25}, ["north"])
    assert held(issue, "north", "south") == [0.375] * 3
    assert held(issue, "north") == [0.375] * 3
    assert held(issue, "south") == [0.0] * 3
    assert can_be_done(issue, issue.options["grant"], {"north"}, amount).tolist() == [True] * 3


def test_who_performs_does_not_leak() -> None:
    """A party that acts itself brings its share, and undoes nothing."""
    issue = leaking({"south": 0.25}, ["north", "south"])
    assert held(issue, "north", "south") == [0.75] * 3
    assert held(issue, "north") == [0.5] * 3


def test_leakage_adds_up_to_the_whole_at_most() -> None:
    """Two that leak are added; more than everything cannot be lost."""
    assert held(leaking({"south": 0.25, "guest": 0.5}, ["north"]), "north") == [0.125] * 3
    assert held(leaking({"south": 0.75, "guest": 0.5}, ["north"]), "north") == [0.0] * 3


def test_a_party_without_control_can_leak() -> None:
    """Another supplier need hold nothing to make up for what the others withhold."""
    assert held(leaking({"bystander": 0.5}, ["north"]), "north", "south") == [0.375] * 3


def test_leakage_is_drawn_by_itself() -> None:
    """A range of leakage lowers each draw by its own value."""
    found = held(leaking({"bystander": "0..0.5"}, ["north"]), "north")
    assert found == pytest.approx([0.5, 0.375, 0.25], abs=1e-6)


def test_no_leakage_is_the_plain_sum() -> None:
    """Without leakage nothing is lost, to the last unit."""
    control = {"north": 0.1, "south": 0.2, "guest": 0.3}
    issue = leaking({}, ["north"], control)
    expected = [sum(int(to_units(np.array(share))) for share in control.values())] * 3
    assert held_by(issue, issue.options["grant"], set(PARTIES), amount).tolist() == expected
