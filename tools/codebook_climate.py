"""The climate between the two capitals: rules H1 to H10 of the case's README."""

from __future__ import annotations

import calendar
import math
import statistics
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from codebook_coding import Coding, cites
from codebook_stakes import number, quantity
from codebook_successors import AS_OF
from codebook_text import Auto, Raw

__all__ = ["MEASURES", "SIDES", "Kept", "Level", "acts_between", "climate", "level_of"]

Row = dict[str, Any]
Range = tuple[float, float]

SIDES = ("us", "russia")
MONTHS = 24  # rule H1: how far back the acts go that make today's level
NORMAL_95 = 1.96  # rule H1: ends of a 95% interval, in standard errors
TO_WAR = 10  # points of hostility from neutral to war
DATA = "US-Soviet months of 1948-78 (COPDAB, Azar 1980; series of Lebo and Moore 2003); our estimate"
SILENT = "no essay says"

# Rule H2: own lag, and answer to the other side, 95% intervals of a VAR with one lag.
PERSISTENCE: dict[str, Range] = {"us": (0.29, 0.52), "russia": (0.15, 0.37)}
REACTION: dict[str, Range] = {"us": (-0.03, 0.20), "russia": (0.04, 0.27)}
MEMORY: Range = (0, 0.1)  # rule H6
BIAS: Range = (1, 2)  # rule H4
MISREAD = ("c001-65", "c003-41", "c003-42", "c004-21", "c004-22", "c004-26", "c004-33")
TONE = ("c000-69", "c002-52", "c003-07", "c004-18", "c004-32", "c004-33")
HOPEFUL = ("c002-01", "c002-41")
CLASHES = ("c000-33", "c001-57", "c002-12", "c004-36")


@dataclass(frozen=True, kw_only=True)
class Level:
    """Hostility of one side by rule H1: ends of the range, and the claims of the acts behind it."""

    low: float
    high: float
    n_acts: int
    claims: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A low-stake option that can be kept up (rule H9).

    ``code`` and ``score`` are those of the nearest kind of act in CAMEO; no code where the option
    only keeps forces apart.
    """

    option: str
    claims: tuple[str, ...]
    code: str = ""
    score: float = 0.0
    by: tuple[str, ...] = field(default=SIDES)


MEASURES = (
    Kept(option="as_expand", code="06", score=6, claims=("c004-30", "c004-31")),
    Kept(option="as_publicise", code="051", score=3.4, by=("us",), claims=("c004-30",)),
    Kept(option="np_joint", code="06", score=6, claims=("c001-13", "c004-30", "c004-31")),
    Kept(option="ct_tips", code="064", score=7, claims=("c003-40", "c004-31")),
    Kept(option="dc_ground", claims=("c000-55", "c000-56", "c002-13")),
    Kept(option="rfp_incidents", claims=("c001-57",)),
)


def climate(coding: Coding) -> dict[str, Any]:
    """Return the ``climate`` section."""
    levels = {side: level_of(coding, side) for side in SIDES}
    return {
        "step": "month",
        "start": Raw(AS_OF.isoformat()),
        "# Rule H1: acts of the two towards each other in the 24 months before.": None,
        "level": {side: _level(found) for side, found in levels.items()},
        "# Rule H3: what would hold that level at the middle of the other numbers.": None,
        "drift": {side: _drift(side, levels) for side in SIDES},
        "# Rule H2: another era, for want of a better one.": None,
        "persistence": {s: quantity(number(*PERSISTENCE[s]), (), f"rule H2; {DATA}", "value") for s in SIDES},
        "reaction": {s: quantity(number(*REACTION[s]), (), f"rule H2; {DATA}", "value") for s in SIDES},
        **_reading_each_other(),
        "# Rule H7: days that are known; rule H8: until the disputes are named (stutte-2018#41).": None,
        "turnovers": Auto({"us": [Raw("2021-01-20")], "russia": [Raw("2024-05-07")]}),
        "acknowledged": False,
        "# Rule H9: collisions, and what can be kept up.": None,
        "accidents": _accidents(),
        "measures": _measures(coding),
        "# Rule H10: what a point of hostility above today's does; sizes are the coder's.": None,
        "effects": _effects(),
    }


def level_of(coding: Coding, side: str) -> Level:
    """Rule H1: minus the mean score of a side's acts, with the 95% interval of a mean."""
    rows = list(acts_between(coding, side))
    scores = [row["dyad"]["sign"] * abs(row["goldstein"]) for row in rows]
    half = NORMAL_95 * statistics.stdev(scores) / math.sqrt(len(scores))
    middle = -statistics.mean(scores)
    claims = tuple(claim for row in rows for claim in row["claims"])
    low, high = max(middle - half, -TO_WAR), min(middle + half, TO_WAR)
    return Level(low=low, high=high, n_acts=len(rows), claims=claims)


def acts_between(coding: Coding, side: str) -> Iterator[Row]:
    """Yield a side's acts that bear on the other and fall, wholly or in part, in the 24 months."""
    end = AS_OF.isoformat()
    first = f"{AS_OF.year - MONTHS // 12}-{AS_OF.month + 1:02d}-01"
    for row in coding.files["events"]["events"]:
        begins, ends = _days(str(row["date"]))
        if row["dyad"]["sign"] and row["dyad"]["actor"] in (side, "both") and begins <= end and ends >= first:
            yield row


