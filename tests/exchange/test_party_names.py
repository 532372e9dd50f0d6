"""What parties are called."""

from __future__ import annotations

from detente.exchange.party_names import differently_named
from detente.model.scored_game import Scorer


def test_names_of_files_are_used_only_if_they_must() -> None:
    """That is, if two parties have the same name."""
    notes: list[str] = []
    parties = [Scorer(name=name, values={}) for name in ("A", "B")]
    assert differently_named(parties, ["1", "2"], notes) == tuple(parties)
    assert notes == []
    same = [Scorer(name="A", values={}), Scorer(name="A", values={})]
    assert [party.name for party in differently_named(same, ["1", "2"], notes)] == ["1", "2"]
    assert notes == ["two profiles are called 'A', so parties are called as their files"]
