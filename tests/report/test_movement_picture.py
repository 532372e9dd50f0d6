"""What a picture of movement holds and says."""

from __future__ import annotations

import pytest

from detente.errors import RunError
from detente.report.movement_picture import Movement, MovementPicture
from report.pictures import HOSTILE


def _picture(*bars: Movement) -> MovementPicture:
    return MovementPicture(title="Movement", caption="How often.", bars=bars)


def test_the_words_name_what_moves_most() -> None:
    """Issues that never move are counted, not named."""
    drawn = _picture(Movement("Arms", 0.0), Movement("Fish", 0.25), Movement("Border", 1.0, "Open"))
    assert drawn.alternative() == (
        "Issues that move in the Nash package of at least one draw: 2 of 3 issues."
        " Most often: Border (100% of draws, mostly to Open) and Fish (25% of draws)."
    )
    assert drawn.rows() == drawn.bars


@pytest.mark.parametrize(
    ("bars", "count"), [((), "no issue at all"), ((Movement("Arms", 0.0),), "none of 1 issues")]
)
def test_nothing_moves(bars: tuple[Movement, ...], count: str) -> None:
    """One sentence is enough."""
    assert _picture(*bars).alternative().endswith(f"at least one draw: {count}.")


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_a_share_is_one(share: float) -> None:
    """Anything but 0 to 1 is refused."""
    with pytest.raises(RunError, match="Arms moves in a share"):
        _picture(Movement("Arms", share))


@pytest.mark.parametrize("text", HOSTILE)
def test_the_words_are_short_and_printable_whatever_the_names(text: str) -> None:
    """Long names are cut, control characters are gone."""
    words = _picture(Movement(text, 0.5, text)).alternative()
    assert words.isprintable()
    assert len(words) < 300
