"""How named packages fare in a block of draws: what they pass, and what they give each principal.

Both are sums over draws or one row for each, so blocks may be worked on anywhere and put together
in draw order.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.errors import TooLargeError
from detente.kernel.passing import pass_counts
from detente.model.predicate import GATES
from detente.model.tables import Tables

__all__ = ["MOST_TRACKED", "passed", "points", "track"]

Int = NDArray[np.int64]
#: Packages of which points are kept draw by draw.
MOST_TRACKED = 64


def passed(tables: Tables, packages: Int) -> Int:
    """Count the draws in which each package passes each gate and all before it.

    Parameters
    ----------
    tables : Tables
        Of a block of draws.
    packages : int64 array, shape (n_packages, n_groups)
        Columns of each; any number of packages.

    Returns
    -------
    int64 array, shape (n_packages, n_gates)
        Counts of blocks add up. Never increasing from gate to gate; 0 in a draw in which the
        package cannot be delivered for want of control.
    """
    b = tables.blueprint
    n = b.n_common_clauses
    return pass_counts(
        tables.tables[:, : b.n_common_predicates],
        tables.thresholds[:, : b.n_common_predicates],
        tables.allowed,
        b.code[: b.clause_start[n]],
        b.clause_start[: n + 1],
        b.clause_gate[:n],
        len(GATES),
        packages,
    )


def points(tables: Tables, packages: Int) -> Int:
    """Add up what each package gives each principal, before costs.

    Parameters
    ----------
    tables : Tables
    packages : int64 array, shape (n_packages, n_groups)
        At most ``MOST_TRACKED``.

    Returns
    -------
    int64 array, shape (n_draws, n_packages, n_principals)
        In units, links included; principals in the order of the blueprint.

    Raises
    ------
    TooLargeError
        For more packages than that.
    """
    if len(packages) > MOST_TRACKED:
        raise TooLargeError(
            f"points are kept for at most {MOST_TRACKED} packages at a time, not {len(packages)}; "
            "choose among them first"
        )
    b = tables.blueprint
    rows = [b.parties.index(party) for party in b.principals]
    own = tables.points[:, rows]
    found = np.empty((len(tables), len(packages), len(rows)), np.int64)
    for k, package in enumerate(packages):
        found[:, k] = own[:, :, package].sum(axis=2)
    return found


def track(tables: Tables, packages: Int) -> tuple[Int, Int]:
    """Return :func:`passed` and :func:`points` of a few packages."""
    return passed(tables, packages), points(tables, packages)
