"""What a look at leverage found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from detente.lenses.json_form import json_head, json_text
from detente.lenses.leverage.bodies import BodyPower
from detente.lenses.leverage.coalitions import Joining
from detente.lenses.leverage.double_game import DoubleGame
from detente.lenses.leverage.instigation import Instigation
from detente.lenses.leverage.leakage import NetControl
from detente.lenses.leverage.payments import Joiner
from detente.lenses.leverage.permission import Permission
from detente.lenses.leverage.power_and_price import PowerAndPrice
from detente.lenses.leverage.price_raised import PriceRaised
from detente.lenses.leverage.shares import ControlBalance
from detente.lenses.named_package import NamedPackage

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Leverage"]

Found = TypeVar("Found", ControlBalance, Joining)


@dataclass(frozen=True, kw_only=True)
class Leverage:
    """Who can bring about what, who else is needed, who may forbid, and what control is worth.

    Attributes
    ----------
    title, dossier : str
        Title and key of the dossier.
    labels : mapping of str to str
        Names of parties and issues by key, of options by ``issue=option``.
    reading : str or None
    principals : tuple of str
        Sorted.
    draws : int
    seed : int or None
        None where the draws were given.
    packages : tuple of NamedPackage
        Those whose options were asked about; empty for every option.
    free : tuple of (issue, option)
        Options that require no control: whoever performs them can do them.
    balances : tuple of ControlBalance
        One for each option that requires control.
    joinings : tuple of Joining
        Likewise: who would have to come.
    joiners : tuple of Joiner
        What each party takes that is in one of those coalitions.
    permissions : tuple of Permission
        Every option, those that require nothing among them, by every party with a say.
    leakage : tuple of NetControl
        On the issues where something leaks.
    double_games : tuple of DoubleGame
    instigations : tuple of Instigation
    prices_raised : tuple of PriceRaised
    exchange : PowerAndPrice
    bodies : tuple of BodyPower
    caveats : tuple of str
    """

    title: str
    dossier: str
    labels: Mapping[str, str]
    reading: str | None
    principals: tuple[str, ...]
    draws: int
    seed: int | None
    packages: tuple[NamedPackage, ...]
    free: tuple[tuple[str, str], ...]
    balances: tuple[ControlBalance, ...]
    joinings: tuple[Joining, ...]
    joiners: tuple[Joiner, ...]
    permissions: tuple[Permission, ...]
    leakage: tuple[NetControl, ...]
    double_games: tuple[DoubleGame, ...]
    instigations: tuple[Instigation, ...]
    prices_raised: tuple[PriceRaised, ...]
    exchange: PowerAndPrice
    bodies: tuple[BodyPower, ...]
    caveats: tuple[str, ...]

    def __repr__(self) -> str:
        short = sum(balance.deliverable < 1 for balance in self.balances)
        return (
            f"<Leverage {self.title!r}, {self.draws} draws: {short} of {len(self.balances)} options that "
            "require control fall short in some draw>"
        )

    def label(self, key: str) -> str:
        """Name of a party, an issue, or an option given as ``issue=option``."""
        return self.labels.get(key, key)

    def balance(self, issue: str, option: str) -> ControlBalance:
        """Return the balance of one option; KeyError where it requires nothing or does not exist."""
        return _one(self.balances, issue, option)

    def joining(self, issue: str, option: str) -> Joining:
        """Return who would have to come for one option; KeyError as with ``balance``."""
        return _one(self.joinings, issue, option)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            **json_head(
                "leverage",
                title=self.title,
                dossier=self.dossier,
                reading=self.reading,
                draws=self.draws,
                seed=self.seed,
                principals=self.principals,
            ),
            "packages": [package.to_dict() for package in self.packages],
            "free": [{"issue": issue, "option": option} for issue, option in self.free],
            "balances": [balance.to_dict() for balance in self.balances],
            "joinings": [joining.to_dict() for joining in self.joinings],
            "joiners": [joiner.to_dict() for joiner in self.joiners],
            "permissions": [permission.to_dict() for permission in self.permissions],
            "leakage": [net.to_dict() for net in self.leakage],
            "double_games": [game.to_dict() for game in self.double_games],
            "instigations": [one.to_dict() for one in self.instigations],
            "prices_raised": [one.to_dict() for one in self.prices_raised],
            "exchange": self.exchange.to_dict(),
            "bodies": [body.to_dict() for body in self.bodies],
            "caveats": list(self.caveats),
        }

    def to_json(self) -> str:
        """Return ``to_dict()`` as text, ending in a newline."""
        return json_text(self.to_dict())

    def to_frame(self) -> pd.DataFrame:
        """Return one row per option that requires control.

        Columns: issue, option, net_p05, net_p50, net_p95, required_p05, required_p50, required_p95,
        shortfall_p05, shortfall_p50, shortfall_p95, deliverable, status, coalitions (those of the
        medians: parties joined by a plus sign, coalitions by a semicolon and a space).
        """
        import pandas as pd

        rows = []
        for balance, joining in zip(self.balances, self.joinings, strict=True):
            numbers = {"net": balance.net, "required": balance.required, "shortfall": balance.shortfall}
            spreads = {f"{name}_{k}": v for name, s in numbers.items() for k, v in s.to_dict().items()}
            coalitions = ("+".join(c.parties) for c in joining.coalitions if c.at_medians)
            rows.append(
                {
                    "issue": balance.issue,
                    "option": balance.option,
                    **spreads,
                    "deliverable": balance.deliverable,
                    "status": joining.status,
                    "coalitions": "; ".join(coalitions),
                }
            )
        ends = ("p05", "p50", "p95")
        names = [f"{name}_{end}" for name in ("net", "required", "shortfall") for end in ends]
        columns = ["issue", "option", *names, "deliverable", "status", "coalitions"]
        return pd.DataFrame(rows, columns=columns)


def _one(found: tuple[Found, ...], issue: str, option: str) -> Found:
    for one in found:
        if (one.issue, one.option) == (issue, option):
            return one
    raise KeyError((issue, option))
