"""Measure ensembles in one run: ``python benchmarks/ensembles.py [--quick] [--full] [--only WORD]``.

Each section runs in a process of its own. Nothing passes or fails. See README.md here.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import os
import platform
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

from ensemble_table import Effort

#: Module and needed packages of each section. Modules are imported by the section's own process alone.
SECTIONS = {
    "judging": ("ensemble_judging", ()),
    "scaling": ("ensemble_scaling", ("distributed",)),
    "overhead": ("ensemble_overhead", ("distributed",)),
    "ema": ("ensemble_ema", ("ema_workbench",)),
    "memory": ("ensemble_memory", ()),
    "plan": ("ensemble_planning", ("distributed",)),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer draws and repeats: about a minute")
    parser.add_argument("--full", action="store_true", help="memory over 10,000 and 100,000 draws: long")
    parser.add_argument("--only", default="", metavar="WORD", help=f"only these: {', '.join(SECTIONS)}")
    parser.add_argument("--section", choices=tuple(SECTIONS), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    chosen = [name for name in SECTIONS if arguments.only in name]
    if arguments.section:
        module = importlib.import_module(SECTIONS[arguments.section][0])
        module.measure(Effort(quick=arguments.quick, full=arguments.full))
    elif not chosen:
        parser.error(f"no section has {arguments.only!r} in its name; there are {', '.join(SECTIONS)}")
    else:
        print_all(chosen, [word for word in ("--quick", "--full") if word in sys.argv])


def print_all(chosen: list[str], options: list[str]) -> None:
    """Run the chosen sections one after another, each in its own process."""
    began = time.monotonic()
    print(_machine())
    for name in chosen:
        missing = [package for package in SECTIONS[name][1] if importlib.util.find_spec(package) is None]
        if missing:
            print(f"\n{name}: left out, as {', '.join(missing)} is not installed; make bench-ensembles does")
            continue
        start = time.monotonic()
        subprocess.run([sys.executable, str(Path(__file__)), "--section", name, *options], check=True)
        print(f"\n  ({name}: {time.monotonic() - start:.0f} s)", flush=True)
    print(f"\nThe whole run took {time.monotonic() - began:.0f} s; load now {_load()}.")


def _machine() -> str:
    versions = ", ".join(f"{name} {version(name)}" for name in ("detente", "numpy", "numba"))
    system = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, load {_load()}"
    return f"Python {platform.python_version()}, {versions}, {system}"


def _load() -> str:
    """Say how busy the machine is: processes that want a core, over the last minute."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


if __name__ == "__main__":
    main()
