"""What a picture of retractions shows: how far each source, withdrawn, moves what it moves most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from detente.explain.diff_telling import passing
from detente.explain.retract import Retraction
from detente.explain.retract_each import RetractionRanking
from detente.report.text_fitting import shortened
from detente.report.wording import percent

__all__ = ["RetractBar", "RetractPicture", "retract_picture"]

#: Cells that names may take in a sentence, and sources that it tells of.
NAME_WIDTH, TOLD = 60, 3


class RetractBar(NamedTuple):
    """One source: the share of draws with it and without it, and what that is a share of."""

    source: str
    before: float
    after: float
    what: str
    effect: str
    flips: int
    gates: int


@dataclass(frozen=True, kw_only=True)
class RetractPicture:
    """Sources by what withdrawing them does.

    Attributes
    ----------
    title, caption : str
    bars : tuple of RetractBar
        The source that matters most first; may be empty.
    """

    title: str
    caption: str
    bars: tuple[RetractBar, ...]

    def rows(self) -> tuple[dict[str, Any], ...]:
        """Return everything drawn as a table, one row per source."""
        return tuple(bar._asdict() for bar in self.bars)

    def alternative(self) -> str:
        """Say in a few sentences what the picture shows, for those who cannot see it."""
        if not self.bars:
            return "There is no source to withdraw."
        return " ".join(
            f"Without {shortened(bar.source, NAME_WIDTH)}: {bar.effect}; {shortened(bar.what, NAME_WIDTH)} "
            f"from {percent(bar.before)} to {percent(bar.after)}."
            for bar in self.bars[:TOLD]
        )


def retract_picture(ranking: RetractionRanking) -> RetractPicture:
    """Return the picture of every source withdrawn in turn.

    Parameters
    ----------
    ranking : RetractionRanking
    """
    return RetractPicture(
        title=ranking.title,
        caption="For each source the kind of deal and the gate that move most when it is withdrawn: share of "
        f"draws with it (ring) and without it (dot). {ranking.draws} draws.",
        bars=tuple(_bar(one) for one in ranking.retractions),
    )


def _bar(one: Retraction) -> RetractBar:
    most = one.most_moved
    effect = "no answer changes"
    if one.flips:
        effect = "1 answer flips" if one.flips == 1 else f"{one.flips} answers flip"
    elif one.unsettled:
        effect = f"{one.unsettled} too close to call"
    elif one.gates_changed:
        n = one.gates_changed
        effect = f"{n} {'dies' if n == 1 else 'die'} at another gate"
    before = after = 0.0
    what = "nothing moves"
    if most is not None:
        before, after = most.before.survives[most.gate], most.after.survives[most.gate]
        what = f"{most.name} {passing(most.gate)}"
    return RetractBar(one.source_or_claim, before, after, what, effect, one.flips, one.gates_changed)
