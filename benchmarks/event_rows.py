"""Rows in the form of GDELT 1.0, made up from a seed as fast as the disk takes them."""

from __future__ import annotations

import gzip
from datetime import date, timedelta
from pathlib import Path

import numpy as np

__all__ = ["FIELDS", "write_files"]

FIELDS = 58
ACTORS = ("USA", "USAGOV", "USAMIL", "USAMED", "RUS", "RUSGOV", "RUSMIL", "CHN", "CHNGOV", "DEU", "DEUGOV")
MORE = ("GBR", "FRA", "ISR", "IRN", "IRNGOV", "UKR", "SYR", "SYRREB", "GOV", "COP", "BUS", "MED")
CODES = (
    "010",
    "012",
    "020",
    "036",
    "040",
    "042",
    "043",
    "051",
    "061",
    "071",
    "111",
    "112",
    "120",
    "130",
    "138",
)
PLACES = (
    ("4", "Moscow, Moskva, Russia", "RS", "RS48", "55.7522", "37.6156", "-2960561"),
    ("3", "Washington, District of Columbia, United States", "US", "USDC", "38.8951", "-77.0364", "531871"),
    ("1", "China", "CH", "CH", "35", "105", "CH"),
    ("", "", "", "", "", "", ""),
)
WORDS = ("talks", "summit", "border", "treaty", "minister", "army", "sanctions", "visit", "accord", "crisis")
FIRST = date(2013, 4, 1)
#: Rows that are made up one by one; each file repeats them with other numbers and days.
POOL = 100_000


def write_files(folder: Path, rows: int, *, seed: int, per_file: int, packed: bool) -> list[Path]:
    """Write rows into files of ``per_file`` rows, one day a file; one in a thousand is there twice."""
    pool = [row.encode() for row in _pool(seed)]
    lengths = np.array([len(row) for row in pool])
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    block = np.frombuffer(b"".join(pool), np.uint8)
    files = []
    for first in range(0, rows, per_file):
        day = FIRST + timedelta(days=first // per_file)
        path = folder / f"{day:%Y%m%d}.export.CSV{'.gz' if packed else ''}"
        with gzip.open(path, "wb", compresslevel=1) if packed else path.open("wb") as stream:
            for begin in range(first, min(first + per_file, rows), POOL):
                count = min(POOL, first + per_file - begin, rows - begin)
                numbered = _numbered(
                    block[: int(starts[count - 1] + lengths[count - 1])], starts[:count], begin, day
                )
                stream.write(numbered)
        files.append(path)
    return files


def _numbered(block: np.ndarray, starts: np.ndarray, begin: int, day: date) -> bytes:
    """Put event numbers, and the day, over those of the pool; each thousandth number is the one before it."""
    made = block.copy()
    numbers = 300_000_000 + begin + np.arange(len(starts))
    numbers[999::1000] -= 1
    for place in range(9):
        made[starts + place] = 48 + numbers // 10 ** (8 - place) % 10
    for place, digit in enumerate(f"{day:%Y%m%d}\t{day:%Y%m}\t{day:%Y}".encode()):
        made[starts + 10 + place] = digit
    return made.tobytes()


def _pool(seed: int) -> list[str]:
    random = np.random.default_rng(seed)
    actors = (*ACTORS, *MORE, "")
    sides = random.integers(len(actors), size=(POOL, 2))
    codes = random.integers(len(CODES), size=POOL)
    places = random.integers(len(PLACES), size=(POOL, 3))
    words = random.integers(len(WORDS), size=(POOL, 4))
    tones = np.round(random.normal(0, 4, size=POOL), 6)
    return [
        _row(
            [actors[k] for k in sides[i]],
            CODES[codes[i]],
            places[i],
            tones[i],
            [WORDS[k] for k in words[i]],
            i,
        )
        for i in range(POOL)
    ]


def _row(sides: list[str], code: str, places: np.ndarray, tone: float, words: list[str], number: int) -> str:
    root = int(code[:2])
    quad = 1 if root <= 5 else 2 if root <= 8 else 3 if root <= 13 else 4
    actors = [
        field
        for actor in sides
        for field in (actor, f"NAME OF {actor}", actor[:3], *[""] * 4, actor[3:], "", "")
    ]
    where = [field for place in places for field in PLACES[place]]
    url = f"http://www.example.org/world/{number % 28 + 1:02}/{'-'.join(words)}-{number}.html"
    event = ["1", code, code[:3], code[:2], str(quad), "1.0", "10", "1", "10", str(tone)]
    fields = ["0" * 9, "00000000", "000000", "0000", "2013.2493", *actors, *event, *where, "20130401", url]
    return "\t".join(fields) + "\n"
