"""Which layout a file of event data has: by its header, or by number and shape of its fields."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from detente.errors import ExchangeError, UnknownNameError
from detente.events.event_formats import EVENT_FORMATS, ROLES, EventFormat, known_formats
from detente.events.event_layout import Layout, bound, header_name, split_line
from detente.events.translating import schemes_of

__all__ = ["SAMPLE_LINES", "recognise"]

#: Lines that are looked at for their codes, and for the number and shape of their fields.
SAMPLE_LINES, SHAPED = 2000, 200
DELIMITERS = {"\t": "tabs", ",": "commas", ";": "semicolons", "|": "bars"}
#: Share of sampled lines that must look like the format's: damaged lines are counted later, one by one.
SHARE = 0.75
LISTS = ("keds", "weis")
SHOWN = 40


def recognise(
    lines: Sequence[str],
    file: str,
    *,
    format: str | None = None,
    columns: Mapping[str, str] | None = None,
) -> Layout:
    """Find out how a file is laid out.

    Parameters
    ----------
    lines : sequence of str
        Its first lines, without their ends; at least one is not empty.
    file : str
        Its name, for errors.
    format : str, optional
        Name of the format if the user said it: no other is tried.
    columns : mapping of role to str, optional
        Names of columns that the user said.

    Raises
    ------
    UnknownNameError
        If there is no such format, or no such role.
    ExchangeError
        If the file is none of the known formats, or not the one that was said, with what was found
        and what is known; if its codes may be CAMEO as well as WEIS.
    """
    _check(format, columns)
    sample = [line for line in lines[:SAMPLE_LINES] if line.strip()]
    chosen = [EVENT_FORMATS[format]] if format else list(EVENT_FORMATS.values())
    misses: dict[str, str] = {}
    for found in _tried(chosen, sample, file, columns, misses):
        return found
    if format:
        why = f": {misses[format]}" if format in misses else ""
        raise ExchangeError(
            f"{file} is not what --format {format} stands for ({chosen[0].what}){why}; found {_found(sample)}"
        )
    near = "".join(f"; as {name}: {why}" for name, why in list(misses.items())[:2])
    raise ExchangeError(
        f"{file} is event data of no known format: found {_found(sample)}{near}. Known are\n"
        f"{known_formats()}\nName columns of other lists with --columns"
    )


def _check(format: str | None, columns: Mapping[str, str] | None) -> None:
    if format is not None and format not in EVENT_FORMATS:
        raise UnknownNameError("format of event data", format, EVENT_FORMATS)
    for role in columns or {}:
        if role not in ROLES:
            raise UnknownNameError("column of an event", role, ROLES)


def _tried(
    chosen: Sequence[EventFormat],
    sample: Sequence[str],
    file: str,
    columns: Mapping[str, str] | None,
    misses: dict[str, str],
) -> Iterator[Layout]:
    """Give the layouts that fit, the best first; note in ``misses`` what nearly did."""
    said = len(chosen) == 1
    for form in chosen:
        if said or form.marks or form.name == "plain":
            layout = _by_header(form, sample, file, columns, said=said)
            if layout is not None:
                yield layout
    for form in chosen:
        if form.widths and not columns:
            found = _by_shape(form, sample[:SHAPED])
            if isinstance(found, str):
                misses[form.name] = found
            elif found is not None:
                yield found if said else _told_apart(found, sample, file)


def _by_header(
    form: EventFormat, sample: Sequence[str], file: str, columns: Mapping[str, str] | None, *, said: bool
) -> Layout | None:
    """Bind columns by the names in the first line; None where it is no header of this format."""
    first = sample[0]
    delimiter = max(DELIMITERS, key=lambda mark: len(split_line(first, mark, quoted=True)))
    names = [header_name(name) for name in split_line(first, delimiter, quoted=True)]
    if not said and form.marks and not any(mark <= set(names) for mark in form.marks):
        return None
    if columns and not said and form.name != "plain":
        return None
    roles = bound(form, names, columns, file)
    if not _enough(roles):
        return None
    quoted = delimiter != "\t" or any('"' in line for line in sample[:2])
    rows = [split_line(line, delimiter, quoted=quoted) for line in sample[1:]]
    scheme = form.scheme or _scheme(roles, rows, file)
    return Layout(
        format=form,
        delimiter=delimiter,
        quoted=quoted,
        header=True,
        width=len(names),
        fewest=len(names),
        roles=roles,
        scheme=scheme,
    )


def _enough(roles: Mapping[str, int]) -> bool:
    dated = "date" in roles or "year" in roles
    return dated and {"source", "target"} <= roles.keys() and ("code" in roles or "score" in roles)


def _scheme(roles: Mapping[str, int], rows: Sequence[Sequence[str]], file: str) -> str:
    """Find the scheme of a plain list's codes; scores of its own make that less than vital."""
    if "code" not in roles:
        return "score"
    place = roles["code"]
    codes = {row[place].strip() for row in rows if len(row) > place}
    found = schemes_of(codes - {""})
    if len(found) == 1:
        return found[0]
    if "score" in roles:
        return "score"
    raise _unclear(file, codes, found)


