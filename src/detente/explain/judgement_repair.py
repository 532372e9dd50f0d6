"""The smallest repair of a package by judgements: which would have to be otherwise, within their ranges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from detente.explain.flip_sets import FlipSet
from detente.explain.package_model import PackageModel
from detente.explain.repair_combining import Combined, combined_repairs
from detente.explain.repair_fewest import decide_within
from detente.explain.repair_proof import Conflict, UnmetCondition, conflict_of, unmet_conditions
from detente.explain.repair_question import RepairQuestion
from detente.lenses.json_form import json_head

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["LISTED", "JudgementRepair", "JudgementStatus", "judgement_repair"]

JudgementStatus = Literal["passes", "found", "none", "undecided"]
#: Sets listed, at most.
LISTED = 20
CAVEATS = (
    "Judgements that are not moved stay at their medians; the share of draws lets them vary, with the "
    "moved ones held.",
    "Reach 1 is the end of the elicited range. Points are on each party's own scale.",
    "Exact to a millionth of a point, up to the rounding of shares.",
)


@dataclass(frozen=True, kw_only=True)
class JudgementRepair:
    """Which judgements, moved within their ranges, make a package pass at the medians of all others.

    Attributes
    ----------
    title, dossier : str
    reading : str or None
    draws, seed : int
    principals : tuple of str
        Sorted.
    name : str
        Of the package.
    package : mapping of issue to option
        What it changes.
    status : str
        ``"passes"`` as it is; ``"found"``, with the fewest judgements (proved); ``"none"``: proved that
        nothing within the ranges repairs it; ``"undecided"``: the search was given up, what is listed
        is the best that was found.
    fewest : int or None
        Judgements in each set listed; 0 where it passes.
    at_least : int or None
        Fewer do not do: proved. None where there is no repair.
    sets : tuple of FlipSet
        Of smallest reach first, at most 20. Each judgement is moved no farther than the conditions
        need that it serves, so that some of a set may move less than others.
    is_complete : bool
        Whether every set of this size is listed.
    unmet : tuple of UnmetCondition
        Conditions that nothing within the ranges meets: each of them alone is a proof.
    conflict : Conflict or None
        Where each condition can be met, but not all together.
    reach : float or None
        Some judgement has to reach this far, at least: above 1 where there is no repair within the
        ranges. None where no reach is known to do, or it passes.
    share : float
        Share of draws in which it passes as it is.
    model : PackageModel
        Of this package; no part of the JSON.
    caveats : tuple of str
    """

    title: str
    dossier: str
    reading: str | None
    draws: int
    seed: int
    principals: tuple[str, ...]
    name: str
    package: Mapping[str, str]
    status: JudgementStatus
    share: float
    fewest: int | None = None
    at_least: int | None = None
    sets: tuple[FlipSet, ...] = ()
    is_complete: bool = True
    unmet: tuple[UnmetCondition, ...] = ()
    conflict: Conflict | None = None
    reach: float | None = None
    model: PackageModel = field(repr=False, compare=False)
    caveats: tuple[str, ...] = CAVEATS

    @property
    def reason(self) -> tuple[str, ...]:
        """Keys of a smallest set of conditions that cannot be met together; none unless proved.

        Of conditions that cannot be met alone the one that needs the farthest reach.
        """
        if self.conflict is not None:
            return tuple(one.key for one in self.conflict.conditions)
        if not self.unmet:
            return ()
        hardest = max(self.unmet, key=lambda one: float("inf") if one.reach is None else one.reach)
        return (hardest.condition.key,)

    def __repr__(self) -> str:
        told = f"{len(self.sets)} sets of {self.fewest}" if self.sets else f"{len(self.unmet)} unmet"
        return f"<JudgementRepair of {self.name}: {self.status}, {told}>"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        lines = [repr(self), *self.caveats]
        return {"text/plain": "\n".join(lines), "text/html": self.to_frame().to_html(index=False)}

    def to_frame(self) -> pd.DataFrame:
        """Return one tidy row for each judgement of each set; none where nothing is moved."""
        import pandas as pd

        columns = ["set", "path", "who", "middle", "value", "low", "high", "reach", "share"]
        rows = [
            (
                k,
                turn.entry.path,
                ", ".join(turn.entry.who),
                turn.entry.middle,
                turn.value,
                turn.entry.low,
                turn.entry.high,
                turn.reach,
                one.share,
            )
            for k, one in enumerate(self.sets, start=1)
            for turn in one.turns
        ]
        return pd.DataFrame(rows, columns=columns)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        head = json_head(
            "judgement-repair",
            title=self.title,
            dossier=self.dossier,
            reading=self.reading,
            draws=self.draws,
            seed=self.seed,
            principals=self.principals,
        )
        conflict = self.conflict
        return {
            **head,
            "name": self.name,
            "package": dict(self.package),
            "status": self.status,
            "share": self.share,
            "fewest": self.fewest,
            "fewest_at_least": self.at_least,
            "is_complete": self.is_complete,
            "sets": [one.to_dict() for one in self.sets],
            "unmet": [one.to_dict() for one in self.unmet],
            "conflict": None if conflict is None else conflict.to_dict(),
            "reason": list(self.reason),
            "reach_at_least": self.reach,
            "caveats": list(self.caveats),
        }


def judgement_repair(
    model: PackageModel, index: int = 0, *, draws: int = 1000, seed: int = 0
) -> JudgementRepair:
    """Find the fewest judgements that, moved within their ranges, make a package pass.

    Parameters
    ----------
    model : PackageModel
    index : int
        Which of its packages.
    draws, seed : int
        For the shares of draws; the draws are those of a run.

    Returns
    -------
    JudgementRepair
        A set repairs at a reach if some values of its judgements up to that reach do, all others at
        their medians. No judgement changes which options are acts of pressure, how many issues may be
        changed or what must come before what; failings of these are named as the reason.

    Raises
    ------
    TooLargeError
        When points do not fit, or too many uncertain chances bear on one condition.
    """
    question = RepairQuestion.of(model, index)
    alone = question.model
    dossier = model.dossier
    head: dict[str, Any] = {
        "title": dossier.title,
        "dossier": dossier.key,
        "reading": dossier.reading,
        "draws": draws,
        "seed": seed,
        "principals": alone.blueprint.principals,
        "name": model.packages[index].name,
        "package": dict(alone.packages[0].package),
        "share": float(alone.passes(alone.drawn(draws, seed)).mean()),
        "model": alone,
    }
    if alone.passes(alone.medians)[0]:
        return JudgementRepair(**head, status="passes", fewest=0, at_least=0)
    unmet = unmet_conditions(question)
    if unmet:
        reaches = [one.reach for one in unmet]
        known = [reach for reach in reaches if reach is not None]
        reach = max(known) if len(known) == len(reaches) else None
        return JudgementRepair(**head, status="none", unmet=unmet, reach=reach)
    conflict = conflict_of(question)
    if conflict is not None:
        return JudgementRepair(**head, status="none", conflict=conflict, reach=conflict.reach)
    if any(decide_within(block).answer != "yes" for block in question.necessary):
        return JudgementRepair(**head, status="undecided", at_least=1, is_complete=False)
    return _from(combined_repairs(question, LISTED, draws, seed), head)


def _from(found: Combined, head: dict[str, Any]) -> JudgementRepair:
    return JudgementRepair(
        **head,
        status="found" if found.is_proved else "undecided",
        fewest=found.size,
        at_least=found.at_least,
        sets=found.sets,
        is_complete=found.is_complete,
        reach=min((one.at_least for one in found.sets), default=None) if found.is_complete else None,
    )
