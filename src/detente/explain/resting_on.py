"""What rests on a source, a claim or a paragraph: alone, or together with other citations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from detente.dossier.citation import Citation, parse_citation
from detente.dossier.dossier import Dossier
from detente.dossier.judgements import largest_stakes
from detente.errors import UnknownNameError
from detente.evidence.citations import resolve
from detente.explain.diff_words import correlation_text
from detente.explain.entries import Entry, entries_of
from detente.verdict.run import Run

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["KINDS", "Rest", "RestKind", "RestingOn", "StakesShare", "resting_on"]

RestKind = Literal[
    "number",
    "correlation",
    "ledger entry",
    "rule",
    "kind of deal",
    "issue",
    "option",
    "position",
    "event",
    "reading",
    "successor",
]
#: Everything that can cite, in the order in which it is told.
KINDS: tuple[RestKind, ...] = (
    "number",
    "correlation",
    "ledger entry",
    "rule",
    "kind of deal",
    "issue",
    "option",
    "position",
    "event",
    "reading",
    "successor",
)


@dataclass(frozen=True, kw_only=True)
class Rest:
    """One thing in a dossier that cites what is asked about.

    Attributes
    ----------
    kind : str
        One of :data:`KINDS`.
    path : str
        Its place in the dossier; ``trust.ledger.<party>/<agreement>`` and ``ratification.<side>/<name>``
        for entries and rules, ``correlations.<name>`` for judgements that go together.
    words : str
        What it says.
    cite : tuple of str
        Those of its citations that are of what is asked about; at least one.
    others : tuple of str
        Its other citations.
    """

    kind: RestKind
    path: str
    words: str
    cite: tuple[str, ...]
    others: tuple[str, ...] = ()

    @property
    def is_alone(self) -> bool:
        """Whether it rests on this alone."""
        return not self.others

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "kind": self.kind,
            "path": self.path,
            "words": self.words,
            "cite": list(self.cite),
            "others": list(self.others),
            "alone": self.is_alone,
        }


@dataclass(frozen=True, kw_only=True)
class StakesShare:
    """Which share of all stakes rests on a source.

    Attributes
    ----------
    alone, at_all : float
        Share of the entries, 0 to 1; 0 where there are no stakes.
    points_alone, points_at_all : float
        Share of the points: of the absolute medians, those of each party in parts of its largest
        stake, so that no party counts for more because its scale is longer.
    """

    alone: float
    at_all: float
    points_alone: float
    points_at_all: float

    def to_dict(self) -> dict[str, float]:
        """Return the JSON form."""
        return {
            "alone": self.alone,
            "at_all": self.at_all,
            "points_alone": self.points_alone,
            "points_at_all": self.points_at_all,
        }


@dataclass(frozen=True, kw_only=True)
class RestingOn:
    """What rests on a source, a claim or a paragraph.

    Attributes
    ----------
    source_or_claim : str
        As asked.
    describes : str
        The source in a line, with the claim where one is asked about.
    items : tuple of Rest
        By kind, then in the order of the dossier; numbers by path.
    totals : mapping of kind to int
        Things of each kind in the whole dossier, those included that cite nothing.
    uncited : int
        Numbers that cite nothing.
    stakes : StakesShare
    """

    source_or_claim: str
    describes: str
    items: tuple[Rest, ...]
    totals: Mapping[RestKind, int]
    uncited: int
    stakes: StakesShare

    def __repr__(self) -> str:
        return f"<RestingOn {self.source_or_claim}: {len(self.items)} things, {self.count(alone=True)} alone>"

    def count(self, kind: RestKind | None = None, *, alone: bool | None = None) -> int:
        """Count what rests on it.

        Parameters
        ----------
        kind : str, optional
            One of :data:`KINDS`; all if not given.
        alone : bool, optional
            Only what rests on it alone, or only what does not.
        """
        return sum(
            (kind is None or item.kind == kind) and (alone is None or item.is_alone == alone)
            for item in self.items
        )

    def paths(self, kind: RestKind, *, alone: bool) -> tuple[str, ...]:
        """Return the places of what rests on it alone, or of what does not, of one kind."""
        return tuple(item.path for item in self.items if item.kind == kind and item.is_alone == alone)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "source_or_claim": self.source_or_claim,
            "describes": self.describes,
            "counts": {
                kind: {
                    "alone": self.count(kind, alone=True),
                    "shared": self.count(kind, alone=False),
                    "all": self.totals[kind],
                }
                for kind in KINDS
            },
            "numbers_without_source": self.uncited,
            "stakes": self.stakes.to_dict(),
            "items": [item.to_dict() for item in self.items],
        }

    def to_frame(self) -> pd.DataFrame:
        """Return one tidy row per thing."""
        import pandas as pd

        columns = ["kind", "path", "words", "cite", "others", "alone"]
        return pd.DataFrame([item.to_dict() for item in self.items], columns=columns)


def resting_on(run_or_dossier: Run | Dossier, source_or_claim: str) -> RestingOn:
    """Find what rests on a source, a claim or a paragraph.

    A paragraph takes the claims found in it along; a citation of the whole source does not rest on
    any one of its claims. Numbers that follow from the ledger rest on its entries and are not listed
    themselves; nor are links, which cite nothing: their numbers do.

    Parameters
    ----------
    run_or_dossier : Run or Dossier
    source_or_claim : str
        ``"kramer-2017"``, ``"kramer-2017#27"`` (claim) or ``"kramer-2017#p12"`` (paragraph).

    Returns
    -------
    RestingOn
        Without items where nothing cites it.

    Raises
    ------
    UnknownNameError
        If the text is no citation, or there is no such source, claim or paragraph.
    """
    dossier = run_or_dossier.source if isinstance(run_or_dossier, Run) else run_or_dossier
    asked = _asked(dossier, source_or_claim)
    found: dict[RestKind, list[Rest]] = {kind: [] for kind in KINDS}
    totals = dict.fromkeys(KINDS, 0)
    uncited = 0
    for kind, path, words, cite in _everything(dossier):
        totals[kind] += 1
        uncited += kind == "number" and not cite
        mine = tuple(text for text in cite if _is_of(dossier, asked, text))
        if mine:
            others = tuple(text for text in cite if text not in mine)
            found[kind].append(Rest(kind=kind, path=path, words=words, cite=mine, others=others))
    items = tuple(item for kind in KINDS for item in found[kind])
    return RestingOn(
        source_or_claim=source_or_claim,
        describes=resolve(dossier, asked).describe(),
        items=items,
        totals=totals,
        uncited=uncited,
        stakes=_stakes_share(dossier, items),
    )


def _asked(dossier: Dossier, text: str) -> Citation:
    citation = resolve(dossier, text).citation
    n = dossier.sources[citation.source].paragraphs
    if citation.paragraph is not None and n is not None and citation.paragraph > n:
        raise UnknownNameError("paragraph", text, [f"{citation.source}#p{k + 1}" for k in range(n)])
    return citation


def _is_of(dossier: Dossier, asked: Citation, text: str) -> bool:
    """Tell whether a citation is of what is asked about."""
    found = parse_citation(text)
    if found is None or found.source != asked.source:
        return False
    if asked.claim is not None:
        return found.claim == asked.claim
    if asked.paragraph is not None:
        source = dossier.sources[found.source]
        claim = None if found.claim is None else source.claims.get(found.claim)
        return asked.paragraph in (found.paragraph, claim.paragraph if claim else None)
    return True


_Cited = tuple[RestKind, str, str, tuple[str, ...]]


def _everything(dossier: Dossier) -> Iterator[_Cited]:
    """Yield kind, path, words and citations of everything that can cite."""
    for entry in _written(dossier):
        yield "number", entry.path, entry.words, entry.cite
    for pairs in dossier.correlations:
        yield "correlation", f"correlations.{pairs.name}", correlation_text(pairs), pairs.cite
    yield from _record(dossier)
    yield from _agenda(dossier)
    yield from _people(dossier)


def _written(dossier: Dossier) -> Iterable[Entry]:
    """Return the numbers that are written down, not those that follow from the ledger."""
    written = {quantity.path for quantity in dossier.trust.keeps_word.values()}
    for path, entry in entries_of(dossier).items():
        if not path.startswith("trust.keeps_word.") or path in written:
            yield entry


def _record(dossier: Dossier) -> Iterator[_Cited]:
    for entry in dossier.trust.ledger:
        name = dossier.parties[entry.party].name
        words = f"{name} under {entry.agreement}: {entry.verdict.replace('_', ' ')}"
        yield "ledger entry", f"trust.ledger.{entry.party}/{entry.agreement}", words, entry.cite
    for rule in dossier.ratification:
        words = f"{rule.name}, at home in {dossier.parties[rule.side].name}"
        yield "rule", f"ratification.{rule.side}/{rule.name}", words, rule.cite


def _agenda(dossier: Dossier) -> Iterator[_Cited]:
    for deal in dossier.deals.values():
        yield "kind of deal", f"deals.{deal.key}", deal.name, deal.cite
    for issue in dossier.issues.values():
        yield "issue", f"issues.{issue.key}", issue.name, issue.cite
        for option in issue.options.values():
            path = f"issues.{issue.key}.options.{option.key}"
            yield "option", path, f"{option.name} ({issue.name})", option.cite


def _people(dossier: Dossier) -> Iterator[_Cited]:
    for party, by_issue in dossier.positions.items():
        for issue, position in by_issue.items():
            words = f"{dossier.parties[party].name} on {dossier.issues[issue].name}"
            yield "position", f"positions.{party}.{issue}", words, position.cite
    for index, event in enumerate(dossier.events):
        yield "event", f"events.{index}", f"{event.date}: {event.text}", event.cite
    for reading in dossier.readings.values():
        cite = tuple(dict.fromkeys((*([reading.source] if reading.source else []), *reading.cite)))
        yield "reading", f"readings.{reading.key}", reading.name, cite
    for successor in dossier.successors.values():
        yield "successor", f"successors.{successor.key}", successor.name, successor.cite


def _stakes_share(dossier: Dossier, items: Iterable[Rest]) -> StakesShare:
    rests = {item.path: item.is_alone for item in items if item.kind == "number"}
    largest = largest_stakes(dossier)
    n = alone = at_all = 0
    points = points_alone = points_at_all = 0.0
    for party, by_issue in dossier.stakes.items():
        for quantity in (q for options in by_issue.values() for q in options.values()):
            weight = abs(quantity.middle) / largest[party] if largest[party] else 0.0
            is_mine, is_alone = quantity.path in rests, rests.get(quantity.path, False)
            n, at_all, alone = n + 1, at_all + is_mine, alone + is_alone
            points += weight
            points_at_all += weight * is_mine
            points_alone += weight * is_alone
    return StakesShare(
        alone=alone / max(n, 1),
        at_all=at_all / max(n, 1),
        points_alone=points_alone / points if points else 0.0,
        points_at_all=points_at_all / points if points else 0.0,
    )
