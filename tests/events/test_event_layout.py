"""Where in a file the date, the actors and the codes stand."""

from __future__ import annotations

from dataclasses import replace

from detente.events.event_formats import EVENT_FORMATS
from detente.events.event_layout import Layout, bound, header_name, split_line

PLAIN = EVENT_FORMATS["plain"]
LAYOUT = Layout(
    format=PLAIN,
    delimiter=",",
    quoted=True,
    header=True,
    width=6,
    fewest=6,
    roles={"date": 4, "source": 0, "target": 2, "score": 3},
    scheme="score",
)


def test_names_of_columns_are_written_alike() -> None:
    """Case, underscores, dots, quotation marks and byte order marks make no other name."""
    assert {header_name(text) for text in ('"Event_Date"', "event  date", "\ufeffEVENT.DATE ")} == {
        "event date"
    }


def test_delimiters_in_quotation_marks_divide_nothing() -> None:
    """Quotation marks keep a field together where they are allowed."""
    assert split_line('a,"b,c"', ",", quoted=True) == ["a", "b,c"]
    assert split_line('a,"b,c"', ",", quoted=False) == ["a", '"b', 'c"']


def test_preferred_names_win() -> None:
    """Of two columns that could be a role's, the format's first is taken."""
    assert bound(PLAIN, ["actor", "date", "source", "target", "code"], None, "f")["source"] == 2


def test_a_named_column_is_no_other_role() -> None:
    """A column that the user gives to one role is taken from the role its name fits."""
    found = bound(PLAIN, ["date", "source", "target", "code", "value"], {"score": "code"}, "f")
    assert (found["score"], "code" in found) == (3, False)


def test_date_in_three_columns() -> None:
    """Year, month and day make a date unless there is a column for it; a lone day column is one."""
    copdab = EVENT_FORMATS["copdab"]
    three = bound(copdab, ["year", "month", "day", "source", "target", "scale"], None, "f")
    both = bound(copdab, ["year", "month", "day", "date"], None, "f")
    assert ("date" in three, three["day"]) == (False, 2)
    assert (both, bound(copdab, ["day"], None, "f")) == ({"date": 3}, {"date": 0})


def test_narrowed_layout_keeps_used_columns() -> None:
    """Columns without a role go, the last one stays as it ends the line."""
    narrow = LAYOUT.narrowed()
    assert (LAYOUT.used, narrow.width, narrow.fewest) == ((0, 2, 3, 4, 5), 5, 5)
    assert narrow.roles == {"date": 3, "source": 0, "target": 1, "score": 2}


def test_rows_of_many_widths_keep_all_columns() -> None:
    """Where rows may be shorter, no column is dropped."""
    narrow = replace(LAYOUT, fewest=4).narrowed()
    assert (narrow.width, narrow.fewest, narrow.roles) == (6, 4, LAYOUT.roles)
