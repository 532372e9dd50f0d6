"""The status-quo test of ``detente check``."""

from __future__ import annotations

from detente.dossier.dossier import Dossier
from detente.report.blocks import Block
from detente.report.findings_part import findings_part
from detente.verdict.findings import status_quo_test

__all__ = ["findings_told"]

#: Enough draws to tell whether something holds in most of them.
DRAWS = 100


def findings_told(dossier: Dossier) -> tuple[Block, ...]:
    """Return what the status-quo test has to say about a dossier."""
    return findings_part(status_quo_test(dossier, draws=DRAWS), dossier.issues, dossier.parties)
