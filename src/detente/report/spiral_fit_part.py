"""The fit of the spiral lens in a report: answers, responses, whether they die down, what that rests on."""

from __future__ import annotations

import math
from collections.abc import Iterator

from detente.lenses.spiral.break_result import Breaks
from detente.lenses.spiral.lag_choice import LagChoice
from detente.lenses.spiral.spiral_result import Spiral
from detente.report.blocks import Block, Cell, Column, Heading, Item, Items, Paragraph, Section, Table

__all__ = ["fit_part", "points", "sentence"]

#: Periods after a shock that are shown.
SHOWN = (0, 1, 2, 3, 6, 12, 24)
#: Numbers of lags on either side of the one chosen.
NEIGHBOURS = 2
#: From here on a number is written with three figures.
LARGE = 1000.0


def fit_part(found: Spiral) -> Iterator[Block]:
    """Yield the tables of answers and responses, and what is to be said about them.

    Parameters
    ----------
    found : Spiral

    Yields
    ------
    Block
        Numbers of lags are shown only where one was chosen.
    """
    yield from _answers(found)
    yield from _responses(found)
    yield from _stability(found)
    if found.lag_choice is not None:
        yield from _lags(found.lag_choice)
    yield from _foundations(found)


def sentence(text: str) -> str:
    """Write a finding as a sentence; the name of a series at its start stays as it is.

    Examples
    --------
    >>> sentence("shocks die down"), sentence("us>russia answers.")
    ('Shocks die down.', 'us>russia answers.')
    """
    first, _, _ = text.partition(" ")
    start = text[:1] if ">" in first else text[:1].upper()
    return start + text[1:].rstrip(".") + "."


def points(value: float, *, signed: bool = False) -> str:
    """Write a figure of the fit with two decimals, never as -0.00; one that does not exist is ``none``.

    Examples
    --------
    >>> points(-0.001), points(0.25, signed=True), points(123456.0), points(math.nan)
    ('0.00', '+0.25', '1.23e+05', 'none')
    """
    if not math.isfinite(value):
        return "none"
    if abs(value) >= LARGE:
        return f"{value:+.3g}" if signed else f"{value:.3g}"
    return f"{value:+z.2f}" if signed else f"{value:z.2f}"


def _answers(found: Spiral) -> Iterator[Block]:
    yield Heading(text="Answers, all lags together")
    told = f"{found.level:.0%} interval"
    columns = (
        Column(name="of", flexible=True),
        Column(name="to", flexible=True),
        Column(name=f"a point brings ({told})", right=True),
        Column(name="error", right=True),
        Column(name=f"in the end ({told})", right=True),
    )
    names, rows = found.series.names, []
    for answer in found.answers:
        of_to = names.index(answer.of), names.index(answer.to)
        low, high = (points(end, signed=True) for end in (answer.low, answer.high))
        rows.append(
            (
                Cell(text=answer.of),
                Cell(text="its own past" if answer.of == answer.to else answer.to),
                Cell(text=f"{points(answer.sum, signed=True)} ({low} to {high})"),
                Cell(text=points(answer.robust_error)),
                Cell(text=_in_the_end(found, *of_to)),
            )
        )
    yield Table(columns=columns, sections=(Section(rows=tuple(rows)),))
    yield Paragraph(
        text="Points for a point; cooperation counts above 0, so a positive answer gives like for like. The "
        "interval is that of a wild bootstrap with the bias taken off; the error allows for changing "
        "variance and correlation in time. In the end: what a point that lasts makes of it; not known where "
        "too many replications explode.",
        tone="muted",
    )


def _in_the_end(found: Spiral, i: int, j: int) -> str:
    told = found.long_run_interval
    value = points(found.long_run[i, j])
    if told.exists[i, j] < found.level:
        return f"{value} (not known)"
    return f"{value} ({points(told.low[i, j])} to {points(told.high[i, j])})"


