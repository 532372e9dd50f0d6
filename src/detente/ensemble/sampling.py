"""One uniform per uncertain number and draw, found again from seed, name and draw number.

Each quantity owns a counter-based stream (Philox; Salmon et al. 2011, SC '11) keyed by the
seed and the quantity's path. So a draw does not depend on how draws were split over workers,
adding or changing one judgement leaves all others as they were, and two readings of a case are
compared on the same luck.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from detente.dossier.quantity import Quantity

__all__ = ["draw_generator", "draw_values", "uniforms"]

Float = NDArray[np.float64]


def _key(seed: int, name: str) -> int:
    digest = hashlib.blake2b(f"{seed}:{name}".encode(), digest_size=16).digest()
    return int.from_bytes(digest, "little")


def uniforms(path: str, seed: int, start: int, count: int) -> Float:
    """Return the uniforms in [0, 1) of one quantity for draws ``start`` to ``start + count``."""
    # One step of Philox yields four numbers, so advance by whole steps and drop the rest.
    stream = np.random.Philox(key=_key(seed, path)).advance(start // 4)
    return np.random.Generator(stream).random(start % 4 + count)[start % 4 :]


def draw_values(quantities: Sequence[Quantity], seed: int, start: int, count: int) -> Float:
    """Draw every quantity for a block of draws.

    Returns
    -------
    float array, shape (len(quantities), count)
    """
    values = np.empty((len(quantities), count))
    for row, quantity in enumerate(quantities):
        if quantity.is_certain:
            values[row] = quantity.parameters[0]
        else:
            values[row] = quantity.draw(uniforms(quantity.path, seed, start, count))
    return values


def draw_generator(purpose: str, seed: int, draw: int) -> np.random.Generator:
    """Return the generator of one draw for a stated purpose, such as estimating counts."""
    return np.random.Generator(np.random.Philox(key=_key(seed, f"{purpose}:{draw}")))
