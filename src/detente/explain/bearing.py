"""Which judgements can bear on packages at all: told by moving each, not by chance in the draws.

A package touches few of the options of its issues, and its gates ask few of the parties. What is at stake
elsewhere is drawn like everything else, and among many such judgements one seems to matter by luck. So each
judgement is moved alone, and what no number of the packages follows is left out beforehand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from detente.explain.package_model import PackageModel
from detente.lenses.ratification.consenting import members_of
from detente.lenses.ratification.rules import called, rules_of
from detente.model.fixed_point import to_units
from detente.model.tables import Tables, fill_tables

__all__ = ["bearing_on"]

Int = NDArray[np.int64]
Float = NDArray[np.float64]

#: Draws beside which the medians and both ends of everything are tried, and their seed.
TRIED, SEED = 5, 0
#: Entries of the tables that are held at once, about 32 MB.
ROOM = 4_000_000


def bearing_on(model: PackageModel) -> frozenset[str]:
    """Find the judgements that can move an outcome of some packages.

    Parameters
    ----------
    model : PackageModel

    Returns
    -------
    frozenset of str
        Paths of the judgements with a range that, moved alone from one end of it to the other, change
        what an option or link of one of the packages adds to a sum that its gates ask for, a threshold
        of these, or the control held or required for one of its options. Each is tried with all others
        at their medians, all at their lower ends, all at their upper ends, and in five draws: a number
        that counts only where another is on one side of 0 is seen in one of these.
    """
    rows = [row for row, entry in enumerate(model.entries) if not entry.is_certain]
    asked, columns = _asked(model), np.unique(model.columns)
    found: set[int] = set()
    for others in _places(model).T:
        found |= _moving(model, [row for row in rows if row not in found], others, asked, columns)
    return frozenset(model.entries[row].path for row in found)


def _places(model: PackageModel) -> Float:
    """Return values of all other judgements, shape (n_quantities, n_places)."""
    ends = [[getattr(entry, end) for entry in model.entries] for end in ("low", "high")]
    return np.column_stack([model.medians, *ends, model.drawn(TRIED, SEED)])


def _asked(model: PackageModel) -> list[int]:
    """Return the predicates that a gate asks of one of the packages."""
    rules = rules_of(model.blueprint)
    voices = set(model.blueprint.principals)
    for package in model.packages:
        for rule in called(rules, package.package):
            voices.update(members_of(rule.needs))
    return [
        p
        for p, one in enumerate(model.blueprint.predicates)
        if one.party is not None and (one.kind != "surplus" or one.party in voices)
    ]


def _moving(
    model: PackageModel, rows: Sequence[int], others: Float, asked: list[int], columns: Int
) -> set[int]:
    """Return which judgements change anything, with all others at one place."""
    space = model.blueprint.space
    each = 2 * space.n_columns * max(len(model.blueprint.predicates), 1)
    size, found = max(1, ROOM // each), set[int]()
    for start in range(0, len(rows), size):
        some = rows[start : start + size]
        values = np.tile(others[:, None], (1, 2 * len(some)))
        for k, row in enumerate(some):
            values[row, 2 * k : 2 * k + 2] = model.entries[row].low, model.entries[row].high
        told = _told(model, values, fill_tables(model.blueprint, values), asked, columns)
        changes = (told[0::2] != told[1::2]).any(axis=1)
        found.update(row for row, moves in zip(some, changes, strict=True) if moves)
    return found


def _told(model: PackageModel, values: Float, tables: Tables, asked: list[int], columns: Int) -> Float:
    """Gather all numbers that the gates rest on, shape (n_samples, n_numbers)."""
    sums = tables.tables[:, asked][:, :, columns].reshape(len(tables), -1)
    control = np.column_stack([np.zeros(len(tables)), *_control(model, values)])
    return np.column_stack([sums, tables.thresholds[:, asked], to_units(control)])


def _control(model: PackageModel, values: Float) -> Iterator[Float]:
    """Yield control held and required of every option that some package takes."""
    issues = model.blueprint.dossier.issues
    taken = {pair: None for package in model.packages for pair in package.package.items()}
    for issue, option in taken:
        if issues[issue].options[option].requires is not None:
            yield from model.control(values, issue, option)
