"""Text that may come from anyone."""

from hypothesis import given
from hypothesis import strategies as st

from detente.report.blocks import printable, visible


@given(st.text())
def test_text_is_one_printable_line(text: str) -> None:
    """Nothing that could steer a terminal or break a line is left."""
    assert printable(text).isprintable()


@given(st.text(alphabet=st.characters(categories=["L", "N", "P"]), max_size=20))
def test_ordinary_text_stays(text: str) -> None:
    """Letters, figures and punctuation are kept as they are."""
    assert printable(text) == text


@given(st.text())
def test_visible_text_keeps_its_length(text: str) -> None:
    """Every control character becomes one space, so that drawings stay aligned."""
    assert visible(text).isprintable()
    assert len(visible(text)) == len(text)
