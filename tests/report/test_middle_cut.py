"""Names cut in their middle."""

from __future__ import annotations

import pytest

from detente.report.middle_cut import middle_cut
from report.pictures import HOSTILE


def test_both_ends_stay() -> None:
    """What fits is left alone."""
    text = "what a very long option is worth to South"
    assert middle_cut(text, 30) == "what a very... worth to South"
    assert middle_cut(text, len(text)) == text


@pytest.mark.parametrize("text", HOSTILE)
def test_it_is_short_and_printable(text: str) -> None:
    """Whatever a dossier says."""
    found = middle_cut(text, 40)
    assert len(found) <= 40
    assert found.isprintable()
