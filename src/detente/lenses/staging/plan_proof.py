r"""Proofs that no number of stages suffices.

Each rests on something that no plan can change, whatever its stages, and is checked in exact
fractions. With the words of :mod:`detente.lenses.staging.plan_conditions`:

* *circle*: items wait for one another in a circle.
* *surplus*: the whole is worth less to a party than no deal, :math:`s_a < 0`.
* *start*: even if all that a party gains came as early as preconditions allow, and all that it gives
  never, it would do better not to begin: :math:`\sum_j \delta^{p_j} \max(0, w_{aj}) < r_a`, with
  :math:`p_j` the stages that must pass before item j can begin.
* *leaving after the end*: once all is done, a party does better to leave with what is irreversible,
  :math:`s_a < I_a = \sum_{j\,\mathrm{irreversible}} w_{aj}`.
* *never noticed*: something costs a party, and it is never found out: q = 0. Then any step of it tempts,
  however small: :math:`(1 - \delta) c_{aj} x > 0`.
* *no future*: the same with :math:`\delta = 0`: nothing that is still to come counts.
* *cheating after the end*: once all is done, it does better to take back what it can,
  :math:`(1 - \delta) \sum_{j\,\mathrm{reversible}} c_{aj} > \delta q (s_a - I_a)`. However small
  the last steps were, this is where every plan ends.
* *item*: an item that cannot be divided tempts its performer even if everything else it values is
  still to come and nothing else is asked of it:
  :math:`(1 - \delta) c_{aj} > \delta q (w_{aj} + \sum_{i \ne j} \max(0, w_{ai}) - r_a)`.
* *last step*: whoever takes the last costly step that cannot be taken back is no longer held by what
  follows: for every party a with such items and every size of step x (1 where an item cannot be
  divided, arbitrarily small where it can), :math:`(1 - \delta) c_{aj} x > \delta q (w_{aj} x + G_a)`
  with :math:`G_a` all it can gain from other items, less :math:`r_a`.

A sequence without end that only ever approaches the whole is not a plan, and not ruled out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from detente.lenses.staging.preconditions import circle_of, ranks_of
from detente.lenses.staging.staged_deal import StagedDeal

__all__ = ["NoPlan", "Reason", "no_plan"]

Reason = Literal[
    "circle",
    "surplus",
    "start",
    "leaving after the end",
    "never noticed",
    "no future",
    "cheating after the end",
    "item",
    "last step",
]


@dataclass(frozen=True, kw_only=True)
class NoPlan:
    """Why no number of stages suffices.

    Attributes
    ----------
    reason : str
        Which of the proofs of this module.
    parties : tuple of str
        Whose condition fails: one party, or all that could take the last step.
    items : tuple of (issue, option)
        What it fails on: the circle, what is taken back or kept, the item that tempts.
    gain, loss : Fraction
        What the party gains by stopping and what it loses by it at most, in points per period: the
        gain is larger. Discounting and the chance of not being noticed are counted in.
    """

    reason: Reason
    parties: tuple[str, ...]
    items: tuple[tuple[str, str], ...]
    gain: Fraction = Fraction(0)
    loss: Fraction = Fraction(0)

    @property
    def short_by(self) -> Fraction:
        """By how many points per period the condition fails."""
        return self.gain - self.loss

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "reason": self.reason,
            "parties": list(self.parties),
            "items": [{"issue": issue, "option": option} for issue, option in self.items],
            "gain": float(self.gain),
            "loss": float(self.loss),
            "short_by": float(self.short_by),
        }


def no_plan(deal: StagedDeal) -> NoPlan | None:
    """Look for a proof that a package cannot be carried out in any number of stages.

    Parameters
    ----------
    deal : StagedDeal
        Of one draw, in fractions: see :meth:`StagedDeal.exact`.

    Returns
    -------
    NoPlan or None
        The first that holds, in the order of this module; None where none of them does, which does
        not say that there is a plan.
    """
    circle = circle_of(deal.after)
    if circle:
        return NoPlan(reason="circle", parties=(), items=tuple(deal.items[j] for j in circle))
    sides = [_Side(deal, a) for a in range(len(deal.parties))]
    for proof in PROOFS:
        for side in sides:
            found = next(proof(side), None)
            if found is not None:
                return found
    return _last_step(sides)


class _Side:
    """One party's numbers in one draw."""

    def __init__(self, deal: StagedDeal, a: int) -> None:
        self.deal = deal
        self.party = deal.parties[a]
        self.worth: list[Fraction] = list(deal.worth[0, a])
        self.saved: list[Fraction] = list(deal.saved[0, a])
        self.links: list[Fraction] = list(deal.link_worth[0, a])
        self.threshold = Fraction(deal.threshold[0, a])
        self.delta = Fraction(deal.discount[0, a]) if deal.patient[a] else None
        self.is_watched = bool(deal.bound[a]) and any(self.saved)
        noticed = Fraction(deal.monitoring[0, a]) if self.is_watched else Fraction(0)
        #: What a later flow weighs against what cheating saves now.
        self.weight = noticed * self.delta if self.delta is not None else Fraction(0)

    @property
    def impatience(self) -> Fraction:
        """Weight of what is saved now."""
        assert self.delta is not None
        return 1 - self.delta

    def surplus(self) -> Fraction:
        """Flow once all is done."""
        standing = sum(
            (x for x, link in zip(self.links, self.deal.links, strict=True) if not link.not_begun),
            Fraction(0),
        )
        return sum(self.worth, Fraction(0)) + standing - self.threshold

    def kept(self) -> Fraction:
        """Flow that stays when the deal ends after all is done."""
        total = sum((w for j, w in enumerate(self.worth) if not self.deal.reversible[j]), Fraction(0))
        for x, link in zip(self.links, self.deal.links, strict=True):
            stays = all(not self.deal.reversible[j] for j in link.done)
            gone = any(not self.deal.reversible[j] for j in link.not_begun)
            total += x if stays and not gone else 0
        return total

    def gains(self, items: Iterator[int] | range, factor: Callable[[int], Fraction | int]) -> Fraction:
        """Sum of what a party gains from items, each times a factor."""
        return sum((factor(j) * max(Fraction(0), self.worth[j]) for j in items), Fraction(0))

    def link_gains(self) -> Fraction:
        """The most that links can make going on better than what ending the deal leaves."""
        total = Fraction(0)
        for x, link in zip(self.links, self.deal.links, strict=True):
            can_stay = all(not self.deal.reversible[j] for j in link.done)
            total += abs(x) if can_stay else max(Fraction(0), x)
        return total

    def found(self, reason: Reason, gain: Fraction, loss: Fraction, items: list[int]) -> NoPlan:
        """Return the proof about this party."""
        named = tuple(self.deal.items[j] for j in items)
        return NoPlan(reason=reason, parties=(self.party,), items=named, gain=gain, loss=loss)


