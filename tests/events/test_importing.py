"""Files of event data read in a stream into one table."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from detente.errors import ExchangeError, RunError, UnknownNameError
from detente.events.actors import ActorRule
from detente.events.event_sql import KEPT
from detente.events.import_report import ImportReport
from detente.events.importing import import_events
from events.gdelt_rows import gdelt_row, gdelt_rows, icews, write

duckdb = pytest.importorskip("duckdb")


def rows(path: Path, *columns: str) -> list[tuple[Any, ...]]:
    """Read columns of a table that was written."""
    source = f"'{path}'" if path.suffix == ".parquet" else f"read_csv('{path}', all_varchar=true)"
    return duckdb.connect().execute(f"SELECT {', '.join(columns)} FROM {source}").fetchall()


def counts(report: ImportReport) -> dict[str, int]:
    """Give the rows that were not kept, by reason."""
    return {one.reason: one.rows for one in (*report.rejected, *report.left_out)}


def test_gdelt_becomes_a_table(tmp_path: Path) -> None:
    """Every column of the table says what the row of GDELT said."""
    source = write(tmp_path / "20140301.export.CSV", [gdelt_row(7)])
    report = import_events([source], tmp_path / "o.parquet")
    expected = (
        date(2014, 3, 1),
        *("USA", "RUS", "042", "cameo", 1.9, 1, "", "http://example.org/7", "USAGOV", "RUS"),
        "20140301.export.CSV",
    )
    assert rows(tmp_path / "o.parquet", *KEPT) == [expected]
    assert (report.rows, report.kept, report.format) == (1, 1, "gdelt1")


def test_columns_have_their_types(tmp_path: Path) -> None:
    """The table has exactly the columns that were promised, with their types."""
    import_events([write(tmp_path / "a.csv", gdelt_rows(3))], tmp_path / "o.parquet")
    described = duckdb.connect().execute(f"DESCRIBE FROM '{tmp_path / 'o.parquet'}'").fetchall()
    assert {name: kind for name, kind, *_ in described} == KEPT


def test_every_row_is_counted_once(tmp_path: Path) -> None:
    """Rows read are those kept plus those counted under a reason."""
    lines = [
        gdelt_row(1),
        gdelt_row(1),
        gdelt_row(2, day="20141301"),
        gdelt_row(3, day="18991231"),
        gdelt_row(4, day="29990101"),
        gdelt_row(5, day=""),
        gdelt_row(6, code="9999"),
        gdelt_row(7, code=""),
        gdelt_row(8, target=""),
        gdelt_row(9, source="USAMED"),
        gdelt_row(10, target="USAMIL"),
        gdelt_row(11, target="CHN"),
        gdelt_row(12, day="20150101"),
        gdelt_row(13) + "\textra",
        gdelt_row(14).replace("UNITED", "UNI\0TED"),
        "",
        *gdelt_rows(50, 100),
    ]
    source = write(tmp_path / "a.csv", lines)
    report = import_events(
        [source], tmp_path / "o.parquet", actors=["USA", "Russia"], until=date(2014, 12, 31)
    )
    assert counts(report) == {
        "line with NUL bytes": 1,
        "wrong number of fields": 1,
        "no date": 1,
        "date that cannot be read": 1,
        "date before 1900 or in the future": 2,
        "neither code nor score": 1,
        "code that is in no table": 1,
        "duplicate of an earlier row": 1,
        "without a source or a target": 1,
        "actor that speaks for no state": 1,
        "source and target are the same state": 1,
        "outside the days asked for": 1,
        "other actors than those asked for": 1,
    }
    assert (report.rows, report.kept) == (65, 51)
    assert report.rows == report.kept + sum(counts(report).values())


def test_examples_name_file_and_line(tmp_path: Path) -> None:
    """An example says where it stands, header, empty and bad lines counted."""
    bad = "2\t2014-13-01\tA\t\tRussian Federation\tt\t042\t1.9\tB\t\tUnited States\ts"
    good = bad.replace("2014-13-01", "2014-01-01")
    source = write(tmp_path / "icews.tab", icews(good, "", "too\tfew", bad))
    report = import_events([source], tmp_path / "o.csv")
    places = {one.reason: one.examples[0].split(": ")[0] for one in report.rejected}
    assert places == {"wrong number of fields": "icews.tab:4", "date that cannot be read": "icews.tab:5"}


def test_selection_by_dyad(tmp_path: Path) -> None:
    """Of the dyads asked for both directions are kept, and no other."""
    lines = [
        gdelt_row(n, source=a, target=b)
        for n, (a, b) in enumerate([("USA", "RUS"), ("RUS", "USA"), ("USA", "CHN"), ("CHN", "RUS")])
    ]
    report = import_events([write(tmp_path / "a.csv", lines)], tmp_path / "o.csv", dyads=[("RUS", "USA")])
    assert report.dyads == (("RUS", "USA", 1), ("USA", "RUS", 1))
    assert counts(report) == {"other actors than those asked for": 2}


def test_rule_for_actors_is_used(tmp_path: Path) -> None:
    """Whoever speaks for a state is the rule's to say."""
    source = write(tmp_path / "a.csv", [gdelt_row(1, source="USAMED")])
    anyone = import_events([source], tmp_path / "o.csv", rule=ActorRule(speaks_for="anyone"))
    assert (anyone.kept, import_events([source], tmp_path / "p.csv").kept) == (1, 0)


