"""Tables of events, as the import writes them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from detente.errors import ExchangeError, RunError, TooLargeError
from detente.events.importing import import_events
from detente.events.reading import read_events

HEADER = "date,source,target,code,scheme,score,quad,text,cite,source_actor,target_actor,origin"
LINES = (
    "2000-03-01,USA,RUS,042,cameo,1.9,1,A visit,url,USAGOV,RUS,a.csv",
    '2000-01-01,RUS,USA,199,weis,,4,"Words, quoted",,RUS,USA,a.csv',
    "2000-02-01,USA,CHN,111,cameo,-2.0,3,,,USA,CHN,a.csv",
)


@pytest.fixture(params=["events.csv", "events.parquet"])
def table(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Write a table of events, once in each form."""
    return written(tmp_path / request.param, HEADER, *LINES)


def written(path: Path, *lines: str) -> Path:
    """Write lines as CSV, or as Parquet by way of it."""
    plain = path.with_suffix(".csv")
    plain.write_text("\n".join(lines) + "\n", "utf-8")
    if path.suffix == ".parquet":
        duckdb = pytest.importorskip("duckdb")
        duckdb.sql(
            f"COPY (SELECT * REPLACE (date::DATE AS date, nullif(score, '')::DOUBLE AS score, "
            f"quad::TINYINT AS quad) FROM read_csv('{plain}', all_varchar=true)) TO '{path}' (FORMAT parquet)"
        )
        plain.unlink()
    return path


def test_every_column_is_read(table: Path) -> None:
    """Both forms give the same list, in order, empty cells as none."""
    events = read_events(table)
    assert events.date.astype(str).tolist() == ["2000-01-01", "2000-02-01", "2000-03-01"]
    assert events.source.tolist() == ["RUS", "USA", "USA"]
    assert events.target.tolist() == ["USA", "CHN", "RUS"]
    assert events.code.tolist() == ["199", "111", "042"]
    np.testing.assert_equal(events.score, [float("nan"), -2.0, 1.9])
    assert events.quad.tolist() == [4, 3, 1]
    assert events.text.tolist() == ["Words, quoted", "", "A visit"]
    assert events.cite.tolist() == ["", "", "url"]
    assert (events.origin, events.scale) == (table.name, (-10.0, 10.0))


def test_a_choice_leaves_the_rest_in_the_file(table: Path) -> None:
    """Actors and days are chosen while reading, and the days told of are those of the file."""
    events = read_events(
        table, sources=["USA"], targets={"RUS", "CHN"}, last=dt.date(2000, 2, 15), texts=False
    )
    assert events.target.tolist() == ["CHN"]
    assert events.coverage == (dt.date(2000, 1, 1), dt.date(2000, 2, 15))
    assert read_events(table, sources=["USA"]).coverage == (dt.date(2000, 1, 1), dt.date(2000, 3, 1))
    assert set(read_events(table, texts=False).text) == {""}


def test_nothing_chosen(table: Path) -> None:
    """A choice that nothing meets is an empty list."""
    assert len(read_events(table, sources=["USA"], first=dt.date(2001, 1, 1))) == 0
    assert len(read_events(table, sources=[])) == 0
    assert read_events(table, first=dt.date(2001, 1, 1)).coverage is None


def test_too_many(table: Path) -> None:
    """More events than are taken at a time are refused, and told how to choose."""
    with pytest.raises(TooLargeError, match="name dyads or days"):
        read_events(table, most=2)
    assert len(read_events(table, sources=["RUS"], most=1)) == 1


@pytest.mark.parametrize("name", ["events.csv", "events.parquet"])
def test_weights_of_copdab_have_their_own_scale(tmp_path: Path, name: str) -> None:
    """COPDAB's weights go to -102; beside Goldstein scores they are refused, chosen alone they are not."""
    war = "1950-01-01,EGY,ISR,15,copdab,-102,4,,,EGY,ISR,b.csv"
    path = written(tmp_path / name, HEADER, war)
    assert read_events(path).scale == (-102.0, 92.0)
    both = written(tmp_path / f"both{path.suffix}", HEADER, war, LINES[0])
    with pytest.raises(RunError, match="different scales"):
        read_events(both)
    assert read_events(both, sources=["EGY"]).score.tolist() == [-102]


