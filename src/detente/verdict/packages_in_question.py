"""Which packages the lenses are asked about when nobody names one.

A long agenda has more packages than anyone could go through, so three kinds stand for the rest:
each kind of deal just as the dossier describes it; the same with the sweeteners that give most to
whichever principal gains least (the egalitarian solution; Kalai 1977, *Econometrica* 45(7)); and
the packages that pass all gates most often over some draws.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import DealClass
from detente.ensemble.judging import judge_block
from detente.errors import DetenteError, UnknownNameError
from detente.kernel.maximin import maximin
from detente.kernel.maximising import maximise
from detente.kernel.system import PRED, System
from detente.kernel.tie_rule import break_tie
from detente.lenses.named_package import NamedPackage, Origin, named_package
from detente.model.blueprint import Blueprint, ClassMask
from detente.model.predicate import GATES
from detente.model.tables import fill_tables, surplus_tables
from detente.verdict.robust import robust_packages

__all__ = ["Packages", "asked_packages", "packages_in_question"]

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]
#: Packages that somebody asks about: from issue to option, by name, or as they were found before.
Packages = Mapping[str, Mapping[str, str]] | Sequence[NamedPackage]

#: Nodes of a search before the best package found so far has to do.
NODE_LIMIT = 4_000
#: Draws on which robust packages are looked for, how many are taken, and changes they have at least.
DRAWS, ROBUST, CHANGES = 48, 3, 2
#: Gates that sweeteners are to carry a package through: all up to ratification, else to acceptance.
RATIFIABLE, ACCEPTABLE = GATES.index("ratifiable") + 1, GATES.index("acceptable") + 1


def asked_packages(blueprint: Blueprint, packages: Packages) -> tuple[NamedPackage, ...]:
    """Make the packages that somebody asks about those of a dossier.

    Parameters
    ----------
    blueprint : Blueprint
    packages : mapping of name to package (issue to option), or sequence of NamedPackage
        The latter keep their origin, and may be those of another reading: the kernel's numbers are
        made anew.

    Raises
    ------
    UnknownNameError
        For an issue or option that does not exist.
    DetenteError
        For a package that cannot be one, or what is neither of the two.
    """
    if isinstance(packages, Mapping):
        return tuple(named_package(blueprint, name, package) for name, package in packages.items())
    for one in packages:
        if not isinstance(one, NamedPackage):
            raise DetenteError(
                f"packages must have names, as in {{'relief': {{'sanctions': 'ease'}}}}, not {one!r}"
            )
    return tuple(named_package(blueprint, one.name, one.package, one.origin) for one in packages)


def packages_in_question(
    blueprint: Blueprint,
    *,
    named: Packages | None = None,
    classes: Sequence[str] | None = None,
    robust: bool = True,
    seed: int = 0,
) -> tuple[NamedPackage, ...]:
    """Choose the packages that a lens looks at.

    Parameters
    ----------
    blueprint : Blueprint
    named : mapping of name to package (issue to option), or sequence of NamedPackage, optional
        Where there are any, these and no others, in order.
    classes : sequence of str, optional
        Deal classes to take packages of; all if not given.
    robust : bool
        Look for packages that pass all gates most often.
    seed : int
        Of the draws on which those are looked for.

    Returns
    -------
    tuple of NamedPackage
        Class by class in file order, with every judgement at its median:

        * under the class's key, what is *as described*: of the packages that move nothing but
          what the class names the one that passes most gates, none of which it need pass;
        * as ``"<key>, sweetened"``, unless the former passes all gates: the best *with sweeteners*
          anywhere, among those of the class that can be ratified, or where there are none, among
          those the principals accept. It is left out where there are none of these either;

        then ``"robust 1"`` to ``"robust 3"``: those of two changes or more that pass all gates
        most often in 48 draws. The best is that of the largest smallest surplus of a principal;
        ties go to the largest sum of the principals' surpluses, then fewest changed issues, then
        option order. Where a search has to be stopped, the best found until then is taken.
        Packages that coincide stand once, under their first name. A class that names no issue it
        wants moved, or asks for pressure only, has none. The result may be empty.

    Raises
    ------
    UnknownNameError
        For a deal class, issue or option that does not exist.
    DetenteError
        For a named package that cannot be one.
    TooLargeError
        When sums would not fit into int64.
    """
    if named:
        return asked_packages(blueprint, named)
    masks = _masks(blueprint, classes)
    found = list(_of_classes(blueprint, masks))
    if robust:
        found += _robust(blueprint, seed)
    once: dict[bytes, NamedPackage] = {}
    for one in found:
        once.setdefault(one.columns.tobytes(), one)
    return tuple(once.values())


def _masks(blueprint: Blueprint, classes: Sequence[str] | None) -> Iterator[ClassMask]:
    known = [mask.key for mask in blueprint.classes]
    for key in classes or ():
        if key not in known:
            raise UnknownNameError("deal class", key, known)
    return (mask for mask in blueprint.classes if classes is None or mask.key in classes)


def _of_classes(blueprint: Blueprint, masks: Iterable[ClassMask]) -> Iterator[NamedPackage]:
    medians = _Medians.of(blueprint)

    def told(name: str, columns: Int, origin: Origin) -> NamedPackage:
        return named_package(blueprint, name, blueprint.space.package(columns), origin)

    for mask in masks:
        if mask.exact is None:
            continue
        depth, plain = medians.deepest(mask, mask.exact)
        if plain is not None:
            yield told(mask.key, plain, "as described")
        if depth == len(GATES):
            continue
        for n_gates in (RATIFIABLE, ACCEPTABLE):
            sweetened = medians.best(mask, mask.sweetened, n_gates)
            if sweetened is not None:
                yield told(f"{mask.key}, sweetened", sweetened, "with sweeteners")
                break


def _robust(blueprint: Blueprint, seed: int) -> list[NamedPackage]:
    """Find packages that often pass, whatever their class."""
    # Of the classes only "any" is asked for, which takes a tenth of the time.
    deals = {"any": DealClass(key="any", name="any deal")}
    anything = Blueprint(replace(blueprint.dossier, deals=deals))
    outcomes = judge_block(anything, seed=seed, start=0, count=DRAWS)
    packages = [p for p in robust_packages(anything, outcomes, seed) if len(p.changes) >= CHANGES]
    return [
        named_package(blueprint, f"robust {k}", {c.issue: c.option for c in package.changes}, "robust")
        for k, package in enumerate(packages[:ROBUST], start=1)
    ]


@dataclass(frozen=True, kw_only=True, eq=False)
class _Medians:
    """The model with every judgement at its median, asked for the best package of a class."""

    blueprint: Blueprint
    system: System
    rows: Int
    floors: Int
    changes: Int

    @classmethod
    def of(cls, blueprint: Blueprint) -> _Medians:
        values = blueprint.medians
        rows, floors = surplus_tables(blueprint, values, blueprint.principals)
        return cls(
            blueprint=blueprint,
            system=fill_tables(blueprint, values).system(0),
            rows=rows[0],
            floors=floors[0],
            changes=blueprint.space.spread(blueprint.changed),
        )

    def deepest(self, mask: ClassMask, allowed: Bool) -> tuple[int, Int | None]:
        """Return the best of the packages that pass most gates, and how many those are."""
        for n_gates in range(len(GATES), -1, -1):
            found = self.best(mask, allowed, n_gates)
            if found is not None:
                return n_gates, found
        return 0, None

    def best(self, mask: ClassMask, allowed: Bool, n_gates: int) -> Int | None:
        """Return the best package of a class that passes so many gates, or None.

        With no gate at all it need not be deliverable, but has to change something.
        """
        names = [clause.name for clause in self.blueprint.clauses]
        common = np.arange(len(names)) < self.blueprint.n_common_clauses
        on = common & (self.blueprint.clause_gate < n_gates)
        on |= [name == "changes something" for name in names]
        if mask.clause is not None:
            on[mask.clause] = True
        system = self.system if n_gates else replace(self.system, allowed=np.ones_like(allowed))
        return self._first(system.restricted(allowed), on)

    def _first(self, system: System, on: Bool) -> Int | None:
        """Return the package of the largest least surplus, by the tie rule."""
        least = maximin(
            system,
            clause_on=on,
            rows=self.rows,
            floors=self.floors.tolist(),
            scales=[1] * len(self.rows),
            node_limit=NODE_LIMIT,
        )
        if least.columns is None or least.goals is None:
            return None
        most = maximise(
            system,
            clause_on=on,
            objective=self.rows.sum(axis=0),
            at_least=list(zip(self.rows, least.goals, strict=True)),
            incumbent=least.columns,
            node_limit=NODE_LIMIT,
        )
        chosen = least.columns if most.columns is None else most.columns
        return self._simplest(system, on, least.goals, chosen)

    def _simplest(self, system: System, on: Bool, goals: Sequence[int], known: Int) -> Int:
        """Return the first by the tie rule of the packages as good as a known one."""
        total = self.rows.sum(axis=0)
        reaching = _with_floors(system, self.rows, goals)
        found = break_tie(
            reaching,
            clause_on=np.concatenate([on, np.ones(len(self.rows), np.bool_)]),
            rows=total[None],
            values=[int(total[known].sum())],
            changes=self.changes,
            incumbent=known,
            node_limit=NODE_LIMIT,
        )
        return known if found.columns is None else found.columns


def _with_floors(system: System, rows: Int, goals: Sequence[int]) -> System:
    """Add the conditions that the sum of each row reaches its goal, as clauses of the last gate."""
    first, n = len(system.tables), len(rows)
    added = np.array([(PRED, first + k) for k in range(n)], np.int64).ravel()
    return replace(
        system,
        tables=np.concatenate([system.tables, rows]),
        thresholds=np.concatenate([system.thresholds, np.array(goals, np.int64)]),
        code=np.concatenate([system.code, added]),
        clause_start=np.concatenate([system.clause_start, system.clause_start[-1] + 2 * np.arange(1, n + 1)]),
        clause_gate=np.concatenate([system.clause_gate, np.full(n, system.n_gates - 1)]),
    )
