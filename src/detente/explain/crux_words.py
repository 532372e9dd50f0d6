"""Differences between two dossiers, told so that people know what each says and who says so."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from detente.dossier.differences import ABSENT, Difference
from detente.dossier.dossier import Consent, Correlation, Dossier
from detente.dossier.numbers import PARAMETERS
from detente.dossier.quantity import Quantity
from detente.explain.diff_telling import listed
from detente.explain.diff_words import correlation_text
from detente.explain.entries import Entry, entries_of

__all__ = ["Place", "ToldDifference", "told", "written"]

#: What only people read, and what the section says already.
_LEFT_OUT = {"name", "note", "cite", "key", "line", "side"}
NOTHING = "nothing"
#: Correlations told by their names.
MOST_NAMED = 3
#: The section of judgements that go together, compared as a whole.
TOGETHER = "correlations"


@dataclass(frozen=True, kw_only=True)
class Place:
    """One place at which two dossiers differ.

    Attributes
    ----------
    path : str
        Dotted.
    words : str
        What stands there, in a phrase.
    before, after : str
        As a dossier writes it; ``"nothing"`` where there is nothing.
    cite_before, cite_after : tuple of str
        Citations for either.
    """

    path: str
    words: str
    before: str
    after: str
    cite_before: tuple[str, ...]
    cite_after: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "path": self.path,
            "words": self.words,
            "before": self.before,
            "after": self.after,
            "cite_before": list(self.cite_before),
            "cite_after": list(self.cite_after),
        }


@dataclass(frozen=True, kw_only=True)
class ToldDifference:
    """A difference in words.

    Attributes
    ----------
    name : str
        As in :class:`~detente.dossier.differences.Difference`.
    words : str
        What it is, in a phrase.
    places : tuple of Place
        At least one; they are carried over together.
    """

    name: str
    words: str
    places: tuple[Place, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "name": self.name,
            "words": self.words,
            "places": [place.to_dict() for place in self.places],
        }


def told(
    differences: tuple[Difference, ...], before: Dossier, after: Dossier
) -> Mapping[str, ToldDifference]:
    """Tell differences in words.

    Parameters
    ----------
    differences : tuple of Difference
        Between the two dossiers.
    before, after : Dossier

    Returns
    -------
    mapping of name to ToldDifference
        In the order given.
    """
    # Whichever of the two knows a number can say what it is; the later one has the last word.
    entries = {**entries_of(before), **entries_of(after)}
    found = {}
    for difference in differences:
        places = tuple(_places(difference, entries, (before, after)))
        words = _of_group(difference, places, (after, before))
        found[difference.name] = ToldDifference(name=difference.name, words=words, places=places)
    return found


def _places(
    difference: Difference, entries: Mapping[str, Entry], dossiers: tuple[Dossier, Dossier]
) -> Iterator[Place]:
    values = zip(difference.paths, difference.before, difference.after, strict=True)
    for path, before, after in values:
        dotted = ".".join(path)
        words = entries[dotted].words if dotted in entries else _of_path(path, dossiers)
        if path == (TOGETHER,):
            words = _going_together(before, after)
        yield Place(
            path=dotted,
            words=words,
            before=written(before),
            after=written(after),
            cite_before=_cited(before),
            cite_after=_cited(after),
        )


def _cited(value: Any) -> tuple[str, ...]:
    """Return the citations of what stands at a place; of correlations those of any of them."""
    if isinstance(value, tuple):
        return tuple(dict.fromkeys(text for one in value for text in getattr(one, "cite", ())))
    return tuple(getattr(value, "cite", ()))


def _going_together(before: tuple[Correlation, ...], after: tuple[Correlation, ...]) -> str:
    """Name the correlations that rank some pair otherwise than the other dossier does."""
    old, new = (
        {pair: one for one in entries for pair in combinations(sorted(one.of), 2)}
        for entries in (before, after)
    )
    sides = [(old.get(pair), new.get(pair)) for pair in {**old, **new}]
    names = [one.name for both in sides if _rank(both[0]) != _rank(both[1]) for one in both if one]
    return f"how judgements go together: {listed(list(dict.fromkeys(names)), most=MOST_NAMED)}"


def _rank(entry: Correlation | None) -> float:
    return entry.rank if entry else 0.0


def _of_group(difference: Difference, places: tuple[Place, ...], dossiers: tuple[Dossier, Dossier]) -> str:
    if len(places) == 1:
        return places[0].words
    path = difference.paths[0]
    if difference.name == f"stakes.{'.'.join(path[1:3])}":
        names = (_name_in(dossiers, "issues", path[2]), _name_in(dossiers, "parties", path[1]))
        return f"what {len(places)} options of {names[0]} are worth to {names[1]}"
    if difference.name.startswith("issues."):
        return f"what the status quo of {_name_in(dossiers, 'issues', path[1])} is"
    return f"parties, issues or options that only one of the two has ({len(places)} places mention them)"


def _of_path(path: tuple[str, ...], dossiers: tuple[Dossier, Dossier]) -> str:
    """Say what stands at a place that is no number of the model."""
    section, key = path[0], path[-1]
    if section == "no_deal" and key == "plan":
        return f"what {_name_in(dossiers, 'parties', path[1])} does without a deal"
    if section == "deals":
        return f"what counts as a deal of the kind {key}"
    if section == "ratification":
        side, _, name = key.partition("/")
        return f"the rule {name} at home in {_name_in(dossiers, 'parties', side)}"
    if section == "links":
        return f"the link {key}"
    if path[:2] == ("trust", "ledger"):
        party, _, agreement = key.partition("/")
        return f"the record of {_name_in(dossiers, 'parties', party)} under {agreement}"
    if section == "issues" and len(path) > 2:
        return f"{key.replace('_', ' ')} of {_option(path, dossiers)}"
    if section == "parties" and len(path) > 2:
        return f"{key.replace('_', ' ')} of {_name_in(dossiers, 'parties', path[1])}"
    return ".".join(path).replace("_", " ")


def _option(path: tuple[str, ...], dossiers: tuple[Dossier, Dossier]) -> str:
    issue = _name_in(dossiers, "issues", path[1])
    if path[2] != "options":
        return issue
    for dossier in dossiers:
        options = dossier.issues[path[1]].options if path[1] in dossier.issues else {}
        if path[3] in options:
            return f"{options[path[3]].name} ({issue})"
    return f"{path[3]} ({issue})"


def _name_in(dossiers: tuple[Dossier, Dossier], section: str, key: str) -> str:
    for dossier in dossiers:
        if key in (items := getattr(dossier, section)):
            return str(items[key].name)
    return key


def written(value: Any) -> str:
    """Write a value as a dossier does, near enough to find it there.

    Examples
    --------
    >>> written(Quantity(distribution="uniform", parameters=(-3.0, 1.5), path="x"))
    '-3..1.5'
    >>> written({"sanctions": "more", "arms": "major"}), written({}), written(("a", "b"))
    ('sanctions: more, arms: major', 'nothing', 'a, b')
    """
    if isinstance(value, Quantity):
        return _number(value)
    if isinstance(value, Consent):
        return value.party
    if isinstance(value, Correlation):
        return correlation_text(value)
    if value is ABSENT or value is None or value in ({}, ()):
        return NOTHING
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {written(below)}" for key, below in value.items())
    if isinstance(value, tuple):
        return ("; " if isinstance(value[0], Correlation) else ", ").join(map(written, value))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _fields(value)
    return (
        f"{value:g}"
        if isinstance(value, float)
        else str(value).lower()
        if value in (True, False)
        else str(value)
    )


def _number(quantity: Quantity) -> str:
    values = [f"{x:.12g}" for x in quantity.parameters]
    if quantity.distribution == "point":
        return values[0]
    if quantity.distribution == "uniform":
        return "..".join(values)
    if quantity.distribution == "pert":
        return "/".join(values)
    names = PARAMETERS[quantity.distribution]
    inner = ", ".join(f"{name}: {value}" for name, value in zip(names, values, strict=True))
    return f"{{{quantity.distribution}: {{{inner}}}}}"


def _fields(value: Any) -> str:
    """Write what a rule, a link, a kind of deal or an entry of the ledger says."""
    parts = []
    for field in dataclasses.fields(value):
        inside = getattr(value, field.name)
        if field.name not in _LEFT_OUT and inside not in (None, (), {}, 0):
            parts.append(f"{field.name.replace('_', ' ')} {_bracketed(inside)}")
    return "; ".join(parts) or NOTHING


def _bracketed(value: Any) -> str:
    text = written(value)
    inner = isinstance(value, Mapping | tuple) or dataclasses.is_dataclass(value)
    return f"({text})" if inner and not isinstance(value, Quantity | Consent) else text
