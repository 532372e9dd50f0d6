"""Tables of acts that answer acts, written to disk for the tests of commands."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

#: Each side's answer to its own last month, and to the other's.
KEPT, ANSWER = 0.3, 0.4
POWERS = ("USA", "RUS", "CHN")


def monthly_levels(months: int, sides: int = 2, seed: int = 7) -> np.ndarray:
    """Simulate the months of directed series that answer each other, shape (months, sides)."""
    rng = np.random.default_rng(seed)
    levels = np.zeros((months, sides))
    for month in range(1, months):
        last = levels[month - 1]
        levels[month] = KEPT * last + ANSWER * np.roll(last, 1) + rng.normal(size=sides)
    return levels


def acts_table(folder: Path, *, months: int = 120, powers: int = 2) -> Path:
    """Write acts of two or three powers towards each other, two a month and direction."""
    pairs = [(a, b) for a in POWERS[:powers] for b in POWERS[:powers] if a != b]
    levels = monthly_levels(months, len(pairs))
    path = folder / "acts.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["date", "source", "target", "code", "score", "quad", "text", "cite"])
        for month in range(months):
            for (source, target), level in zip(pairs, levels[month], strict=True):
                for day, score in ((5, level - 0.5), (20, level + 0.5)):
                    quad = (1 if day == 5 else 2) if score >= 0 else (3 if day == 5 else 4)
                    when = f"{1990 + month // 12}-{month % 12 + 1:02d}-{day:02d}"
                    clipped = round(float(np.clip(score, -10, 10)), 2)
                    table.writerow([when, source, target, "", clipped, quad, "", ""])
    return path


def series_table_on_disk(folder: Path, *, months: int = 120) -> Path:
    """Write two series that are ready, by month."""
    levels = monthly_levels(months)
    path = folder / "monthly.csv"
    rows = [f"{1990 + m // 12}-{m % 12 + 1:02d},{levels[m, 0]:.4f},{levels[m, 1]:.4f}" for m in range(months)]
    path.write_text("\n".join(["month,us2ru,ru2us", *rows]) + "\n", "utf-8")
    return path
