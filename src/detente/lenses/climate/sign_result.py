"""How a policy's effect hangs on a number whose sign is in doubt: what was found."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

__all__ = ["SignChange", "SignedEffect"]


@dataclass(frozen=True, kw_only=True)
class SignedEffect:
    """What a policy does to final hostility in some of the draws.

    Attributes
    ----------
    n_draws : int
        Draws meant.
    mean : float
        Mean over them of hostility with the policy less hostility without; below 0 where it helps.
    low, high : float
        95% interval of that mean as an estimate from these draws; nan where there are fewer than two.
    lowers : float
        Share of them in which hostility is lower.
    """

    n_draws: int
    mean: float
    low: float
    high: float
    lowers: float

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form; an interval that does not exist is null."""
        bounds = {"low": self.low, "high": self.high}
        return {
            "draws": self.n_draws,
            "mean": _round(self.mean),
            **{key: None if math.isnan(value) else _round(value) for key, value in bounds.items()},
            "lowers": _round(self.lowers),
        }


@dataclass(frozen=True, kw_only=True)
class SignChange:
    """How a policy's effect hangs on one number whose sign is in doubt.

    Attributes
    ----------
    policy : str
        As typed.
    entry, principal : str
    side : str or None
        Whose final hostility; None for the mean of both sides.
    below, above : SignedEffect
        Among draws in which the number lies below 0, and above.
    share_below : float
        Share of draws in which it lies below 0.
    turns : tuple of float
        Values at which the policy's mean effect changes sign, the number set to that value in every
        draw and all else as drawn; rising, between the two in ``searched``: -1 and 1, or farther where
        a draw is.
    helps_first : bool or None
        Whether it helps at values below the first of the turns (or at all values, where there is
        none); None where its effect is 0 everywhere.
    hangs_on : bool
        False where the effect is the same at both ends and at 0, in every draw.
    below_turn : float
        Share of draws that lie below the first turn; nan where there is none.
    searched : pair of float
    """

    policy: str
    entry: str
    principal: str
    side: str | None
    below: SignedEffect
    above: SignedEffect
    share_below: float
    turns: tuple[float, ...]
    helps_first: bool | None
    hangs_on: bool
    below_turn: float
    searched: tuple[float, float]

    @property
    def turns_at(self) -> float | None:
        """The first value at which the policy's effect changes sign; None where it never does."""
        return self.turns[0] if self.turns else None

    @property
    def meaning(self) -> str:
        """One sentence."""
        name = f"{self.entry} of {self.principal}"
        whose = "hostility" if self.side is None else f"the hostility of {self.side}"
        if self.helps_first is None:
            return f"{self.policy} does nothing to {whose}, whatever the {name} is."
        does, undoes = ("lowers", "raises") if self.helps_first else ("raises", "lowers")
        if not self.turns:
            low, high = self.searched
            return f"{self.policy} {does} {whose} whatever the {name} is from {low:g} to {high:g}."
        more = f", and turns again at {self.turns[1]:.2f}" if len(self.turns) > 1 else ""
        return (
            f"{self.policy} {does} {whose} where the {name} is below {self.turns[0]:.2f} and "
            f"{undoes} it above{more}; {self.below_turn:.0%} of draws lie below."
        )

    @property
    def caveat(self) -> str:
        """What the result does not say."""
        return (
            "The value is that at which the mean over all draws changes sign; in a single draw it lies "
            "elsewhere. Draws below 0 and above differ in this number only by chance in the others, unless "
            "the dossier lets them go together."
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "policy": self.policy,
            "entry": self.entry,
            "principal": self.principal,
            "side": self.side,
            "below": self.below.to_dict(),
            "above": self.above.to_dict(),
            "share_below": _round(self.share_below),
            "turns_at": None if self.turns_at is None else _round(self.turns_at),
            "turns": [_round(value) for value in self.turns],
            "helps_first": self.helps_first,
            "hangs_on": self.hangs_on,
            "below_turn": None if math.isnan(self.below_turn) else _round(self.below_turn),
            "searched": [_round(value) for value in self.searched],
            "meaning": self.meaning,
            "caveat": self.caveat,
        }


def _round(value: float) -> float:
    """Six digits after the point; adding zero turns -0.0 into 0.0."""
    return round(value, 6) + 0.0
