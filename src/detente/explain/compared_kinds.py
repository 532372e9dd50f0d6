"""What becomes of every kind of deal under several readings, on the same draws."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Dossier
from detente.dossier.trimming import issues_of_deal, trimmed
from detente.ensemble.depths import AS_DESCRIBED, Form, class_depths, members
from detente.ensemble.executors import blocks_of
from detente.ensemble.judging import LIFTED
from detente.ensemble.sampling import draw_values
from detente.explain.crux_fate import Fate, mixed
from detente.model.blueprint import Blueprint
from detente.model.predicate import GATES
from detente.model.tables import Tables, fill_tables

__all__ = ["ComparedKind", "KindUnder", "compared_kinds", "is_deal"]

Int = NDArray[np.int64]
#: Sole blockers are looked for where a kind of deal is at most so many packages.
FEW = 100
BLOCK = 250


@dataclass(frozen=True, kw_only=True)
class KindUnder:
    """A kind of deal under one reading.

    Attributes
    ----------
    fate : Fate
    sole_blockers : mapping of party to float, or None
        Share of draws in which lifting this party's conditions alone would open a deal, most often
        first; None where it was not asked, as of deals of more than 100 packages.
    """

    fate: Fate
    sole_blockers: Mapping[str, float] | None = None

    @property
    def blocker(self) -> str | None:
        """The most frequent sole blocker."""
        return next(iter(self.sole_blockers or ()), None)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        sole = None if self.sole_blockers is None else dict(self.sole_blockers)
        return {**self.fate.to_dict(), "sole_blockers": sole}


@dataclass(frozen=True, kw_only=True)
class ComparedKind:
    """A kind of deal in one form, under all readings that have it.

    Attributes
    ----------
    key, name : str
    form : str
    is_deal : bool
        False for one that asks for pressure alone: no deal, so that its verdict means nothing.
    under : mapping of reading to KindUnder
        In the order of the readings.
    mixture : Fate or None
        Averaged by weights, where these were asked for and all readings with a weight have it.
    """

    key: str
    name: str
    form: Form
    is_deal: bool
    under: Mapping[str, KindUnder]
    mixture: Fate | None = None

    def endings(self) -> Mapping[str | None, tuple[str, ...]]:
        """Readings by the gate at which it dies under them; None where it passes. In order of gates."""
        found: dict[str | None, list[str]] = {}
        for reading, one in self.under.items():
            found.setdefault(one.fate.gate_of_death, []).append(reading)
        return {gate: tuple(found[gate]) for gate in (*GATES, None) if gate in found}

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "key": self.key,
            "name": self.name,
            "form": self.form,
            "is_deal": self.is_deal,
            "readings": {reading: one.to_dict() for reading, one in self.under.items()},
            "mixture": None if self.mixture is None else self.mixture.to_dict(),
        }


def compared_kinds(
    dossiers: Mapping[str, Dossier],
    *,
    forms: Sequence[Form],
    deals: Collection[str] | None,
    weights: Mapping[str, float] | None,
    draws: int,
    seed: int,
    workers: int | None,
    done: Callable[[], None],
) -> Iterator[ComparedKind]:
    """Judge every kind of deal under every reading.

    Parameters
    ----------
    dossiers : mapping of reading to Dossier
    forms : sequence of str
    deals : collection of str or None
        Keys; all if None.
    weights : mapping of reading to float, or None
        Summing to 1.
    draws, seed, workers
        As for :func:`detente.run`.
    done : callable
        Called after each reading and form.
    """
    fates: dict[tuple[str, Form], dict[str, KindUnder]] = {}
    order = list(dict.fromkeys(key for dossier in dossiers.values() for key in dossier.deals))
    for form, (reading, dossier) in itertools.product(forms, dossiers.items()):
        keys = [key for key in dossier.deals if deals is None or key in deals]
        depths = class_depths(dossier, form=form, deals=keys, draws=draws, seed=seed, workers=workers)
        sole = _sole_blockers(dossier, depths.classes, draws, seed) if form == AS_DESCRIBED else {}
        for key in depths.classes:
            one = KindUnder(fate=Fate.of(depths.of(key)), sole_blockers=sole.get(key))
            fates.setdefault((key, form), {})[reading] = one
        done()
    for key, form in sorted(fates, key=lambda one: (order.index(one[0]), forms.index(one[1]))):
        under = fates[key, form]
        yield ComparedKind(
            key=key,
            name=dossiers[next(iter(under))].deals[key].name,
            form=form,
            is_deal=any(is_deal(dossiers[reading], key) for reading in under),
            under=under,
            mixture=_mixture(under, weights),
        )


def _mixture(under: Mapping[str, KindUnder], weights: Mapping[str, float] | None) -> Fate | None:
    if weights is None or not under.keys() >= weights.keys():
        return None
    return mixed({reading: one.fate for reading, one in under.items()}, weights)


def is_deal(dossier: Dossier, key: str) -> bool:
    """Tell whether a kind of deal can be had without acts of pressure."""
    deal = dossier.deals[key]

    def can_move(issue: str, options: Collection[str]) -> bool:
        return any(not dossier.issues[issue].options[option].pressure for option in options)

    asked = all(can_move(issue, options) for issue, options in deal.all_of.items())
    return asked and sum(can_move(issue, options) for issue, options in deal.of.items()) >= deal.at_least


# ---------------------------------------------------------------------- sole blockers


def _sole_blockers(
    dossier: Dossier, keys: Collection[str], draws: int, seed: int
) -> Mapping[str, Mapping[str, float]]:
    """Count the draws in which one party alone blocks, of the kinds of deal that are few packages."""
    if not keys:
        return {}
    deals = {key: dossier.deals[key] for key in keys}
    issues = {issue for deal in deals.values() for issue in issues_of_deal(deal)}
    blueprint = Blueprint(trimmed(replace(dossier, deals=deals), issues))
    lists = {
        mask.key: members(blueprint, mask) for mask in blueprint.classes if _is_few(blueprint, mask.exact)
    }
    times: dict[str, Counter[str]] = {key: Counter() for key in lists}
    for start, count in blocks_of(draws, BLOCK):
        tables = fill_tables(
            blueprint, draw_values(blueprint.quantities, seed, start, count, blueprint.correlations)
        )
        for party, opens in _opening(blueprint, tables, lists):
            for key, n in opens.items():
                times[key][party] += n
    return {
        key: {
            party: n / draws for party, n in sorted(found.items(), key=lambda item: (-item[1], item[0])) if n
        }
        for key, found in times.items()
    }


def _is_few(blueprint: Blueprint, exact: NDArray[np.bool_] | None) -> bool:
    if exact is None:
        return False
    return float(np.add.reduceat(exact, blueprint.space.offsets[:-1], dtype=float).prod()) <= FEW


def _opening(
    blueprint: Blueprint, tables: Tables, lists: Mapping[str, Int]
) -> Iterator[tuple[str, Mapping[str, int]]]:
    """Yield parties, and for each kind of deal the number of draws that lifting their conditions opens."""
    packages = np.concatenate([np.empty((0, len(blueprint.space.groups)), np.int64), *lists.values()])
    ends = np.cumsum([0, *map(len, lists.values())])
    slices = dict(zip(lists, itertools.pairwise(ends), strict=True))

    def best(lifted: Tables) -> dict[str, Int]:
        depths = lifted.depths(packages)
        return {key: depths[:, a:b].max(axis=1, initial=0) for key, (a, b) in slices.items()}

    usual = best(tables)
    # Nothing is blocked where all passes, nor by anybody alone where nothing can be delivered.
    blocked = {key: (depths > 0) & (depths < len(GATES)) for key, depths in usual.items()}
    for party in blueprint.parties:
        own = np.array([predicate.party == party for predicate in blueprint.predicates])
        if own.any():
            opened = best(replace(tables, thresholds=np.where(own, LIFTED, tables.thresholds)))
            yield party, {key: int((blocked[key] & (opened[key] == len(GATES))).sum()) for key in lists}
