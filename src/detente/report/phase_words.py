"""What is said below and beside a phase plane."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from detente.lenses.spiral.phase_plane import Box
from detente.lenses.spiral.richardson_fit import RichardsonFit
from detente.lenses.spiral.spiral_result import Spiral
from detente.report.frontier_picture import at
from detente.report.wording import listed

__all__ = ["caption_of", "notes_of", "sentences_of"]

Float = NDArray[np.float64]


def caption_of(found: Spiral) -> str:
    """Say how a phase plane is to be read, in two lines of a chart."""
    series = found.series
    return (
        f"Arrows: what Richardson's two equations expect of the next {series.every}, longer if faster. "
        f"On each straight line one side stays as it is. Dots: {series.every}s, {series.periods[0]} to "
        f"{series.periods[-1]}."
    )


def notes_of(found: Spiral, fit: RichardsonFit, hull: Float, box: Box) -> Iterator[str]:
    """Yield how sure the resting point is, and what lies outside the axes.

    Parameters
    ----------
    found : Spiral
    fit : RichardsonFit
    hull : float array, shape (m, 2)
        Corners of the region before it is cut to the axes; empty where none is shaded.
    box : (float, float, float, float)
        Ends of the axes: least x, greatest x, least y, greatest y.

    Yields
    ------
    str
        One sentence or two.
    """
    share = fit.share_stable
    settle = f"{share.hits:,} of {share.replications:,} replications"
    if len(hull):
        yield f"Shaded: where {found.level:.0%} of those replications that settle ({settle}) come to rest."
    else:
        yield f"No region of a resting point is shaded: only {settle} settle."
    out = _outside(found.series.values, box)
    every = found.series.every
    parts = [f"{out:,} {every}{'s' if out > 1 else ''}"] if out else []
    if len(hull) and _outside(hull, box):
        parts.append("part of the region")
    if fit.equilibrium is not None and _outside(fit.equilibrium[None], box):
        what = "resting point" if fit.stable else "point where nothing changes"
        parts.append(f"the {what}, {at(*map(float, fit.equilibrium))}")
    if parts:
        yield f"Clipped, so that the data can be read. Outside the axes: {listed(parts, len(parts))}."


def _outside(points: Float, box: Box) -> int:
    """Count points that are not in a box."""
    left, right, low, high = box
    x, y = points.T
    return int(((x < left) | (x > right) | (y < low) | (y > high)).sum())


def sentences_of(found: Spiral, fit: RichardsonFit) -> Iterator[str]:
    """Yield what it means, one sentence by one."""
    yield _sentence(fit.meaning)
    if fit.differences.saddle is not None:
        x, y = (float(value) for value in found.series.values[-1])
        words = fit.differences.heading(x, y).words
        yield f"From the last {found.series.every} on, undisturbed: {words}."
    yield _sentence(fit.caveat)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "."
