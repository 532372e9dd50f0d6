"""``detente cases``: what ships with detente."""

from __future__ import annotations

import sys

from detente.cases import case_names, find_dossier
from detente.dossier.loading import load
from detente.report.blocks import Cell, Column, Section, Table
from detente.report.console import show

__all__ = ["list_cases"]

COLUMNS = (
    Column(name="case"),
    Column(name="issues", right=True),
    Column(name="options", right=True),
    Column(name="parties", right=True),
    Column(name="readings", right=True),
    Column(name="title", flexible=True),
)


def list_cases() -> None:
    """List the shipped cases with their size and title."""
    rows = tuple(_row(name) for name in case_names())
    show((Table(columns=COLUMNS, sections=(Section(rows=rows),)),), sys.stdout)


def _row(name: str) -> tuple[Cell, ...]:
    dossier = load(find_dossier(name), check_readings=False)
    n_options = sum(len(issue.options) for issue in dossier.issues.values())
    numbers = (len(dossier.issues), n_options, len(dossier.parties), len(dossier.readings))
    return (Cell(text=name, tone="strong"), *(Cell(text=str(n)) for n in numbers), Cell(text=dossier.title))
