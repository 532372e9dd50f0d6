"""Which events are kept: between whom, and from when to when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from detente.errors import ExchangeError
from detente.events.actor_names import actor_named
from detente.events.actors import ActorRule

__all__ = ["EARLIEST", "Selection", "selected"]

#: Events before this day are taken for damage.
EARLIEST = date(1900, 1, 1)


@dataclass(frozen=True, kw_only=True)
class Selection:
    """Which events are kept.

    Attributes
    ----------
    actors : tuple of str
        Both sides are among these states; empty for all.
    dyads : tuple of pairs
        The two sides are one of these pairs, either way round; empty for all.
    since, until : date or None
        First and last day.
    earliest, today : date
        Events before the one or after the other have no date to be believed.
    """

    actors: tuple[str, ...] = ()
    dyads: tuple[tuple[str, str], ...] = ()
    since: date | None = None
    until: date | None = None
    earliest: date = EARLIEST
    today: date


def selected(
    rule: ActorRule,
    actors: Sequence[str] | None = None,
    dyads: Sequence[tuple[str, str]] | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Selection:
    """Check what was asked for, and write states as the table of events does.

    Parameters
    ----------
    rule : ActorRule
        Former states count as it says.
    actors : sequence of str, optional
        Codes or names of states.
    dyads : sequence of pairs, optional
    since, until : date, optional

    Raises
    ------
    UnknownNameError
        If there is no such state or organisation.
    ExchangeError
        If there is one actor alone, a pair of one and the same, or ``until`` is before ``since``.
    """
    if since and until and until < since:
        raise ExchangeError(f"the last day, {until}, is before the first, {since}")
    states = tuple(dict.fromkeys(_state(rule, name) for name in actors or ()))
    if len(states) == 1:
        raise ExchangeError(f"{states[0]} alone has no acts towards another; give two actors or more")
    pairs = tuple((_state(rule, a), _state(rule, b)) for a, b in dyads or ())
    for a, b in pairs:
        if a == b:
            raise ExchangeError(f"{a} and {b} are the same state; a dyad needs two")
    return Selection(actors=states, dyads=pairs, since=since, until=until, today=datetime.now(UTC).date())


def _state(rule: ActorRule, name: str) -> str:
    # The state is meant, whoever speaks for it.
    found = ActorRule(speaks_for="anyone", one_state=rule.one_state).of(name)
    return actor_named(name, one_state=rule.one_state) if found is None else found
