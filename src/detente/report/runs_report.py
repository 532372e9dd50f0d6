"""Run bundles in a report: the list of them, one of them, two compared, one replayed, some removed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from detente.bundles.collecting import Collected
from detente.bundles.comparing import Comparison
from detente.bundles.identity import SHORT
from detente.bundles.info import BundleInfo
from detente.bundles.kept_cell import KeptCell
from detente.bundles.manifest import Manifest
from detente.bundles.replay_result import CellDifference, Replay
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
from detente.report.wording import left_out, listed

__all__ = ["collected_report", "comparison_report", "list_report", "replay_report", "show_report"]

STATES: dict[str, tuple[str, Tone]] = {
    "complete": ("complete", "good"),
    "running": ("unfinished", "fair"),
    "damaged": ("damaged", "poor"),
}
#: Cells that are named in a replay.
MOST_CELLS = 10


def list_report(infos: Sequence[BundleInfo], root: str) -> tuple[Block, ...]:
    """List run bundles, the one begun last first.

    Parameters
    ----------
    infos : sequence of BundleInfo
    root : str
        The folder that was looked in, as it was given.
    """
    if not infos:
        text = f"There are no runs in {root}. detente run CASE --keep makes one."
        return (Paragraph(text=text, tone="muted"),)
    columns = (
        Column(name="run"),
        Column(name="state"),
        Column(name="dossier", flexible=True),
        Column(name="readings", flexible=True),
        Column(name="draws", right=True),
        Column(name="seed", right=True),
        Column(name="cells", right=True),
        Column(name="size", right=True),
        Column(name="begun"),
    )
    table = Table(columns=columns, sections=(Section(rows=tuple(_row(info) for info in infos)),))
    wrong = [Item(text=f"{info.short}: {info.wrong}", tone="poor") for info in infos if info.wrong]
    return (table, *((Items(items=tuple(wrong)),) if wrong else ()))


def _row(info: BundleInfo) -> tuple[Cell, ...]:
    text, tone = _state(info)
    asked = info.manifest.identity if info.manifest else {}
    return (
        Cell(text=info.short, tone="strong"),
        Cell(text=text, tone=tone),
        Cell(text=_value(asked.get("dossier"))),
        Cell(text=_value(asked.get("readings"))),
        Cell(text=_value(asked.get("draws"))),
        Cell(text=_value(asked.get("seed"))),
        Cell(text=str(info.cells)),
        Cell(text=_size(info.size)),
        Cell(text=_moment(info.begun)),
    )


def _state(info: BundleInfo) -> tuple[str, Tone]:
    text, tone = STATES[info.state]
    return (f"{text}, in use" if info.in_use else text), tone


def _value(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return listed([str(item) for item in value])
    return f"{value:g}" if isinstance(value, float) else str(value)


def _size(size: int) -> str:
    """Write a number of bytes, in powers of a thousand."""
    for unit, word in ((10**9, "GB"), (10**6, "MB"), (10**3, "kB")):
        if size >= unit:
            return f"{size / unit:.{1 if size < 100 * unit else 0}f} {word}"
    return f"{size} B"


def _moment(text: str) -> str:
    """Write a time in UTC to the minute; what is no time as it is."""
    try:
        return f"{datetime.fromisoformat(text):%Y-%m-%d %H:%M}"
    except ValueError:
        return text


def show_report(info: BundleInfo, manifest: Manifest, cells: Sequence[KeptCell]) -> tuple[Block, ...]:
    """Show one run bundle: what was asked, what made it, how far it is, what it holds.

    Parameters
    ----------
    info : BundleInfo
    manifest : Manifest
    cells : sequence of KeptCell
    """
    facts = [
        ("state", _state(info)[0]),
        ("folder", str(info.folder)),
        ("command", manifest.command),
        ("begun", _moment(manifest.begun)),
    ]
    if manifest.finished:
        facts.append(("finished", _moment(manifest.finished)))
    facts += [
        ("made with", ", ".join(f"{name} {version}" for name, version in manifest.versions.items())),
        ("platform", manifest.platform),
        ("size", _size(info.size)),
    ]
    parts: list[Block] = [Heading(text=f"Run {info.short}", level=1), Facts(pairs=tuple(facts))]
    if not manifest.is_complete:
        parts.append(Paragraph(text=f"detente run --resume {info.short} goes on with it.", tone="strong"))
    parts += [Heading(text="What was asked"), Facts(pairs=tuple(_asked(manifest)))]
    parts += _cells_part(cells)
    files = [Item(text=name) for name in manifest.files]
    parts += [Heading(text="Results"), Items(items=tuple(files))] if files else []
    return tuple(parts)


def _asked(manifest: Manifest) -> Iterator[tuple[str, str]]:
    for key, value in manifest.identity.items():
        if not isinstance(value, dict) and value is not None:
            yield key, _value(value)


def _cells_part(cells: Sequence[KeptCell]) -> Iterator[Block]:
    yield Heading(text="Finished cells")
    if not cells:
        yield Paragraph(text="None yet.", tone="muted")
        return
    groups: dict[tuple[str, str], list[KeptCell]] = {}
    for cell in cells:
        groups.setdefault((cell.job, cell.stage), []).append(cell)
    columns = (
        Column(name="job", flexible=True),
        Column(name="stage"),
        Column(name="cells", right=True),
        Column(name="draws", right=True),
        Column(name="seconds", right=True),
    )
    rows = tuple(
        (
            Cell(text=job),
            Cell(text=stage),
            Cell(text=str(len(found))),
            Cell(text=str(sum(cell.count for cell in found))),
            Cell(text=f"{sum(cell.seconds or 0.0 for cell in found):.1f}"),
        )
        for (job, stage), found in sorted(groups.items())
    )
    yield Table(columns=columns, sections=(Section(rows=rows),))


def comparison_report(found: Comparison) -> tuple[Block, ...]:
    """Set two run bundles side by side; which kinds of deal moved is told elsewhere.

    Parameters
    ----------
    found : Comparison
    """
    first, second = found.before.hash[:SHORT], found.after.hash[:SHORT]
    facts = (("first", f"{first}  {found.before.command}"), ("second", f"{second}  {found.after.command}"))
    parts: list[Block] = [Heading(text=f"Runs {first} and {second}", level=1), Facts(pairs=facts)]
    parts += [
        Paragraph(text=text, tone="strong" if k < 2 else "plain") for k, text in enumerate(found.sentences)
    ]
    for title, rows in (
        ("Asked otherwise", found.asked_otherwise),
        ("Made otherwise", found.made_otherwise),
    ):
        parts += [Heading(text=title), _side_by_side(rows)] if rows else []
    parts += [Heading(text="Cells that both keep"), Paragraph(text=_cells_sentence(found))]
    return tuple(parts)


def _side_by_side(rows: Sequence[tuple[str, str, str]]) -> Table:
    columns = (
        Column(name="what"),
        Column(name="first", flexible=True),
        Column(name="second", flexible=True),
    )
    cells = tuple(tuple(Cell(text=text) for text in row) for row in rows)
    return Table(columns=columns, sections=(Section(rows=cells),))


def _cells_sentence(found: Comparison) -> str:
    both = found.cells_same + found.cells_different
    text = f"{found.cells_same} of {both} are the same, byte for byte"
    only = f"{found.cells_only_before} more are in the first only, {found.cells_only_after} in the second"
    return f"{text}; {only}."


def replay_report(found: Replay) -> tuple[Block, ...]:
    """Tell what came of computing a run again.

    Parameters
    ----------
    found : Replay
    """
    facts = (
        ("cells kept", str(found.kept)),
        ("computed again", str(found.compared)),
        ("outcome", "the same, byte for byte" if found.is_same else "not the same"),
    )
    parts: list[Block] = [Heading(text=f"Replay of run {found.run}", level=1), Facts(pairs=facts)]
    tone: Tone = "good" if found.is_same else "poor"
    parts += [
        Paragraph(text=text, tone=tone if k == 0 else "plain") for k, text in enumerate(found.sentences)
    ]
    if found.different:
        parts.append(Heading(text="Cells that differ"))
        items = (Item(text=_cell_words(one)) for one in found.different[:MOST_CELLS])
        parts.append(Items(items=tuple(items)))
        more = len(found.different) - MOST_CELLS
        parts += [Paragraph(text=left_out(more, "cells"), tone="muted")] if more > 0 else []
    return tuple(parts)


def _cell_words(one: CellDifference) -> str:
    if one.arrays is None:
        return f"{one.cell.name}: the kept block is damaged"
    kinds = {
        "missing": "in one of them only",
        "form": "of another type or shape",
        "exact": "whole numbers",
        "float": "floats",
    }
    told = []
    for array in one.arrays:
        text = f"{array.name} ({kinds[array.kind]}"
        text += f", {array.entries} entries" if array.entries else ""
        text += f", at most {array.largest:.1e} of their size" if array.largest is not None else ""
        told.append(f"{text})")
    return f"{one.cell.name}: {', '.join(told)}"


def collected_report(found: Collected) -> tuple[Block, ...]:
    """Tell which runs were removed, or would be.

    Parameters
    ----------
    found : Collected
    """
    would = "would be removed" if found.dry_run else "removed"
    freed = f"{_size(found.freed)} {'would be freed' if found.dry_run else 'freed'}"
    text = f"{_counted(len(found.removed), 'run')} {would}, {found.kept} kept; {freed}."
    items = [
        Item(text=f"{info.short}: {STATES[info.state][0]}, begun {_moment(info.begun)}, {_size(info.size)}")
        for info in found.removed
    ]
    items += [Item(text=f"{info.short}: left, as it is in use", tone="fair") for info in found.in_use]
    items += [Item(text=f"{info.short}: left: {why}", tone="poor") for info, why in found.failed]
    parts: list[Block] = [Paragraph(text=text, tone="strong")]
    parts += [Items(items=tuple(items))] if items else []
    if found.strays:
        those = _counted(len(found.strays), "temporary file or folder")
        parts.append(Paragraph(text=f"Besides, left behind by processes that were killed: {those} {would}."))
    return tuple(parts)


def _counted(number: int, what: str) -> str:
    plural = what.replace("file or folder", "files or folder") + "s"
    return f"{number} {what if number == 1 else plural}"
