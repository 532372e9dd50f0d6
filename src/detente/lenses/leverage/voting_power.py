"""Who has how much of the power to decide in a body that votes, as exact fractions.

Every voter is for or against; nobody abstains. *Swings* of a voter are the winning coalitions that
lose when it leaves. Shapley and Shubik (1954, *APSR* 48) ask how often a voter is the one whose
arrival turns the motion, all orders of arrival alike; Penrose (1946, *JRSS* 109) and Banzhaf (1965,
*Rutgers Law Review* 19) in how many coalitions it swings; Coleman (1971, in Lieberman, *Social
Choice*) relates the swings to the coalitions that lose, the power to initiate, and to those that
win, the power to prevent.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from detente.lenses.json_form import json_text
from detente.lenses.leverage.voting_classes import WinningCounts, voter_classes
from detente.lenses.leverage.voting_counts import count_winning
from detente.lenses.leverage.voting_rule import VotingRule

__all__ = ["VotingPower", "voting_power"]

Status = Literal["decides", "always passes", "never passes"]


@dataclass(frozen=True, kw_only=True)
class VotingPower:
    """Power in a voting body. All fractions lie from 0 to 1 and are exact.

    Attributes
    ----------
    voters : tuple of str
        In the order in which the rule first names them.
    status : {"decides", "always passes", "never passes"}
        Unless the body decides, nobody has any power: every number below is 0 but ``power_to_act``
        and ``n_winning``, and nobody is a veto player or dictator.
    n_winning : int
        Winning coalitions, out of 2^n.
    power_to_act : Fraction
        Winning coalitions as a share of all (Coleman's power of the body to act).
    shapley_shubik : mapping of str to Fraction
        Share of the orders of arrival in which the voter turns the motion; they add up to 1.
    swings : mapping of str to int
        Winning coalitions that lose without the voter.
    banzhaf : mapping of str to Fraction
        Swings as a share of the 2^(n-1) coalitions of the others (the absolute measure).
    banzhaf_index : mapping of str to Fraction
        Swings as a share of everybody's; they add up to 1.
    initiate, prevent : mapping of str to Fraction
        Swings as a share of the losing and of the winning coalitions.
    veto_players : tuple of str
        In every winning coalition.
    dictators : tuple of str
        Whose vote alone decides; one at most.
    dummies : tuple of str
        Whose vote never matters.
    """

    voters: tuple[str, ...]
    status: Status
    n_winning: int
    power_to_act: Fraction
    shapley_shubik: Mapping[str, Fraction]
    swings: Mapping[str, int]
    banzhaf: Mapping[str, Fraction]
    banzhaf_index: Mapping[str, Fraction]
    initiate: Mapping[str, Fraction]
    prevent: Mapping[str, Fraction]
    veto_players: tuple[str, ...]
    dictators: tuple[str, ...]
    dummies: tuple[str, ...]

    def __repr__(self) -> str:
        return f"<VotingPower of {len(self.voters)} voters: {self.status}, {len(self.dummies)} dummies>"

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form; a fraction has its exact text and its value, coalitions are text."""
        kinds = ("shapley_shubik", "banzhaf", "banzhaf_index", "initiate", "prevent")
        return {
            "status": self.status,
            "n_winning": str(self.n_winning),
            "power_to_act": _number(self.power_to_act),
            "voters": {
                voter: {kind: _number(getattr(self, kind)[voter]) for kind in kinds} for voter in self.voters
            },
            "veto_players": list(self.veto_players),
            "dictators": list(self.dictators),
            "dummies": list(self.dummies),
        }

    def to_json(self) -> str:
        """Return ``to_dict()`` as text, ending in a newline."""
        return json_text(self.to_dict())


def _number(value: Fraction) -> dict[str, Any]:
    return {"exact": str(value), "value": float(value)}


def voting_power(rule: VotingRule) -> VotingPower:
    """Compute the power of every voter under a rule.

    Voters of equal weights in all clauses are computed once. Counts are exact integers.

    Parameters
    ----------
    rule : VotingRule

    Returns
    -------
    VotingPower

    Raises
    ------
    DetenteError
        When the rule names nobody.
    TooLargeError
        For more than 2,000 voters, or when coalitions can be counted in no bounded way (see
        :func:`~detente.lenses.leverage.voting_counts.count_winning`): more than about 29
        different voters whose weights have too many different sums.
    """
    classes = voter_classes(rule)
    counts = count_winning(classes)
    n, winning = len(classes.voters), sum(counts.by_size)
    # A winning coalition without the voter still wins with it, so that the winning ones with it are
    # as many more as it swings.
    swings = [2 * sum(held) - winning for held in counts.with_member]
    shapley = _shapley_shubik(n, counts)
    per_voter = dict(zip(classes.voters, classes.class_of, strict=True))
    swung = {voter: swings[k] for voter, k in per_voter.items()}
    decides = 0 < winning < 2**n
    return VotingPower(
        voters=classes.voters,
        status="decides" if decides else "always passes" if winning else "never passes",
        n_winning=winning,
        power_to_act=Fraction(winning, 2**n),
        shapley_shubik={voter: shapley[k] for voter, k in per_voter.items()},
        swings=swung,
        banzhaf=_shares(swung, 2 ** (n - 1)),
        banzhaf_index=_shares(swung, sum(swung.values())),
        initiate=_shares(swung, 2**n - winning),
        prevent=_shares(swung, winning),
        veto_players=tuple(v for v, s in swung.items() if decides and s == winning),
        dictators=tuple(v for v, s in swung.items() if s == 2 ** (n - 1)),
        dummies=tuple(v for v, s in swung.items() if s == 0),
    )


def _shares(swings: Mapping[str, int], whole: int) -> dict[str, Fraction]:
    """Return swings as shares; all 0 where there is nothing to share."""
    found = {s: Fraction(s, whole) if whole else Fraction(0) for s in set(swings.values())}
    return {voter: found[s] for voter, s in swings.items()}


def _shapley_shubik(n: int, counts: WinningCounts) -> list[Fraction]:
    """Return the index of a member of each class.

    A voter arriving at place s turns the motion when the s arrivals so far win and would not
    without it: (s-1)! (n-s)! orders for each coalition of s with the voter that wins, less those
    for each coalition of s-1 without it that already wins.
    """
    orders = [math.factorial(s) * math.factorial(n - 1 - s) for s in range(n)]
    found = []
    for held in counts.with_member:
        without = [won - of_it for won, of_it in zip(counts.by_size, held, strict=True)]
        turns = sum(orders[s] * (held[s + 1] - without[s]) for s in range(n))
        found.append(Fraction(turns, math.factorial(n)))
    return found
