"""Dates and steps of a climate: which step holds a date, and how a step is called."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from detente.dossier.climate import Climate, StepName
from detente.dossier.dossier import Dossier
from detente.errors import RunError

__all__ = [
    "MOST_STEPS",
    "USUAL_STEPS",
    "first_day",
    "label_of",
    "last_step",
    "required_climate",
    "step_of",
    "steps_ahead",
]

#: Steps that can be looked ahead, and that are where nothing else is said.
MOST_STEPS, USUAL_STEPS = 600, 24
_FORMS = re.compile(
    r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|W(?P<week>\d{2})|(?P<month>\d{2})(?:-(?P<day>\d{2}))?))?"
)


def required_climate(dossier: Dossier) -> Climate:
    """Return the climate of a dossier.

    Raises
    ------
    RunError
        If it has none.
    """
    if dossier.climate is None:
        raise RunError(
            f"{dossier.key} says nothing of the climate between its principals; it needs a `climate:` "
            "section with their hostility today (the page on the format shows one)"
        )
    return dossier.climate


def first_day(dossier: Dossier) -> dt.date:
    """Return the day of step 0: ``climate.start``, else ``as_of``.

    Raises
    ------
    RunError
        If the dossier has no climate, or neither date.
    """
    start = required_climate(dossier).start or dossier.as_of
    if start is None:
        raise RunError(f"{dossier.key} does not say when its climate begins; give climate.start or as_of")
    return start


def step_of(dossier: Dossier, text: str) -> int:
    """Return the step that holds a date.

    Parameters
    ----------
    dossier : Dossier
        With a climate.
    text : str
        ``2019-06-30``, ``2019-06``, ``2019-Q2``, ``2019-W26`` or ``2019``; where that is longer than
        a step, the step that holds its last day.

    Returns
    -------
    int
        0 to 600.

    Raises
    ------
    RunError
        For what is no date, lies before the first step, or more than 600 steps ahead.

    Examples
    --------
    >>> import detente
    >>> step_of(detente.load("us-russia"), "2019-06")
    8
    """
    step, start = required_climate(dossier).step, first_day(dossier)
    found = steps_ahead(dossier, _day(text))
    if found < 0:
        raise RunError(f"{text} lies before the climate begins, on {start}; give a date from then on")
    if found > MOST_STEPS:
        raise RunError(
            f"{text} is {found} steps of a {step} ahead; {MOST_STEPS} are the most, and longer steps reach "
            "farther"
        )
    return found


def steps_ahead(dossier: Dossier, day: dt.date) -> int:
    """Count the steps from the first to that which holds a day: below 0 for an earlier one, without end."""
    step = required_climate(dossier).step
    return _number(day, step) - _number(first_day(dossier), step)


def last_step(dossier: Dossier) -> int:
    """Return the step of the dossier's horizon; 24 where it has none, or one that has passed."""
    start, horizon = first_day(dossier), dossier.horizon
    if horizon is None or horizon <= start:
        return USUAL_STEPS
    return step_of(dossier, horizon.isoformat())


def label_of(dossier: Dossier, step: int) -> str:
    """Name a step: ``2019-06``, ``2019-Q2``, ``2019-W26`` or ``2019``, by the length of a step.

    Examples
    --------
    >>> import detente
    >>> label_of(detente.load("us-russia"), 8)
    '2019-06'
    """
    name = required_climate(dossier).step
    number = _number(first_day(dossier), name) + step
    if name == "week":
        year, week, _ = dt.date.fromordinal(7 * number + 1).isocalendar()
        return f"{year}-W{week:02d}"
    if name == "month":
        return f"{number // 12}-{number % 12 + 1:02d}"
    if name == "quarter":
        return f"{number // 4}-Q{number % 4 + 1}"
    return str(number)


def _number(day: dt.date, step: StepName) -> int:
    """Count steps since the beginning of the calendar; weeks begin on Mondays."""
    if step == "week":
        return (day.toordinal() - 1) // 7
    if step == "month":
        return day.year * 12 + day.month - 1
    if step == "quarter":
        return day.year * 4 + (day.month - 1) // 3
    return day.year


def _day(text: str) -> dt.date:
    """Return the last day of what is named."""
    found = _FORMS.fullmatch(text.strip())
    try:
        if found is None:
            raise ValueError
        year = int(found["year"])
        if found["week"]:
            return dt.date.fromisocalendar(year, int(found["week"]), 7)
        month = int(found["month"] or 3 * int(found["quarter"] or 4))
        last = calendar.monthrange(year, month)[1]
        return dt.date(year, month, int(found["day"] or last))
    except ValueError as error:
        raise RunError(
            f"{text!r} is no date; write 2019-06-30, 2019-06, 2019-Q2, 2019-W26 or 2019"
        ) from error
