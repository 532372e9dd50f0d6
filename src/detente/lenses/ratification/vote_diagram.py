"""A ratification rule unfolded vote by vote, so that chances can be pushed through it.

Votes are cast one after another. All that matters about those cast so far is how much each part of
the rule still lacks and how much can still come; courses of the vote that leave the same behind are
one *situation*. So a quota is the usual sum over reachable totals, several rules over the same
members are a sum over vectors of totals, and a member that occurs in many places casts its vote in
all of them at once. The situations of all votes together are a decision diagram, which does not
depend on chances and is made once for many draws (compare Bryant 1986, *IEEE Transactions on
Computers* C-35(8)).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import AllOf, AtLeast, Consent, Need, Not, Quota
from detente.errors import TooLargeError

__all__ = ["Vote", "VoteDiagram", "vote_diagram"]

#: Situations that are told apart at most, over all votes.
MOST_SITUATIONS = 300_000
#: Votes that are cast at most.
MOST_VOTES = 5_000
#: Numbers held at once while chances of many draws are pushed through.
MOST_NUMBERS = 2_000_000

#: What is left of each part: what it lacks and what can still come, or nothing once it is decided.
State = tuple[int | None, ...]


class Vote(NamedTuple):
    """One vote that is cast by itself.

    ``of`` is 0 for a party that votes as one; else the number of its free votes, of which this is
    vote number ``number``.
    """

    party: str
    of: int = 0
    number: int = 0


@dataclass(frozen=True, kw_only=True, eq=False)
class VoteDiagram:
    """A rule unfolded.

    Attributes
    ----------
    votes : tuple of Vote
        In the order in which they are cast.
    layers : tuple of int32 arrays, shape (n_situations, 2)
        For each vote, and each open situation before it: the situation that a vote against and a
        vote for lead to. Situation 0 is failed for good, 1 is met for good, the open ones follow.
    start : int
        Situation before the first vote.
    """

    votes: tuple[Vote, ...]
    layers: tuple[NDArray[np.int32], ...]
    start: int

    @property
    def n_situations(self) -> int:
        """Number of open situations, over all votes."""
        return sum(len(layer) for layer in self.layers)

    def __repr__(self) -> str:
        return f"VoteDiagram({len(self.votes)} votes, {self.n_situations} situations)"

    def chance(self, chances: Mapping[str, NDArray[Any]], n_draws: int) -> NDArray[Any]:
        """Return the chance that the rule is met, votes being independent of one another.

        Parameters
        ----------
        chances : mapping of party to array, shape (n_draws,)
            Chance that each of its votes is for it; floats, or Fractions in an object array.
        n_draws : int

        Returns
        -------
        array, shape (n_draws,)
            Of the same kind of number; a chance of 0 or 1 is exactly that.
        """
        widest = max([1, *(len(layer) for layer in self.layers)])
        step = max(1, MOST_NUMBERS // widest)
        parts = [self._chance(chances, slice(n, n + step), n_draws) for n in range(0, n_draws, step)]
        return np.concatenate(parts) if parts else np.zeros(0)

    def _chance(self, chances: Mapping[str, NDArray[Any]], draws: slice, n_draws: int) -> NDArray[Any]:
        # Backward: the chance of being met from every situation, given that from the next ones.
        n = len(range(n_draws)[draws])
        ends = np.array([[0] * n, [1] * n])
        value: NDArray[Any] = ends
        for vote, layer in zip(reversed(self.votes), reversed(self.layers), strict=True):
            p = chances[vote.party][draws]
            value = np.concatenate([ends, (1 - p) * value[layer[:, 0]] + p * value[layer[:, 1]]])
        result: NDArray[Any] = value[self.start]
        return result


@dataclass(kw_only=True)
class _Parts:
    """The parts of a rule in a flat list, each before its own parts, all as quotas of weights.

    ``parent[i]`` is the part in which part i counts one (-1 for none), and whether it counts there
    when it is failed; ``end[i]`` is one behind the last part inside part i; ``places`` are the
    parts in which each vote counts, with its weight and whether a vote against counts.
    """

    quota: list[int] = field(default_factory=list)
    total: list[int] = field(default_factory=list)
    parent: list[tuple[int, bool]] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    places: dict[Vote, list[tuple[int, int, bool]]] = field(default_factory=dict)

    def add(self, need: Need, parent: int, opposite: bool = False) -> None:
        """Add a need that counts one in a part."""
        match need:
            case Consent(party=party):
                self._place(Vote(party), parent, 1, opposite)
            case AllOf(parts=parts):
                self._add_parts(len(parts), parts, parent, opposite)
            case AtLeast(k=k, parts=parts):
                self._add_parts(k, parts, parent, opposite)
            case Quota():
                self._add_quota(need, parent, opposite)
            case Not(part=part):
                self.add(part, parent, not opposite)

    def _open(self, quota: int, parent: int, opposite: bool) -> int:
        if parent >= 0:
            self.total[parent] += 1
        self.quota.append(quota)
        self.total.append(0)
        self.parent.append((parent, opposite))
        self.end.append(0)
        return len(self.quota) - 1

    def _add_parts(self, k: int, parts: Sequence[Need], parent: int, opposite: bool) -> None:
        i = self._open(k, parent, opposite)
        for part in parts:
            self.add(part, i)
        self.end[i] = len(self.quota)

    def _add_quota(self, need: Quota, parent: int, opposite: bool) -> None:
        i = self._open(need.quota, parent, opposite)
        for party, weight in need.weights.items():
            if not need.free_votes:
                self._place(Vote(party), i, weight, False)
            elif len(self.places) + weight > MOST_VOTES:
                raise _too_large()
            else:
                for number in range(weight):
                    self._place(Vote(party, weight, number), i, 1, False)
        self.end[i] = len(self.quota)

    def _place(self, vote: Vote, part: int, weight: int, opposite: bool) -> None:
        if weight:
            self.total[part] += weight
            self.places.setdefault(vote, []).append((part, weight, opposite))


def vote_diagram(needs: Sequence[Need]) -> VoteDiagram:
    """Unfold one or more needs, all of which must be met.

    Parameters
    ----------
    needs : sequence of Need
        Any, with ``Not`` or without; members may occur in many places. None at all is met.

    Raises
    ------
    TooLargeError
        If more than 300,000 situations would have to be told apart, or more than 5,000 votes cast.
    """
    parts = _Parts()
    parts.add(AllOf(parts=tuple(needs)), -1)
    unfolding = _Unfolding(parts)
    first = unfolding.first()
    states: list[State] = [] if isinstance(first, bool) else [first]
    layers: list[NDArray[np.int32]] = []
    room = MOST_SITUATIONS
    for places in parts.places.values():
        room -= len(states)
        layer, states = unfolding.layer(states, places, room)
        layers.append(layer)
    return VoteDiagram(
        votes=tuple(parts.places),
        layers=tuple(layers),
        start=int(first) if isinstance(first, bool) else 2,
    )


class _Unfolding:
    """Casts votes in situations; a situation is decided, or the state of the parts still open."""

    def __init__(self, parts: _Parts) -> None:
        self.parts = parts

    def first(self) -> State | bool:
        """Return the situation before any vote; parts no vote can change are decided."""
        lacks: list[int | None] = []
        for quota, total in zip(self.parts.quota, self.parts.total, strict=True):
            lacks += [quota, total]
        for i in reversed(range(len(self.parts.quota))):
            result = self._decide_if_clear(lacks, i)
            if result is not None:
                return result
        return tuple(lacks)

    def layer(
        self, states: list[State], places: Sequence[tuple[int, int, bool]], room: int
    ) -> tuple[NDArray[np.int32], list[State]]:
        """Cast one vote both ways in every situation; return where that leads, and the new ones."""
        number: dict[State, int] = {}
        targets = np.zeros((len(states), 2), np.int32)
        for s, state in enumerate(states):
            for vote in (False, True):
                after = self._cast(state, places, vote)
                if isinstance(after, bool):
                    targets[s, int(vote)] = int(after)
                else:
                    targets[s, int(vote)] = number.setdefault(after, len(number) + 2)
            if len(number) > room:
                raise _too_large()
        return targets, list(number)

    def _cast(self, state: State, places: Sequence[tuple[int, int, bool]], vote: bool) -> State | bool:
        lacks = list(state)
        for part, weight, opposite in places:
            if lacks[2 * part] is not None:
                result = self._count(lacks, part, weight, vote is not opposite)
                if result is not None:
                    return result
        return tuple(lacks)

    def _count(self, lacks: list[int | None], part: int, weight: int, counts: bool) -> bool | None:
        """Count a weight for or against an open part; return what that decides of the whole rule."""
        lack, coming = lacks[2 * part], lacks[2 * part + 1]
        assert lack is not None
        assert coming is not None
        lacks[2 * part] = lack - weight if counts else lack
        lacks[2 * part + 1] = coming - weight
        return self._decide_if_clear(lacks, part)

    def _decide_if_clear(self, lacks: list[int | None], part: int) -> bool | None:
        lack, coming = lacks[2 * part], lacks[2 * part + 1]
        if lack is None or coming is None or 0 < lack <= coming:
            return None
        is_met = lack <= 0
        # Nothing inside a decided part matters any more.
        width = 2 * (self.parts.end[part] - part)
        lacks[2 * part : 2 * part + width] = [None] * width
        parent, opposite = self.parts.parent[part]
        if parent < 0:
            return is_met
        return self._count(lacks, parent, 1, is_met is not opposite)


def _too_large() -> TooLargeError:
    return TooLargeError(
        f"the votes can run in too many ways to keep apart (at most {MOST_SITUATIONS:,} situations and "
        f"{MOST_VOTES:,} votes); divide weights and quota by a common number, join members that vote "
        "alike, or let parties vote as one (without free_votes)"
    )
