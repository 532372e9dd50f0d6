"""One uniform per uncertain number and draw, found again from scheme, name and draw number.

Each number owns a stream keyed by the seed and its path. So a draw does not depend on how draws
were split over workers, adding or changing one judgement leaves all others as they were, and two
readings of a case are compared on the same luck. Correlated numbers are made from the streams of
their whole group, so that this holds for them as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Correlation
from detente.dossier.quantity import Quantity
from detente.ensemble.correlated import Copula, copulas
from detente.ensemble.latin_hypercube import LatinHypercube
from detente.ensemble.schemes import LATIN_HYPERCUBE, SOBOL, Scheme
from detente.ensemble.sobol import SobolSequence
from detente.ensemble.streams import draw_generator, stream_keys, stream_uniforms

__all__ = ["Sampler", "draw_generator", "draw_values", "uniforms"]

Float = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class _Joint:
    """Numbers of one group: their rows in the result, their places in the copula, and the streams."""

    copula: Copula
    rows: tuple[int, ...]
    places: tuple[int, ...]
    streams: tuple[int, ...]


class _MonteCarlo:
    """Independent streams, one for each path."""

    def __init__(self, paths: Sequence[str], seed: int) -> None:
        self._keys = stream_keys(seed, paths)

    def uniforms(self, start: int, count: int) -> Float:
        """Return the uniforms of draws ``start`` to ``start + count``, shape (n_paths, count)."""
        return stream_uniforms(self._keys, start, count)


class Sampler:
    """Draws the same numbers block after block; prepared once.

    Parameters
    ----------
    quantities : sequence of Quantity
        Any numbers of a dossier, in any order.
    scheme : Scheme or int
        A whole number is the seed of plain Monte Carlo.
    correlations : tuple of Correlation
        All of the dossier's, whichever numbers are asked for.

    Raises
    ------
    RunError
        If a Sobol sequence has no dimensions, or correlations are impossible.
    """

    def __init__(
        self, quantities: Sequence[Quantity], scheme: Scheme | int, correlations: tuple[Correlation, ...]
    ) -> None:
        self._quantities = tuple(quantities)
        varying = [(row, q.path) for row, q in enumerate(quantities) if not q.is_certain]
        joint = copulas(correlations)
        streams: dict[str, int] = {}
        alone = [(row, path) for row, path in varying if path not in joint]
        self._rows = [row for row, _ in alone]
        self._own = [streams.setdefault(path, len(streams)) for _, path in alone]
        self._joint = _joined([(row, *joint[path]) for row, path in varying if path in joint], streams)
        self._source = _source(list(streams), _scheme(scheme))
        # Ranges are most of what is drawn, and are drawn all at once.
        self._ranges = [row for row, _ in varying if quantities[row].distribution == "uniform"]
        ends = np.array([quantities[row].parameters for row in self._ranges], np.float64).reshape(-1, 2)
        self._low, self._width = ends[:, :1], ends[:, 1:] - ends[:, :1]
        self._others = sorted(set(range(len(quantities))).difference(self._ranges))

    def uniforms(self, start: int, count: int) -> Float:
        """Return the uniforms of draws ``start`` to ``start + count``.

        Returns
        -------
        float array, shape (len(quantities), count)
            In [0, 1), correlated as asked; 0 for numbers that are certain.
        """
        drawn = self._source.uniforms(start, count)
        found = np.zeros((len(self._quantities), count))
        found[self._rows] = drawn[self._own]
        for group in self._joint:
            found[list(group.rows)] = group.copula.uniforms(group.places, drawn[list(group.streams)])
        return found

    def values(self, start: int, count: int) -> Float:
        """Return the values of draws ``start`` to ``start + count``.

        Any split of draws gives the same numbers.

        Returns
        -------
        float array, shape (len(quantities), count)

        Raises
        ------
        RunError
            For draws that a Latin hypercube does not have.
        TooLargeError
            For more draws than a Sobol sequence has.
        """
        values = self.uniforms(start, count)
        values[self._ranges] = self._low + self._width * values[self._ranges]
        for row in self._others:
            quantity = self._quantities[row]
            values[row] = quantity.parameters[0] if quantity.is_certain else quantity.draw(values[row])
        return values


def draw_values(
    quantities: Sequence[Quantity],
    scheme: Scheme | int,
    start: int,
    count: int,
    correlations: tuple[Correlation, ...],
) -> Float:
    """Draw numbers for a block of draws.

    A number has the same values whichever others are asked for with it.

    Parameters
    ----------
    quantities, scheme, correlations
        As for :class:`Sampler`.
    start, count : int
        The first draw, and how many.

    Returns
    -------
    float array, shape (len(quantities), count)
    """
    return Sampler(quantities, scheme, correlations).values(start, count)


def uniforms(path: str, scheme: Scheme | int, start: int, count: int) -> Float:
    """Return the uniforms in [0, 1) of one path's own stream for draws ``start`` to ``start + count``.

    For a correlated number this is what it puts into its group, not what it is drawn with.
    """
    found: Float = _source([path], _scheme(scheme)).uniforms(start, count)[0]
    return found


def _scheme(scheme: Scheme | int) -> Scheme:
    return scheme if isinstance(scheme, Scheme) else Scheme(seed=scheme)


def _source(paths: Sequence[str], scheme: Scheme) -> _MonteCarlo | LatinHypercube | SobolSequence:
    if scheme.kind == LATIN_HYPERCUBE:
        assert scheme.draws is not None
        return LatinHypercube(paths, scheme.seed, scheme.draws)
    if scheme.kind == SOBOL:
        return SobolSequence(paths, scheme.seed, scheme.dimensions)
    return _MonteCarlo(paths, scheme.seed)


def _joined(members: Sequence[tuple[int, Copula, int]], streams: dict[str, int]) -> tuple[_Joint, ...]:
    """Put numbers together by group, and note the streams that each group needs."""
    groups: dict[int, list[tuple[int, Copula, int]]] = {}
    for member in members:
        groups.setdefault(id(member[1]), []).append(member)
    found = []
    for group in groups.values():
        copula, places = group[0][1], tuple(place for _, _, place in group)
        needed = copula.paths[: max(places) + 1]
        found.append(
            _Joint(
                copula=copula,
                rows=tuple(row for row, _, _ in group),
                places=places,
                streams=tuple(streams.setdefault(path, len(streams)) for path in needed),
            )
        )
    return tuple(found)
