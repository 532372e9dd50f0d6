"""Answers to "who blocks it?": shares of draws, sets that open a deal together, smallest sets overall."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.ensemble.depths import Form
from detente.explain.blocking_conditions import UnitKind
from detente.lenses.json_form import json_head, json_text
from detente.lenses.spread import Spread
from detente.verdict.intervals import ShareInterval

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Blockers", "HittingSets", "KindBlockers", "OpeningSet", "QuestionBlockers", "ReachingSet", "Unit"]

COLUMNS = [
    "question",
    "form",
    "kind",
    "unit",
    "name",
    "draws",
    "sole",
    "sole_low",
    "sole_high",
    "joint",
    "pivotal",
    "needed",
]


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A party, a rule or a gate, and how often it stands in the way.

    Attributes
    ----------
    key : str
        Of the party or the gate; ``side/name`` of a rule.
    name : str
        For people.
    sole : ShareInterval
        Draws in which lifting it alone opens a deal.
    joint : ShareInterval
        Draws in which it belongs to a minimal opening set of two or more.
    pivotal : ShareInterval
        Draws in which it belongs to any minimal opening set: alone or with others.
    needed : ShareInterval
        Draws in which a deal can be opened by lifting units of this kind, but not without this one.
    """

    key: str
    name: str
    sole: ShareInterval
    joint: ShareInterval
    pivotal: ShareInterval
    needed: ShareInterval

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "key": self.key,
            "name": self.name,
            "sole": self.sole.to_dict(),
            "joint": self.joint.to_dict(),
            "pivotal": self.pivotal.to_dict(),
            "needed": self.needed.to_dict(),
        }


@dataclass(frozen=True, kw_only=True)
class OpeningSet:
    """Units whose lifting together opens a deal, with no part of them doing so, in ``share`` of draws."""

    units: tuple[str, ...]
    share: ShareInterval

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {"units": list(self.units), "share": self.share.to_dict()}


@dataclass(frozen=True, kw_only=True)
class ReachingSet:
    """A set of units and the share that lifting it opens of the draws that can be opened at all."""

    units: tuple[str, ...]
    share: ShareInterval

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {"units": list(self.units), "share": self.share.to_dict()}


@dataclass(frozen=True, kw_only=True)
class HittingSets:
    """The smallest sets that open a deal in a share of the draws in which it can be opened.

    Attributes
    ----------
    goal : float
        The share to be reached: 0.5, 0.8 or 1.
    sets : tuple of ReachingSet
        All of one size, widest first; at most 12.
    is_smallest : bool
        Proved that nothing smaller reaches the goal. If not, there is one set of which nothing can be
        left out.
    has_all : bool
        Every set of this size that reaches the goal is listed.
    """

    goal: float
    sets: tuple[ReachingSet, ...]
    is_smallest: bool
    has_all: bool

    @property
    def size(self) -> int:
        """Units in each set."""
        return len(self.sets[0].units)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "goal": self.goal,
            "size": self.size,
            "sets": [one.to_dict() for one in self.sets],
            "is_smallest": self.is_smallest,
            "has_all": self.has_all,
        }


@dataclass(frozen=True, kw_only=True)
class KindBlockers:
    """What lifting parties, rules or gates does to one question.

    Attributes
    ----------
    kind : str
        ``"party"``, ``"rule"`` or ``"gate"``.
    units : tuple of Unit
        Everything of the kind that has a condition: those that block most often alone first, then
        those needed most often, then by key.
    can_open : ShareInterval
        Draws without a deal in which lifting units of this kind opens one.
    hopeless : ShareInterval
        Draws without a deal in which lifting all of this kind opens none.
    fewest : Spread or None
        Units that must be lifted at least, over the draws in which it is known.
    up_to : int or None
        Size up to which all minimal sets were listed in every draw, None for any; sets that were not
        listed count for nothing in ``sets``, ``joint`` and ``pivotal``.
    sets : tuple of OpeningSet
        Most frequent first, then smallest.
    hitting : tuple of HittingSets
        By goal; empty where no draw can be opened.
    """

    kind: UnitKind
    units: tuple[Unit, ...]
    can_open: ShareInterval
    hopeless: ShareInterval
    fewest: Spread | None
    up_to: int | None
    sets: tuple[OpeningSet, ...]
    hitting: tuple[HittingSets, ...]

    def of(self, key: str) -> Unit:
        """Return one unit, or raise KeyError."""
        for unit in self.units:
            if unit.key == key:
                return unit
        raise KeyError(key)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "kind": self.kind,
            "can_open": self.can_open.to_dict(),
            "hopeless": self.hopeless.to_dict(),
            "fewest": None if self.fewest is None else self.fewest.to_dict(),
            "listed_up_to": self.up_to,
            "units": [unit.to_dict() for unit in self.units],
            "opening_sets": [one.to_dict() for one in self.sets],
            "hitting_sets": [one.to_dict() for one in self.hitting],
        }


