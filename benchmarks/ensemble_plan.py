"""A plan for a thousand workers on paper: what one driver can take in, and what that leaves of them.

Everything here is arithmetic; :mod:`ensemble_planning` measures what goes in. Nothing of it has been
tried on a thousand workers.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

__all__ = ["Costs", "Plan", "least_block"]


@dataclass(frozen=True, kw_only=True)
class Costs:
    """Measured seconds.

    Attributes
    ----------
    draw : float
        Of a worker's processor, for a draw.
    worker : float
        Of a worker's processor, for a block besides its draws.
    driver, scheduler : float
        Of the driver's and of the scheduler's one thread, for a block.
    start : float
        Until a worker that was just started has done its first draw.
    """

    draw: float
    worker: float
    driver: float
    scheduler: float
    start: float

    @property
    def narrowest(self) -> float:
        """Seconds a block of whichever takes longer, driver or scheduler: they work side by side."""
        return max(self.driver, self.scheduler)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """So many draws, in blocks, by so many workers of one thread.

    Attributes
    ----------
    costs : Costs
    workers, draws, block : int
        1 or more; ``block`` is in draws.
    """

    costs: Costs
    workers: int
    draws: int
    block: int

    @property
    def blocks(self) -> int:
        """How many blocks there are; the last may be short."""
        return math.ceil(self.draws / self.block)

    @property
    def block_time(self) -> float:
        """Seconds from one block to the next on a worker that never waits."""
        return self.block * self.costs.draw + self.costs.worker

    @property
    def demand(self) -> float:
        """Blocks a second that the workers would finish if none ever waited."""
        return min(self.workers, self.blocks) / self.block_time

    @property
    def capacity(self) -> float:
        """Blocks a second that driver and scheduler can take in."""
        return 1.0 / self.costs.narrowest

    @property
    def steady(self) -> float:
        """Share of the workers' time that goes into draws while all have work: 0 to 1."""
        useful = self.block * self.costs.draw / self.block_time
        return useful * min(1.0, self.capacity / self.demand)

    @property
    def rounds(self) -> int:
        """Blocks that the busiest worker does."""
        return math.ceil(self.blocks / self.workers)

    @property
    def time(self) -> float:
        """Seconds in all: the start, then the rounds, or the driver's work where that takes longer.

        The driver's work and the last round overlap but for the last block, which is added.
        """
        taken_in = self.blocks * self.costs.narrowest + self.costs.narrowest
        return self.costs.start + max(self.rounds * self.block_time + self.costs.narrowest, taken_in)

    @property
    def efficiency(self) -> float:
        """Draws' processor time over the time of all workers, start and last round included: 0 to 1."""
        return self.draws * self.costs.draw / (self.workers * self.time)


def least_block(costs: Costs, workers: int, share: float = 1.0) -> int:
    """Return the draws a block must have so that the workers keep the driver busy for ``share`` of its time.

    From ``workers / (block * draw + worker) <= share / narrowest``.

    Parameters
    ----------
    costs : Costs
    workers : int
    share : float
        Above 0, at most 1.
    """
    return max(1, math.ceil((workers * costs.narrowest / share - costs.worker) / costs.draw))
