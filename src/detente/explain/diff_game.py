"""One kind of deal, and what becomes of it when some of the changes between two dossiers are made."""

from __future__ import annotations

import itertools
import math
import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from detente.dossier.differences import Difference, differences, with_changes
from detente.dossier.dossier import Correlation, Dossier
from detente.dossier.quantity import Quantity
from detente.dossier.trimming import issues_of_deal, trimmed
from detente.ensemble.depths import AS_DESCRIBED, BLOCK, Form, depths_of_values
from detente.ensemble.executors import blocks_of, map_blocks
from detente.ensemble.judging import FEW
from detente.ensemble.sampling import draw_values
from detente.explain.crux_depths import Finder
from detente.explain.diff_groups import ChangeGroup
from detente.explain.diff_judging import Judged
from detente.model.blueprint import Blueprint
from detente.model.predicate import GATES

__all__ = ["GameJudge", "KindGame", "gate_counts", "kind_game"]

Int = NDArray[np.int64]
Float = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class KindGame:
    """A kind of deal between two dossiers.

    Attributes
    ----------
    key, form : str
    before, after : Dossier
        Cut down to this kind of deal, the issues that matter for it and the parties that are asked.
    changes : mapping of group to tuple of Difference
        What differs between the two, by the group of changes it belongs to. A change of any other
        group makes no difference to this kind of deal, whatever else is changed.
    """

    key: str
    form: Form
    before: Dossier
    after: Dossier
    changes: Mapping[str, tuple[Difference, ...]]

    @cached_property
    def is_slow(self) -> bool:
        """Whether packages have to be searched for, not only tried one by one."""
        if self.form != AS_DESCRIBED:
            return True
        for dossier in (self.before, self.after):
            blueprint = Blueprint(dossier)
            exact = blueprint.classes[0].exact
            offsets = blueprint.space.offsets
            sizes = [1 if exact is None else int(exact[a:b].sum()) for a, b in itertools.pairwise(offsets)]
            if math.prod(sizes) > FEW:
                return True
        return False


class GameJudge:
    """Counts the draws that pass each gate once some groups of changes are carried over.

    Changes of numbers alone leave the shape of the model as it is, and a number is drawn alike in
    whichever company, so shapes and draws are kept.

    Parameters
    ----------
    game : KindGame
    asked : Judged
        With the draws, seed and workers to judge by.
    draws : int, optional
        Only the first draws; all if not given.
    """

    def __init__(self, game: KindGame, asked: Judged, draws: int | None = None) -> None:
        self._game, self._asked = game, asked
        self._draws = asked.draws if draws is None else draws
        self._finder = Finder(game.form) if game.is_slow else None
        self._shapes: dict[frozenset[str], Blueprint] = {}
        self._drawn: dict[tuple[object, ...], Float] = {}

    def depths(self, groups: Collection[str]) -> Int:
        """Count the gates passed in every draw.

        Parameters
        ----------
        groups : collection of str
            Among those of the game.

        Returns
        -------
        int64 array, shape (n_draws,)
        """
        blueprint = self._shape(groups)
        numbers = self._numbers(groups)
        rows = [
            self._draw(numbers.get(quantity.path, quantity), blueprint.correlations)
            for quantity in blueprint.quantities
        ]
        values = np.array(rows, np.float64).reshape(len(rows), self._draws)
        workers = self._asked.workers or os.cpu_count() or 1
        if self._finder is not None:
            return self._finder.depths(blueprint, values, workers=workers)
        form = self._game.form

        def work(start: int, count: int) -> Int:
            return depths_of_values(blueprint, values[:, start : start + count], form)

        parts = map_blocks(work, blocks_of(self._draws, BLOCK[form]), workers=workers)
        found: Int = np.concatenate(parts)[:, 0]
        return found

    def _shape(self, groups: Collection[str]) -> Blueprint:
        changes = self._game.changes
        shaping = frozenset(g for g in groups if not all(map(_is_number, changes[g])))
        if shaping not in self._shapes:
            made = with_changes(self._game.before, [d for g in sorted(shaping) for d in changes[g]])
            self._shapes[shaping] = Blueprint(made)
        return self._shapes[shaping]

    def _numbers(self, groups: Collection[str]) -> dict[str, Quantity]:
        """Return the numbers that have changed, by path."""
        found = [d for g in groups for d in self._game.changes[g] if _is_number(d)]
        return {new.path: new for d in found for new in d.after}

    def _draw(self, quantity: Quantity, correlations: tuple[Correlation, ...]) -> Float:
        key = (quantity.path, quantity.distribution, quantity.parameters, correlations)
        if key not in self._drawn:
            self._drawn[key] = draw_values((quantity,), self._asked.seed, 0, self._draws, correlations)[0]
        return self._drawn[key]


