"""Links of two dossiers under the same names, so that their numbers are drawn alike."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from detente.dossier.dossier import Dossier, Link
from detente.dossier.quantity import Quantity

__all__ = ["aligned"]

NOTE = (
    "Links stand in another order in the second, so their numbers are drawn as those of the first; a run of "
    "the second alone draws them anew."
)


def aligned(before: Dossier, after: Dossier) -> tuple[Dossier, tuple[str, ...]]:
    """Give the numbers of links in a second dossier the places they have in the first.

    Every number is drawn by its place, and a link's place is its position in a list: without this,
    numbers of two links could be taken for one another, and a link that only moved down the list
    would be drawn anew.

    Parameters
    ----------
    before, after : Dossier

    Returns
    -------
    Dossier
        The second; links that the first has not are placed after all of the first.
    tuple of str
        A caveat where that draws an uncertain number otherwise than a run of the second would.
    """
    places = {name: k for k, name in enumerate(_names(before.links))}
    free = len(before.links)
    links, moved = [], False
    renamed: dict[str, str] = {}
    for name, link in zip(_names(after.links), after.links, strict=True):
        if name not in places:
            places[name], free = free, free + 1
        points = {p: _placed(q, places[name], p) for p, q in link.points.items()}
        moved |= any(points[p].path != q.path and not q.is_certain for p, q in link.points.items())
        renamed.update((q.path, points[p].path) for p, q in link.points.items())
        links.append(replace(link, points=points))
    correlations = tuple(
        replace(entry, of=tuple(renamed.get(path, path) for path in entry.of)) for entry in after.correlations
    )
    return replace(after, links=tuple(links), correlations=correlations), (NOTE,) if moved else ()


def _placed(quantity: Quantity, place: int, party: str) -> Quantity:
    return replace(quantity, path=f"links.{place}.points.{party}")


def _names(links: tuple[Link, ...]) -> list[tuple[str, int]]:
    """Tell links apart that have the same name, by their order."""
    seen: Counter[str] = Counter()
    found = []
    for link in links:
        found.append((link.name, seen[link.name]))
        seen[link.name] += 1
    return found
