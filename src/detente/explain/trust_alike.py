"""Principals to whom trust adds nothing: who rely on nobody's doubtful word, whatever is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from detente.explain.conditions import Condition

__all__ = ["trust_alike"]

Float = NDArray[np.float64]


def trust_alike(conditions: Sequence[Condition], margins: Float) -> Mapping[str, str]:
    """Find conditions of trust that are those of acceptance under another name.

    What a principal gains by a package if the others keep their word only by chance is what it gains if
    they all keep it, where nothing of it rests on a word that may be broken.

    Parameters
    ----------
    conditions : sequence of Condition
        Of one package.
    margins : float array, shape (n_samples, n_conditions)
        As of :func:`~detente.explain.conditions.margins_of`, at least one sample.

    Returns
    -------
    mapping of str to str
        From the key of each ``"trusts the others"`` whose margin is that of the same party's
        ``"accepts"`` in every sample, to the unit, to the key of the latter. Empty where there is none.
    """
    accepts = {one.parties: k for k, one in enumerate(conditions) if one.kind == "accepts"}
    return {
        one.key: conditions[accepts[one.parties]].key
        for k, one in enumerate(conditions)
        if one.kind == "trusts the others"
        and one.parties in accepts
        and np.array_equal(margins[:, k], margins[:, accepts[one.parties]])
    }
