"""The commitment horizon of the ratification lens: what later ratifiers would do with today's packages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from detente.lenses.ratification.analysis import Ratification
from detente.lenses.ratification.successors import Horizon, PackageHorizon
from detente.report.blocks import Block, Cell, Column, Heading, Item, Items, Paragraph, Section, Table
from detente.report.wording import left_out, listed, percent, tone_of

__all__ = ["horizon_part"]

MOST_PACKAGES = 12


def horizon_part(found: Ratification) -> Iterable[Block]:
    """Tell what later ratifiers would do with what is ratified today."""
    if not found.horizons:
        return
    yield Heading(text="The commitment horizon")
    places = range(len(found.horizons[0].packages))
    some = [k for k in places if any(_is_open(horizon.packages[k]) for horizon in found.horizons)]
    if not some:
        names = listed([f"{h.name} ({found.label(h.side)}{_later(h)})" for h in found.horizons])
        yield Paragraph(text=f"None of these packages is ratified in any draw, today or later, by {names}.")
        return
    some.sort(key=lambda k: -max(h.packages[k].lost for h in found.horizons))
    yield _horizon_table(found, some[:MOST_PACKAGES])
    yield from _not_in_the_table(len(some) - MOST_PACKAGES, len(places) - len(some))
    yield Items(items=tuple(_horizon_item(found, horizon) for horizon in found.horizons))


def _is_open(one: PackageHorizon) -> bool:
    """Tell whether a package is ratified by anybody in any draw, or might be."""
    return max(one.today, one.later, one.chance_today, one.chance_later) > 0


def _horizon_table(found: Ratification, places: Sequence[int]) -> Table:
    columns = (
        Column(name="package", flexible=True),
        Column(name="today", right=True),
        *(Column(name=_when(horizon), right=True, flexible=True) for horizon in found.horizons),
        Column(name="refused later by", flexible=True),
    )
    return Table(columns=columns, sections=(Section(rows=tuple(_horizon_row(found, k) for k in places)),))


def _not_in_the_table(more: int, never: int) -> Iterable[Block]:
    told = [left_out(more)] if more > 0 else []
    if never:
        packages, are = ("package", "is") if never == 1 else ("packages", "are")
        told.append(f"{never} {packages} that {are} ratified in no draw, today or later, {are} left out.")
    legend = (
        "Shares of draws in which the rules of that side are met; mean chances where votes are uncertain."
    )
    yield Paragraph(text=" ".join([legend, *told]), tone="muted")


def _when(horizon: Horizon) -> str:
    return horizon.key if horizon.date is None else f"{horizon.key}, {horizon.date:%Y-%m}"


def _horizon_row(found: Ratification, k: int) -> tuple[Cell, ...]:
    today = {horizon.side: horizon.packages[k].chance_today for horizon in found.horizons}
    last = found.horizons[-1].packages[k]
    refusing = [f"{party} {percent(share)}" for party, share in last.refuses.items() if share > 0]
    if last.leaves > last.leaves_today:
        refusing.insert(0, f"{found.horizons[-1].side} itself {percent(last.leaves)}")
    return (
        Cell(text=last.name),
        Cell(text=" / ".join(percent(share) for share in today.values())),
        *(
            Cell(text=percent(h.packages[k].chance_later), tone=tone_of(h.packages[k].chance_later))
            for h in found.horizons
        ),
        Cell(text=listed(refusing, 3)),
    )


def _later(horizon: Horizon) -> str:
    return "" if horizon.years is None else f", {horizon.years:g} years on"


def _horizon_item(found: Ratification, horizon: Horizon) -> Item:
    text = f"{horizon.name} ({found.label(horizon.side)}{_later(horizon)})"
    worst = max(horizon.packages, key=lambda package: package.lost)
    if not any(package.today for package in horizon.packages):
        return Item(text=f"{text}: nothing is ratified today in any draw, so that nothing can be lost")
    if worst.lost == 0:
        return Item(text=f"{text}: ratifies whatever is ratified today, in every draw")
    return Item(
        text=f"{text}: most is lost of {worst.name}, ratified today and not by then in "
        f"{percent(worst.lost)} of draws"
    )
