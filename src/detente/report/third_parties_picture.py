"""What the picture of third parties shows: what packages are worth to whom, and who can spoil which."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from detente.errors import RunError
from detente.lenses.outsiders.effects import MOST, OutsideEffect
from detente.lenses.outsiders.result import ThirdParties
from detente.report.text_fitting import shortened
from detente.report.wording import listed, number_of

__all__ = ["OutsideCell", "ThirdPartiesPicture", "third_parties_picture"]

#: Cells that names may take in a sentence, and parties that one lists.
NAME_WIDTH, LISTED = 60, 4


class OutsideCell(NamedTuple):
    """One package and one third party that has something to do with it.

    ``points`` is the median of what the package is worth to the party against the status quo,
    ``scaled`` the same as a share of the party's largest stake, between -1 and 1 (0 where it has none
    anywhere). ``spoils`` (0 to 1) is the share of draws in which it can spoil the package.
    """

    package: str
    party: str
    points: float
    scaled: float
    spoils: float


@dataclass(frozen=True, kw_only=True)
class ThirdPartiesPicture:
    """Packages by third parties.

    Attributes
    ----------
    title, caption : str
    packages : tuple of str
        Names, drawn from above.
    parties : tuple of str
        Names, drawn from the left: those hurt by most packages first.
    cells : tuple of OutsideCell
        Elsewhere the party has no stake in the package and no way to spoil it.

    Raises
    ------
    RunError
        If a share is not between 0 and 1, or points are not finite.
    """

    title: str
    caption: str
    packages: tuple[str, ...]
    parties: tuple[str, ...]
    cells: tuple[OutsideCell, ...]

    def __post_init__(self) -> None:
        for cell in self.cells:
            who = shortened(cell.party, NAME_WIDTH)
            if not 0 <= cell.spoils <= 1:
                raise RunError(f"{who} spoils in a share of {cell.spoils:g} draws")
            if not (math.isfinite(cell.points) and -1 <= cell.scaled <= 1):
                raise RunError(f"{who} has {cell.points:g} points, {cell.scaled:g} of its largest stake")

    def rows(self) -> tuple[OutsideCell, ...]:
        """Return everything drawn as a table."""
        return self.cells

    def alternative(self) -> str:
        """Say in one or two sentences what the picture shows, for those who cannot see it."""
        if not self.cells:
            return "No package is worth anything to anybody outside, and nobody there can spoil one."
        hurt = {cell.package for cell in self.cells if cell.points < 0}
        spoilt = {cell.package for cell in self.cells if cell.spoils >= MOST}
        n = len(self.packages)
        first = (
            "What each package is worth to third parties: "
            f"{number_of(len(hurt), n)} packages cost some of them points at the median, and "
            f"{number_of(len(spoilt), n)} can be spoilt by one of them in at least two draws of three."
        )
        losers = [shortened(party, NAME_WIDTH) for party in self.parties if self._hurts(party)]
        return f"{first} Hurt by some: {listed(losers, LISTED)}." if losers else first

    def _hurts(self, party: str) -> int:
        return sum(cell.points < 0 for cell in self.cells if cell.party == party)


def third_parties_picture(found: ThirdParties) -> ThirdPartiesPicture:
    """Return the picture of what packages are worth to whom outside.

    Parameters
    ----------
    found : ThirdParties
        Parties without a part in any package are left out.
    """
    largest = {record.party: record.largest_stake for record in found.parties}
    names = _names(found)
    cells = tuple(
        OutsideCell(
            package=one.package.name,
            party=names[effect.party],
            points=effect.points.middle,
            scaled=_scaled(effect.points.middle, largest[effect.party]),
            spoils=effect.spoils,
        )
        for one in found.packages
        for effect in one.effects
        if _concerned(effect)
    )
    lost = dict.fromkeys((cell.party for cell in cells), 0)
    for cell in cells:
        lost[cell.party] += cell.points < 0
    reading = f", reading {found.reading}" if found.reading else ""
    return ThirdPartiesPicture(
        title=found.title,
        caption=f"What each package is worth to those who do not sign it, in points against the status quo: "
        f"median of {found.draws} draws{reading}; colour: as a share of the party's largest stake. Dot: the "
        "party can spoil it in at least two draws of three; ring: in some draws. Blank: it has no "
        "stake in it and cannot spoil it.",
        packages=tuple(one.package.name for one in found.packages),
        parties=tuple(sorted(lost, key=lambda party: (-lost[party], party))),
        cells=cells,
    )


def _names(found: ThirdParties) -> dict[str, str]:
    """Return names of parties by key; those that share one get their key behind it."""
    labels = {record.party: found.label(record.party) for record in found.parties}
    shared = Counter(labels.values())
    return {key: f"{label} ({key})" if shared[label] > 1 else label for key, label in labels.items()}


def _concerned(effect: OutsideEffect) -> bool:
    return effect.has_stake or effect.spoils > 0


def _scaled(points: float, largest: float) -> float:
    return max(-1.0, min(1.0, points / largest)) if largest else 0.0