def _is_number(difference: Difference) -> bool:
    """Tell whether numbers differ and nothing else, so that the shape of the model stays."""
    return all(
        isinstance(old, Quantity) and isinstance(new, Quantity) and old.path == new.path
        for old, new in zip(difference.before, difference.after, strict=True)
    )


def gate_counts(depths: Int) -> tuple[int, ...]:
    """Count the draws that pass each gate and all before it, from the gates passed in each draw."""
    return tuple(int((depths > gate).sum()) for gate in range(len(GATES)))


def kind_game(
    before: Dossier, after: Dossier, groups: Sequence[ChangeGroup], key: str, form: Form
) -> KindGame:
    """Find the changes that can matter to a kind of deal.

    Exactly as described it depends on the issues that it names in either dossier, and on those that
    are tied to them in either; changes anywhere else are no part of the game, nor are changes in what
    parties gain or lose whose consent nothing asks for.

    Parameters
    ----------
    before, after : Dossier
        Both have the kind of deal.
    groups : sequence of ChangeGroup
        All that differs between them.
    key, form : str
    """
    old, new = (replace(dossier, deals={key: dossier.deals[key]}) for dossier in (before, after))
    if form == AS_DESCRIBED:
        kept = _kept(before, after, key)
        old, new = (trimmed(d, kept.intersection(d.issues)) for d in (old, new))
    voices = {*_voices(old), *_voices(new)}
    old, new = _heard(old, voices), _heard(new, voices)
    group_of = {path: group.name for group in groups for d in group.differences for path in d.paths}
    changes: dict[str, list[Difference]] = {}
    for difference in differences(old, new):
        changes.setdefault(group_of[difference.paths[0]], []).append(difference)
    found = {name: tuple(changes[name]) for name in sorted(changes)}
    return KindGame(key=key, form=form, before=old, after=new, changes=found)


def _voices(dossier: Dossier) -> set[str]:
    """Return the parties whose points decide about something: they sign, consent or vote.

    Whoever is asked in a dossier between two others is asked in one of these.
    """
    asked = {p.party for p in Blueprint(dossier).predicates if p.party is not None}
    return asked | set(dossier.principals)


def _heard(dossier: Dossier, voices: Collection[str]) -> Dossier:
    """Leave out the points of parties that nobody asks; their plans without a deal stay."""
    return replace(
        dossier,
        stakes={party: by_issue for party, by_issue in dossier.stakes.items() if party in voices},
        dealing_costs={party: costs for party, costs in dossier.dealing_costs.items() if party in voices},
        no_deal={
            party: no_deal if party in voices else replace(no_deal, points=None)
            for party, no_deal in dossier.no_deal.items()
        },
    )


def _kept(before: Dossier, after: Dossier, key: str) -> set[str]:
    """Return the issues that can matter, whichever changes are made.

    Any dossier between the two has links, plans and preconditions of one or the other, so what is
    closed under those of both is closed under its own.
    """
    kept = {issue for dossier in (before, after) for issue in issues_of_deal(dossier.deals[key])}
    common = before.issues.keys() & after.issues.keys()
    if any(before.issues[issue].status_quo != after.issues[issue].status_quo for issue in common):
        # A link may hold at a status quo that is made of both, though at that of neither.
        kept |= {issue for d in (before, after) for link in d.links for issue in link.when}
    n = 0
    while len(kept) > n:
        n = len(kept)
        for dossier in (before, after):
            kept |= trimmed(dossier, kept.intersection(dossier.issues)).issues.keys()
    return kept
