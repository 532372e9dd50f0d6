"""Measure everything in one run: ``python benchmarks/run.py [--quick] [--only WORD]``.

Nothing passes or fails. See README.md here for how to read the output.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
from pathlib import Path

from sections import SECTIONS

PEAK = "peak memory"
#: What to divide by what, both measured in this run.
RATIOS = (
    ("2 workers against 1", "draws judged, 2 workers", "draws judged, 1 worker"),
    ("bitsets at 10^6 against one by one", "bitsets, 10^6 packages", "one by one (the reference)"),
    ("bitsets at 10^9 against one by one", "bitsets, 10^9 packages", "one by one (the reference)"),
    ("memory for 10^9 against 10^6", "memory, 10^9: peak memory", "memory, 10^6: peak memory"),
    (
        "time for 10^12, 1 worker against 2",
        "counting 10^12 packages by 1 worker, code loaded in passing",
        "counting 10^12 packages by 2 workers, code loaded in passing",
    ),
    ("memory for 10^12 against 10^6", "memory, 10^12: peak memory", "memory, 10^6: peak memory"),
    ("reference case against nothing", "memory, reference case: peak memory", "memory, nothing: peak memory"),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer repeats, and leave out 10^12 packages")
    parser.add_argument("--only", default="", metavar="WORD", help="only sections whose name has this word")
    parser.add_argument("--section", choices=tuple(SECTIONS), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.section:
        measure(arguments.section, arguments.quick)
    else:
        print_all(arguments.quick, arguments.only)


def measure(section: str, quick: bool) -> None:
    """Run one section in this process and print its figures as JSON."""
    figures = list(SECTIONS[section][0](quick))
    # The unit of ru_maxrss is a kilobyte on Linux and a byte on macOS.
    unit = 2**20 if sys.platform == "darwin" else 2**10
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    print(json.dumps([*figures, (f"{section}: {PEAK}", peak, "MB")]))


def print_all(quick: bool, word: str) -> None:
    """Run the sections one after another, each in its own process, then print the ratios."""
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    print(f"Python {platform.python_version()}, {machine}")
    found: dict[str, float] = {}
    for section, (_, in_quick) in SECTIONS.items():
        if word not in section or (quick and not in_quick):
            continue
        print(f"\n{section}")
        for name, value, unit in _figures(section, quick):
            found[name] = value
            print(f"  {name.removeprefix(section + ': '):<58} {value:>12.4g} {unit}", flush=True)
    print("\nratios within this run")
    for name, above, below in RATIOS:
        if above in found and below in found:
            print(f"  {name:<58} {found[above] / found[below]:>12.4g}")


def _figures(section: str, quick: bool) -> list[tuple[str, float, str]]:
    command = [sys.executable, str(Path(__file__)), "--section", section, *(["--quick"] if quick else [])]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return [
        (str(name), float(value), str(unit)) for name, value, unit in json.loads(done.stdout.splitlines()[-1])
    ]


if __name__ == "__main__":
    main()
