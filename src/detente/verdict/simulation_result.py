"""What comes of policies: fans of hostility, what they change, and whether answers die down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from detente.lenses.climate.measure_design import Design
from detente.lenses.climate.sign_result import SignChange
from detente.lenses.climate.trade_off_rows import TradeOffs
from detente.lenses.json_form import json_head, json_text
from detente.verdict.intervals import ShareInterval

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["QUANTILES", "Change", "SettlingShares", "SimulatedPolicy", "Simulation"]

Float = NDArray[np.float64]
#: Quantiles of a fan.
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True, kw_only=True)
class Change:
    """What a policy changes against doing nothing beside the usual answers, on the same draws and chance.

    Attributes
    ----------
    mean, low, high : float
        Mean change, in points of hostility, and its 95% interval over draws; below 0 is better.
    helps : ShareInterval
        Draws in which hostility is lower than without the policy, by more than 0.05 points.
    """

    mean: float
    low: float
    high: float
    helps: ShareInterval

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {"mean": self.mean, "low": self.low, "high": self.high, "helps": self.helps.to_dict()}


@dataclass(frozen=True, kw_only=True, eq=False)
class SimulatedPolicy:
    """One policy, or several at the same time.

    Attributes
    ----------
    text : str
        As typed.
    title : str
        In words.
    fans : mapping of str to float array, shape (n_steps + 1, 5)
        Of each principal's hostility: 5, 25, 50, 75 and 95% quantiles over draws.
    means : mapping of str to float array, shape (n_steps + 1,)
        Mean hostility of each principal.
    beliefs : mapping of str to float array, shape (n_steps + 1,)
        Mean belief of each principal that the other keeps its word.
    at_end : mapping of str to Change
        Change of each principal's hostility at the last step; of ``"both"``, of their mean.
    on_average : Change
        Change of the mean of both over all steps but today's.
    accident : ShareInterval
        Draws in which forces collide at least once.
    at_limit : float
        Share of draws in which hostility ever reaches an end of the scale.
    """

    text: str
    title: str
    fans: Mapping[str, Float]
    means: Mapping[str, Float]
    beliefs: Mapping[str, Float]
    at_end: Mapping[str, Change]
    on_average: Change
    accident: ShareInterval
    at_limit: float

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "policy": self.text,
            "title": self.title,
            "hostility": {
                party: {
                    "mean": self.means[party].tolist(),
                    **{f"p{round(100 * q):02d}": fan[:, k].tolist() for k, q in enumerate(QUANTILES)},
                }
                for party, fan in self.fans.items()
            },
            "belief": {party: mean.tolist() for party, mean in self.beliefs.items()},
            "at_end": {party: change.to_dict() for party, change in self.at_end.items()},
            "on_average": self.on_average.to_dict(),
            "accident": self.accident.to_dict(),
            "at_limit": self.at_limit,
        }


@dataclass(frozen=True, kw_only=True)
class SettlingShares:
    """In how many draws the answers die down, and where they would rest.

    Attributes
    ----------
    hostile, friendly : ShareInterval
        Draws in which deviations die down while both sides are hostile, and while both are friendly.
    half_life : float or None
        Median steps in which the slowest part of a deviation halves, among hostile sides; None where it
        does not in half of the draws. Of sides that remember long it is that of memory.
    act : mapping of str to float or None
        Per principal the median steps from the peak until half of what one friendly act of one point
        does to the mean hostility of both is gone; None where it lasts to the end, or does nothing.
    rest : mapping of str to tuple of float
        Per principal the 5, 50 and 95% quantiles of the resting point, over draws that have one.
    """

    hostile: ShareInterval
    friendly: ShareInterval
    half_life: float | None
    act: Mapping[str, float | None]
    rest: Mapping[str, tuple[float, float, float]]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "hostile": self.hostile.to_dict(),
            "friendly": self.friendly.to_dict(),
            "half_life": self.half_life,
            "act": dict(self.act),
            "rest": {
                party: dict(zip(("p05", "p50", "p95"), points, strict=True))
                for party, points in self.rest.items()
            },
        }


@dataclass(frozen=True, kw_only=True)
class Simulation:
    """Policies side by side on the same draws and the same chance.

    Attributes
    ----------
    title, dossier : str
    reading : str or None
    principals : tuple of str
    labels : mapping of str to str
        Their names.
    step : str
        Length of a step.
    dates : tuple of str
        Names of the steps; the first is today.
    policies : tuple of SimulatedPolicy
        The first is ``none``.
    settling : SettlingShares
    signs : tuple of SignChange
        Where the advice turns round with an entry whose sign is in doubt.
    assurance : TradeOffs
        What options assure to third parties, beside what they do to the other side's hostility.
    design : Design or None
        The fewest measures that bring hostility below a level, where that was asked.
    draws, seed : int
    """

    title: str
    dossier: str
    reading: str | None
    principals: tuple[str, ...]
    labels: Mapping[str, str]
    step: str
    dates: tuple[str, ...]
    policies: tuple[SimulatedPolicy, ...]
    settling: SettlingShares
    signs: tuple[SignChange, ...]
    assurance: TradeOffs
    design: Design | None
    draws: int
    seed: int

    def __repr__(self) -> str:
        names = ", ".join(policy.text for policy in self.policies)
        return f"<Simulation of {self.dossier} to {self.dates[-1]}: {names}; {self.draws} draws>"

    def policy(self, text: str) -> SimulatedPolicy:
        """Return a policy as it was typed."""
        return next(policy for policy in self.policies if policy.text == text)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            **json_head(
                "simulate",
                title=self.title,
                dossier=self.dossier,
                reading=self.reading,
                draws=self.draws,
                seed=self.seed,
                principals=self.principals,
            ),
            "step": self.step,
            "dates": list(self.dates),
            "policies": [policy.to_dict() for policy in self.policies],
            "settling": self.settling.to_dict(),
            "signs": [sign.to_dict() for sign in self.signs],
            "assurance": self.assurance.to_dict(),
            "design": None if self.design is None else self.design.to_dict(),
        }

    def to_json(self) -> str:
        """Return ``to_dict()`` as text, ending in a newline."""
        return json_text(self.to_dict())

    def to_frame(self) -> pd.DataFrame:
        """Return one row per policy, principal and step: mean, quantiles and belief."""
        import pandas as pd

        return pd.DataFrame(
            [
                {
                    "policy": policy.text,
                    "principal": party,
                    "at": at,
                    "mean": policy.means[party][k],
                    **{f"p{round(100 * q):02d}": policy.fans[party][k, c] for c, q in enumerate(QUANTILES)},
                    "belief": policy.beliefs[party][k],
                }
                for policy in self.policies
                for party in self.principals
                for k, at in enumerate(self.dates)
            ]
        )
