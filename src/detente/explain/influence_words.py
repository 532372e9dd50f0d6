"""What the influence of a judgement means, in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from detente.explain.conditions import Condition
from detente.explain.influences import Fifth, Influence
from detente.explain.sensitivity_outcome import Outcome, OutcomeKind
from detente.explain.sensitivity_words import capitalised, margin_text, share_text, value_text
from detente.model.predicate import GATE_NOUNS

__all__ = ["in_words", "measured_text", "outcome_words"]


def outcome_words(outcome: Outcome) -> str:
    """Name an outcome, as what a judgement moves."""
    if outcome.kind == "deal":
        return "the share of draws with a deal"
    if outcome.gate is not None:
        return f"the share of draws in which {GATE_NOUNS[outcome.gate]} is passed"
    if outcome.decisive is None:
        return "the mean number of gates passed"
    return f"the mean margin by which {outcome.decisive.condition.name}"


def measured_text(kind: OutcomeKind, condition: Condition | None, value: float, width: float) -> str:
    """Write the mean of an outcome.

    Parameters
    ----------
    kind : str
        Of the outcome.
    condition : Condition or None
        Whose margin it is.
    value : float
    width : float
        How far the values told lie apart.
    """
    if kind in ("deal", "gate"):
        return share_text(value)
    if condition is None:
        return f"{value:.2f}"
    return margin_text(condition, value, width)


def in_words(found: Sequence[Influence], outcome: Outcome) -> Iterator[Influence]:
    """Give every influence its sentence.

    Parameters
    ----------
    found : sequence of Influence
        The most influential first.
    outcome : Outcome
    """
    for rank, one in enumerate(found):
        yield replace(one, sentence=_sentence(one, outcome, rank))


def _sentence(one: Influence, outcome: Outcome, rank: int) -> str:
    low, high = one.fifths[0], one.fifths[-1]
    where = "where it is lowest", "where it is highest"
    if one.direction == "goes up and down":
        low = min(one.fifths, key=lambda fifth: fifth.mean)
        high = max(one.fifths, key=lambda fifth: fifth.mean)
        where = "where that is least", "where it is most"
    width = abs(high.mean - low.mean)
    condition = None if outcome.decisive is None else outcome.decisive.condition
    told = [
        f"{measured_text(outcome.kind, condition, fifth.mean, width)} {words} ({_range(one, fifth)})"
        for fifth, words in zip((low, high), where, strict=True)
    ]
    movement = f"from {told[0]} to {told[1]}"
    if not one.stands_out:
        return f"{capitalised(one.entry.words)} does not stand out of the noise: {movement}."
    if rank == 0:
        return f"Of all judgements {one.entry.words} moves {outcome_words(outcome)} most: {movement}."
    return f"{capitalised(one.entry.words)} moves it {movement}."


def _range(one: Influence, fifth: Fifth) -> str:
    entry = one.entry
    if fifth is one.fifths[0]:
        return f"up to {value_text(entry, fifth.most)}"
    if fifth is one.fifths[-1]:
        return f"{value_text(entry, fifth.least)} and more"
    return f"{value_text(entry, fifth.least)} to {value_text(entry, fifth.most)}"
