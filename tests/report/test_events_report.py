"""Event data as a report."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.cells import cell_len

from detente.events.event_list import Events
from detente.events.event_rejections import Rejected
from detente.events.import_report import ImportReport
from detente.report.blocks import Block
from detente.report.events_report import CAVEAT, events_report, import_report
from detente.report.plain import plain_text
from events.event_samples import sample
from report.terminals import terminal_lines

DUPLICATE = Rejected(
    reason="duplicate of an earlier row",
    rows=1200,
    examples=("a.csv:7: 19900101 USA RUS", "a.csv:9: 19900102 USA RUS"),
)
WITHIN = Rejected(reason="source and target are the same state", rows=1, examples=())


def imported(**given: Any) -> ImportReport:
    """Ten thousand rows of two files, nothing wrong with them."""
    plain: dict[str, Any] = {
        "output": Path("events.parquet"),
        "files": 2,
        "formats": {"GDELT 2.0": 1, "ICEWS": 1},
        "rows": 10_000,
        "kept": 10_000,
        "rejected": (),
        "left_out": (),
        "first": dt.date(1990, 1, 1),
        "last": dt.date(1991, 12, 31),
        "dyads": (("USA", "RUS", 6_000), ("RUS", "USA", 4_000)),
        "seconds": 2.0,
    }
    return ImportReport(**{**plain, **given})


def text(blocks: tuple[Block, ...]) -> str:
    """Write a report as plain lines."""
    return plain_text(blocks)


def three() -> Events:
    """Acts of one side, and one of the other."""
    return sample(
        ("1990-05-01", "USA", "RUS", 2.0, 1),
        ("1990-05-02", "USA", "RUS", -5.0, 4),
        ("1991-01-03", "RUS", "USA", 1.0, 1),
    )


def test_an_import_tells_what_it_read_and_kept() -> None:
    """Files, formats, rows, days and speed."""
    told = text(import_report(imported()))
    assert "files: 2, GDELT 2.0, ICEWS\n" in told
    assert "rows: 10,000 read, 10,000 kept\n" in told
    assert "days: 1990-01-01 to 1991-12-31\n" in told
    assert "time: 2.0 s, 5,000 rows a second\n" in told
    assert told.endswith(f"{CAVEAT}\n")


def test_nothing_rejected() -> None:
    """Then nothing is said of what is wrong, left out or worth knowing."""
    told = text(import_report(imported()))
    for title in ("wrong", "Left out", "Worth knowing", "reason"):
        assert title not in told


def test_rejected_rows_have_their_reason_and_an_example() -> None:
    """What is wrong is kept apart from what was not asked for, each with its sum."""
    bad = Rejected(reason="no date", rows=34, examples=("b.csv:3: USA RUS",))
    told = text(import_report(imported(rejected=(DUPLICATE, bad), left_out=(WITHIN,), kept=8_765)))
    assert "## Something is wrong with 1,234 rows\n" in told
    assert "## Left out 1 row\n" in told
    rows = {line.split("  ")[0]: line.split() for line in told.splitlines()}
    assert rows["duplicate of an earlier row"][5:] == ["1,200", "a.csv:7:", "19900101", "USA", "RUS"]
    assert rows["no date"][2:] == ["34", "b.csv:3:", "USA", "RUS"]
    assert rows["source and target are the same state"][-2:] == ["1", "-"]
    assert "rows: 10,000 read, 8,765 kept\n" in told


def test_what_is_worth_knowing_is_counted() -> None:
    """One and many read as they should; files that broke are named."""
    found = imported(
        moved_days=1, other_scores=2_000, latin_lines=3, empty_files=1, broken=("c.gz: ends too early",)
    )
    told = text(import_report(found))
    assert "- 1 row with another day in UTC than in the file; that in UTC was taken.\n" in told
    assert "- 2,000 rows whose own score is another than that of the code, which was taken.\n" in told
    assert "- 3 lines not in UTF-8, read as Latin-1.\n" in told
    assert "- 1 file without anything in it.\n" in told
    assert "- Broken: c.gz: ends too early\n" in told


def test_an_import_of_nothing() -> None:
    """No days, no dyads, no speed: none is made up."""
    nothing = imported(files=0, formats={}, rows=0, kept=0, first=None, last=None, dyads=(), seconds=0.0)
    told = text(import_report(nothing))
    assert "files: 0, nothing recognised\n" in told
    assert "rows: 0 read, 0 kept\n" in told
    assert "days: none\n" in told
    assert "0 rows a second" in told
    assert "Who acts" not in told


def test_dyads_are_listed_by_number() -> None:
    """As the import has them."""
    lines = [line.split() for line in text(import_report(imported())).splitlines()]
    assert lines.index(["USA", "RUS", "6,000"]) + 1 == lines.index(["RUS", "USA", "4,000"])


def test_a_list_of_events() -> None:
    """Where from, how many, which days, what scale, who towards whom."""
    told = text(events_report(three(), most=10))
    assert "from: acts.csv\nevents: 3\ndays: 1990-05-01 to 1991-01-03\nscores: -10 to 10\n" in told
    lines = [line.split() for line in told.splitlines()]
    assert lines.index(["USA", "RUS", "2"]) + 1 == lines.index(["RUS", "USA", "1"])
    assert "left out" not in told
    assert told.endswith(f"{CAVEAT}\n")


def test_dyads_beyond_the_most_are_counted() -> None:
    """None is dropped in silence."""
    told = text(events_report(three(), most=1))
    assert "1 more dyad is left out" in told
    assert "RUS     USA" not in told
    assert "2 more dyads are left out" in text(events_report(three(), most=0))


def test_events_that_were_left_out_are_told() -> None:
    """By reason, with their number."""
    told = text(events_report(replace(three(), rejected={"no date": 1_500}), most=10))
    assert "- 1,500 left out: no date\n" in told


def test_no_events() -> None:
    """Nobody acts; a choice of events keeps the days that the data tell of, an empty list has none."""
    assert "events: 0\ndays: 1990-05-01 to 1991-01-03\n" in text(
        events_report(three().select(["RUS"], ["RUS"]), most=10)
    )
    told = text(events_report(sample(), most=10))
    assert "events: 0\ndays: none\n" in told
    assert "Who acts" not in told
    assert CAVEAT in told


def test_long_examples_fit_a_terminal() -> None:
    """They are broken into lines, and no figure is lost."""
    long = replace(DUPLICATE, examples=(f"{'folder/' * 6}a.csv:7: {'x' * 80}...",))
    lines = terminal_lines(import_report(imported(rejected=(long,))), 80)
    assert max(map(cell_len, lines)) <= 80
    assert any("1,200" in line for line in lines)
