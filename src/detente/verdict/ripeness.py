"""When along the path of the climate a deal is nearest, and when it closes.

Zartman (1989, *Ripe for Resolution*) speaks of the ripe moment. Here it is the date at which the
share of draws with a deal is highest: every draw is judged at every date, on the same luck, with
the hostility of that date at work on no-deal payoffs, trust and stakes.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Dossier
from detente.ensemble.climate_shift import ClimateShift, Moment, check_moment
from detente.ensemble.depths import AS_DESCRIBED, SWEETENED
from detente.ensemble.executors import Progress, blocks_of, map_blocks
from detente.ensemble.judging import class_plan, judge_values
from detente.ensemble.sampling import Sampler
from detente.ensemble.schemes import Scheme
from detente.ensemble.workers import cores
from detente.errors import RunError, UnknownNameError
from detente.lenses.climate.step_calendar import label_of, last_step, required_climate, step_of
from detente.model.blueprint import Blueprint
from detente.model.predicate import GATES
from detente.verdict.draw_limits import check_draws
from detente.verdict.ripeness_result import RipeKind, RipeMoment, Ripeness

__all__ = ["DRAWS", "EVERY", "ripeness"]

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]
#: Draws, and steps between the dates, unless asked otherwise.
DRAWS, EVERY = 200, 3
#: Draws judged together.
BLOCK = 16
#: Dates that can be judged in one go.
MOST_DATES = 120


def ripeness(
    dossier: Dossier,
    *,
    policies: Sequence[str] = (),
    until: str | None = None,
    every: int = EVERY,
    deals: Collection[str] | None = None,
    draws: int = DRAWS,
    seed: int = 0,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Ripeness:
    """Judge every kind of deal at dates along the simulated path of the climate.

    Parameters
    ----------
    dossier : Dossier
        With a ``climate`` that has effects.
    policies : sequence of str
        What the principals do meanwhile, such as ``"cbm"``.
    until : str, optional
        Last date, such as ``"2020-06"``; the dossier's horizon if not given, else 24 steps on.
    every : int
        Steps from one date to the next, 1 or more; the last date is judged in any case.
    deals : collection of str, optional
        Kinds of deal; all if not given.
    draws : int
        Joint draws, 1 to 100,000; the same at every date.
    seed, workers, progress
        As for :func:`detente.run`.

    Returns
    -------
    Ripeness

    Raises
    ------
    RunError
        Without a climate or its effects, for dates, draws or a seed that cannot be.
    UnknownNameError
        For a kind of deal, policy, party or measure that does not exist.
    TooLargeError
        When points do not fit.

    Examples
    --------
    >>> import detente
    >>> from detente.verdict.ripeness import ripeness
    >>> found = ripeness(detente.load("us-russia"), until="2019-04", draws=5, deals=["staged-relief"])
    >>> [moment.at for moment in found.moments]
    ['2018-10', '2019-01', '2019-04']
    """
    check_draws(draws, seed)
    required_climate(dossier)
    end = last_step(dossier) if until is None else step_of(dossier, until)
    moment = Moment(at=label_of(dossier, end), policies=tuple(policies))
    check_moment(dossier, moment)
    asked = _Asked(dossier, moment, _steps(end, every), seed, _chosen(dossier, deals))
    sweetened, exact = asked.passes(draws, workers, progress)
    kinds = [
        RipeKind(key=key, name=dossier.deals[key].name, form=form, passes=passes[k])
        for form, passes in ((AS_DESCRIBED, exact), (SWEETENED, sweetened))
        for k, key in enumerate(asked.deals)
        if form == SWEETENED or asked.has_exact_form(k)
    ]
    return Ripeness(
        title=dossier.title,
        dossier=dossier.key,
        reading=dossier.reading,
        policies=tuple(policies),
        principals=dossier.principals,
        labels={party: dossier.parties[party].name for party in dossier.principals},
        moments=asked.moments(draws),
        kinds=tuple(kinds),
        draws=draws,
        seed=seed,
    )


def _steps(end: int, every: int) -> tuple[int, ...]:
    if every < 1:
        raise RunError(f"dates cannot be {every} steps apart; 1 is the least")
    steps = tuple(sorted({*range(0, end + 1, every), end}))
    if len(steps) > MOST_DATES:
        raise RunError(
            f"{len(steps)} dates are too many to judge; {MOST_DATES} are the most: "
            f"take them {end // MOST_DATES + 1} steps apart"
        )
    return steps


def _chosen(dossier: Dossier, deals: Collection[str] | None) -> tuple[str, ...]:
    for key in deals or ():
        if key not in dossier.deals:
            raise UnknownNameError("kind of deal", key, dossier.deals)
    return tuple(key for key in dossier.deals if deals is None or key in deals)


class _Asked:
    """One question: a dossier, the dates, and the draws at each."""

    def __init__(
        self, dossier: Dossier, moment: Moment, steps: tuple[int, ...], seed: int, deals: tuple[str, ...]
    ) -> None:
        self.dossier, self.steps, self.deals, self.seed = dossier, steps, deals, seed
        scheme = Scheme(kind="monte carlo", seed=seed)
        self.shift = ClimateShift(dossier, scheme, moment)
        kept = {key: dossier.deals[key] for key in deals}
        self.blueprint = Blueprint(replace(self.shift.dossier, deals=kept))
        self.plan = class_plan(self.blueprint)
        self.sampler = Sampler(self.blueprint.quantities, scheme, dossier.correlations)

    def has_exact_form(self, k: int) -> bool:
        """Tell whether a kind of deal names what would have to change."""
        return self.plan.n_exact[k] > 0

    def passes(self, draws: int, workers: int | None, progress: Progress | None) -> tuple[Bool, Bool]:
        """Tell which kinds of deal pass all gates at each date, with sweeteners and as described.

        Returns
        -------
        two bool arrays, shape (n_deals, n_dates, n_draws)
        """
        blocks = blocks_of(draws, BLOCK)
        # Found before threads ask for them at the same time.
        self.plan.anchors  # noqa: B018
        parts = map_blocks(self._judged, blocks, workers=workers or cores(), progress=progress)
        depths = np.concatenate(parts, axis=3) == len(GATES)
        return depths[0], depths[1]

    def _judged(self, start: int, count: int) -> Int:
        """Judge a block of draws at every date, shape (2 forms, n_deals, n_dates, n_draws)."""
        paths = self.shift.paths(start, count)
        drawn = self.sampler.values(start, count)
        depths = np.full((2, len(self.deals), len(self.steps), count), -1, np.int64)
        for d, step in enumerate(self.steps):
            values = drawn.copy()
            self.shift.move(self.blueprint, values, paths, step)
            outcomes = judge_values(self.blueprint, self.plan, values, seed=self.seed, start=start)
            for draw, outcome in enumerate(outcomes):
                depths[0, :, d, draw] = [one.depth for one in outcome.sweetened]
                depths[1, :, d, draw] = [-1 if one is None else one.depth for one in outcome.exact]
        return depths

    def moments(self, draws: int) -> tuple[RipeMoment, ...]:
        """Describe the hostility at each date."""
        hostility = self.shift.paths(0, draws).hostility
        return tuple(
            RipeMoment(
                at=label_of(self.dossier, step),
                step=step,
                hostility={
                    party: tuple(float(q) for q in np.quantile(one[step], (0.05, 0.5, 0.95)))  # type: ignore[misc]
                    for party, one in zip(self.dossier.principals, hostility, strict=True)
                },
            )
            for step in self.steps
        )
