"""A Latin hypercube of which any draw is found directly.

Over N draws each judgement meets each of N equally likely parts of its range just once (McKay,
Beckman and Conover 1979, *Technometrics* 21(2)). The part met in a draw is a keyed pseudo-random
permutation of the draw's number: a Feistel network (Luby and Rackoff 1988, *SIAM Journal on
Computing* 17(2)) over the least power of 4 that holds N, walked along its cycle until it comes back
below N (Black and Rogaway 2002, CT-RSA).

``scipy.stats.qmc.LatinHypercube`` is not used: it has to make the whole design at once, draws times
judgements, and a block of draws cannot be found without the others.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.streams import stream_keys, stream_uniforms, stream_words
from detente.errors import RunError

__all__ = ["LatinHypercube"]

Float = NDArray[np.float64]
Int = NDArray[np.int64]
Word = NDArray[np.uint64]

_ROUNDS = 8
"""Four make it a pseudo-random permutation of many values; few values need more."""


class LatinHypercube:
    """Uniforms of some judgements over a number of draws fixed in advance.

    Parameters
    ----------
    paths : sequence of str
        Each path has a permutation and a place within its parts of its own.
    seed : int
    draws : int
        1 or more.
    """

    def __init__(self, paths: Sequence[str], seed: int, draws: int) -> None:
        self.draws = draws
        self._half = np.uint64(max(1, ((draws - 1).bit_length() + 1) // 2))
        keys = stream_keys(seed, (f"latin hypercube:{path}" for path in paths))
        self._rounds = stream_words(keys, 0, _ROUNDS)
        self._within = stream_keys(seed, paths)

    def uniforms(self, start: int, count: int) -> Float:
        """Return the uniforms of draws ``start`` to ``start + count``, shape (n_paths, count), in [0, 1).

        Raises
        ------
        RunError
            For draws that the hypercube does not have.
        """
        if start < 0 or start + count > self.draws:
            raise RunError(
                f"a Latin hypercube of {self.draws:,} draws has no draw {max(start + count, 1) - 1:,}; "
                "fix the number of draws before the first"
            )
        parts = self.parts(start, count)
        within = stream_uniforms(self._within, start, count)
        # Where rounding would reach the next part, stay below it.
        below = np.nextafter((parts + 1.0) / self.draws, 0.0)
        return np.minimum((parts + within) / self.draws, below)

    def parts(self, start: int, count: int) -> Int:
        """Return the part of its range that each judgement meets, 0 to ``draws - 1``, same shape."""
        n_paths = len(self._rounds)
        draws = np.arange(start, start + count, dtype=np.uint64)
        keys = [np.broadcast_to(self._rounds[:, k, None], (n_paths, count)) for k in range(_ROUNDS)]
        found = self._permuted(np.broadcast_to(draws, (n_paths, count)), keys)
        while (outside := found >= self.draws).any():
            found[outside] = self._permuted(found[outside], [key[outside] for key in keys])
        return found.astype(np.int64)

    def _permuted(self, values: Word, keys: Sequence[Word]) -> Word:
        """Pass values through the Feistel network, elementwise."""
        half, mask = self._half, (np.uint64(1) << self._half) - np.uint64(1)
        left, right = values >> half, values & mask
        for key in keys:
            left, right = right, left ^ (_mixed(right + key) >> (np.uint64(64) - half))
        return (left << half) | right


def _mixed(words: Word) -> Word:
    """Mix the bits of words (the finaliser of SplitMix64; Steele, Lea and Flood 2014, OOPSLA)."""
    words = (words ^ (words >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    words = (words ^ (words >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return words ^ (words >> np.uint64(31))
