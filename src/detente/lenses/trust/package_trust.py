"""What the trust lens says of one package: whose word it takes, and who would keep it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from detente.lenses.named_package import Origin
from detente.lenses.spread import Spread
from detente.lenses.trust.break_even import BreakEven
from detente.lenses.trust.improvement import Improvements
from detente.lenses.trust.patience import Patience

__all__ = ["PackageTrust", "PrincipalTrust"]


@dataclass(frozen=True, kw_only=True)
class PrincipalTrust:
    """One package as one principal sees it.

    Attributes
    ----------
    party : str
    surplus : Spread
        Points if every word is kept.
    expected : Spread
        Points at the trust that records support; its own performance is certain.
    accepts, trusts : float
        Shares of draws in which these are not negative: the principal's part of gates 2 and 4.
    break_even : tuple of BreakEven
        One for each other party whose record vouches for something in the package, sorted.
    patience : Patience or None
        None where the dossier does not say how its cheating would be noticed.
    improvements : Improvements
    """

    party: str
    surplus: Spread
    expected: Spread
    accepts: float
    trusts: float
    break_even: tuple[BreakEven, ...]
    patience: Patience | None
    improvements: Improvements

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "party": self.party,
            "surplus": self.surplus.to_dict(),
            "expected_surplus": self.expected.to_dict(),
            "accepts": self.accepts,
            "trusts": self.trusts,
            "break_even": [one.to_dict() for one in self.break_even],
            "patience": None if self.patience is None else self.patience.to_dict(),
            "improvements": self.improvements.to_dict(),
        }


@dataclass(frozen=True, kw_only=True)
class PackageTrust:
    """One package through the trust lens.

    Attributes
    ----------
    name, origin : str
        As of the :class:`~detente.lenses.named_package.NamedPackage`.
    package : mapping of issue to option
        What it changes.
    credible, passes : float
        Shares of draws in which it passes the first four gates, and all five.
    principals : tuple of PrincipalTrust
        Sorted by party.
    """

    name: str
    origin: Origin
    package: Mapping[str, str]
    credible: float
    passes: float
    principals: tuple[PrincipalTrust, ...]

    def __repr__(self) -> str:
        return f"<PackageTrust {self.name!r}: {len(self.package)} changes, passes in {self.passes:.0%}>"

    def of(self, party: str) -> PrincipalTrust:
        """Return the view of one principal."""
        return next(one for one in self.principals if one.party == party)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "name": self.name,
            "origin": self.origin,
            "package": dict(self.package),
            "credible": self.credible,
            "passes": self.passes,
            "principals": [one.to_dict() for one in self.principals],
        }
