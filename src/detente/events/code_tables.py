"""What an event code says: its name, its score and its class of cooperation or conflict.

The tables in ``tables/`` are public facts, each with its source in its first lines:

========== ====================================== ============= ============================
scheme     codes                                  scores        quad classes
========== ====================================== ============= ============================
cameo      CAMEO 1.1: GDELT, ICEWS, later KEDS    -10 to 10     by root
cameo-0.9  CAMEO 0.9: KEDS lists before 2008      -10 to 10     by root
weis       WEIS with the additions of KEDS        -10 to 10     by cue
plover     types of PLOVER: POLECAT               none          by type
copdab     points 1 to 15 of COPDAB               -102 to 92    ours, told in the table
========== ====================================== ============= ============================

The two versions of CAMEO give some numbers to other acts: 163 is *halt negotiations* (-6.5) in 0.9 and
*impose sanctions* (-8) in 1.1, 166 *impose sanctions* in 0.9 and *expel or withdraw* in 1.1.

A code that is not in its table counts as its nearest parent: CAMEO ``0845`` as ``084``, ``0890`` as
``08``. In WEIS the parent of ``199`` is the cue's general code ``190``. Codes are texts: ``41`` is not
``041``.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

from detente.errors import UnknownNameError

__all__ = [
    "GOLDSTEIN",
    "QUAD_CLASSES",
    "SCALES",
    "SCHEMES",
    "EventCode",
    "cameo",
    "cameo_09",
    "code_table",
    "copdab",
    "event_code",
    "plover",
    "weis",
]

#: Name of each quad class; 0 is none.
QUAD_CLASSES = MappingProxyType(
    {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}
)
#: Lowest and highest score of the Goldstein scale.
GOLDSTEIN = (-10.0, 10.0)
_FILES = {
    "cameo": "cameo.csv",
    "cameo-0.9": "cameo_09.csv",
    "weis": "weis.csv",
    "plover": "plover.csv",
    "copdab": "copdab.csv",
}
#: Schemes of codes.
SCHEMES = tuple(_FILES)
#: Lowest and highest score there can be in each scheme.
SCALES: Mapping[str, tuple[float, float]] = MappingProxyType(
    {scheme: (-102.0, 92.0) if scheme == "copdab" else GOLDSTEIN for scheme in SCHEMES}
)


@dataclass(frozen=True, kw_only=True)
class EventCode:
    """What a code says.

    Attributes
    ----------
    scheme : str
    code : str
        As it stands in the table: the nearest parent of a code that does not.
    name : str
        Short, in words.
    score : float
        On the scheme's scale, cooperation above 0; nan where none was published.
    quad : int
        Quad class, 1 to 4; 0 for a neutral act.
    """

    scheme: str
    code: str
    name: str
    score: float
    quad: int


@cache
def code_table(scheme: str) -> Mapping[str, EventCode]:
    """Return all codes of a scheme, in the order of their digits or names.

    Raises
    ------
    UnknownNameError
        If there is no such scheme.
    """
    if scheme not in _FILES:
        raise UnknownNameError("scheme of event codes", scheme, SCHEMES)
    text = (resources.files("detente.events") / "tables" / _FILES[scheme]).read_text("utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return MappingProxyType(
        {
            row["code"]: EventCode(
                scheme=scheme,
                code=row["code"],
                name=row["name"],
                score=float(row["score"] or math.nan),
                quad=int(row["quad"]),
            )
            for row in rows
        }
    )


def event_code(scheme: str, code: str) -> EventCode | None:
    """Look a code up, or its nearest parent.

    Parameters
    ----------
    scheme : str
        One of :data:`SCHEMES`.
    code : str
        Blanks around it do not count; PLOVER types may be in small letters.

    Returns
    -------
    EventCode or None
        None where neither the code nor a parent is in the table.

    Raises
    ------
    UnknownNameError
        If there is no such scheme.
    """
    table, text = code_table(scheme), code.strip()
    if scheme in ("plover", "copdab"):
        return table.get(text.upper())
    if not (text.isascii() and text.isdigit() and 2 <= len(text) <= 4):
        return None
    # The general code of a WEIS cue has the score that the two digits alone lack.
    parents = [text[:2] + "0"] if scheme == "weis" and len(text) == 3 else [text[:3]]
    return next((table[key] for key in (text, *parents, text[:2]) if key in table), None)


def cameo(code: str) -> EventCode | None:
    """Look up a code of CAMEO 1.1.

    Examples
    --------
    >>> cameo("0841").score, cameo("0845").code, cameo("99")
    (7.0, '084', None)
    """
    return event_code("cameo", code)


def cameo_09(code: str) -> EventCode | None:
    """Look up a code of CAMEO 0.9, as in older lists of the KEDS project.

    Examples
    --------
    >>> cameo_09("163").name, cameo("163").name
    ('Halt negotiations', 'Impose embargo, boycott, or sanctions')
    """
    return event_code("cameo-0.9", code)


def weis(code: str) -> EventCode | None:
    """Look up a code of WEIS.

    Examples
    --------
    >>> weis("223").score, weis("199").score
    (-10.0, -4.0)
    """
    return event_code("weis", code)


def plover(event_type: str) -> EventCode | None:
    """Look up a type of PLOVER; it has a quad class and no score.

    Examples
    --------
    >>> plover("Sanction").quad
    4
    """
    return event_code("plover", event_type)


def copdab(point: str) -> EventCode | None:
    """Look up a point of the COPDAB scale, 1 to 15; its score is Azar's weight.

    Examples
    --------
    >>> copdab("15").score
    -102.0
    """
    return event_code("copdab", point)
