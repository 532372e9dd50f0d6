"""One package under the hardest model of a box, judged in a model cut down to its own issues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Dossier
from detente.dossier.trimming import trimmed
from detente.explain.flip_class_bounds import Bounds, Box
from detente.kernel.exhausting import package_depths
from detente.model.blueprint import Blueprint
from detente.model.predicate import GATES

__all__ = ["Harm", "SmallModel"]

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class Harm:
    """What boxes do to a package.

    Attributes
    ----------
    hurts : bool array, shape (n_boxes,)
        Whether some condition is met by less than in the first box, or not at all.
    kills : bool array, shape (n_boxes,)
        Whether the package no longer passes in the hardest model of the box.
    """

    hurts: Bool
    kills: Bool


class SmallModel:
    """A package that passes, and the judgements that bear on it.

    Parameters
    ----------
    dossier : Dossier
    package : mapping of issue to option
        What the package changes.

    Attributes
    ----------
    paths : frozenset of str
        Judgements that may bear on it; all others do not.
    """

    def __init__(self, dossier: Dossier, package: dict[str, str]) -> None:
        blueprint = Blueprint(trimmed(replace(dossier, deals={}), package))
        self._bounds = Bounds(blueprint)
        #: Columns of the model: what judging a box costs.
        self.size = blueprint.space.n_columns
        self._columns = blueprint.space.columns(package)
        held = np.zeros(blueprint.space.n_columns, np.bool_)
        held[self._columns] = True
        self._common = np.ones(len(blueprint.clauses), np.bool_)
        self.paths = frozenset(
            path
            for path, role in self._bounds.roles.items()
            if role.kind in ("lump", "everywhere")
            or (role.kind != "idle" and (self._bounds.touched(path) & held).any())
        )

    def harm(self, boxes: Sequence[Box]) -> Harm:
        """Say what boxes do to the package; the first is what the others are compared with."""
        n = len(self._bounds.blueprint.predicates)
        hurts: list[bool] = []
        kills: list[bool] = []
        base: Int | None = None
        for _, relaxed in self._bounds.over(boxes, easy=False):
            for k in range(len(relaxed.tables)):
                system = self._bounds.system(relaxed, k)
                margins = system.tables[:, self._columns].sum(axis=1) - system.thresholds
                margins[n:] *= -1
                base = margins if base is None else base
                able = bool(system.allowed[self._columns].all())
                depth = package_depths(system, self._columns[None, :], clause_on=self._common)[0]
                hurts.append(not able or bool((margins < base).any()))
                kills.append(depth < len(GATES))
        return Harm(hurts=np.array(hurts), kills=np.array(kills))
