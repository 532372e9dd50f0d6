"""How columns become days, actors, codes and scores."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.events.event_formats import EVENT_FORMATS
from detente.events.event_layout import Layout
from detente.events.event_sql import literal, raw_sql

duckdb = pytest.importorskip("duckdb")


def read(tmp_path: Path, layout: Layout, line: str, *columns: str) -> tuple[object, ...]:
    """Read one line and give columns of it."""
    (tmp_path / "l.tsv").write_text(line + "\n")
    query = f"SELECT {', '.join(columns)} FROM ({raw_sql(layout, tmp_path / 'l.tsv')})"
    (found,) = duckdb.connect().execute(query).fetchall()
    return found  # type: ignore[no-any-return]


def layout(form: str = "plain", fewest: int = 0, **roles: int) -> Layout:
    """Lay out a line by the places of its roles."""
    return Layout(
        format=EVENT_FORMATS[form],
        delimiter="\t",
        quoted=False,
        header=False,
        width=len(roles),
        fewest=fewest or len(roles),
        roles=roles,
        scheme=EVENT_FORMATS[form].scheme or "score",
    )


@pytest.mark.parametrize(
    ("written", "day", "moved"),
    [
        ("20140301", "2014-03-01", False),
        ("300101", "1930-01-01", False),
        ("291231", "2029-12-31", False),
        ("20140230", None, False),
        ("2014-02-30", None, False),
        ("1/2/2014", None, False),
        ("infinity", None, False),
        ("2014-03-01T23:59:59.5-00:30", "2014-03-02", True),
        ("2014-03-01 00:15+05:45", "2014-02-28", True),
        ("2014-03-01T10:00:00Z", "2014-03-01", False),
        ("2014-03-01 nonsense", None, False),
    ],
)
def test_days(tmp_path: Path, written: str, day: str | None, moved: bool) -> None:
    """Days are read in UTC, and what is no day is none."""
    found = read(tmp_path, layout(date=0, source=1), f"{written}\tUSA", "day::VARCHAR", "moved")
    assert found == (day, moved)


def test_date_of_three_columns(tmp_path: Path) -> None:
    """Year, month and day make a day; two digits are of the last century."""
    found = read(tmp_path, layout("copdab", year=0, month=1, day=2), "62\t3\t1", "day::VARCHAR")
    assert found == ("1962-03-01",)


def test_actors_carry_sectors_and_country(tmp_path: Path) -> None:
    """What the rule for actors needs stands in one text, empty where the file has no column for it."""
    found = read(
        tmp_path,
        layout("icews", source=0, source_country=1, target=2),
        "A \tRussia\tB",
        "source_who",
        "target_who",
    )
    assert found == ("A\x1f\x1fRussia", "B")


def test_missing_words_of_polecat(tmp_path: Path) -> None:
    """POLECAT's word for what is missing is an empty text, and types are in capitals."""
    found = read(
        tmp_path, layout("polecat", code=0, text=1, score=2), "Sanction\tNone\t-5", "code", "text", "own"
    )
    assert found == ("SANCTION", "", -5.0)


def test_short_rows_are_filled_up(tmp_path: Path) -> None:
    """Where rows may be shorter, what is missing is empty."""
    plan = layout("keds", fewest=2, date=0, source=1, text=2)
    assert read(tmp_path, plan, "20140301\tUSA", "source_actor", "text") == ("USA", "")


def test_apostrophes_end_nothing() -> None:
    """A quotation mark in a name does not end the literal."""
    assert duckdb.connect().execute(f"SELECT {literal(chr(39) + ' OR 1')}").fetchall() == [("' OR 1",)]
