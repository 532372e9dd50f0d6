"""What why-not is asked about: packages, the farthest of very many, or a plan of pressure."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.dossier.trimming import issues_of_deal, trimmed
from detente.ensemble.depths import AS_DESCRIBED, class_depths
from detente.explain.asking import Asked
from detente.explain.choosing import MOST_PACKAGES, PackageChoice, chosen_packages
from detente.explain.pressure_plan import PressurePlan, pressure_plan
from detente.model.blueprint import Blueprint, ClassMask
from detente.verdict.packages_in_question import packages_in_question

__all__ = ["Scope", "scope_of"]

Bool = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What is to be explained.

    Attributes
    ----------
    packages : mapping of name to package (issue to option)
        Empty for a plan of pressure.
    n_packages : int
        Packages asked about: more than there are in ``packages`` where they are too many to judge.
    share : float or None
        Share of draws in which one of all these passes, where ``packages`` does not hold them all.
    plan : PressurePlan or None
    """

    packages: Mapping[str, Mapping[str, str]]
    n_packages: int
    share: float | None = None
    plan: PressurePlan | None = None

    @property
    def is_best_of_many(self) -> bool:
        """Whether only the package that gets farthest stands for all of a kind of deal."""
        return self.n_packages > len(self.packages)


def scope_of(question: Asked, choice: PackageChoice) -> Scope:
    """Find out what a question is about.

    Parameters
    ----------
    question : Asked
    choice : str or mapping of issue to option or options
        As for :func:`~detente.explain.choosing.chosen_packages`, and besides: a kind of deal that asks
        for pressure is a plan; of a kind of deal with more than 1,000 packages the one that gets
        farthest at the medians is taken.

    Raises
    ------
    UnknownNameError, DetenteError, TooLargeError
        As :func:`~detente.explain.choosing.chosen_packages`.
    """
    dossier = question.dossier
    if isinstance(choice, str) and choice in dossier.deals:
        plan = pressure_plan(dossier, choice, question.draws, question.seed)
        if plan is not None:
            return Scope(packages={}, n_packages=0, plan=plan)
        best = _best_of_many(question, choice)
        if best is not None:
            return best
    packages = chosen_packages(dossier, choice)
    return Scope(packages=packages, n_packages=len(packages))


def _best_of_many(question: Asked, key: str) -> Scope | None:
    """Take the package of a large kind of deal that gets farthest; None where it is not large."""
    deal = question.dossier.deals[key]
    if not (deal.all_of or deal.at_least):
        # It names nothing to move, which choosing its packages refuses in words.
        return None
    # The other issues stay as they are in what is described, so that nothing is lost without them.
    alone = trimmed(question.dossier, issues_of_deal(deal))
    blueprint = Blueprint(alone)
    mask = next(mask for mask in blueprint.classes if mask.key == key)
    if mask.exact is None or math.prod(_options(blueprint, mask.exact)) <= MOST_PACKAGES:
        return None
    found = packages_in_question(blueprint, classes=[key], robust=False)
    best = next((one for one in found if one.origin == "as described"), None)
    if best is None:
        return None
    depths = class_depths(
        question.dossier, form=AS_DESCRIBED, deals=[key], draws=question.draws, seed=question.seed, workers=1
    )
    name = ", ".join(f"{issue}={option}" for issue, option in best.package.items())
    return Scope(packages={name: best.package}, n_packages=_count(blueprint, mask), share=depths.share(key))


def _options(blueprint: Blueprint, exact: Bool) -> list[int]:
    """Count for each group of columns those that are described."""
    return [int(exact[a:b].sum()) for a, b in itertools.pairwise(blueprint.space.offsets)]


def _count(blueprint: Blueprint, mask: ClassMask) -> int:
    """Count the packages that a kind of deal describes."""
    assert mask.exact is not None
    if mask.clause is None:
        return math.prod(_options(blueprint, mask.exact))
    p = blueprint.clauses[mask.clause].program[1]
    moves = blueprint.static_tables[p]
    # By how many of the issues asked for they settle: whole numbers of any size.
    ways = Counter({0: 1})
    for a, b in itertools.pairwise(blueprint.space.offsets):
        own = Counter(moves[a:b][mask.exact[a:b]].tolist())
        before, ways = ways, Counter()
        for settled, n in before.items():
            for more, times in own.items():
                ways[settled + more] += n * times
    return sum(n for settled, n in ways.items() if settled >= blueprint.static_thresholds[p])
