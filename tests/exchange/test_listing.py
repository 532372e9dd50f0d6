"""A few of many names."""

from detente.exchange.listing import listed


def test_few_names_are_all_listed() -> None:
    """Of more than six the rest is counted."""
    assert listed(["a", "b"]) == "a, b"
    assert listed("abcdef") == "a, b, c, d, e, f"
    assert listed("abcdefg") == "a, b, c, d, e, f and 1 more"
