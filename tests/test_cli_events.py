"""What is typed after ``detente events`` reaches the commands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from detente.cli_events import FORMATS, MEASURES, STEPS, events_group
from detente.commands.event_series import SeriesRequest
from detente.commands.events import ImportEventsRequest
from detente.events import measures
from detente.events.event_formats import EVENT_FORMATS
from detente.events.periods import check_every


def invoked(monkeypatch: pytest.MonkeyPatch, command: str, words: str) -> list[Any]:
    """Type words, and return what the command is asked."""
    seen: list[Any] = []
    monkeypatch.setattr(command, seen.append)
    result = CliRunner().invoke(events_group, words.split())
    assert result.exit_code == 0, result.output
    return seen


def test_import_with_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every option has its place in the request."""
    words = (
        "import a.zip b.zip -o e.parquet --format gdelt1 --actors USA,RUS --dyad USA:RUS --dyad USA:CHN "
        "--since 2001-01-01 --until 2002-01-01 --columns score=x --speaks-for government --memory 2GB "
        "--keep-going --force --json"
    )
    (asked,) = invoked(monkeypatch, "detente.commands.events.import_event_files", words)
    assert asked == ImportEventsRequest(
        files=(Path("a.zip"), Path("b.zip")),
        output=Path("e.parquet"),
        form="gdelt1",
        actors="USA,RUS",
        dyads=("USA:RUS", "USA:CHN"),
        since="2001-01-01",
        until="2002-01-01",
        columns="score=x",
        speaks_for="government",
        memory="2GB",
        keep_going=True,
        force=True,
        as_json=True,
    )


def test_series_with_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every option has its place in the request."""
    words = (
        "series e.parquet --dyad USA:RUS --every quarter --measure conflict --since 2001-01-01 "
        "--until 2002-01-01 -o s.csv --force"
    )
    (asked,) = invoked(monkeypatch, "detente.commands.event_series.write_series", words)
    assert asked == SeriesRequest(
        source="e.parquet",
        dyads=("USA:RUS",),
        every="quarter",
        measure="conflict",
        since="2001-01-01",
        until="2002-01-01",
        output=Path("s.csv"),
        force=True,
    )


def test_the_words_are_those_of_the_modules() -> None:
    """What can be typed without loading the readers is what the readers know."""
    assert set(FORMATS) == set(EVENT_FORMATS)
    assert MEASURES == measures.MEASURES
    assert [check_every(step) for step in STEPS] == list(STEPS)


@pytest.mark.parametrize("words", ["import", "import a.zip", "series e.parquet", "show"])
def test_what_is_needed(words: str) -> None:
    """A file, a place to write, a pair: without them the usage is told."""
    result = CliRunner().invoke(events_group, words.split())
    assert result.exit_code == 2
    assert "Missing" in result.stderr
