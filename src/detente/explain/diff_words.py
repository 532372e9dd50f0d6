"""What stands at a place of a dossier, written as the dossier writes it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any

from detente.dossier.differences import ABSENT
from detente.dossier.dossier import AllOf, AtLeast, Consent, Correlation, Not, Quota
from detente.dossier.numbers import PARAMETERS
from detente.dossier.quantity import Quantity

__all__ = ["NOTHING", "as_written", "correlation_text", "fields_that_differ"]

#: Written where nothing stands.
NOTHING = "nothing"
#: Fields that a dossier does not write, or that tell people only.
_SILENT = {"key", "name", "note", "cite", "side", "agreement", "party"}
#: Paths of a correlation that are written out.
_MOST_PATHS = 4


def as_written(value: Any) -> str:
    """Write what stands at a place.

    Examples
    --------
    >>> as_written(Quantity(distribution="pert", parameters=(15.0, 25.0, 30.0), path="x"))
    '15/25/30'
    >>> as_written(Quantity(distribution="normal", parameters=(4.0, 1.0), path="x"))
    '{normal: {mean: 4, sd: 1}}'
    >>> as_written({"aid": ("grant", "loan")}), as_written(ABSENT)
    ('{aid: [grant, loan]}', 'nothing')
    """
    if value is ABSENT or value is None:
        return NOTHING
    if isinstance(value, Quantity):
        return _number(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return _figure(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {as_written(below)}" for key, below in value.items()) + "}"
    if isinstance(value, tuple):
        return "[" + ", ".join(map(as_written, value)) + "]"
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _whole(value)
    return str(value)


def correlation_text(entry: Correlation) -> str:
    """Write which judgements go together, and how closely; of many paths four, and how many more.

    Examples
    --------
    >>> correlation_text(Correlation(name="hawks in step", of=("stakes.a.b.c", "stakes.a.d.e"), rank=-0.4))
    'hawks in step: rank -0.4 of stakes.a.b.c and stakes.a.d.e'
    """
    shown = list(entry.of[:_MOST_PATHS])
    if len(entry.of) > _MOST_PATHS:
        shown.append(f"{len(entry.of) - _MOST_PATHS} more")
    return f"{entry.name}: rank {entry.rank:g} of {', '.join(shown[:-1])} and {shown[-1]}"


def _figure(value: float) -> str:
    return f"{value:.12g}"


def _number(quantity: Quantity) -> str:
    figures = [_figure(value) for value in quantity.parameters]
    if quantity.distribution == "point":
        return figures[0]
    if quantity.distribution == "uniform":
        return "..".join(figures)
    if quantity.distribution == "pert":
        return "/".join(figures)
    names = PARAMETERS[quantity.distribution]
    inner = ", ".join(f"{name}: {figure}" for name, figure in zip(names, figures, strict=True))
    return f"{{{quantity.distribution}: {{{inner}}}}}"


def _whole(value: Any) -> str:
    match value:
        case Consent(party=party):
            return party
        case Correlation():
            return f"{{{correlation_text(value)}}}"
        case AllOf(parts=parts):
            return f"{{all_of: {as_written(parts)}}}"
        case AtLeast(k=k, parts=parts):
            return f"{{at_least: {k}, of: {as_written(parts)}}}"
        case Quota(quota=quota, weights=weights, free_votes=free):
            votes = ", free_votes: true" if free else ""
            return f"{{quota: {quota}, weights: {as_written(weights)}{votes}}}"
        case Not(part=part):
            return f"{{not: {as_written(part)}}}"
    fields = _fields(value)
    return "{" + ", ".join(f"{name}: {text}" for name, text in fields.items()) + "}"


def _fields(value: Any) -> dict[str, str]:
    """Write every field that says something."""
    told = {}
    for field in dataclasses.fields(value):
        content = getattr(value, field.name)
        if field.name in _SILENT or content is None or content in ((), {}, False):
            continue
        told[field.name] = as_written(content)
    return told


def fields_that_differ(before: Any, after: Any) -> dict[str, tuple[str, str]]:
    """Write the fields at which two rules, links, kinds of deal or entries of the ledger differ.

    Parameters
    ----------
    before, after : object
        Of one and the same kind.

    Returns
    -------
    dict of field to (before, after)
        As written; those that say nothing as :data:`NOTHING`.
    """
    old, new = _fields(before), _fields(after)
    return {
        name: (old.get(name, NOTHING), new.get(name, NOTHING))
        for name in {**old, **new}
        if old.get(name) != new.get(name)
    }
