"""Events that are there more than once, found in memory that does not grow with their number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.events.event_layout import Layout
from detente.events.event_sql import literal

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["PORTION", "identity_sql", "mark_duplicates"]

#: Keys looked at in one pass: about a third of a gigabyte at the default.
PORTION = 8_000_000
#: How far the number of an event goes, by the format's identity.
REACH = {("id",): (2, ""), ("id", "source", "target"): (1, ", source_actor, target_actor")}
#: Columns that make two rows of a list the same.
WHOLE = ("date", "source_actor", "target_actor", "code", "score", "text", "cite")


def identity_sql(layout: Layout) -> str:
    """Write the columns ``id``, ``reach`` and ``key`` that tell whether two rows are the same event.

    ``id`` is the number the file gives an event, with the name of the format before it; ``reach`` how far
    it goes: 2 alone, 1 with source and target, 0 not at all, and then the whole row counts. ``key`` is
    a hash of all that, so that rows with different keys are different events.
    """
    reach, parts = REACH.get(layout.format.identity, (0, ""))
    name = literal(f"{layout.format.name}:")
    numbered = f"CASE WHEN id = '' THEN '' ELSE {name} || id END"
    known = f"CASE WHEN id = '' THEN 0 ELSE {reach} END"
    alone = f"hash({name} || id{parts})"
    whole = f"hash({numbered}, day, source_actor, target_actor, code, score, text, cite)"
    key = f"CASE WHEN id = '' THEN {whole} ELSE {alone} END" if reach else whole
    return f"{numbered} AS id, ({known})::TINYINT AS reach, {key} AS key"


def mark_duplicates(connection: DuckDBPyConnection, staged: int, *, portion: int = PORTION) -> int:
    """Fill the table ``extra`` (part, row) with the repetitions of events; the first of each is not in it.

    Parameters
    ----------
    connection : DuckDBPyConnection
        Has a view ``staged`` with part, row, the columns of :func:`identity_sql` and those of a row.
    staged : int
        Rows of the view.
    portion : int
        Rows whose keys are held at once; keys are gone through in as many passes as that takes.

    Returns
    -------
    int
        Rows in ``extra``.
    """
    connection.execute("CREATE TABLE extra (part INTEGER, row INTEGER)")
    passes = staged // portion + 1
    for number in range(passes):
        share = f"key % {passes} = {number}" if passes > 1 else "true"
        connection.execute(
            f"""CREATE OR REPLACE TEMP TABLE repeated AS
                SELECT key FROM staged WHERE {share} GROUP BY key HAVING count(*) > 1"""
        )
        # Keys are hashes: what they hold together is compared in full.
        connection.execute(f"INSERT INTO extra SELECT part, row FROM ({_ranked()}) WHERE place > 1")
    counted = connection.execute("SELECT count(*) FROM extra").fetchone()
    return int(counted[0]) if counted else 0


def _ranked() -> str:
    """Write the query that numbers the rows of each event whose key is repeated, in their order."""
    told = {"source_actor": 2, "target_actor": 2}
    same = [f"CASE WHEN reach < {told.get(name, 1)} THEN {name} END" for name in WHOLE]
    return f"""SELECT part, row, row_number() OVER (
                   PARTITION BY id, reach, {", ".join(same)} ORDER BY part, row
               ) AS place
               FROM staged SEMI JOIN repeated USING (key)"""
