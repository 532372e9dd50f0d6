"""What is told of one package and one party outside."""

from __future__ import annotations

import json

import pytest

from detente.lenses.outsiders.effects import Harm, Performance
from lenses.outsiders.made import FLAT, effect, effects


@pytest.mark.parametrize(
    ("gains", "loses", "status"),
    [
        (0.9, 0.1, "gains"),
        (0.1, 0.7, "loses"),
        (0.0, 0.1, "neither"),
        (0.5, 0.5, "divided"),
        (0.4, 0.6, "divided"),
    ],
)
def test_status_takes_two_draws_of_three(gains: float, loses: float, status: str) -> None:
    """A mere majority decides nothing."""
    assert effect(gains=gains, loses=loses).status == status


def test_untouched_is_who_has_no_stake_and_no_gain() -> None:
    """Without a stake a party may still be better off than without a deal, and then is not untouched."""
    assert effect(has_stake=False).status == "untouched"
    assert effect(has_stake=True).status == "neither"
    assert effect(has_stake=False, gains=1.0).status == "gains"


def test_losers_with_and_without_a_say() -> None:
    """Losers are parted by whether they can spoil in any draw; who loses in few draws is none."""
    found = effects(
        effect("a", loses=1.0),
        effect("b", loses=0.8, spoils=0.01),
        effect("c", loses=0.5),
        effect("d", loses=0.5, spoils=0.5),
    )
    assert found.powerless_losers == ("a",)
    assert found.losers_who_can_spoil == ("b",)
    assert found.effect("d").spoils == 0.5
    with pytest.raises(KeyError):
        found.effect("e")


def test_performers_are_named() -> None:
    """Only those who have to act."""
    done = Performance(over=("aid=grant",), keeps_word=None, by_record_of=None, willing=1.0)
    assert effects(effect("a"), effect("b", performance=done)).performers == ("b",)


def test_json_has_everything() -> None:
    """Every field, in plain types."""
    done = Performance(over=("aid=grant",), keeps_word=FLAT, by_record_of="north", willing=0.25)
    found = effects(
        effect(loses=1.0, harm=Harm(change="aid=grant", points=-2.0), performance=done, spoils=0.5)
    )
    told = json.loads(json.dumps(found.to_dict()))
    assert told["losers_who_can_spoil"] == ["ally"]
    assert told["effects"][0] == {
        "party": "ally",
        "status": "loses",
        "has_stake": True,
        "points": {"p05": 0.0, "p50": 0.0, "p95": 0.0},
        "surplus": {"p05": 0.0, "p50": 0.0, "p95": 0.0},
        "gains": 0.0,
        "loses": 1.0,
        "harm": {"change": "aid=grant", "points": -2.0},
        "performance": {
            "over": ["aid=grant"],
            "keeps_word": {"p05": 0.0, "p50": 0.0, "p95": 0.0},
            "by_record_of": "north",
            "willing": 0.25,
        },
        "spoils": 0.5,
        "ways": [{"way": "consent", "share": 0.5, "over": ["aid=grant"]}],
    }
    silent = Performance(over=(), keeps_word=None, by_record_of=None, willing=1.0)
    assert silent.to_dict()["keeps_word"] is None
