"""What pictures of the spiral lens show: the series with their breaks, and answers to a shock."""

from __future__ import annotations

from detente.lenses.spiral.spiral_result import Spiral
from detente.report.time_chart import TimePicture
from detente.report.time_panel import Band, TimeLine, TimeMark, TimePanel

__all__ = ["responses_picture", "series_picture"]

#: Which colour, dash and shape a mean between breaks has.
MEAN_LOOK = 1
#: A field is at most so many times as high as the lines in it need; bands beyond are cut.
MOST_ROOM = 4.0


def series_picture(found: Spiral) -> TimePicture:
    """Draw each series with its breaks, those of its mean between two levels.

    Parameters
    ----------
    found : Spiral

    Returns
    -------
    TimePicture
    """
    series = found.series
    panels = tuple(
        TimePanel(
            title=name,
            measure=f"{series.measure} of a {series.every}; cooperation above 0",
            periods=series.periods,
            lines=(
                TimeLine(name=name, values=tuple(float(v) for v in series.values[:, k])),
                *_levels(found, name),
            ),
            marks=_marks(found, name),
        )
        for k, name in enumerate(series.names)
    )
    marked = any(panel.marks for panel in panels)
    breaks = "broken rules are breaks in the mean" if marked else "no break in a mean is told from chance"
    return TimePicture(
        title=f"Acts reported: {' and '.join(series.names)}",
        caption=f"By {series.every}, {series.periods[0]} to {series.periods[-1]}; {breaks}. "
        "Event data measure reports, not acts.",
        panels=panels,
        sentences=tuple(one.meaning + "." for one in found.breaks),
    )


def _levels(found: Spiral, name: str) -> tuple[TimeLine, ...]:
    """Return the mean of each stretch between breaks as one line with gaps."""
    for one in found.breaks:
        if one.of == "level" and one.names == (name,) and one.cuts:
            edges = [0, *one.cuts, len(found.series.periods)]
            steps: list[float] = []
            for level, first, last in zip(one.levels, edges[:-1], edges[1:], strict=True):
                steps += [float(level[0])] * (last - first)
            return (TimeLine(name="mean between breaks", values=tuple(steps), look=MEAN_LOOK, cuts=one.cuts),)
    return ()


def _marks(found: Spiral, name: str) -> tuple[TimeMark, ...]:
    return tuple(
        TimeMark(place=cut.at - 0.5, text=cut.period or "")
        for one in found.breaks
        if one.of == "level" and one.names == (name,)
        for cut in one.breaks
    )


def responses_picture(found: Spiral) -> TimePicture:
    """Draw what a unit of each series does to each, with the interval of the bootstrap.

    Parameters
    ----------
    found : Spiral

    Returns
    -------
    TimePicture
        A panel for each series that answers, with a line for each that is answered.
    """
    names = found.series.names
    panels = tuple(_answer_panel(found, i) for i in range(len(names)))
    cut = " Bands that reach beyond a field are cut." if any(panel.ends for panel in panels) else ""
    return TimePicture(
        title=f"Answers to a shock: {' and '.join(names)}",
        caption=f"What one point more in a {found.series.every} does afterwards, with the {found.level:.0%} "
        f"interval of each number by itself.{cut}",
        panels=panels,
        sentences=tuple(sentence + "." for sentence in found.sentences),
    )


def _answer_panel(found: Spiral, i: int) -> TimePanel:
    names, told = found.series.names, found.responses
    return TimePanel(
        title=f"{names[i]} answers",
        measure=f"points; {found.series.every}s after a shock of one point",
        periods=tuple(str(h) for h in range(len(told.estimate))),
        lines=tuple(
            TimeLine(
                name=f"to {'its own past' if j == i else to}",
                values=tuple(float(v) for v in told.estimate[:, i, j]),
                bands=(_band(found, i, j),),
                look=j,
            )
            for j, to in enumerate(names)
        ),
        ends=_ends(found, i),
    )


def _band(found: Spiral, i: int, j: int) -> Band:
    low, high = found.responses.bands.low[:, i, j], found.responses.bands.high[:, i, j]
    return tuple((float(a), float(b)) for a, b in zip(low, high, strict=True))


def _ends(found: Spiral, i: int) -> tuple[float, float] | None:
    """Return ends that keep the lines readable where bands of systems that may explode reach far out."""
    told = found.responses
    low, high = float(told.estimate[:, i].min()), float(told.estimate[:, i].max())
    room = (high - low) * (MOST_ROOM - 1) / 2
    inside = (told.bands.low[:, i] >= low - room) & (told.bands.high[:, i] <= high + room)
    return None if inside.all() else (low - room, high + room)
