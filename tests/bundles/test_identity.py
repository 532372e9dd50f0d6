"""What names a run."""

from __future__ import annotations

import json

import pytest

from detente.bundles.identity import canonical, hash_of, is_short
from detente.errors import RunError


def test_order_does_not_matter() -> None:
    """Keys in any order, at any depth, have one hash."""
    one = {"a": 1, "b": {"c": [1.5, None], "d": "ü"}}
    other = {"b": {"d": "ü", "c": [1.5, None]}, "a": 1}
    assert hash_of(one) == hash_of(other) == hash_of(json.loads(canonical(one)))


def test_what_differs_has_another_hash() -> None:
    """Values, types and keys count."""
    found = {hash_of(one) for one in ({"a": 1}, {"a": 2}, {"a": "1"}, {"b": 1}, {"a": True}, {})}
    assert len(found) == 6


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {1, 2}, b"x", object()])
def test_what_json_cannot_hold(value: object) -> None:
    """It is refused."""
    with pytest.raises(RunError, match="must be plain JSON"):
        canonical({"a": value})


def test_short_names() -> None:
    """Twelve hexadecimal digits."""
    assert [is_short(n) for n in ("0123456789ab", "0123456789AB", "0123456789a", "0123456789ab\n", "x")] == [
        True,
        False,
        False,
        False,
        False,
    ]
