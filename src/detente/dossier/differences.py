"""What differs between two dossiers, and a dossier with some of the differences carried over.

Two readings of a case, two versions of a file, a dossier before and after a source is withdrawn:
all are compared place by place, a place being a dotted path with a number, a text or a list of
names. What only people read (titles, notes, citations, lines) makes no difference here.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from detente.dossier.dossier import (
    Correlation,
    DealClass,
    DealingCosts,
    Dossier,
    LedgerEntry,
    Link,
    NoDeal,
    Rule,
)
from detente.dossier.quantity import Quantity

__all__ = ["ABSENT", "Difference", "differences", "with_changes"]

Path = tuple[str, ...]


class _Absent:
    """Stands for nothing at all."""

    def __repr__(self) -> str:
        return "ABSENT"


#: What stands at a place that a dossier does not have.
ABSENT = _Absent()
STRUCTURE = "structure"
#: What people read and no gate asks for.
_WORDS = {"name", "note", "cite", "why_not_already", "indicator", "key", "path", "by", "on", "line"}
#: Sections that a gate can ask for.
_SECTIONS = (
    "parties",
    "issues",
    "stakes",
    "links",
    "correlations",
    "no_deal",
    "dealing_costs",
    "relative_gains",
    "agenda_limit",
    "deals",
    "ratification",
    "trust",
    "as_of",
)
#: Compared as a whole: what they hold makes sense together only.
_WHOLE = (Link, Rule, LedgerEntry, DealClass)
#: Sections that count as empty where they are missing.
_EMPTY = {"no_deal": NoDeal(), "dealing_costs": DealingCosts()}


@dataclass(frozen=True, kw_only=True)
class Difference:
    """Places at which two dossiers differ and that can only be carried over together.

    Attributes
    ----------
    name : str
        What they have in common: a path such as ``trust.keeps_word.russia``, the stakes of one party
        in one issue (``stakes.russia.donbas``), or ``structure`` for parties, issues and options
        that one of the two does not have, with all that mentions them.
    paths : tuple of tuple of str
        Where they stand, sorted.
    before, after : tuple
        What stands there, in that order; :data:`ABSENT` where there is nothing.
    """

    name: str
    paths: tuple[Path, ...]
    before: tuple[Any, ...]
    after: tuple[Any, ...]


def differences(before: Dossier, after: Dossier) -> tuple[Difference, ...]:
    """Compare what two dossiers say, place by place.

    Parameters
    ----------
    before, after : Dossier
        In any two versions; readings of one case, for instance.

    Returns
    -------
    tuple of Difference
        Sorted by name. Empty where every gate answers alike. Numbers differ where their distribution
        does; rules are told apart by side and name, links by name, entries of the ledger by party
        and agreement. No gate asks for the climate, so it makes no difference here.
    """
    found: dict[Path, tuple[Any, Any]] = {}
    for section in _SECTIONS:
        parts = (_keyed(section, getattr(dossier, section)) for dossier in (before, after))
        for path, values in _compare((section,), *parts):
            found[path] = values
    gone = _one_sided(before, after)
    groups: dict[str, list[Path]] = {}
    for path, values in found.items():
        groups.setdefault(_group(path, values, gone), []).append(path)
    return tuple(
        Difference(
            name=name,
            paths=tuple(sorted(groups[name])),
            before=tuple(found[path][0] for path in sorted(groups[name])),
            after=tuple(found[path][1] for path in sorted(groups[name])),
        )
        for name in sorted(groups)
    )


def with_changes(dossier: Dossier, changes: Iterable[Difference], *, back: bool = False) -> Dossier:
    """Carry differences over to a dossier.

    Parameters
    ----------
    dossier : Dossier
        The ``before`` of the differences, or one that has some of them already.
    changes : iterable of Difference
    back : bool
        Make them undone: set what stood there before.

    Returns
    -------
    Dossier
        With all differences between two dossiers carried over, the first judges as the second does.
        Its climate stays its own.
    """
    content: dict[str, Any] = {name: _keyed(name, getattr(dossier, name)) for name in _SECTIONS}
    for change in changes:
        for path, value in zip(change.paths, change.before if back else change.after, strict=True):
            content = _put(content, path, value, path[0])
    for section in ("links", "ratification"):
        content[section] = tuple(content[section].values())
    trust = content["trust"]
    content["trust"] = replace(trust, ledger=tuple(trust.ledger.values()))
    for section, empty in _EMPTY.items():
        content[section] = {key: item for key, item in content[section].items() if item != empty}
    sections: dict[str, Any] = {name: None if v is ABSENT else v for name, v in content.items()}
    made: Dossier = replace(dossier, **sections)
    return made


# ---------------------------------------------------------------------- taking apart


def _keyed(section: str, value: Any) -> Any:
    """Give every item of a list its name."""
    if section == "links":
        return _by_name((link.name, link) for link in value)
    if section == "ratification":
        return _by_name((f"{rule.side}/{rule.name}", rule) for rule in value)
    if section == "trust":
        return replace(value, ledger=_by_name((f"{e.party}/{e.agreement}", e) for e in value.ledger))
    return ABSENT if value is None else value


def _by_name(items: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, item in items:
        key, n = name, 2
        while key in found:
            key, n = f"{name} ({n})", n + 1
        found[key] = item
    return found


def _compare(path: Path, before: Any, after: Any) -> Iterator[tuple[Path, tuple[Any, Any]]]:
    """Yield the places below one at which two values differ."""
    if isinstance(before, Mapping) or isinstance(after, Mapping):
        if path[-1] == "plan":
            if dict(before) != dict(after):
                yield path, (before, after)
            return
        old, new = ({} if value is ABSENT else value for value in (before, after))
        nothing = _EMPTY.get(path[-1], ABSENT)
        for key in {**old, **new}:
            yield from _compare((*path, key), old.get(key, nothing), new.get(key, nothing))
    elif _is_open(before) and _is_open(after):
        for field in dataclasses.fields(before):
            if field.name not in _WORDS:
                parts = (getattr(value, field.name) for value in (before, after))
                yield from _compare((*path, field.name), *(ABSENT if v is None else v for v in parts))
    elif path == ("correlations",):
        # Entries make sense together only, however they are cut and ordered.
        if _ranks(before) != _ranks(after):
            yield path, (before, after)
    elif _essence(before) != _essence(after):
        yield path, (before, after)


def _ranks(correlations: Iterable[Correlation]) -> dict[tuple[str, ...], float]:
    """Return the rank of each pair of numbers that are not independent."""
    return {pair: e.rank for e in correlations for pair in combinations(sorted(e.of), 2) if e.rank}


def _is_open(value: Any) -> bool:
    """Tell whether a value has parts that are compared one by one."""
    return dataclasses.is_dataclass(value) and not isinstance(value, (Quantity, *_WHOLE))


def _essence(value: Any) -> Any:
    """Return what matters of a value, without words."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = (f.name for f in dataclasses.fields(value))
        return (type(value), *(_essence(getattr(value, name)) for name in fields if name not in _WORDS))
    if isinstance(value, Mapping):
        return {key: _essence(below) for key, below in value.items()}
    if isinstance(value, tuple):
        return tuple(map(_essence, value))
    return value