def test_the_first_of_duplicates_is_kept_in_order(tmp_path: Path) -> None:
    """Rows stay in the order of the files, repetitions in later files are dropped."""
    first = write(tmp_path / "1.csv", gdelt_rows(3000))
    second = write(tmp_path / "2.csv", gdelt_rows(3000, 2001))
    report = import_events([first, second], tmp_path / "o.parquet")
    found = [int(cite.rsplit("/", 1)[1]) for (cite,) in rows(tmp_path / "o.parquet", "cite")]
    assert found == list(range(1, 5001))
    assert report.rejected[0].examples[0].startswith("2.csv:1: 2014-03-01")


@pytest.mark.slow
def test_order_holds_over_many_groups_of_rows(tmp_path: Path) -> None:
    """Rows stay in order where several threads and groups of rows are at work."""
    body = "\n".join(f"2014-03-01,USA,RUS,1,{number}" for number in range(400_000) if number % 1000)
    again = "\n".join(f"2014-03-01,USA,RUS,1,{number}" for number in range(7, 400_000, 50) if number % 1000)
    for name, content in (("a.csv", body), ("b.csv", again)):
        (tmp_path / name).write_text(f"date,source,target,score,text\n{content}\n")
    report = import_events([tmp_path / "a.csv", tmp_path / "b.csv"], tmp_path / "o.parquet", threads=2)
    found = [int(text) for (text,) in rows(tmp_path / "o.parquet", "text")]
    assert found == [number for number in range(400_000) if number % 1000]
    assert report.rows - report.kept == len(again.split("\n"))


def test_icews_numbers_count_with_source_and_target(tmp_path: Path) -> None:
    """One number towards two targets is two events in ICEWS."""
    row = "5\t2014-01-0{}\tA\tGovernment\tRussian Federation\tt\t042\t1.9\t{}\tGovernment\tUnited States\ts"
    source = write(tmp_path / "i.tab", icews(row.format(1, "B"), row.format(1, "C"), row.format(2, "B")))
    report = import_events([source], tmp_path / "o.csv")
    assert (report.kept, counts(report)) == (2, {"duplicate of an earlier row": 1})


def test_day_is_taken_in_utc(tmp_path: Path) -> None:
    """A time with an offset is the day it is in UTC, and rows that change day are counted."""
    days = (
        "2014-03-01T23:30:00-05:00",
        "2014-03-01 01:00+0300",
        "2014-03-01T12:00:00Z",
        "2014-03-01",
        "2014-03-01T25:00Z",
    )
    lines = ["date,source,target,score", *(f"{day},USA,RUS,{n}" for n, day in enumerate(days))]
    report = import_events([write(tmp_path / "a.csv", lines)], tmp_path / "o.csv")
    assert [day for (day,) in rows(tmp_path / "o.csv", "date")] == [
        "2014-03-02",
        "2014-02-28",
        "2014-03-01",
        "2014-03-01",
    ]
    assert (report.moved_days, counts(report)) == (2, {"date that cannot be read": 1})


@pytest.mark.parametrize("written", ["20140301", "140301", "2014-03-01", "2014/3/1", "20140301123000"])
def test_ways_to_write_a_day(tmp_path: Path, written: str) -> None:
    """Days are read in all the ways in which event data write them."""
    source = write(tmp_path / "a.csv", ["date,source,target,score", f"{written},USA,RUS,1"])
    assert import_events([source], tmp_path / "o.csv").first == date(2014, 3, 1)


