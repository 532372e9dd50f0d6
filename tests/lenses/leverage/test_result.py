"""The result as a whole: what can be looked up, written and tabulated."""

from __future__ import annotations

import json

import pytest

from lenses.leverage.cases import look


def test_one_option_by_name() -> None:
    """Balances and joinings are found by issue and option; what requires nothing has none."""
    found = look()
    assert found.balance("truce", "hold").deliverable == 0
    assert found.joining("truce", "retreat").status == "deliverable"
    with pytest.raises(KeyError):
        found.balance("aid", "grant")


def test_names_by_key() -> None:
    """Parties, issues and options have names; anything else is its own."""
    found = look(parties__patron__name="The Patron", issues__truce__options__hold__name="A truce")
    assert found.label("patron") == "The Patron"
    assert found.label("truce=hold") == "A truce"
    assert found.label("nobody") == "nobody"


def test_json_has_every_part() -> None:
    """Text and numbers only, and no name of a part missing."""
    found = look(
        issues__truce__leakage={"trader": 0.2},
        issues__truce__instigators=["south"],
        positions__south__truce={"declared": "hold", "conduct": "war"},
    )
    told = json.loads(found.to_json())
    assert told == json.loads(json.dumps(found.to_dict(), allow_nan=False))
    for part in ("balances", "joinings", "joiners", "permissions", "leakage", "double_games"):
        assert told[part]
    for part in ("instigations", "prices_raised", "bodies", "caveats", "free"):
        assert told[part]
    assert told["exchange"]["status"] == "found"


def test_a_row_per_option() -> None:
    """With the coalitions of the medians, and the same columns where there are no rows."""
    frame = look().to_frame()
    assert frame["option"].tolist() == ["hold", "retreat"]
    assert frame["coalitions"].tolist() == ["patron; militia+trader", ""]
    assert frame["shortfall_p50"].tolist() == [0.25, 0]
    empty = look(
        issues__truce__options__hold__requires=None, issues__truce__options__retreat__requires=None
    ).to_frame()
    assert empty.empty
    assert list(empty.columns) == list(frame.columns)


def test_it_is_short_to_look_at() -> None:
    """How many options fall short."""
    assert repr(look()) == (
        "<Leverage 'A truce by others', 8 draws: 1 of 2 options that require control fall short in some draw>"
    )
