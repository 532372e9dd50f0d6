"""Control against requirement: what those at the table hold, what leaks, and what is missing.

The share of the outcome of an issue that a party commands, its *control*, is set against the share
that an option requires (Coleman 1990, *Foundations of Social Theory*, ch. 2, for control as a
party's part in what happens). What counts is net: a party with leakage that does not perform the
option itself makes up for its share of the others' effort (:mod:`detente.model.delivery`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Dossier
from detente.dossier.judgements import ends
from detente.lenses.leverage.drawn import Drawn, share_spread
from detente.lenses.leverage.options import Pair, option_of
from detente.lenses.spread import Spread
from detente.model.delivery import held_by, seated
from detente.model.fixed_point import UNIT

__all__ = ["ControlBalance", "ShareQuestion"]

Float = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class ControlBalance:
    """Control of one issue against what one option requires. Shares of the outcome, 0 to 1.

    Attributes
    ----------
    issue, option : str
    shares : mapping of party to Spread
        Control of every party that has some, in file order.
    judged : mapping of party to (float, float)
        Lowest and highest share that the dossier gives it; the 5th and 95th percentile where it has
        no ends.
    at_table : tuple of str
        Those of them who are at the table.
    gross, leaks, net : Spread
        Control of those at the table together; what of it is undone, or not brought to bear; and
        what is left.
    required, shortfall : Spread
        ``shortfall`` is what ``net`` lacks of ``required``, 0 where it lacks nothing.
    deliverable : float
        Share of draws in which nothing is lacking.
    leaking : tuple of str
        Parties whose not taking part undoes something.
    performers, performers_away : tuple of str
        Who must act; those of them who are not at the table.
    """

    issue: str
    option: str
    shares: Mapping[str, Spread]
    judged: Mapping[str, tuple[float, float]]
    at_table: tuple[str, ...]
    gross: Spread
    leaks: Spread
    net: Spread
    required: Spread
    shortfall: Spread
    deliverable: float
    leaking: tuple[str, ...]
    performers: tuple[str, ...]
    performers_away: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "issue": self.issue,
            "option": self.option,
            "shares": {party: share.to_dict() for party, share in self.shares.items()},
            "judged": {party: {"low": low, "high": high} for party, (low, high) in self.judged.items()},
            "at_table": list(self.at_table),
            "gross": self.gross.to_dict(),
            "leaks": self.leaks.to_dict(),
            "net": self.net.to_dict(),
            "required": self.required.to_dict(),
            "shortfall": self.shortfall.to_dict(),
            "deliverable": self.deliverable,
            "leaking": list(self.leaking),
            "performers": list(self.performers),
            "performers_away": list(self.performers_away),
        }


@dataclass(frozen=True, kw_only=True)
class ShareQuestion:
    """The question who commands how much of what some options require.

    ``measure`` looks at a block of draws and ``answer`` sums up the blocks.
    """

    dossier: Dossier
    options: tuple[Pair, ...]

    def _controls(self) -> list[Pair]:
        issues = dict.fromkeys(issue for issue, _ in self.options)
        return [(issue, party) for issue in issues for party in self.dossier.issues[issue].control]

    def measure(self, drawn: Drawn) -> Float:
        """Return control per issue and party, then gross, net and required per option.

        Returns
        -------
        float array, shape (n_rows, n_draws)
        """
        table = seated(self.dossier)
        rows: list[Float] = [
            drawn.units(self.dossier.issues[issue].control[party]) / UNIT for issue, party in self._controls()
        ]
        for pair in self.options:
            issue, option = self.dossier.issues[pair[0]], option_of(self.dossier, pair)
            gross = sum(
                (drawn.units(share) for party, share in issue.control.items() if party in table),
                np.zeros(len(drawn), np.int64),
            )
            net = held_by(issue, option, table, drawn.units)
            rows += [gross / UNIT, net / UNIT, drawn.units(option.requires) / UNIT]
        return np.array(rows, np.float64).reshape(-1, len(drawn))

    def answer(self, measured: Float) -> tuple[ControlBalance, ...]:
        """Sum up the draws, one balance per option."""
        controls = self._controls()
        shares = {key: share_spread(row) for key, row in zip(controls, measured, strict=False)}
        balances = measured[len(controls) :].reshape(len(self.options), 3, measured.shape[1])
        return tuple(
            self._balance(pair, rows, shares) for pair, rows in zip(self.options, balances, strict=True)
        )

    def _balance(self, pair: Pair, rows: Float, shares: Mapping[Pair, Spread]) -> ControlBalance:
        issue, option = self.dossier.issues[pair[0]], option_of(self.dossier, pair)
        gross, net, required = rows
        table = seated(self.dossier)
        return ControlBalance(
            issue=pair[0],
            option=pair[1],
            shares={party: shares[pair[0], party] for party in issue.control},
            judged={party: ends(share) for party, share in issue.control.items()},
            at_table=tuple(party for party in issue.control if party in table),
            gross=share_spread(gross),
            leaks=share_spread(gross - net),
            net=share_spread(net),
            required=share_spread(required),
            shortfall=share_spread(np.maximum(0.0, required - net)),
            deliverable=float(np.mean(net >= required)),
            leaking=tuple(party for party in issue.leakage if party not in option.performers),
            performers=option.performers,
            performers_away=tuple(party for party in option.performers if party not in table),
        )
