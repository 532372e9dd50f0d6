"""Regions of the judgements in words."""

from __future__ import annotations

from collections.abc import Sequence

from detente.explain.scenario_boxes import ScenarioBox, ScenarioLimit
from detente.explain.sensitivity_words import capitalised, share_text, value_text
from detente.model.predicate import GATE_NOUNS, GATES
from detente.verdict.intervals import ShareInterval

__all__ = ["box_sentence", "limit_words", "outcome_name", "status_sentence"]


def outcome_name(gate: str, *, missing: bool) -> str:
    """Name what is frequent in a region: a deal, one that passes a gate, or the lack of it."""
    if gate == GATES[-1]:
        return "no deal" if missing else "a deal"
    return f"{'no' if missing else 'a'} package that passes {GATE_NOUNS[gate]}"


def limit_words(limit: ScenarioLimit) -> str:
    """Say what a region asks of a judgement."""
    entry = limit.entry
    if limit.low is None and limit.high is not None:
        return f"{entry.words} is at most {value_text(entry, limit.high)}"
    if limit.high is None and limit.low is not None:
        return f"{entry.words} is at least {value_text(entry, limit.low)}"
    assert limit.low is not None
    assert limit.high is not None
    return f"{entry.words} is between {value_text(entry, limit.low)} and {value_text(entry, limit.high)}"


def box_sentence(box: ScenarioBox, overall: ShareInterval, name: str, *, is_first: bool) -> str:
    """Tell a region in a sentence.

    Parameters
    ----------
    box : ScenarioBox
    overall : ShareInterval
        Of the outcome, in all draws.
    name : str
        What is frequent in the region.
    is_first : bool
        Whether no region was told before.
    """
    assert box.density is not None
    assert box.new_density is not None
    where = _joined([limit_words(limit) for limit in box.limits])
    start, beside = "Where", ""
    if not is_first:
        start = "Also where"
        beside = f" ({share_text(box.new_density.share)} of those in no region before)"
    text = (
        f"{start} {where}: {name} in {share_text(box.density.share)} of draws{beside}, "
        f"against {share_text(overall.share)} overall; that covers {share_text(box.coverage)} of all such "
        "draws."
    )
    fresh = box.fresh_density
    if fresh is None:
        return f"{text} No fresh draw lies there."
    interval = f"{share_text(fresh.low)} to {share_text(fresh.high)}"
    return (
        f"{text} In fresh draws, among which it was not sought: {share_text(fresh.share)} ({interval}), "
        f"covering {share_text(box.fresh_coverage)}."
    )


def _joined(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def status_sentence(status: str, overall: ShareInterval, name: str, fewest: int) -> str:
    """Say why there is no region to tell.

    Parameters
    ----------
    status : str
        ``"never"``, ``"always"``, ``"too few"`` or ``"none found"``.
    overall : ShareInterval
    name : str
    fewest : int
        Draws with and without the outcome that are needed.
    """
    if status == "never":
        return f"There is {name} in none of {overall.draws:,} draws, so there is no region to discover."
    if status == "always":
        return f"There is {name} in each of {overall.draws:,} draws, so there is no region to discover."
    if status == "too few":
        least = min(overall.hits, overall.draws - overall.hits)
        return (
            f"There is {name} in {overall.hits:,} of {overall.draws:,} draws: at least {fewest} with and "
            f"{fewest} without are needed to tell a region from chance, and there are {least} of one kind."
        )
    return (
        f"{capitalised(name)} in {share_text(overall.share)} of draws, and no limits on few judgements set "
        "apart where; what decides is spread over many of them."
    )
