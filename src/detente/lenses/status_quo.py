"""Why is it not done already? What a dossier must explain before it explains anything.

Two questions are put to every draw (model.md, "Why is it not done already?"):

* is there a move that one side could make alone, carry at home, and prefers to the status quo?
  Then the status quo is not Nash stable (Fang, Hipel and Kilgour 1993);
* is there a deal on a single issue that passes all gates?

Either is an error of coding or a finding, and needs a sentence.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.kernel.formula import all_hold
from detente.model.blueprint import Blueprint
from detente.model.tables import Tables

__all__ = ["Move", "preferred_moves", "single_changes", "single_packages", "unilateral_moves"]

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Move:
    """An option that one side brings about alone."""

    side: str
    issue: str
    option: str


def single_changes(blueprint: Blueprint) -> tuple[tuple[str, str], ...]:
    """List the options that could make a deal by themselves, pressure options left out."""
    issues = blueprint.dossier.issues
    return tuple(
        (issue, option)
        for issue, option in blueprint.space.base
        if not issues[issue].options[option].status_quo and not issues[issue].options[option].pressure
    )


def single_packages(blueprint: Blueprint) -> Int:
    """Return the deals on a single option, one for each of :func:`single_changes`.

    Returns
    -------
    int64 array, shape (n_singles, n_groups)
        Flat columns.
    """
    packages = [blueprint.space.columns({issue: option}) for issue, option in single_changes(blueprint)]
    return np.array(packages, np.int64).reshape(-1, len(blueprint.space.groups))


def unilateral_moves(blueprint: Blueprint) -> tuple[Move, ...]:
    """List the options whose performers, and whose consent, all belong to one principal's side.

    What must come after something else that is not yet so is no move of anybody.
    """
    dossier = blueprint.dossier
    moves = []
    for issue, key in blueprint.space.base:
        option = dossier.issues[issue].options[key]
        sides = {dossier.side_of(party) for party in option.performers}
        agreeing = {dossier.side_of(party) for party in option.consent}
        waits = any(dossier.issues[first].status_quo not in met for first, met in option.after.items())
        if option.status_quo or waits or len(sides) != 1 or agreeing - sides:
            continue
        side = sides.pop()
        if side in blueprint.principals:
            moves.append(Move(side=str(side), issue=issue, option=key))
    return tuple(moves)


def preferred_moves(tables: Tables, moves: tuple[Move, ...]) -> Bool:
    """Tell which moves their side prefers to the status quo and can carry at home, in every draw.

    Only points count: costs of dealing are not paid for acting alone. The side must hold the
    control the option requires without help. A home rule is met when the points of those it
    names are not negative.

    Returns
    -------
    bool array, shape (n_draws, len(moves))
    """
    b = tables.blueprint
    number = {party: i for i, party in enumerate(b.parties)}
    status_quo = b.space.columns({})
    at_rest = tables.points[:, :, status_quo].sum(axis=2)
    found = np.zeros((len(tables), len(moves)), np.bool_)
    for k, move in enumerate(moves):
        package = b.space.columns({move.issue: move.option})
        g = b.space.group_of[move.issue]
        points = at_rest + tables.points[:, :, package[g]] - tables.points[:, :, status_quo[g]]
        alone = tables.alone[:, b.space.index[move.issue, move.option]]
        found[:, k] = alone & (points[:, number[move.side]] > 0)
        wanted = np.flatnonzero(found[:, k])
        if len(wanted):
            found[wanted, k] = _carried_home(b, move.side, package, points[wanted])
    return found


def _carried_home(b: Blueprint, side: str, package: Int, points: Int) -> Bool:
    """Tell in which draws the rules of a side's home are met; shape (n_draws,)."""
    number = {party: i for i, party in enumerate(b.parties)}
    holds = np.zeros((len(points), len(b.predicates)), np.bool_)
    for p, predicate in enumerate(b.predicates):
        if predicate.kind == "surplus" and predicate.party is not None:
            holds[:, p] = points[:, number[predicate.party]] >= 0
        elif predicate.kind == "touches none":
            holds[:, p] = b.static_tables[p][package].sum() >= 0
    rules = [f for f, clause in enumerate(b.clauses) if clause.gate == 2 and clause.side == side]
    return all_hold(b.code, b.clause_start, np.array(rules, np.int64), holds)
