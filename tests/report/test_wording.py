"""How shares and counts are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.report.wording import count, listed, number_of, percent, tone_of


@given(st.floats(0, 1))
def test_only_none_and_all_are_written_as_such(share: float) -> None:
    """0% means never and 100% means always."""
    assert (percent(share) == "0%") == (share == 0)
    assert (percent(share) == "100%") == (share == 1)


@pytest.mark.parametrize(
    ("log10", "text"), [(None, "none"), (0.0, "1"), (1.49136, "31"), (4.9, "79433"), (17.2523, "10^17.3")]
)
def test_counts(log10: float | None, text: str) -> None:
    """Small ones are written out, large ones as powers of ten."""
    assert count(log10) == text


@pytest.mark.parametrize(
    ("part", "whole", "text"), [(0, 3, "none of 3"), (1, 1, "1 of 1"), (2, 3, "2 of 3"), (3, 3, "all 3")]
)
def test_parts_of_a_whole(part: int, whole: int, text: str) -> None:
    """None and all are said in words."""
    assert number_of(part, whole) == text


@pytest.mark.parametrize(
    ("names", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_lists(names: list[str], text: str) -> None:
    """The last two are joined by a word."""
    assert listed(names) == text


def test_tones() -> None:
    """Half the draws is good, next to none is muted."""
    assert [tone_of(share) for share in (1.0, 0.5, 0.2, 0.05, 0.0)] == [
        "good",
        "good",
        "fair",
        "poor",
        "muted",
    ]
