"""The space of packages: issues, options and the flat columns that stand for them.

Issues that a link ties together are merged into one *compound issue* whose columns are all
combinations of their options; after that every number is additive over columns. Inside, issues
and options stand in order of their keys (the status quo first), so that the order in which
somebody wrote the dossier changes nothing.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Dossier, Issue
from detente.errors import TooLargeError

__all__ = ["MAX_COMPOUND", "PackageSpace"]

#: Most columns that one compound issue may have.
MAX_COMPOUND = 20_000

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]


def _option_order(issue: Issue) -> list[str]:
    return sorted(issue.options, key=lambda key: (not issue.options[key].status_quo, key))


def _groups(issues: Iterable[str], ties: Iterable[Iterable[str]]) -> list[tuple[str, ...]]:
    """Partition the issues into singles and those tied together, in the order of the issues."""
    parent = {key: key for key in issues}

    def root(key: str) -> str:
        while parent[key] != key:
            key = parent[key]
        return key

    for tied in ties:
        first, *rest = [root(key) for key in tied]
        for other in rest:
            parent[root(other)] = root(first)
    members: dict[str, list[str]] = {}
    for key in parent:
        members.setdefault(root(key), []).append(key)
    # A group stands where its first issue does.
    return [tuple(keys) for keys in members.values()]


@dataclass(frozen=True, kw_only=True, eq=False)
class PackageSpace:
    """Issues, options and columns of one dossier.

    Attributes
    ----------
    base : tuple of (issue, option)
        Every option of every issue: the *base columns*.
    issues : tuple of str
        Issue keys; sorted where they are those of a dossier.
    groups : tuple of tuple of str
        Issues merged into each compound issue; one key where nothing links it.
    offsets : int64 array, shape (n_groups + 1,)
        Columns of group g are ``offsets[g]:offsets[g + 1]``; the first is the status quo.
    members : int64 array, shape (n_columns, width)
        Base columns that make up each column, padded with ``len(base)``.
    """

    base: tuple[tuple[str, str], ...]
    issues: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]
    offsets: Int
    members: Int
    index: Mapping[tuple[str, str], int]

    @classmethod
    def of(cls, dossier: Dossier) -> PackageSpace:
        """Lay out the packages of a dossier.

        Raises
        ------
        TooLargeError
            When links merge issues into one with more than ``MAX_COMPOUND`` combinations.
        """
        options = {key: _option_order(dossier.issues[key]) for key in sorted(dossier.issues)}
        return cls.of_options(options, [link.when for link in dossier.links])

    @classmethod
    def of_options(
        cls,
        options: Mapping[str, Sequence[str]],
        ties: Iterable[Iterable[str]],
        *,
        most: int = MAX_COMPOUND,
    ) -> PackageSpace:
        """Lay out the packages of issues with their options, in the order given.

        Parameters
        ----------
        options : mapping of issue to its options
            The first option of each is what counts as no change.
        ties : iterable of iterables of issues
            Issues that have to be looked at together, each tie of at least one issue.
        most : int
            Combinations that a compound issue may have.

        Raises
        ------
        TooLargeError
            When ties merge issues into one with more combinations.
        """
        base = [(issue, option) for issue in options for option in options[issue]]
        index = {pair: i for i, pair in enumerate(base)}
        groups = _groups(options, ties)
        width = max(len(group) for group in groups)
        rows: list[list[int]] = []
        offsets = [0]
        for group in groups:
            size = math.prod(len(options[issue]) for issue in group)
            if size > most:
                raise TooLargeError(
                    f"links tie {len(group)} issues ({', '.join(group)}) into one with {size} "
                    f"combinations; at most {most} can be merged, so split the links"
                )
            for combination in itertools.product(*(options[issue] for issue in group)):
                row = [index[pair] for pair in zip(group, combination, strict=True)]
                rows.append(row + [len(base)] * (width - len(row)))
            offsets.append(len(rows))
        return cls(
            base=tuple(base),
            issues=tuple(options),
            groups=tuple(groups),
            offsets=np.array(offsets, np.int64),
            members=np.array(rows, np.int64),
            index=index,
        )

    @cached_property
    def group_of(self) -> dict[str, int]:
        """Number of the group each issue belongs to."""
        return {issue: g for g, group in enumerate(self.groups) for issue in group}

    @cached_property
    def _further_members(self) -> list[tuple[Int, Int]]:
        """Columns that have a second member, with these members, then those with a third, and so on."""
        has = self.members < len(self.base)
        return [(np.flatnonzero(has[:, k]), self.members[has[:, k], k]) for k in range(1, has.shape[1])]

    @property
    def n_columns(self) -> int:
        """Number of columns over all (compound) issues."""
        return len(self.members)

    @property
    def n_packages(self) -> int:
        """Number of conceivable packages, options of every kind included."""
        return math.prod(int(n) for n in np.diff(self.offsets))

    def spread(self, base_values: NDArray[np.int64]) -> NDArray[np.int64]:
        """Add base-column values up over the members of each column, along the last axis."""
        total: Int = base_values[..., self.members[:, 0]].astype(np.int64, copy=False)
        for columns, members in self._further_members:
            total[..., columns] += base_values[..., members]
        return total

    def every(self, base_flags: Bool) -> Bool:
        """Tell for each column whether all its members are flagged, along the last axis."""
        padding = np.ones((*base_flags.shape[:-1], 1), np.bool_)
        flagged: Bool = np.asarray(
            np.concatenate([base_flags, padding], axis=-1)[..., self.members].all(axis=-1)
        )
        return flagged

    def flags(self, pairs: Iterable[tuple[str, str]]) -> Bool:
        """Flag the named base columns."""
        flagged = np.zeros(len(self.base), np.bool_)
        for pair in pairs:
            flagged[self.index[pair]] = True
        return flagged

    def settlement(self, columns: Int) -> dict[str, str]:
        """Name the option of every issue in a package of columns, in issue order."""
        chosen = dict(self.base[m] for m in self.members[columns].ravel() if m < len(self.base))
        return {issue: chosen[issue] for issue in self.issues}

    def package(self, columns: Int) -> dict[str, str]:
        """Name the options that a package of columns changes, in issue order."""
        changed: dict[str, str] = {}
        for g, column in enumerate(columns):
            start = self.members[self.offsets[g]]
            for member, status_quo in zip(self.members[column], start, strict=True):
                if member != status_quo:
                    issue, option = self.base[member]
                    changed[issue] = option
        return dict(sorted(changed.items()))

    def columns(self, package: Mapping[str, str]) -> Int:
        """Return the columns of a package given by the options it changes.

        Issues that are not named stay at the status quo. Raises KeyError for an unknown name.
        """
        for pair in package.items():
            if pair not in self.index:
                raise KeyError(pair)
        chosen = self.offsets[:-1].copy()
        for g in {self.group_of[issue] for issue in package}:
            block = self.members[self.offsets[g] : self.offsets[g + 1], : len(self.groups[g])]
            wanted = [
                self.index[issue, package[issue]] if issue in package else start
                for issue, start in zip(self.groups[g], block[0], strict=True)
            ]
            chosen[g] += int(np.flatnonzero((block == wanted).all(axis=1))[0])
        return chosen
