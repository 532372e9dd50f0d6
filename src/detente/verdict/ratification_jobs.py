"""What the ratification lens has to compute, as jobs that do not depend on one another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.dossier.dossier import Dossier, Rule, Successor
from detente.ensemble.executors import Progress, blocks_of, map_blocks
from detente.ensemble.sampling import draw_values
from detente.errors import DetenteError
from detente.lenses.named_package import NamedPackage
from detente.lenses.ratification.consent_price import PackagePrice, PriceSearch
from detente.lenses.ratification.constraint import ConstraintCurve, constraint_curve
from detente.lenses.ratification.option_pivots import OptionCounts, option_counts
from detente.lenses.ratification.rules import rules_of
from detente.lenses.ratification.votes import PackageVotes, package_votes
from detente.lenses.ratification.win_sets import WinSets, win_sets_at
from detente.model.blueprint import Blueprint
from detente.verdict.packages_in_question import asked_packages

__all__ = ["Done", "Later", "LensJobs", "do_all"]

#: Draws of a block.
BLOCK = 250
#: The first few draws: in so many packages are counted, and constraints tightened.
COUNTED, TIGHTENED = 2, 5
#: Steps by which constraints are tightened, at the medians and in draws.
STEPS, STEPS_IN_DRAWS = 6, 2
Job = Callable[[], Any]


@dataclass(frozen=True, eq=False)
class LensJobs:
    """What there is to do for a dossier, as jobs that do not depend on one another."""

    blueprint: Blueprint
    rules: Sequence[Rule]
    packages: Sequence[NamedPackage]
    draws: int
    seed: int

    def votes(self) -> list[Job]:
        """One job for each block of draws, with its packages."""
        return [self._block(start, count) for start, count in blocks_of(self.draws, BLOCK)]

    def _block(self, start: int, count: int) -> Job:
        def work() -> tuple[tuple[PackageVotes, ...], OptionCounts]:
            values = draw_values(
                self.blueprint.quantities, self.seed, start, count, self.blueprint.correlations
            )
            votes = package_votes(self.blueprint, values, self.packages, self.rules)
            return votes, option_counts(self.blueprint, values, self.rules)

        return work

    def win_sets(self) -> list[Job]:
        """One job for the medians and one for each of the first draws."""
        return [self._win_sets(draw) for draw in (None, *range(min(COUNTED, self.draws)))]

    def _win_sets(self, draw: int | None) -> Job:
        def work() -> WinSets:
            values = (
                None
                if draw is None
                else draw_values(self.blueprint.quantities, self.seed, draw, 1, self.blueprint.correlations)[
                    :, 0
                ]
            )
            return win_sets_at(self.blueprint, self.rules, values=values, draw=draw, seed=self.seed)

        return work

    def curves(self) -> list[Job]:
        """One job for each home and each setting, the medians first."""
        settings = (None, *range(min(TIGHTENED, self.draws)))
        return [self._curve(draw, home) for draw in settings for home in self.blueprint.principals]

    def _curve(self, draw: int | None, home: str) -> Job:
        def work() -> ConstraintCurve:
            values = (
                None
                if draw is None
                else draw_values(self.blueprint.quantities, self.seed, draw, 1, self.blueprint.correlations)[
                    :, 0
                ]
            )
            steps = STEPS if draw is None else STEPS_IN_DRAWS
            return constraint_curve(self.blueprint, home, self.rules, values=values, draw=draw, steps=steps)

        return work

    def prices(self) -> list[Job]:
        """One job for all packages: they share one set of tables."""

        def work() -> list[PackagePrice]:
            search = PriceSearch(self.blueprint)
            return [search.price(package) for package in self.packages]

        return [work]


@dataclass(frozen=True, eq=False)
class Later:
    """A successor, and the packages as its dossier has them."""

    successor: Successor
    blueprint: Blueprint
    packages: tuple[NamedPackage, ...]

    @classmethod
    def of(
        cls,
        successor: Successor,
        under: Dossier,
        packages: Sequence[NamedPackage],
    ) -> Later:
        """Name the packages again under the successor's dossier.

        Raises
        ------
        UnknownNameError
            For an option that is not there under the successor.
        DetenteError
            For a dossier that is not this successor's.
        """
        if successor.side not in under.principals:
            raise DetenteError(
                f"{successor.key} decides for {successor.side}, which is no principal of the dossier given "
                f"for it; load the same case with successor={successor.key!r}"
            )
        blueprint = Blueprint(under)
        return cls(successor, blueprint, asked_packages(blueprint, packages))

    def votes(self, draws: int, seed: int) -> list[Job]:
        """One job for each block of draws."""
        rules = rules_of(self.blueprint)

        def block(start: int, count: int) -> Job:
            def work() -> tuple[PackageVotes, ...]:
                values = draw_values(
                    self.blueprint.quantities, seed, start, count, self.blueprint.correlations
                )
                return package_votes(self.blueprint, values, self.packages, rules)

            return work

        return [block(start, count) for start, count in blocks_of(draws, BLOCK)]


@dataclass(frozen=True, kw_only=True, eq=False)
class Done:
    """What the jobs gave, part by part."""

    curves: list[ConstraintCurve]
    win_sets: list[WinSets]
    prices: list[PackagePrice]
    votes: list[tuple[PackageVotes, ...]]
    options: list[OptionCounts]
    later: list[list[tuple[PackageVotes, ...]]]


def do_all(lens: LensJobs, later: Sequence[Later], workers: int, progress: Progress | None) -> Done:
    """Do all jobs, the longest first, on several threads."""
    parts = [lens.curves(), lens.win_sets(), lens.prices(), lens.votes()]
    parts += [one.votes(lens.draws, lens.seed) for one in later]
    jobs = [job for part in parts for job in part]

    def work(start: int, count: int) -> list[Any]:
        return [job() for job in jobs[start : start + count]]

    blocks = map_blocks(work, blocks_of(len(jobs), 1), workers=workers, progress=progress)
    found = [one for block in blocks for one in block]
    ends = np.cumsum([len(part) for part in parts])
    curves, win_sets, prices, votes, *others = (
        found[end - len(part) : end] for end, part in zip(ends, parts, strict=True)
    )
    return Done(
        curves=curves,
        win_sets=win_sets,
        prices=prices[0],
        votes=[block for block, _ in votes],
        options=[counts for _, counts in votes],
        later=others,
    )
