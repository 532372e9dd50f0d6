"""Where in a file of event data the date, the actors and the codes stand."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from detente.errors import ExchangeError, nearest
from detente.events.event_formats import EventFormat

__all__ = ["Layout", "bound", "header_name", "split_line"]

SEPARATORS = re.compile(r"[\s_.\-]+")


@dataclass(frozen=True, kw_only=True)
class Layout:
    """How one file is read.

    Attributes
    ----------
    format : EventFormat
    delimiter : str
        One character between fields.
    quoted : bool
        Fields may stand in double quotation marks.
    header : bool
        The first line names the columns.
    width : int
        Most fields of a row.
    fewest : int
        Fewest fields of a row.
    roles : mapping of role to int
        Place of each column that is used, from 0.
    scheme : str
        ``cameo``, ``weis``, ``plover``, ``copdab``, or ``score`` where rows have scores alone.
    """

    format: EventFormat
    delimiter: str
    quoted: bool
    header: bool
    width: int
    fewest: int
    roles: Mapping[str, int] = field(default_factory=dict)
    scheme: str

    @property
    def key(self) -> tuple[object, ...]:
        """The same for files that can be read in one go."""
        return (self.format.name, self.scheme, self.width, tuple(sorted(self.roles.items())))

    @property
    def used(self) -> tuple[int, ...]:
        """Places of the columns that are worth keeping: of rows that all have one width, those with a role.

        The last one is always among them, as it ends the line.
        """
        if self.fewest < self.width:
            return tuple(range(self.width))
        return tuple(sorted({*self.roles.values(), self.width - 1}))

    def narrowed(self) -> Layout:
        """Give the layout of lines that have the used columns alone, between tabs."""
        new = {old: place for place, old in enumerate(self.used)}
        return replace(
            self,
            delimiter="\t",
            quoted=False,
            header=False,
            width=len(new),
            fewest=len(new) - (self.width - self.fewest),
            roles={role: new[place] for role, place in self.roles.items()},
        )


def header_name(text: str) -> str:
    """Write a column's name as formats do: lower case, single blanks."""
    return SEPARATORS.sub(" ", text.strip().strip('"').lstrip("\ufeff").lower()).strip()


def split_line(line: str, delimiter: str, *, quoted: bool) -> list[str]:
    """Split a line into its fields."""
    if not quoted or '"' not in line:
        return line.split(delimiter)
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return line.split(delimiter)


def bound(
    form: EventFormat, names: list[str], columns: Mapping[str, str] | None, file: str
) -> dict[str, int]:
    """Find the column of each role by its name.

    Parameters
    ----------
    form : EventFormat
    names : list of str
        Names of the file's columns, as :func:`header_name` writes them.
    columns : mapping of role to str, optional
        Names that the user said; they go before the format's own.
    file : str
        For the error.

    Returns
    -------
    dict of role to int
        Roles without a column are missing.

    Raises
    ------
    ExchangeError
        If a column that the user named is not there.
    """
    places = {name: place for place, name in reversed(list(enumerate(names)))}
    roles: dict[str, int] = {}
    for role, known in form.headers.items():
        found = next((places[name] for name in known if name in places), None)
        if found is not None:
            roles[role] = found
    for role, typed in (columns or {}).items():
        name = header_name(typed)
        if name not in places:
            close = nearest(name, places)
            hint = f"; did you mean {close!r}?" if close else f"; it has: {', '.join(names[:20])}"
            raise ExchangeError(f"{file} has no column {typed!r} for {role}{hint}")
        # A column the user gave to one role is not taken by name for another.
        roles = {other: place for other, place in roles.items() if place != places[name]}
        roles[role] = places[name]
    return _one_date(roles)


def _one_date(roles: dict[str, int]) -> dict[str, int]:
    """Take the date out of one column, or out of year, month and day, but not both."""
    parts = {"year", "month", "day"}
    if parts <= roles.keys() and roles.get("date") in (None, roles["day"]):
        return {role: place for role, place in roles.items() if role != "date"}
    return {role: place for role, place in roles.items() if role not in parts}
