"""How a kind of deal fares, and how that moves when something is changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.depths import Form
from detente.model.predicate import GATE_NOUNS, GATES
from detente.verdict.intervals import wilson

__all__ = ["CLOSE", "KindMovement", "Standing"]

Int = NDArray[np.int64]
#: The answer where the draws cannot tell the share from one half.
CLOSE = "too close to call"
#: A gate whose share moved so nearly as far as that of the gate that moved most moved as far.
NEARLY = 0.95


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How one kind of deal fares in one dossier.

    Attributes
    ----------
    survives : mapping of gate to float
        Share of draws in which some package of it passes this gate and all before it.
    gate_of_death : str or None
        As in the verdict of a run: the gate at which it dies in most of the draws in which it dies, the
        earlier one of two alike; None where it passes all gates in at least half of the draws.
    draws : int
        In how many draws it was judged, 1 or more.
    """

    survives: Mapping[str, float]
    gate_of_death: str | None
    draws: int

    @classmethod
    def of(cls, depths: Int) -> Standing:
        """Sum up the gates passed in every draw, shape (n_draws,); at least one draw."""
        deaths = np.bincount(depths, minlength=len(GATES) + 1)
        passed = [int(deaths[gate + 1 :].sum()) for gate in range(len(GATES))]
        dies = passed[-1] * 2 < len(depths)
        return cls(
            survives={gate: n / len(depths) for gate, n in zip(GATES, passed, strict=True)},
            gate_of_death=GATES[int(deaths[: len(GATES)].argmax())] if dies else None,
            draws=len(depths),
        )

    @property
    def share(self) -> float:
        """Share of draws in which some package passes all gates."""
        return self.survives[GATES[-1]]

    @property
    def word(self) -> str:
        """``"deal"`` where that is at least half, else ``"no deal"``."""
        return "deal" if self.gate_of_death is None else "no deal"

    @property
    def is_close(self) -> bool:
        """Whether one half lies within the 95% interval of the share, so that other draws might say else."""
        interval = wilson(round(self.share * self.draws), self.draws)
        return interval.low < 0.5 < interval.high

    @property
    def answer(self) -> str:
        """The word, or ``"too close to call"``."""
        return CLOSE if self.is_close else self.word

    def phrase(self) -> str:
        """Say the answer, and at what it dies."""
        if self.is_close:
            interval = wilson(round(self.share * self.draws), self.draws)
            return (
                f"{CLOSE} ({self.share:.0%} of draws, 95% interval {interval.low:.0%} to {interval.high:.0%})"
            )
        if self.gate_of_death is None:
            return self.word
        return f"{self.word}, dying at {GATE_NOUNS[self.gate_of_death]}"

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "word": self.word,
            "answer": self.answer,
            "share": self.share,
            "gate_of_death": self.gate_of_death,
            "survives": dict(self.survives),
        }


@dataclass(frozen=True, kw_only=True)
class KindMovement:
    """One kind of deal in one form, before and after.

    Attributes
    ----------
    key, name, form : str
    before, after : Standing
    """

    #: Of the frame that a tuple of them makes.
    COLUMNS: ClassVar[list[str]] = [
        *("class", "name", "form", "word_before", "word_after", "answer_before", "answer_after"),
        *("gate_of_death_before", "gate_of_death_after", "flips", "unsettled", "changes_gate"),
        *(f"{gate}_{when}" for gate in GATES for when in ("before", "after")),
    ]

    key: str
    name: str
    form: Form
    before: Standing
    after: Standing

    @property
    def flips(self) -> bool:
        """Whether a deal becomes no deal or the other way round, neither of them too close to call."""
        return {self.before.answer, self.after.answer} == {"deal", "no deal"}

    @property
    def is_unsettled(self) -> bool:
        """Whether a clear answer becomes too close to call, or the other way round."""
        return self.before.answer != self.after.answer and not self.flips

    @property
    def changes_gate(self) -> bool:
        """Whether it dies at another gate, or dies only before or only after."""
        return self.before.gate_of_death != self.after.gate_of_death

    def moved(self, gate: str) -> float:
        """Say by how much the share of draws that passes a gate has grown, -1 to 1."""
        return self.after.survives[gate] - self.before.survives[gate]

    @property
    def gate(self) -> str:
        """The last gate whose share moved as far as that of any, or nearly so; the last where none moved."""
        most = max(abs(self.moved(gate)) for gate in GATES)
        return next(gate for gate in reversed(GATES) if abs(self.moved(gate)) >= NEARLY * most)

    @property
    def largest(self) -> float:
        """How far the share of that gate moved, 0 to 1."""
        return abs(self.moved(self.gate))

    @property
    def is_moved(self) -> bool:
        """Whether the share of any gate moved."""
        return self.before.survives != self.after.survives

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "key": self.key,
            "name": self.name,
            "form": self.form,
            "before": self.before.to_dict(),
            "after": self.after.to_dict(),
            "flips": self.flips,
            "unsettled": self.is_unsettled,
            "changes_gate": self.changes_gate,
            "moved": {gate: self.moved(gate) for gate in GATES},
            "most_moved_gate": self.gate,
        }

    def row(self) -> dict[str, Any]:
        """Return one row of a tidy frame."""
        shares = {
            f"{gate}_{when}": one.survives[gate]
            for gate in GATES
            for when, one in (("before", self.before), ("after", self.after))
        }
        return {
            "class": self.key,
            "name": self.name,
            "form": self.form,
            "word_before": self.before.word,
            "word_after": self.after.word,
            "answer_before": self.before.answer,
            "answer_after": self.after.answer,
            "gate_of_death_before": self.before.gate_of_death,
            "gate_of_death_after": self.after.gate_of_death,
            "flips": self.flips,
            "unsettled": self.is_unsettled,
            "changes_gate": self.changes_gate,
            **shares,
        }
