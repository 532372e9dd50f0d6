"""What reassures an ally may provoke the other side: both figures, instrument by instrument.

Snyder (1984, *World Politics* 36) calls it the alliance dilemma within the dilemma of security: what is
done to assure a partner is seen by the adversary too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from detente.dossier.dossier import Dossier, Option
from detente.errors import RunError
from detente.lenses.climate.climate_draws import ClimateDraws
from detente.lenses.climate.policies import POLICIES, Policy
from detente.lenses.climate.simulating import simulate_paths
from detente.lenses.climate.step_calendar import required_climate
from detente.lenses.climate.trade_off_rows import Instrument, TradeOff, TradeOffs
from detente.lenses.spread import Spread

__all__ = ["TradeOffs", "trade_offs"]

#: Below this a change is none.
NOTHING = 1e-9


@dataclass(frozen=True, kw_only=True)
class _Act:
    """An option as it is acted out by one principal."""

    instrument: Instrument
    size: float
    policy: Policy


def trade_offs(
    dossier: Dossier, draws: ClimateDraws, steps: int, *, size: float = POLICIES["ramp-up"].size
) -> TradeOffs:
    """Set what each option assures to third parties beside what it does to the other side.

    Parameters
    ----------
    dossier : Dossier
        With a climate.
    draws : ClimateDraws
        Of that dossier, at least one.
    steps : int
        1 or more; the act is kept up throughout.
    size : float
        Points, 0 to 10, by which a pressure is more hostile in each step: the dossier has no figure.

    Returns
    -------
    TradeOffs
        An option that both principals act in gives two rows.

    Raises
    ------
    RunError
        Without a climate or draws, for a size off the scale, no step, or more than there is chance for.
    """
    if not 0 <= size <= 10:
        raise RunError(f"a pressure is 0 to 10 points more hostile, not {size:g}")
    if steps < 1 or not draws.n_draws:
        raise RunError("what is provoked is read after 1 step or more, in 1 draw or more")
    rows: list[TradeOff] = []
    missing: dict[str, str] = {}
    unscored: list[str] = []
    for issue, option in _options(dossier):
        name, stated = f"{issue}={option.key}", _stated(dossier, issue, option.key)
        acts = _acts(dossier, name, option, size)
        if acts is None:
            unscored += [name] if any(points > 0 for points in stated.values()) else []
        elif not stated:
            missing[name] = "no third party's stake in it is stated"
        elif isinstance(acts, str):
            missing[name] = acts
        else:
            rows += _rows(dossier, draws, steps, name, option, stated, acts)
    rows.sort(key=lambda row: (-row.assured, row.expected))
    return TradeOffs(rows=tuple(rows), missing=missing, unscored=tuple(unscored), steps=steps, size=size)


def _options(dossier: Dossier) -> Iterator[tuple[str, Option]]:
    for issue in dossier.issues.values():
        for option in issue.options.values():
            if not option.status_quo:
                yield issue.key, option


def _stated(dossier: Dossier, issue: str, option: str) -> dict[str, float]:
    """Return the medians of what an option is worth to those third parties that have a stake in it."""
    third = (party.key for party in dossier.parties.values() if party.role == "third party")
    stakes = ((party, dossier.stakes.get(party, {}).get(issue, {}).get(option)) for party in third)
    return {party: stake.middle for party, stake in stakes if stake is not None}


def _acts(dossier: Dossier, name: str, option: Option, size: float) -> list[_Act] | str | None:
    """Return how an option is acted out, by each principal that does; why it cannot be; None for no act."""
    for measure in required_climate(dossier).measures:
        if measure.name == name:
            if measure.keeps_apart or not measure.acts:
                return "it only keeps forces apart, and has no act of its own"
            return [
                _Act(
                    instrument="measure",
                    size=-points.middle,
                    policy=Policy(kind="cbm", by=(party,), size=1.0, measures=(name,)),
                )
                for party, points in measure.acts.items()
            ]
    if not option.pressure:
        return None
    sides = {dossier.side_of(party) for party in option.performers}
    doers = [party for party in dossier.principals if party in sides]
    if not doers:
        return "the dossier does not say which principal would do it (performers)"
    return [
        _Act(instrument="pressure", size=size, policy=Policy(kind="ramp-up", by=(party,), size=size))
        for party in doers
    ]


def _rows(
    dossier: Dossier,
    draws: ClimateDraws,
    steps: int,
    name: str,
    option: Option,
    stated: Mapping[str, float],
    acts: list[_Act],
) -> Iterator[TradeOff]:
    without = simulate_paths(draws, [], steps).hostility[:, -1]
    for act in acts:
        (by,) = act.policy.by
        other = next(party for party in dossier.principals if party != by)
        gains = [(p, points) for p, points in stated.items() if points > 0 and dossier.side_of(p) != other]
        if gains:
            row = draws.principals.index(other)
            change = simulate_paths(draws, [act.policy], steps).hostility[row, -1] - without[row]
            spread = Spread.of(change)
            assert spread is not None  # there is at least one draw
            yield TradeOff(
                option=name,
                title=option.name,
                by=by,
                towards=other,
                instrument=act.instrument,
                size=act.size,
                assures=dict(sorted(gains, key=lambda gain: -gain[1])),
                provokes=spread,
                expected=float(change.mean()),
                raises=float((change > NOTHING).mean()),
            )
