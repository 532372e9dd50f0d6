"""The third-parties lens as a report: who outside is hurt by which package, and who can spoil it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence

from detente.lenses.outsiders.effects import MOST, OutsideEffect, PackageEffects
from detente.lenses.outsiders.result import PartyRecord, ThirdParties
from detente.report.abreast import abreast
from detente.report.blocks import Block, Cell, Column, Facts, Heading, Item, Items, Paragraph, Section, Table
from detente.report.third_parties_parts import (
    acting_part,
    effects_part,
    packages_part,
    parties_part,
    spoiling_part,
)
from detente.report.wording import left_out, listed, number_of, percent, tone_of

__all__ = ["third_parties_readings", "third_parties_report"]

#: Packages told of one by one, parties named in a sentence, rows of a table of readings.
ONE_BY_ONE, MOST_NAMED, MOST_ROWS = 3, 4, 16
MOSTLY = 0.5


def third_parties_report(found: ThirdParties) -> tuple[Block, ...]:
    """Tell what the third-parties lens found.

    Parameters
    ----------
    found : ThirdParties

    Returns
    -------
    tuple of Block
    """
    few = len(found.packages) <= ONE_BY_ONE and bool(found.parties)
    return (
        Heading(text=found.title, level=1),
        _facts(found),
        *(Paragraph(text=text, tone="strong") for text in _bottom_line(found)),
        *(effects_part(found) if few else ()),
        *(packages_part(found) if found.parties or not found.packages else ()),
        *(() if few or not found.parties else parties_part(found)),
        *spoiling_part(found),
        *acting_part(found),
        *_caveats(found),
    )


def _facts(found: ThirdParties) -> Facts:
    return Facts(
        pairs=(
            ("lens", "third parties"),
            ("reading", found.reading or "base"),
            ("packages", str(len(found.packages))),
            ("third parties", str(len(found.parties))),
            ("draws", str(found.draws)),
            ("seed", str(found.seed)),
        )
    )


def _caveats(found: ThirdParties) -> tuple[Block, ...]:
    return (
        Heading(text="To keep in mind"),
        Items(items=tuple(Item(text=text) for text in found.caveats)),
    )


def _bottom_line(found: ThirdParties) -> Iterable[str]:
    if not found.parties:
        yield "The dossier names no third party, so nobody outside is affected and nobody can spoil anything."
        return
    if len(found.packages) <= ONE_BY_ONE:
        yield from (_sentence(found, one) for one in found.packages)
        return
    spared = sum(one.hurts_nobody >= MOST for one in found.packages)
    spoilt = sum(one.has_spoiler >= MOST for one in found.packages)
    n = len(found.packages)
    yield (
        f"Of {n} packages {spared or 'none'} hurt{'s' if spared < 2 else ''} nobody outside in at least two "
        f"draws of three, and {spoilt or 'none'} can be spoilt from outside as often."
    )
    hurt = _ranked(found, lambda record: record.hurt_by)
    spoilers = _ranked(found, lambda record: record.can_spoil)
    if hurt:
        yield f"Hurt by most packages: {hurt}. Able to spoil most: {spoilers or 'nobody'}."
    passing = [one for one in found.packages if one.passes >= MOSTLY]
    if passing:
        yield _of_passing(passing)


def _ranked(found: ThirdParties, of: Callable[[PartyRecord], Sequence[str]]) -> str:
    """Name the parties with most packages of some kind: ``Ukraine (14), Poland (5)``."""
    records = sorted((r for r in found.parties if of(r)), key=lambda r: (-len(of(r)), r.party))
    return listed([f"{found.label(r.party)} ({len(of(r))})" for r in records[:MOST_NAMED]], MOST_NAMED)


def _of_passing(passing: Sequence[PackageEffects]) -> str:
    spoilt = [one for one in passing if one.passes_but_spoilt >= MOST * one.passes]
    if len(passing) == 1:
        can = "can" if spoilt else "cannot"
        return f"The one package that passes all gates in most draws {can} be spoilt from outside even then."
    which = number_of(len(spoilt), len(passing))
    return f"Of the packages that pass all gates in most draws, {which} can be spoilt from outside even then."


def _sentence(found: ThirdParties, one: PackageEffects) -> str:
    """Say of one package whom it hurts and who can spoil it."""
    text = f"{one.package.name}: it hurts nobody outside in {percent(one.hurts_nobody)} of draws"
    if all(effect.status == "untouched" for effect in one.effects):
        text = f"{one.package.name}: nobody outside has a stake in it"
    losers = sorted((e for e in one.effects if e.loses >= MOST), key=lambda e: (-e.loses, e.party))
    if losers:
        text += f"; it hurts {_with_shares(found, [(e, e.loses) for e in losers])}"
    spoilers = sorted((e for e in one.effects if e.spoils > 0), key=lambda e: (-e.spoils, e.party))
    if not spoilers:
        return f"{text}. Nobody outside can spoil it."
    can = _with_shares(found, [(e, e.spoils) for e in spoilers])
    return f"{text}. Who can spoil it: {can}."


def _with_shares(found: ThirdParties, of: Sequence[tuple[OutsideEffect, float]]) -> str:
    return listed([f"{found.label(effect.party)} ({percent(share)})" for effect, share in of], MOST_NAMED)


def third_parties_readings(results: Mapping[str, ThirdParties]) -> tuple[Block, ...]:
    """Set the third-parties lens under several readings side by side.

    Parameters
    ----------
    results : mapping of reading to ThirdParties
        The base first; at least one.

    Returns
    -------
    tuple of Block
    """
    tables = abreast(results)
    base = next(iter(results.values()))
    return (
        Heading(text=base.title, level=1),
        Heading(text="Hurts nobody outside, and who is hurt most often, by readings"),
        *(_packages_table(results, some, _hurt_cell) for some in tables),
        Heading(text="Can be spoilt from outside, and by whom most often, by readings"),
        *(_packages_table(results, some, _spoilt_cell) for some in tables),
        *_left_out(base),
        Heading(text="Packages that hurt each third party / that it can spoil, by readings"),
        *(_parties_table(results, some) for some in tables),
        Paragraph(
            text="Numbers of the packages above, in at least two draws of three. Parties stand under their "
            "keys in the dossier.",
            tone="muted",
        ),
        *_caveats(base),
    )


def _left_out(base: ThirdParties) -> Iterable[Block]:
    text = "Shares of draws, every reading meets the same draws. What the readings differ on comes first."
    left = len(base.packages) - MOST_ROWS
    if left > 0:
        text += f" {left_out(left)}"
    yield Paragraph(text=text, tone="muted")


def _packages_table(
    results: Mapping[str, ThirdParties], keys: Sequence[str], cell: Callable[[PackageEffects], Cell]
) -> Table:
    names = [one.package.name for one in next(iter(results.values())).packages]
    cells = {name: [_of(results[key], name, cell) for key in results] for name in names}
    names.sort(key=lambda name: len({one.text for one in cells[name]}) == 1)
    shown = [key in keys for key in results]
    rows = tuple((Cell(text=name), *itertools.compress(cells[name], shown)) for name in names[:MOST_ROWS])
    columns = (Column(name="package", flexible=True), *(Column(name=key, flexible=True) for key in keys))
    return Table(columns=columns, sections=(Section(rows=rows),), gap=1)


def _of(found: ThirdParties, name: str, cell: Callable[[PackageEffects], Cell]) -> Cell:
    same = [one for one in found.packages if one.package.name == name]
    return cell(same[0]) if same else Cell(text="-", tone="muted")


def _hurt_cell(one: PackageEffects) -> Cell:
    worst = max(one.effects, key=lambda effect: effect.loses, default=None)
    who = f" {worst.party}" if worst is not None and worst.loses > 0 else ""
    return Cell(text=f"{percent(one.hurts_nobody)}{who}", tone=tone_of(one.hurts_nobody))


def _spoilt_cell(one: PackageEffects) -> Cell:
    worst = max(one.effects, key=lambda effect: effect.spoils, default=None)
    who = f" {worst.party}" if worst is not None and worst.spoils > 0 else ""
    return Cell(text=f"{percent(one.has_spoiler)}{who}", tone=tone_of(1 - one.has_spoiler))


def _parties_table(results: Mapping[str, ThirdParties], keys: Sequence[str]) -> Table:
    base = next(iter(results.values()))
    names = [one.package.name for one in base.packages]
    counts = {
        record.party: [_counts(results[key], record.party, names) for key in keys] for record in base.parties
    }
    rows = tuple(
        (
            Cell(text=party),
            *(Cell(text=f"{hurt} / {spoils}" if hurt or spoils else "") for hurt, spoils in of),
        )
        for party, of in counts.items()
        if any(hurt or spoils for hurt, spoils in of)
    )
    columns = (Column(name="party", flexible=True), *(Column(name=key, right=True) for key in keys))
    return Table(columns=columns, sections=(Section(rows=rows),))


def _counts(found: ThirdParties, party: str, names: Sequence[str]) -> tuple[int, int]:
    """Count the packages of some names that hurt a party, and that it can spoil."""
    record = next((r for r in found.parties if r.party == party), None)
    if record is None:
        return 0, 0
    return len(set(record.hurt_by) & set(names)), len(set(record.can_spoil) & set(names))
