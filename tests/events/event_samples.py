"""Short lists of events, and random ones."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from detente.events.event_list import Events, event_list

Row = tuple[str, str, str, float, int]


def sample(*rows: Row) -> Events:
    """Make a list of (day, source, target, score, quad class)."""
    return event_list(
        date=[dt.date.fromisoformat(row[0]) for row in rows],
        source=[row[1] for row in rows],
        target=[row[2] for row in rows],
        score=[row[3] for row in rows],
        quad=[row[4] for row in rows],
        origin="acts.csv",
    )


#: Scores in tenths, as tables have them, or none.
SCORES = st.one_of(st.just(float("nan")), st.integers(-100, 100).map(lambda n: n / 10))
DAYS = st.dates(dt.date(1999, 11, 1), dt.date(2001, 2, 28)).map(dt.date.isoformat)
ROWS = st.lists(
    st.tuples(DAYS, st.sampled_from("AB"), st.sampled_from("CD"), SCORES, st.integers(0, 4)), max_size=40
)
#: One act of each towards each, so that every actor is there.
EVERYONE: tuple[Row, ...] = (("2000-06-15", "A", "C", 1.0, 1), ("2000-06-15", "B", "D", 1.0, 1))
EVENTS = ROWS.map(lambda rows: sample(*EVERYONE, *rows))
