"""The verdict: what the judgements put in imply for each kind of deal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.model.predicate import GATES
from detente.verdict.classes import ClassVerdict
from detente.verdict.confidence import Confidence

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CAVEATS", "Verdict"]

CAVEATS = (
    "A count of packages is not a chance of peace.",
    "A share of draws is a statement about the judgements put in, not a forecast.",
)


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Deal classes by gates, in words and numbers.

    Attributes
    ----------
    classes : tuple of ClassVerdict
        In the order of the dossier, each class exactly as described and with sweeteners.
    confidence : Confidence
    caveats : tuple of str
    """

    classes: tuple[ClassVerdict, ...]
    confidence: Confidence
    caveats: tuple[str, ...] = CAVEATS

    def __getitem__(self, key: str) -> ClassVerdict:
        """Return a class by its key, with sweeteners; ``"key!"`` asks for it exactly as described."""
        form = "exactly as described" if key.endswith("!") else "with sweeteners"
        for verdict in self.classes:
            if verdict.key == key.removesuffix("!") and verdict.form == form:
                return verdict
        raise KeyError(key)

    @property
    def sentences(self) -> tuple[str, ...]:
        """One sentence a row, range included, and the confidence apart from them."""
        return (*(verdict.sentence() for verdict in self.classes), self.confidence.sentence())

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "classes": [verdict.to_dict() for verdict in self.classes],
            "confidence": self.confidence.to_dict(),
            "caveats": list(self.caveats),
        }

    def to_frame(self) -> pd.DataFrame:
        """Return one tidy row per class and form: shares by gate, gate of death, main blocker."""
        import pandas as pd

        return pd.DataFrame([_row(verdict) for verdict in self.classes])


def _row(verdict: ClassVerdict) -> dict[str, Any]:
    blockers: Sequence[str] = list(verdict.sole_blockers)
    row: dict[str, Any] = {"class": verdict.key, "name": verdict.name, "form": verdict.form}
    row |= {gate: verdict.survives[gate] for gate in GATES}
    row["gate_of_death"] = verdict.gate_of_death
    row["likelihood"] = str(verdict.likelihood)
    row["main_sole_blocker"] = blockers[0] if blockers else None
    return row
