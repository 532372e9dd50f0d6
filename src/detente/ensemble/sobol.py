"""A scrambled Sobol sequence of which any draw is found directly.

The points are those of ``scipy.stats.qmc.Sobol`` with the direction numbers of Joe and Kuo (2008,
*SIAM Journal on Scientific Computing* 30(5)). They are scrambled by a random linear map of their
binary digits and a digital shift (Matousek 1998, *Journal of Complexity* 14(4); Owen 1998, same
issue), which leaves every equidistribution as it is and makes estimates unbiased.

The scrambling is done here and not by scipy, for three reasons: it is keyed by path, so that a number
keeps its scrambling when others come and go; it is the same under every version of scipy; and a block
of draws is found without passing over those before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.streams import stream_keys, stream_uniforms, stream_words
from detente.errors import RunError, TooLargeError

__all__ = ["MAX_DRAWS", "SobolSequence"]

Float = NDArray[np.float64]
Word = NDArray[np.uint64]

MAX_DRAWS = 2**24
"""Points of a sequence: finding direction numbers takes as many steps."""

_DIGITS = 53
_FEWEST = 14


class SobolSequence:
    """Uniforms of some judgements, as coordinates of one scrambled sequence.

    Parameters
    ----------
    paths : sequence of str
        Those without a dimension have a stream of their own, as in plain Monte Carlo.
    seed : int
    dimensions : tuple of str
        Path of each dimension; at most 21,201.

    Raises
    ------
    RunError
        If no number has a dimension.
    """

    def __init__(self, paths: Sequence[str], seed: int, dimensions: tuple[str, ...]) -> None:
        if not dimensions and paths:
            raise RunError(
                "a Sobol sequence must know all numbers of the run; give the scheme its dimensions"
            )
        self._seed, self._dimensions, self._n_paths = seed, dimensions, len(paths)
        place = {path: k for k, path in enumerate(dimensions)}
        self._rows = [row for row, path in enumerate(paths) if path in place]
        self._places = [place[paths[row]] for row in self._rows]
        self._others = [row for row, path in enumerate(paths) if path not in place]
        self._keys = stream_keys(seed, (paths[row] for row in self._others))

    def uniforms(self, start: int, count: int) -> Float:
        """Return the uniforms of draws ``start`` to ``start + count``, shape (n_paths, count), in [0, 1).

        Raises
        ------
        TooLargeError
            Beyond 2^24 draws.
        """
        found = np.empty((self._n_paths, count))
        if self._rows:
            found[self._rows] = self._points(start, count)
        found[self._others] = stream_uniforms(self._keys, start, count)
        return found

    def _points(self, start: int, count: int) -> Float:
        if start + count > MAX_DRAWS:
            raise TooLargeError(f"a Sobol sequence has at most {MAX_DRAWS:,} draws here")
        bits = max(_FEWEST, (start + count - 1).bit_length())
        vectors, shifts = _scrambled(self._dimensions, self._seed, bits)
        vectors, points = vectors[self._places], np.repeat(shifts[self._places, None], count, axis=1)
        draws = np.arange(start, start + count, dtype=np.uint64)
        gray = draws ^ (draws >> np.uint64(1))
        for k in range(bits):
            digit = (gray >> np.uint64(k)) & np.uint64(1)
            if digit.any():
                points ^= vectors[:, k, None] * digit
        return points / 2.0**_DIGITS


@lru_cache(maxsize=4)
def _scrambled(dimensions: tuple[str, ...], seed: int, bits: int) -> tuple[Word, Word]:
    """Return the direction vectors, shape (n_dimensions, bits), and shifts of a scrambled sequence."""
    keys = stream_keys(seed, (f"sobol:{path}" for path in dimensions))
    drawn = stream_words(keys, 0, _DIGITS + 1) >> np.uint64(64 - _DIGITS)
    plain = _directions(len(dimensions), bits)
    vectors = np.zeros_like(plain)
    for digit in range(bits):
        # The digit's own bit stays as it is, the lower ones are random: a lower triangular matrix.
        own = np.uint64(1 << (_DIGITS - 1 - digit))
        column = (drawn[:, 1 + digit] & (own - np.uint64(1))) | own
        vectors ^= column[:, None] * ((plain & own) != 0)
    return vectors, drawn[:, 0]


@lru_cache(maxsize=2)
def _directions(n_dimensions: int, bits: int) -> Word:
    """Return the direction vectors of the plain sequence as 53-bit words, shape (n_dimensions, bits)."""
    # Imported here because scipy.stats costs half a second at start-up.
    from scipy.stats import qmc

    sequence = qmc.Sobol(n_dimensions, scramble=False)
    vectors = np.empty((n_dimensions, bits), np.uint64)
    for k in range(bits):
        # Points follow a Gray code: point 2^(k+1) - 1 is the k-th direction vector itself.
        sequence.fast_forward(2 ** (k + 1) - 1 - sequence.num_generated)
        vectors[:, k] = (sequence.random(1)[0] * 2.0**_DIGITS).astype(np.uint64)
    return vectors
