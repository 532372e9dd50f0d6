"""A frontier as a chart for files: points, zone of agreement, marks with labels beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from detente.report.chart_frame import HEIGHT, WIDTH, ChartFrame, pixel_group
from detente.report.chart_labels import LINE_HEIGHT, SIGN_ROOM, PlacedText, placed_texts
from detente.report.chart_style import (
    BLACK,
    BLUE,
    GREY,
    MARK_SIGNS,
    PALE,
    TEXT_SIZE,
    WHITE,
    finished,
    gate_signs,
    library,
    titled,
)
from detente.report.frontier_picture import FrontierPicture
from detente.report.text_fitting import shortened

if TYPE_CHECKING:
    import altair

__all__ = ["chart"]

#: More points than this are thinned.
MOST_POINTS = 2_000
#: Area of a point in square pixels, up to a number of points.
POINT_SIZES = ((60, 60.0), (500, 30.0), (MOST_POINTS + 1, 16.0))
#: Area of the sign of a mark at its place, and in front of its name.
MARK_SIZE, NAME_SIGN_SIZE = 240.0, 80.0
IN_ZONE, OUT_OF_ZONE = "better than no deal for both", "not better for both"
TOOLTIP_WIDTH, GATE_WIDTH = 120, 30
#: Fill, outline and shape.
Sign = tuple[str, str, str]


def chart(picture: FrontierPicture) -> altair.LayerChart:
    """Draw a frontier as a chart, about 700 by 520 pixels.

    Of marks at one place the first is drawn; they share a label, which shows the sign of each. Of
    more than 2,000 points only every k-th is drawn, and the caption says so. Labels for which there
    is no room are left out, which the caption says too; the signs are always there.

    Parameters
    ----------
    picture : FrontierPicture

    Returns
    -------
    altair.LayerChart
        With all its data inside.

    Raises
    ------
    RunError
        If altair is not installed.
    """
    alt = library("altair")
    frame = ChartFrame(picture)
    step = -(-len(picture.frontier) // MOST_POINTS) or 1
    texts, left_out = placed_texts(picture, picture.frontier[::step], frame)
    layers = [
        *_ground(alt, picture, frame),
        _signs(alt, [_sign_row(*picture.reserve, "no deal", MARK_SIZE)], frame),
        *_points(alt, picture, step, frame),
        *_leaders(alt, texts, frame),
        *_marks(alt, picture, frame),
        *_labels(alt, texts, frame),
    ]
    layered: altair.LayerChart = alt.layer(*layers).properties(width=WIDTH, height=HEIGHT)
    return finished(titled(alt, layered, picture, _notes(picture, step, left_out)))


def _notes(picture: FrontierPicture, step: int, left_out: int) -> list[str]:
    notes = []
    if step > 1:
        notes.append(f"Of {len(picture.frontier):,} points one in {step} is drawn.")
    if left_out:
        notes.append(f"There is no room for {left_out} of the labels.")
    return notes


def _layer(alt: Any, frame: ChartFrame, rows: Sequence[dict[str, Any]]) -> Any:
    """Start a layer with its data and the axes, which all layers share."""
    return alt.Chart(alt.Data(values=list(rows))).encode(x=frame.x(alt), y=frame.y(alt))


def _ground(alt: Any, picture: FrontierPicture, frame: ChartFrame) -> Iterator[Any]:
    """Draw the zone of agreement with its two edges, and what lotteries reach."""
    (x, y), across, up = picture.reserve, frame.across, frame.up
    corner = {"x": x, "y": y, "x2": across.high, "y2": up.high}
    yield _layer(alt, frame, [corner]).mark_rect(color=PALE, clip=True).encode(x2="x2", y2="y2")
    edges = [{**corner, "x2": x}, {**corner, "y2": y}]
    yield (
        _layer(alt, frame, edges).mark_rule(color=GREY, strokeDash=[5, 4], clip=True).encode(x2="x2", y2="y2")
    )
    if len(picture.hull) > 1:
        corners = [{"x": x, "y": y, "order": k} for k, (x, y) in enumerate(picture.hull)]
        line = _layer(alt, frame, corners).mark_line(color=GREY, strokeWidth=1.3, strokeDash=[2, 2])
        yield line.encode(order="order:Q")


def _points(alt: Any, picture: FrontierPicture, step: int, frame: ChartFrame) -> Iterator[Any]:
    if not picture.frontier:
        return
    signs, rows = _signed(picture, step)
    size = next(size for most, size in POINT_SIZES if len(rows) <= most)

    legend = alt.Legend(columns=3, title="gates passed" if picture.gates else None)

    def by_sign(channel: Any, part: int) -> Any:
        scale = alt.Scale(domain=list(signs), range=[sign[part] for sign in signs.values()])
        return channel("sign:N", scale=scale, legend=legend)

    yield (
        _layer(alt, frame, rows)
        .mark_point(size=size, opacity=1, strokeWidth=1)
        .encode(
            fill=by_sign(alt.Fill, 0),
            stroke=by_sign(alt.Stroke, 1),
            shape=by_sign(alt.Shape, 2),
            tooltip=["x:Q", "y:Q", "sign:N"],
        )
    )


def _signed(picture: FrontierPicture, step: int) -> tuple[dict[str, Sign], list[dict[str, Any]]]:
    """Give every point that is drawn its sign: by gate if there are any, else by zone."""
    points = picture.frontier[::step]
    if picture.gates:
        names = [shortened(gate, GATE_WIDTH) for gate in picture.gates]
        signs = {name: (colour, BLACK, shape) for name, (colour, shape) in gate_signs(names).items()}
        names = names[::step]
    else:
        signs = {IN_ZONE: (BLUE, BLUE, "circle"), OUT_OF_ZONE: (WHITE, GREY, "diamond")}
        names = [IN_ZONE if inside else OUT_OF_ZONE for _, _, inside in points]
    rows = [{"x": x, "y": y, "sign": name} for (x, y, _), name in zip(points, names, strict=True)]
    return signs, rows


def _marks(alt: Any, picture: FrontierPicture, frame: ChartFrame) -> Iterator[Any]:
    """Draw the sign of every mark; of several at one place the first stands for all."""
    places = [picture.reserve, *((mark.x, mark.y) for mark in picture.marks)]
    rows = []
    for group in pixel_group(frame, places):
        if group[0]:
            first, *_ = marks = [picture.marks[k - 1] for k in group]
            label = "; ".join(shortened(mark.label, GATE_WIDTH) for mark in marks)
            rows.append(_sign_row(first.x, first.y, first.kind, MARK_SIZE, label))
    if rows:
        yield _signs(alt, rows, frame, tooltip=["label:N", "x:Q", "y:Q"])


def _sign_row(x: float, y: float, kind: str, size: float, label: str = "") -> dict[str, Any]:
    fill, shape = MARK_SIGNS[kind]
    text = shortened(label, TOOLTIP_WIDTH)
    return {"x": x, "y": y, "fill": fill, "shape": shape, "size": size, "label": text}


def _signs(alt: Any, rows: Sequence[dict[str, Any]], frame: ChartFrame, **more: Any) -> Any:
    signs = _layer(alt, frame, rows).mark_point(stroke=BLACK, strokeWidth=1.1, opacity=1)
    return signs.encode(
        fill=alt.Fill("fill:N", scale=None),
        shape=alt.Shape("shape:N", scale=None),
        size=alt.Size("size:Q", scale=None),
        **more,
    )


def _leaders(alt: Any, texts: Sequence[PlacedText], frame: ChartFrame) -> Iterator[Any]:
    """Draw a line from every label that is not right beside what it names."""
    rows = []
    for text in texts:
        if text.leader:
            (x, y), (x2, y2) = (frame.value(*end) for end in text.leader)
            rows.append({"x": x, "y": y, "x2": x2, "y2": y2})
    if rows:
        yield _layer(alt, frame, rows).mark_rule(color=GREY, strokeWidth=0.8).encode(x2="x2", y2="y2")


def _labels(alt: Any, texts: Sequence[PlacedText], frame: ChartFrame) -> Iterator[Any]:
    """Write the labels, each twice: a white rim below, so that lines behind do not disturb."""
    for align in ("left", "center", "right"):
        rows = []
        for text in texts:
            if text.align == align:
                x, y = frame.value(text.x, text.y)
                rows.append({"x": x, "y": y, "text": "\n".join(text.lines)})
        if not rows:
            continue
        shared = {
            "align": align,
            "baseline": "top",
            "lineBreak": "\n",
            "lineHeight": LINE_HEIGHT,
            "fontSize": TEXT_SIZE,
        }
        base = _layer(alt, frame, rows).encode(text="text:N")
        yield base.mark_text(
            **shared, color=WHITE, stroke=WHITE, strokeWidth=3, strokeJoin="round", opacity=0.85
        )
        yield base.mark_text(**shared, color=BLACK)
    rows = [
        _sign_row(
            *frame.value(text.x - SIGN_ROOM / 2, text.y + LINE_HEIGHT * (k + 0.4)), kind, NAME_SIGN_SIZE
        )
        for text in texts
        for k, kind in enumerate(text.kinds)
    ]
    if rows:
        yield _signs(alt, rows, frame)
