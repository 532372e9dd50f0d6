"""How charts show where draws end: a colour, the colour of text on it, and a short word."""

from __future__ import annotations

from typing import NamedTuple

from detente.explain.crux_fate import DEAL, OUTCOMES
from detente.report.chart_style import BLACK, WHITE, gate_signs
from detente.report.wording import COLUMN_OF_GATE

__all__ = ["OUTCOME_SIGNS", "OutcomeSign"]

#: Fills on which white text reads better than black.
DARK = ("#5c5c5c", "#0072b2")


class OutcomeSign(NamedTuple):
    """The looks of one outcome."""

    fill: str
    ink: str
    word: str


#: Looks by gate of death, and of a deal.
OUTCOME_SIGNS = {
    outcome: OutcomeSign(colour, WHITE if colour in DARK else BLACK, {**COLUMN_OF_GATE, DEAL: DEAL}[outcome])
    for outcome, (colour, _) in gate_signs(OUTCOMES).items()
}
