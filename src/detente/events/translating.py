"""Codes looked up by scheme, and the scheme found that codes belong to."""

from __future__ import annotations

import math
from collections.abc import Iterable

from detente.events.code_tables import code_table, event_code

__all__ = ["code_score", "schemes_of"]

#: Schemes of which one has to be chosen; points of COPDAB look like any number and are not among them.
GUESSED = ("cameo", "weis", "plover")
OLD_CAMEO = "cameo-0.9"


def code_score(scheme: str, code: str) -> tuple[float | None, int] | None:
    """Look up a code, or its nearest parent.

    Returns
    -------
    (score or None, quad class) or None
        The score is None where none was published; None for all where no table has the code, or the
        scheme has no codes.
    """
    if scheme == "score":
        return None
    found = event_code(scheme, code)
    if found is None:
        return None
    return (None if math.isnan(found.score) else found.score), found.quad


def schemes_of(codes: Iterable[str]) -> tuple[str, ...]:
    """Find the schemes whose tables have the most of some codes, as they stand.

    Returns
    -------
    tuple of str
        One scheme where that is clear, several where they have equally many, none where no table has
        any. CAMEO 0.9 is taken for 1.1 unless a code is there that only 0.9 has, and none that only
        1.1 has.
    """
    seen = set(codes)
    new, old = code_table("cameo").keys(), code_table(OLD_CAMEO).keys()
    tables = {"cameo": new | old, **{scheme: code_table(scheme).keys() for scheme in GUESSED[1:]}}
    hits = {scheme: len(seen & tables[scheme]) for scheme in GUESSED}
    most = max(hits.values())
    best = tuple(scheme for scheme in GUESSED if most and hits[scheme] == most)
    if best == ("cameo",):
        return (OLD_CAMEO,) if seen & (old - new) and not seen & (new - old) else best
    return best
