"""Whether what a dossier cites exists, and was there to be cited."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from detente.dossier.citation import Citation, parse_citation
from detente.dossier.findings import Findings
from detente.dossier.marks import Path
from detente.dossier.names import Names
from detente.dossier.schema import SourceModel

__all__ = ["check_citations", "check_day"]


def check_citations(
    data: Any,
    prefix: Path,
    *,
    sources: Mapping[str, SourceModel],
    names: Names,
    as_of: dt.date | None,
    findings: Findings,
) -> None:
    """Check every ``cite`` list in a piece of plain data.

    Parameters
    ----------
    data : object
        Plain data, standing at ``prefix`` in the dossier.
    sources : mapping
        The sources that passed the format.
    as_of : datetime.date or None
        Nothing later may be cited; None sets no limit.
    """
    for path, text in _citations(data, prefix):
        citation = parse_citation(text)
        if citation is None:
            hint = "write source, source#27 for a claim or source#p12 for a paragraph"
            findings.add("D045", path, "this is no citation", found=text, hint=hint)
        elif findings.known("source", citation.source, names.sources, path, code="D043"):
            source = sources.get(citation.source)
            if source is not None:
                _check_place(citation, source, names, path, findings)
                check_day(citation, source, as_of, path, findings)


def _citations(data: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield each item of each list that stands under a key ``cite``."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _citations(value, (*path, key))
    elif isinstance(data, list):
        cited = bool(path) and str(path[-1]).rpartition(".")[2] == "cite"
        for index, value in enumerate(data):
            if cited and isinstance(value, str):
                yield (*path, index), value
            else:
                yield from _citations(value, (*path, index))


def _check_place(
    citation: Citation, source: SourceModel, names: Names, path: Path, findings: Findings
) -> None:
    """Check that the claim or the paragraph exists."""
    key = citation.source
    if (
        citation.paragraph is not None
        and source.paragraphs is not None
        and citation.paragraph > source.paragraphs
    ):
        message = f"{key} has {source.paragraphs} paragraphs"
        findings.add("D044", path, message, found=str(citation), hint=f"cite p1 to p{source.paragraphs}")
    if citation.claim is None:
        return
    written = names.claims.get(key, frozenset())
    if written and citation.claim not in written:
        near = min(written, key=lambda n: (abs(n - (citation.claim or 0)), n))
        message = f"{key} has no claim {citation.claim}"
        findings.add("D044", path, message, found=str(citation), hint=f"the nearest is {key}#{near}")
    elif not written and citation.claim > (source.claims or 0):
        _report_uncounted(citation, source, path, findings)


def _report_uncounted(citation: Citation, source: SourceModel, path: Path, findings: Findings) -> None:
    """A claim of a source that lists none, beyond the number it is said to have."""
    if source.claims is None:
        message = f"{citation.source} lists no claims"
        hint = f"cite {citation.source}#p{citation.claim} for a paragraph, or write the claims down"
    else:
        message = f"{citation.source} has {source.claims} claims"
        hint = f"cite {citation.source}#1 to {citation.source}#{source.claims}"
    findings.add("D044", path, message, found=str(citation), hint=hint)


def check_day(
    citation: Citation, source: SourceModel, as_of: dt.date | None, path: Path, findings: Findings
) -> None:
    """Check that a source was there to be cited."""
    if as_of is not None and source.date is not None and source.date > as_of:
        message = f"nothing later than {as_of} may be cited, and this is of {source.date}"
        findings.add("D061", path, message, found=str(citation), hint="cite an earlier source, or move as_of")
