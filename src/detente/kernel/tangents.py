r"""Linear conditions that every package with a larger product of gains meets, in exact integers.

For gains :math:`s_k \ge 0`, powers :math:`p_k` with sum :math:`p` and any weights
:math:`a_k > 0`, the inequality of the weighted means gives

.. math:: \Big(\sum_k a_k s_k\Big)^p \prod_k p_k^{p_k} \ge p^p \prod_k (a_k s_k)^{p_k},

with equality where :math:`s_k` is proportional to :math:`p_k / a_k`. So a product of at least
``Q`` needs a weighted sum of at least a certain integer, and the weights that are tangent at the
best gains known leave least room.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

__all__ = ["least_weighted_sum", "product_of", "tangent_weights"]


def product_of(gains: Sequence[int], powers: Sequence[int]) -> int:
    """Return the product of gains to their powers."""
    return math.prod(gain**power for gain, power in zip(gains, powers, strict=True))


def tangent_weights(
    gains: Sequence[int], powers: Sequence[int], sizes: Sequence[int], room: int
) -> list[int]:
    """Return integer weights about proportional to ``powers[k] / gains[k]``.

    Parameters
    ----------
    gains : sequence of int
        Above 0.
    powers : sequence of int
        Above 0.
    sizes : sequence of int
        Largest sum of each row in absolute value.
    room : int
        The weighted sizes add up to at most this, unless weights of 1 already exceed it.
    """
    # Brought to a common denominator, so that nothing is rounded before the end.
    whole = math.prod(gains)
    exact = [power * (whole // gain) for gain, power in zip(gains, powers, strict=True)]
    total = max(1, sum(weight * size for weight, size in zip(exact, sizes, strict=True)))
    common = math.gcd(*exact)
    if total // common <= room:
        return [weight // common for weight in exact]
    return [max(1, weight * room // total) for weight in exact]


def least_weighted_sum(product: int, weights: Sequence[int], powers: Sequence[int]) -> int:
    """Return the least integer that the weighted sum of gains with at least this product can be.

    Parameters
    ----------
    product : int
        At least 0.
    weights, powers : sequence of int
        Above 0.
    """
    degree = sum(powers)
    needed = degree**degree * product_of(weights, powers) * product
    return _root_above(-(-needed // product_of(powers, powers)), degree)


def _root_above(number: int, degree: int) -> int:
    """Return the least integer whose power of this degree is at least ``number``."""
    low, high = 0, 1 << -(-number.bit_length() // degree)
    while low < high:
        middle = (low + high) // 2
        if middle**degree >= number:
            high = middle
        else:
            low = middle + 1
    return low
