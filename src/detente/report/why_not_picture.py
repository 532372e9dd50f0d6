"""What a picture of a package shows: what builds each party's surplus up, what takes it down again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from detente.explain.causes import Cause
from detente.explain.pressure_plan import PlanWorth, PressurePlan
from detente.explain.why_not import WhyNot
from detente.explain.why_not_package import ConditionFinding, PackageDiagnosis
from detente.explain.why_not_words import amount, cause_words
from detente.lenses.spread import Spread
from detente.report.text_fitting import shortened
from detente.report.wording import percent

__all__ = ["WaterfallBar", "WaterfallPanel", "WhyNotPicture", "why_not_picture"]

#: Bars of a panel; what is left is told as one more.
MOST_BARS = 7
#: Panels that words tell of, and cells that a name may take in them.
TOLD, NAME_WIDTH = 3, 80


class WaterfallBar(NamedTuple):
    """One judgement, or several together: ``end`` less ``start`` is what it adds, in points."""

    label: str
    start: float
    end: float


@dataclass(frozen=True, kw_only=True)
class WaterfallPanel:
    """One condition, built up from its terms.

    Attributes
    ----------
    name : str
        Of the condition.
    bars : tuple of WaterfallBar
        Those that help first, then those that hurt, the largest first; each begins where the one
        before ends.
    margin : float
        Where the last one ends: at the medians.
    margins : Spread
        Over draws.
    fails : float or None
        Share of draws in which the condition fails; None where nothing is asked, and the bars add up to
        what something is worth.
    """

    name: str
    bars: tuple[WaterfallBar, ...]
    margin: float
    margins: Spread
    fails: float | None

    @property
    def says(self) -> str:
        """How it ends, in words."""
        unit = "points"
        if self.fails is None:
            return f"{amount(self.margin, unit, signed=True)} in all"
        ends = f"{amount(self.margin, unit)} to spare"
        if self.margin < 0:
            ends = f"{amount(-self.margin, unit)} short"
        return f"{ends}; fails in {percent(self.fails)} of draws"


@dataclass(frozen=True, kw_only=True)
class WhyNotPicture:
    """What speaks for and against a package.

    Attributes
    ----------
    title, caption : str
    panels : tuple of WaterfallPanel
        Conditions that fail at the medians first, by gate; then those that hold, the weakest first.
        Empty where no condition is in points.
    """

    title: str
    caption: str
    panels: tuple[WaterfallPanel, ...]

    def rows(self) -> tuple[dict[str, Any], ...]:
        """Return everything drawn as a table, one row for each bar."""
        return tuple(
            {
                "condition": panel.name,
                "judgement": bar.label,
                "start": bar.start,
                "end": bar.end,
                "margin": panel.margin,
                **{f"margin_{key}": x for key, x in panel.margins.to_dict().items()},
                "fails": panel.fails,
            }
            for panel in self.panels
            for bar in panel.bars
        )

    def alternative(self) -> str:
        """Say in one or two sentences what the picture shows, for those who cannot see it."""
        if not self.panels:
            return "Nothing is measured in points."
        told = (f"{shortened(panel.name, NAME_WIDTH)}: {panel.says}." for panel in self.panels[:TOLD])
        return " ".join(told)


def why_not_picture(result: WhyNot) -> WhyNotPicture:
    """Return the picture of the package that gets farthest.

    A panel for each condition in points: acceptance, consents and rules, trust. Rules that hang on the
    same parties share one, and so do trust and acceptance where they are the same in every draw. What
    principals save by breaking the deal is left to the tables. Of a plan of pressure a panel for each
    party, with what each act is worth to it.

    Parameters
    ----------
    result : WhyNot
    """
    if result.plan is not None:
        return _plan_picture(result, result.plan)
    package = result.first
    state = "passes" if package.passes else "fails"
    called = result.called or f"The package {package.name}"
    return WhyNotPicture(
        title=f"{called} {state}: for and against",
        caption="Each bar is what one judgement adds at its median; the last mark is what is left, with its "
        f"5th to 95th percentile over {result.draws} draws. Left of 0 the condition fails. Points are on "
        "each party's own scale.",
        panels=tuple(_panel(result, package, one) for one in _chosen(package)),
    )


def _plan_picture(result: WhyNot, plan: PressurePlan) -> WhyNotPicture:
    return WhyNotPicture(
        title=f"{result.called}: a plan for no deal, and what it is worth",
        caption="Each bar is what one act is worth at its median; the last mark is what all are worth, with "
        f"the 5th to 95th percentile over {result.draws} draws. Points are on each party's own scale.",
        panels=tuple(_plan_panel(result, one) for one in plan.worth),
    )


def _plan_panel(result: WhyNot, worth: PlanWorth) -> WaterfallPanel:
    steps = sorted(worth.by_act, key=lambda act: (act[1] < 0, -abs(act[1])))
    return WaterfallPanel(
        name=result.names[worth.party],
        bars=_stacked((key, points) for key, points, _ in steps),
        margin=worth.points,
        margins=worth.spread,
        fails=None,
    )


def _stacked(steps: Iterable[tuple[str, float]]) -> tuple[WaterfallBar, ...]:
    """Let each bar begin where the one before ends."""
    bars, at = [], 0.0
    for label, weight in steps:
        bars.append(WaterfallBar(label, round(at, 6), round(at + weight, 6)))
        at += weight
    return tuple(bars)


def _chosen(package: PackageDiagnosis) -> Iterable[ConditionFinding]:
    """Choose conditions whose terms are points, each group of rules alike once, and order them."""
    found: dict[object, ConditionFinding] = {}
    for one in package.conditions:
        if one.condition.unit == "points" and any(cause.is_term for cause in one.causes):
            alike = (one.turned, one.margin) if one.turned else one.same_as or one.condition.key
            found.setdefault(alike, one)
    holding = [one for one in found.values() if one.holds]
    rank = {key: k for k, key in enumerate(package.weakest)}
    holding.sort(key=lambda one: rank.get(one.condition.key, len(rank)))
    return [*(one for one in found.values() if not one.holds), *holding]


def _panel(result: WhyNot, package: PackageDiagnosis, found: ConditionFinding) -> WaterfallPanel:
    whose = found.turned or found.condition.parties
    terms = [cause for cause in found.causes if cause.is_term]
    kept = sorted(terms, key=lambda cause: -abs(cause.weight))[
        : MOST_BARS if len(terms) > MOST_BARS else None
    ]
    steps = [
        (cause_words(cause, package.package, whose, result.names), cause.weight) for cause in _falling(kept)
    ]
    rest = [cause for cause in terms if cause not in kept]
    if rest:
        steps.append((f"{len(rest)} more together", sum(cause.weight for cause in rest)))
    return WaterfallPanel(
        name=result.names.text(found.condition.name),
        bars=_stacked(steps),
        margin=found.margin,
        margins=found.margins,
        fails=found.fails,
    )


def _falling(causes: Iterable[Cause]) -> list[Cause]:
    """Put those that help first, then those that hurt, the largest first."""
    return sorted(causes, key=lambda cause: (cause.hurts, -abs(cause.weight), cause.entry.path))
