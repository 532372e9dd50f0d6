"""A sheet of paper in pixels: rectangles, rules, lines, bands, signs and words, as one chart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Literal

from detente.report.chart_style import BLACK, TEXT_SIZE

__all__ = ["Align", "Canvas"]

Align = Literal["left", "center", "right"]
Rows = list[dict[str, Any]]


@dataclass(kw_only=True)
class Canvas:
    """Collects what is drawn; later things lie on earlier ones of their kind.

    Attributes
    ----------
    width, height : float
        Pixels; (0, 0) is the upper left corner.
    """

    width: float
    height: float
    _rects: Rows = field(default_factory=list)
    _bands: Rows = field(default_factory=list)
    _rules: Rows = field(default_factory=list)
    _lines: Rows = field(default_factory=list)
    _signs: Rows = field(default_factory=list)
    _words: Rows = field(default_factory=list)

    def rect(self, box: tuple[float, float, float, float], fill: str, tip: str = "") -> None:
        """Fill a rectangle (left, top, right, bottom); ``tip`` shows where a pointer rests on it."""
        x, y, x2, y2 = box
        self._rects.append({"x": x, "y": y, "x2": x2, "y2": y2, "fill": fill, "tip": tip})

    def band(self, points: list[tuple[float, float, float]], fill: str) -> None:
        """Fill between two lines given by (x, upper y, lower y)."""
        name = len({row["of"] for row in self._bands})
        self._bands += [{"x": x, "y": y, "y2": y2, "of": name, "fill": fill} for x, y, y2 in points]

    def rule(
        self, ends: tuple[float, float, float, float], ink: str = BLACK, width: float = 1, dash: int = 0
    ) -> None:
        """Draw a straight line (x, y, x2, y2); a ``dash`` of 0 is none."""
        x, y, x2, y2 = ends
        self._rules.append({"x": x, "y": y, "x2": x2, "y2": y2, "ink": ink, "width": width, "dash": dash})

    def line(self, points: list[tuple[float, float]], ink: str, dash: int = 0) -> None:
        """Draw a line through points, in their order."""
        name = len({row["of"] for row in self._lines})
        self._lines += [
            {"x": x, "y": y, "of": name, "order": k, "ink": ink, "dash": dash}
            for k, (x, y) in enumerate(points)
        ]

    def sign(self, at: tuple[float, float], shape: str, fill: str, tip: str = "") -> None:
        """Put a small shape with a dark outline."""
        self._signs.append({"x": at[0], "y": at[1], "shape": shape, "fill": fill, "tip": tip})

    def words(
        self,
        at: tuple[float, float],
        text: str,
        *,
        align: Align = "left",
        ink: str = BLACK,
        size: int = TEXT_SIZE,
        angle: int = 0,
        bold: bool = False,
    ) -> None:
        """Write, with the middle of the letters at the height given."""
        self._words.append(
            {
                "x": at[0],
                "y": at[1],
                "text": text,
                "align": align,
                "ink": ink,
                "size": size,
                "angle": angle,
                "bold": bold,
            }
        )

    def chart(self, alt: Any) -> Any:
        """Return everything as a chart of layers, with all its data inside."""
        layers = list(_Layers(alt, self).all())
        if not layers:
            layers = [alt.Chart(alt.Data(values=[])).mark_point()]
        return alt.layer(*layers).properties(width=self.width, height=self.height)


class _Layers:
    """Turns what was collected into layers, those of one look together."""

    def __init__(self, alt: Any, canvas: Canvas) -> None:
        self.alt, self.canvas = alt, canvas
        self.x = alt.Scale(domain=[0, canvas.width], nice=False)
        self.y = alt.Scale(domain=[0, canvas.height], reverse=True, nice=False)

    def all(self) -> Iterator[Any]:
        """Yield the layers from the back to the front."""
        alt, c = self.alt, self.canvas
        if c._rects:
            yield (
                self._base(c._rects)
                .mark_rect()
                .encode(**self._place(), x2="x2:Q", y2="y2:Q", color=self._ink("fill"), tooltip=["tip:N"])
            )
        if c._bands:
            yield (
                self._base(c._bands)
                .mark_area(opacity=0.25)
                .encode(**self._place(), y2="y2:Q", detail="of:N", color=self._ink("fill"))
            )
        for (width, dash), rows in _by(c._rules, "width", "dash"):
            mark = self._base(rows).mark_rule(strokeWidth=width, strokeDash=[dash, dash] if dash else [1, 0])
            yield mark.encode(**self._place(), x2="x2:Q", y2="y2:Q", color=self._ink("ink"))
        for (dash,), rows in _by(c._lines, "dash"):
            mark = self._base(rows).mark_line(strokeWidth=2, strokeDash=[dash, dash] if dash else [1, 0])
            yield mark.encode(**self._place(), detail="of:N", order="order:Q", color=self._ink("ink"))
        for (shape,), rows in _by(c._signs, "shape"):
            mark = self._base(rows).mark_point(
                filled=True, shape=shape, size=52, stroke=BLACK, strokeWidth=0.8, opacity=1
            )
            yield mark.encode(
                **self._place(), fill=alt.Fill("fill:N", scale=None, legend=None), tooltip=["tip:N"]
            )
        for (align, size, angle, bold), rows in _by(c._words, "align", "size", "angle", "bold"):
            weight = "bold" if bold else "normal"
            mark = self._base(rows).mark_text(
                align=align, baseline="middle", fontSize=size, angle=angle, fontWeight=weight
            )
            yield mark.encode(**self._place(), text="text:N", color=self._ink("ink"))

    def _base(self, rows: Rows) -> Any:
        return self.alt.Chart(self.alt.Data(values=rows))

    def _place(self) -> dict[str, Any]:
        alt = self.alt
        return {
            "x": alt.X("x:Q", scale=self.x, axis=None),
            "y": alt.Y("y:Q", scale=self.y, axis=None),
        }

    def _ink(self, name: str) -> Any:
        return self.alt.Color(f"{name}:N", scale=None, legend=None)


def _by(rows: Rows, *names: str) -> Iterator[tuple[tuple[Any, ...], Rows]]:
    """Put rows of one look together."""

    def look(row: dict[str, Any]) -> tuple[Any, ...]:
        return tuple(row[name] for name in names)

    for found, group in groupby(sorted(rows, key=look), key=look):
        yield found, list(group)
