"""All checks of a dossier, on the base and on every reading of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from detente.dossier.citation import Citation
from detente.dossier.citing import check_citations, check_day
from detente.dossier.climate_checking import check_climate
from detente.dossier.correlating import check_correlations
from detente.dossier.faults import validate
from detente.dossier.findings import Findings
from detente.dossier.marks import Marks
from detente.dossier.names import Names
from detente.dossier.readings import Applied, ancestry, apply_reading, apply_successor
from detente.dossier.references import check_references
from detente.dossier.schema import DossierModel
from detente.dossier.structure import check_structure
from detente.dossier.yaml_text import Document
from detente.errors import Problem

__all__ = ["Checked", "check_base", "check_reading", "check_successor", "in_order"]

_OPTIONAL = [key for key, field_ in DossierModel.model_fields.items() if not field_.is_required()]


@dataclass
class Checked:
    """Data that has been looked at, with its model (None if nothing usable remains)."""

    data: dict[str, Any]
    marks: Marks
    model: DossierModel | None
    problems: list[Problem] = field(default_factory=list)


def check_base(document: Document, file: str) -> Checked:
    """Check the dossier as written, leaving the changes its readings make aside."""
    findings = Findings(file, document.marks)
    data = _without_empty_sections(document.data)
    model = validate(data, findings)
    if model is not None:
        _check_between(model, data, findings)
        base = {key: value for key, value in data.items() if key != "readings"}
        names = Names.of(data)
        check_citations(base, (), sources=model.sources, names=names, as_of=model.as_of, findings=findings)
    return Checked(data, document.marks, model, findings.problems)


def check_reading(base: Checked, key: str, file: str) -> Checked:
    """Check the dossier as one reading changes it.

    ``key`` must be one of the readings. Problems that the base has at the same place are
    not repeated.
    """
    findings = Findings(file, base.marks, under=f"the reading {key!r}")
    applied = apply_reading(base.data, base.marks, key, findings)
    findings.marks, findings.targets = applied.marks, applied.targets
    data = _without_empty_sections(applied.data)
    model = validate(data, findings)
    if model is not None:
        _check_between(model, data, findings)
        _check_cited(base, applied, key, model, findings)
    known = {_place(problem) for problem in base.problems}
    fresh = [p for p in findings.problems if _place(p) not in known and not _follows(p, base.problems)]
    return Checked(data, applied.marks, model, fresh)


def check_successor(today: Checked, key: str, file: str) -> Checked:
    """Check the dossier as one successor changes it.

    ``today`` is the base, or the base under a reading; ``key`` must be one of its successors.
    Problems that it has at the same place are not repeated.
    """
    findings = Findings(file, today.marks, under=f"the successor {key!r}")
    applied = apply_successor(today.data, today.marks, key, findings)
    findings.marks, findings.targets = applied.marks, applied.targets
    data = _without_empty_sections(applied.data)
    model = validate(data, findings)
    if model is not None:
        _check_between(model, data, findings)
    known = {_place(problem) for problem in today.problems}
    fresh = [p for p in findings.problems if _place(p) not in known and not _follows(p, today.problems)]
    return Checked(data, applied.marks, model, fresh)


def _without_empty_sections(data: Any) -> Any:
    """Leave out optional sections that have a key and nothing below it."""
    if not isinstance(data, dict):
        return data
    return {key: value for key, value in data.items() if value is not None or key not in _OPTIONAL}


def _check_between(model: DossierModel, data: dict[str, Any], findings: Findings) -> None:
    """Check what spans sections; what is broken in form is not also blamed for what it lacks."""
    broken = tuple(findings.paths)
    names = Names.of(data)
    check_references(model, names, findings)
    check_structure(model, findings, broken=broken)
    check_climate(model, names, findings, broken=broken)
    check_correlations(model, findings, broken=broken)


def _check_cited(base: Checked, applied: Applied, key: str, model: DossierModel, findings: Findings) -> None:
    """Check what a reading cites, in its own lines and those of the readings it rests on."""
    as_of = _reading_day(base, key) or model.as_of
    names = Names.of(applied.data)
    readings = base.data["readings"]
    for name in ancestry(readings, key):
        check_citations(
            readings[name],
            ("readings", name),
            sources=model.sources,
            names=names,
            as_of=as_of,
            findings=findings,
        )
    reading = base.model.readings.get(key) if base.model else None
    if reading and reading.source in model.sources:
        source = model.sources[reading.source]
        path = ("readings", key, "source")
        check_day(Citation(source=reading.source), source, as_of, path, findings)


def _reading_day(base: Checked, key: str) -> dt.date | None:
    reading = base.model.readings.get(key) if base.model else None
    return reading.as_of if reading else None


def _follows(problem: Problem, earlier: Iterable[Problem]) -> bool:
    """Tell whether a change cannot be made only because the base is broken there."""
    broken = (p.path for p in earlier if p.path)
    return problem.code == "D062" and any(f".set.{path}." in problem.path for path in broken)


def _place(problem: Problem) -> tuple[str, str, int | None, int | None]:
    return problem.code, problem.file, problem.line, problem.column


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sort problems by file, line and column, and say each only once."""
    unique = {(*_place(problem), problem.path): problem for problem in reversed(list(problems))}
    return sorted(unique.values(), key=lambda p: (p.file, p.line or 0, p.column or 0, p.code))
