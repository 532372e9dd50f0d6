"""What differs between two dossiers, in groups that a person can read, place by place in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from detente.dossier.differences import ABSENT, Difference, differences
from detente.dossier.dossier import DealClass, Dossier, Issue, LedgerEntry, Link, Option, Party, Rule
from detente.dossier.labels import labels_of
from detente.dossier.quantity import Quantity
from detente.errors import UnknownNameError
from detente.explain.diff_words import NOTHING, as_written, fields_that_differ
from detente.explain.entries import Entry, entries_of
from detente.model.record import record_of

__all__ = ["MOST_GROUPS", "Change", "ChangeGroup", "Grouping", "change_groups"]

Path = tuple[str, ...]
Grouping = Literal["place", "part", "party", "section"]
#: More groups than this are merged unless a grouping is asked for.
MOST_GROUPS = 15
#: Compared as a whole by :func:`~detente.dossier.differences.differences`, told field by field.
_WHOLE = (Link, Rule, LedgerEntry, DealClass)
#: Sections whose next word is a party.
_OF_PARTY = {"stakes", "no_deal", "dealing_costs", "relative_gains", "parties"}
_WORDS = {
    "agenda_limit": "the most issues that one package may change",
    "as_of": "the date of the dossier",
    "structure": "parties, issues and options that only one of the two has, and what mentions them",
    "issues": "issues and their options",
    "deals": "kinds of deal",
    "links": "links between issues",
    "correlations": "judgements that go together",
    "stakes": "what options are worth",
    "no_deal": "what no deal is worth",
    "dealing_costs": "what dealing costs",
    "relative_gains": "how much parties mind what others gain",
    "parties": "parties",
    "ratification": "rules of ratification",
    "trust": "records, monitoring and trust",
}


@dataclass(frozen=True, kw_only=True)
class Change:
    """One place at which two dossiers differ.

    Attributes
    ----------
    path : str
        Dotted.
    words : str
        What stands there.
    before, after : str
        As the dossier writes it; ``"nothing"`` where nothing stands.
    """

    path: str
    words: str
    before: str
    after: str

    def to_dict(self) -> dict[str, str]:
        """Return the JSON form."""
        return {"path": self.path, "words": self.words, "before": self.before, "after": self.after}


@dataclass(frozen=True, kw_only=True)
class ChangeGroup:
    """Changes that are carried over, and held to account, together.

    Attributes
    ----------
    name : str
        A path such as ``stakes.russia.donbas``; ``part.<party>.<section>``, ``party.<key>`` or the name
        of a section where groups are merged.
    words : str
        What they are about.
    changes : tuple of Change
        At least one.
    differences : tuple of Difference
    """

    name: str
    words: str
    changes: tuple[Change, ...]
    differences: tuple[Difference, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "name": self.name,
            "words": self.words,
            "changes": [change.to_dict() for change in self.changes],
        }


def change_groups(before: Dossier, after: Dossier, by: Grouping | None = None) -> tuple[ChangeGroup, ...]:
    """Group what differs between two dossiers.

    Parameters
    ----------
    before, after : Dossier
    by : str, optional
        ``"place"`` for the finest groups that can be carried over each by itself, ``"part"`` for what one
        section of the dossier says of one party, ``"party"`` for all that concerns a party, ``"section"``
        for sections. If not given, the first of these that makes at most 15 groups, else by section.

    Returns
    -------
    tuple of ChangeGroup
        Sorted by name; empty where every gate answers alike.

    Raises
    ------
    UnknownNameError
        For another grouping.
    """
    if by not in (None, *_KEYS):
        raise UnknownNameError("grouping", str(by), _KEYS)
    found = differences(before, after)
    for grouping in _KEYS if by is None else (by,):
        groups = _grouped(found, grouping)
        if len(groups) <= MOST_GROUPS:
            break
    teller = _Teller(before, after)
    return tuple(teller.group(name, groups[name]) for name in sorted(groups))


def _grouped(found: Sequence[Difference], by: Grouping) -> dict[str, list[Difference]]:
    groups: dict[str, list[Difference]] = {}
    for difference in found:
        groups.setdefault(_KEYS[by](difference), []).append(difference)
    return groups


def _of_party(difference: Difference) -> str:
    """Name the party that a difference concerns, or else its section."""
    path = difference.name.split(".")
    party = None
    if path[0] in _OF_PARTY and len(path) > 1:
        party = path[1]
    elif path[0] == "trust" and len(path) > 2:
        party = path[2].split("/")[0]
    elif path[0] == "ratification":
        party = path[1].split("/")[0]
    elif path[0] == "issues" and len(path) == 4 and path[2] in ("control", "leakage"):
        party = path[3]
    return path[0] if party is None else f"party.{party}"


def _part_of_party(difference: Difference) -> str:
    """Name the section that differs, and the party that it differs for if there is one."""
    section, of = difference.name.split(".")[0], _of_party(difference)
    return of if of == section else f"part.{of.removeprefix('party.')}.{section}"


_KEYS: Mapping[Grouping, Any] = {
    "place": lambda difference: difference.name,
    "part": _part_of_party,
    "party": _of_party,
    "section": lambda difference: difference.name.split(".")[0],
}


class _Teller:
    """Puts differences into words, with the names that either dossier gives."""

    def __init__(self, before: Dossier, after: Dossier) -> None:
        self.dossiers = before, after
        self.names = {**labels_of(before), **labels_of(after)}
        self.entries: dict[str, Entry] = {**entries_of(before), **entries_of(after)}
        self.deals = {key: deal.name for d in (before, after) for key, deal in d.deals.items()}

    def group(self, name: str, differences: Sequence[Difference]) -> ChangeGroup:
        changes = tuple(change for difference in differences for change in self.changes(difference))
        if len(differences) == 1 and name == differences[0].name and name not in _WORDS:
            words = changes[0].words if len(changes) == 1 else self.place(differences[0].paths[0], whole=True)
        elif name.startswith("party."):
            words = f"all that concerns {self.name(name.removeprefix('party.'))}"
        elif name.startswith("part."):
            party, section = name.removeprefix("part.").rsplit(".", 1)
            words = f"{self.name(party)}: {_WORDS.get(section, section)}"
        else:
            words = _WORDS.get(name, name)
        return ChangeGroup(name=name, words=words, changes=changes, differences=tuple(differences))

    def name(self, key: str) -> str:
        return self.names.get(key, key)

    def changes(self, difference: Difference) -> Iterator[Change]:
        places = zip(difference.paths, difference.before, difference.after, strict=True)
        for path, before, after in places:
            if isinstance(before, _WHOLE) and type(before) is type(after):
                for field, (old, new) in fields_that_differ(before, after).items():
                    words = f"{self.place(path)}: {field.replace('_', ' ')}"
                    yield Change(path=".".join((*path, field)), words=words, before=old, after=new)
            else:
                words = self.words(path, before, after)
                old, new = self.text(path, before, 0), self.text(path, after, 1)
                yield Change(path=".".join(path), words=words, before=old, after=new)

    def text(self, path: Path, value: Any, side: int) -> str:
        """Write a value of the first or second dossier."""
        if isinstance(value, Party | Issue | Option):
            # These are much; what matters is that they are there.
            return "there"
        if value is ABSENT and path[:2] == ("trust", "keeps_word"):
            dossier = self.dossiers[side]
            return "by the ledger" if sum(record_of(dossier, path[2])) else NOTHING
        return as_written(value)

    def words(self, path: Path, before: Any, after: Any) -> str:
        number = next((value for value in (before, after) if isinstance(value, Quantity)), None)
        if number is not None and number.path in self.entries:
            return self.entries[number.path].words
        return self.place(path)

    def place(self, path: Path, *, whole: bool = False) -> str:
        """Say what stands at a path; ``whole`` for what stands beside it in its group as well."""
        section, rest = path[0], path[1:]
        if section in ("agenda_limit", "as_of") or not rest:
            return _WORDS.get(section, section)
        if section == "stakes":
            option = "" if whole or len(rest) < 3 else f": {self.name(f'{rest[1]}={rest[2]}')}"
            return f"what {self.name(rest[1])} is worth to {self.name(rest[0])}{option}"
        if section in ("links", "deals"):
            noun = {"links": "link", "deals": "kind of deal"}[section]
            return f"the {noun} {self.deals.get(rest[0], rest[0])}"
        if section == "ratification" or rest[0] == "ledger":
            who, _, what = rest[-1].partition("/")
            noun = "rule" if section == "ratification" else "record of"
            return (
                f"the rule {what} of {self.name(who)}" if noun == "rule" else f"{self.name(who)} under {what}"
            )
        return self._other(section, rest, whole)

    def _other(self, section: str, rest: Path, whole: bool) -> str:
        if section == "trust":
            who = f" of {self.name(rest[1])}" if len(rest) > 1 else ""
            return f"{rest[0].replace('_', ' ')}{who}"
        parts = list(rest[1:])
        if section == "issues" and len(rest) > 2 and rest[1] == "options":
            parts = [self.name(f"{rest[0]}={rest[2]}"), *rest[3:]]
        if whole and section == "issues":
            parts = [part for part in parts if part in ("status_quo",)]
        told = ", ".join(self.name(part).replace("_", " ") for part in parts)
        head = self.name(rest[0])
        if section == "no_deal":
            head = f"no deal, for {head}"
        elif section in ("dealing_costs", "relative_gains"):
            head = f"{section.replace('_', ' ')} of {head}"
        return f"{head}: {told}" if told else head
