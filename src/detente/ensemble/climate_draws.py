"""The numbers of a climate drawn like all others of the dossier, and the chance of each step.

A parameter has the luck of its path, so that a reading that changes one leaves all others as they
were. Chance in a step is a stream of its own, found from the seed, the name of the step and the
number of the draw: blocks may be cut anyhow, and a longer horizon leaves earlier steps alone.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from detente.dossier.climate import BY_PRINCIPAL, Climate, quantities_of
from detente.dossier.dossier import Dossier
from detente.dossier.quantity import Quantity
from detente.ensemble.sampling import Sampler
from detente.ensemble.schemes import Scheme
from detente.ensemble.streams import stream_keys, stream_uniforms
from detente.errors import RunError
from detente.lenses.climate.climate_draws import ClimateDraws, Shocks
from detente.lenses.climate.step_calendar import MOST_STEPS, first_day, required_climate, steps_ahead
from detente.model.record import words_kept

__all__ = ["ClimateSampler"]

Float = NDArray[np.float64]
#: Entries that are not 0 where the dossier is silent.
SILENT = {"bias": 1.0}
ENTRIES = tuple(name for name in BY_PRINCIPAL if name != "hope")


class ClimateSampler:
    """Draws the climate of a dossier block after block; prepared once.

    Parameters
    ----------
    dossier : Dossier
        With a climate.
    scheme : Scheme
        By which all judgements are drawn; chance in the steps is independent under every scheme.
    steps : int
        0 or more.

    Raises
    ------
    RunError
        If the dossier has no climate, or not just two principals.
    """

    def __init__(self, dossier: Dossier, scheme: Scheme, steps: int) -> None:
        self.climate = required_climate(dossier)
        self.principals = dossier.principals
        if len(self.principals) != 2:
            raise RunError(
                f"a climate lies between two principals, and {dossier.key} has {len(self.principals)}"
            )
        self.steps = steps
        words = words_kept(dossier)
        self._words = {party: words[party] for party in self.principals if party in words}
        quantities = (*quantities_of(self.climate), *self._words.values())
        self._sampler = Sampler(quantities, scheme, dossier.correlations)
        self._row = {quantity.path: row for row, quantity in enumerate(quantities)}
        self._keys = {
            "acts": self._streams(scheme.seed, "acts"),
            "seen": self._streams(scheme.seed, "seen"),
            "accidents": stream_keys(scheme.seed, (f"climate accidents {t}" for t in range(steps))),
        }
        self._turnovers = tuple(_steps_at(dossier, self.climate, party) for party in self.principals)
        self._busy = np.array([_busy(dossier, self.climate, party, steps) for party in self.principals])

    def _streams(self, seed: int, what: str) -> NDArray[np.uint64]:
        names = (f"climate {what} {party} {t}" for party in self.principals for t in range(self.steps))
        return stream_keys(seed, names)

    def draws(self, start: int, count: int) -> ClimateDraws:
        """Draw ``start`` to ``start + count``.

        Returns
        -------
        ClimateDraws
            The same for a draw whatever block it is in.
        """
        values = self._sampler.values(start, count)
        climate = self.climate

        def of(quantity: Quantity | None, silent: float = 0.0) -> Float:
            return np.full(count, silent) if quantity is None else values[self._row[quantity.path]]

        def both(section: Mapping[str, Quantity], silent: float = 0.0) -> Float:
            return np.array([of(section.get(party), silent) for party in self.principals])

        accidents, effects = climate.accidents, climate.effects
        acts = [both(measure.acts) for measure in climate.measures]
        return ClimateDraws(
            principals=self.principals,
            **{name: both(getattr(climate, name), SILENT.get(name, 0.0)) for name in ENTRIES},
            belief=both(self._words, 1.0)[::-1],
            hope=both(climate.hope, np.nan),
            forgets=np.array([_forgets(climate, party) for party in self.principals]),
            rate=of(accidents.rate),
            per_point=of(accidents.per_point),
            severity=of(accidents.severity),
            deconfliction=of(accidents.deconfliction),
            measures=tuple(measure.name for measure in climate.measures),
            acts=np.array(acts, np.float64).reshape(len(acts), 2, count),
            keeps_apart=np.array([measure.keeps_apart for measure in climate.measures], np.bool_),
            turnovers=self._turnovers,
            busy=self._busy,
            acknowledged=climate.acknowledged,
            effects={
                name: {party: of(quantity) for party, quantity in getattr(effects, name).items()}
                for name in ("no_deal", "keeps_word", "stakes")
            },
            shocks=self._shocks(start, count),
        )

    def _shocks(self, start: int, count: int) -> Shocks:
        return Shocks(
            acts=_normal(stream_uniforms(self._keys["acts"], start, count)).reshape(2, self.steps, count),
            seen=_normal(stream_uniforms(self._keys["seen"], start, count)).reshape(2, self.steps, count),
            accidents=stream_uniforms(self._keys["accidents"], start, count),
        )


def _normal(uniforms: Float) -> Float:
    from scipy import special

    return np.asarray(special.ndtri(np.clip(uniforms, 2.0**-54, 1.0 - 2.0**-53)))


def _forgets(climate: Climate, party: str) -> float:
    """What is kept of a memory from one step to the next: nothing where none is said to last."""
    half = climate.remembers.get(party)
    return 0.0 if half is None else float(0.5 ** (1.0 / half))


def _steps_at(dossier: Dossier, climate: Climate, party: str) -> tuple[int, ...]:
    """Return the steps of a side's turnovers, also those after the last step that is asked for.

    Whoever takes office in step 0 cannot change it any more, and shows in the next.
    """
    start = first_day(dossier)
    steps = {max(steps_ahead(dossier, day), 1) for day in climate.turnovers.get(party, ()) if day >= start}
    return tuple(sorted(step for step in steps if step <= MOST_STEPS))


def _busy(dossier: Dossier, climate: Climate, party: str, steps: int) -> NDArray[np.bool_]:
    found = np.zeros(steps + 1, np.bool_)
    for first, last in climate.campaigns.get(party, ()):
        ends = (steps_ahead(dossier, first), steps_ahead(dossier, last) + 1)
        found[max(ends[0], 0) : max(ends[1], 0)] = True
    return found
