"""Staged plans of several packages of one dossier."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.dossier.dossier import Dossier
from detente.errors import DetenteError
from detente.lenses.json_form import json_head, json_text
from detente.lenses.named_package import NamedPackage
from detente.lenses.staging.staged_plan import StagedPlan
from detente.verdict.packages_in_question import Packages, packages_in_question
from detente.verdict.staging import Planner

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["StagedPlans", "staged_plans"]

Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class StagedPlans:
    """One plan, or the reason why there is none, per package.

    Attributes
    ----------
    title, dossier : str
        Title and key of the dossier.
    reading : str or None
    draws, seed : int
    principals : tuple of str
        Sorted.
    packages : tuple of NamedPackage
        In the order asked for; may be empty.
    plans : tuple of StagedPlan
        One for each package, in the same order.
    """

    title: str
    dossier: str
    reading: str | None
    draws: int
    seed: int
    principals: tuple[str, ...]
    packages: tuple[NamedPackage, ...]
    plans: tuple[StagedPlan, ...]

    def __repr__(self) -> str:
        return f"<StagedPlans: {', '.join(f'{plan.name}: {plan.status}' for plan in self.plans)}>"

    @property
    def only(self) -> StagedPlan:
        """The plan of a single package.

        Raises
        ------
        DetenteError
            Where there are several.
        """
        if len(self.plans) != 1:
            names = ", ".join(repr(plan.name) for plan in self.plans)
            raise DetenteError(
                f"a picture shows one plan, and there are {len(self.plans)}: {names}; name one"
            )
        return self.plans[0]

    def plan(self, name: str) -> StagedPlan:
        """Return the plan of the first package of a name, or raise KeyError."""
        for found in self.plans:
            if found.name == name:
                return found
        raise KeyError(name)

    def to_frame(self) -> pd.DataFrame:
        """Return one tidy row per package, stage and item; none for packages without a plan."""
        import pandas as pd

        frames = [plan.to_frame().assign(package=plan.name) for plan in self.plans]
        return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form; what all plans have in common stands once, at the head."""
        head = json_head(
            "plan",
            title=self.title,
            dossier=self.dossier,
            reading=self.reading,
            draws=self.draws,
            seed=self.seed,
            principals=self.principals,
        )
        plans = [
            {**package.to_dict(), **{key: x for key, x in plan.to_dict().items() if key not in head}}
            for package, plan in zip(self.packages, self.plans, strict=True)
        ]
        return {**head, "plans": plans}

    def to_json(self) -> str:
        """Return ``to_dict()`` as text, ending in a newline."""
        return json_text(self.to_dict())


def staged_plans(
    dossier: Dossier,
    *,
    packages: Packages | None = None,
    stages: int = 12,
    draws: int = 1000,
    seed: int = 0,
    seconds: float = 10.0,
    workers: int | None = None,
    progress: Progress | None = None,
) -> StagedPlans:
    """Find the fewest stages of several packages.

    Parameters
    ----------
    dossier : Dossier
    packages : mapping of name to package (issue to option), or sequence of NamedPackage, optional
        Every kind of deal and the packages that survive most often, if not given.
    stages, draws, seed, seconds, workers
        As for :func:`detente.staged_plan`.
    progress : callable, optional
        Called with (packages done, packages in all).

    Returns
    -------
    StagedPlans
    """
    planner = Planner(dossier, stages=stages, draws=draws, seed=seed, seconds=seconds, workers=workers)
    asked = packages_in_question(planner.blueprint, named=packages, seed=seed)
    plans = []
    for done, one in enumerate(asked, start=1):
        plans.append(planner.plan(one.package, name=one.name))
        if progress:
            progress(done, len(asked))
    return StagedPlans(
        title=dossier.title,
        dossier=dossier.key,
        reading=dossier.reading,
        draws=draws,
        seed=seed,
        principals=planner.blueprint.principals,
        packages=asked,
        plans=tuple(plans),
    )
