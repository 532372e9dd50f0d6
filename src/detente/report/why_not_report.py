"""Why a package does not pass, or why it does, as a report."""

from __future__ import annotations

from collections.abc import Iterator

from detente.explain.pressure_plan import PressurePlan
from detente.explain.why_not import WhyNot
from detente.report.blocks import Block, Facts, Heading, Item, Items, Paragraph
from detente.report.keys_part import keys_part
from detente.report.pressure_part import plan_part
from detente.report.repair_part import judgement_repair_blocks, package_repair_blocks
from detente.report.why_not_blocking_part import (
    blocking_part,
    carrying_part,
    hinges_part,
    ranking_part,
)
from detente.report.why_not_conditions_part import (
    causes_part,
    changes_part,
    conditions_part,
    gates_part,
)

__all__ = ["why_not_report", "why_report"]


def why_not_report(result: WhyNot) -> tuple[Block, ...]:
    """Tell why a package does not pass: the bottom line first, then what fails, why, and who stops it.

    Parameters
    ----------
    result : WhyNot
        One whose package passes says so.

    Returns
    -------
    tuple of Block
    """
    if result.plan is not None:
        return _plan_report(result, result.plan, "why-not")
    package, names = result.first, result.names
    parts: list[Block] = [*_head(result, "why-not"), *changes_part(result), *gates_part(package)]
    parts += conditions_part(package, names, failing=True)
    parts += causes_part(result, package, package.failing)
    parts += blocking_part(package, names)
    parts += _repairs(result)
    if package.passes:
        parts += hinges_part(package, names)
    parts += conditions_part(package, names, failing=False)
    parts += ranking_part(result)
    return (*parts, *keys_part(parts, names, known=_changes(result)), *_tail(result))


def why_report(result: WhyNot) -> tuple[Block, ...]:
    """Tell why a package passes: the bottom line first, then what carries it and what it hangs on.

    Parameters
    ----------
    result : WhyNot
        One whose package fails says so, and what fails.

    Returns
    -------
    tuple of Block
    """
    if result.plan is not None:
        return _plan_report(result, result.plan, "why")
    package, names = result.first, result.names
    parts: list[Block] = [*_head(result, "why"), *changes_part(result), *gates_part(package)]
    if package.failing:
        parts += conditions_part(package, names, failing=True)
        parts += causes_part(result, package, package.failing)
    parts += carrying_part(result, package)
    if package.passes:
        parts += hinges_part(package, names)
    parts += conditions_part(package, names, failing=False)
    parts += blocking_part(package, names)
    parts += _repairs(result)
    parts += ranking_part(result)
    return (*parts, *keys_part(parts, names, known=_changes(result)), *_tail(result))


def _plan_report(result: WhyNot, plan: PressurePlan, question: str) -> tuple[Block, ...]:
    """Tell a plan of pressure, of which nothing passes or fails."""
    parts = [*_head(result, question), *plan_part(plan, result.names)]
    known = [act.key for act in plan.acts]
    return (*parts, *keys_part(parts, result.names, known=known), *_tail(result))


def _changes(result: WhyNot) -> list[str]:
    return [f"{issue}={option}" for issue, option in result.first.package.items()]


def _head(result: WhyNot, question: str) -> Iterator[Block]:
    yield Heading(text=result.title, level=1)
    pairs = (
        ("question", question),
        ("asked of", result.called or result.asked),
        ("packages", f"{result.n_packages:,}" if result.plan is None else "none: a plan for no deal"),
        ("reading", result.reading or "base"),
        ("draws", str(result.draws)),
        ("seed", str(result.seed)),
    )
    yield Facts(pairs=pairs)
    first, *rest = result.sentences
    yield Paragraph(text=first, tone="strong")
    yield Items(items=tuple(Item(text=text) for text in rest))


def _repairs(result: WhyNot) -> Iterator[Block]:
    """Tell the repairs where they were asked for and there is something to repair."""
    if result.package_repair is not None and not result.package_repair.passes:
        yield from package_repair_blocks(result.package_repair, result.names)
    if result.judgement_repair is not None and result.judgement_repair.status != "passes":
        yield from judgement_repair_blocks(result.judgement_repair, result.names)


def _tail(result: WhyNot) -> Iterator[Block]:
    yield Heading(text="To keep in mind")
    yield Items(items=tuple(Item(text=caveat) for caveat in result.caveats))
