"""From a citation to what it cites."""

from __future__ import annotations

from dataclasses import dataclass

from detente.dossier.citation import Citation, parse_citation
from detente.dossier.dossier import Claim, Dossier, Source
from detente.errors import UnknownNameError

__all__ = ["Citation", "Passage", "parse_citation", "resolve"]


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A source, and the claim or the paragraph of it that is cited.

    ``claim`` is None where the whole source or a paragraph is cited, and where the source
    is only said to have so many claims without their being written down.
    """

    citation: Citation
    source: Source
    claim: Claim | None = None

    @property
    def paragraph(self) -> int | None:
        """Paragraph of the source, from 1, where known."""
        if self.citation.paragraph is not None:
            return self.citation.paragraph
        return self.claim.paragraph if self.claim else None

    def describe(self) -> str:
        """Say in one line what is cited."""
        year = f", {self.source.date.year}" if self.source.date else ""
        author = f"{self.source.author}, " if self.source.author else ""
        line = f"{author}{self.source.title}{year}"
        if self.paragraph is not None:
            line += f", paragraph {self.paragraph}"
        if self.citation.claim is not None:
            line += f", claim {self.citation.claim}"
        if self.claim is not None:
            line += f": {' '.join(self.claim.paraphrase.split())}"
        return line


def resolve(dossier: Dossier, citation: str | Citation) -> Passage:
    """Find what a citation cites.

    Parameters
    ----------
    dossier : Dossier
        Holds the sources and the claims.
    citation : str or Citation
        ``source``, ``source#27`` (claim) or ``source#p12`` (paragraph).

    Returns
    -------
    Passage

    Raises
    ------
    UnknownNameError
        If the text is no citation, or its source or its claim does not exist.
    """
    found = parse_citation(citation) if isinstance(citation, str) else citation
    if found is None:
        raise UnknownNameError("citation", str(citation), dossier.sources)
    source = dossier.sources.get(found.source)
    if source is None:
        raise UnknownNameError("source", found.source, dossier.sources)
    if found.claim is None:
        return Passage(citation=found, source=source)
    claim = source.claims.get(found.claim)
    if claim is None and (source.claims or found.claim > (source.n_claims or 0)):
        raise UnknownNameError("claim", str(found), [f"{found.source}#{n}" for n in source.claims])
    return Passage(citation=found, source=source, claim=claim)
