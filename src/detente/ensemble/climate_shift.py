"""The judgements of a draw as the climate will have moved them by a later date.

In each draw the climate is simulated from the dossier's own numbers; the hostility above that of
today then moves reservation values, the chance that words are kept, and stakes, by the
coefficients under ``climate.effects``. At step 0 nothing is moved, so that a run at the first day
is the run of the dossier as it stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.dossier.climate import quantities_of
from detente.dossier.dossier import Dossier, NoDeal
from detente.dossier.quantity import Quantity
from detente.ensemble.climate_draws import ClimateSampler
from detente.ensemble.schemes import Scheme
from detente.errors import RunError
from detente.lenses.climate.policies import parse_policies
from detente.lenses.climate.simulating import simulate_paths
from detente.lenses.climate.step_calendar import required_climate, step_of
from detente.model.blueprint import Blueprint
from detente.model.record import words_kept

__all__ = [
    "ClimatePaths",
    "ClimateShift",
    "Moment",
    "check_moment",
    "moment_of",
    "shifted_quantities",
]

Float = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Moment:
    """When along the path of its climate a dossier is judged, and what is done until then.

    Attributes
    ----------
    at : str
        A date as the analyst writes it, such as ``"2019-06"``.
    policies : tuple of str
        As typed, such as ``"cbm"`` or ``"ramp-up:by=us,size=3"``; none where nothing is done.
    """

    at: str
    policies: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form: ``at`` and ``policies``."""
        return {"at": self.at, "policies": list(self.policies)}

    @classmethod
    def of_dict(cls, data: Mapping[str, Any]) -> Moment:
        """Read the JSON form."""
        return cls(at=str(data["at"]), policies=tuple(data["policies"]))


@dataclass(frozen=True, kw_only=True, eq=False)
class ClimatePaths:
    """The climate of some draws, and what it does to the bargain in each.

    Attributes
    ----------
    effects : mapping of str to mapping of str to float array, shape (n_draws,)
        ``no_deal``, ``keeps_word`` and ``stakes`` by party: change per point of hostility.
    hostility : float array, shape (2, n_steps + 1, n_draws)
        Of each principal, in the order of the dossier.
    """

    effects: Mapping[str, Mapping[str, Float]]
    hostility: Float


def moment_of(at: str | None, policies: Sequence[str] = ()) -> Moment | None:
    """Return the moment asked for; None without a date.

    Raises
    ------
    RunError
        For policies without a date.
    """
    if at is None:
        if policies:
            raise RunError(f"policies ({', '.join(policies)}) are followed until a date; say which")
        return None
    return Moment(at=at, policies=tuple(policies))


def check_moment(dossier: Dossier, moment: Moment) -> None:
    """Check that a dossier can be judged at a moment.

    Raises
    ------
    RunError
        Without a climate, for a date before it begins or too far on, or a policy that cannot be.
    UnknownNameError
        For a policy, party or measure that does not exist.
    """
    climate = required_climate(dossier)
    step_of(dossier, moment.at)
    for text in moment.policies:
        parse_policies(text, dossier)
    if not (climate.effects.no_deal or climate.effects.keeps_word or climate.effects.stakes):
        raise RunError(
            f"{dossier.key} says how hostility moves and not what it does to the bargain: without "
            "`climate.effects` every date has the same verdict"
        )


def shifted_quantities(dossier: Dossier) -> tuple[Quantity, ...]:
    """Return every number drawn when a dossier is judged at a later date."""
    return (*Blueprint(_with_rows(dossier)).quantities, *quantities_of(required_climate(dossier)))


def _with_rows(dossier: Dossier) -> Dossier:
    """Give every number that the climate may move a place, at the worth it has where it is silent."""
    effects = required_climate(dossier).effects
    words = words_kept(dossier)
    keeps = {
        party: words.get(party) or _point(1.0, f"trust.keeps_word.{party}") for party in effects.keeps_word
    }
    no_deal = dict(dossier.no_deal)
    for party in effects.no_deal:
        item = no_deal.get(party) or NoDeal()
        no_deal[party] = replace(item, points=item.points or _point(0.0, f"no_deal.{party}.points"))
    trust = replace(dossier.trust, keeps_word={**dossier.trust.keeps_word, **keeps})
    return replace(dossier, trust=trust, no_deal=no_deal)


def _point(value: float, path: str) -> Quantity:
    return Quantity(distribution="point", parameters=(value,), path=path)


class ClimateShift:
    """Moves the drawn judgements of one dossier along the path of its climate.

    Parameters
    ----------
    dossier : Dossier
    scheme : Scheme
        By which its draws are made; the climate's numbers and shocks follow it.
    moment : Moment

    Attributes
    ----------
    dossier : Dossier
        With a place for every number that is moved: make the blueprint of this one.
    steps : int
        From the first day to the moment.
    """

    def __init__(self, dossier: Dossier, scheme: Scheme, moment: Moment) -> None:
        self.dossier = _with_rows(dossier)
        self.steps = step_of(dossier, moment.at)
        self._effects = required_climate(dossier).effects
        self._policies = tuple(one for text in moment.policies for one in parse_policies(text, dossier))
        self._sampler = ClimateSampler(dossier, scheme, self.steps)

    def paths(self, start: int, count: int) -> ClimatePaths:
        """Simulate the climate of draws ``start`` to ``start + count``."""
        draws = self._sampler.draws(start, count)
        return ClimatePaths(
            effects=draws.effects,
            hostility=simulate_paths(draws, self._policies, self.steps).hostility,
        )

    def move(self, blueprint: Blueprint, values: Float, paths: ClimatePaths, step: int) -> None:
        """Move the values of the same draws, in place.

        Parameters
        ----------
        blueprint : Blueprint
            Of ``self.dossier``, perhaps cut down to some issues.
        values : float array, shape (n_quantities, n_draws)
        paths : ClimatePaths
        step : int
            0 to ``self.steps``; at 0 nothing moves.
        """
        risen = dict(
            zip(self.dossier.principals, paths.hostility[:, step] - paths.hostility[:, 0], strict=True)
        )
        row = {quantity.path: r for r, quantity in enumerate(blueprint.quantities)}
        for party in self._effects.no_deal:
            change = paths.effects["no_deal"][party] * self._felt_by(party, risen)
            values[row[f"no_deal.{party}.points"]] += change
        for party in self._effects.keeps_word:
            word = row[f"trust.keeps_word.{party}"]
            change = paths.effects["keeps_word"][party] * risen[party]
            values[word] = np.clip(values[word] + change, 0.0, 1.0)
        for party in self._effects.stakes:
            change = paths.effects["stakes"][party] * self._felt_by(party, risen)
            values[[r for path, r in row.items() if path.startswith(f"stakes.{party}.")]] += change

    def _felt_by(self, party: str, risen: Mapping[str, Float]) -> Float:
        """How much more hostile the other side has become to a party; to one of no side, both sides."""
        side = self.dossier.side_of(party)
        others = [change for principal, change in risen.items() if principal != side]
        felt: Float = np.mean(others, axis=0)
        return felt
