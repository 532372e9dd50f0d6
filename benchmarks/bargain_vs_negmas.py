"""Compare the bargain lens with NegMAS in one run: ``python benchmarks/bargain_vs_negmas.py``.

Both have to be installed for this Python. Every figure is taken in a process of its own, warm, and is
the least of several repeats. Nothing passes or fails. See README.md here.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import importlib.util
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from negmas_cases import groups, other_ways
from negmas_compare import HABITS, differences, small_games
from negmas_games import Case
from negmas_routes import measured
from negmas_spots import spots
from negmas_table import END, START, Sheet, duration, memory, ratio

#: What a process measured, or that it took too long.
Found = dict[str, Any] | None

ROWS = ("outcomes", "game", "frontier", "detente", "its kernel", "NegMAS", "ratio", "memory", "answers")
OTHER_ROWS = ("outcomes", "game", "compared", "detente", "NegMAS", "ratio", "memory")
IMPORTS = ("detente imports", "negmas imports")


@dataclass(frozen=True, kw_only=True)
class Effort:
    """How much is measured.

    Attributes
    ----------
    limit : float
        Seconds that a process may take.
    enough : float
        Seconds after which a figure is not repeated any more.
    small : int
        Small games of two parties that are compared, and as many of three.
    """

    quick: bool
    limit: float
    enough: float
    small: int


FULL = Effort(quick=False, limit=120, enough=2, small=500)
QUICK = Effort(quick=True, limit=30, enough=0.1, small=100)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer and smaller games: under two minutes")
    parser.add_argument("--markdown", action="store_true", help="print tables for the documentation")
    parser.add_argument("--part", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if importlib.util.find_spec("negmas") is None:
        print("NegMAS is not installed here; `pip install negmas` into an environment that has detente")
        sys.exit(2)
    if arguments.part:
        print(json.dumps(_part(json.loads(arguments.part))))
    else:
        _all(QUICK if arguments.quick else FULL, Sheet(markdown=arguments.markdown))


def _part(task: dict[str, Any]) -> Any:
    """Do one task in this process."""
    if task["do"] == "spots":
        return spots()
    if task["do"] == "small":
        return small_games(task["n"])
    return measured(task["do"], Case(**task["case"]), enough=task["enough"])


def _asked(task: dict[str, Any], limit: float) -> Any:
    """Do one task in another process; None where it takes longer than ``limit`` seconds."""
    command = [sys.executable, str(Path(__file__)), "--part", json.dumps(task)]
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, timeout=limit)
    except subprocess.TimeoutExpired:
        return None
    return json.loads(done.stdout.splitlines()[-1])


def _measured(route: str, case: Case, effort: Effort) -> Found:
    found: Found = _asked({"do": route, "case": asdict(case), "enough": effort.enough}, effort.limit)
    return found


def _all(effort: Effort, sheet: Sheet) -> None:
    began = time.monotonic()
    sheet.mark(START)
    sheet.say(_machine())
    for group in groups(effort.quick):
        sheet.table(group.title, ROWS, _rows(group.route, group.cases, effort))
    sheet.table("Other ways of NegMAS", OTHER_ROWS, _other_rows(effort))
    bare = ((name, memory(_measured(name, Case(issues=1, options=1), effort))) for name in IMPORTS)
    sheet.table("Memory of the imports alone", ("what", "memory"), bare)
    small = _asked({"do": "small", "n": effort.small}, 10 * effort.limit)
    sheet.table(
        f"Small games: {small['games']} compared, {small['alike']} alike in everything",
        ("what differs: why", "games"),
        ((name, str(n)) for name, n in small["counts"].items()),
    )
    sheet.table("What the reasons mean", ("reason", "what NegMAS does"), HABITS.items())
    sheet.table("Games for a pencil", ("what", "NegMAS", "detente"), _asked({"do": "spots"}, effort.limit))
    sheet.say(f"The whole run took {time.monotonic() - began:.0f} s.")
    sheet.mark(END)


def _machine() -> str:
    versions = ", ".join(
        f"{name} {importlib.metadata.version(name)}" for name in ("negmas", "numpy", "numba")
    )
    system = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    return f"Python {platform.python_version()}, {versions}, {system}"


def _rows(route: str, cases: tuple[Case, ...], effort: Effort) -> Iterator[list[str]]:
    for case in cases:
        ours, kernel = (_measured(name, case, effort) for name in ("detente", "kernel"))
        alone = route == "none"
        theirs = None if alone else _measured(route, case, effort)
        yield [
            case.outcomes,
            case.label,
            f"{len(ours['frontier']):,}" if ours else "",
            duration(ours, effort.limit),
            duration(kernel, effort.limit),
            "" if alone else duration(theirs, effort.limit),
            "" if alone else ratio(theirs, ours, effort.limit),
            " / ".join(memory(found) for found in (ours, theirs) if found),
            _verdict(case, ours, theirs),
        ]


def _verdict(case: Case, ours: Found, theirs: Found) -> str:
    if ours is None or theirs is None:
        return ""
    found = differences(case, ours, theirs)
    return "; ".join(f"{what.replace('_', '-')}: {why}" for what, why in found.items()) or "same"


def _other_rows(effort: Effort) -> Iterator[list[str]]:
    for what, our_route, their_route, case in other_ways(effort.quick):
        ours, theirs = (_measured(route, case, effort) for route in (our_route, their_route))
        yield [
            case.outcomes,
            case.label,
            what,
            duration(ours, effort.limit),
            duration(theirs, effort.limit),
            ratio(theirs, ours, effort.limit),
            " / ".join(memory(found) for found in (ours, theirs) if found),
        ]


if __name__ == "__main__":
    main()
