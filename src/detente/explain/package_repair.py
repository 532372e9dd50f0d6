"""The smallest repair of a package by other terms: what to add, drop or switch so that it passes."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Dossier
from detente.explain.package_model import PackageModel
from detente.explain.repair_search import Blame, NearbySearch
from detente.explain.repaired_package import (
    RepairAnswer,
    RepairedPackage,
    RepairKind,
    RepairStatus,
    best_of,
    changes_between,
)
from detente.kernel.maximising import NONE, UNDECIDED
from detente.lenses.json_form import json_head
from detente.lenses.named_package import named_package
from detente.lenses.package_draws import package_draws
from detente.lenses.spread import Spread
from detente.model.blueprint import Blueprint
from detente.model.predicate import GATES

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["LISTED", "PackageRepair", "package_repair"]

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]

#: Repairs listed for each question, at most.
LISTED = 20
CAVEATS = (
    "A repair passes all gates with every judgement at its median; the share of draws says how often it "
    "does when judgements vary.",
    "Fewest counts issues, whatever they weigh: a repair may drop what the package was about.",
    "Best is the largest surplus of the principal who gains least, in points on different scales.",
)


@dataclass(frozen=True, kw_only=True)
class PackageRepair:
    """Changes to a package that make it pass, question by question.

    Attributes
    ----------
    title, dossier : str
    reading : str or None
    draws, seed : int
    principals : tuple of str
        Sorted.
    package : mapping of issue to option
        What was to be repaired, as named.
    asked : int
        Options that it asks for, other than to leave an issue as it is.
    fewest, keeping_most, only_additions, only_drops : RepairAnswer
    caveats : tuple of str
    """

    title: str
    dossier: str
    reading: str | None
    draws: int
    seed: int
    principals: tuple[str, ...]
    package: Mapping[str, str]
    asked: int
    fewest: RepairAnswer
    keeping_most: RepairAnswer
    only_additions: RepairAnswer
    only_drops: RepairAnswer
    caveats: tuple[str, ...] = CAVEATS

    @property
    def answers(self) -> tuple[RepairAnswer, ...]:
        """The answers to all questions."""
        return (self.fewest, self.keeping_most, self.only_additions, self.only_drops)

    @property
    def passes(self) -> bool:
        """Whether the package passes at the medians as it is."""
        return self.fewest.status == "passes"

    def __repr__(self) -> str:
        told = ", ".join(f"{one.kind}: {one.status}" for one in self.answers)
        return f"<PackageRepair of {len(self.package)} options: {told}>"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        lines = [repr(self), *self.caveats]
        return {"text/plain": "\n".join(lines), "text/html": self.to_frame().to_html(index=False)}

    def to_frame(self) -> pd.DataFrame:
        """Return one tidy row for each question, repair and change; none where nothing is changed."""
        import pandas as pd

        columns = ["question", "repair", "issue", "kind", "before", "after", "share", "least_surplus"]
        rows = [
            (one.kind, k, c.issue, c.kind, c.before, c.after, repair.share, repair.least_surplus)
            for one in self.answers
            for k, repair in enumerate(one.repairs, start=1)
            for c in repair.changes
        ]
        return pd.DataFrame(rows, columns=columns)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        head = json_head(
            "package-repair",
            title=self.title,
            dossier=self.dossier,
            reading=self.reading,
            draws=self.draws,
            seed=self.seed,
            principals=self.principals,
        )
        return {
            **head,
            "package": dict(self.package),
            "asked": self.asked,
            "answers": [one.to_dict() for one in self.answers],
            "caveats": list(self.caveats),
        }


def package_repair(
    dossier: Dossier, package: Mapping[str, str], *, draws: int = 1000, seed: int = 0
) -> PackageRepair:
    """Find the smallest changes to a package that make it pass all gates at the medians.

    Parameters
    ----------
    dossier : Dossier
    package : mapping of issue to option
        Issues not named stay as they are. An issue named at its status quo must stay so under
        ``"only additions"``.
    draws, seed : int
        For the shares of draws; the draws are those of a run.

    Returns
    -------
    PackageRepair
        Exact: a branch and bound over all packages finds the fewest changes and proves that fewer
        do not do. Acts of pressure are never part of a repair.

    Raises
    ------
    UnknownNameError
        For an issue or option that does not exist.
    DetenteError
        For an act of pressure, or a package that changes nothing.
    TooLargeError
        When points do not fit.
    """
    blueprint = Blueprint(dossier)
    named_package(blueprint, "the package", package)
    search = NearbySearch.of(blueprint, package)
    every = np.ones(blueprint.space.n_columns, np.bool_)
    fewest = _answer(search, "fewest changes", every)
    found = (
        fewest,
        _answer(search, "keeping most", every) if fewest.packages else replace(fewest, kind="keeping most"),
        _answer(search, "only additions", search.additions_only()),
        _answer(search, "only drops", search.drops_only()),
    )
    described = _Describer.of(search, found, draws, seed)
    told = [described.answer(one) for one in found]
    return PackageRepair(
        title=dossier.title,
        dossier=dossier.key,
        reading=dossier.reading,
        draws=draws,
        seed=seed,
        principals=blueprint.principals,
        package=dict(package),
        asked=len(blueprint.space.package(blueprint.space.columns(package))),
        fewest=told[0],
        keeping_most=told[1],
        only_additions=told[2],
        only_drops=told[3],
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class _Found:
    """What the search answers to one question, packages not yet described."""

    kind: RepairKind
    status: RepairStatus
    at_least: int | None = None
    packages: tuple[Int, ...] = ()
    is_complete: bool = True
    blame: Blame | None = None


def _answer(search: NearbySearch, kind: RepairKind, allowed: Bool) -> _Found:
    """Search the best packages of one question and prove that none is better."""
    n_issues = len(search.blueprint.space.issues)
    objective = search.agreement
    if kind == "keeping most":
        objective = search.kept * (n_issues + 1) + search.agreement
    best = search.best(objective, allowed)
    if best.status == NONE:
        return _Found(kind=kind, status="none", blame=search.blame(allowed))
    if best.status == UNDECIDED or best.columns is None or best.value is None:
        at_least = None if kind == "keeping most" or best.upper is None else n_issues - best.upper
        known = () if best.columns is None else (best.columns,)
        return _Found(kind=kind, status="undecided", at_least=at_least, packages=known, is_complete=False)
    changes = n_issues - int(search.agreement[best.columns].sum())
    if changes == 0:
        return _Found(kind=kind, status="passes", at_least=0)
    listed = search.equally_good(objective, best.value, allowed, best.columns)
    packages = list(itertools.islice(listed, LISTED + 1))
    return _Found(
        kind=kind,
        status="found",
        at_least=changes,
        packages=tuple(one for one in packages[:LISTED] if one is not None),
        is_complete=len(packages) <= LISTED and packages[-1] is not None,
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class _Describer:
    """Tells packages by name, with how they fare at the medians and over the draws."""

    search: NearbySearch
    repaired: Mapping[bytes, RepairedPackage]

    @classmethod
    def of(cls, search: NearbySearch, found: Sequence[_Found], draws: int, seed: int) -> _Describer:
        every = {columns.tobytes(): columns for one in found for columns in one.packages}
        space, dossier = search.blueprint.space, search.blueprint.dossier
        packages = {str(k): space.package(columns) for k, columns in enumerate(every.values())}
        if not packages:
            return cls(search=search, repaired={})
        # Kinds of deal play no part; without them the tables are smaller.
        model = PackageModel.of(replace(dossier, deals={}), packages)
        drawn = package_draws(model.blueprint, model.drawn(draws, seed), model.packages)
        middle = package_draws(model.blueprint, model.medians, model.packages)
        shares = (drawn.depths == len(GATES)).mean(axis=0)
        repaired = {}
        for k, (key, columns) in enumerate(every.items()):
            over_draws = {
                party: Spread.of(drawn.surplus_of(party)[:, k]) for party in search.blueprint.principals
            }
            package = packages[str(k)]
            repaired[key] = RepairedPackage(
                package=package,
                changes=changes_between(dossier, search.package, package),
                kept=int(search.kept[columns].sum()),
                share=float(shares[k]),
                at_medians={
                    party: float(middle.surplus_of(party)[0, k]) for party in search.blueprint.principals
                },
                surplus={party: spread for party, spread in over_draws.items() if spread is not None},
            )
        return cls(search=search, repaired=repaired)

    def answer(self, found: _Found) -> RepairAnswer:
        """Describe what was found."""
        repairs = best_of([self.repaired[columns.tobytes()] for columns in found.packages])
        passes = found.status == "passes"
        return RepairAnswer(
            kind=found.kind,
            status=found.status,
            changes=len(repairs[0].changes) if repairs else 0 if passes else None,
            at_least=found.at_least,
            kept=repairs[0].kept if repairs else None,
            repairs=repairs,
            is_complete=found.is_complete,
            blame=found.blame,
        )
