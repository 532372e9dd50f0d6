"""What a user names where acts are asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from acts_on_disk import acts_table
from detente.commands.event_source import is_table, opened_events, opened_source
from detente.errors import ExchangeError, RunError, UnknownNameError


@pytest.mark.parametrize(
    ("name", "table"), [("a.parquet", True), ("a.CSV", True), ("a.csv.gz", True), ("us-russia", False)]
)
def test_tables_by_their_ending(name: str, table: bool) -> None:
    """Anything else is a case."""
    assert is_table(name) is table


def test_a_case_has_principals() -> None:
    """A case says itself whose acts are meant, and parties act as their side."""
    opened = opened_source("us-russia", every="year")
    assert opened.principals == ("us", "russia")
    assert {"us", "russia"} <= set(opened.events.actors)


def test_all_acts_of_a_case_as_themselves() -> None:
    """Nothing is folded where everything is to be shown: an adviser of the president acts as himself."""
    assert "bolton" in opened_events("us-russia").actors
    assert "bolton" not in opened_source("us-russia", every="year").events.actors


def test_only_the_parties_asked_for_are_read(tmp_path: Path) -> None:
    """Of a table with three powers the acts of two, under any of their names."""
    path = str(acts_table(tmp_path, powers=3))
    assert opened_source(path, every="month", parties=("united states", "RUS")).events.actors == (
        "RUS",
        "USA",
    )
    assert opened_source(path, every="month").events.actors == ("CHN", "RUS", "USA")


def test_a_party_that_is_not_in_the_table(tmp_path: Path) -> None:
    """Is told with the nearest of those that are."""
    with pytest.raises(UnknownNameError, match="did you mean 'RUS'"):
        opened_source(str(acts_table(tmp_path)), every="month", parties=("RSU", "USA"))


def test_a_case_without_acts() -> None:
    """There is nothing to make a series of."""
    with pytest.raises(RunError, match="two-issues records no acts"):
        opened_source("two-issues", every="month")


def test_neither_table_nor_case(tmp_path: Path) -> None:
    """A file that is not there, and a misspelt case."""
    with pytest.raises(ExchangeError, match="there is no file"):
        opened_events(str(tmp_path / "none.csv"))
    with pytest.raises(UnknownNameError, match="us-russia"):
        opened_events("us-rusia")
