"""What the numbers of a dossier rest on, in one line."""

from __future__ import annotations

from detente.evidence.quality import InputQuality
from detente.report.wording import percent

__all__ = ["quality_line"]


def quality_line(quality: InputQuality) -> str:
    """Say in one line what the numbers of a dossier rest on."""
    if not quality.n_numbers:
        return "no numbers"
    return (
        f"{quality.n_numbers} numbers: {percent(quality.no_source)} rest on no source, "
        f"{percent(quality.one_source)} on one, {percent(quality.more_sources)} on two or more; "
        f"{percent(quality.wide)} have wide ranges"
    )
