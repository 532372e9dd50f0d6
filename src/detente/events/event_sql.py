"""What DuckDB is told: how the columns of each layout become days, actors, codes and scores."""

from __future__ import annotations

from pathlib import Path

from detente.events.actors import BETWEEN
from detente.events.event_layout import Layout
from detente.events.event_selection import Selection

__all__ = ["KEPT", "OWN_SCORES", "judged_sql", "literal", "raw_sql"]

#: Schemes whose rows bring a score of their own, which stands; for others the table of codes decides.
OWN_SCORES = ("plover", "score", "copdab")
#: Columns of the table that is written, in order, with their types.
KEPT = {
    "date": "DATE",
    "source": "VARCHAR",
    "target": "VARCHAR",
    "code": "VARCHAR",
    "scheme": "VARCHAR",
    "score": "DOUBLE",
    "quad": "TINYINT",
    "text": "VARCHAR",
    "cite": "VARCHAR",
    "source_actor": "VARCHAR",
    "target_actor": "VARCHAR",
    "origin": "VARCHAR",
}
#: A point in time with an optional offset from UTC.
STAMP = r"'^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)\s*(?:([+-]\d{2}):?(\d{2})?|Z|UTC)?$'"
DAY = r"'\d{4}[-/]\d{1,2}[-/]\d{1,2}'"


def literal(text: object) -> str:
    """Write a text or day as an SQL literal."""
    return "'" + str(text).replace("'", "''") + "'"


def raw_sql(layout: Layout, file: Path) -> str:
    """Write the query that reads cleaned lines: one row for each, in order.

    Parameters
    ----------
    layout : Layout
    file : Path
        Tab-separated lines of that layout.
    """
    names = [f"c{place}" for place in range(layout.width)]
    columns = "{" + ", ".join(f"'{name}': 'VARCHAR'" for name in names) + "}"
    padding = "true" if layout.fewest < layout.width else "false"
    reading = (
        f"read_csv({literal(file)}, columns={columns}, delim='\t', quote='', escape='', header=false, "
        f"auto_detect=false, nullstr='', null_padding={padding}, max_line_size=2200000)"
    )
    # Read once into short names, so that each expression is written, and computed, once.
    return f"""
        SELECT id, source_actor, target_actor, source_who, target_who, code, text, cite, quad_text,
               date_text, own_text, {_day("date_text")} AS day, {_moved("date_text")} AS moved,
               try_cast(CASE WHEN contains(own_text, ',') THEN replace(own_text, ',', '.') ELSE own_text END
                        AS DOUBLE) AS own
        FROM (SELECT {_short(layout)} FROM {reading})"""


def _short(layout: Layout) -> str:
    code = _field(layout, "code")
    parts = {
        "id": _field(layout, "id"),
        "date_text": _date_text(layout),
        "source_actor": _field(layout, "source"),
        "target_actor": _field(layout, "target"),
        "source_who": _who(layout, "source"),
        "target_who": _who(layout, "target"),
        "code": f"upper({code})" if layout.scheme == "plover" else code,
        "own_text": _field(layout, "score"),
        "quad_text": _field(layout, "quad"),
        "text": _field(layout, "text"),
        "cite": _field(layout, "cite"),
    }
    return ", ".join(f"{sql} AS {name}" for name, sql in parts.items())


def _field(layout: Layout, role: str) -> str:
    place = layout.roles.get(role)
    if place is None:
        return "''"
    # POLECAT writes the word for what is missing.
    text = f"nullif(trim(c{place}), 'None')" if layout.format.name == "polecat" else f"trim(c{place})"
    return f"coalesce({text}, '')"


def _date_text(layout: Layout) -> str:
    if "year" not in layout.roles:
        return _field(layout, "date")
    year, month, day = (_field(layout, part) for part in ("year", "month", "day"))
    # COPDAB and its kin write the year of the century.
    full = f"CASE WHEN length({year}) = 2 THEN '19' || {year} ELSE {year} END"
    return f"{full} || '-' || {month} || '-' || {day}"


def _who(layout: Layout, side: str) -> str:
    """Put together what :meth:`detente.events.actors.ActorRule.of` looks at."""
    more = (f"{side}_sectors", f"{side}_country")
    if not layout.roles.keys() & set(more):
        return _field(layout, side)
    return f" || chr({ord(BETWEEN)}) || ".join(_field(layout, role) for role in (side, *more))


def _day(text: str) -> str:
    """Read a day, in UTC where the hour and the offset are told; NULL where it is none."""
    # Texts that begin with a digit sort before the colon; DuckDB would take "infinity" for a day.
    stamped = f"regexp_extract({text}, {STAMP}, ['day', 'hour', 'ahead', 'minutes'])"
    return f"""CASE
        WHEN length({text}) = 8 AND {text} < ':' AND {text} NOT LIKE '%-%' AND {text} NOT LIKE '%/%'
            THEN try_strptime({text}, '%Y%m%d')::DATE
        WHEN regexp_full_match({text}, {DAY}) THEN try_cast(replace({text}, '/', '-') AS DATE)
        WHEN regexp_full_match({text}, '\\d{{6}}')
            THEN try_strptime(CASE WHEN {text} < '30' THEN '20' ELSE '19' END || {text}, '%Y%m%d')::DATE
        WHEN length({text}) = 14 THEN try_strptime({text}, '%Y%m%d%H%M%S')::DATE
        WHEN length({text}) >= 16 THEN {_utc(stamped)}::DATE
        END"""