@dataclass(frozen=True, kw_only=True)
class QuestionBlockers:
    """Who and what blocks one kind of deal, or the packages somebody named.

    Attributes
    ----------
    key, name : str
        Of the kind of deal; ``"package"`` and the package in words.
    form : str
        ``"exactly as described"`` or ``"with sweeteners"``.
    draws : int
        Draws that were judged, the first ones of the run.
    deal : ShareInterval or None
        Draws in which some such package passes all gates as it is. None for a kind of deal of which
        no package can be made; ``kinds`` is empty then.
    kinds : tuple of KindBlockers
        Parties, rules, gates.
    undecided : int
        Questions that were given up; they count as "nothing passes".
    """

    key: str
    name: str
    form: Form
    draws: int
    deal: ShareInterval | None
    kinds: tuple[KindBlockers, ...]
    undecided: int

    def of(self, kind: UnitKind) -> KindBlockers:
        """Return what lifting units of one kind does, or raise KeyError."""
        for found in self.kinds:
            if found.kind == kind:
                return found
        raise KeyError(kind)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "key": self.key,
            "name": self.name,
            "form": self.form,
            "draws": self.draws,
            "deal": None if self.deal is None else self.deal.to_dict(),
            "undecided": self.undecided,
            "kinds": [found.to_dict() for found in self.kinds],
        }


@dataclass(frozen=True, kw_only=True)
class Blockers:
    """Who and what blocks deals.

    Attributes
    ----------
    title, dossier : str
        Title and key of the dossier.
    reading : str or None
    draws, seed : int
        As asked for; a question may have been judged in fewer draws.
    principals : tuple of str
        Sorted.
    questions : tuple of QuestionBlockers
        In file order; may be empty.
    labels : mapping of str to str
        Names by key, as :func:`detente.dossier.labels.labels_of` gives them.
    caveats : tuple of str
    """

    title: str
    dossier: str
    reading: str | None
    draws: int
    seed: int
    principals: tuple[str, ...]
    questions: tuple[QuestionBlockers, ...]
    labels: Mapping[str, str]
    caveats: tuple[str, ...]

    def __repr__(self) -> str:
        reading = f", reading {self.reading}" if self.reading else ""
        return f"<Blockers of {self.dossier}{reading}: {len(self.questions)} questions, {self.draws} draws>"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        shown = self.to_frame()
        shown = shown[shown[["sole", "joint", "needed"]].any(axis=1)]
        html = shown.to_html(index=False, float_format=lambda share: f"{share:.0%}")
        return {"text/plain": f"{self!r}\n{shown.to_string(index=False)}", "text/html": html}

    def of(self, key: str) -> QuestionBlockers:
        """Return what was found of one kind of deal (``"package"`` for one named), or raise KeyError."""
        for found in self.questions:
            if found.key == key:
                return found
        raise KeyError(key)

    def to_frame(self) -> pd.DataFrame:
        """Return one tidy row for each question and unit: shares of draws, with the 95% interval of one.

        Columns: question, form, kind, unit, name, draws, sole, sole_low, sole_high, joint, pivotal,
        needed.
        """
        import pandas as pd

        rows = [
            _row(question, found.kind, unit)
            for question in self.questions
            for found in question.kinds
            for unit in found.units
        ]
        return pd.DataFrame(rows, columns=COLUMNS)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            **json_head(
                "blockers",
                title=self.title,
                dossier=self.dossier,
                reading=self.reading,
                draws=self.draws,
                seed=self.seed,
                principals=self.principals,
            ),
            "questions": [question.to_dict() for question in self.questions],
            "labels": dict(self.labels),
            "caveats": list(self.caveats),
        }

    def to_json(self) -> str:
        """Return ``to_dict()`` as text, ending in a newline."""
        return json_text(self.to_dict())


def _row(question: QuestionBlockers, kind: UnitKind, unit: Unit) -> dict[str, Any]:
    values = (
        question.key,
        question.form,
        kind,
        unit.key,
        unit.name,
        question.draws,
        unit.sole.share,
        unit.sole.low,
        unit.sole.high,
        unit.joint.share,
        unit.pivotal.share,
        unit.needed.share,
    )
    return dict(zip(COLUMNS, values, strict=True))
