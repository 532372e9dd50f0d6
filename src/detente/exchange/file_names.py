"""Names of the files a game is written to."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["file_stems"]

_LONGEST = 60
_UNFIT = re.compile(r"[^\w. -]+")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


def file_stems(names: Sequence[str], *, taken: Sequence[str] = ()) -> list[str]:
    """Turn names into names of files, without their ends, that any system takes.

    They differ in more than upper and lower case, begin with no dot and no underscore, and sort
    in the order of the names: where they would not, numbers are put in front.

    Parameters
    ----------
    names : sequence of str
    taken : sequence of str
        Names that other files have.

    Examples
    --------
    >>> file_stems(["Seller", "Buyer", "seller"])
    ['1-Seller', '2-Buyer', '3-seller-2']
    >>> file_stems(["Buyer", "Seller"])
    ['Buyer', 'Seller']
    """
    used = {name.lower() for name in taken}
    stems: list[str] = []
    for name in names:
        stem = plain = _plain(name)
        number = 2
        while stem.lower() in used:
            stem, number = f"{plain}-{number}", number + 1
        used.add(stem.lower())
        stems.append(stem)
    # With the dot that follows, which sorts after a hyphen.
    if sorted(stems, key="{}.".format) == stems:
        return stems
    digits = len(str(len(stems)))
    return [f"{place:0{digits}}-{stem}" for place, stem in enumerate(stems, start=1)]


def _plain(name: str) -> str:
    kept = _UNFIT.sub("-", " ".join(name.split()))[:_LONGEST].strip("-._ ")
    return "file" if not kept or _RESERVED.fullmatch(kept) else kept
