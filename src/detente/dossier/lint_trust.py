"""Remarks on the ledger: where it contradicts itself, counts twice, or cannot be aged."""

from __future__ import annotations

from collections.abc import Iterator

from detente.dossier.citation import parse_citation
from detente.dossier.dossier import Dossier, LedgerEntry
from detente.dossier.note import Remark

__all__ = ["COUNTED", "trust_remarks"]

#: Verdicts that say something about a party's word.
COUNTED = ("kept", "partial", "broken")

_OPPOSITE = {"kept": "broken", "broken": "kept"}
#: Stands for the source of an entry that cites none.
NOBODY = ""

Matter = tuple[str, str, int | None]


def trust_remarks(dossier: Dossier) -> Iterator[Remark]:
    """Yield remarks on the ledger of a dossier.

    Entries speak of the same matter when agreement, party and year are the same. Different
    sources may well disagree; one source, or nobody, cannot say both.
    """
    yield from _contradictions(dossier)
    yield from _twice(dossier)
    yield from _contested(dossier)
    yield from _years(dossier)


def _matter(entry: LedgerEntry) -> Matter:
    return entry.agreement, entry.party, entry.year


def _sources(entry: LedgerEntry) -> set[str]:
    """Return the sources that an entry rests on."""
    cited = {found.source for text in entry.cite if (found := parse_citation(text))}
    return cited or {NOBODY}


def _contradictions(dossier: Dossier) -> Iterator[Remark]:
    said: dict[tuple[Matter, str], set[str]] = {}
    for index, entry in enumerate(dossier.trust.ledger):
        if entry.verdict not in _OPPOSITE:
            continue
        mine, theirs = _sources(entry), said.get((_matter(entry), _OPPOSITE[entry.verdict]), set())
        shared = mine & theirs - {NOBODY}
        if shared or (theirs and NOBODY in mine | theirs):
            why = (
                f"both on the word of {', '.join(sorted(shared))}" if shared else "without a source for each"
            )
            message = f"{entry.party} is said to have both kept and broken {entry.agreement!r}, {why}"
            yield "N021", f"trust.ledger.{index}.verdict", message
        said.setdefault((_matter(entry), entry.verdict), set()).update(mine)


def _twice(dossier: Dossier) -> Iterator[Remark]:
    seen: set[tuple[Matter, str, str]] = set()
    for index, entry in enumerate(dossier.trust.ledger):
        said = {(_matter(entry), entry.verdict, source) for source in _sources(entry)}
        if entry.verdict in COUNTED and said & seen:
            message = (
                f"{entry.verdict} stands twice for {entry.party} on {entry.agreement!r}, and counts twice"
            )
            yield "N022", f"trust.ledger.{index}.verdict", message
        seen |= said


def _contested(dossier: Dossier) -> Iterator[Remark]:
    counted = {_matter(entry): entry.verdict for entry in dossier.trust.ledger if entry.verdict in COUNTED}
    for index, entry in enumerate(dossier.trust.ledger):
        verdict = counted.get(_matter(entry))
        if entry.verdict == "contested" and verdict is not None:
            message = (
                f"contested here and {verdict} elsewhere for {entry.party} on {entry.agreement!r}: "
                "the two are kept apart, and only the other counts"
            )
            yield "N023", f"trust.ledger.{index}.verdict", message


def _years(dossier: Dossier) -> Iterator[Remark]:
    ledger = dossier.trust.ledger
    for index, entry in enumerate(ledger):
        if dossier.as_of is not None and entry.year is not None and entry.year > dossier.as_of.year:
            yield "N024", f"trust.ledger.{index}.year", f"{entry.year} lies after as_of, {dossier.as_of}"
    undated = sum(entry.verdict in COUNTED and entry.year is None for entry in ledger)
    if dossier.trust.half_life is not None and undated:
        message = f"{undated} of the entries that count have no year, and are taken to be new"
        yield "N025", "trust.half_life", message
