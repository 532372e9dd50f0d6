"""A staged plan as a report: who does what when, what is verified, what is lost by stopping."""

from __future__ import annotations

from collections.abc import Iterator

from detente.lenses.spread import Spread
from detente.lenses.staging.plan_stages import Check, Stage, Stopping
from detente.lenses.staging.staged_plan import StagedPlan
from detente.report.blocks import Block, Cell, Column, Facts, Heading, Item, Items, Paragraph, Section, Table
from detente.report.plan_picture import plan_picture, terminal_plan
from detente.report.wording import listed, number_of, percent

__all__ = ["plan_blocks", "plan_report", "plan_sentence"]

#: Names listed in a sentence, things to be verified, options of a package.
LISTED, CHECKED, NAMED = 3, 12, 8
#: Points from here on are written as whole numbers.
WRITTEN_OUT = 10_000


def plan_report(plan: StagedPlan) -> tuple[Block, ...]:
    """Tell what came of the question for a plan.

    Parameters
    ----------
    plan : StagedPlan

    Returns
    -------
    tuple of Block
    """
    return (
        Heading(text=plan.title, level=1),
        *plan_blocks(plan),
        *_caveats_part(plan),
    )


def plan_blocks(plan: StagedPlan) -> tuple[Block, ...]:
    """Tell the same without the title and what is to be kept in mind, to stand beside other plans."""
    return (
        _facts(plan),
        Paragraph(text=plan_sentence(plan), tone="strong"),
        *_plan_part(plan),
        *_stopping_part(plan),
        *_draws_part(plan),
        *_patience_part(plan),
    )


def plan_sentence(plan: StagedPlan) -> str:
    """Return the answer in a sentence or two."""
    n = len(plan.stages)
    if plan.status == "plan" and n == 1:
        return "It can be done all at once: nobody gains by stopping or cheating."
    if plan.status == "plan":
        fewer = f"in {n - 1} it cannot" if plan.is_fewest else "whether in fewer is not known"
        return (
            f"It can be done in {n} stages so that at none of them anybody gains by stopping or cheating; "
            f"{fewer}."
        )
    if plan.status == "none":
        return f"No number of stages suffices. {plan.explanation}"
    if plan.status == "undecided":
        return f"Undecided: whether there is a plan is not known. {plan.explanation}"
    if plan.status == "not deliverable":
        return plan.explanation
    return f"{plan.status[:1].upper()}{plan.status[1:]}. {plan.explanation}"


def _points(amount: float) -> str:
    """Write points in three figures, or as a whole number."""
    return f"{amount:.3g}" if abs(amount) < WRITTEN_OUT else f"{amount:.0f}"


def _spread(spread: Spread) -> str:
    if spread.is_certain:
        return _points(spread.middle)
    return f"{_points(spread.middle)} ({_points(spread.low)} to {_points(spread.high)})"


def _option(plan: StagedPlan, issue: str, option: str) -> str:
    return f"{plan.label(issue)}: {plan.label(f'{issue}={option}')}"


def _facts(plan: StagedPlan) -> Facts:
    changes = [_option(plan, issue, option) for issue, option in plan.package.items()]
    told = "; ".join(changes[:NAMED])
    more = f"; and {len(changes) - NAMED} more" if len(changes) > NAMED else ""
    pairs = [("package", f"{plan.name}: {told}{more}")]
    if plan.reading is not None:
        pairs.append(("reading", plan.reading))
    if plan.parties:
        pairs.append(("who may stop", listed([plan.label(party) for party in plan.parties], most=8)))
        pairs.append(("numbers", "every judgement at its median, unless said otherwise"))
    return Facts(pairs=tuple(pairs))


def _plan_part(plan: StagedPlan) -> Iterator[Block]:
    if not plan.stages:
        return
    yield Heading(text="The plan")
    columns = (
        Column(name="stage", right=True),
        Column(name="who", flexible=True),
        Column(name="does what", flexible=True),
        Column(name="how much", right=True),
        Column(name="reached", right=True),
        Column(name="can be undone"),
    )
    rows = tuple(row for stage in plan.stages for row in _rows(plan, stage))
    yield Table(columns=columns, sections=(Section(rows=rows),))
    yield terminal_plan(plan_picture(plan))


def _rows(plan: StagedPlan, stage: Stage) -> Iterator[tuple[Cell, ...]]:
    if not stage.steps:
        yield (Cell(text=str(stage.number)), Cell(), Cell(text="nothing", tone="muted"), *[Cell()] * 3)
    for n, step in enumerate(stage.steps):
        who = listed([plan.label(p) for p in step.performers]) or "nobody in particular"
        yield (
            Cell(text=str(stage.number) if n == 0 else ""),
            Cell(text=who),
            Cell(text=_option(plan, step.issue, step.option)),
            Cell(text=percent(float(step.part))),
            Cell(text=percent(float(step.level))),
            Cell(text="yes" if step.reversible else "no"),
        )


