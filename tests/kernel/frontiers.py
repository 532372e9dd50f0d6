"""Small product spaces, and their frontiers by listing every package."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from numpy.typing import NDArray

settings.register_profile("kernel", deadline=None)  # the first example pays for compilation
settings.load_profile("kernel")

SEEDS = st.integers(0, 2**32 - 1)

Int = NDArray[np.int64]
Point = tuple[int, ...]
Package = tuple[int, ...]


@dataclass(frozen=True)
class Space:
    """A product space with additive objectives, and which packages of it count."""

    offsets: Int
    values: Int
    allowed: NDArray[np.bool_]
    changes: Int
    at_least_one: bool = False
    at_most: int | None = None

    def packages(self) -> Iterator[Package]:
        """Yield every package that counts, in lexicographic order."""
        blocks = [
            [c for c in range(a, b) if self.allowed[c]] for a, b in itertools.pairwise(self.offsets.tolist())
        ]
        for package in itertools.product(*blocks):
            n = self.n_changes(package)
            if n >= self.at_least_one and (self.at_most is None or n <= self.at_most):
                yield package

    def n_changes(self, package: Package) -> int:
        """Count what a package changes."""
        return sum(int(self.changes[c]) for c in package)

    def point(self, package: Package) -> Point:
        """Add up what a package is worth, in Python's own integers."""
        return tuple(sum(row[c] for c in package) for row in self.values.tolist())

    def frontier(self, *, weak: bool = False) -> dict[Point, list[Package]]:
        """Return the packages behind each point of the frontier, by comparing all with all."""
        behind: dict[Point, list[Package]] = {}
        for package in self.packages():
            behind.setdefault(self.point(package), []).append(package)
        return {x: found for x, found in behind.items() if not any(_beats(y, x, weak) for y in behind)}


def _beats(y: Point, x: Point, weak: bool) -> bool:
    if weak:
        return all(b > a for a, b in zip(x, y, strict=True))
    return y != x and all(b >= a for a, b in zip(x, y, strict=True))


def random_space(seed: int, *, parties: int | None = None, most_issues: int = 5) -> Space:
    """Return a random space with many ties, options not allowed, and limits on changes."""
    rng = np.random.default_rng(seed)
    sizes = rng.integers(1, 5, int(rng.integers(1, most_issues + 1)))
    n_columns = int(sizes.sum())
    parties = int(rng.integers(1, 5)) if parties is None else parties
    return Space(
        offsets=np.concatenate([[0], np.cumsum(sizes)]),
        values=rng.integers(-4, 5, (parties, n_columns)),
        allowed=rng.random(n_columns) < 0.9,
        changes=(rng.random(n_columns) < 0.7) * rng.integers(1, 3, n_columns),
        at_least_one=bool(rng.random() < 0.5),
        at_most=None if rng.random() < 0.5 else int(rng.integers(1, 5)),
    )
