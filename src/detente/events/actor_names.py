"""States and organisations by their codes and names.

The table ``tables/actors.csv`` has for each its code (ISO 3166-1 alpha-3 where there is one), its
English name, and other codes and names: ``FRN`` of WEIS lists is ``FRA``, *Russian Federation* ``RUS``.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Literal

from detente.errors import UnknownNameError

__all__ = ["Actor", "actor_among", "actor_named", "actor_table", "actors_by_name"]


@dataclass(frozen=True, kw_only=True)
class Actor:
    """A state or organisation.

    Attributes
    ----------
    code : str
        Three capital letters.
    name : str
    also : tuple of str
        Other codes and names.
    kind : str
    continues : str or None
        Code of the state that this former one counts as.
    """

    code: str
    name: str
    also: tuple[str, ...]
    kind: Literal["state", "former state", "organisation"]
    continues: str | None


@cache
def actor_table() -> Mapping[str, Actor]:
    """Return all actors by code: states, former states, organisations, each in order of their codes."""
    text = (resources.files("detente.events") / "tables" / "actors.csv").read_text("utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return MappingProxyType({row["code"]: _actor(row) for row in rows})


def _actor(row: Mapping[str, str]) -> Actor:
    kinds: dict[str, Literal["state", "former state", "organisation"]] = {
        "state": "state",
        "former state": "former state",
        "organisation": "organisation",
    }
    return Actor(
        code=row["code"],
        name=row["name"],
        also=tuple(filter(None, row["also"].split(";"))),
        kind=kinds[row["kind"]],
        continues=row["continues"] or None,
    )


@cache
def actors_by_name() -> Mapping[str, Actor]:
    """Return all actors by every code and name they have, case folded."""
    return MappingProxyType(
        {
            text.casefold(): actor
            for actor in actor_table().values()
            for text in (actor.code, actor.name, *actor.also)
        }
    )


def actor_named(text: str, *, one_state: bool = False) -> str:
    """Return the code of the state or organisation that a user means.

    Parameters
    ----------
    text : str
        A code or an English name, capital or small letters.
    one_state : bool
        Give the code of the state that continues a former one, as
        :class:`~detente.events.actors.ActorRule` does by default.

    Raises
    ------
    UnknownNameError
        With the nearest name, if none is meant.

    Examples
    --------
    >>> actor_named("Russian Federation"), actor_named("us"), actor_named("USSR")
    ('RUS', 'USA', 'USR')
    >>> actor_named("USSR", one_state=True)
    'RUS'
    """
    actor = actors_by_name().get(" ".join(text.split()).casefold())
    if actor is None:
        names = [name for one in actor_table().values() for name in (one.code, one.name)]
        # Nearness counts letters: RUSIA is near RUSSIA, and far from Russia.
        raise UnknownNameError(
            "state or organisation", text, map(str.upper, names) if text.isupper() else names
        )
    return (one_state and actor.continues) or actor.code


def actor_among(names: Collection[str], text: str, *, origin: str) -> str:
    """Return the one of some actors that a user means: as it stands, or by code or English name.

    Parameters
    ----------
    names : collection of str
        Those there are, states by their codes or anyone by any name.
    text : str
    origin : str
        Where they stand, for the error.

    Raises
    ------
    UnknownNameError
        With the nearest of them.

    Examples
    --------
    >>> actor_among(["RUS", "USA"], "Soviet Union", origin="events.parquet")
    'RUS'
    """
    if text in names:
        return text
    folded = {name.casefold(): name for name in names}
    if text.casefold() in folded:
        return folded[text.casefold()]
    state = actors_by_name().get(" ".join(text.split()).casefold())
    for code in (state.code, state.continues) if state else ():
        if code is not None and code in names:
            return code
    raise UnknownNameError(f"actor in {origin}", text, sorted(names))
