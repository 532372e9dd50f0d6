"""Coleman's exchange over draws."""

from __future__ import annotations

import json

import pytest

from detente.lenses.leverage.analysis import leverage
from detente.lenses.leverage.exchange_of_control import exchange_of_control
from detente.lenses.leverage.power_and_price import PowerAndPrice
from lenses.leverage.cases import at_medians, case, look


def exchange(draws: int = 8, **values: object) -> PowerAndPrice:
    """Return the exchange of the changed dossier."""
    return look(draws, **values).exchange


TWO = {
    "stakes": {
        "north": {"relief": {"ease": 3}, "aid": {"grant": 1}},
        "south": {"relief": {"ease": 2}, "aid": {"grant": 3}},
    },
    "issues__relief__options__ease__performers": ["north"],
    "issues__aid__options__grant__performers": ["south"],
}


def test_two_actors_in_closed_form() -> None:
    """Each controls one event: v1 = y / (y + 1 - x) (Coleman 1990, ch. 25)."""
    x, y = 3 / 4, 2 / 5
    found = exchange(**TWO)
    assert found.price["relief"].middle == pytest.approx(y / (y + 1 - x), abs=1e-6)
    assert found.power["north"].middle == pytest.approx(y / (y + 1 - x), abs=1e-6)
    assert found.status == "found"


def test_power_and_price_sum_to_one() -> None:
    """Of numbers that are certain the medians do, too."""
    found = exchange()
    assert sum(power.middle for power in found.power.values()) == pytest.approx(1, abs=1e-5)
    assert sum(price.middle for price in found.price.values()) == pytest.approx(1, abs=1e-5)


def test_certain_numbers_give_the_exchange_itself() -> None:
    """The exchange on average is then that of every draw, with its trades."""
    found = exchange()
    assert found.on_average is not None
    again = exchange_of_control(
        found.on_average.interest, found.on_average.control, found.on_average.actors, found.on_average.events
    )
    assert again.power == found.on_average.power
    for party, power in found.power.items():
        assert power.middle == pytest.approx(again.power[party], abs=1e-6)
    assert found.trades[0].value >= found.trades[-1].value > 0


def test_ranks_go_down() -> None:
    """Most power and the dearest issue come first."""
    found = exchange(60, stakes__south__relief__ease="5..25")
    middles = [power.middle for power in found.power.values()]
    assert middles == sorted(middles, reverse=True)
    assert found.power["south"].low < found.power["south"].high
    assert found.solved == 1.0


def test_a_system_that_falls_apart_is_reported() -> None:
    """Two pairs that neither want nor control anything of one another's."""
    found = exchange(
        parties__buyer={"role": "third party"},
        parties__seller={"role": "third party"},
        issues__grain={
            "control": {"seller": 1},
            "options": {"no": {"status_quo": True}, "sale": {"performers": ["seller"]}},
        },
        issues__oil={
            "control": {"buyer": 1},
            "options": {"no": {"status_quo": True}, "sale": {"performers": ["buyer"]}},
        },
        stakes__buyer={"grain": {"sale": 3}},
        stakes__seller={"oil": {"sale": 3}},
    )
    assert found.reducible == 1.0
    assert set(found.apart) == {"buyer", "seller"}
    assert found.on_average is not None
    assert len(found.on_average.classes) == 2


def test_a_stake_of_either_sign_counts() -> None:
    """At its median it would be worth nothing; in most draws it is something."""
    found = exchange(50, stakes__militia__truce__hold="-5..5")
    assert found.on_average is not None
    assert found.power["militia"].middle > 0


def test_nothing_to_exchange() -> None:
    """A status, in JSON too, and no number."""
    found = exchange(stakes={})
    assert found.status == "nothing to exchange"
    assert (found.power, found.price, found.on_average, found.trades) == ({}, {}, None, ())
    assert json.loads(json.dumps(found.to_dict(), allow_nan=False))["solved"] == 0


def test_no_equilibrium_in_any_draw() -> None:
    """At the medians the militia wants nothing, and there is no other draw."""
    numbers = at_medians(case(stakes__militia__truce__hold="-5..5"))
    found = leverage(numbers.blueprint, numbers.values).exchange
    assert (found.status, found.on_average, found.solved) == ("no equilibrium", None, 0.0)
