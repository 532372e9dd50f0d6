"""Measure the import of event data: ``python benchmarks/events.py [--rows N] [--packed] [--memory SIZE]``.

Rows in the form of GDELT 1.0 are made up, imported, and read with plain pandas, each in a process of its
own. Nothing passes or fails. See README.md here.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

import event_readers
from ensemble_table import figure, heading, say, table
from event_rows import write_files

#: Rows that pandas reads at once: with all columns they take some 4 GB.
WHOLE = 2_000_000
PER_FILE = 500_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=50_000_000, help="rows in all (50,000,000: some 19 GB)")
    parser.add_argument("--packed", action="store_true", help="write them as .gz")
    parser.add_argument("--memory", default="1GB", metavar="SIZE", help="what DuckDB may take")
    parser.add_argument("--whole", type=int, default=WHOLE, help="rows that pandas reads at once")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--folder", type=Path, help="where files are made, and removed (the system's if not given)"
    )
    parser.add_argument("--reader", choices=tuple(event_readers.READERS), help=argparse.SUPPRESS)
    parser.add_argument("files", nargs="*", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.reader:
        print(json.dumps(event_readers.measured(arguments.reader, arguments.files, arguments.memory)))
        return
    print(_machine())
    with tempfile.TemporaryDirectory(prefix="event-rows-", dir=arguments.folder) as folder:
        compare(Path(folder), arguments)


def compare(folder: Path, arguments: argparse.Namespace) -> None:
    """Make files and print what each way of reading them takes."""
    heading(
        f"Import of {arguments.rows:,} rows in the form of GDELT 1.0",
        "Peak is the most the process ever held. detente checks every line, translates codes and\n"
        "actors, takes out duplicates and writes Parquet. pandas in chunks reads the same columns,\n"
        "translates them in the same way and appends to a CSV; it neither looks for duplicates nor\n"
        "survives a damaged line. pandas at once only reads, all columns.",
    )
    began = time.perf_counter()
    rows, packed = arguments.rows, arguments.packed
    files = write_files(folder, rows, seed=arguments.seed, per_file=PER_FILE, packed=packed)
    size = sum(file.stat().st_size for file in files)
    say(f"{len(files)} files, {size / 1e9:.2f} GB, made in {time.perf_counter() - began:.0f} s")
    whole = files[: max(arguments.whole // PER_FILE, 1)]
    found = {
        "detente": _read("detente", files, folder, arguments.memory),
        "pandas in chunks": _read("chunks", files, folder, arguments.memory),
        "pandas at once": _read("whole", whole, folder, arguments.memory),
    }
    head = ("", "rows", "kept", "seconds", "rows a second", "peak, MB")
    table(head, [_cells(name, one) for name, one in found.items()])
    _ratios(found)


def _read(reader: str, files: list[Path], folder: Path, memory: str) -> dict[str, float]:
    command = [sys.executable, __file__, "--reader", reader, "--memory", memory, *map(str, files)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=folder)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _cells(name: str, one: dict[str, float]) -> tuple[str, ...]:
    speed = one["rows"] / one["seconds"]
    counts = (f"{one['rows']:,}", f"{one['kept']:,}")
    return (name, *counts, figure(one["seconds"]), f"{speed:,.0f}", f"{one['peak'] / 1e6:,.0f}")


def _ratios(found: dict[str, dict[str, float]]) -> None:
    speed = {name: one["rows"] / one["seconds"] for name, one in found.items()}
    say("")
    for name in ("pandas in chunks", "pandas at once"):
        say(f"rows a second, detente : {name}: {speed['detente'] / speed[name]:.2f}")
    once = found["pandas at once"]
    needed = once["peak"] / once["rows"] * found["detente"]["rows"]
    say(f"pandas at once would need some {needed / 1e9:.0f} GB for all rows")


def _machine() -> str:
    versions = ", ".join(f"{name} {version(name)}" for name in ("detente", "duckdb", "pandas"))
    system = (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    )
    return f"Python {platform.python_version()}, {versions}, {system}"


if __name__ == "__main__":
    main()