def _surplus(side: _Side) -> Iterator[NoPlan]:
    if side.surplus() < 0:
        losing = [j for j, w in enumerate(side.worth) if w < 0]
        yield side.found("surplus", Fraction(0), side.surplus(), losing)


def _start(side: _Side) -> Iterator[NoPlan]:
    if side.delta is None:
        return
    delta, ranks = side.delta, ranks_of(side.deal.after)
    first = side.gains(range(len(ranks)), lambda j: delta ** ranks[j])
    for x, link in zip(side.links, side.deal.links, strict=True):
        first += delta ** max(ranks[j] for j in link.done) * max(Fraction(0), x)
    if first < side.threshold:
        waiting = [j for j, rank in enumerate(ranks) if rank and side.worth[j] > 0]
        yield side.found("start", Fraction(0), first - side.threshold, waiting)


def _leaving(side: _Side) -> Iterator[NoPlan]:
    if side.surplus() < side.kept():
        staying = [j for j, w in enumerate(side.worth) if w > 0 and not side.deal.reversible[j]]
        yield side.found("leaving after the end", side.kept(), side.surplus(), staying)


def _unheld(side: _Side) -> Iterator[NoPlan]:
    """Nothing that could be lost weighs anything, so that any step that costs tempts."""
    if not side.is_watched or side.weight or not side.impatience:
        return
    costly = [j for j, c in enumerate(side.saved) if c > 0]
    gain = side.impatience * sum((side.saved[j] for j in costly), Fraction(0))
    yield side.found("never noticed" if side.delta else "no future", gain, Fraction(0), costly)


def _cheating(side: _Side) -> Iterator[NoPlan]:
    if not side.is_watched:
        return
    back = [j for j, c in enumerate(side.saved) if c > 0 and side.deal.reversible[j]]
    gain = side.impatience * sum((side.saved[j] for j in back), Fraction(0))
    loss = side.weight * (side.surplus() - side.kept())
    if gain > loss:
        yield side.found("cheating after the end", gain, loss, back)


def _item(side: _Side) -> Iterator[NoPlan]:
    if not side.is_watched:
        return
    n = len(side.worth)
    everything = side.gains(range(n), lambda _: 1) + side.link_gains() - side.threshold
    for j in range(n):
        if side.saved[j] > 0 and not side.deal.divisible[j]:
            gain = side.impatience * side.saved[j]
            loss = side.weight * (everything + min(Fraction(0), side.worth[j]))
            if gain > loss:
                yield side.found("item", gain, loss, [j])


def _last_step(sides: list[_Side]) -> NoPlan | None:
    """Look at everybody who could take the last costly step that stays done."""
    steps = [side for side in sides if _final(side)]
    if not steps or not all(_cannot_be_last(side, sides) for side in steps):
        return None
    first = steps[0]
    j = min(_final(first), key=lambda j: first.saved[j])
    return NoPlan(
        reason="last step",
        parties=tuple(side.party for side in steps),
        items=tuple(side.deal.items[j] for side in steps for j in _final(side)),
        gain=first.impatience * first.saved[j],
        loss=first.weight * (first.worth[j] + _later(first, sides)),
    )


def _final(side: _Side) -> list[int]:
    """Items that cost a watched party something and cannot be taken back."""
    if not side.is_watched:
        return []
    return [j for j, c in enumerate(side.saved) if c > 0 and not side.deal.reversible[j]]


def _later(side: _Side, sides: list[_Side]) -> Fraction:
    """The most that can still come after the last such step, as a flow above no deal."""
    stepped = {j for other in sides for j in _final(other)}
    rest = [j for j in range(len(side.worth)) if j not in stepped]
    return side.gains(iter(rest), lambda _: 1) + side.link_gains() - side.threshold


def _cannot_be_last(side: _Side, sides: list[_Side]) -> bool:
    later = side.weight * _later(side, sides)
    for j in _final(side):
        if side.worth[j] > 0:
            return False
        burden = side.impatience * side.saved[j] - side.weight * side.worth[j]
        # Of an item that can be divided the last step may be as small as one likes.
        if later > 0 if side.deal.divisible[j] else burden <= later:
            return False
        if burden == 0 and later == 0:
            return False
    return True


#: One after another; the simplest to see comes first.
PROOFS: tuple[Callable[[_Side], Iterator[NoPlan]], ...] = (
    _surplus,
    _start,
    _leaving,
    _unheld,
    _cheating,
    _item,
)