def _utc(stamp: str) -> str:
    ahead = f"coalesce(try_cast({stamp}.ahead AS INTEGER), 0)"
    minutes = f"coalesce(try_cast({stamp}.minutes AS INTEGER), 0)"
    sign = f"CASE WHEN {stamp}.ahead LIKE '-%' THEN -1 ELSE 1 END"
    clock = f"try_cast({stamp}.day || ' ' || replace({stamp}.hour, ',', '.') AS TIMESTAMP)"
    return f"({clock} - to_minutes(({ahead} * 60 + {sign} * {minutes})::BIGINT))"


def _moved(text: str) -> str:
    """Tell whether the day in UTC is another than the day written."""
    written = f"try_cast(left({text}, 10) AS DATE)"
    return f"CASE WHEN length({text}) >= 16 THEN coalesce(day <> {written}, false) ELSE false END"


def judged_sql(layout: Layout, selection: Selection) -> str:
    """Write the query that gives each row its states, its score and the reason it is not kept, if any.

    It reads the tables ``raw``, ``codes`` and ``actors``; a reason is a key of
    :data:`detente.events.event_rejections.REASONS`, NULL for rows that are kept.
    """
    scheme = literal(layout.scheme)
    lowest, highest = (-102, 92) if layout.scheme == "copdab" else (-10, 10)
    own_first = layout.scheme in OWN_SCORES or layout.format.name == "plain"
    score = "coalesce(raw.own, codes.score)" if own_first else "codes.score"
    return f"""
        SELECT raw.rowid::INTEGER AS row, raw.* EXCLUDE (source_who, target_who),
               {score} AS score, s.state AS source, t.state AS target,
               CASE WHEN codes.known OR {scheme} = 'copdab' THEN {scheme} ELSE 'score' END AS scheme,
               CASE WHEN raw.quad_text IN ('1', '2', '3', '4') THEN raw.quad_text::TINYINT
                    ELSE coalesce(codes.quad, 0)::TINYINT END AS quad,
               {"false" if own_first else "coalesce(abs(raw.own - codes.score) > 0.05, false)"} AS differs,
               {_reason(selection, own_first, lowest, highest)} AS reason
        FROM raw
        LEFT JOIN codes ON codes.scheme = {scheme} AND codes.code = raw.code
        LEFT JOIN actors AS s ON s.who = raw.source_who
        LEFT JOIN actors AS t ON t.who = raw.target_who"""


def _reason(selection: Selection, own_first: bool, lowest: int, highest: int) -> str:
    unscored = (
        f"""WHEN raw.code = '' AND raw.own_text = '' THEN 'no code'
            WHEN raw.own_text <> '' AND (raw.own IS NULL OR NOT raw.own BETWEEN {lowest} AND {highest})
                THEN 'bad score'
            WHEN raw.own_text = '' AND NOT coalesce(codes.known, false) THEN 'bad code'"""
        if own_first
        else "WHEN raw.code = '' THEN 'no code' WHEN NOT coalesce(codes.known, false) THEN 'bad code'"
    )
    return f"""CASE
            WHEN raw.date_text = '' THEN 'no date'
            WHEN raw.day IS NULL THEN 'bad date'
            WHEN raw.day NOT BETWEEN {literal(selection.earliest)} AND {literal(selection.today)}
                THEN 'far date'
            {unscored}
            WHEN raw.source_actor = '' OR raw.target_actor = '' THEN 'no actor'
            WHEN s.state IS NULL OR t.state IS NULL THEN 'no state'
            WHEN s.state = t.state THEN 'within'
            {_unselected(selection)}
            END"""


def _unselected(selection: Selection) -> str:
    clauses = []
    if selection.since:
        clauses.append(f"WHEN raw.day < {literal(selection.since)} THEN 'days'")
    if selection.until:
        clauses.append(f"WHEN raw.day > {literal(selection.until)} THEN 'days'")
    if selection.actors:
        names = ", ".join(map(literal, selection.actors))
        clauses.append(f"WHEN s.state NOT IN ({names}) OR t.state NOT IN ({names}) THEN 'actors'")
    if selection.dyads:
        both = [pair for a, b in selection.dyads for pair in ((a, b), (b, a))]
        names = ", ".join(literal(f"{a}\x1f{b}") for a, b in both)
        clauses.append(f"WHEN s.state || chr(31) || t.state NOT IN ({names}) THEN 'actors'")
    return "\n            ".join(clauses)
