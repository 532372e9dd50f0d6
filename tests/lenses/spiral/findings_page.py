"""The tables of the page of findings, and the series that their rows are about."""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from detente.events.aligning import Aligned
from detente.events.code_tables import weis
from detente.events.event_list import Events, event_list
from detente.events.series import aligned, dyad_series
from detente.events.series_files import SeriesColumn, read_series

Float = NDArray[np.float64]
Row = dict[str, str]
ROOT = Path(__file__).resolve().parents[3]
DATA = ROOT.parent / "shared" / "data"
PAGE = (ROOT / "docs" / "explanation" / "spiral-findings.md").read_text(encoding="utf-8")
KEDS = DATA / "keds_events"
CODES = {
    "US": "USA",
    "USSR": "RUS",
    "Russia": "RUS",
    "NATO": "NAT",
    "Israel": "ISR",
    "Palestinians": "PAL",
    "Egypt": "EGY",
    "Syria": "SYR",
    "Jordan": "JOR",
    "Serbs": "SER",
    "Bosnia": "BOS",
    "Kosovo": "KSV",
    "Iraq": "IRQ",
    "Iran": "IRN",
}
COPDAB_NAMES = {"US": "us", "USSR": "ussr", "Egypt": "eg", "Israel": "is", "France": "fra"}
#: Where the means of each side move, by the lens's own test for shifts (``mean_breaks``).
SHIFTS = {"us2ussr": ("1952-04", "1962-12"), "ussr2us": ("1971-09", "1975-11")}
#: Half a unit of the last digit shown, and as much again for another machine's rounding.
NEAR = 0.011


def tables(name: str) -> Iterator[Row]:
    """Give the rows of every table of the page under this name."""
    for found in re.finditer(rf"<!-- checked: {name} -->\n\n((?:\|.*\n)+)", PAGE):
        lines = [[cell.strip() for cell in line.strip("|\n").split("|")] for line in found[1].splitlines()]
        yield from (dict(zip(lines[0], cells, strict=True)) for cells in lines[2:])


def needed(path: Path) -> Path:
    """Return a path to shared data, or skip."""
    if not path.exists():
        pytest.skip(f"{path.parent.name} is not shipped, and not beside this checkout")
    return path


def numbers(cell: str) -> list[float]:
    """Read ``0.15 (0.02 to 0.26)``; what never happens is infinite."""
    return [float(x) for x in re.findall(r"-?\d+(?:\.\d+)?|inf", cell.replace("never", "inf"))]


def close(cell: str, found: Sequence[float], near: float = NEAR) -> None:
    """Assert that a cell says what was found."""
    assert numbers(cell) == pytest.approx(list(found), abs=near), f"{cell}: found {np.round(found, 3)}"


def long(path: Path, pairs: Sequence[tuple[str, str]], measure: str) -> Aligned:
    """Read series of a long table; quiet months of sums are 0, means take the longest stretch."""
    columns = [SeriesColumn(column=f"score_{measure}", source=a, target=b) for a, b in pairs]
    return aligned(
        read_series(needed(path), columns, measure=measure), gaps="zero" if measure == "sum" else "longest"
    )


def levant(a: str, b: str, measure: str) -> Aligned:
    """Return two series of the KEDS Levant list by month."""
    pair = (CODES[a], CODES[b])
    return long(KEDS / "keds_levant_monthly_dyads_1979_2011.csv", [pair, pair[::-1]], measure)


def balkans(a: str, b: str, measure: str) -> Aligned:
    """Return two series of the KEDS Balkans list by month."""
    pair = (CODES[a], CODES[b])
    return long(KEDS / "keds_balkans_monthly_dyads_1989_2003.csv", [pair, pair[::-1]], measure)


def copdab(a: str, b: str, measure: str) -> Aligned:
    """Return two series of COPDAB by month."""
    names = [(COPDAB_NAMES[x], COPDAB_NAMES[y]) for x, y in ((a, b), (b, a))]
    columns = [SeriesColumn(column=f"{x}2{y}", source=x, target=y) for x, y in names]
    path = needed(DATA / "copdab_monthly" / "copdab_monthly_1948_1978.csv")
    missing = measure.endswith("0 as missing")
    return aligned(
        read_series(path, columns, zero_is_missing=missing), gaps="carry" if missing else "longest"
    )


@cache
def keds_rows() -> tuple[Row, ...]:
    """Return all KEDS events with the United States or Russia on a side."""
    path = needed(KEDS / "keds_all_events_with_usa_or_rus.csv.gz")
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return tuple(csv.DictReader(file))