def test_plain_list_in_any_order(tmp_path: Path) -> None:
    """A plain list may have its columns in any order, with quotation marks and line ends within."""
    lines = ["text;score;target;date;source", '"a ""b""; c\nd";-3,5;Russia;2014-03-01;United States']
    import_events([write(tmp_path / "a.csv", lines)], tmp_path / "o.parquet")
    found = rows(tmp_path / "o.parquet", "source", "target", "score", "scheme", "text")
    assert found == [("USA", "RUS", -3.5, "score", 'a "b"; c d')]


def test_columns_can_be_named(tmp_path: Path) -> None:
    """Columns with other names are said by the user, and a wrong name is told with the nearest."""
    source = write(tmp_path / "a.csv", ["when,who,whom,points", "2014-03-01,USA,RUS,-2"])
    named = {"date": "when", "source": "who", "target": "whom", "score": "points"}
    assert import_events([source], tmp_path / "o.csv", columns=named).kept == 1
    with pytest.raises(ExchangeError, match="no column 'wham' for target; did you mean 'whom'"):
        import_events([source], tmp_path / "p.csv", columns={**named, "target": "wham"})
    with pytest.raises(UnknownNameError, match="no column of an event 'sauce'; did you mean 'source'"):
        import_events([source], tmp_path / "p.csv", columns={"sauce": "who"})


def test_copdab_has_its_own_scale(tmp_path: Path) -> None:
    """COPDAB points become Azar's weights, and are not mixed with the Goldstein scale."""
    points = write(
        tmp_path / "c.csv",
        ["year,month,day,actor,target,scale", "62,10,22,USA,USR,13", "1962,10,23,USA,USR,16"],
    )
    report = import_events([points], tmp_path / "o.parquet")
    assert rows(tmp_path / "o.parquet", "date", "target", "score", "quad") == [
        (date(1962, 10, 22), "RUS", -50.0, 4)
    ]
    assert counts(report) == {"code that is in no table": 1}
    with pytest.raises(ExchangeError, match="into tables of their own"):
        import_events([points, write(tmp_path / "g.csv", gdelt_rows(2))], tmp_path / "p.parquet")


def test_polecat_keeps_its_own_scores(tmp_path: Path) -> None:
    """POLECAT brings a score for each event, and PLOVER's types the quad class."""
    head = "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\t" + "\t".join(
        f"{side} {what}" for side in ("Actor", "Recipient") for what in ("Name", "Country", "Sectors")
    )
    row = "x1\t2020-01-05\tSANCTION\tNone\t-5.5\tA\tUSA\tGOV\tB\tRUS\tGOV"
    import_events([write(tmp_path / "p.txt", [head, row])], tmp_path / "o.parquet")
    assert rows(tmp_path / "o.parquet", "source", "target", "score", "quad", "text") == [
        ("USA", "RUS", -5.5, 4, "")
    ]


def test_other_scores_are_told(tmp_path: Path) -> None:
    """Where the file's score is another than the table's, the table's is taken and that is counted."""
    report = import_events([write(tmp_path / "a.csv", [gdelt_row(1, f30="-9.0")])], tmp_path / "o.parquet")
    assert (rows(tmp_path / "o.parquet", "score"), report.other_scores) == ([(1.9,)], 1)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_ends_of_lines(tmp_path: Path, end: str) -> None:
    """Files from any system are read."""
    report = import_events([write(tmp_path / "a.csv", gdelt_rows(3), end)], tmp_path / "o.csv")
    assert (report.rows, report.kept) == (3, 3)


