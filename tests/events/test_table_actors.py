"""Who stands in a table of events."""

from __future__ import annotations

from pathlib import Path

import pytest

from acts_on_disk import acts_table
from detente.errors import ExchangeError
from detente.events.importing import import_events
from detente.events.table_actors import table_actors


def test_of_csv_and_parquet(tmp_path: Path) -> None:
    """Both kinds of table tell the same."""
    path = acts_table(tmp_path, months=2, powers=3)
    parquet = tmp_path / "events.parquet"
    import_events([path], parquet)
    assert table_actors(path) == table_actors(parquet) == ("CHN", "RUS", "USA")


def test_no_table_of_events(tmp_path: Path) -> None:
    """A file that is not there, one with other columns, one that is damaged."""
    with pytest.raises(ExchangeError, match="there is no file"):
        table_actors(tmp_path / "none.parquet")
    other = tmp_path / "monthly.csv"
    other.write_text("month,us2ru\n1990-01,2\n", "utf-8")
    with pytest.raises(ExchangeError, match="--series"):
        table_actors(other)
    broken = tmp_path / "events.parquet"
    broken.write_bytes(b"PAR1")
    with pytest.raises(ExchangeError, match="no sound table"):
        table_actors(broken)
