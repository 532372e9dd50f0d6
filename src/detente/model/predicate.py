"""What each predicate and clause of a model speaks of, in the dossier's own names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["GATES", "GATE_NOUNS", "Clause", "Predicate"]

#: The five gates, in the order in which a package must pass them.
GATES = ("deliverable", "acceptable", "ratifiable", "credible", "self-enforcing")

#: What a package fails at when it fails a gate.
GATE_NOUNS = {
    "deliverable": "delivery",
    "acceptable": "acceptance",
    "ratifiable": "ratification",
    "credible": "credibility",
    "self-enforcing": "self-enforcement",
}

PredicateKind = Literal[
    "changes something",
    "agenda limit",
    "precondition",
    "surplus",
    "touches none",
    "credible surplus",
    "keeps",
    "class",
]


@dataclass(frozen=True, kw_only=True)
class Predicate:
    """One additive condition: whose it is and what it says.

    ``surplus`` : the party's points, dealing costs and relative gains counted, reach its
    reservation value. ``credible surplus`` : the same when others keep their word only with the
    probability their record supports. ``keeps`` : keeping the deal beats breaking it.
    ``touches none`` : the package leaves certain options alone. ``precondition`` : it brings about
    one of the options that another must come after. ``class`` : the package is of
    a deal class.
    """

    kind: PredicateKind
    party: str | None = None
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Clause:
    """One Boolean condition of a gate: its postfix program and where it comes from.

    ``side`` is the principal at whose home a ratification rule applies, else None.
    """

    gate: int
    name: str
    side: str | None = None
    program: tuple[int, ...]
