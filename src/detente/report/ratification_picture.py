"""What the picture of ratification shows: which ratifier consents to which package, how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from detente.errors import RunError
from detente.lenses.ratification.analysis import PackageRatification, Ratification
from detente.report.text_fitting import shortened
from detente.report.wording import listed, number_of, percent

__all__ = ["ConsentCell", "RatificationPicture", "ratification_picture"]

#: Cells that names may take in a sentence, and packages that one lists.
NAME_WIDTH, LISTED = 60, 3


class ConsentCell(NamedTuple):
    """One package and one ratifier that it needs.

    ``share`` (0 to 1) is that of the draws in which the ratifier consents; ``has_veto`` tells
    whether the package fails without it, whoever else consents.
    """

    package: str
    member: str
    share: float
    has_veto: bool


@dataclass(frozen=True, kw_only=True)
class RatificationPicture:
    """Packages by ratifiers.

    Attributes
    ----------
    title : str
    caption : str
    packages : tuple of (str, float)
        Names with the share of draws in which each is ratified, drawn from above.
    members : tuple of str
        Names, drawn from the left: those that refuse most packages first.
    cells : tuple of ConsentCell
        Where a package needs the ratifier; elsewhere nothing is drawn.

    Raises
    ------
    RunError
        If a share is not between 0 and 1.
    """

    title: str
    caption: str
    packages: tuple[tuple[str, float], ...]
    members: tuple[str, ...]
    cells: tuple[ConsentCell, ...]

    def __post_init__(self) -> None:
        for cell in self.cells:
            if not 0 <= cell.share <= 1:
                member = shortened(cell.member, NAME_WIDTH)
                raise RunError(f"{member} consents in a share of {cell.share:g} draws")

    def rows(self) -> tuple[ConsentCell, ...]:
        """Return everything drawn as a table."""
        return self.cells

    def alternative(self) -> str:
        """Say in one or two sentences what the picture shows, for those who cannot see it."""
        if not self.packages:
            return "No package is asked about."
        mostly = [(name, share) for name, share in self.packages if share >= 0.5]
        first = (
            "Which ratifier consents to which package: "
            f"{number_of(len(mostly), len(self.packages))} packages ratified in most draws"
        )
        if not mostly:
            return f"{first}."
        told = [f"{shortened(name, NAME_WIDTH)} ({percent(share)} of draws)" for name, share in mostly]
        return f"{first}: {listed(told, LISTED)}."


def ratification_picture(found: Ratification) -> RatificationPicture:
    """Return the picture of who consents to what.

    Parameters
    ----------
    found : Ratification
        Packages that call no rule are rows without cells.
    """
    names = _names(found)
    cells = tuple(cell for one in found.packages for cell in _cells(names, one))
    refused: dict[str, float] = {}
    for cell in cells:
        refused[cell.member] = refused.get(cell.member, 0.0) + 1.0 - cell.share
    return RatificationPicture(
        title=found.title,
        caption=f"Share of {found.draws} draws in which each ratifier consents. Framed in black: without it "
        "the package fails, whoever else consents. Blank: the package does not need it.",
        packages=tuple((one.package.name, one.consent.ratified) for one in found.packages),
        members=tuple(sorted(refused, key=lambda member: -refused[member])),
        cells=cells,
    )


def _names(found: Ratification) -> dict[str, str]:
    """Name every ratifier so that no two share a column."""
    parties = {member.party for one in found.packages for member in one.consent.members}
    times = Counter(found.label(party) for party in parties)
    labels = {party: found.label(party) for party in parties}
    return {p: label if times[label] == 1 else f"{label} ({p})" for p, label in labels.items()}


def _cells(names: Mapping[str, str], one: PackageRatification) -> Iterator[ConsentCell]:
    for member in one.consent.members:
        yield ConsentCell(
            package=one.package.name,
            member=names[member.party],
            share=member.consents,
            has_veto=member.party in one.consent.vetoes,
        )
