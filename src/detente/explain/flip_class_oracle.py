"""Does the verdict on a kind of deal turn somewhere in a box of judgements? Certainly, perhaps, or never.

Whether a deal of the kind exists is asked of the exact kernel. Packages met before are tried first:
judging one anew takes microseconds, and neighbouring questions mostly have the same answer.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Dossier
from detente.dossier.trimming import issues_of_deal, trimmed
from detente.ensemble.depths import AS_DESCRIBED, Form
from detente.errors import DetenteError, UnknownNameError
from detente.explain.flip_class_bounds import Bounds, Box, Relaxed
from detente.kernel.exhausting import package_depths
from detente.kernel.searching import FOUND, NONE, find_package
from detente.kernel.system import System
from detente.model.blueprint import Blueprint
from detente.model.predicate import GATES

__all__ = ["MAYBE", "NEVER", "TURNS", "Answer", "Ask", "ClassOracle"]

#: No value of the box turns the verdict; some may; the values asked about do.
NEVER, MAYBE, TURNS = "never", "maybe", "turns"
#: Nodes of branch and bound before a question is given up; about given values it must be settled.
NODE_LIMIT, POINT_NODE_LIMIT = 2_000, 20_000
#: Columns of nodes visited, and tables filled, that cost as much as a usual question.
NODE_COLUMNS, FILLINGS = 2_000, 10
#: What it costs to fill any tables at all.
FILLING = 2.5
#: A threshold that no package reaches.
OUT_OF_REACH = 1 << 61
#: Packages kept for the next question.
POOL = 64

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class Ask:
    """Boxes of judgements, asked about all packages of the kind or about one.

    Attributes
    ----------
    boxes : tuple of mapping of path to (lowest, highest)
        Judgements not named are at their medians. Several boxes may differ only in judgements about
        one option or link, and are asked about at once: does the verdict turn in any of them?
    package : int64 array, shape (n_groups,), or None
    """

    boxes: tuple[Box, ...]
    package: Int | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Answer:
    """Whether the verdict turns in a box.

    Attributes
    ----------
    word : str
        ``NEVER``, ``MAYBE``, or ``TURNS`` (only where there is one box, a single point).
    package : int64 array, shape (n_groups,), or None
        A package that passes in the relaxed model, where one was found.
    box : int
        In which of the boxes it does.
    margins : int64 array, shape (n_rows,), or None
        By how much each predicate holds, or fails where it is denied, for the one package that was
        asked about: at least 0 where it does.
    """

    word: str
    package: Int | None = None
    box: int = 0
    margins: Int | None = None


class ClassOracle:
    """A kind of deal, and what happens to the verdict on it when judgements move.

    Parameters
    ----------
    dossier : Dossier
    key : str
        Of the kind of deal.
    form : str
        ``"exactly as described"`` or ``"with sweeteners"``.
    to_deal : bool
        Whether the question is what opens a deal, or what closes the last one.

    Attributes
    ----------
    effort : float
        What answering has cost so far, in questions to the kernel of usual size (about 2 ms each).

    Raises
    ------
    UnknownNameError
        For a kind of deal that does not exist.
    DetenteError
        For a kind that names nothing to move, asked about exactly as described.
    """

    def __init__(self, dossier: Dossier, key: str, form: Form, *, to_deal: bool) -> None:
        if key not in dossier.deals:
            raise UnknownNameError("kind of deal", key, dossier.deals)
        asked = replace(dossier, deals={key: dossier.deals[key]})
        wanted = issues_of_deal(dossier.deals[key])
        if form == AS_DESCRIBED and wanted:
            asked = trimmed(asked, wanted)
        self.blueprint = Blueprint(asked)
        mask = self.blueprint.classes[0]
        columns = mask.exact if form == AS_DESCRIBED else mask.sweetened
        if columns is None:
            raise DetenteError(f"the kind of deal {key} names nothing to move; ask with sweeteners")
        self.dossier = dossier
        self.columns: Bool = columns
        self.clause_on: Bool = np.ones(len(self.blueprint.clauses), np.bool_)
        self.bounds = Bounds(self.blueprint)
        self.to_deal = to_deal
        self.effort = 0.0
        self._pool: list[Int] = []

    @property
    def has_deal(self) -> bool | None:
        """Whether some package of the kind passes with every judgement at its median; None if open."""
        word = self.answer([Ask(boxes=({},))])[0].word
        if word == MAYBE:
            return None
        return (word == TURNS) == self.to_deal

    def answer(self, asks: Sequence[Ask]) -> list[Answer]:
        """Tell for each question whether the verdict turns somewhere in its boxes.

        For "to a deal" the easiest model of the box is asked: if nothing passes there, nothing
        passes anywhere in it. Only packages count that hold every option whose worth the box moves;
        for others some of the box is idle, and fewer judgements would do.
        For "to no deal" the hardest is: what passes there passes everywhere.
        Asked about one package, the answer is the same as if no other existed.
        """
        answers: list[Answer] = []
        boxes = [box for ask in asks for box in ask.boxes]
        for ask, systems in self._grouped(asks, boxes):
            answers.append(self._answer(ask, systems))
        return answers

    def _grouped(self, asks: Sequence[Ask], boxes: Sequence[Box]) -> Iterator[tuple[Ask, list[System]]]:
        """Yield each question with the systems of its boxes."""
        waiting = iter(asks)
        ask = next(waiting, None)
        held: list[System] = []
        for part, relaxed in self.relaxed(boxes):
            for k in range(part.stop - part.start):
                assert ask is not None
                held.append(self.bounds.system(relaxed, k).restricted(self._columns(ask)))
                if len(held) == len(ask.boxes):
                    yield ask, held
                    ask, held = next(waiting, None), []

    def relaxed(self, boxes: Sequence[Box]) -> Iterator[tuple[slice, Relaxed]]:
        """Relax the model over boxes, as :meth:`Bounds.over`, in the direction that is asked about."""
        for part, relaxed in self.bounds.over(boxes, easy=self.to_deal):
            self.effort += FILLING + (part.stop - part.start) / FILLINGS
            yield part, relaxed

    def _columns(self, ask: Ask) -> Bool:
        """Return the columns that a package may be made of."""
        columns = self.columns
        if self.to_deal:
            for path in ask.boxes[0]:
                needed = self.bounds.needed(path)
                columns = columns if needed is None else columns & needed
        return columns

    def _answer(self, ask: Ask, systems: list[System]) -> Answer:
        margins, box = None, 0
        is_point = len(systems) == 1 and all(low == high for low, high in ask.boxes[0].values())
        if len(systems) > 1:
            status, package, box = self._find_in_any(systems)
        elif ask.package is None:
            limit = POINT_NODE_LIMIT if is_point else NODE_LIMIT
            status, package = self.find(systems[0], limit)
        else:
            system = systems[0]
            margins = system.tables[:, ask.package].sum(axis=1) - system.thresholds
            n = len(self.blueprint.predicates)
            margins[n:] = -1 - margins[n:]
            passes = package_depths(system, ask.package[None, :], clause_on=self.clause_on)[0] == len(GATES)
            status, package = (FOUND, ask.package) if passes else (NONE, None)
        turns, never = (FOUND, NONE) if self.to_deal else (NONE, FOUND)
        word = NEVER if status == never else TURNS if status == turns and is_point else MAYBE
        return Answer(word=word, package=package, box=box, margins=margins)

    def _find_in_any(self, systems: Sequence[System]) -> tuple[int, Int | None, int]:
        """Find a package that passes in one of several systems that differ in one group's columns."""
        assert self.to_deal, "what holds in all of several boxes is asked box by box"
        first = systems[0]
        tables = np.array([system.tables for system in systems])
        differs = (tables != first.tables).any(axis=(0, 1))
        if not differs.any():
            return (*self.find(first), 0)
        group = int(np.searchsorted(first.offsets, np.flatnonzero(differs)[0], side="right")) - 1
        start, end = first.offsets[group], first.offsets[group + 1]
        assert not differs[:start].any()
        assert not differs[end:].any()
        moved = np.flatnonzero(differs)
        copies = np.tile(moved, len(systems) - 1)
        place = np.repeat(np.arange(1, len(systems)), len(moved))
        origin = np.concatenate([np.arange(end), copies, np.arange(end, len(differs))])
        which = np.concatenate([np.zeros(end, np.int64), place, np.zeros(len(differs) - end, np.int64)])
        offsets = first.offsets.copy()
        offsets[group + 1 :] += len(copies)
        wide = replace(
            first,
            offsets=offsets,
            tables=np.ascontiguousarray(tables[which, :, origin].T),
            allowed=first.allowed[origin],
        )
        status, columns = self.search(wide)
        if columns is None:
            return status, None, 0
        return status, origin[columns], int(which[columns].max())

    def find(self, system: System, node_limit: int = NODE_LIMIT) -> tuple[int, Int | None]:
        """Find a package that passes all gates, trying those met before first."""
        known = self._known(system)
        if known is not None:
            return FOUND, known
        status, columns = self.search(system, node_limit)
        if columns is not None:
            self._pool = [columns, *self._pool[: POOL - 1]]
        return status, columns

    def search(self, system: System, node_limit: int = NODE_LIMIT) -> tuple[int, Int | None]:
        """Ask the kernel for a package that meets every clause of a system.

        In an easy model a predicate may hold and be denied at once. One that is both wanted and denied
        somewhere is therefore settled first, either way.
        """
        status = NONE
        for thresholds in self._settled(system):
            found, columns = self._ask(system, thresholds, node_limit)
            if columns is not None:
                return found, columns
            status = status if found == NONE else found
        return status, None

    def _settled(self, system: System) -> Iterator[Int]:
        """Yield thresholds under which no predicate is both wanted and denied."""
        n = len(self.blueprint.predicates)
        both = self.bounds.contested if self.to_deal else ()
        rows = [p for p in both if not _same_row(system, p, n + p)]
        for truths in itertools.product((True, False), repeat=len(rows)):
            thresholds = system.thresholds.copy()
            for p, holds in zip(rows, truths, strict=True):
                if holds:
                    thresholds[n + p] = -OUT_OF_REACH
                else:
                    thresholds[p] = OUT_OF_REACH
            yield thresholds

    def _ask(self, system: System, thresholds: Int, node_limit: int) -> tuple[int, Int | None]:
        every = np.ones(len(system.clause_gate), np.bool_)
        result = find_package(system, clause_on=every, thresholds=thresholds, node_limit=node_limit)
        self.effort += 0.2 + result.nodes * len(system.allowed) / NODE_COLUMNS
        return result.status, result.columns

    def leaner(self, boxes: Sequence[Box], packages: Sequence[Int | None]) -> list[Int | None]:
        """Take changes back from packages that pass in the hardest model of their boxes, while they do.

        Returns
        -------
        list of int64 array or None
            Packages that pass there and from which no single change can be taken back.
        """
        lean: list[Int | None] = []
        for part, relaxed in self.relaxed(boxes):
            for k, package in enumerate(packages[part]):
                system = self.bounds.system(relaxed, k).restricted(self.columns)
                lean.append(None if package is None else self._leaner(system, package))
        return lean

    def _leaner(self, system: System, package: Int) -> Int:
        package = package.copy()
        for group, start in enumerate(system.offsets[:-1]):
            trial = package.copy()
            trial[group] = start
            if package_depths(system, trial[None, :], clause_on=self.clause_on)[0] == len(GATES):
                package = trial
        return package

    def _known(self, system: System) -> Int | None:
        if not self._pool:
            return None
        depths = package_depths(system, np.array(self._pool), clause_on=self.clause_on)
        passing = np.flatnonzero(depths == len(GATES))
        if not len(passing):
            return None
        first = int(passing[0])
        found = self._pool.pop(first)
        self._pool.insert(0, found)
        return found


def _same_row(system: System, p: int, q: int) -> bool:
    """Tell whether two predicates say the same."""
    same_goal = system.thresholds[p] == system.thresholds[q]
    return bool(same_goal and (system.tables[p] == system.tables[q]).all())