def _days(text: str) -> tuple[str, str]:
    """Return the first and the last day that a date of the coding may mean."""
    begin, _, end = text.partition("/")
    year, *rest = (end or begin).split("-")
    month = int(rest[0]) if rest else 12
    day = int(rest[1]) if len(rest) > 1 else calendar.monthrange(int(year), month)[1]
    return begin + "-01" * (2 - begin.count("-")), f"{year}-{month:02d}-{day:02d}"


def _level(level: Level) -> Auto:
    return quantity(number(level.low, level.high), level.claims, f"rule H1; {level.n_acts} acts")


def _drift(side: str, levels: dict[str, Level]) -> Auto:
    """Rule H3: least and most over the ends of both levels."""
    other = SIDES[1 - SIDES.index(side)]
    kept, answer = _middle(PERSISTENCE[side]), _middle(REACTION[side]) + _middle(MEMORY)
    found = [
        (1 - kept) * own - answer * theirs * (_middle(BIAS) if theirs > 0 else 1)
        for own, theirs in product(_ends(levels[side]), _ends(levels[other]))
    ]
    return quantity(number(min(found), max(found)), (), "rule H3; follows from the other numbers")


def _ends(level: Level) -> Range:
    return level.low, level.high


def _middle(ends: Range) -> float:
    return (ends[0] + ends[1]) / 2


def _reading_each_other() -> dict[str, Any]:
    """Rules H4 to H7: how each side reads, remembers and believes the other."""

    def both(ends: Range, claims: tuple[str, ...], note: str, key: str = "value") -> dict[str, Auto]:
        return {side: quantity(number(*ends), claims, note, key) for side in SIDES}

    firm = ("c002-47", "c002-48", "c002-55", "c004-13", "c004-14")
    return {
        "# Rule H6: old acts answered late.": None,
        "memory": both(MEMORY, ("c004-27", "c004-28"), f"rule H6; how much, {SILENT}"),
        "remembers": Auto(dict.fromkeys(SIDES, 60)),
        "# Rule H4: misreading. Rule H5: where authors differ on the sign, it lies on both sides of 0.": None,
        "bias": both(BIAS, MISREAD, "rule H4"),
        "misperception": both((0, 2), (), f"rule H4; {SILENT}, wide range", "points"),
        "noise": both((0, 2), ("c004-06",), f"rule H4; how much, {SILENT}, wide range", "points"),
        "firmness": {
            "us": quantity(Raw("-0.6..0.6"), ("c004-05", "c004-13"), "rule H5", "value"),
            "russia": quantity(Raw("-0.6..0.8"), firm, "rule H5; Kramer deters, Stutte provokes", "value"),
        },
        "publicity": both((-1, 1), TONE, f"rule H5; how much, {SILENT}"),
        "# Rule H7: belief.": None,
        "learning": both((0, 0.1), (), f"rule H7; {SILENT}, wide range"),
        "hope": {
            "us": quantity(Raw("0.5..1"), HOPEFUL, f"rule H7; how much, {SILENT}", "value"),
            "russia": quantity(Raw("0..1"), (), f"rule H7; {SILENT}", "value"),
        },
    }


def _accidents() -> dict[str, Auto]:
    wide = f"rule H9; {SILENT}, wide range"
    return {
        "rate": quantity(Raw("0..0.02"), CLASHES, f"rule H9; how often, {SILENT}", "value"),
        "per_point": quantity(Raw("0..0.01"), (), wide, "value"),
        "severity": quantity(Raw("0..10"), ("c000-66",), "rule H9; up to CAMEO 190, use of force"),
        "deconfliction": quantity(Raw("0..1"), ("c002-13",), f"rule H9; how much, {SILENT}", "value"),
    }


def _measures(coding: Coding) -> dict[str, dict[str, Any]]:
    """Rule H9: from nothing to a share of the score of the nearest kind of act."""
    out: dict[str, dict[str, Any]] = {}
    # Options of one issue rule each other out, so that they share one part of the month.
    parts = len({coding.option_of[kept.option][0] for kept in MEASURES if kept.code})
    for kept in MEASURES:
        issue, option = coding.option_of[kept.option]
        body: dict[str, Any] = {}
        if kept.code:
            body["acts"] = Auto({side: number(0, kept.score / parts) for side in kept.by})
        else:
            body["keeps_apart"] = True
        note = f"up to 1/{parts} of CAMEO {kept.code}" if kept.code else "no cooperation (mechanism M10)"
        out.setdefault(issue, {})[option] = Auto(
            {**body, "cite": cites(kept.claims), "note": f"rule H9; {note}"}
        )
    return out


def _effects() -> dict[str, Any]:
    judged = "rule H10; the coder's judgement of the size"
    worse, word = ("c000-65", "c000-66", "c000-67"), ("c004-29", "c004-40")
    harder = ("c003-35", "c003-36", "c003-49")
    return {
        "no_deal": {side: quantity(Raw("-1.2..0"), worse, judged) for side in SIDES},
        "keeps_word": {"russia": quantity(Raw("-0.06..0"), word, judged, "value")},
        "stakes": {
            body: quantity(Raw("-1..0"), harder, judged) for body in ("congress", "democrats", "republicans")
        },
    }
