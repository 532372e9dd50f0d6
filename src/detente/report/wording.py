"""How shares, counts and gates are written in every report."""

from __future__ import annotations

from collections.abc import Sequence

from detente.report.blocks import Tone

__all__ = [
    "COLUMN_OF_GATE",
    "FORMS",
    "SHORTEST_GATE",
    "count",
    "left_out",
    "listed",
    "number_of",
    "percent",
    "roughly",
    "tone_of",
]

#: Gates in table heads, where space is short.
COLUMN_OF_GATE = {
    "deliverable": "deliver",
    "acceptable": "accept",
    "ratifiable": "ratify",
    "credible": "credible",
    "self-enforcing": "enforce",
}
#: Gates in cells, where there is hardly any.
SHORTEST_GATE = {
    "deliverable": "deliv",
    "acceptable": "accept",
    "ratifiable": "ratif",
    "credible": "cred",
    "self-enforcing": "enforc",
}
#: The two forms of a question, as rows of a table.
FORMS = {"exactly as described": "described", "with sweeteners": "sweetened"}
#: Counts are written out up to here, and as powers of ten above.
WRITTEN_OUT = 5.0


def percent(share: float) -> str:
    """Write a share in 0..1; small and large ones never as 0% or 100%.

    Examples
    --------
    >>> percent(0.004), percent(0.25), percent(1.0)
    ('<1%', '25%', '100%')
    """
    # Asking the rounded text, not the number, leaves no gap at the half: 0.5% rounds to 0.
    text = f"{share:.0%}"
    if text == "0%" and share > 0:
        return "<1%"
    if text == "100%" and share < 1:
        return ">99%"
    return text


def tone_of(share: float) -> Tone:
    """Return the tone of a share: good from a half, fair from a fifth, poor from 5%, else muted."""
    for bound, tone in ((0.5, "good"), (0.2, "fair"), (0.05, "poor")):
        if share >= bound:
            return tone  # type: ignore[return-value]
    return "muted"


def count(log10: float | None) -> str:
    """Write a count given by its decimal logarithm; None is none at all.

    Examples
    --------
    >>> count(None), count(1.49136), count(17.2523)
    ('none', '31', '10^17.3')
    """
    if log10 is None:
        return "none"
    return f"{10**log10:.0f}" if log10 < WRITTEN_OUT else f"10^{log10:.1f}"


def roughly(log10: float | None) -> str:
    """Write an estimated count: as :func:`count` does, but no more than two figures of it.

    Examples
    --------
    >>> roughly(None), roughly(1.83), roughly(4.7765), roughly(17.2523)
    ('none', '68', '60000', '10^17.3')
    """
    if log10 is None or log10 >= WRITTEN_OUT:
        return count(log10)
    return f"{float(f'{10**log10:.1e}'):.0f}"


def number_of(part: int, whole: int) -> str:
    """Say how many of a number of things.

    Examples
    --------
    >>> number_of(0, 3), number_of(1, 3), number_of(3, 3)
    ('none of 3', '1 of 3', 'all 3')
    """
    if part == whole > 1:
        return f"all {whole}"
    return f"{part or 'none'} of {whole}"


def left_out(n: int, what: str = "packages") -> str:
    """Say how many more there are than are shown; ``what`` is their plural, ending in s.

    Examples
    --------
    >>> left_out(1)
    '1 more package is left out; --json has it.'
    >>> left_out(7, "options")
    '7 more options are left out; --json has them all.'
    """
    if n == 1:
        return f"1 more {what.removesuffix('s')} is left out; --json has it."
    return f"{n} more {what} are left out; --json has them all."


def listed(names: Sequence[str], most: int = 4) -> str:
    """Join names into one phrase, cut after ``most``.

    Examples
    --------
    >>> listed(["a", "b", "c"])
    'a, b and c'
    >>> listed(["a", "b", "c"], most=1)
    'a and 2 more'
    """
    shown = list(names[:most])
    if len(names) > most:
        shown.append(f"{len(names) - most} more")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}" if shown else ""
