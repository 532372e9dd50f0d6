"""A package changed so that it passes, and the answer to one question about such repairs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from detente.dossier.dossier import Dossier
from detente.explain.repair_search import Blame
from detente.lenses.spread import Spread

__all__ = [
    "PackageChange",
    "RepairAnswer",
    "RepairKind",
    "RepairStatus",
    "RepairedPackage",
    "best_of",
    "changes_between",
]

RepairKind = Literal["fewest changes", "keeping most", "only additions", "only drops"]
RepairStatus = Literal["passes", "found", "none", "undecided"]


@dataclass(frozen=True, kw_only=True)
class PackageChange:
    """One issue settled otherwise than the package would have it.

    Attributes
    ----------
    kind : str
        ``"add"`` (the package left the issue alone), ``"drop"`` (back to the status quo) or
        ``"switch"`` (another option).
    issue : str
    before, after : str
        Options; the status quo for an issue that is left alone.
    """

    kind: Literal["add", "drop", "switch"]
    issue: str
    before: str
    after: str

    def to_dict(self) -> dict[str, str]:
        """Return the JSON form."""
        return {"kind": self.kind, "issue": self.issue, "before": self.before, "after": self.after}


def changes_between(
    dossier: Dossier, before: Mapping[str, str], after: Mapping[str, str]
) -> tuple[PackageChange, ...]:
    """List the issues on which two packages differ, sorted; issues not named are at the status quo."""
    found = []
    for issue in sorted({*before, *after}):
        status_quo = dossier.issues[issue].status_quo
        old, new = before.get(issue, status_quo), after.get(issue, status_quo)
        if old == new:
            continue
        kind: Literal["add", "drop", "switch"] = "switch"
        if old == status_quo:
            kind = "add"
        elif new == status_quo:
            kind = "drop"
        found.append(PackageChange(kind=kind, issue=issue, before=old, after=new))
    return tuple(found)


@dataclass(frozen=True, kw_only=True)
class RepairedPackage:
    """A package that passes all gates at the medians.

    Attributes
    ----------
    package : mapping of issue to option
        What it changes.
    changes : tuple of PackageChange
        How it differs from the package to be repaired.
    kept : int
        Options asked for that are still in it.
    share : float
        Share of draws in which this very package passes all gates.
    at_medians : mapping of principal to float
        Surplus in points, every judgement at its median.
    surplus : mapping of principal to Spread
        Over draws.
    """

    package: Mapping[str, str]
    changes: tuple[PackageChange, ...]
    kept: int
    share: float
    at_medians: Mapping[str, float]
    surplus: Mapping[str, Spread]

    @property
    def least_surplus(self) -> float:
        """Surplus, at the medians, of the principal who gains least."""
        return min(self.at_medians.values())

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "package": dict(self.package),
            "changes": [change.to_dict() for change in self.changes],
            "kept": self.kept,
            "share": self.share,
            "surplus_at_medians": dict(self.at_medians),
            "surplus": {party: spread.to_dict() for party, spread in self.surplus.items()},
        }


@dataclass(frozen=True, kw_only=True)
class RepairAnswer:
    """The answer to one question about repairs.

    Attributes
    ----------
    kind : str
        ``"fewest changes"`` of any sort; ``"keeping most"`` of the options asked for, and of those
        repairs the ones with fewest changes; ``"only additions"``, which leave alone every issue that
        the package names; ``"only drops"``.
    status : str
        ``"passes"`` (no repair is needed), ``"found"`` (proved to be the fewest), ``"none"`` (proved:
        no package of this sort passes at the medians) or ``"undecided"`` (the search was given up; the
        repairs are the best that were found).
    changes : int or None
        Of the repairs listed; None where none is known.
    at_least : int or None
        Fewer changes do not do: proved (for ``"keeping most"`` among repairs that keep as much). Equal
        to ``changes`` when found; None where no repair exists.
    kept : int or None
        Options asked for that are still in the repairs listed; None where none is listed.
    repairs : tuple of RepairedPackage
        Best first: by the least surplus of a principal at the medians. At most 20.
    is_complete : bool
        Whether no other package is as good as these by what the question counts.
    blame : Blame or None
        What the proof rests on, where there is none.
    """

    kind: RepairKind
    status: RepairStatus
    changes: int | None = None
    at_least: int | None = None
    kept: int | None = None
    repairs: tuple[RepairedPackage, ...] = ()
    is_complete: bool = True
    blame: Blame | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        blame = self.blame
        return {
            "kind": self.kind,
            "status": self.status,
            "changes": self.changes,
            "changes_at_least": self.at_least,
            "kept": self.kept,
            "is_complete": self.is_complete,
            "repairs": [repair.to_dict() for repair in self.repairs],
            "blame": None
            if blame is None
            else {
                "parties": list(blame.parties),
                "limits": list(blame.limits),
                "undeliverable": [{"issue": i, "option": o} for i, o in blame.undeliverable],
            },
        }


def best_of(repairs: Sequence[RepairedPackage]) -> tuple[RepairedPackage, ...]:
    """Sort repairs: the largest least surplus of a principal first, then by what they change."""
    return tuple(sorted(repairs, key=lambda one: (-one.least_surplus, sorted(one.package.items()))))
