"""What a user names where acts are asked for: a table of events, or a case that records some."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from detente.errors import RunError
from detente.events.actor_names import actor_among
from detente.events.dossier_events import dossier_events
from detente.events.event_list import Events
from detente.events.reading import read_events
from detente.events.table_actors import table_actors
from detente.loading import load

__all__ = ["TABLES", "OpenedSource", "is_table", "opened_events", "opened_source"]

#: Endings of tables of events.
TABLES = (".parquet", ".csv", ".csv.gz")


@dataclass(frozen=True, kw_only=True, eq=False)
class OpenedSource:
    """Acts, and the two parties they are about if none are named."""

    events: Events
    principals: tuple[str, str] | None


def is_table(source: str) -> bool:
    """Tell a table of events from a case."""
    return source.lower().endswith(TABLES)


def opened_events(source: str) -> Events:
    """Read all acts of a table or a case, each party as itself.

    Raises
    ------
    DossierError, ExchangeError, RunError, TooLargeError, UnknownNameError
        As the readers of cases and tables do.
    """
    return read_events(Path(source), texts=False) if is_table(source) else dossier_events(load(source))


def opened_source(source: str, *, every: str, parties: Collection[str] = ()) -> OpenedSource:
    """Read the acts that a series of some parties needs.

    Parameters
    ----------
    source : str
        A table of events, or a case; there a party acts as the principal whose side it is on.
    every : str
        Length of a period: acts of a case that took longer are left out.
    parties : collection of str
        Of a table only the acts among these are read; all if empty.

    Raises
    ------
    DossierError, ExchangeError, RunError, TooLargeError, UnknownNameError
        As the readers of cases and tables do.
    """
    if is_table(source):
        wanted = None
        if parties:
            there = table_actors(source)
            wanted = {actor_among(there, name, origin=source) for name in parties}
        return OpenedSource(
            events=read_events(Path(source), sources=wanted, targets=wanted, texts=False), principals=None
        )
    dossier = load(source)
    events = dossier_events(dossier, every=every, fold_sides=True)
    if not len(events):
        raise RunError(f"{source} records no acts that a series by {every} can be made of")
    first, second = dossier.principals
    return OpenedSource(events=events, principals=(first, second))