# ---------------------------------------------------------------------- what belongs together


def _one_sided(before: Dossier, after: Dossier) -> tuple[set[str], set[tuple[str, str]]]:
    """Return the parties and issues, and the options of issues, that only one of the two has."""
    keys = set(before.parties) ^ set(after.parties) | set(before.issues) ^ set(after.issues)
    options = {
        (issue, option)
        for issue in before.issues.keys() & after.issues.keys()
        for option in before.issues[issue].options.keys() ^ after.issues[issue].options.keys()
    }
    return keys, options


def _group(path: Path, values: tuple[Any, Any], gone: tuple[set[str], set[tuple[str, str]]]) -> str:
    """Name the group that a difference belongs to."""
    keys, options = gone
    words = {*path, *_texts(values[0]), *_texts(values[1])}
    if words & keys or any({issue, option} <= words for issue, option in options):
        return STRUCTURE
    if path[0] == "issues" and path[-1] == "status_quo":
        return f"issues.{path[1]}.status_quo"
    if path[0] == "stakes":
        return ".".join(path[:3])
    return ".".join(path)


def _texts(value: Any) -> Iterator[str]:
    """Yield every text in a value, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Quantity):
        return
    elif isinstance(value, Correlation):
        for path in value.of:
            yield from path.split(".")
    elif isinstance(value, Mapping):
        for key, below in value.items():
            yield from (key, *_texts(below))
    elif isinstance(value, tuple):
        for below in value:
            yield from _texts(below)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if field.name not in _WORDS:
                yield from _texts(getattr(value, field.name))


# ---------------------------------------------------------------------- putting together


def _put(node: Any, path: Path, value: Any, section: str) -> Any:
    """Return a copy of a node with one value set below it, or removed where it is ABSENT."""
    head, rest = path[0], path[1:]
    if isinstance(node, Mapping):
        copy = dict(node)
        below = copy.get(head, _EMPTY.get(section, {}))
        if rest:
            copy[head] = _put({} if below is ABSENT else below, rest, value, section)
        elif value is ABSENT and section in ("agenda_limit", "as_of"):
            copy[head] = ABSENT
        elif value is ABSENT:
            copy.pop(head, None)
        else:
            copy[head] = value
        return copy
    inner = _put(getattr(node, head), rest, value, section) if rest else value
    return replace(node, **{head: None if inner is ABSENT else inner})
