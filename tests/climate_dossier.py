"""A small dossier with a climate, for the tests of everything that is done with one."""

from __future__ import annotations

from pathlib import Path

import detente
from detente.dossier.dossier import Dossier

CLIMATE = """
climate:
  step: month
  start: 2018-10-31
  level: {north: 2..4, south: 2..5}
  drift: {north: 0..1, south: 0..1}
  persistence: {north: 0.3..0.5, south: 0.2..0.4}
  reaction: {north: 0..0.2, south: 0..0.3}
  memory: {north: 0..0.1}
  remembers: {north: 12}
  bias: {north: 1..1.3, south: 1..1.5}
  misperception: {north: 0..0.5, south: 0..0.5}
  noise: {north: 0.5..1.5, south: 0.5..1.5}
  firmness: {north: -0.3..0.3, south: -0.3..0.3}
  publicity: {south: -0.2..0.2}
  learning: {north: 0.01..0.05, south: 0.01..0.05}
  hope: {north: 0.7..0.9}
  turnovers: {north: [2019-03-01]}
  campaigns: {south: [2018-12-01/2019-01-31]}
  accidents: {rate: 0..0.02, per_point: 0..0.01, severity: 2..4, deconfliction: 0.3..0.8}
  measures:
    border: {truce: {acts: {north: 0.5..1, south: 0.5..2}}}
    sanctions: {ease: {acts: {north: 0.5..1}}}
  effects:
    no_deal: {north: -2..0, south: -2..0}
    keeps_word: {south: -0.05..0}
    stakes: {assembly: -1..0}
"""


def text() -> str:
    """The case of two issues, with a climate."""
    case = Path(detente.__file__).parent / "cases" / "two-issues" / "dossier.yaml"
    return case.read_text("utf-8") + CLIMATE


def written(folder: Path, change: tuple[str, str] = ("", "")) -> Path:
    """Write the dossier into a folder, one text in it replaced by another."""
    path = folder / "climate.yaml"
    path.write_text(text().replace(*change) if change[0] else text(), "utf-8")
    return path


def loaded(folder: Path, change: tuple[str, str] = ("", "")) -> Dossier:
    """Load the dossier."""
    return detente.load(str(written(folder, change)))