def test_packed_files_folders_and_patterns(tmp_path: Path) -> None:
    """Files may be packed, in folders, or named by a pattern; nothing is read twice."""
    folder = tmp_path / "days"
    folder.mkdir()
    with gzip.open(folder / "1.csv.gz", "wt") as stream:
        stream.write(gdelt_row(1) + "\n")
    with zipfile.ZipFile(folder / "2.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("20140302.export.CSV", gdelt_row(2) + "\n")
    write(folder / "3.CSV", [gdelt_row(3)])
    (folder / "notes.md").write_text("not events")
    report = import_events([folder, folder / "*.gz"], tmp_path / "o.csv")
    assert (report.files, report.kept) == (3, 3)
    assert [name for (name,) in rows(tmp_path / "o.csv", "origin")][1] == "2.zip/20140302.export.CSV"


def test_many_small_files_share_a_reading(tmp_path: Path) -> None:
    """Rows of small files that are read together keep the name of their own file."""
    files = [
        write(tmp_path / f"{n:03}.csv", [gdelt_row(n, day="" if n == 7 else "20140301")])
        for n in range(1, 21)
    ]
    report = import_events(files, tmp_path / "o.parquet")
    found = [name for (name,) in rows(tmp_path / "o.parquet", "origin")]
    assert found == [file.name for file in files if file.name != "007.csv"]
    assert report.rejected[0].examples == ("007.csv:1: USAGOV RUS 042 1.9",)


@pytest.mark.parametrize("damage", ["cut", "changed"])
def test_broken_gzip(tmp_path: Path, damage: str) -> None:
    """A broken gzip stops with the rows before the break told; what is whole is taken on request."""
    whole = gzip.compress("".join(f"{row}\n" for row in gdelt_rows(20_000)).encode())
    middle = len(whole) // 2
    broken = whole[:middle] if damage == "cut" else whole[:-6] + b"\0\0" + whole[-4:]
    path = tmp_path / "a.csv.gz"
    path.write_bytes(broken)
    with pytest.raises(
        ExchangeError, match=r"a.csv.gz is (cut off|damaged).*after [\d,]+ whole rows.*--keep-going"
    ):
        import_events([path], tmp_path / "o.csv")
    assert os.listdir(tmp_path) == ["a.csv.gz"]
    report = import_events([path], tmp_path / "o.csv", keep_going=True)
    assert 0 < report.kept <= 20_000
    assert report.kept == report.rows == int(report.broken[0].split("after ")[1].split()[0].replace(",", ""))


def test_broken_zip(tmp_path: Path) -> None:
    """A zip without its end is told, and left out on request."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.csv", gdelt_row(1) + "\n")
    content = (tmp_path / "a.zip").read_bytes()
    (tmp_path / "a.zip").write_bytes(content[: len(content) // 2])
    with pytest.raises(ExchangeError, match="is a broken zip"):
        import_events([tmp_path / "a.zip"], tmp_path / "o.csv")
    other = write(tmp_path / "b.csv", [gdelt_row(2)])
    report = import_events([tmp_path / "a.zip", other], tmp_path / "o.csv", keep_going=True)
    assert (report.kept, len(report.broken)) == (1, 1)


def test_other_encodings_are_told(tmp_path: Path) -> None:
    """Lines that are no UTF-8 are read as Latin-1 one by one, and counted."""
    lines = ["date,source,target,score,text", "2014-03-01,USA,RUS,1,café", "2014-03-02,USA,RUS,1,"]
    path = tmp_path / "a.csv"
    path.write_bytes("\n".join(lines).encode() + "Zürich\n".encode("latin-1"))
    report = import_events([path], tmp_path / "o.csv")
    assert ([text for (text,) in rows(tmp_path / "o.csv", "text")], report.latin_lines) == (
        ["café", "Zürich"],
        1,
    )


def test_quotation_marks_that_never_close_cost_a_line(tmp_path: Path) -> None:
    """An open quotation mark does not swallow the rest of the file."""
    row = "2014-03-{:02},USA,RUS,1,{}"
    lines = ["date,source,target,score,text", row.format(1, '"open'), *(row.format(2, n) for n in range(300))]
    report = import_events([write(tmp_path / "a.csv", lines)], tmp_path / "o.csv")
    assert (report.kept, counts(report)) == (300, {"quotation mark that is never closed": 1})


def refused(tmp_path: Path, content: bytes, name: str = "x.csv", **options: Any) -> str:
    """Give the error for a file that is no list of events."""
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ExchangeError) as caught:
        import_events([tmp_path / name], tmp_path / "o.csv", **options)
    assert os.listdir(tmp_path) == [name]
    return str(caught.value)


def test_what_is_no_list_of_events(tmp_path: Path) -> None:
    """Files of other kinds are refused with what they are."""
    assert "empty" in refused(tmp_path, b"")
    assert "empty" in refused(tmp_path, b"\n\n")
    assert "Parquet" in refused(tmp_path, b"PAR1....")
    assert "UTF-16" in refused(tmp_path, "date".encode("utf-16"))
    assert "NUL bytes" in refused(tmp_path, bytes(range(32)) * 100)
    assert "no tab, comma, semicolon or bar" in refused(tmp_path, b"hello\nworld\n")
    assert "line does not end" in refused(tmp_path, b"x" * (1 << 21))


def test_wrong_delimiter_and_shuffled_columns(tmp_path: Path) -> None:
    """Files without header whose delimiter or columns are others than the format's are refused."""
    row = gdelt_row(1)
    commas = row.replace("\t", ",")
    shuffled = "\t".join(reversed(row.split("\t")))
    assert "58 fields between commas" in refused(tmp_path, commas.encode())
    assert "should be an event number" in refused(tmp_path, shuffled.encode())
    assert "not what --format gdelt1 stands for" in refused(tmp_path, commas.encode(), format="gdelt1")


LONG = """
import resource, sys
from pathlib import Path
from detente.events.importing import import_events
held = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
report = import_events([Path(sys.argv[1])], Path(sys.argv[2]), threads=1, memory="300MB")
print(report.kept, report.rows, [(r.reason, r.rows, r.examples) for r in report.rejected])
print([line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")][0])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak of memory from /proc")
def test_a_very_long_line_takes_little_memory(tmp_path: Path) -> None:
    """A line of 200 MB is counted and passed over, in a fraction of its size."""
    path = tmp_path / "a.csv"
    with path.open("wb") as stream:
        stream.write("".join(f"{row}\n" for row in gdelt_rows(5000)).encode())
        stream.seek(200_000_000, os.SEEK_CUR)
        stream.write(f"\n{gdelt_row(6000)}\n".encode())
    done = subprocess.run(
        [sys.executable, "-c", LONG, str(path), str(tmp_path / "o.csv")], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    said, peak = done.stdout.splitlines()
    assert said == "5001 5002 [('line of more than 1 MB', 1, ('a.csv:5001: 200,000,000 bytes',))]"
    assert int(peak) < 350_000


def test_an_existing_table_stays(tmp_path: Path) -> None:
    """A table is written over only on request, and never a file that is read."""
    source, output = write(tmp_path / "a.csv", gdelt_rows(2)), tmp_path / "o.csv"
    output.write_text("mine")
    with pytest.raises(RunError, match="exists already"):
        import_events([source], output)
    assert output.read_text() == "mine"
    assert import_events([source], output, force=True).kept == 2
    with pytest.raises(RunError, match="one of the files to be read"):
        import_events([source], source, force=True)


def test_interrupting_leaves_nothing(tmp_path: Path) -> None:
    """An import that is broken off leaves neither a table nor temporary files, and the reader stops."""
    source = write(tmp_path / "a.csv", gdelt_rows(2000))
    called: list[int] = []

    def interrupt(done: int, _: int) -> None:
        called.append(done)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_events([source], tmp_path / "o.parquet", progress=interrupt)
    assert (len(called), os.listdir(tmp_path)) == (1, ["a.csv"])


def test_progress_ends_at_all_bytes(tmp_path: Path) -> None:
    """Progress counts the bytes of all files."""
    files = [write(tmp_path / f"{n}.csv", gdelt_rows(10, n * 100)) for n in range(3)]
    seen: list[tuple[int, int]] = []
    import_events(files, tmp_path / "o.csv", progress=lambda done, total: seen.append((done, total)))
    total = sum(file.stat().st_size for file in files)
    assert (seen[-1], [done for done, _ in seen] == sorted(done for done, _ in seen)) == (
        (total, total),
        True,
    )


@pytest.mark.parametrize(
    ("options", "error", "said"),
    [
        ({"memory": "plenty"}, RunError, "memory is written as 500MB"),
        ({"threads": -1}, RunError, "threads"),
        ({"format": "gdlt1"}, UnknownNameError, "did you mean 'gdelt1'"),
        ({"actors": ["USA"]}, ExchangeError, "alone"),
        ({"dyads": [("USA", "United States")]}, ExchangeError, "the same state"),
        ({"since": date(2015, 1, 1), "until": date(2014, 1, 1)}, ExchangeError, "before the first"),
    ],
)
def test_bad_options_are_told(
    tmp_path: Path, options: dict[str, Any], error: type[Exception], said: str
) -> None:
    """What cannot be meant is refused before anything is written."""
    source = write(tmp_path / "a.csv", gdelt_rows(2))
    with pytest.raises(error, match=said):
        import_events([source], tmp_path / "o.csv", **options)
    assert os.listdir(tmp_path) == ["a.csv"]


def test_nothing_kept_is_an_empty_table(tmp_path: Path) -> None:
    """A selection that nothing meets gives a table without rows, not an error."""
    source = write(tmp_path / "a.csv", gdelt_rows(2))
    report = import_events([source], tmp_path / "o.parquet", since=date(2020, 1, 1))
    assert (report.kept, report.first, rows(tmp_path / "o.parquet", "date")) == (0, None, [])
