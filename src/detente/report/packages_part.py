"""The packages that survive most often, in words: what each side gives and gets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.report.blocks import Block, Cell, Column, Heading, Item, Items, Paragraph, Section, Table
from detente.report.wording import listed, percent
from detente.verdict.robust import Change, RobustPackage

__all__ = ["packages_part"]


def packages_part(
    packages: Sequence[RobustPackage], labels: Mapping[str, str], sides: Mapping[str, str | None]
) -> tuple[Block, ...]:
    """Tell the most robust packages, best first.

    Parameters
    ----------
    packages : sequence of RobustPackage
    labels : mapping of party to its name
    sides : mapping of party to its principal, or None
    """
    heading = Heading(text="The most robust packages")
    if not packages:
        return (heading, Paragraph(text="None: no package was found that passes every gate in any draw."))
    blocks: list[Block] = [heading]
    for number, package in enumerate(packages, start=1):
        blocks += _package(number, package, labels, sides)
    text = (
        "The best that were found; others that differ little from these are left out. "
        "Points are each party's own, against the status quo and before the costs of dealing."
    )
    return (*blocks, Paragraph(text=text, tone="muted"))


def _package(
    number: int, package: RobustPackage, labels: Mapping[str, str], sides: Mapping[str, str | None]
) -> list[Block]:
    n = len(package.changes)
    changes = "1 change" if n == 1 else f"{n} changes"
    title = f"{number}. {changes}; passes every gate in {percent(package.share)} of draws"
    items = tuple(
        Item(
            text=f"{_givers(givers, labels)}:",
            inner=tuple(Item(text=_told(change, labels, sides)) for change in given),
        )
        for givers, given in _by_givers(package, sides).items()
    )
    return [Heading(text=title, level=3), Items(items=items), _points(package, labels, sides)]


def _by_givers(
    package: RobustPackage, sides: Mapping[str, str | None]
) -> dict[tuple[str, ...], list[Change]]:
    """Group the changes by the principals whose side has to act, those of one side first."""
    order = _principals(package, sides)
    groups: dict[tuple[str, ...], list[Change]] = {}
    for change in package.changes:
        acting = {sides.get(party) for party in change.performers}
        groups.setdefault(tuple(side for side in order if side in acting), []).append(change)
    most = len(order) + 1
    return dict(sorted(groups.items(), key=lambda item: (len(item[0]) or most, [*map(order.index, item[0])])))


def _principals(package: RobustPackage, sides: Mapping[str, str | None]) -> list[str]:
    """Principals in the order of the dossier."""
    return [party for party in sides if party in package.points]


def _givers(givers: Sequence[str], labels: Mapping[str, str]) -> str:
    if not givers:
        return "Others give"
    names = listed([labels.get(side, side) for side in givers])
    return f"{names} gives" if len(givers) == 1 else f"{names} give together"


def _told(change: Change, labels: Mapping[str, str], sides: Mapping[str, str | None]) -> str:
    """Name the change, and those outside both sides who have to act as well."""
    text = f"{change.issue_name}: {change.option_name}"
    others = [labels.get(party, party) for party in change.performers if sides.get(party) is None]
    return f"{text} (needs an act of {listed(others)})" if others else text


def _points(package: RobustPackage, labels: Mapping[str, str], sides: Mapping[str, str | None]) -> Table:
    columns = (
        Column(name="gets (points)", flexible=True),
        *(Column(name=name, right=True) for name in ("5%", "median", "95%")),
    )
    rows = tuple(
        (Cell(text=labels.get(party, party)), *(Cell(text=f"{value:.1f}") for value in package.points[party]))
        for party in _principals(package, sides)
    )
    return Table(columns=columns, sections=(Section(rows=rows),))
