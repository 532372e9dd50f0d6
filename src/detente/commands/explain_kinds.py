"""The explanations that can be asked for on the command line, and how each is asked, told and drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from detente.dossier.dossier import Dossier
from detente.ensemble.depths import SWEETENED, Form
from detente.ensemble.executors import Progress
from detente.explain.assumptions import key_assumptions
from detente.explain.blockers import blockers
from detente.explain.choosing import PackageChoice
from detente.explain.flip import flip
from detente.explain.honest_funnel import honest_funnel
from detente.explain.scenarios import scenarios
from detente.explain.sensitivity import sensitivity
from detente.explain.tornado import tornado
from detente.explain.why_not import why, why_not
from detente.explain.why_not_overview import why_not_overview
from detente.report import (
    blockers_chart,
    flip_chart,
    honest_funnel_chart,
    scenario_chart,
    tornado_chart,
    why_not_chart,
)
from detente.report.assumptions_report import assumptions_report
from detente.report.blockers_picture import blockers_picture
from detente.report.blockers_report import blockers_report
from detente.report.blocks import Block
from detente.report.flip_picture import flip_picture
from detente.report.flip_report import flip_report
from detente.report.honest_funnel_picture import honest_funnel_picture
from detente.report.honest_funnel_report import honest_funnel_report
from detente.report.scenario_picture import scenario_picture
from detente.report.scenarios_report import scenarios_report
from detente.report.sensitivity_report import sensitivity_report
from detente.report.tornado_picture import tornado_picture
from detente.report.tornado_report import tornado_report
from detente.report.why_not_overview_report import why_not_overview_report
from detente.report.why_not_picture import why_not_picture
from detente.report.why_not_report import why_not_report, why_report

__all__ = ["EXPLANATIONS", "Asked", "Kind"]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question about a case."""

    dossier: Dossier
    deal: str | None
    package: PackageChoice | None
    form: Form
    repairs: bool
    to: Literal["deal", "no-deal"] | None
    sizes: int
    shift: float
    draws: int
    seed: int
    workers: int | None

    @property
    def named(self) -> PackageChoice:
        """The package, for a question that needs one."""
        assert self.package is not None
        return self.package

    @property
    def drawn(self) -> dict[str, Any]:
        """The draws it is asked of."""
        return {"draws": self.draws, "seed": self.seed}

    @property
    def about(self) -> dict[str, Any]:
        """The draws, and what kind of deal or package it is about."""
        return {**self.drawn, "deal": self.deal, "package": self.package, "form": self.form}


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One explanation.

    Attributes
    ----------
    ask : callable
        Answers a question, telling its progress to the second argument if there is one.
    report : callable
        Tells the answer.
    chart : callable or None
        Draws the answer.
    needs_package, needs_question : bool
        Whether a package has to be named; or either a kind of deal or a package.
    """

    ask: Callable[[Asked, Progress | None], Any]
    report: Callable[[Any], Sequence[Block]]
    chart: Callable[[Any], Any] | None = None
    needs_package: bool = False
    needs_question: bool = False


EXPLANATIONS: Mapping[str, Kind] = {
    "why-not": Kind(
        ask=lambda asked, _: why_not(asked.dossier, asked.named, repairs=asked.repairs, **asked.drawn),
        report=why_not_report,
        chart=lambda found: why_not_chart.chart(why_not_picture(found)),
        needs_package=True,
    ),
    "why-not, overview": Kind(
        ask=lambda asked, progress: why_not_overview(asked.dossier, progress=progress, **asked.drawn),
        report=why_not_overview_report,
    ),
    "why": Kind(
        ask=lambda asked, _: why(asked.dossier, asked.named, **asked.drawn),
        report=why_report,
        chart=lambda found: why_not_chart.chart(why_not_picture(found)),
        needs_package=True,
    ),
    "flip": Kind(
        ask=lambda asked, progress: flip(
            asked.dossier, to=asked.to, sizes=asked.sizes, progress=progress, **asked.about
        ),
        report=flip_report,
        chart=lambda found: flip_chart.chart(flip_picture(found)),
    ),
    "blockers": Kind(
        ask=lambda asked, progress: blockers(
            asked.dossier, workers=asked.workers, progress=progress, **asked.about
        ),
        report=blockers_report,
        chart=lambda found: blockers_chart.chart(blockers_picture(found)),
    ),
    "sensitivity": Kind(
        ask=lambda asked, progress: sensitivity(
            asked.dossier, workers=asked.workers, progress=progress, **asked.about
        ),
        report=sensitivity_report,
        needs_question=True,
    ),
    "tornado": Kind(
        ask=lambda asked, progress: tornado(
            asked.dossier, workers=asked.workers, progress=progress, **asked.about
        ),
        report=tornado_report,
        chart=lambda found: tornado_chart.chart(tornado_picture(found)),
        needs_question=True,
    ),
    "scenarios": Kind(
        ask=lambda asked, progress: scenarios(
            asked.dossier, workers=asked.workers, progress=progress, **asked.about
        ),
        report=scenarios_report,
        chart=lambda found: scenario_chart.chart(scenario_picture(found)),
        needs_question=True,
    ),
    "funnel": Kind(
        ask=lambda asked, progress: honest_funnel(
            asked.dossier,
            deals=None if asked.deal is None else [asked.deal],
            form=SWEETENED if asked.form == SWEETENED else None,
            shift=asked.shift,
            # How many packages there are does not depend on the kind of deal that is asked about.
            **({} if asked.deal is None else {"counted": 0, "counted_alone": 0}),
            workers=asked.workers,
            progress=progress,
            **asked.drawn,
        ),
        report=honest_funnel_report,
        chart=lambda found: honest_funnel_chart.chart(honest_funnel_picture(found)),
    ),
    "assumptions": Kind(
        ask=lambda asked, progress: key_assumptions(asked.dossier, progress=progress, **asked.about),
        report=assumptions_report,
    ),
}
