"""Streams of chance, each found again from a seed and a name.

A stream is Philox, a counter-based generator (Salmon et al. 2011, SC '11), keyed by a hash of seed
and name: the n-th number of a stream is found directly from n.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

__all__ = ["draw_generator", "stream_keys", "stream_uniforms", "stream_words"]

Float = NDArray[np.float64]
Word = NDArray[np.uint64]

_STEP = 4
"""One step of Philox yields four numbers."""


def _digest(seed: int, name: str) -> bytes:
    return hashlib.blake2b(f"{seed}:{name}".encode(), digest_size=16).digest()


def stream_keys(seed: int, names: Iterable[str]) -> Word:
    """Return the 128-bit keys of streams, shape (n_names, 2), the lower half first."""
    digests = b"".join(_digest(seed, name) for name in names)
    return np.frombuffer(digests, "<u8").astype(np.uint64).reshape(-1, 2)


def stream_words(keys: Word, start: int, count: int) -> Word:
    """Return numbers ``start`` to ``start + count`` of streams as 64-bit words, shape (n_keys, count)."""
    # One generator is set to each stream in turn: making one for each takes five times as long.
    philox = np.random.Philox(key=0)
    state = philox.state
    # Begin at a whole step and drop the rest.
    step, skip = divmod(start, _STEP)
    state["state"]["counter"] = np.array([step, 0, 0, 0], np.uint64)
    found = np.empty((len(keys), count), np.uint64)
    for row, key in enumerate(keys):
        state["state"]["key"] = key
        philox.state = state
        found[row] = philox.random_raw(skip + count)[skip:]
    return found


def stream_uniforms(keys: Word, start: int, count: int) -> Float:
    """Return numbers ``start`` to ``start + count`` of streams in [0, 1), shape (n_keys, count).

    They are those of ``numpy.random.Generator.random``.
    """
    words = stream_words(keys, start, count) >> np.uint64(11)
    return words.astype(np.float64) * 2.0**-53


def draw_generator(purpose: str, seed: int, draw: int) -> np.random.Generator:
    """Return the generator of one draw for a stated purpose, such as estimating counts."""
    key = int.from_bytes(_digest(seed, f"{purpose}:{draw}"), "little")
    return np.random.Generator(np.random.Philox(key=key))
