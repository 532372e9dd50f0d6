"""A citation: a source, and a claim or a paragraph in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Citation", "parse_citation"]

_FORM = re.compile(
    r"(?P<source>[A-Za-z0-9][A-Za-z0-9_-]*)(?:#(?:p(?P<paragraph>[1-9][0-9]{0,6})|(?P<claim>[1-9][0-9]{0,6})))?"
)


@dataclass(frozen=True, kw_only=True)
class Citation:
    """Where a judgement rests.

    At most one of ``claim`` and ``paragraph`` is given, both from 1; neither means the whole
    source.
    """

    source: str
    claim: int | None = None
    paragraph: int | None = None

    def __str__(self) -> str:
        if self.claim is not None:
            return f"{self.source}#{self.claim}"
        return self.source if self.paragraph is None else f"{self.source}#p{self.paragraph}"


def parse_citation(text: str) -> Citation | None:
    """Read ``source``, ``source#27`` (claim) or ``source#p12`` (paragraph).

    Returns
    -------
    Citation or None
        None if the text has none of these forms.

    Examples
    --------
    >>> parse_citation("kramer-2017#p12")
    Citation(source='kramer-2017', claim=None, paragraph=12)
    >>> parse_citation("kramer 2017") is None
    True
    """
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    claim, paragraph = found["claim"], found["paragraph"]
    return Citation(
        source=found["source"],
        claim=int(claim) if claim else None,
        paragraph=int(paragraph) if paragraph else None,
    )
