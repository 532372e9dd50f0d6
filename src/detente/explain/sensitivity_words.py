"""How judgements, shares and amounts are told in explanations of what drives a verdict."""

from __future__ import annotations

import math
from collections.abc import Iterable

from detente.dossier.dossier import Dossier
from detente.explain.conditions import Condition
from detente.explain.diff_telling import listed
from detente.explain.entries import Entry

__all__ = [
    "SHARES_ARE_JUDGEMENTS",
    "amount_text",
    "capitalised",
    "decimals_of",
    "entry_decimals",
    "idle_text",
    "in_points",
    "margin_text",
    "number_text",
    "rounded",
    "share_text",
    "together_text",
    "value_text",
]

#: No more decimals than this are ever told.
MOST_DECIMALS = 6
#: Correlations told by their names.
MOST_NAMED = 3
SHARES_ARE_JUDGEMENTS = "A share of draws is a statement about the judgements put in, not a chance of peace."


def idle_text(idle: int) -> tuple[str, ...]:
    """Say how many judgements were left out since they cannot matter; nothing where there are none.

    Examples
    --------
    >>> idle_text(0)
    ()
    >>> idle_text(1)[0].split(",")[0]
    '1 more judgement has a range but cannot matter here'
    """
    if not idle:
        return ()
    head = "1 more judgement has" if idle == 1 else f"{idle:,} more judgements have"
    return (
        f"{head} a range but cannot matter here, and {'is' if idle == 1 else 'are'} left out: moved alone "
        "from end to end, no margin and no control that the packages rest on changes.",
    )


def together_text(dossier: Dossier, entries: Iterable[Entry], says: str) -> tuple[str, ...]:
    """Say what has to be kept in mind where judgements go together that are looked at one by one.

    Parameters
    ----------
    dossier : Dossier
    entries : iterable of Entry
        Judgements that are looked at. One that is certain goes with nothing.
    says : str
        What follows, as a sentence that starts with a small letter.

    Returns
    -------
    tuple of str
        One caveat, which names the correlations; none where no two of these judgements have a rank
        other than 0.
    """
    varying = {entry.path for entry in entries if not entry.is_certain}
    names = [one.name for one in dossier.correlations if one.rank and len(varying.intersection(one.of)) > 1]
    if not names:
        return ()
    told = listed(list(dict.fromkeys(names)), most=MOST_NAMED)
    return (f"Some of these judgements go together ({told}): {says}",)


def share_text(share: float) -> str:
    """Write a share of draws; small and large ones never as 0% or 100%.

    Examples
    --------
    >>> share_text(0.004), share_text(0.25), share_text(1.0)
    ('<1%', '25%', '100%')
    """
    text = f"{share:.0%}"
    if text == "0%" and share > 0:
        return "<1%"
    return ">99%" if text == "100%" and share < 1 else text


def decimals_of(width: float) -> int:
    """Return the decimals that tell a hundredth to a tenth of a width.

    Examples
    --------
    >>> decimals_of(30), decimals_of(9), decimals_of(0.4), decimals_of(0)
    (0, 1, 2, 0)
    """
    if width <= 0 or not math.isfinite(width):
        return 0
    return min(max(0, 1 - math.floor(math.log10(width))), MOST_DECIMALS)


def entry_decimals(entry: Entry) -> int:
    """Return the decimals told of a judgement: by the width of its range, of a share two or more."""
    return max(decimals_of(entry.high - entry.low), 2 if entry.unit == "share" else 0)


def rounded(entry: Entry, value: float) -> float:
    """Round a value of a judgement to what is told of it."""
    return round(value, entry_decimals(entry)) + 0.0


def value_text(entry: Entry, value: float) -> str:
    """Write a value of a judgement, with its unit where that is points."""
    number = number_text(entry, value)
    return in_points(number) if entry.unit == "points" else number


def number_text(entry: Entry, value: float) -> str:
    """Write a value of a judgement without its unit."""
    return f"{rounded(entry, value):.{entry_decimals(entry)}f}"


def in_points(number: str) -> str:
    """Write a number of points.

    Examples
    --------
    >>> in_points("-1"), in_points("1.0")
    ('-1 point', '1.0 points')
    """
    return f"{number} point{'' if number in ('1', '-1') else 's'}"


def amount_text(value: float, width: float) -> str:
    """Write a number, as exactly as the width of what it is compared with asks for.

    Examples
    --------
    >>> amount_text(-3.14159, 8.0), amount_text(-0.04, 30.0)
    ('-3.1', '0')
    """
    decimals = decimals_of(width)
    return f"{round(value, decimals) + 0.0:.{decimals}f}"


def capitalised(text: str) -> str:
    """Begin a phrase with a capital, leaving the rest as it is."""
    return text[:1].upper() + text[1:]


def margin_text(condition: Condition, margin: float, width: float) -> str:
    """Write the margin of a condition with its unit; ``width`` is how far the margins told lie apart."""
    number = amount_text(margin, width)
    if not condition.is_about_points:
        return number
    return in_points(number) + (" per period" if condition.unit == "points per period" else "")
