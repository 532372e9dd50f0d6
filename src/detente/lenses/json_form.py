"""What the JSON of every lens begins with, and its text."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from detente.version import __version__

__all__ = ["FORMAT", "json_head", "json_start", "json_text"]

#: Version of the JSON of lenses, plans and power.
FORMAT = 1


def json_start(lens: str) -> dict[str, Any]:
    """Say which version of what made a result: the part of the head that needs no dossier."""
    return {"detente": __version__, "format": FORMAT, "lens": lens}


def json_head(
    lens: str,
    *,
    title: str,
    dossier: str,
    reading: str | None,
    draws: int,
    seed: int | None,
    principals: Iterable[str],
) -> dict[str, Any]:
    """Return what stands at the head of the result of a lens, the same fields in the same order for all.

    Parameters
    ----------
    lens : str
        As it is called on the command line.
    title, dossier : str
        Title and key of the dossier.
    reading : str or None
    draws : int
    seed : int or None
        None where the draws were given.
    principals : iterable of str
        In any order; told sorted.

    Examples
    --------
    >>> about = {"title": "A talk", "dossier": "talk", "reading": None, "draws": 5, "seed": 0}
    >>> list(json_head("trust", principals=["south", "north"], **about).values())[2:]
    ['trust', 'A talk', 'talk', None, 5, 0, ['north', 'south']]
    """
    return {
        **json_start(lens),
        "title": title,
        "dossier": dossier,
        "reading": reading,
        "draws": draws,
        "seed": seed,
        "principals": sorted(principals),
    }


def json_text(content: dict[str, Any]) -> str:
    """Return a JSON form as text, keys in order, ending in a newline."""
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
