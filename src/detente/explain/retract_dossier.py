"""A dossier without what rests on a source alone, and what stands in its place."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from detente.dossier.dossier import Correlation, Dossier, Trust
from detente.dossier.quantity import Quantity
from detente.explain.diff_words import as_written, correlation_text
from detente.explain.entries import Entry, entries_of
from detente.explain.resting_on import Rest, RestingOn
from detente.explain.retract_together import left_together
from detente.model.record import record_of

__all__ = ["INDEPENDENT", "Replacement", "ReplacementKind", "VagueKind", "Without", "without"]

ReplacementKind = Literal["number", "correlation", "ledger entry", "rule", "record"]
VagueKind = Literal["share", "cost", "points"]
#: Sections that hold numbers.
_SECTIONS = ("parties", "issues", "stakes", "links", "no_deal", "dealing_costs", "relative_gains", "trust")
LEFT_OUT = "left out"
INDEPENDENT = "independent"


@dataclass(frozen=True, kw_only=True)
class Replacement:
    """One thing that rested on a source alone, and what stands in its place.

    Attributes
    ----------
    kind : str
        ``"number"``; ``"correlation"`` for judgements that become independent, or go together less
        closely, since what else is said of them would contradict that; ``"ledger entry"`` and ``"rule"``,
        which are left out; ``"record"`` for what the ledger says of a party once entries are left out.
    path, words : str
        Where it stands, and what it says.
    before, after : str
        As the dossier writes it.
    why : str
        Where the new value comes from.
    vague : str or None
        What a vague range stands in for: ``"share"``, ``"cost"`` or other ``"points"``; None where there
        is no vague range.
    """

    kind: ReplacementKind
    path: str
    words: str
    before: str
    after: str
    why: str
    vague: VagueKind | None = None

    def to_dict(self) -> dict[str, str | None]:
        """Return the JSON form."""
        return dataclasses.asdict(self)


@dataclass(frozen=True, kw_only=True)
class Without:
    """A dossier without what rested on a source alone.

    Attributes
    ----------
    dossier : Dossier
        Loaded numbers keep their paths, so that they are drawn alike; citations of the source are gone
        from what other citations support.
    replaced : tuple of Replacement
        By kind, then in the order of the dossier. Empty where nothing rests on it alone that a verdict
        asks for.
    """

    dossier: Dossier
    replaced: tuple[Replacement, ...]


def without(dossier: Dossier, resting: RestingOn) -> Without:
    """Take from a dossier what rests on a source alone.

    Numbers that others support stay, as do options, issues, kinds of deal, positions and events. A
    number that rests on it alone becomes a vague range: a share lies anywhere in 0..1, a cost or the
    sway of a vote in 0..L, any other points in -L..L, where L is the largest stake of the party that
    does not itself fall (its largest stake if all do; the largest value of the number itself for a
    party without stakes). A chance of keeping one's word falls back on the ledger where that has a
    record of the party. Judgements that go together because the source says so become independent.
    Entries of the ledger and rules are left out; a party of which no record is
    left keeps its word with the chance of the prior, rather than be trusted blindly.

    Parameters
    ----------
    dossier : Dossier
    resting : RestingOn
        What rests on the source, found in this dossier.

    Returns
    -------
    Without
    """
    entries = entries_of(dossier)
    falling = set(resting.paths("number", alone=True))
    cut = _without_entries(dossier, resting)
    written = {q.path for key, q in cut.trust.keeps_word.items() if sum(record_of(cut, key)) > 0}
    vague = _Vague(entries, falling)
    made = _mapped_numbers(cut, lambda quantity: _changed(quantity, vague, resting))
    words = {key: q for key, q in made.trust.keeps_word.items() if q.path not in falling & written}
    made = replace(made, trust=replace(made.trust, keeps_word=words))
    made = replace(made, trust=_with_priors(dossier, made))
    together = left_together(dossier.correlations, _withdrawn(resting))
    made = replace(made, correlations=tuple(kept for _, kept in together if kept))
    replaced = [*_numbers(dossier, made, entries, vague), *_together(together), *_entries(resting)]
    replaced += [*_rules(resting), *_records(dossier, made, entries)]
    return Without(dossier=made, replaced=tuple(replaced))


class _Vague:
    """The ranges that stand in for numbers that fall."""

    def __init__(self, entries: Mapping[str, Entry], falling: set[str]) -> None:
        self.entries, self.falling = entries, falling
        self.kept, self.all = self._largest(skip=falling), self._largest(skip=set())

    def _largest(self, skip: set[str]) -> dict[str, float]:
        largest: dict[str, float] = {}
        for path, entry in self.entries.items():
            if path.startswith("stakes.") and path not in skip:
                largest[entry.who[0]] = max(largest.get(entry.who[0], 0.0), _size(entry))
        return largest

    def most(self, entry: Entry) -> float:
        """Return the largest amount that the points of an entry may have."""
        party = entry.who[0]
        return self.kept.get(party, 0.0) or self.all.get(party, 0.0) or _size(entry)

    def range_of(self, quantity: Quantity) -> Quantity:
        """Return what stands in for a number."""
        entry = self.entries[quantity.path]
        low, high = 0.0, 1.0
        if entry.unit == "points":
            high = self.most(entry)
            low = 0.0 if _is_cost(quantity.path) else -high
        return replace(
            quantity,
            distribution="uniform",
            parameters=(low, high),
            cite=(),
            note="a vague range: what it rested on is withdrawn",
        )

    def kind_of(self, path: str) -> VagueKind:
        """Tell what a number is."""
        if self.entries[path].unit != "points":
            return "share"
        return "cost" if _is_cost(path) else "points"

    def why(self, path: str) -> str:
        """Say where the range comes from."""
        entry = self.entries[path]
        if entry.unit == "share":
            return "anything that a share can be"
        party = entry.who[0]
        kept = self.kept.get(party, 0.0)
        scale = "that still rests on something else" if kept else "of all, none resting on anything else"
        if kept or self.all.get(party, 0.0):
            return f"up to the party's largest stake {scale}"
        return "up to its own largest value, as the party has no stakes"


def _size(entry: Entry) -> float:
    return max(abs(entry.low), abs(entry.high))


def _is_cost(path: str) -> bool:
    return path.startswith("dealing_costs.") or path.endswith(".sway")


def _changed(quantity: Quantity, vague: _Vague, resting: RestingOn) -> Quantity:
    if quantity.path in vague.falling:
        return vague.range_of(quantity)
    gone = {text for item in resting.items if item.path == quantity.path for text in item.cite}
    if gone.isdisjoint(quantity.cite):
        return quantity
    return replace(quantity, cite=tuple(text for text in quantity.cite if text not in gone))


def _mapped_numbers(dossier: Dossier, change: Callable[[Quantity], Quantity]) -> Dossier:
    """Return a dossier in which every number is what ``change`` makes of it."""

    def mapped(node: Any) -> Any:
        if isinstance(node, Quantity):
            return change(node)
        if isinstance(node, Mapping):
            return {key: mapped(below) for key, below in node.items()}
        if isinstance(node, tuple):
            return tuple(map(mapped, node))
        if dataclasses.is_dataclass(node) and not isinstance(node, type):
            return replace(node, **{f.name: mapped(getattr(node, f.name)) for f in dataclasses.fields(node)})
        return node

    sections = {name: mapped(getattr(dossier, name)) for name in _SECTIONS}
    made: Dossier = replace(dossier, **sections)
    return made


def _withdrawn(resting: RestingOn) -> set[str]:
    return {text for item in resting.items for text in item.cite}


def _without_entries(dossier: Dossier, resting: RestingOn) -> Dossier:
    """Leave out the rules and the entries of the ledger that rest on it alone."""
    rested = _withdrawn(resting)

    def stands(cite: tuple[str, ...]) -> bool:
        return not cite or not rested.issuperset(cite)

    ledger = tuple(entry for entry in dossier.trust.ledger if stands(entry.cite))
    return replace(
        dossier,
        ratification=tuple(rule for rule in dossier.ratification if stands(rule.cite)),
        trust=replace(dossier.trust, ledger=ledger),
    )


def _with_priors(before: Dossier, after: Dossier) -> Trust:
    """Give parties whose whole record fell the chance that the prior gives them."""
    words = dict(after.trust.keeps_word)
    for key in before.parties:
        if key not in words and sum(record_of(before, key)) > 0 and sum(record_of(after, key)) == 0:
            words[key] = Quantity(
                distribution="beta",
                parameters=after.trust.prior,
                path=f"trust.keeps_word.{key}",
                note="the prior alone: nothing is left of the record",
            )
    return replace(after.trust, keeps_word=words)


def _numbers(
    before: Dossier, after: Dossier, entries: Mapping[str, Entry], vague: _Vague
) -> Iterator[Replacement]:
    old, new = _by_path(before), _by_path(after)
    for path in sorted(vague.falling):
        kind, after_words = None, "from the ledger"
        why = "other sources have a record of the party"
        if path in new:
            kind, after_words, why = vague.kind_of(path), as_written(new[path]), vague.why(path)
        yield Replacement(
            kind="number",
            path=path,
            words=entries[path].words,
            before=as_written(old[path]),
            after=after_words,
            why=why,
            vague=kind,
        )


def _by_path(dossier: Dossier) -> dict[str, Quantity]:
    found: dict[str, Quantity] = {}

    def note(quantity: Quantity) -> Quantity:
        found[quantity.path] = quantity
        return quantity

    _mapped_numbers(dossier, note)
    return found


def _together(together: Iterable[tuple[Correlation, Correlation | None]]) -> Iterator[Replacement]:
    """Tell which judgements go together no more, or less closely."""
    for before, after in together:
        if after == before:
            continue
        why = "nothing else says that they go together"
        if after:
            why = "with what is withdrawn gone, ranks as high as these cannot all be true at once"
        yield Replacement(
            kind="correlation",
            path=f"correlations.{before.name}",
            words=correlation_text(before),
            before=f"rank {before.rank:g}",
            after=f"rank {after.rank:g}" if after else INDEPENDENT,
            why=why,
        )


def _entries(resting: RestingOn) -> Iterator[Replacement]:
    for item in resting.items:
        if item.kind == "ledger entry" and item.is_alone:
            yield _left_out("ledger entry", item, "part of the record", "no other source tells of it")


def _rules(resting: RestingOn) -> Iterator[Replacement]:
    for item in resting.items:
        if item.kind == "rule" and item.is_alone:
            yield _left_out("rule", item, "in force", "no other source tells of it")


def _left_out(kind: ReplacementKind, item: Rest, before: str, why: str) -> Replacement:
    return Replacement(kind=kind, path=item.path, words=item.words, before=before, after=LEFT_OUT, why=why)


def _records(before: Dossier, after: Dossier, entries: Mapping[str, Entry]) -> Iterator[Replacement]:
    """Tell which chances of keeping one's word follow from another record than before."""
    prior = after.trust.prior
    for key, party in before.parties.items():
        old, new = record_of(before, key), record_of(after, key)
        if old == new or key in before.trust.keeps_word:
            continue
        left = sum(new) > 0
        yield Replacement(
            kind="record",
            path=f"trust.keeps_word.{key}",
            words=entries[f"trust.keeps_word.{key}"].words,
            before=_record_words(*old),
            after=_record_words(*new) if left else "nothing but the prior, Beta({:g}, {:g})".format(*prior),
            why="it follows the ledger" if left else f"nothing is left of the record of {party.name}",
        )


def _record_words(kept: float, broken: float) -> str:
    return f"{kept:.4g} kept, {broken:.4g} broken"
