"""Events that are there more than once."""

from __future__ import annotations

import pytest

from detente.events.event_duplicates import identity_sql, mark_duplicates
from detente.events.event_formats import EVENT_FORMATS
from detente.events.event_layout import Layout

duckdb = pytest.importorskip("duckdb")


def marked(form: str, rows: list[tuple[str, str, str, str]], portion: int = 8_000_000) -> list[int]:
    """Give the rows (id, source, target, text) that are repetitions."""
    layout = Layout(
        format=EVENT_FORMATS[form],
        delimiter="\t",
        quoted=False,
        header=False,
        width=1,
        fewest=1,
        scheme="cameo",
    )
    connection = duckdb.connect()
    connection.execute(
        """CREATE TABLE given
           (row INTEGER, id VARCHAR, source_actor VARCHAR, target_actor VARCHAR, text VARCHAR)"""
    )
    for number, row in enumerate(rows):
        connection.execute("INSERT INTO given VALUES (?, ?, ?, ?, ?)", [number, *row])
    connection.execute(
        f"""CREATE VIEW staged AS SELECT 0 AS part, row, day AS date, source_actor, target_actor, code, score,
                                         text, cite, {identity_sql(layout)}
            FROM (SELECT *, DATE '2014-01-01' AS day, '042' AS code, 1.9 AS score, '' AS cite FROM given)"""
    )
    count = mark_duplicates(connection, len(rows), portion=portion)
    found = [row for (row,) in connection.execute("SELECT row FROM extra ORDER BY row").fetchall()]
    assert count == len(found)
    return found


ROWS = [
    ("1", "A", "B", ""),
    ("1", "A", "C", ""),
    ("1", "A", "B", "x"),
    ("2", "A", "B", ""),
    ("2", "A", "B", ""),
]


def test_each_format_has_its_own_identity() -> None:
    """GDELT goes by number, ICEWS by number, source and target, a plain list by the whole row."""
    assert marked("gdelt1", ROWS) == [1, 2, 4]
    assert marked("icews", ROWS) == [2, 4]
    assert marked("plain", ROWS) == [4]


def test_rows_without_number_are_compared_whole() -> None:
    """Where a row of GDELT has no number, it is not the same as all others without one."""
    assert marked("gdelt1", [("", "A", "B", ""), ("", "A", "C", ""), ("", "A", "B", "")]) == [2]


@pytest.mark.parametrize("portion", [1, 3, 1000])
def test_passes_do_not_matter(portion: int) -> None:
    """However many keys are held at once, the same rows are found."""
    rows = [(str(number % 17), "A", "B", "") for number in range(60)]
    assert marked("gdelt1", rows, portion) == list(range(17, 60))
