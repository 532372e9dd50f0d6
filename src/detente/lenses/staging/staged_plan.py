"""What the question for a staged plan ends with: the plan, the proof that there is none, or neither."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from detente.lenses.json_form import json_text
from detente.lenses.spread import Spread
from detente.lenses.staging.critical_patience import CriticalDiscount
from detente.lenses.staging.plan_proof import NoPlan
from detente.lenses.staging.plan_stages import Stage
from detente.lenses.staging.preconditions import MissingPrecondition

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Existence", "StagedPlan"]


@dataclass(frozen=True, kw_only=True)
class Existence:
    """In how many draws there is some plan, whichever.

    Attributes
    ----------
    draws, found, none, undecided : int
        ``none`` counts draws with a proof, and those without a plan of up to the most stages looked
        at; ``undecided`` those with neither.
    at_margin : int
        Of the undecided, those in which the search ended, but only with plans at the very margin that
        do not stand the exact test; for the others time did not suffice.
    """

    draws: int
    found: int
    none: int
    undecided: int
    at_margin: int = 0

    @property
    def share(self) -> float | None:
        """Share of draws with a plan among those decided; None where none is."""
        decided = self.draws - self.undecided
        return self.found / decided if decided else None

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "draws": self.draws,
            "plan": self.found,
            "none": self.none,
            "undecided": self.undecided,
            "at_margin": self.at_margin,
            "share": self.share,
        }


@dataclass(frozen=True, kw_only=True)
class StagedPlan:
    """How a package can be carried out in stages, or why it cannot.

    Attributes
    ----------
    title, name : str
        Of the dossier; of the package.
    package : mapping of issue to option
        What it changes.
    status : str
        ``"plan"``; ``"none"`` where ``proof`` shows that no number of stages suffices;
        ``"none up to N stages"`` where none was found with so many; ``"undecided"`` where time ran
        out or only plans at the very margin were found; ``"not deliverable"`` where the package lacks
        what must come first.
    labels : mapping of str to str
        Names for people: of parties, of issues, and of options under ``issue=option``.
    reading : str or None
    stages : tuple of Stage
        The plan at the medians of all judgements; empty without one.
    is_best : bool
        Whether no plan with so few stages has a larger smallest slack.
    is_fewest : bool
        Whether it is shown that fewer stages do not suffice.
    proof : NoPlan or None
    missing : tuple of MissingPrecondition
    explanation : str
        In a sentence or two: the proof, what is missing, or why it is undecided; empty for a plan.
    parties : tuple of str
        Who must not want to stop; empty where the package is not deliverable.
    after_the_end : mapping of party to Spread or None
        Smallest slack once all is done, over draws, in points per period; empty without a plan.
    critical : mapping of party to CriticalDiscount
        Of the parties that discount; empty without a plan.
    draws, seed : int
    holds : float or None
        Share of draws in which this very plan holds; None without a plan or draws.
    one_stage : float or None
        Share of draws in which all can be done at once, by the same conditions; None without draws.
    fifth_gate : float or None
        Share of draws in which the package is acceptable and passes the fifth gate, which takes
        everything to be reversible; None without draws.
    exists : Existence or None
        In how many of the first draws there is some plan; None where that was not asked.
    caveats : tuple of str
    """

    title: str
    name: str
    package: Mapping[str, str]
    status: str
    labels: Mapping[str, str]
    reading: str | None = None
    stages: tuple[Stage, ...] = ()
    is_best: bool = False
    is_fewest: bool = False
    proof: NoPlan | None = None
    missing: tuple[MissingPrecondition, ...] = ()
    explanation: str = ""
    parties: tuple[str, ...] = ()
    after_the_end: Mapping[str, Spread | None] = field(default_factory=dict)
    critical: Mapping[str, CriticalDiscount] = field(default_factory=dict)
    draws: int = 0
    seed: int = 0
    holds: float | None = None
    one_stage: float | None = None
    fifth_gate: float | None = None
    exists: Existence | None = None
    caveats: tuple[str, ...] = ()

    def __repr__(self) -> str:
        stages = f", {len(self.stages)} stages" if self.stages else ""
        return f"<StagedPlan of {self.name!r}: {self.status}{stages}>"

    def label(self, key: str) -> str:
        """Return the name for people of a party, an issue or ``issue=option``."""
        return self.labels.get(key, key.partition("=")[2] or key)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "title": self.title,
            "name": self.name,
            "reading": self.reading,
            "package": dict(self.package),
            "status": self.status,
            "stages": [stage.to_dict() for stage in self.stages],
            "is_best": self.is_best,
            "is_fewest": self.is_fewest,
            "proof": None if self.proof is None else self.proof.to_dict(),
            "missing": [one.to_dict() for one in self.missing],
            "explanation": self.explanation,
            "parties": list(self.parties),
            "after_the_end": {
                party: None if slack is None else slack.to_dict()
                for party, slack in self.after_the_end.items()
            },
            "critical_discount_factors": {party: one.to_dict() for party, one in self.critical.items()},
            "draws": self.draws,
            "seed": self.seed,
            "holds": self.holds,
            "one_stage": self.one_stage,
            "fifth_gate": self.fifth_gate,
            "exists": None if self.exists is None else self.exists.to_dict(),
            "caveats": list(self.caveats),
        }

    def to_json(self) -> str:
        """Return ``to_dict()`` as text, ending in a newline."""
        return json_text(self.to_dict())

    def to_frame(self) -> pd.DataFrame:
        """Return one row for each stage and what is done in it: who, how much, the level reached."""
        import pandas as pd

        columns = ["stage", "issue", "option", "performers", "part", "level"]
        rows = [
            (stage.number, s.issue, s.option, ", ".join(s.performers), float(s.part), float(s.level))
            for stage in self.stages
            for s in stage.steps
        ]
        return pd.DataFrame(rows, columns=columns)
