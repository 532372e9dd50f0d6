"""The acts that a dossier records, as a list of events.

Its acts are dated by day, month or year, or by two of them with a slash between (``2016-03/2016-11``). An
act that is not dated by the day stands in the middle of its time, if that is no longer than one period
of the series that is to be made; one that took longer belongs to no period, and is left out and counted.

The score is the dossier's own, else that of the code in CAMEO 1.1. The quad class is that of the code,
turned to the other side where the score has the other sign: dossiers score an act by what it does to the
target, and a strike that helps it has the code of a strike and a score above 0.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from dataclasses import dataclass

from detente.dossier.dossier import Dossier, Event
from detente.errors import RunError
from detente.events.code_tables import cameo
from detente.events.event_list import Events, event_list
from detente.events.periods import Every, check_every, days_of, period_number, period_range

__all__ = ["dossier_events", "event_days"]

NO_DATE = "date that cannot be read"
NO_SCORE = "neither a score nor a known code"
WITHIN = "within one side"


@dataclass(frozen=True, kw_only=True)
class _Act:
    """An event with its day, actors and numbers."""

    day: dt.date
    source: str
    target: str
    score: float
    quad: int
    event: Event


def dossier_events(dossier: Dossier, *, every: str | None = None, fold_sides: bool = False) -> Events:
    """List the acts that a dossier records.

    Parameters
    ----------
    dossier : Dossier
    every : str, optional
        Length of a period of the series to be made; acts that took longer are left out. Without it
        all stand in the middle of their time.
    fold_sides : bool
        A party acts, and is acted upon, as the principal it belongs to: an act towards a ratifier
        is one towards its side. Acts within a side are left out. Third parties of no side stay
        themselves.

    Returns
    -------
    Events
        Actors are keys of parties; ``rejected`` counts what was left out, and why. Empty where the
        dossier records none.

    Raises
    ------
    UnknownNameError
        If there is no such length of a period.
    """
    step = None if every is None else check_every(every)
    rejected: Counter[str] = Counter()
    acts = []
    for event in dossier.events:
        found = _act(event, dossier, step, fold_sides)
        if isinstance(found, str):
            rejected[found] += 1
        else:
            acts.append(found)
    return event_list(
        date=[act.day for act in acts],
        source=[act.source for act in acts],
        target=[act.target for act in acts],
        code=[act.event.code or "" for act in acts],
        score=[act.score for act in acts],
        quad=[act.quad for act in acts],
        text=[act.event.text for act in acts],
        cite=[", ".join(act.event.cite) for act in acts],
        origin=dossier.key,
        rejected=rejected,
    )


def event_days(text: str) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of an event's date, as a dossier writes it.

    Raises
    ------
    RunError
        If it is no date, or ends before it begins.

    Examples
    --------
    >>> [day.isoformat() for day in event_days("2016-03/2016-11")]
    ['2016-03-01', '2016-11-30']
    """
    begin, slash, end = text.partition("/")
    first, last = period_range(begin)[0], period_range(end if slash else begin)[1]
    if last < first:
        raise RunError(f"{text!r} ends before it begins")
    return first, last


def _act(event: Event, dossier: Dossier, every: Every | None, fold_sides: bool) -> _Act | str:
    """Make an act of an event, or say why it is left out."""
    try:
        first, last = event_days(event.date)
    except RunError:
        return NO_DATE
    day = first + (last - first) // 2
    if every is not None and (last - first).days >= _longest_days(day, every):
        return f"longer than one {every}"
    score, quad = _numbers(event)
    if math.isnan(score):
        return NO_SCORE
    source, target = (_side(party, dossier, fold_sides) for party in (event.source, event.target))
    if source == target:
        return WITHIN
    return _Act(day=day, source=source, target=target, score=score, quad=quad, event=event)


def _longest_days(day: dt.date, every: Every) -> int:
    """Return the days of the period a day lies in."""
    first, last = days_of(period_number(day, every), every)
    return (last - first).days + 1


def _side(party: str, dossier: Dossier, fold_sides: bool) -> str:
    if not fold_sides or party not in dossier.parties:
        return party
    return dossier.side_of(party) or party


def _numbers(event: Event) -> tuple[float, int]:
    """Return score and quad class, the class on the score's side of zero."""
    code = cameo(event.code) if event.code else None
    if event.score is None:
        return (code.score, code.quad) if code else (math.nan, 0)
    quad = code.quad if code else 0
    # 0.0 is added because a dossier may say -0.
    score = event.score + 0.0
    if quad and score and (score > 0) != (quad <= 2):
        quad = quad - 2 if quad > 2 else quad + 2
    return score, quad
