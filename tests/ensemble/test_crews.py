"""What a crew is, whatever its workers."""

from __future__ import annotations

from detente.ensemble.workers import Here


def test_a_crew_serves_as_workers_and_stays_open() -> None:
    """Opening a crew gives the crew itself."""
    with Here().opened() as crew:
        with crew.opened() as same:
            assert same is crew
        assert crew.describe() == Here().describe()
