"""Cleaned lines of files put together."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.errors import ExchangeError
from detente.events import event_batches
from detente.events.event_batches import EventFiles
from detente.events.event_inputs import find_inputs
from events.gdelt_rows import gdelt_rows, write


def files(*paths: Path, **options: object) -> EventFiles:
    """Open files for reading."""
    return EventFiles(inputs=find_inputs(paths)[0], **options)  # type: ignore[arg-type]


def test_rows_know_their_place(tmp_path: Path) -> None:
    """A row of a batch is told by its file and line, past lines that were left out."""
    one = write(tmp_path / "1.csv", [*gdelt_rows(2), "bad", "", *gdelt_rows(2)])
    two = write(tmp_path / "2.csv", gdelt_rows(1))
    source = files(one, two)
    (batch,) = source.batches()
    assert [batch.place(row) for row in range(batch.rows)] == [
        "1.csv:1",
        "1.csv:2",
        "1.csv:5",
        "1.csv:6",
        "2.csv:1",
    ]
    assert (source.rows, source.rejections.counts) == (6, {"fields": 1})


def test_other_layouts_begin_another_batch(tmp_path: Path) -> None:
    """Files of different width are not read in one go."""
    paths = [write(tmp_path / f"{k}.csv", gdelt_rows(2, width=k)) for k in (58, 61)]
    source = files(*paths)
    assert [batch.layout.format.name for batch in source.batches()] == ["gdelt1", "gdelt2"]
    assert source.formats == {"gdelt1": 1, "gdelt2": 1}


def test_batches_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch takes no more files than it may, and forgets lines when it is emptied."""
    monkeypatch.setattr(event_batches, "MOST_SEGMENTS", 2)
    paths = [write(tmp_path / f"{k}.csv", gdelt_rows(1)) for k in range(5)]
    batches = list(files(*paths).batches())
    assert [len(batch.segments) for batch in batches] == [2, 2, 1]
    bare = batches[0].emptied()
    assert ([segment.content for segment in bare.segments], bare.place(1)) == ([b"", b""], "1.csv:1")


def test_unknown_files_stop_or_are_told(tmp_path: Path) -> None:
    """A file of no known format stops the reading, or is left out and told."""
    paths = [write(tmp_path / "a.csv", ["what,is,this"]), write(tmp_path / "b.csv", gdelt_rows(3))]
    with pytest.raises(ExchangeError, match=r"a\.csv is event data of no known format"):
        list(files(*paths).batches())
    source = files(*paths, keep_going=True)
    assert sum(batch.rows for batch in source.batches()) == 3
    assert source.broken[0].startswith("a.csv is event data of no known format")


def test_blank_beginnings_and_empty_files(tmp_path: Path) -> None:
    """Empty files are counted; a megabyte of blanks is no beginning of a list."""
    source = files(write(tmp_path / "a.csv", []), write(tmp_path / "b.csv", gdelt_rows(1)))
    assert (sum(batch.rows for batch in source.batches()), source.empty) == (1, 1)
    (tmp_path / "c.csv").write_bytes(b"\n" * (2 << 20))
    with pytest.raises(ExchangeError, match="megabyte of blanks"):
        list(files(tmp_path / "c.csv").batches())
