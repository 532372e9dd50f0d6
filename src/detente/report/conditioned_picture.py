"""What a picture of conditioning on the status quo shows: judgements before and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from detente.errors import RunError
from detente.report.text_fitting import shortened
from detente.verdict.conditioning import JudgementShift, quantile_place
from detente.verdict.run_result import Run

__all__ = ["ConditionedPicture", "ShiftedJudgement", "conditioned_picture"]

#: Judgements drawn, cells of a title, and judgements told of in words.
MOST, TITLE_WIDTH, TOLD = 15, 90, 3
QUANTILES = (0.05, 0.5, 0.95)


class ShiftedJudgement(NamedTuple):
    """One judgement: where it stands, along what was elicited, once draws are weighted.

    ``low``, ``middle`` and ``high`` are the 5th, 50th and 95th percentile after conditioning, as
    quantiles (0 to 1) of the elicited distribution, in which they were 0.05, 0.5 and 0.95.
    """

    path: str
    low: float
    middle: float
    high: float
    before_text: str
    after_text: str


@dataclass(frozen=True, kw_only=True)
class ConditionedPicture:
    """Judgements before and after conditioning on the status quo.

    Attributes
    ----------
    title, caption : str
    rows_drawn : tuple of ShiftedJudgement
        The most moved first; may be empty.
    """

    title: str
    caption: str
    rows_drawn: tuple[ShiftedJudgement, ...]

    def rows(self) -> tuple[dict[str, Any], ...]:
        """Return everything drawn as a table, one row per judgement."""
        return tuple(row._asdict() for row in self.rows_drawn)

    def alternative(self) -> str:
        """Say in a few sentences what the picture shows, for those who cannot see it."""
        if not self.rows_drawn:
            return "No cost of dealing, relative gain or trust is uncertain."
        return " ".join(
            f"{row.path}: median {row.before_text} before and {row.after_text} after."
            for row in self.rows_drawn[:TOLD]
        )


def conditioned_picture(run: Run) -> ConditionedPicture:
    """Return the picture of the judgements that conditioning moves.

    Raises
    ------
    RunError
        If the run was not conditioned.
    """
    weighted = run.conditioned
    if weighted is None:
        raise RunError("this run was not conditioned on the status quo, so no judgement moved")
    left = max(len(weighted.judgements) - MOST, 0)
    more = f" {left} that moved less are left out." if left else ""
    return ConditionedPicture(
        title=f"{shortened(run.title, TITLE_WIDTH)} What would explain the status quo?",
        caption=(
            f"Costs of dealing, relative gains and trust along what was elicited, before (shaded) and after "
            f"draws are weighted by {weighted.inertia:g} to the power of the gains they leave on the table; "
            f"{weighted.draws} draws are then worth {weighted.effective_draws:.0f}.{more}"
        ),
        rows_drawn=tuple(_row(shift) for shift in weighted.judgements[:MOST]),
    )


def _row(shift: JudgementShift) -> ShiftedJudgement:
    low, middle, high = (quantile_place(shift.after_shares, q) for q in QUANTILES)
    return ShiftedJudgement(
        path=shift.path,
        low=low,
        middle=middle,
        high=high,
        before_text=f"{shift.before.middle:.3g}",
        after_text=f"{shift.after.middle:.3g}",
    )
