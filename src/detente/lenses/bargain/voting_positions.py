r"""Who votes for what on several issues, what comes out, and which two actors could gain by an exchange.

On issue p the outcome is the mean of the voting positions, weighted by capability times salience,

.. math:: O_p = \frac{\sum_k c_{kp} s_{kp} x_{kp}}{\sum_k c_{kp} s_{kp}},

and an actor's utility is minus the salience-weighted distance of all outcomes from what it really
wants. An actor may vote for something else than that, in exchange for the like of another.

The exchange with equal gains is that of Stokman and van Oosten, in Bueno de Mesquita and Stokman,
European Community Decision Making, 1994, pp. 105-127.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from detente.errors import DetenteError
from detente.lenses.bargain.exact_number import Number, exact_number, in_words

__all__ = ["ActorPosition", "Offer", "VotingPositions"]


@dataclass(frozen=True, kw_only=True)
class ActorPosition:
    """What one actor wants on one issue, and what it can and will do for it.

    Attributes
    ----------
    position : number
        On the issue's own axis; any unit and range.
    capability : number
        0 or more; only proportions among the actors on the issue count.
    salience : number
        0 or more; utility lost for each unit of distance. Comparable over the issues of an actor.
    """

    position: Number
    capability: Number
    salience: Number


@dataclass(frozen=True, kw_only=True)
class Offer:
    """An exchange that two actors could make: one moves on one issue, the other on another.

    Attributes
    ----------
    first, second : (str, str)
        Actor and the issue on which it moves towards the other; the smaller pair first.
    shifts : (Fraction, Fraction)
        By how much each moves the outcome of its issue, with sign.
    gain : Fraction
        What each gains, above 0.
    """

    first: tuple[str, str]
    second: tuple[str, str]
    shifts: tuple[Fraction, Fraction]
    gain: Fraction


class VotingPositions:
    """Voting positions that change as exchanges are made; all numbers are exact fractions.

    Parameters
    ----------
    issues : mapping of issue to mapping of actor to ActorPosition
        An actor that is not named on an issue takes no part in it.

    Raises
    ------
    DetenteError
        Without an issue, for an issue on which nobody has both capability and salience, and for
        what is no number or a capability or salience below 0.

    Attributes
    ----------
    ideal, voting, salience : mapping of issue to mapping of actor to Fraction
    pull : mapping of issue to mapping of actor to Fraction
        Movement of the outcome for each unit that the actor moves; adds up to 1 over an issue.
    outcome : mapping of issue to Fraction
    """

    def __init__(self, issues: Mapping[str, Mapping[str, ActorPosition]]) -> None:
        if not issues:
            raise DetenteError("there is no issue on which anybody has a position")
        self.ideal: dict[str, dict[str, Fraction]] = {}
        self.salience: dict[str, dict[str, Fraction]] = {}
        self.pull: dict[str, dict[str, Fraction]] = {}
        for issue, by in issues.items():
            self._enter(issue, by)
        self.voting = {issue: dict(by) for issue, by in self.ideal.items()}
        self.outcome = {
            issue: sum((self.pull[issue][a] * x for a, x in by.items()), Fraction(0))
            for issue, by in self.voting.items()
        }

    def _enter(self, issue: str, by: Mapping[str, ActorPosition]) -> None:
        self.ideal[issue] = {a: exact_number(v.position, f"{a}'s position on {issue}") for a, v in by.items()}
        self.salience[issue] = {a: _weight(v.salience, f"{a}'s salience on {issue}") for a, v in by.items()}
        capability = {a: _weight(v.capability, f"{a}'s capability on {issue}") for a, v in by.items()}
        weight = {a: capability[a] * self.salience[issue][a] for a in by}
        total = sum(weight.values(), Fraction(0))
        if not total:
            raise DetenteError(f"nobody has both capability and salience on {issue}, so it has no outcome")
        self.pull[issue] = {a: w / total for a, w in weight.items()}

    @property
    def actors(self) -> tuple[str, ...]:
        """All actors, in the order in which they are first named."""
        return tuple(dict.fromkeys(a for by in self.ideal.values() for a in by))

    def utility(self, actor: str) -> Fraction:
        """Return minus the salience-weighted distance of the outcomes from what the actor wants."""
        return -sum(
            (
                self.salience[issue][actor] * abs(self.outcome[issue] - by[actor])
                for issue, by in self.ideal.items()
                if actor in by
            ),
            Fraction(0),
        )

    def trades(self) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
        """Yield who could move on what for whom, as far as salience says, the same whatever happens.

        The actor to whom an issue matters less, relative to the other issue, moves on it. Both must
        be able to move the outcome.
        """
        for p, q in combinations(sorted(self.ideal), 2):
            s, t = self.salience[p], self.salience[q]
            for i, j in combinations(sorted(set(s) & set(t)), 2):
                difference = s[i] * t[j] - s[j] * t[i]
                on_p, on_q = (i, j) if difference < 0 else (j, i)
                if difference and self.pull[p][on_p] and self.pull[q][on_q]:
                    first, second = sorted([(on_p, p), (on_q, q)])
                    yield first, second

    def offer(self, first: tuple[str, str], second: tuple[str, str]) -> Offer | None:
        """Return the largest exchange with equal gains of two actors, or None where there is none.

        ``first`` moves on its issue and ``second`` on its own, with relative saliences as from
        :meth:`trades`. The two must stand on opposite sides of both outcomes. Nobody moves beyond
        the other, nor takes the outcome beyond what the other wants, where its gain would end.
        """
        (i, p), (j, q) = first, second
        most_p, most_q = self._most(i, j, p), self._most(j, i, q)
        if not most_p or not most_q:
            return None
        s, t = self.salience[p], self.salience[q]
        # Equal gains: |shift of p| (s_i + s_j) = |shift of q| (t_i + t_j).
        on_p, on_q = s[i] + s[j], t[i] + t[j]
        size = min(abs(most_p) * on_p, abs(most_q) * on_q)
        shifts = (_signed(size / on_p, most_p), _signed(size / on_q, most_q))
        gain = t[i] * abs(shifts[1]) - s[i] * abs(shifts[0])
        return Offer(first=first, second=second, shifts=shifts, gain=gain)

    def _most(self, mover: str, other: str, issue: str) -> Fraction:
        """Return the largest useful shift of an outcome, 0 where the two are on the same side."""
        at, wanted, out = self.voting[issue][mover], self.ideal[issue][other], self.outcome[issue]
        if (at - out) * (wanted - out) >= 0:
            return Fraction(0)
        return min(self.pull[issue][mover] * (wanted - at), wanted - out, key=abs)

    def accept(self, offer: Offer) -> None:
        """Move both actors of an offer, and the outcomes with them."""
        for (actor, issue), shift in zip((offer.first, offer.second), offer.shifts, strict=True):
            self.voting[issue][actor] += shift / self.pull[issue][actor]
            self.outcome[issue] += shift


def _weight(value: Number, what: str) -> Fraction:
    number = exact_number(value, what)
    if number < 0:
        raise DetenteError(f"{what} must be 0 or more, not {in_words(number)}")
    return number


def _signed(size: Fraction, like: Fraction) -> Fraction:
    return size if like > 0 else -size
