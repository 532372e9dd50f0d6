"""Staged plans of several packages, and of one package under several readings."""

from __future__ import annotations

from collections.abc import Mapping

from detente.lenses.staging.staged_plan import StagedPlan
from detente.report.blocks import Block, Cell, Column, Heading, Item, Items, Paragraph, Section, Table, Tone
from detente.report.plan_report import plan_report, plan_sentence
from detente.report.wording import number_of, percent
from detente.verdict.staged_plans import StagedPlans

__all__ = ["plans_readings", "plans_report"]

NOTE = (
    "The plan is that at the medians. 'This plan holds' and 'some plan' are shares of the draws of all "
    "judgements in which it holds, or in which some plan was found: a statement about the judgements put in. "
    "Whether a package can be delivered, and carried at home, is not asked here."
)


def plans_report(found: StagedPlans) -> tuple[Block, ...]:
    """Tell the plan of one package in full, those of several in a table.

    Parameters
    ----------
    found : StagedPlans
        Without packages the report says so.
    """
    if not found.plans:
        return (Paragraph(text="There is no package to make a plan for."),)
    if len(found.plans) == 1:
        return plan_report(found.plans[0])
    return (
        Heading(text=found.plans[0].title, level=1),
        Paragraph(text=_bottom_line(found), tone="strong"),
        _table(found),
        Paragraph(text=NOTE, tone="muted"),
        *_unplanned(found),
        Paragraph(text="Name one package (--package) to see its stages."),
    )


def plans_readings(results: Mapping[str, StagedPlans]) -> tuple[Block, ...]:
    """Tell under which readings there is a plan for what.

    Parameters
    ----------
    results : mapping of reading to StagedPlans
        The base first; the same packages in each.
    """
    first = next(iter(results.values()))
    if not first.plans:
        return (Paragraph(text="There is no package to make a plan for."),)
    columns = (Column(name="package", flexible=True), *(Column(name=key) for key in results))
    rows = tuple(
        (Cell(text=plan.name), *(_cell(found.plans[k]) for found in results.values()))
        for k, plan in enumerate(first.plans)
    )
    return (
        Heading(text=first.plans[0].title, level=1),
        Heading(text="Staged plans by readings"),
        Table(columns=columns, sections=(Section(rows=rows),)),
        Paragraph(text="Fewest stages at the medians, and the share of draws in which that very plan holds."),
        *(block for key, found in results.items() for block in _reading(key, found)),
    )


def _unplanned(found: StagedPlans) -> tuple[Block, ...]:
    """Say why there is no plan, package by package."""
    without = [plan for plan in found.plans if plan.status != "plan"]
    items = tuple(Item(text=f"{plan.name}: {plan_sentence(plan)}") for plan in without)
    return (Heading(text="Why there is no plan"), Items(items=items)) if items else ()


def _bottom_line(found: StagedPlans) -> str:
    planned = sum(plan.status == "plan" for plan in found.plans)
    proved = sum(plan.status == "none" for plan in found.plans)
    text = (
        f"At the medians, {number_of(planned, len(found.plans))} packages can be carried out so that nobody "
        "gains by stopping"
    )
    return f"{text}; for {proved} it is proved that no number of stages suffices." if proved else f"{text}."


def _table(found: StagedPlans) -> Table:
    columns = (
        Column(name="package", flexible=True),
        Column(name="fewest stages"),
        Column(name="this plan holds", right=True),
        Column(name="some plan", right=True),
    )
    rows = tuple(
        (
            Cell(text=plan.name),
            Cell(text=_answer(plan), tone=_tone(plan)),
            Cell(text=_share(plan.holds)),
            Cell(text=_share(plan.exists.share if plan.exists else None)),
        )
        for plan in found.plans
    )
    return Table(columns=columns, sections=(Section(rows=rows),))


def _reading(key: str, found: StagedPlans) -> tuple[Block, ...]:
    items = tuple(Item(text=f"{plan.name}: {plan_sentence(plan)}") for plan in found.plans)
    return (Heading(text=f"Reading: {key}"), Items(items=items))


def _cell(plan: StagedPlan) -> Cell:
    share = f" {percent(plan.holds)}" if plan.status == "plan" and plan.holds is not None else ""
    return Cell(text=f"{_answer(plan)}{share}", tone=_tone(plan))


def _answer(plan: StagedPlan) -> str:
    return str(len(plan.stages)) if plan.status == "plan" else plan.status


def _tone(plan: StagedPlan) -> Tone:
    return "good" if plan.status == "plan" else "poor" if plan.status == "none" else "muted"


def _share(share: float | None) -> str:
    return "" if share is None else percent(share)
