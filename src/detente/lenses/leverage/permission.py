"""Permission apart from delivery: who may refuse an option, and whether it could bring it about.

A veto forbids; it delivers nothing (Tsebelis 2002, *Veto Players*). A party that must consent and
commands too little to bring the option about itself can block what it cannot deliver.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import AllOf, AtLeast, Consent, Need, Not, Quota
from detente.lenses.leverage.drawn import Drawn
from detente.lenses.leverage.options import Pair, option_of
from detente.lenses.leverage.voting_rule import rule_of_need, voters_of, wins
from detente.model.blueprint import Blueprint
from detente.model.delivery import can_be_done

__all__ = ["Permission", "PermissionQuestion"]

Bool = NDArray[np.bool_]
#: A party that could do it in fewer draws than this cannot be said to deliver.
USUALLY = 0.5


@dataclass(frozen=True, kw_only=True)
class Permission:
    """One party's say over one option.

    Attributes
    ----------
    issue, option, party : str
    by : tuple of str
        Why it has a say: ``"consent"`` where the option itself asks for it, ``"seat"`` for a place
        at the table, and the names of ratification rules.
    is_veto : bool
        Whether its refusal alone forbids the option.
    refuses : float
        Share of draws in which a deal on this option alone leaves it below 0.
    delivers : float
        Share of draws in which it could bring the option about without anybody else: it commands
        the control that is required, or where none is, nobody else has to act.
    """

    issue: str
    option: str
    party: str
    by: tuple[str, ...]
    is_veto: bool
    refuses: float
    delivers: float

    @property
    def blocks_only(self) -> bool:
        """Whether it can block what it could not deliver, in most draws, itself."""
        return self.is_veto and self.delivers < USUALLY

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "issue": self.issue,
            "option": self.option,
            "party": self.party,
            "by": list(self.by),
            "is_veto": self.is_veto,
            "refuses": self.refuses,
            "delivers": self.delivers,
            "blocks_only": self.blocks_only,
        }


class _Say(NamedTuple):
    """A party's say over an option, before any number."""

    pair: Pair
    party: str
    by: tuple[str, ...]
    is_veto: bool


@dataclass(frozen=True, kw_only=True)
class PermissionQuestion:
    """The question who may refuse which of some options.

    Principals, who sign or do not, are left out. ``measure`` looks at a block of draws and
    ``answer`` sums up the blocks.
    """

    blueprint: Blueprint
    options: tuple[Pair, ...]

    @cached_property
    def _vetoes(self) -> tuple[set[str], ...]:
        """Per ratification rule, who alone can stop what it covers."""
        return tuple(_veto_players(rule.needs) for rule in self.blueprint.dossier.ratification)

    @cached_property
    def _says(self) -> tuple[_Say, ...]:
        return tuple(say for pair in self.options for say in self._says_over(pair))

    def _says_over(self, pair: Pair) -> Iterator[_Say]:
        dossier = self.blueprint.dossier
        reasons: dict[str, list[str]] = {}
        vetoes: set[str] = set()
        for party in option_of(dossier, pair).consent:
            reasons.setdefault(party, []).append("consent")
            vetoes.add(party)
        for party in (p.key for p in dossier.parties.values() if p.at_table):
            reasons.setdefault(party, []).append("seat")
            vetoes.add(party)
        for rule, alone in zip(dossier.ratification, self._vetoes, strict=True):
            if rule.over is None or pair[1] in rule.over.get(pair[0], ()):
                for party in _named(rule.needs):
                    reasons.setdefault(party, []).append(rule.name)
                vetoes |= alone
        for party, by in reasons.items():
            if party not in dossier.principals:
                yield _Say(pair, party, tuple(dict.fromkeys(by)), party in vetoes)

    def measure(self, drawn: Drawn) -> Bool:
        """Tell who refuses, then who could deliver.

        Returns
        -------
        bool array, shape (2 * n_says, n_draws)
        """
        refuses = [drawn.surplus_units(say.party, *say.pair) < 0 for say in self._says]
        delivers = [_delivers(drawn, say.party, say.pair) for say in self._says]
        return np.array([*refuses, *delivers], np.bool_).reshape(-1, len(drawn))

    def answer(self, measured: Bool) -> tuple[Permission, ...]:
        """Sum up the draws: option by option, vetoes first, those who refuse most often first."""
        shares = measured.mean(axis=1)
        n = len(self._says)
        found = [
            Permission(
                issue=say.pair[0],
                option=say.pair[1],
                party=say.party,
                by=say.by,
                is_veto=say.is_veto,
                refuses=float(shares[k]),
                delivers=float(shares[n + k]),
            )
            for k, say in enumerate(self._says)
        ]
        place = {pair: k for k, pair in enumerate(self.options)}
        found.sort(key=lambda p: (place[p.issue, p.option], not p.is_veto, -p.refuses, p.party))
        return tuple(found)


def _delivers(drawn: Drawn, party: str, pair: Pair) -> Bool:
    issue, option = drawn.dossier.issues[pair[0]], option_of(drawn.dossier, pair)
    if option.requires is None:
        return np.full(len(drawn), set(option.performers) == {party})
    return can_be_done(issue, option, {party}, drawn.units)


def _veto_players(need: Need) -> set[str]:
    """Return those without whom a need is never met, as far as consent only ever helps."""
    if isinstance(need, AllOf):
        return {party for part in need.parts for party in _veto_players(part)}
    rule = rule_of_need(need)
    if rule is None:
        return set()
    voters = set(voters_of(rule))
    return {party for party in voters if not wins(rule, voters - {party})}


def _named(need: Need) -> tuple[str, ...]:
    """Return everyone a need names, each once, in order."""
    match need:
        case Consent(party=party):
            return (party,)
        case Quota(weights=weights):
            return tuple(weights)
        case Not(part=part):
            return _named(part)
        case AllOf(parts=parts) | AtLeast(parts=parts):
            return tuple(dict.fromkeys(party for part in parts for party in _named(part)))