def _unclear(file: str, codes: set[str], found: Sequence[str]) -> ExchangeError:
    shown = ", ".join(sorted(codes - {""})[:5])
    if not found:
        return ExchangeError(
            f"{file}: its codes are neither CAMEO, WEIS nor PLOVER ({shown}); is that the column of codes? "
            "Name the right one with --columns code=HEADER"
        )
    return ExchangeError(
        f"{file}: its codes ({shown}) may be CAMEO as well as WEIS; say which with --format keds (CAMEO) "
        "or --format weis"
    )


def _by_shape(form: EventFormat, sample: Sequence[str]) -> Layout | str | None:
    """Check the number and content of fields; a string says what stands in the way, None nothing like it."""
    rows = [split_line(line, "\t", quoted=False) for line in sample]
    if form.at_least:
        rows = [row for row in rows if len(row) >= form.at_least]
        width = max((len(row) for row in rows), default=0)
        width = max(min(width, max(form.widths)), len(form.columns))
    else:
        width = Counter(map(len, rows)).most_common(1)[0][0]
        rows = [row for row in rows if len(row) == width]
    if not rows or len(rows) < SHARE * len(sample) or (not form.at_least and width not in form.widths):
        return None
    wrong = _wrong_field(form, rows)
    if wrong:
        return wrong
    known = {role: name for role, names in form.headers.items() for name in names if name in form.columns}
    roles = {role: form.columns.index(name) for role, name in known.items()}
    return Layout(
        format=form,
        delimiter="\t",
        quoted=False,
        header=False,
        width=width,
        fewest=form.at_least or width,
        roles={role: place for role, place in roles.items() if place < width},
        scheme=form.scheme,
    )


def _wrong_field(form: EventFormat, rows: Sequence[Sequence[str]]) -> str:
    """Say which field does not look like the format's, empty if all do."""
    for place, (what, pattern) in form.checks.items():
        told = [row[place].strip() for row in rows]
        # What is missing says nothing about the layout.
        strange = [text for text in told if text and not re.fullmatch(pattern, text)]
        if len(strange) > (1 - SHARE) * len(rows):
            return f"field {place + 1} should be {what} and is {strange[0][:SHOWN]!r}"
    return ""


def _told_apart(layout: Layout, sample: Sequence[str], file: str) -> Layout:
    """Tell lists of CAMEO and of WEIS codes apart by the codes that only one of them has."""
    if layout.format.name not in LISTS:
        return layout
    rows = [split_line(line, "\t", quoted=False) for line in sample]
    codes = {row[3].strip() for row in rows if len(row) > 3}
    found = schemes_of(codes)
    if len(found) != 1:
        raise _unclear(file, codes, found)
    form = EVENT_FORMATS["weis" if found[0] == "weis" else "keds"]
    return replace(layout, format=form, scheme=found[0])


def _found(sample: Sequence[str]) -> str:
    """Describe the first line."""
    first = sample[0]
    mark = max(DELIMITERS, key=first.count)
    fields = split_line(first, mark, quoted=True)
    shown = ", ".join(repr(field.strip()[:SHOWN]) for field in fields[:6])
    if len(fields) == 1:
        return f"lines that no tab, comma, semicolon or bar divides, first {shown}"
    return f"{len(fields)} fields between {DELIMITERS[mark]}: {shown}{', ...' if len(fields) > 6 else ''}"
