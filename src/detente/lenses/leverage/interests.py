"""Interests and control of a dossier as an exchange of control needs them.

The interest of a party in an issue is the range of its points over the options that are no pressure,
as a share of the sum of its ranges: what the issue can give or cost it (Coleman 1990, *Foundations
of Social Theory*, ch. 25, takes interests as given). Control is each party's share of an issue, made
to sum to 1; where no share is written, those who perform its options share it equally. Links, which
belong to no single issue, are left aside.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Dossier, Issue
from detente.dossier.quantity import Quantity
from detente.lenses.leverage.drawn import Drawn

__all__ = ["ExchangeFrame", "exchange_frame"]

Float = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class ExchangeFrame:
    """Who takes part in an exchange of control, and over what.

    Attributes
    ----------
    dossier : Dossier
    parties : tuple of str
        Those with a stake in some issue of the exchange, in file order.
    issues : tuple of str
        Those in which some of them has a stake and of which some of them has control.
    without_stakes : tuple of str
        Parties that control something and want nothing, so that they have nothing to trade for; the
        others' control counts without theirs.
    without_control : tuple of str
        Issues in which somebody has a stake and that nobody in the exchange controls or performs.
    """

    dossier: Dossier
    parties: tuple[str, ...]
    issues: tuple[str, ...]
    without_stakes: tuple[str, ...]
    without_control: tuple[str, ...]

    def interest(self, drawn: Drawn) -> Float:
        """Return each party's ranges of points as shares of their sum.

        Returns
        -------
        float array, shape (n_draws, n_parties, n_issues)
            Rows sum to 1; one of zeros is a party that in this draw wants nothing.
        """
        found = np.zeros((len(drawn), len(self.parties), len(self.issues)))
        for p, party in enumerate(self.parties):
            for i, issue in enumerate(self.issues):
                stakes = _stakes(self.dossier, party, issue).values()
                # The status quo, worth 0, is one of the options.
                points = np.array([np.zeros(len(drawn)), *map(drawn.number, stakes)])
                found[:, p, i] = np.ptp(points, axis=0)
        return _as_shares(found)

    def control(self, drawn: Drawn) -> Float:
        """Return each issue's control by party.

        Returns
        -------
        float array, shape (n_draws, n_issues, n_parties)
            Rows sum to 1; one of zeros is an issue that in this draw nobody controls.
        """
        found = np.zeros((len(drawn), len(self.issues), len(self.parties)))
        for i, key in enumerate(self.issues):
            issue = self.dossier.issues[key]
            for party in _controllers(issue, self.parties):
                share = drawn.number(issue.control[party]) if party in issue.control else 1.0
                found[:, i, self.parties.index(party)] = share
        return _as_shares(found)


def _as_shares(amounts: Float) -> Float:
    total = amounts.sum(axis=-1, keepdims=True)
    shares: Float = np.divide(amounts, total, out=np.zeros_like(amounts), where=total > 0)
    return shares


def exchange_frame(dossier: Dossier) -> ExchangeFrame:
    """Say who can take part in an exchange of control over which issues.

    A party without a stake, and an issue that nobody left controls or wants, is left out, again and
    again until nothing more has to be.
    """
    parties = [p for p in dossier.parties if any(_stakes(dossier, p, issue) for issue in dossier.issues)]
    wanted = [i for i in dossier.issues if any(_stakes(dossier, p, i) for p in parties)]
    issues = wanted
    while True:
        held = [i for i in issues if _controllers(dossier.issues[i], parties)]
        held = [i for i in held if any(_stakes(dossier, p, i) for p in parties)]
        keen = [p for p in parties if any(_stakes(dossier, p, i) for i in held)]
        if (held, keen) == (issues, parties):
            break
        issues, parties = held, keen
    controlling = {p for i in dossier.issues.values() for p in _controllers(i, dossier.parties)}
    return ExchangeFrame(
        dossier=dossier,
        parties=tuple(parties),
        issues=tuple(issues),
        without_stakes=tuple(p for p in dossier.parties if p in controlling and p not in parties),
        without_control=tuple(i for i in wanted if i not in issues),
    )


def _stakes(dossier: Dossier, party: str, issue: str) -> Mapping[str, Quantity]:
    """Return what the options of an issue that are no pressure are worth to a party, if anything."""
    options = dossier.issues[issue].options
    return {
        option: quantity
        for option, quantity in dossier.stakes.get(party, {}).get(issue, {}).items()
        if not options[option].pressure and not (quantity.is_certain and quantity.middle == 0)
    }


def _controllers(issue: Issue, parties: Iterable[str]) -> list[str]:
    """Return which of some parties control an issue: by their shares, else by performing options."""
    if issue.control:
        return [p for p in parties if p in issue.control and _ever_above_0(issue.control[p])]
    performers = {p for option in issue.options.values() for p in option.performers}
    return [p for p in parties if p in performers]


def _ever_above_0(share: Quantity) -> bool:
    return not (share.is_certain and share.middle == 0)
