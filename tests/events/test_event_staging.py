"""Batches judged and laid down in parts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from detente.errors import TooLargeError
from detente.events import event_staging
from detente.events.actors import ActorRule
from detente.events.event_batches import Batch, EventFiles
from detente.events.event_database import opened_database
from detente.events.event_inputs import find_inputs
from detente.events.event_selection import selected
from detente.events.event_staging import Staging
from events.gdelt_rows import gdelt_row, gdelt_rows, write

pytest.importorskip("duckdb")


@pytest.fixture
def staging(tmp_path: Path) -> Iterator[Staging]:
    """Give an empty staging."""
    (tmp_path / "scratch").mkdir()
    with opened_database(tmp_path / "scratch", memory="200MB", threads=1) as connection:
        yield Staging(
            connection=connection,
            scratch=tmp_path / "scratch",
            selection=selected(ActorRule()),
            rule=ActorRule(),
        )


def batch(path: Path, lines: list[str]) -> Batch:
    """Read lines as one batch."""
    (found,) = EventFiles(inputs=find_inputs([write(path, lines)])[0]).batches()
    return found


def test_parts_hold_what_is_kept(staging: Staging, tmp_path: Path) -> None:
    """Each batch with rows to keep is a part; one without leaves none; lines on their way are gone."""
    staging.take(batch(tmp_path / "a.csv", gdelt_rows(3)))
    staging.take(batch(tmp_path / "b.csv", gdelt_rows(2, source="")))
    staging.take(batch(tmp_path / "c.csv", gdelt_rows(2, 10)))
    assert [path.name for path in staging.parts] == ["part-000000.parquet", "part-000001.parquet"]
    assert (staging.staged, staging.rejections.counts) == (5, {"no actor": 2})
    assert not (staging.scratch / "lines.tsv").exists()


def test_duplicates_across_parts(staging: Staging, tmp_path: Path) -> None:
    """Of an event in two parts the first is kept, and the other is shown with its place."""
    staging.take(batch(tmp_path / "a.csv", gdelt_rows(3)))
    staging.take(batch(tmp_path / "b.csv", [gdelt_row(9), gdelt_row(2)]))
    staging.drop_duplicates()
    kept = staging.connection.execute("SELECT cite FROM kept").fetchall()
    assert [int(cite.rsplit("/", 1)[1]) for (cite,) in kept] == [1, 2, 3, 9]
    assert staging.rejections.examples["duplicate"] == ["b.csv:2: 2014-03-01 USAGOV RUS 042 gdelt1:2"]


def test_nothing_to_keep_is_an_empty_view(staging: Staging) -> None:
    """Without any part the view of what is kept has the columns and no rows."""
    staging.drop_duplicates()
    assert staging.connection.execute("SELECT count(score) FROM kept").fetchall() == [(0,)]


def test_each_actor_is_asked_for_once(
    staging: Staging, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rule is asked once for each distinct actor, however many rows and batches name it."""
    asked: list[str] = []
    original = ActorRule.of
    monkeypatch.setattr(ActorRule, "of", lambda self, who: asked.append(who) or original(self, who))
    for name in ("a.csv", "b.csv"):
        staging.take(batch(tmp_path / name, gdelt_rows(50)))
    assert sorted(asked) == ["RUS", "USAGOV"]


def test_columns_of_something_else_are_told(
    staging: Staging, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More different actors than there can be means another column."""
    monkeypatch.setattr(event_staging, "MOST_ACTORS", 10)
    lines = [gdelt_row(number, source=f"A{number}") for number in range(20)]
    with pytest.raises(TooLargeError, match="more than 10 different actors: is that the right column"):
        staging.take(batch(tmp_path / "a.csv", lines))
