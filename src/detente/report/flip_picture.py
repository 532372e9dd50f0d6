"""What a picture of flips shows: the range of each judgement, its median, and the value that is needed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from detente.explain.flip_overview import FlipOverview
from detente.explain.flip_result import Flips
from detente.explain.flip_sets import FlipSet, Turn
from detente.explain.flip_words import needed_words, number_words, range_words
from detente.report.wording import percent

__all__ = ["FlipBar", "FlipGroup", "FlipPicture", "flip_picture"]

#: Sets of several judgements that are shown of one question, and of all kinds of deal.
MOST_SETS, MOST_KINDS = 3, 8
SIZES = {1: "one judgement", 2: "two judgements together", 3: "three judgements together"}


@dataclass(frozen=True, kw_only=True)
class FlipBar:
    """One judgement, measured from its median in parts of its scale.

    Attributes
    ----------
    name, path : str
    low, high : float
        Ends of the elicited range, at most and at least 0.
    needed : float
        The value that is needed.
    says : str
        Median, value needed and range as they are written.
    """

    name: str
    path: str
    low: float
    high: float
    needed: float
    says: str

    @property
    def is_inside(self) -> bool:
        """Whether the value lies inside the range."""
        return self.low <= self.needed <= self.high


@dataclass(frozen=True, kw_only=True)
class FlipGroup:
    """Judgements that are shown together, under a line that says what they are."""

    head: str
    bars: tuple[FlipBar, ...]


@dataclass(frozen=True, kw_only=True)
class FlipPicture:
    """Values needed against ranges.

    Attributes
    ----------
    title, caption : str
    groups : tuple of FlipGroup
        The price list of single judgements, then sets of several; may be empty.
    says : str
        The bottom line.
    """

    title: str
    caption: str
    groups: tuple[FlipGroup, ...]
    says: str

    def rows(self) -> tuple[dict[str, Any], ...]:
        """Return everything drawn as a table, one row per judgement of a group."""
        return tuple(
            {
                "group": group.head,
                "judgement": bar.name,
                "path": bar.path,
                "low": bar.low,
                "high": bar.high,
                "needed": bar.needed,
                "inside": bar.is_inside,
                "says": bar.says,
            }
            for group in self.groups
            for bar in group.bars
        )

    def alternative(self) -> str:
        """Say in words what the picture shows, for those who cannot see it."""
        return self.says


def flip_picture(found: Flips | FlipOverview) -> FlipPicture:
    """Return the picture of flips.

    Parameters
    ----------
    found : Flips or FlipOverview
        Of one question the price list and the nearest sets of several are shown; of every kind of
        deal its nearest set.
    """
    if isinstance(found, FlipOverview):
        groups, what = tuple(_of_kinds(found)), "the verdict on each kind of deal"
    else:
        groups, what = tuple(_of_question(found)), f"the verdict on {found.called or found.asked}"
    return FlipPicture(
        title=f"What would turn {what}",
        caption="Bar: elicited range. Tick: median. Dot: the value needed, filled where it lies outside the "
        "range; the shaded line is the way beyond. Distances from the median are in parts of the party's "
        "largest stake (of the scale from 0 to 1 for shares).",
        groups=groups,
        says=" ".join(found.sentences[:3]),
    )


def _of_question(found: Flips) -> Iterator[FlipGroup]:
    singles = found.price_list
    if singles:
        yield FlipGroup(head="One judgement alone", bars=tuple(_bar(one.turns[0]) for one in singles))
    several = [one for one in found.sets if len(one.turns) > 1]
    for one in several[:MOST_SETS]:
        yield _group(f"{SIZES[len(one.turns)].capitalize()}", one)


def _of_kinds(found: FlipOverview) -> Iterator[FlipGroup]:
    for kind in found.ranked[:MOST_KINDS]:
        if kind.nearest is not None:
            becomes = "become a deal" if kind.to == "deal" else "stop being a deal"
            yield _group(f"{kind.key} would {becomes}", kind.nearest)


def _group(head: str, one: FlipSet) -> FlipGroup:
    then = "" if one.share is None else f" (then it is one in {percent(one.share)} of draws)"
    return FlipGroup(head=f"{head}{then}", bars=tuple(_bar(turn) for turn in one.turns))


def _bar(turn: Turn) -> FlipBar:
    entry = turn.entry
    sign = "at least" if turn.value > entry.middle else "at most"
    return FlipBar(
        name=entry.words,
        path=entry.path,
        low=(entry.low - entry.middle) / entry.scale,
        high=(entry.high - entry.middle) / entry.scale,
        needed=(turn.value - entry.middle) / entry.scale,
        says=f"{number_words(entry, entry.middle)} to {sign} {needed_words(turn)} "
        f"(range {range_words(entry)})",
    )
