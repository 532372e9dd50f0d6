"""Batches of lines judged by DuckDB and laid down as Parquet, one part after the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import RunError, TooLargeError
from detente.events.actors import ActorRule
from detente.events.event_batches import Batch
from detente.events.event_duplicates import identity_sql, mark_duplicates
from detente.events.event_rejections import EXAMPLES, Rejections
from detente.events.event_selection import Selection
from detente.events.event_sql import KEPT, judged_sql, literal, raw_sql
from detente.events.translating import code_score

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["Staging"]

#: Different actors and codes there may be: more is a column of something else.
MOST_ACTORS, MOST_CODES = 5_000_000, 100_000
#: Distinct values translated in one go.
PORTION = 50_000


@dataclass(kw_only=True, eq=False)
class Staging:
    """Batches judged so far, and the parts with what is kept of them.

    Attributes
    ----------
    connection : DuckDBPyConnection
    scratch : Path
        Folder for lines on their way and for parts.
    selection : Selection
    rule : ActorRule
    rejections : Rejections
    parts : list of Path
        Parquet files in the order of the batches.
    batches : list of Batch
        The batch of each part, without its lines: where each row stood.
    staged : int
        Rows in all parts.
    moved, differs : int
        Rows whose day in UTC is another than the one written; rows whose own score is another than
        the table's.
    """

    connection: DuckDBPyConnection
    scratch: Path
    selection: Selection
    rule: ActorRule
    rejections: Rejections = field(default_factory=Rejections)
    parts: list[Path] = field(default_factory=list)
    batches: list[Batch] = field(default_factory=list)
    staged: int = 0
    moved: int = 0
    differs: int = 0

    def __post_init__(self) -> None:
        self.connection.execute(
            "CREATE TABLE codes (scheme VARCHAR, code VARCHAR, known BOOLEAN, score DOUBLE, quad TINYINT)"
        )
        self.connection.execute("CREATE TABLE actors (who VARCHAR, state VARCHAR)")

    def take(self, batch: Batch) -> None:
        """Judge the rows of a batch and lay down those that are kept.

        Raises
        ------
        TooLargeError
            If there are more different actors or codes than any list of events has.
        """
        lines = self.scratch / "lines.tsv"
        with lines.open("wb") as stream:
            stream.writelines(segment.content for segment in batch.segments)
        self._table("raw", raw_sql(batch.layout, lines))
        lines.unlink()
        self._translate_codes(batch.layout.scheme)
        self._translate_actors()
        self._table("judged", judged_sql(batch.layout, self.selection))
        self._count(batch)
        self._lay_down(batch)

    def _table(self, name: str, query: str) -> None:
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {query}")

    def _translate_codes(self, scheme: str) -> None:
        """Look up the codes of this batch that were not met before."""
        new = f"""SELECT DISTINCT code FROM raw WHERE code <> '' AND code NOT IN
                  (SELECT code FROM codes WHERE scheme = {literal(scheme)})"""
        for codes in self._portions(new):
            found = [code_score(scheme, code) for code in codes]
            scores = [None if one is None else one[0] for one in found]
            quads = [0 if one is None else one[1] for one in found]
            known = [one is not None for one in found]
            self.connection.execute(
                f"""INSERT INTO codes SELECT {literal(scheme)}, unnest(?::VARCHAR[]), unnest(?::BOOLEAN[]),
                                             unnest(?::DOUBLE[]), unnest(?::TINYINT[])""",
                [codes, known, scores, quads],
            )
        self._limit("codes", MOST_CODES)

    def _translate_actors(self) -> None:
        """Look up the actors of this batch that were not met before."""
        met = "(SELECT source_who AS who FROM raw UNION SELECT target_who FROM raw)"
        for actors in self._portions(f"SELECT who FROM {met} ANTI JOIN actors USING (who)"):
            states = [self.rule.of(who) for who in actors]
            self.connection.execute(
                "INSERT INTO actors SELECT unnest(?::VARCHAR[]), unnest(?::VARCHAR[])", [actors, states]
            )
        self._limit("actors", MOST_ACTORS)

    def _portions(self, query: str) -> list[list[str]]:
        values = [value for (value,) in self.connection.execute(query).fetchall()]
        return [values[start : start + PORTION] for start in range(0, len(values), PORTION)]

    def _limit(self, table: str, most: int) -> None:
        count = self._one(f"SELECT count(*) FROM {table}")
        if count > most:
            raise TooLargeError(
                f"there are more than {most:,} different {table}: is that the right column? "
                "Name it with --columns"
            )

    def _one(self, query: str) -> int:
        row = self.connection.execute(query).fetchone()
        return int(row[0] or 0) if row else 0

    def _count(self, batch: Batch) -> None:
        """Count what is not kept, with examples."""
        counts = self.connection.execute(
            """SELECT reason, count(*), count(*) FILTER (moved), count(*) FILTER (differs)
               FROM judged GROUP BY reason"""
        ).fetchall()
        if sum(rows for _, rows, _, _ in counts) != batch.rows:
            raise RunError(f"DuckDB read another number of lines than there are, near {batch.place(0)}")
        for reason, rows, moved, differs in counts:
            if reason is None:
                self.moved += moved
                self.differs += differs
            else:
                self.rejections.add(reason, rows)
                self._show(reason, batch)

    def _show(self, reason: str, batch: Batch) -> None:
        wanted = self.rejections.wants(reason)
        if wanted <= 0:
            return
        found = self.connection.execute(
            f"""SELECT row, concat_ws(' ', date_text, source_actor, target_actor, code, own_text)
                FROM judged WHERE reason = ? ORDER BY row LIMIT {wanted}""",
            [reason],
        )
        for row, text in found.fetchall():
            self.rejections.show(reason, batch.place(row), text)

    def _lay_down(self, batch: Batch) -> None:
        """Write the kept rows of ``judged`` as the next part."""
        kept = self._one("SELECT count(*) FROM judged WHERE reason IS NULL")
        if not kept:
            return
        number = len(self.parts)
        path = self.scratch / f"part-{number:06}.parquet"
        origins = self._origins(batch)
        self.connection.execute(
            f"""COPY (
                SELECT day AS date, source, target, code, scheme, score, quad, text, cite, source_actor,
                       target_actor, origin, {number} AS part, row, {identity_sql(batch.layout)}
                FROM (SELECT * FROM judged WHERE reason IS NULL) {origins}
                ORDER BY row
            ) TO {literal(path)} (FORMAT parquet, COMPRESSION snappy)"""
        )
        self.parts.append(path)
        self.batches.append(batch.emptied())
        self.staged += kept

    def _origins(self, batch: Batch) -> str:
        """Write the join that gives each row the name of its file."""
        if len(batch.segments) == 1:
            return f"CROSS JOIN (SELECT {literal(batch.segments[0].file)} AS origin)"
        firsts = ", ".join(f"({segment.first}, {literal(segment.file)})" for segment in batch.segments)
        return f"ASOF JOIN (VALUES {firsts}) AS files(first, origin) ON row >= files.first"

    def drop_duplicates(self) -> None:
        """Count events that are there twice, and make the view ``kept`` of all others, in order."""
        if not self.parts:
            columns = ", ".join(f"NULL::{kind} AS {name}" for name, kind in KEPT.items())
            self.connection.execute(f"CREATE VIEW kept AS SELECT {columns} WHERE false")
            return
        paths = ", ".join(literal(path) for path in self.parts)
        self.connection.execute(f"CREATE VIEW staged AS SELECT * FROM read_parquet([{paths}])")
        repeated = mark_duplicates(self.connection, self.staged)
        left = "ANTI JOIN extra USING (part, row)" if repeated else ""
        self.connection.execute(f"CREATE VIEW kept AS SELECT * FROM staged {left}")
        self.rejections.add("duplicate", repeated)
        found = self.connection.execute(
            f"""SELECT part, row, concat_ws(' ', date, source_actor, target_actor, code, staged.id)
                FROM staged SEMI JOIN (FROM extra ORDER BY part, row LIMIT {EXAMPLES}) USING (part, row)
                ORDER BY part, row"""
        )
        for part, row, text in found.fetchall() if repeated else ():
            self.rejections.show("duplicate", self.batches[part].place(row), text)
