"""Write what a run says into a case's README, between its ``results`` marks.

Run it after the case or the model has changed::

    python tools/case_results.py us-russia --draws 1000 --seed 0
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import detente
from detente.verdict.classes import ClassVerdict

CASES = Path(detente.__file__).parent / "cases"
MARKS = re.compile(r"(<!-- results -->\n).*?(<!-- end -->)", re.DOTALL)


def cell(verdict: ClassVerdict) -> str:
    """Share passing all gates and where it dies."""
    if not verdict.is_deal:
        return "not a deal"
    died = "" if verdict.gate_of_death is None else f" {verdict.gate_of_death}"
    return f"{100 * verdict.share:.1f}%{died}"


def table(readings: detente.Readings, form: str) -> str:
    """Return classes by readings in one form, as Markdown."""
    keys = list(readings.runs)
    lines = [f"| {form} | " + " | ".join(keys) + " |", "| --- |" + " --- |" * len(keys)]
    rows: dict[str, list[str]] = {}
    for key in keys:
        for verdict in readings[key].verdict.classes:
            if verdict.form == form:
                rows.setdefault(verdict.key, []).append(cell(verdict))
    lines += [f"| `{key}` | " + " | ".join(cells) + " |" for key, cells in rows.items()]
    return "\n".join(lines)


def blockers(readings: detente.Readings) -> str:
    """Return the most frequent sole blocker of each class with sweeteners, as Markdown."""
    lines = ["| sole blockers, with sweeteners | base |", "| --- | --- |"]
    for verdict in readings["base"].verdict.classes:
        if verdict.form == "with sweeteners" and verdict.sole_blockers:
            named = ", ".join(f"{p} {100 * s:.0f}%" for p, s in list(verdict.sole_blockers.items())[:4])
            lines.append(f"| `{verdict.key}` | {named} |")
    return "\n".join(lines)


def findings(readings: detente.Readings) -> str:
    """Return the findings of the status-quo test under every reading, as Markdown."""
    rows: dict[tuple[str, str, str], list[str]] = {}
    for key, run in readings.runs.items():
        for f in run.findings:
            rows.setdefault((f.kind, f.issue, f.option), []).append(f"{key} {100 * f.share:.0f}%")
    lines = ["| status-quo test | issue | option | share of draws |", "| --- | --- | --- | --- |"]
    lines += [f"| {k} | {i} | {o} | {', '.join(where)} |" for (k, i, o), where in sorted(rows.items())]
    return "\n".join(lines)


def main() -> None:
    """Run the case under every reading and rewrite its README."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case")
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()

    def load(reading: str | None) -> detente.Dossier:
        return detente.load(args.case, reading=reading)

    readings = detente.run_readings(load, draws=args.draws, seed=args.seed)
    parts = [
        f"{args.draws} draws, seed {args.seed}, detente {detente.__version__}: share of draws in which "
        "some package of the class passes every gate, and the gate of death.",
        table(readings, "with sweeteners"),
        table(readings, "exactly as described"),
        blockers(readings),
        findings(readings),
    ]
    readme = CASES / args.case / "README.md"
    text = readme.read_text("utf-8")
    written, n = MARKS.subn(lambda m: m[1] + "\n\n".join(parts) + "\n" + m[2], text)
    if n != 1:
        raise SystemExit(f"{readme.name} needs exactly one pair of results marks, found {n}")
    readme.write_text(written, "utf-8")


if __name__ == "__main__":
    main()
