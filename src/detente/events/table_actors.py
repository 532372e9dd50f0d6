"""Who acts and is acted upon in a table of events, without reading the acts themselves into memory."""

from __future__ import annotations

from pathlib import Path

from detente.errors import ExchangeError
from detente.events.bounded_lines import opened_rows
from detente.events.event_database import opened_table

__all__ = ["table_actors"]


def table_actors(path: str | Path) -> tuple[str, ...]:
    """Return every actor of a table that ``detente events import`` wrote, in order of the alphabet.

    Parameters
    ----------
    path : path
        ``.parquet`` (needs DuckDB), ``.csv`` or ``.csv.gz``.

    Raises
    ------
    ExchangeError
        If the file cannot be read or has no columns ``source`` and ``target``.
    RunError
        If DuckDB is needed and not installed.
    """
    path = Path(path)
    if not path.exists():
        raise ExchangeError(f"there is no file {path}")
    found = _of_parquet(path) if path.name.lower().endswith(".parquet") else _of_csv(path)
    return tuple(sorted(found))


def _of_parquet(path: Path) -> set[str]:
    query = "SELECT DISTINCT {0} FROM read_parquet(?) WHERE {0} IS NOT NULL"
    with opened_table(path) as connection:
        return {
            str(name)
            for column in ("source", "target")
            for (name,) in connection.execute(query.format(column), [str(path)]).fetchall()
        }


def _of_csv(path: Path) -> set[str]:
    with opened_rows(path) as lines:
        header = [name.strip() for name in next(lines, [])]
        try:
            places = [header.index(name) for name in ("source", "target")]
        except ValueError as error:
            raise ExchangeError(
                f"{path} has no columns 'source' and 'target'; it is no table of events that detente wrote: "
                "detente events import makes one, and --series reads a table of ready series"
            ) from error
        return {line[place] for line in lines for place in places if place < len(line) and line[place]}
