"""The crux of one kind of deal: the smallest sets of differences that carry its verdict across."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from detente.ensemble.depths import Form
from detente.explain.crux_combinations import SCREENED, Combinations
from detente.explain.crux_fate import Fate
from detente.explain.crux_search import MinimalSets, Proof, minimal_sets

__all__ = ["NEAR", "Across", "CarryingSet", "KindCrux", "KindStatus", "Move", "Step", "kind_crux"]

Names = frozenset[str]
KindStatus = Literal["different verdicts", "same verdict, other shares", "same verdict"]
#: Shares of draws count as the same up to here.
NEAR = 0.1


@dataclass(frozen=True, kw_only=True)
class CarryingSet:
    """Differences that carry the verdict, none of which can be left out.

    Attributes
    ----------
    names : tuple of str
        Of the differences, sorted.
    fate : Fate
        What becomes of the kind of deal with these and no others carried over.
    """

    names: tuple[str, ...]
    fate: Fate

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {"names": list(self.names), **self.fate.to_dict()}


@dataclass(frozen=True, kw_only=True)
class Across:
    """The way from one of two dossiers to the verdict of the other.

    Attributes
    ----------
    start, end : str
        Names of the two.
    sets : tuple of CarryingSet
        Carried over to the first: by size, then by name. At least one.
    proof : str
        What is known of the first set: ``"smallest"``, ``"minimal"`` or ``"irreducible"``, as in
        :class:`~detente.explain.crux_search.MinimalSets`.
    complete_to : int
        All minimal sets of up to so many differences are listed.
    sought_in : int
        Draws in which larger sets were sought; those listed carry, and no part of them does, in all.
    """

    start: str
    end: str
    sets: tuple[CarryingSet, ...]
    proof: Proof
    complete_to: int
    sought_in: int

    @property
    def smallest(self) -> frozenset[str]:
        """Differences that stand in a set of the smallest size."""
        size = len(self.sets[0].names)
        return frozenset(name for one in self.sets if len(one.names) == size for name in one.names)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "start": self.start,
            "end": self.end,
            "sets": [one.to_dict() for one in self.sets],
            "proof": self.proof,
            "complete_to": self.complete_to,
            "sought_in": self.sought_in,
        }


@dataclass(frozen=True, kw_only=True)
class Step:
    """What becomes of the kind of deal once further differences are carried over.

    Attributes
    ----------
    added : tuple of str
        Differences added to those of the steps before; none for the first dossier as it is. Several
        where they change nothing one after the other, or where each would take long to judge.
    fate : Fate
    is_idle : bool
        Whether they change nothing.
    """

    added: tuple[str, ...]
    fate: Fate
    is_idle: bool = False

    def words(self, start: str) -> str:
        """Say what is added; ``start`` is the name of the first dossier."""
        n = len(self.added)
        if n < 2:
            return f"+ {self.added[0]}" if n else f"{start} as it is"
        return f"+ {n} others, which change nothing" if self.is_idle else f"+ the other {n}"

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {"added": list(self.added), "is_idle": self.is_idle, **self.fate.to_dict()}


@dataclass(frozen=True, kw_only=True)
class Move:
    """What one difference moves.

    Attributes
    ----------
    name : str
    alone : Fate
        With it alone carried over to the first dossier.
    without : Fate
        With all but it carried over.
    alone_moves, without_moves : float
        Largest change of a share against the first dossier, and against the second.
    """

    name: str
    alone: Fate
    without: Fate
    alone_moves: float
    without_moves: float

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "name": self.name,
            "alone": self.alone.to_dict(),
            "without": self.without.to_dict(),
            "alone_moves": self.alone_moves,
            "without_moves": self.without_moves,
        }


@dataclass(frozen=True, kw_only=True)
class KindCrux:
    """The crux of one kind of deal.

    Attributes
    ----------
    key, name : str
    form : str
    status : str
        ``"different verdicts"``: word or gate of death differ, and sets carry the verdict. ``"same
        verdict, other shares"``: they do not, but the share of some outcome differs by more than a
        tenth, and sets bring every share to within a tenth. ``"same verdict"``: neither.
    before, after : Fate
    relevant : tuple of str
        Differences on which it can depend; all others are proved to make none.
    there, back : Across or None
        From the first dossier to the second, and the other way. None where it was not asked.
    steps : tuple of Step
        From the first dossier to the second: those of the first set, then the others.
    moves : tuple of Move
        What each relevant difference moves by itself, most first; where shares are told.
    judged : int
        Mixtures of the two that were judged.
    """

    key: str
    name: str
    form: Form
    status: KindStatus
    before: Fate
    after: Fate
    relevant: tuple[str, ...]
    there: Across | None = None
    back: Across | None = None
    steps: tuple[Step, ...] = ()
    moves: tuple[Move, ...] = ()
    judged: int = 2

    @property
    def distance(self) -> float:
        """Largest difference between the shares of an outcome."""
        return self.before.distance(self.after)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "key": self.key,
            "name": self.name,
            "form": self.form,
            "status": self.status,
            "before": self.before.to_dict(),
            "after": self.after.to_dict(),
            "relevant": list(self.relevant),
            "there": None if self.there is None else self.there.to_dict(),
            "back": None if self.back is None else self.back.to_dict(),
            "steps": [step.to_dict() for step in self.steps],
            "moves": [move.to_dict() for move in self.moves],
            "judged": self.judged,
        }


def kind_crux(combinations: Combinations, names: tuple[str, str], *, shares: bool) -> KindCrux:
    """Find the crux of one question.

    Parameters
    ----------
    combinations : Combinations
    names : (str, str)
        What to call the two dossiers.
    shares : bool
        Whether to look for what moves the shares where the verdicts are the same.

    Returns
    -------
    KindCrux
    """
    c, every = combinations, combinations.every
    before, after = c.fate(()), c.fate(every)
    status: KindStatus = "different verdicts"
    if before.agrees_with(after):
        status = "same verdict, other shares" if before.distance(after) > NEAR else "same verdict"
    there = back = None
    steps: tuple[Step, ...] = ()
    if status == "different verdicts" or (shares and status != "same verdict"):
        there = _across(c, names, frozenset(), status)
        back = _across(c, names[::-1], every, status)
        steps = tuple(_steps(c, frozenset(there.sets[0].names)))
    question = c.question
    return KindCrux(
        key=question.key,
        name=question.name,
        form=question.form,
        status=status,
        before=before,
        after=after,
        relevant=tuple(sorted(every)),
        there=there,
        back=back,
        steps=steps,
        moves=tuple(_moves(c)) if there and status != "different verdicts" else (),
        judged=c.n_judged,
    )


def _across(c: Combinations, names: tuple[str, str], start: Names, status: KindStatus) -> Across:
    """Find what carries the verdict from the mixture at one end to that at the other."""
    goal = c.fate(c.every - start)

    def mixture(some: Names) -> Names:
        # Nothing or everything carried over: adding to the one, taking from the other.
        return start ^ some

    def carries(some: Names) -> bool:
        if status == "different verdicts":
            return c.ends_at(mixture(some), goal.gate_of_death, like=start)
        return c.fate(mixture(some)).distance(goal) <= NEAR

    def may_carry(some: Names) -> bool:
        return c.may_end_at(mixture(some), goal.gate_of_death)

    screen = may_carry if status == "different verdicts" and c.is_screened else None
    found: MinimalSets = minimal_sets(c.every, carries, budget=c.budget, screen=screen)
    sets = (CarryingSet(names=tuple(sorted(some)), fate=c.fate(mixture(some))) for some in found.sets)
    return Across(
        start=names[0],
        end=names[1],
        sets=tuple(sets),
        proof=found.proof,
        complete_to=found.complete_to,
        sought_in=SCREENED if screen else c.draws,
    )


def _steps(c: Combinations, first: Names) -> Iterator[Step]:
    """Carry over the differences of a set and then all others, those that change nothing at once."""
    fate = c.fate(())
    yield Step(added=(), fate=fate)
    have: Names = frozenset()
    idle: tuple[str, ...] = ()
    for added in _order(c, first):
        have |= set(added)
        new = c.fate(have)
        if new == fate:
            idle += added
            continue
        if idle:
            yield Step(added=idle, fate=fate, is_idle=True)
            idle = ()
        fate = new
        yield Step(added=added, fate=fate)
    if idle:
        yield Step(added=idle, fate=fate, is_idle=True)


def _order(c: Combinations, first: Names) -> Iterator[tuple[str, ...]]:
    """Yield the differences of a set, whichever brings it nearest first, then the others by name.

    Where judging takes long, the others come together.
    """
    goal = c.fate(c.every)
    have: Names = frozenset()
    left = sorted(first)
    while left:
        name = min(left, key=lambda name: (c.fate(have | {name}).distance(goal), name))
        left.remove(name)
        have |= {name}
        yield (name,)
    rest = sorted(c.every - first)
    if c.is_quick:
        yield from ((name,) for name in rest)
    elif rest:
        yield tuple(rest)


def _moves(c: Combinations) -> list[Move]:
    """Tell what each difference moves by itself, first and last."""
    before, after = c.fate(()), c.fate(c.every)
    found = []
    for name in sorted(c.every):
        alone, without = c.fate([name]), c.fate(c.every - {name})
        found.append(
            Move(
                name=name,
                alone=alone,
                without=without,
                alone_moves=alone.distance(before),
                without_moves=without.distance(after),
            )
        )
    return sorted(found, key=lambda move: (-max(move.alone_moves, move.without_moves), move.name))