def _responses(found: Spiral) -> Iterator[Block]:
    names = found.series.names
    shown = [h for h in SHOWN if h < len(found.responses.estimate)]
    yield Heading(text="What a shock of one point does afterwards")
    columns = (
        Column(name=f"{found.series.every}s after"),
        *(Column(name=f"shock to {name}", right=True, flexible=True) for name in names),
    )
    sections = tuple(
        Section(
            key=name,
            rows=tuple(
                (Cell(text=str(h)), *(Cell(text=_banded(found, h, i, j)) for j in range(len(names))))
                for h in shown
            ),
        )
        for i, name in enumerate(names)
    )
    yield Table(columns=columns, sections=sections, key_name="of")
    yield Paragraph(text=f"With the {found.level:.0%} interval of each number by itself.", tone="muted")


def _banded(found: Spiral, h: int, i: int, j: int) -> str:
    told = found.responses
    low, high = told.bands.low[h, i, j], told.bands.high[h, i, j]
    text = points(told.estimate[h, i, j])
    return text if low == high else f"{text} ({points(low)} to {points(high)})"


def _stability(found: Spiral) -> Iterator[Block]:
    yield Heading(text="Does it die down?")
    explosive = found.bootstrap.share_explosive
    items = [
        f"Spectral radius {found.radius:.2f}: below 1 a shock dies down.",
        f"Explosive in {explosive.hits} of {explosive.replications} replications ({explosive.value:.1%}, "
        f"give or take {explosive.half_width:.1%}).",
        _half_life(found),
    ]
    if found.richardson is not None:
        items.append(sentence(f"Richardson's two equations: {found.richardson.meaning}"))
    yield Items(items=tuple(Item(text=text) for text in items))


def _half_life(found: Spiral) -> str:
    half, every = found.bootstrap.half_life_interval(found.level), found.series.every
    low, high = float(half.low), float(half.high)
    if math.isfinite(high):
        return f"Half of a shock is gone after {low:.1f} to {high:.1f} {every}s ({found.level:.0%} interval)."
    if math.isfinite(low):
        return (
            f"Half of a shock is gone after {low:.1f} {every}s or more ({found.level:.0%} interval); how "
            "many at most cannot be told, since some replications never lose half."
        )
    return "Half of a shock is gone in hardly any replication."


def _lags(choice: LagChoice) -> Iterator[Block]:
    name = choice.criterion
    values = choice.table[name]
    # The final prediction error has a size of its own; the others are logarithms.
    form = ".4g" if name == "fpe" else ".3f"
    near = [k for k, lags in enumerate(choice.tried) if abs(lags - choice.lags) <= NEIGHBOURS]
    yield Heading(text="How many lags")
    columns = tuple(Column(name=title, right=True) for title in ("lags", name, "above the least"))
    rows = tuple(
        (
            Cell(text=str(choice.tried[k]), tone="strong" if choice.tried[k] == choice.lags else "plain"),
            Cell(text=f"{values[k]:{form}}"),
            Cell(text=f"{values[k] - values.min():{form}}"),
        )
        for k in near
    )
    yield Table(columns=columns, sections=(Section(rows=rows),))
    best = ", ".join(f"{other} {lags}" for other, lags in choice.best.items())
    most = " The most lags tried were chosen: still more might be better." if choice.at_most_tried else ""
    yield Paragraph(
        text=f"Of {choice.tried[0]} to {choice.tried[-1]} lags, by {name} {choice.lags}; each criterion by "
        f"itself: {best}.{most} Answers and half-lives depend on the number: where the next one is hardly "
        "worse, look at what it gives.",
        tone="muted",
    )


def _foundations(found: Spiral) -> Iterator[Block]:
    yield Heading(text="What the fit rests on")
    items = [f"{sentence(test.meaning)} {sentence(test.consequence)}" for test in found.stationarity]
    follows = [sentence(text) for text in found.residuals.consequences]
    items.append(" ".join([sentence(f"residuals: {found.residuals.meaning}"), *follows]))
    items += [sentence(f"{one.meaning}{_levels(one)}") for one in found.breaks]
    yield Items(items=tuple(Item(text=text) for text in items))
    caveats = [
        *(test.caveat for test in found.stationarity),
        found.residuals.caveat,
        *(one.caveat for one in found.breaks),
    ]
    for caveat in dict.fromkeys(caveats):
        yield Paragraph(text=sentence(caveat), tone="muted")


def _levels(one: Breaks) -> str:
    """Say between which means a level changed."""
    if one.of != "level" or not one.breaks:
        return ""
    return f"; mean {', then '.join(points(level[0]) for level in one.levels)}"
