"""A simulation as a report: where hostility goes, what policies change, and on what the advice hangs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from detente.report.blocks import (
    Block,
    Cell,
    Column,
    Facts,
    Heading,
    Item,
    Items,
    Paragraph,
    Section,
    Table,
    Tone,
)
from detente.report.simulation_design_part import design_part
from detente.report.wording import percent
from detente.verdict.simulation_result import Change, SimulatedPolicy, Simulation

__all__ = ["CAVEATS", "simulation_readings", "simulation_report"]

#: Dates in the table of paths.
MOST_DATES = 6
BOTH = "both, on average"
CAVEATS = (
    "This is no forecast. It says where the dossier's judgements on how acts answer acts would lead; most of "
    "them no source gives.",
    "Two sides only: what third powers do, and what an act does to them, moves nothing here.",
    "Policies are compared with the usual answers alone, on the same draws and the same chance.",
)


def simulation_report(found: Simulation) -> tuple[Block, ...]:
    """Tell a simulation under one reading.

    Parameters
    ----------
    found : Simulation

    Returns
    -------
    tuple of Block
        Paths, what policies change, whether answers die down, where the advice turns round, measures
        against a level where that was asked, assurance beside provocation.
    """
    pairs = (
        ("question", "where does hostility go, and what would policies change"),
        ("dossier", found.dossier),
        ("reading", found.reading or "base"),
        ("from", f"{found.dates[0]} to {found.dates[-1]}, by {found.step}"),
        ("draws", f"{found.draws}, seed {found.seed}"),
    )
    return (
        Heading(text=found.title, level=1),
        Facts(pairs=pairs),
        *_paths(found),
        *_changes(found),
        *_settling(found),
        *design_part(found),
        Heading(text="To keep in mind"),
        Items(items=tuple(Item(text=caveat) for caveat in CAVEATS)),
    )


def simulation_readings(results: Mapping[str, Simulation]) -> tuple[Block, ...]:
    """Tell the same policies under several readings side by side, ``"base"`` first.

    A row for each policy, a column for each reading: mean hostility of both sides at the last step.
    """
    first = next(iter(results.values()))
    columns = (Column(name="policy", flexible=True), *(Column(name=name, right=True) for name in results))
    rows = tuple(
        (Cell(text=policy.text), *(Cell(text=_ending(found, k)) for found in results.values()))
        for k, policy in enumerate(first.policies)
    )
    settle = (
        Cell(text="answers die down"),
        *(Cell(text=percent(r.settling.hostile.share)) for r in results.values()),
    )
    return (
        Heading(text=first.title, level=1),
        Facts(
            pairs=(
                ("question", "where does hostility go under each reading"),
                ("from", f"{first.dates[0]} to {first.dates[-1]}, by {first.step}"),
                ("draws", f"{first.draws}, seed {first.seed}"),
            )
        ),
        Table(columns=columns, sections=(Section(rows=rows), Section(rows=(settle,)))),
        Paragraph(
            text=f"Mean hostility of both sides at {first.dates[-1]}, -10 friendliest to 10 war, and in how "
            "many draws the answers of two hostile sides die down.",
            tone="muted",
        ),
        *_doubtful(results),
        Heading(text="To keep in mind"),
        Items(items=tuple(Item(text=caveat) for caveat in CAVEATS)),
    )


def _ending(found: Simulation, k: int) -> str:
    policy = found.policies[k]
    return f"{sum(mean[-1] for mean in policy.means.values()) / len(policy.means):.1f}"


def _doubtful(results: Mapping[str, Simulation]) -> Iterator[Block]:
    """Say under which readings a policy helps and under which it harms."""
    items = []
    first = next(iter(results.values()))
    for k, policy in enumerate(first.policies[1:], start=1):
        changes = {name: found.policies[k].on_average for name, found in results.items()}
        helps = [name for name, change in changes.items() if change.high < 0]
        harms = [name for name, change in changes.items() if change.low > 0]
        if helps and harms:
            items.append(
                f"{policy.text} lowers hostility under {', '.join(helps)} and raises it under "
                f"{', '.join(harms)}."
            )
    if items:
        yield Heading(text="Where readings disagree on the advice")
        yield Items(items=tuple(Item(text=text) for text in items))


def _shown(dates: Sequence[str]) -> list[int]:
    n = len(dates)
    if n <= MOST_DATES:
        return list(range(n))
    return sorted({round(k * (n - 1) / (MOST_DATES - 1)) for k in range(MOST_DATES)})


def _paths(found: Simulation) -> Iterator[Block]:
    shown = _shown(found.dates)
    yield Heading(text="Hostility")
    columns = (
        Column(name="at"),
        *(Column(name=found.labels[party], right=True, flexible=True) for party in found.principals),
    )
    sections = tuple(
        Section(
            key=policy.text,
            name=policy.title,
            rows=tuple(
                (
                    Cell(text=found.dates[k]),
                    *(Cell(text=_spread(policy, party, k)) for party in found.principals),
                )
                for k in shown
            ),
        )
        for policy in found.policies
    )
    yield Table(columns=columns, sections=sections, key_name="policy")
    yield Paragraph(
        text="Of the acts of each side: mean, and where nine draws in ten lie. -10 is friendliest, 0 "
        "neutral, 10 war.",
        tone="muted",
    )


def _spread(policy: SimulatedPolicy, party: str, k: int) -> str:
    fan, mean = policy.fans[party], policy.means[party]
    return f"{mean[k]:z.1f} ({fan[k, 0]:z.1f} to {fan[k, -1]:z.1f})"


def _changes(found: Simulation) -> Iterator[Block]:
    if len(found.policies) < 2:
        return
    yield Heading(text="What the policies change")
    columns = (
        Column(name="hostility of", flexible=True),
        Column(name="change", right=True),
        Column(name="helps in", right=True),
        Column(name="accident in", right=True),
    )
    idle, *others = found.policies
    nothing = (Cell(text=BOTH), Cell(), Cell(), Cell(text=percent(idle.accident.share)))
    sections = (
        Section(key=idle.text, rows=(nothing,)),
        *(Section(key=policy.text, rows=tuple(_changed(found, policy))) for policy in others),
    )
    yield Table(columns=columns, sections=sections, key_name="policy")
    yield Paragraph(
        text="Points of hostility against the usual answers alone, with the interval that the number of "
        "draws leaves; below 0 is less hostile. A side's chosen acts count in its own figure; on average: "
        "over all steps. helps in: draws in which it is lower; accident in: draws in which forces collide.",
        tone="muted",
    )


def _changed(found: Simulation, policy: SimulatedPolicy) -> Iterator[tuple[Cell, ...]]:
    """Yield a row for each side at the end, and one for both over all steps."""
    for party in found.principals:
        yield _row(f"{found.labels[party]} at the end", policy.at_end[party], "")
    yield _row(BOTH, policy.on_average, percent(policy.accident.share))


def _row(name: str, change: Change, accident: str) -> tuple[Cell, ...]:
    helps = percent(change.helps.share)
    return (
        Cell(text=name),
        Cell(text=_change(change), tone=_tone(change)),
        Cell(text=helps),
        Cell(text=accident),
    )


def _change(change: Change) -> str:
    return f"{change.mean:+z.2f} ({change.low:+z.2f} to {change.high:+z.2f})"


def _tone(change: Change) -> Tone:
    if change.high < 0:
        return "good"
    return "poor" if change.low > 0 else "plain"


def _settling(found: Simulation) -> Iterator[Block]:
    told = found.settling
    yield Heading(text="Do answers die down?")
    half = (
        "in half of the draws the slowest part of a deviation, memory included, never halves"
        if told.half_life is None
        else "the slowest part of a deviation, memory included, halves in "
        f"{told.half_life:.1f} steps at the median"
    )
    items = [
        f"Among hostile sides in {percent(told.hostile.share)} of draws; {half}.",
        f"Among friendly sides in {percent(told.friendly.share)} of draws.",
        *(_act_lasts(found, party, steps) for party, steps in told.act.items()),
    ]
    for party, (low, median, high) in told.rest.items():
        items.append(
            f"{found.labels[party]} would rest at {median:z.1f} ({low:z.1f} to {high:z.1f}) without "
            "chance or policy."
        )
    for policy in found.policies:
        if policy.at_limit > 0:
            items.append(
                f"Under {policy.text} hostility reaches an end of the scale in "
                f"{percent(policy.at_limit)} of draws."
            )
    yield Items(items=tuple(Item(text=text) for text in items))


def _act_lasts(found: Simulation, party: str, steps: float | None) -> str:
    act = f"one friendly act of {found.labels[party]}"
    if steps is None:
        return f"Half of what {act} does is still there at the end, in half of the draws or more."
    after = f"{steps:g} {'step' if steps == 1 else 'steps'}"
    return f"Half of what {act} does to both is gone {after} after its peak, at the median."