def _stopping_part(plan: StagedPlan) -> Iterator[Block]:
    if not plan.stages:
        return
    yield Heading(text="What is verified, and what is lost by stopping")
    items = tuple(_stage_item(plan, stage) for stage in plan.stages)
    after = [
        f"{plan.label(party)} {_spread(slack)}"
        for party, slack in plan.after_the_end.items()
        if slack is not None
    ]
    if after:
        text = (
            f"Once all is done, going on is worth more than stopping by: {', '.join(after)} points per period"
        )
        items = (*items, Item(text=text))
    yield Items(items=items)


def _stage_item(plan: StagedPlan, stage: Stage) -> Item:
    told = [Item(text=_check_sentence(plan, stage))]
    told += [
        Item(text=_stopping_sentence(plan, party, stopping)) for party, stopping in stage.stopping.items()
    ]
    return Item(text=f"Stage {stage.number}", inner=tuple(told))


def _check_sentence(plan: StagedPlan, stage: Stage) -> str:
    new = [_check(plan, check) for check in stage.checks if check.is_new]
    old = [_check(plan, check) for check in stage.checks if not check.is_new]
    parts = [f"Verified before going on: {listed(new, CHECKED)}"] if new else []
    parts += (
        [f"{'still in place' if new else 'Verified to be still in place'}: {listed(old, CHECKED)}"]
        if old
        else []
    )
    return "; ".join(parts) or "Nothing needs to be verified: nobody would save anything by not performing"


def _check(plan: StagedPlan, check: Check) -> str:
    return f"{plan.label(check.issue)} at {percent(float(check.level))}"


def _stopping_sentence(plan: StagedPlan, party: str, stopping: Stopping) -> str:
    saves = (
        f"would save {_points(stopping.saves)} points once by cheating"
        if stopping.saves
        else "has nothing to save"
    )
    text = f"{plan.label(party)} {saves}; if the deal ends here it loses {_points(stopping.loses)} per period"
    for issues, words in (
        (stopping.snaps_back, "taken back from it"),
        (stopping.never_comes, "never to come"),
        (stopping.stays, "staying with it"),
    ):
        if issues:
            text += f"; {words}: {listed([plan.label(issue) for issue in issues], LISTED)}"
    if stopping.slack is not None:
        text += f". Slack: {_spread(stopping.slack)}"
    return text


def _draws_part(plan: StagedPlan) -> Iterator[Block]:
    if not plan.draws or plan.status == "not deliverable":
        return
    yield Heading(text="Under uncertainty")
    yield Paragraph(
        text="A share of draws is a statement about the judgements put in, not a chance of a deal."
    )
    yield Items(items=tuple(Item(text=text) for text in _shares(plan)))


def _shares(plan: StagedPlan) -> Iterator[str]:
    if plan.holds is not None:
        yield f"This very plan holds in {percent(plan.holds)} of {plan.draws} draws."
    if plan.one_stage is not None:
        yield f"All at once holds in {percent(plan.one_stage)} of them."
    if plan.fifth_gate is not None and plan.fifth_gate != plan.one_stage:
        yield (
            f"If everything could be taken back, as the fifth gate has it, all at once would hold in "
            f"{percent(plan.fifth_gate)}."
        )
    exists = plan.exists
    if exists is not None:
        text = f"Some plan, not always this one, exists in {number_of(exists.found, exists.draws)} draws"
        undecided = f"; {exists.undecided} could not be decided" if exists.undecided else ""
        yield f"{text} in which one was looked for{undecided}."


def _patience_part(plan: StagedPlan) -> Iterator[Block]:
    if not plan.critical:
        return
    yield Heading(text="How patient each must be")
    columns = (
        Column(name="party", flexible=True),
        Column(name="least discount factor", right=True),
        Column(name=""),
    )
    rows = tuple(
        (
            Cell(text=plan.label(party)),
            Cell(text="none" if one.least is None else f"{one.least:.3f}"),
            Cell(text="" if one.least is None or one.from_there_on else "but not every larger one"),
        )
        for party, one in plan.critical.items()
    )
    yield Table(columns=columns, sections=(Section(rows=rows),))


def _caveats_part(plan: StagedPlan) -> Iterator[Block]:
    if plan.caveats:
        yield Heading(text="To keep in mind")
        yield Items(items=tuple(Item(text=text) for text in plan.caveats))