@pytest.mark.parametrize("name", ["events.csv", "events.parquet"])
def test_few_columns_are_enough(tmp_path: Path, name: str) -> None:
    """Date, source, target and a score make a list; the order of columns does not matter."""
    path = written(tmp_path / name, "score,quad,target,source,date", "1.5,0,B,A,2000-01-01")
    events = read_events(path)
    assert (events.score[0], events.code[0], events.source[0]) == (1.5, "", "A")


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("day,source,target", "2000-01-01,A,B"), "has no column 'date'"),
        (("date,sorce,target", "2000-01-01,A,B"), r"has no column 'source' \(there is 'sorce'\)"),
        (("date,source,target", "soon,A,B"), "events.csv:2: 'soon' is no day"),
        (("date,source,target,score", "2000-01-01,A,B,high"), "events.csv:2: 'high' is no score"),
        (("date,source,target,quad", "2000-01-01,A,B,7"), "events.csv:2: '7' is no quad class"),
        (("date,source,target", "2000-01-01,A"), "row 2 has 2 fields"),
        (("",), "has no column 'date'"),
    ],
)
def test_broken_lists_are_told(tmp_path: Path, lines: tuple[str, ...], told: str) -> None:
    """What is wrong is told with its place."""
    path = tmp_path / "events.csv"
    path.write_text("\n".join(lines), "utf-8")
    with pytest.raises(ExchangeError, match=told):
        read_events(path)


@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1" + b"\0" * 200 + b"PAR1", b"date,source,target\n"])
def test_broken_parquet_is_told(tmp_path: Path, content: bytes) -> None:
    """A file that only bears the name is told, not dumped."""
    pytest.importorskip("duckdb")
    path = tmp_path / "events.parquet"
    path.write_bytes(content)
    with pytest.raises(ExchangeError, match=r"events\.parquet"):
        read_events(path)


def test_other_parquet_is_told(tmp_path: Path) -> None:
    """A table of something else, or with words for dates, is no table of events."""
    duckdb = pytest.importorskip("duckdb")
    other, words = tmp_path / "other.parquet", tmp_path / "words.parquet"
    duckdb.sql(f"COPY (SELECT 1 AS a) TO '{other}' (FORMAT parquet)")
    duckdb.sql(f"COPY (SELECT 'x' AS date, 'A' AS source, 'B' AS target) TO '{words}' (FORMAT parquet)")
    with pytest.raises(ExchangeError, match="has no column 'date'"):
        read_events(other)
    with pytest.raises(ExchangeError, match="no sound table"):
        read_events(words)


def test_what_is_no_table(tmp_path: Path) -> None:
    """A missing file, and one that is not imported yet, are told."""
    with pytest.raises(ExchangeError, match="there is no file"):
        read_events(tmp_path / "none.parquet")
    (tmp_path / "gdelt.zip").write_bytes(b"")
    with pytest.raises(ExchangeError, match="import it first"):
        read_events(tmp_path / "gdelt.zip")


@pytest.mark.parametrize("name", ["out.csv", "out.parquet"])
def test_what_the_import_wrote_is_read(tmp_path: Path, name: str) -> None:
    """A list goes through the import and back with its days, sides and scores."""
    pytest.importorskip("duckdb")
    source = tmp_path / "acts.csv"
    source.write_text("date,source,target,code\n2000-01-02,USAGOV,RUS,042\n2000-01-01,USR,USA,163\n", "utf-8")
    import_events([source], tmp_path / name)
    events = read_events(tmp_path / name)
    assert list(zip(events.source, events.target, events.score, events.quad, strict=True)) == [
        ("RUS", "USA", -8.0, 4),
        ("USA", "RUS", 1.9, 1),
    ]
