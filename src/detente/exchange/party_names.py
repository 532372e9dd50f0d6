"""What parties are called: as their files say, unless two would be called the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.model.scored_game import Scorer

__all__ = ["differently_named"]


def differently_named(
    parties: Sequence[Scorer], stems: Sequence[str], notes: list[str]
) -> tuple[Scorer, ...]:
    """Call all parties after their files if two are called the same, with a note.

    Parameters
    ----------
    parties : sequence of Scorer
    stems : sequence of str
        The names of their files without the endings, in the same order.
    notes : list of str
        Gets the note.
    """
    names = [party.name for party in parties]
    if len(set(names)) == len(names):
        return tuple(parties)
    twice = next(name for name in names if names.count(name) > 1)
    notes.append(f"two profiles are called {twice!r}, so parties are called as their files")
    return tuple(replace(party, name=stem) for party, stem in zip(parties, stems, strict=True))
