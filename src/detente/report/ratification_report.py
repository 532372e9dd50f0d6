"""The ratification lens as a report: who can carry a package at home, who stops it, at what price."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from detente.lenses.ratification.analysis import PackageRatification, Ratification
from detente.lenses.ratification.unblocking import TurningSet
from detente.lenses.ratification.win_sets import EVERYBODY, KINDS
from detente.report.abreast import abreast
from detente.report.blocks import Block, Cell, Column, Facts, Heading, Item, Items, Paragraph, Section, Table
from detente.report.lens_words import part_words, powers_note
from detente.report.ratification_homes_part import (
    HEADS,
    constraint_part,
    constraint_sentence,
    pivots_part,
    veto_part,
    win_set_part,
)
from detente.report.ratification_horizon_part import horizon_part
from detente.report.ratification_packages_part import names_of, price_part, refusal_part, turning_part
from detente.report.wording import left_out, listed, number_of, percent, tone_of

__all__ = ["ratification_readings", "ratification_report"]

#: Packages told of one by one in the bottom line, rows of a table of readings.
ONE_BY_ONE, MOST_ROWS = 3, 16
#: Sets that turn a package equally often and are named.
MOST_WAYS = 3
MOSTLY, RARELY = 0.5, 0.05


def ratification_report(found: Ratification) -> tuple[Block, ...]:
    """Tell what the ratification lens found.

    Parameters
    ----------
    found : Ratification

    Returns
    -------
    tuple of Block
    """
    return (
        Heading(text=found.title, level=1),
        _facts(found),
        *(Paragraph(text=text, tone="strong") for text in _bottom_line(found)),
        *refusal_part(found),
        *turning_part(found),
        *price_part(found),
        *veto_part(found),
        *pivots_part(found),
        *win_set_part(found),
        *constraint_part(found),
        *horizon_part(found),
        Heading(text="To keep in mind"),
        Items(items=tuple(Item(text=text) for text in found.caveats)),
    )


def _facts(found: Ratification) -> Facts:
    return Facts(
        pairs=(
            ("lens", "ratification"),
            ("reading", found.reading or "base"),
            ("packages", str(len(found.packages))),
            ("draws", str(found.draws)),
            ("seed", str(found.seed)),
        )
    )


def _bottom_line(found: Ratification) -> Iterable[str]:
    if len(found.packages) <= ONE_BY_ONE:
        yield from (_sentence(found, one) for one in found.packages)
        return
    carried = sum(one.consent.ratified >= MOSTLY for one in found.packages)
    rarely = sum(one.consent.ratified < RARELY for one in found.packages)
    yield (
        f"Of {len(found.packages)} packages, ratified in at least half of the draws: {carried or 'none'}; in "
        f"fewer than one draw of twenty: {rarely or 'none'}. {_in_the_way(found)}"
    )
    signed = [one for one in found.packages if one.consent.accepted >= MOSTLY]
    refused = sum(one.consent.ratified < MOSTLY for one in signed)
    if signed:
        yield _signed_and_refused(len(signed), refused)
    hopeless = sum(one.price.status == "none" for one in found.packages)
    if hopeless:
        yield (
            f"For {number_of(hopeless, len(found.packages))} packages, at the medians, no addition elsewhere "
            "gets it signed and ratified (proved)."
        )


def _signed_and_refused(signed: int, refused: int) -> str:
    if signed == 1:
        return (
            f"The one that the principals would mostly sign is {'then' if refused else 'not'} mostly refused."
        )
    which = f"All {signed}" if refused == signed else f"{refused or 'None'} of the {signed}"
    verb = "is" if refused == 1 else "are"
    return f"{which} that the principals would mostly sign {verb} then mostly refused."


def _in_the_way(found: Ratification) -> str:
    """Name the members that most often stand in the way of packages."""
    times = {
        party: sum(one.consent.unblocking.blocks.get(party, 0.0) >= MOSTLY for one in found.packages)
        for party in {m.party for one in found.packages for m in one.consent.members}
    }
    ranked = sorted((p for p in times if times[p]), key=lambda party: (-times[party], party))
    if not ranked:
        return "Nobody stands in the way of any in most draws."
    told = [f"{found.label(party)} ({times[party]})" for party in ranked[:5]]
    return f"Who mostly stands in the way, of how many: {listed(told, 5)}."


def _sentence(found: Ratification, one: PackageRatification) -> str:
    """Say of one package who blocks it and whom to turn."""
    consent, unblocking = one.consent, one.consent.unblocking
    name = one.package.name
    if not consent.members:
        return f"{name}: it calls no rule of ratification."
    text = f"{name}: ratified in {percent(consent.ratified)} of draws"
    if not consent.is_certain:
        text += f" if each votes as its surplus says, with a mean chance of {percent(consent.mean_chance)}"
        text += " as votes are uncertain"
    text += "."
    blocking = sorted((p for p, s in unblocking.blocks.items() if s > 0), key=lambda p: -unblocking.blocks[p])
    if not blocking:
        return text
    told = [f"{found.label(party)} ({percent(unblocking.blocks[party])} of draws)" for party in blocking]
    text += f" In the way: {listed(told, 6)}."
    if len(blocking) > 1:
        text += _most_often(found, unblocking.sets)
    immovable = [blocker.party for blocker in one.price.blockers if blocker.status == "none"]
    if immovable:
        text += f" At the medians nothing elsewhere turns {names_of(found, immovable, 6)} (proved)."
    return text


def _most_often(found: Ratification, sets: Sequence[TurningSet]) -> str:
    """Name the set that most often turns a package, and others that do as often."""
    if not sets:
        return ""
    share = max(chosen.share for chosen in sets)
    often = [chosen for chosen in sets if chosen.share == share]
    ways = [names_of(found, chosen.members, 6) for chosen in often]
    told = ways[:MOST_WAYS] + ([f"one of {len(ways) - MOST_WAYS} more sets"] if len(ways) > MOST_WAYS else [])
    between = " or " if all(len(chosen.members) == 1 for chosen in often) else ", or "
    each = " each" if len(ways) > 1 else ""
    return f" Most often it takes {between.join(told)} to turn it ({percent(share)}{each})."


def ratification_readings(results: Mapping[str, Ratification]) -> tuple[Block, ...]:
    """Set the ratification lens under several readings side by side.

    Parameters
    ----------
    results : mapping of reading to Ratification
        The base first; at least one.

    Returns
    -------
    tuple of Block
    """
    tables = abreast(results)
    base = next(iter(results.values()))
    return (
        Heading(text=base.title, level=1),
        Heading(text="Ratified, and who is most often in the way, by readings"),
        *(_ratified_table(results, some) for some in tables),
        *_left_out(base),
        Heading(text="Win-set of all homes together, part of the zone, at the medians"),
        *_win_set_tables(results, tables),
        Heading(text="Asking for more at home"),
        Items(items=tuple(_constraint_item(key, found) for key, found in results.items())),
        Heading(text="To keep in mind"),
        Items(items=tuple(Item(text=text) for text in base.caveats)),
    )


def _left_out(base: Ratification) -> Iterable[Block]:
    text = "Shares of draws, every reading meets the same draws."
    left = len(base.packages) - MOST_ROWS
    if left > 0:
        text += f" {left_out(left)}"
    yield Paragraph(text=text, tone="muted")


def _ratified_table(results: Mapping[str, Ratification], keys: Sequence[str]) -> Table:
    base = next(iter(results.values()))
    rows = tuple(
        (Cell(text=one.package.name), *(_ratified_cell(results[key], one.package.name) for key in keys))
        for one in base.packages[:MOST_ROWS]
    )
    columns = (Column(name="package"), *(Column(name=key, flexible=True) for key in keys))
    return Table(columns=columns, sections=(Section(rows=rows),), gap=1)


def _ratified_cell(found: Ratification, name: str) -> Cell:
    try:
        consent = found.package(name).consent
    except KeyError:
        return Cell(text="-", tone="muted")
    blocks = consent.unblocking.blocks
    worst = max(blocks, key=lambda party: blocks[party], default=None)
    who = f" {worst}" if worst is not None and blocks[worst] > 0 else ""
    return Cell(text=f"{percent(consent.ratified)}{who}", tone=tone_of(consent.ratified))


def _win_set_tables(
    results: Mapping[str, Ratification], readings: Sequence[Sequence[str]]
) -> Iterable[Block]:
    tables = [_win_set_table(results, keys) for keys in readings]
    yield from tables
    cells = (cell for table in tables for section in table.sections for row in section.rows for cell in row)
    note = powers_note(cell.text for cell in cells)
    if note:
        yield Paragraph(text=note.strip(), tone="muted")


def _win_set_table(results: Mapping[str, Ratification], keys: Sequence[str]) -> Table:
    rows = []
    for kind in KINDS:
        counts = [results[key].win_sets[0].of(EVERYBODY).counts[kind] for key in keys]
        shares = ["" if c.share is None else part_words(c.share) for c in counts]
        rows.append((Cell(text=HEADS[kind]), *(Cell(text=share) for share in shares)))
    columns = (Column(name="packages"), *(Column(name=key, right=True) for key in keys))
    return Table(columns=columns, sections=(Section(rows=tuple(rows)),))


def _constraint_item(key: str, found: Ratification) -> Item:
    curves = {home: [c for c in found.curves if c.home == home] for home in found.principals}
    inner = tuple(Item(text=constraint_sentence(found, own)) for own in curves.values() if own)
    return Item(text=key, inner=inner)
