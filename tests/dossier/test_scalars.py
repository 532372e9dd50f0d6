"""The small types that sections are made of."""

import datetime as dt
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from detente.dossier.needs import NotModel
from detente.dossier.scalars import Count, Day, Slug, Strict, Text, empty_if_null, keys_of


class Section(Strict):
    """A section with one key."""

    inner: Any = None


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Slug, "us-2_x"),
        (Slug, "9"),
        (Text, " "),
        (Count, 1),
        (Count, 10**9),
    ],
)
def test_accepted_as_it_is(kind: Any, value: Any) -> None:
    """Values at the bounds pass unchanged."""
    assert TypeAdapter(kind).validate_python(value, strict=True) == value


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Slug, ""),
        (Slug, "-us"),
        (Slug, "u s"),
        (Slug, "us\n"),
        (Slug, "zürich"),
        (Text, ""),
        (Count, 0),
        (Count, 10**9 + 1),
        (Count, 1.0),
        (Count, True),
        (Day, "2018-02-30"),
        (Day, "2018-1-1"),
        (Day, "20180101"),
        (Day, 2018),
    ],
)
def test_refused(kind: Any, value: Any) -> None:
    """Nothing is converted, and values past a bound are refused."""
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(value, strict=True)


def test_a_day_is_read_from_text() -> None:
    """A leap day exists where it does."""
    assert TypeAdapter(Day).validate_python("2020-02-29") == dt.date(2020, 2, 29)


def test_sections_note_who_read_them() -> None:
    """The context holds the model that read each mapping, so unknown keys can be answered."""
    data = {"inner": None}
    context: dict[int, Any] = {}
    Section.model_validate(data, context=context)
    assert context == {id(data): Section}


def test_a_key_is_named_as_written() -> None:
    """An alias stands in for the name that Python needs."""
    assert list(keys_of(NotModel)) == ["not"]
    assert list(keys_of(Section)) == ["inner"]


@pytest.mark.parametrize(("value", "read"), [(None, {}), ([], []), (0, 0), ({"a": 1}, {"a": 1})])
def test_only_nothing_is_an_empty_section(value: Any, read: Any) -> None:
    """A zero or an empty list is left for the schema to refuse."""
    assert empty_if_null(value) == read
