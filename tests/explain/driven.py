"""Small dossiers whose verdict is known to hang on certain judgements."""

from __future__ import annotations

from functools import cache
from typing import Any

from detente.dossier.dossier import Dossier
from detente.explain.entries import Entry
from properties.dossiers import loaded, plain


def hanging_on_trust(**sections: Any) -> Dossier:
    """A swap that north signs where the word of south is worth more than what it gives; the rest is noise.

    North gains 4 if south performs and gives 2 for sure: credible where south keeps its word with
    probability a half or more, drawn from 0 to 1.
    """
    stakes = {
        "north": {"aid": {"grant": -2}, "base": {"closed": 4}},
        "south": {"aid": {"grant": "6..9"}, "base": {"closed": "-3..-1"}},
    }
    return loaded(plain(stakes=stakes, trust={"keeps_word": {"south": "0..1"}}, **sections))


def never() -> Dossier:
    """A swap that north never accepts, by 1 to 5 points, with how many depending on its gain alone."""
    stakes = {
        "north": {"aid": {"grant": -8}, "base": {"closed": "3..7"}},
        "south": {"aid": {"grant": "6..9"}, "base": {"closed": -2}},
    }
    return loaded(plain(stakes=stakes))


def certain() -> Dossier:
    """A swap without any uncertainty, always a deal."""
    return loaded(plain())


@cache
def trust_dossier() -> Dossier:
    """One for tests that change nothing."""
    return hanging_on_trust()


def entry(**changes: Any) -> Entry:
    """A judgement on a scale of points."""
    about: dict[str, Any] = {
        "path": "stakes.north.aid.grant",
        "words": "what grant (aid) is worth to north",
        "who": ("north",),
        "unit": "points",
        "low": -20.0,
        "middle": 0.0,
        "high": 20.0,
        "scale": 20.0,
    }
    return Entry(**{**about, **changes})


#: South's gain tends to be high where its word is good.
STEP = {"name": "in step", "of": ["trust.keeps_word.south", "stakes.south.aid.grant"], "rank": 0.8}


@cache
def in_step() -> Dossier:
    """A swap that hangs on trust alone, with a gain that goes with it but decides nothing."""
    return hanging_on_trust(correlations=[STEP])
