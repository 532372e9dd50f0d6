"""``detente show``: a dossier, or one issue of it, in words."""

from __future__ import annotations

import sys

from detente.loading import load
from detente.report.console import show
from detente.report.describing import describe_dossier, describe_issue

__all__ = ["show_case"]


def show_case(case: str, issue: str | None, *, reading: str | None) -> None:
    """Describe a dossier, or one issue with everybody's stakes and their sources."""
    dossier = load(case, reading=reading)
    show(describe_issue(dossier, issue) if issue else describe_dossier(dossier), sys.stdout)
