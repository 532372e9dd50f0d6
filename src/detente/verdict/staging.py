"""A package cut into stages, under uncertainty: the plan, and in how many draws there is one."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Dossier
from detente.ensemble.executors import blocks_of, map_blocks
from detente.ensemble.sampling import draw_values
from detente.errors import DetenteError
from detente.lenses.named_package import NamedPackage, named_package
from detente.lenses.ratification.rules import rules_of
from detente.lenses.ratification.votes import package_votes
from detente.lenses.staging.plan_search import MOST_STAGES
from detente.lenses.staging.planning import (
    PlanAtOnePoint,
    complete_plan,
    existence_in,
    plan_at,
    undeliverable,
)
from detente.lenses.staging.staged_deal import StagedDeal, staged_deal
from detente.lenses.staging.staged_plan import Existence, StagedPlan
from detente.model.blueprint import Blueprint
from detente.verdict.draw_limits import check_draws

__all__ = ["STAGES", "Planner", "staged_plan"]

#: Most stages looked at unless asked otherwise.
STAGES = 12
#: Draws read off the dossier at once, and those whose plans are looked for at once.
BLOCK, EXISTS_BLOCK = 500, 5
#: Blocks of draws kept for the next package.
KEPT_BLOCKS = 8
Progress = Callable[[int, int], None]


def staged_plan(
    dossier: Dossier,
    package: Mapping[str, str],
    *,
    name: str | None = None,
    stages: int = STAGES,
    draws: int = 1000,
    seed: int = 0,
    exists_draws: int = 50,
    seconds: float = 10.0,
    workers: int | None = None,
    progress: Progress | None = None,
) -> StagedPlan:
    """Say how a package can be carried out so that nobody gains by stopping, or why it cannot.

    Parameters
    ----------
    dossier : Dossier
    package : mapping of issue to option
        What it changes; other issues stay as they are.
    name : str, optional
        What to call it.
    stages : int
        Most stages looked at, 1 to 60. A proof that there is no plan does not depend on it.
    draws : int
        Draws of all judgements in which the plan found at their medians is tested; 0 for none.
    seed : int
        0 or more.
    exists_draws : int
        In how many of these draws some plan, whichever, is looked for.
    seconds : float
        Time for the search at the medians, and as much for the search over draws; what is not
        decided by then is undecided.
    workers : int, optional
        Threads; all cores if not given. No result depends on it unless time runs out.
    progress : callable, optional
        Called with (draws done, draws in all) while plans are looked for over draws.

    Returns
    -------
    StagedPlan

    Raises
    ------
    UnknownNameError
        For an issue or option that does not exist.
    DetenteError
        For a package that changes nothing or applies pressure, or numbers out of range.
    TooLargeError
        When sums would not fit into int64.
    """
    planner = Planner(
        dossier,
        stages=stages,
        draws=draws,
        seed=seed,
        exists_draws=exists_draws,
        seconds=seconds,
        workers=workers,
    )
    return planner.plan(package, name=name, progress=progress)


class Planner:
    """Makes plans of packages of one dossier on the same draws.

    Parameters are those of :func:`staged_plan`.
    """

    def __init__(
        self,
        dossier: Dossier,
        *,
        stages: int = STAGES,
        draws: int = 1000,
        seed: int = 0,
        exists_draws: int = 50,
        seconds: float = 10.0,
        workers: int | None = None,
    ) -> None:
        _check(stages=stages, draws=draws, seed=seed, exists_draws=exists_draws, seconds=seconds)
        self.dossier = dossier
        self.blueprint = Blueprint(dossier)
        self.stages = stages
        self.draws = draws
        self.seed = seed
        self.exists_draws = min(draws, exists_draws)
        self.seconds = seconds
        self.workers = workers or os.cpu_count() or 1
        self._kept: dict[int, NDArray[np.float64]] = {}

    def plan(
        self, package: Mapping[str, str], *, name: str | None = None, progress: Progress | None = None
    ) -> StagedPlan:
        """Make the plan of one package, as :func:`staged_plan` does."""
        asked = named_package(self.blueprint, name or "the package", package)
        without = undeliverable(self.dossier, asked, draws=self.draws, seed=self.seed)
        if without is not None:
            return without
        middle = staged_deal(self.blueprint, self.blueprint.medians, asked)
        found = plan_at(middle, stages=self.stages, seconds=self.seconds)
        drawn = self._drawn(asked) if self.draws else None
        exists = None
        if drawn is not None and self.exists_draws:
            exists = self._exists(drawn.taken(slice(0, self.exists_draws)), found, progress)
        plan = complete_plan(
            self.dossier, asked, found, middle=middle, drawn=drawn, exists=exists, seed=self.seed
        )
        return replace(plan, caveats=(*plan.caveats, *self._other_gates(asked)))

    def _other_gates(self, package: NamedPackage) -> Iterator[str]:
        """Say what stages do not change: that a package cannot be delivered, or is refused at home."""
        rules = rules_of(self.blueprint)
        (votes,) = package_votes(self.blueprint, self.blueprint.medians, [package], rules)
        if votes.depths[0] == 0:
            yield (
                "At the medians those at the table cannot deliver it: they lack the control that an option "
                "requires, or it changes more issues than may change. Stages do not alter that."
            )
        if not votes.met_at()[0]:
            refusing = [self.dossier.parties[p].name for p in votes.members if not votes.consents[p][0]]
            yield (
                f"At the medians it is not ratified, for want of the consent of {', '.join(refusing)}. "
                "Stages do not alter that."
            )

    def _drawn(self, package: NamedPackage) -> StagedDeal:
        return StagedDeal.joined(
            [
                staged_deal(self.blueprint, self._values(start, count), package)
                for start, count in blocks_of(self.draws, BLOCK)
            ]
        )

    def _values(self, start: int, count: int) -> NDArray[np.float64]:
        """Draw a block, or return it again if it is one of the first, which are kept."""
        if start in self._kept:
            return self._kept[start]
        values = draw_values(self.blueprint.quantities, self.seed, start, count, self.blueprint.correlations)
        if len(self._kept) < KEPT_BLOCKS:
            self._kept[start] = values
        return values

    def _exists(self, drawn: StagedDeal, found: PlanAtOnePoint, progress: Progress | None) -> Existence:
        end = time.monotonic() + self.seconds

        def work(start: int, count: int) -> Counter[str]:
            block = drawn.taken(slice(start, start + count))
            return Counter(existence_in(block, found.levels, stages=self.stages, end=end))

        blocks = blocks_of(len(drawn), EXISTS_BLOCK)
        counted = sum(map_blocks(work, blocks, workers=self.workers, progress=progress), Counter[str]())
        return Existence(
            draws=len(drawn),
            found=counted["plan"],
            none=counted["none"],
            undecided=counted["undecided"] + counted["margin"],
            at_margin=counted["margin"],
        )


def _check(*, stages: int, draws: int, seed: int, exists_draws: int, seconds: float) -> None:
    if not 1 <= stages <= MOST_STAGES:
        raise DetenteError(f"stages must be from 1 to {MOST_STAGES}, not {stages}")
    check_draws(draws, seed, least=0)
    if exists_draws < 0:
        raise DetenteError(f"the draws in which a plan is looked for must be 0 or more, not {exists_draws}")
    if not seconds > 0:
        raise DetenteError(f"the time must be above 0 seconds, not {seconds:g}")
