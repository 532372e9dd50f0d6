"""What a sweep says in words: where the answer flips, by how much shares move, what to keep in mind."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from detente.dossier.dossier import Dossier
from detente.ensemble.depths import SWEETENED
from detente.explain.crux_fate import MOSTLY
from detente.explain.sensitivity_words import SHARES_ARE_JUDGEMENTS, share_text
from detente.explain.sweep_axes import BASE, Placed, SweepAxis
from detente.explain.sweep_result import Sweep, SweepPoint, SweptKind
from detente.model.predicate import GATE_NOUNS

__all__ = ["caveats_of", "crossing", "sentences_of"]

#: Kinds of deal that are told one by one.
TOLD = 12


def sentences_of(found: Sweep) -> Iterator[str]:
    """Say where the answer flips, and by how much shares move.

    Parameters
    ----------
    found : Sweep
        Without sentences.
    """
    flipping = [kind for kind in found.moving if kind.flips]
    for kind in flipping[:TOLD]:
        yield from _flips(kind)
    if len(flipping) > TOLD:
        yield f"{len(flipping) - TOLD} more flip; --json has them all."
    rest = [kind for kind in found.kinds if not kind.flips]
    if not flipping:
        yield f"Nothing flips anywhere: {_as_always(found)}."
    if rest:
        yield _rest(rest, all_of_them=not flipping)
    for axis in found.axes:
        if axis.readings:
            yield _readings(axis)


def _as_always(found: Sweep) -> str:
    if len({kind.deal for kind in found.kinds}) > 1:
        return "each kind of deal passes or dies at the same gate at every point"
    gate = found.kinds[0].points[0].gate_of_death
    told = "has a deal" if gate is None else f"dies at {GATE_NOUNS[gate]}"
    return f"the kind {found.kinds[0].name!r} {told} at every point"


def _rest(kinds: Sequence[SweptKind], *, all_of_them: bool) -> str:
    """Say how far the shares of those that do not flip move."""
    largest = max(kinds, key=lambda kind: kind.swing)
    who = "Shares" if all_of_them else f"The shares of the {len(kinds)} others, which do not flip,"
    if len(kinds) == 1 and not all_of_them:
        who = f"The share of {largest.name!r}, which does not flip,"
    if not largest.swing:
        return f"{who} {'does' if who.startswith('The share of ') else 'do'} not move at all."
    shares = [point.share.share for point in largest.points]
    moved = "moves" if who.startswith("The share of ") else "move"
    return (
        f"{who} {moved} by at most {_points(largest.swing)}: {largest.name!r} is between "
        f"{share_text(min(shares))} and {share_text(max(shares))} over {_over(largest)}."
    )


def _points(swing: float) -> str:
    return f"{swing * 100:.3g} percentage point{'s' if f'{swing * 100:.3g}' != '1' else ''}"


def _over(kind: SweptKind) -> str:
    return " and ".join(axis.name for axis in kind.axes)


# ---------------------------------------------------------------------- one kind of deal


def _flips(kind: SweptKind) -> Iterator[str]:
    passing = [point for point in kind.points if point.gate_of_death is None]
    if kind.axes[0].is_readings and len(kind.axes) == 1:
        yield _by_reading(kind)
    elif len(kind.axes) == 2:
        yield _on_the_grid(kind, passing)
    elif passing and len(passing) < len(kind.points):
        yield from _on_the_line(kind, kind.axes[0], kind.points)
    else:
        most = max(point.share.share for point in kind.points)
        never = f"The kind {kind.name!r} never passes in half of the draws, at most in {share_text(most)}"
        yield f"{never}; {_deaths(kind.axes[0], kind.points)}."


def _by_reading(kind: SweptKind) -> str:
    """Put readings of one verdict together, with the share of those that have any."""
    groups: dict[str | None, list[str]] = {}
    for point in kind.points:
        share = f" ({share_text(point.share.share)})" if point.share.hits else ""
        groups.setdefault(point.gate_of_death, []).append(f"{point.at[0]}{share}")
    told = (
        f"{'has a deal' if gate is None else f'dies at {GATE_NOUNS[gate]}'} under {', '.join(names)}"
        for gate, names in groups.items()
    )
    return f"The kind {kind.name!r} {'; '.join(told)}."


def crossing(axis: SweepAxis, line: Sequence[SweepPoint], k: int) -> float:
    """Estimate where a share crosses one half between two neighbouring points, on a straight line.

    Parameters
    ----------
    axis : SweepAxis
        Of numbers.
    line : sequence of SweepPoint
    k : int
        The first of the two points.
    """
    before, after = (line[j].share.share for j in (k, k + 1))
    low, high = axis.numbers[k], axis.numbers[k + 1]
    return low + (high - low) * (MOSTLY - before) / (after - before)


def _on_the_line(kind: SweptKind, axis: SweepAxis, line: Sequence[SweepPoint]) -> Iterator[str]:
    """Say where the share crosses one half, and where that lies in the elicited range."""
    told = [_crossing_text(axis, line, k) for k in _crossings(line)]
    trend = kind.trend(0)
    tail = " The share rises and falls along the way." if trend == "rises and falls" else ""
    yield f"The kind {kind.name!r} would pass in half of the draws {'; '.join(told)}.{tail}"
    if len({point.gate_of_death for point in line}) > 2:
        yield f"Elsewhere {_deaths(axis, line)}."


def _crossings(line: Sequence[SweepPoint]) -> list[int]:
    """Return the points after which the share crosses one half."""
    passes = [point.gate_of_death is None for point in line]
    return [k for k in range(len(line) - 1) if passes[k] != passes[k + 1]]


def _crossing_text(axis: SweepAxis, line: Sequence[SweepPoint], k: int) -> str:
    before, after = line[k], line[k + 1]
    at = crossing(axis, line, k)
    # Never told as if it lay on a point on the wrong side.
    where = "above" if after.gate_of_death is None else "below"
    ends = f"{share_text(before.share.share)} at {axis.text(before.at[-1])}"
    return (
        f"once {axis.name} is {where} {axis.text(_fine(at))} (between {axis.text(axis.values[k])} and "
        f"{axis.text(axis.values[k + 1])}: {ends}, {share_text(after.share.share)} at "
        f"{axis.text(after.at[-1])}), {_within(axis, at)}"
    )


def _fine(value: float) -> float:
    return float(f"{value:.3g}")


def _within(axis: SweepAxis, at: float) -> str:
    elicited = axis.elicited
    assert elicited is not None
    span = f"{elicited.low:.3g} to {elicited.high:.3g}"
    if elicited.low == elicited.high:
        return f"where the dossier says {elicited.low:.3g}"
    if elicited.low <= at <= elicited.high:
        return f"inside the elicited range of {span}"
    return f"{'above' if at > elicited.high else 'below'} the elicited range of {span}"


def _deaths(axis: SweepAxis, line: Sequence[SweepPoint]) -> str:
    """Say at which gate it dies, stretch by stretch."""
    told, start = [], 0
    for k in range(1, len(line) + 1):
        if k < len(line) and line[k].gate_of_death == line[start].gate_of_death:
            continue
        gate = line[start].gate_of_death
        if gate is not None:
            ends = dict.fromkeys(axis.text(axis.values[j]) for j in (start, k - 1))
            told.append(f"at {GATE_NOUNS[gate]} for {axis.name} {' to '.join(ends)}")
        start = k
    return f"it dies {', '.join(told)}"


def _on_the_grid(kind: SweptKind, passing: Sequence[SweepPoint]) -> str:
    first, second = kind.axes
    gates = dict.fromkeys(point.gate_of_death for point in kind.points if point.gate_of_death)
    died = " or ".join(GATE_NOUNS[gate] for gate in gates)
    best = max(kind.points, key=lambda point: point.share.hits)
    at = " and ".join(
        f"{axis.name} {axis.text(value)}" for axis, value in zip(kind.axes, best.at, strict=True)
    )
    if not passing:
        return (
            f"The kind {kind.name!r} never passes in half of the draws, at most in "
            f"{share_text(best.share.share)}, at {at}; it dies at {died}, by point."
        )
    text = (
        f"The kind {kind.name!r} passes in half of the draws or more at {len(passing)} of "
        f"{len(kind.points)} points, most often ({share_text(best.share.share)}) at {at}"
    )
    if len(passing) < len(kind.points) and not second.is_readings:
        text += f"; {_slices(first, second, kind)}"
    return f"{text}. Elsewhere it dies at {died}." if died else f"{text}."


def _slices(first: SweepAxis, second: SweepAxis, kind: SweptKind) -> str:
    """Say where the share crosses one half, at both ends of the first axis or whatever that is."""
    if kind.trend(0) == "stays":
        return f"{_slice(second, kind.rows[0])}, whatever {first.name} is"
    ends = dict.fromkeys((0, len(first.values) - 1))
    return "; ".join(
        f"with {first.name} at {first.text(first.values[k])} {_slice(second, kind.rows[k])}" for k in ends
    )


def _slice(second: SweepAxis, line: Sequence[SweepPoint]) -> str:
    """Say where the share crosses one half, for one value of the first axis."""
    crossed = _crossings(line)
    if not crossed:
        return "everywhere" if line[0].gate_of_death is None else "nowhere"
    parts = []
    for at in crossed:
        side = "above" if line[at + 1].gate_of_death is None else "below"
        parts.append(f"{side} {second.text(_fine(crossing(second, line, at)))}")
    return f"where {second.name} is {' or '.join(parts)}"


def _readings(axis: SweepAxis) -> str:
    return f"Readings put {axis.name} in different places: {'; '.join(map(_placed, axis.readings))}."


def _placed(placed: Placed) -> str:
    if placed.low == placed.high:
        return f"{placed.name} {placed.low:.3g}"
    return f"{placed.name} {placed.low:.3g} to {placed.high:.3g}"


# ---------------------------------------------------------------------- caveats


def caveats_of(found: Sweep, dossiers: Collection[Dossier], *, whole: bool) -> Iterator[str]:
    """Say what a sweep does not tell.

    Parameters
    ----------
    found : Sweep
    dossiers : collection of Dossier
        All that were judged, the one asked of first.
    whole : bool
        Whether no kinds of deal were named, so that some may have been left out.
    """
    yield SHARES_ARE_JUDGEMENTS
    yield (
        "A swept number has its value for certain; the others are drawn as they stand, the same draws at "
        "every point, so that differences between points are no luck of the draws. Intervals tell what "
        f"{found.draws} draws leave open at one point."
    )
    if any(not axis.is_readings for axis in found.axes):
        yield (
            "Between points nothing is judged: where a share crosses one half is read off a straight line "
            "between neighbours."
        )
    yield from _about_correlations(found, dossiers)
    if found.form == SWEETENED:
        yield "With sweeteners anything that helps may be added, so shares are higher than as described."
    judged = {kind.deal for kind in found.kinds}
    left = [key for key in next(iter(dossiers)).deals if key not in judged]
    if whole and left:
        yield f"Left out, as they cannot be judged {found.form} or are no deal: {', '.join(left)}."
    if any(axis.readings for axis in found.axes):
        yield (
            f"Readings differ in other judgements, too; this sweep has those of {found.reading or BASE}. An "
            "axis reading=... tells what they do."
        )


def _about_correlations(found: Sweep, dossiers: Collection[Dossier]) -> Iterator[str]:
    together = {path for dossier in dossiers for entry in dossier.correlations for path in entry.of}
    if not together:
        return
    swept = [path for axis in found.axes for path in axis.paths if path in together]
    named = f" ({', '.join(swept[:3])} is one of them)" if swept else ""
    yield (
        f"The dossier has judgements that go together{named}. Setting one of them says nothing about the "
        "others: they are drawn as if it were unknown."
    )