@cache
def weis_events() -> Events:
    """Read the lists of WEIS codes as WEIS, the Gulf's among them, each act once."""
    lists = ("gulf.cameo", "balkans.weis", "casia.weis")
    acts = {
        (row["date"], *(row[side][:3].replace("USR", "RUS") for side in ("source", "target")), row["code"])
        for row in keds_rows()
        if row["dataset"] in lists
    }
    date, source, target, code = zip(*sorted(acts), strict=True)
    found = [weis(one) for one in code]
    return event_list(
        date=np.array(date, "datetime64[D]"),
        source=source,
        target=target,
        code=code,
        score=[np.nan if one is None else one.score for one in found],
        origin="KEDS lists of WEIS codes",
    )


def gulf(a: str, b: str, measure: str) -> Aligned:
    """Return two series of the lists of WEIS codes by month."""
    pair = (CODES[a], CODES[b])
    both = [dyad_series(weis_events(), *p, every="month", measure=measure) for p in (pair, pair[::-1])]
    return aligned(both, gaps="zero")


@cache
def icews_counts() -> dict[tuple[str, str], Float]:
    """Return acts by quad class in each year, shape (years, 4), by dyad."""
    path = needed(DATA / "icews_yearly_dyads" / "icews_yearly_powers_2002_2014.csv")
    found: dict[tuple[str, str], list[list[float]]] = {}
    with path.open(encoding="utf-8") as file:
        for row in sorted(csv.DictReader(file), key=lambda row: row["year"]):
            counts = [float(row[key]) for key in ("verbCoop", "matlCoop", "verbConf", "matlConf")]
            found.setdefault((row["i_iso3c"], row["j_iso3c"]), []).append(counts)
    return {dyad: np.array(counts) for dyad, counts in found.items()}


def icews(a: str, b: str, measure: str) -> Aligned:
    """Return the shares of conflict, or of material conflict, in a dyad's years."""
    first = 3 if "material" in measure else 2
    pairs = [(CODES[a], CODES[b]), (CODES[b], CODES[a])]
    counts = [icews_counts()[pair] for pair in pairs]
    return Aligned(
        names=tuple(">".join(pair) for pair in pairs),
        every="year",
        measure="share of conflict",
        periods=tuple(str(year) for year in range(2002, 2015)),
        values=np.column_stack([c[:, first:].sum(axis=1) / c.sum(axis=1) for c in counts]),
        note="",
        n_missing=0,
    )


LOADERS: dict[str, Callable[[str, str, str], Aligned]] = {
    "copdab": copdab,
    "levant": levant,
    "balkans": balkans,
    "gulf": gulf,
    "icews": icews,
}


def less_line(values: Float) -> Float:
    """Take a straight line out of each column."""
    design = np.column_stack([np.ones(len(values)), np.arange(len(values))])
    return values - design @ np.linalg.lstsq(design, values, rcond=None)[0]


def less_shifts(series: Aligned) -> Float:
    """Take the mean of each stretch between a side's own shifts out of its acts."""
    left = series.values.copy()
    for column, cuts in enumerate(SHIFTS.values()):
        at = [series.periods.index(cut) for cut in cuts]
        for part in np.split(left[:, column], at):
            part -= part.mean()
    return left


def values_of(name: str, row: Row) -> Float:
    """Return the two columns that a row is about."""
    measure, _, treated = row["measure"].partition(", ")
    series = LOADERS[name](row["A"], row["B"], row["measure"] if name in ("copdab", "icews") else measure)
    inside = [row["from"] <= period <= row["to"] for period in series.periods]
    # The page tells the very first and last period there is, so that nobody reads more into a row.
    assert series.periods[inside.index(True)] == row["from"]
    assert series.periods[len(inside) - 1 - inside[::-1].index(True)] == row["to"]
    if treated == "less shifts":
        assert all(inside)
        return less_shifts(series)
    values = series.values[np.array(inside)]
    return less_line(values) if treated == "less a line" else values


def three(row: Row) -> Aligned:
    """Return the six series of a row about three parties, cut to its months."""
    actors = [CODES[name] for name in row["three"].split(", ")]
    path = KEDS / (
        "keds_levant_monthly_dyads_1979_2011.csv"
        if "ISR" in actors
        else "keds_balkans_monthly_dyads_1989_2003.csv"
    )
    whole = long(path, list(permutations(actors, 2)), "sum")
    keep = np.array([row["from"] <= period <= row["to"] for period in whole.periods])
    periods = tuple(np.array(whole.periods)[keep].tolist())
    assert (periods[0], periods[-1]) == (row["from"], row["to"])
    return Aligned(
        names=whole.names,
        every="month",
        measure="sum",
        periods=periods,
        values=np.ascontiguousarray(whole.values[keep]),
        note="",
        n_missing=0,
    )
