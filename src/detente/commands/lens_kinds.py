"""The lenses that can be asked for on the command line, and how each is asked, told and drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.dossier.dossier import Dossier
from detente.ensemble.executors import Progress
from detente.report import (
    constraint_chart,
    leverage_chart,
    plan_chart,
    ratification_chart,
    third_parties_chart,
    trust_chart,
)
from detente.report.blocks import Block
from detente.report.constraint_picture import constraint_picture
from detente.report.leverage_picture import leverage_picture
from detente.report.leverage_report import leverage_readings, leverage_report
from detente.report.plan_picture import plan_picture
from detente.report.plans_report import plans_readings, plans_report
from detente.report.ratification_picture import ratification_picture
from detente.report.ratification_report import ratification_readings, ratification_report
from detente.report.third_parties_picture import third_parties_picture
from detente.report.third_parties_report import third_parties_readings, third_parties_report
from detente.report.trust_picture import trust_picture
from detente.report.trust_report import trust_readings, trust_report
from detente.verdict.leverage import leverage
from detente.verdict.packages_in_question import Packages
from detente.verdict.ratification import ratification
from detente.verdict.staged_plans import staged_plans
from detente.verdict.third_parties import third_parties
from detente.verdict.trust import trust

__all__ = ["KINDS", "Asked", "Kind"]

#: A name, and what the package of that name changes.
Named = tuple[str, Mapping[str, str]]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question to a lens.

    ``successors`` loads the dossier under each of its successors, for the lens that asks about them.
    """

    dossier: Dossier
    packages: Packages | None
    successors: Callable[[], Mapping[str, Dossier]]
    prices: Mapping[str, float]
    stages: int
    draws: int
    seed: int
    workers: int | None
    progress: Progress | None

    @property
    def usual(self) -> dict[str, Any]:
        """What every lens is asked with."""
        return {
            "packages": self.packages,
            "draws": self.draws,
            "seed": self.seed,
            "workers": self.workers,
            "progress": self.progress,
        }


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One lens.

    Attributes
    ----------
    ask : callable
        Answers a question.
    report : callable
        Tells one answer.
    side_by_side : callable
        Tells the answers under several readings, by key, ``"base"`` first.
    charts : mapping of str to callable
        Per picture that can be asked for, what draws an answer.
    packages : callable or None
        Names and contents of the packages in an answer; None for a lens that is not about packages,
        so that readings need not be compared on the same ones.
    """

    ask: Callable[[Asked], Any]
    report: Callable[[Any], Sequence[Block]]
    side_by_side: Callable[[Mapping[str, Any]], Sequence[Block]]
    charts: Mapping[str, Callable[[Any], Any]]
    packages: Callable[[Any], Iterable[Named]] | None = None


KINDS: Mapping[str, Kind] = {
    "leverage": Kind(
        ask=lambda asked: leverage(asked.dossier, **asked.usual),
        report=leverage_report,
        side_by_side=leverage_readings,
        charts={"plot": lambda found: leverage_chart.chart(leverage_picture(found))},
    ),
    "ratification": Kind(
        ask=lambda asked: ratification(asked.dossier, successors=asked.successors(), **asked.usual),
        report=ratification_report,
        side_by_side=ratification_readings,
        charts={
            "plot": lambda found: ratification_chart.chart(ratification_picture(found)),
            "plot_constraint": lambda found: constraint_chart.chart(constraint_picture(found)),
        },
        packages=lambda found: [(one.package.name, one.package.package) for one in found.packages],
    ),
    "trust": Kind(
        ask=lambda asked: trust(asked.dossier, prices=asked.prices, **asked.usual),
        report=trust_report,
        side_by_side=trust_readings,
        charts={"plot": lambda found: trust_chart.chart(trust_picture(found))},
        packages=lambda found: [(one.name, one.package) for one in found.packages],
    ),
    "third-parties": Kind(
        ask=lambda asked: third_parties(asked.dossier, **asked.usual),
        report=third_parties_report,
        side_by_side=third_parties_readings,
        charts={"plot": lambda found: third_parties_chart.chart(third_parties_picture(found))},
        packages=lambda found: [(one.package.name, one.package.package) for one in found.packages],
    ),
    "plan": Kind(
        ask=lambda asked: staged_plans(asked.dossier, stages=asked.stages, **asked.usual),
        report=plans_report,
        side_by_side=plans_readings,
        charts={"plot": lambda found: plan_chart.chart(plan_picture(found.only))},
        packages=lambda found: [(one.name, one.package) for one in found.plans],
    ),
}
