"""Pictures that the tests of every way to draw share."""

from __future__ import annotations

import math

from detente.report.frontier_picture import FrontierPicture, Mark, MarkKind

FIVE = ((10.0, 92.0), (35.0, 80.0), (62.0, 60.0), (80.0, 35.0), (95.0, 8.0))
#: Texts as a hostile dossier may have them.
HOSTILE = ("</script><script>alert(1)</script>", "{{7*7}}", "a\u202eb\u0000\x1b[31m", "x" * 10_000, "'\"&<>")


def mark(kind: MarkKind, x: float, y: float, label: str = "") -> Mark:
    """Make a mark whose label is its kind if none is given."""
    return Mark(label=label or kind, x=x, y=y, kind=kind)


def picture(
    points: tuple[tuple[float, float], ...] = FIVE,
    *,
    reserve: tuple[float, float] = (30.0, 25.0),
    marks: tuple[Mark, ...] = (),
    names: str = "Ruritania",
    hull: tuple[tuple[float, float], ...] = (),
    gates: tuple[str, ...] = (),
) -> FrontierPicture:
    """Make a picture of a frontier; ``names`` stands in every text of it."""
    frontier = tuple((x, y, x >= reserve[0] and y >= reserve[1]) for x, y in points)
    return FrontierPicture(
        title=f"Frontier of {names}",
        caption=f"Efficient packages of {names}.",
        x_label=f"{names}: points, its own scale",
        y_label="Freedonia: points, its own scale",
        frontier=frontier,
        reserve=reserve,
        marks=marks,
        hull=hull,
        gates=gates,
    )


def arc(n: int) -> tuple[tuple[float, float], ...]:
    """Return points on a quarter of a circle of radius 100."""
    angles = [k * math.pi / 2 / (n - 1) for k in range(n)]
    return tuple((100 * math.sin(angle), 100 * math.cos(angle)) for angle in angles)
