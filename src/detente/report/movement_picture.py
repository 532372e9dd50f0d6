"""What a picture of movement shows: how often an issue moves in the Nash package."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from detente.errors import RunError
from detente.report.text_fitting import shortened
from detente.report.wording import listed, number_of, percent

__all__ = ["Movement", "MovementPicture"]

#: Cells that names may take in a sentence, and issues that one lists.
NAME_WIDTH = 60
LISTED = 3


class Movement(NamedTuple):
    """One bar.

    ``share`` (0 to 1) is that of the draws in which the issue moves away from the status quo in
    the Nash package; ``option`` is the label of the option most often taken when it moves, empty
    if it never does.
    """

    issue: str
    share: float
    option: str = ""


@dataclass(frozen=True, kw_only=True)
class MovementPicture:
    """Issues and how often each of them moves.

    Attributes
    ----------
    title : str
    caption : str
        One line that says what the picture means.
    bars : tuple of Movement
        Drawn in this order, from above; may be empty.

    Raises
    ------
    RunError
        If a share is not between 0 and 1.
    """

    title: str
    caption: str
    bars: tuple[Movement, ...]

    def __post_init__(self) -> None:
        for bar in self.bars:
            if not 0 <= bar.share <= 1:
                raise RunError(f"{shortened(bar.issue, NAME_WIDTH)} moves in a share of {bar.share:g} draws")

    def rows(self) -> tuple[Movement, ...]:
        """Return everything drawn as a table."""
        return self.bars

    def alternative(self) -> str:
        """Say in one or two sentences what the picture shows, for those who cannot see it."""
        moving = sorted((bar for bar in self.bars if bar.share > 0), key=lambda bar: -bar.share)
        count = f"{number_of(len(moving), len(self.bars))} issues" if self.bars else "no issue at all"
        first = f"Issues that move in the Nash package of at least one draw: {count}."
        if not moving:
            return first
        return f"{first} Most often: {listed([_in_words(bar) for bar in moving], LISTED)}."


def _in_words(bar: Movement) -> str:
    option = f", mostly to {shortened(bar.option, NAME_WIDTH)}" if bar.option else ""
    return f"{shortened(bar.issue, NAME_WIDTH)} ({percent(bar.share)} of draws{option})"
