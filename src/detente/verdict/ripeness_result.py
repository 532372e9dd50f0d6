"""What the dates along the path of the climate have to say."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.depths import Form
from detente.lenses.json_form import json_head, json_text
from detente.verdict.intervals import Z_95, ShareInterval, wilson

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CLOSED", "Difference", "RipeKind", "RipeMoment", "Ripeness"]

#: A kind of deal counts as closed from the date at which fewer than one draw in twenty has it.
CLOSED = 0.05


@dataclass(frozen=True, kw_only=True)
class RipeMoment:
    """A date along the path.

    Attributes
    ----------
    at : str
        The date, as precise as a step is long.
    step : int
        Steps from the first day.
    hostility : mapping of str to tuple of float
        Of each principal's acts: the 5%, 50% and 95% quantiles over draws, -10 to 10.
    """

    at: str
    step: int
    hostility: Mapping[str, tuple[float, float, float]]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        hostility = {
            party: dict(zip(("p05", "p50", "p95"), points, strict=True))
            for party, points in self.hostility.items()
        }
        return {"at": self.at, "step": self.step, "hostility": hostility}


@dataclass(frozen=True, kw_only=True)
class Difference:
    """How much a share of draws differs from that at the first date, draw by draw.

    Attributes
    ----------
    change : float
        -1 to 1.
    low, high : float
        95% interval; the draws are the same at both dates, so that only those in which the answer
        turns count (McNemar 1947, *Psychometrika* 12).
    """

    change: float
    low: float
    high: float

    @property
    def is_clear(self) -> bool:
        """True where the interval leaves out 0."""
        return not self.low <= 0.0 <= self.high

    def to_dict(self) -> dict[str, float]:
        """Return the JSON form."""
        return {"change": self.change, "low": self.low, "high": self.high}


@dataclass(frozen=True, kw_only=True, eq=False)
class RipeKind:
    """One kind of deal in one form, at every date.

    Attributes
    ----------
    key, name : str
    form : str
    passes : bool array, shape (n_dates, n_draws)
        Whether some package of the kind passes all gates.
    """

    key: str
    name: str
    form: Form
    passes: NDArray[np.bool_]

    @property
    def shares(self) -> tuple[ShareInterval, ...]:
        """Share of draws with such a deal at each date, with its 95% interval."""
        n_draws = self.passes.shape[1]
        return tuple(wilson(int(hits), n_draws) for hits in self.passes.sum(axis=1))

    @property
    def ripest(self) -> int | None:
        """Number of the date with the highest share, the earlier where two tie; None where none has any."""
        hits = self.passes.sum(axis=1)
        return int(np.argmax(hits)) if hits.any() else None

    @property
    def gain(self) -> Difference:
        """Share at the ripest date less that at the first."""
        return self.since_first(self.ripest or 0)

    def since_first(self, date: int) -> Difference:
        """Share at a date less that at the first."""
        n = self.passes.shape[1]
        turned = self.passes[date].astype(float) - self.passes[0].astype(float)
        change = float(turned.mean())
        reach = Z_95 * math.sqrt(max(float((turned**2).mean()) - change**2, 0.0) / n)
        return Difference(change=change, low=change - reach, high=change + reach)

    @property
    def closes(self) -> int | None:
        """Number of the first date from which on fewer than one draw in twenty has such a deal.

        None where it stays open to the last date, and 0 where it was never open.
        """
        open_at = np.flatnonzero(self.passes.mean(axis=1) >= CLOSED)
        if not len(open_at):
            return 0
        after = int(open_at[-1]) + 1
        return after if after < len(self.passes) else None


@dataclass(frozen=True, kw_only=True)
class Ripeness:
    """Every kind of deal at dates along the simulated path of the climate.

    Attributes
    ----------
    title, dossier : str
    reading : str or None
    policies : tuple of str
        What the principals do meanwhile, as asked.
    principals : tuple of str
    labels : mapping of str to str
        Their names.
    moments : tuple of RipeMoment
        The first is the day from which the path starts: there nothing has moved.
    kinds : tuple of RipeKind
        As described first, then with sweeteners, in file order.
    draws, seed : int
    """

    title: str
    dossier: str
    reading: str | None
    policies: tuple[str, ...]
    principals: tuple[str, ...]
    labels: Mapping[str, str]
    moments: tuple[RipeMoment, ...]
    kinds: tuple[RipeKind, ...]
    draws: int
    seed: int

    def __repr__(self) -> str:
        last = self.moments[-1].at
        return f"<Ripeness of {self.dossier} to {last}: {len(self.kinds)} kinds of deal, {self.draws} draws>"

    def sentence(self, kind: RipeKind) -> str:
        """Say of a kind of deal when it is nearest and when it closes."""
        ripest = kind.ripest
        if ripest is None:
            return f"{kind.name}, {kind.form}: in no draw at any date"
        at, share = self.moments[ripest].at, kind.shares[ripest].share
        moved = kind.gain
        if ripest == 0:
            told = f"nearest at the start ({share:.0%} of draws)"
        elif moved.is_clear:
            told = f"nearest at {at} ({share:.0%} of draws, {100 * moved.change:+.0f} points on the start)"
        else:
            told = f"no date stands out ({share:.0%} of draws at best, at {at})"
        return f"{kind.name}, {kind.form}: {told}; {self._closing(kind)}"

    def _closing(self, kind: RipeKind) -> str:
        closes = kind.closes
        if closes is None:
            return f"still open at {self.moments[-1].at}"
        if closes == 0:
            return "never open: fewer than one draw in twenty at any date"
        return f"closes by {self.moments[closes].at}"

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            **json_head(
                "ripeness",
                title=self.title,
                dossier=self.dossier,
                reading=self.reading,
                draws=self.draws,
                seed=self.seed,
                principals=self.principals,
            ),
            "policies": list(self.policies),
            "moments": [moment.to_dict() for moment in self.moments],
            "kinds": [self._kind(kind) for kind in self.kinds],
        }

    def _kind(self, kind: RipeKind) -> dict[str, Any]:
        ripest, closes = kind.ripest, kind.closes
        return {
            "key": kind.key,
            "name": kind.name,
            "form": kind.form,
            "shares": [share.to_dict() for share in kind.shares],
            "ripest": None if ripest is None else self.moments[ripest].at,
            "gain": kind.gain.to_dict(),
            "closes": None if closes is None else self.moments[closes].at,
            "sentence": self.sentence(kind),
        }

    def to_json(self) -> str:
        """Return ``to_dict()`` as text, ending in a newline."""
        return json_text(self.to_dict())

    def to_frame(self) -> pd.DataFrame:
        """Return one row per kind of deal, form and date: share of draws and its interval."""
        import pandas as pd

        return pd.DataFrame(
            [
                {"class": kind.key, "form": kind.form, "at": moment.at, **share.to_dict()}
                for kind in self.kinds
                for moment, share in zip(self.moments, kind.shares, strict=True)
            ]
        )
