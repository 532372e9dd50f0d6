"""Rows of event data for tests."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

__all__ = ["gdelt_row", "gdelt_rows", "icews", "write"]

ICEWS = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\t"
    "Target Name\tTarget Sectors\tTarget Country\tStory ID"
)


def gdelt_row(
    number: int,
    day: str = "20140301",
    source: str = "USAGOV",
    target: str = "RUS",
    code: str = "042",
    *,
    width: int = 58,
    **others: str,
) -> str:
    """Make one row of GDELT 1.0 (57 or 58 fields) or 2.0 (61)."""
    fields = [""] * width
    fields[:5] = [str(number), day, day[:6], day[:4], "2014.16"]
    fields[5:8] = [source, "UNITED STATES", source[:3]]
    fields[15:18] = [target, "RUSSIA", target[:3]]
    fields[25:35] = ["1", code, code[:3], code[:2], "1", "1.9", "10", "1", "10", "2.5"]
    if width > 57:
        fields[-2:] = [day, f"http://example.org/{number}"]
    for place, text in others.items():
        fields[int(place[1:])] = text
    return "\t".join(fields)


def gdelt_rows(count: int, first: int = 1, **others: str) -> list[str]:
    """Make several rows with numbers of their own."""
    return [gdelt_row(first + place, **others) for place in range(count)]


def icews(*rows: str) -> list[str]:
    """Put the header of ICEWS before rows."""
    return [ICEWS, *rows]


def write(path: Path, lines: Iterable[str], end: str = "\n") -> Path:
    """Write lines into a file and give its path."""
    path.write_bytes("".join(f"{line}{end}" for line in lines).encode())
    return path
