"""The single conditions that a repair by judgements must bring about, and what they depend on.

An *atom* is one inequality of the integer model for one package: a delivery, a surplus, a credible
surplus, a keeping condition. Judgements come in two kinds. *Terms* are amounts: with all else fixed
an atom is linear in each, always in the same direction, and terms do not interact with one another
(what a principal saves by not performing bends once, at 0). *Factors* weigh terms: shares of relative
gains, chances that a word is kept, patience, monitoring, leakage. An atom is linear in each factor
too, or monotone, so that its largest value over a box is at a corner; where links make a chance count
twice it may lie inside by at most ``bend``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.explain.entries import Entry
from detente.explain.package_model import PackageModel
from detente.model.fixed_point import UNIT
from detente.model.performance import vouchers

__all__ = ["Atom", "AtomKind", "Influence", "atom_margins", "ends_at"]

Int = NDArray[np.int64]
Float = NDArray[np.float64]
AtomKind = Literal["delivery", "accepts", "consents", "refuses", "trusts the others", "keeps the deal"]
End = Literal["low", "high"]

PREDICATE = {
    "accepts": "surplus",
    "consents": "surplus",
    "refuses": "surplus",
    "trusts the others": "credible surplus",
    "keeps the deal": "keeps",
}
#: Points at which it is tried what depends on what, beside the medians and the ends of all factors.
PROBES = 2
#: Units below which a difference may be the rounding of shares alone.
ROUNDING = 4


@dataclass(frozen=True, kw_only=True)
class Atom:
    """One inequality: of a party, or about the delivery of an option.

    ``refuses`` is the opposite of ``consents``, which a rule with a "not" may ask for.
    """

    kind: AtomKind
    party: str | None = None
    issue: str | None = None
    option: str | None = None


def atom_margins(model: PackageModel, atoms: Sequence[Atom], values: Float) -> Int:
    """Say by how much each atom holds for the first package, in the units of its inequality.

    Returns
    -------
    int64 array, shape (n_samples, n_atoms)
        At least 0 exactly where it holds.
    """
    rows = {(one.kind, one.party): p for p, one in enumerate(model.blueprint.predicates)}
    margins = np.empty((values.shape[1], len(atoms)), np.int64)
    predicates = None
    for k, atom in enumerate(atoms):
        if atom.kind == "delivery":
            assert atom.issue is not None
            assert atom.option is not None
            held, required = model.control(values, atom.issue, atom.option)
            margins[:, k] = np.rint((held - required) * UNIT)
            continue
        if predicates is None:
            predicates = model.margins(values)[:, 0]
        found = predicates[:, rows[PREDICATE[atom.kind], atom.party]]  # type: ignore[index]
        margins[:, k] = -found - 1 if atom.kind == "refuses" else found
    return margins


def ends_at(entries: Sequence[Entry], reaches: Float) -> tuple[Float, Float]:
    """Return how far down and up each judgement goes at some reaches.

    Returns
    -------
    low, high : float array, shape (n_entries, n_reaches)
        Multiples of 2**-20, or the very end of a range that is none.
    """
    shape = (len(entries), len(reaches))
    found = []
    for up in (False, True):
        exact = np.array([entry.at_reach(reaches, up=up) for entry in entries]).reshape(shape)
        # The tables round all but patience and monitoring; for these the very end counts.
        found.append(np.where(reaches == 1, exact, np.rint(exact * UNIT) / UNIT))
    inside = reaches <= 1
    ranges = np.array([(entry.low, entry.high) for entry in entries]).reshape(len(entries), 2, 1)
    least = np.where(inside, ranges[:, 0], -np.inf)
    most = np.where(inside, ranges[:, 1], np.inf)
    return np.clip(found[0], least, most), np.clip(found[1], least, most)


@dataclass(frozen=True, kw_only=True, eq=False)
class Influence:
    """Which judgements bear on which atoms, and how.

    Attributes
    ----------
    model : PackageModel
        Of one package.
    atoms : tuple of Atom
    """

    model: PackageModel
    atoms: tuple[Atom, ...]

    @cached_property
    def factors(self) -> tuple[dict[int, tuple[End, ...]], ...]:
        """For each atom the rows of the factors it depends on, with the ends at which it may be best."""
        row = self.model.row
        return tuple({row[path]: ends for path, ends in self._factors_of(atom)} for atom in self.atoms)

    def _factors_of(self, atom: Atom) -> Iterator[tuple[str, tuple[End, ...]]]:
        blueprint = self.model.blueprint
        dossier = blueprint.dossier
        if atom.kind == "delivery":
            issue = dossier.issues[str(atom.issue)]
            for party, share in issue.leakage.items():
                if party not in issue.options[str(atom.option)].performers:
                    yield share.path, ("low",)
            return
        party = str(atom.party)
        if party not in blueprint.principals:
            return
        if party in dossier.relative_gains and len(blueprint.principals) > 1:
            yield dossier.relative_gains[party].path, ("low", "high")
        if atom.kind == "trusts the others":
            for other in sorted(self._vouching(party)):
                yield blueprint.words[other].path, ("low", "high")
        if atom.kind == "keeps the deal":
            discount = dossier.parties[party].discount_factor
            assert discount is not None
            yield discount.path, ("high",)
            yield dossier.trust.monitoring[party].path, ("high",)

    def _vouching(self, viewer: str) -> set[str]:
        package = self.model.packages[0].package
        return {
            party
            for issue, option in package.items()
            for party in vouchers(self.model.blueprint, viewer, issue, option)
        }

    @cached_property
    def bends(self) -> tuple[dict[int, float], ...]:
        r"""For each atom the factors in which it is not linear, with the size of the second derivative.

        A link that rests m times on one word has the m-th power of its chance, or of what is left of
        it; its second derivative is at most m (m - 1) times its worth. In units for a range of 1.
        """
        return tuple(self._bends_of(atom) if atom.kind == "trusts the others" else {} for atom in self.atoms)

    def _bends_of(self, atom: Atom) -> dict[int, float]:
        blueprint, package = self.model.blueprint, self.model.packages[0].package
        found: Counter[int] = Counter()
        for link in blueprint.dossier.links:
            times = Counter(
                other
                for issue in link.when
                if issue in package
                for other in vouchers(blueprint, str(atom.party), issue, package[issue])
            )
            # Relative gains can make a link worth at most all its points together.
            worth = sum(max(abs(q.middle), *map(abs, self._ends(q.path))) for q in link.points.values())
            for other, m in times.items():
                if m > 1:
                    found[self.model.row[blueprint.words[other].path]] += m * (m - 1) * worth * UNIT  # type: ignore[assignment]
        return dict(found)

    def _ends(self, path: str) -> tuple[float, float]:
        entry = self.model.entries[self.model.row[path]]
        return entry.low, entry.high

    @cached_property
    def signs(self) -> NDArray[np.int8]:
        """Direction in which each judgement helps each atom as a term, shape (n_atoms, n_quantities).

        0 for factors and for what does not bear on it.
        """
        factors = {row for one in self.factors for row in one}
        terms = [row for row in range(len(self.model.entries)) if row not in factors]
        low, high = ends_at([self.model.entries[row] for row in terms], np.array([2.0]))
        signs = np.zeros((len(self.atoms), len(self.model.entries)), np.int8)
        for probe in self._probes(sorted(factors)):
            values = np.repeat(probe[:, None], 2 * len(terms) + 1, axis=1)
            for k, row in enumerate(terms):
                values[row, 2 * k + 1], values[row, 2 * k + 2] = low[k, 0], high[k, 0]
            margins = atom_margins(self.model, self.atoms, values)
            change = margins[2::2] - margins[1::2]
            found = np.where(np.abs(change) > ROUNDING, np.sign(change), 0).T
            signs[:, terms] = np.where(found != 0, found, signs[:, terms])
        return signs

    def _probes(self, factors: list[int]) -> Iterator[Float]:
        """Yield points in factors at which any influence there is shows."""
        middle = self.model.medians[:, 0]
        yield middle
        rng = np.random.default_rng(0)
        for shares in (0.0, 1.0, *rng.uniform(0.1, 0.9, (PROBES, len(factors)))):
            probe = middle.copy()
            probe[factors] = shares
            yield probe
