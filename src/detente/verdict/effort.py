"""How the questions of a run were decided, added up over its draws."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields

from detente.ensemble.summary import Summary

__all__ = ["RunEffort", "effort_of"]


@dataclass(frozen=True, kw_only=True)
class RunEffort:
    """Counts over all draws.

    Attributes
    ----------
    questions : int
        Whether some package of a class passes so many gates, asked of every class and draw.
    anchored : int
        Answered by a package known to be good at the medians or in the few pilot draws.
    certified : int
        Answered "none" by a bound with weights known from there.
    searched : int
        That went to branch and bound.
    nodes : int
        Of branch and bound.
    solver_calls : int
        That went on to the solver.
    undecided : int
        That nothing could decide.
    solver_draws : int
        Draws in which the solver was asked at all.
    draws : int
    """

    questions: int
    anchored: int
    certified: int
    searched: int
    nodes: int
    solver_calls: int
    undecided: int
    solver_draws: int
    draws: int

    @property
    def solver_share(self) -> float:
        """Share of draws in which the solver was asked."""
        return self.solver_draws / self.draws

    def to_dict(self) -> dict[str, int | float]:
        """Return the JSON form."""
        counts = asdict(self)
        del counts["draws"]
        return {**counts, "solver_share": self.solver_share}


def effort_of(summary: Summary) -> RunEffort:
    """Read the effort off a summary."""
    apart = ("solver_draws", "draws")
    told = {
        field.name: summary.effort_of(field.name) for field in fields(RunEffort) if field.name not in apart
    }
    return RunEffort(**told, solver_draws=int(summary.solver_draws[0]), draws=summary.n_draws)
