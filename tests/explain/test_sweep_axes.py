"""Axes of a sweep, from what was typed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import DetenteError, RunError, UnknownNameError
from detente.explain.entries import entries_of
from detente.explain.sweep_axes import BASE, USUAL, SweepAxis, axis_of
from explain.driven import certain
from explain.swept import TRUST, reading

CASE = reading(None)
READINGS = {BASE: CASE, "sceptic": reading("sceptic")}


def axis(text: str) -> SweepAxis:
    """Read an axis of the two-issues case, with its readings."""
    return axis_of(text, CASE, READINGS)


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("=0..1:3", (0.0, 0.5, 1.0)),
        ("=0..1:11", tuple(k / 10 for k in range(11))),
        ("=0.5, 0.1,0.5", (0.1, 0.5)),
        ("=0.25", (0.25,)),
        (" = .2 .. 8e-1 : 2 ", (0.2, 0.8)),
    ],
)
def test_values(said: str, values: tuple[float, ...]) -> None:
    """Evenly spaced with both ends, or as listed: ascending, each once."""
    assert axis(TRUST + said).values == values


def test_where_nothing_is_said() -> None:
    """Nine values over the elicited range, or over the range that was said."""
    found = axis("stakes.north.border.truce")
    assert (found.values[0], found.values[-1], len(found.values)) == (10.0, 20.0, USUAL)
    assert len(axis(f"{TRUST}=0..1").values) == USUAL


def test_what_an_axis_tells() -> None:
    """Words, unit, the elicited range, and where readings put it if they differ."""
    found = axis("stakes.north.border.truce=-3..3:2")
    assert found.words == "what Truce along the line (Fighting on the border) is worth to Northland"
    assert found.elicited is not None
    assert (found.unit, found.elicited.low, found.elicited.middle, found.elicited.high) == (
        "points",
        10,
        15,
        20,
    )
    assert found.readings == ()
    assert [one.name for one in axis(TRUST).readings] == [BASE, "sceptic"]
    assert axis(TRUST).readings[1].high == pytest.approx(0.2)
    assert [axis(TRUST).text(value) for value in (0.30000001, -0.0, "kramer")] == ["0.3", "0", "kramer"]


def test_the_json_form_of_an_axis() -> None:
    """Has everything by its name."""
    told = axis(f"{TRUST}=0..1:2").to_dict()
    assert (told["name"], told["values"], told["paths"]) == (TRUST, [0.0, 1.0], [TRUST])
    assert told["readings"][1]["name"] == "sceptic"


def test_several_numbers_together() -> None:
    """One step may be left open; points of different parties are refused."""
    found = axis("trust.keeps_word.*=0..1:2")
    assert found.paths == ("trust.keeps_word.north", "trust.keeps_word.south")
    assert found.words == "all 2 numbers trust.keeps_word.*"
    assert axis("stakes.north.border.*=0..1").unit == "points"
    with pytest.raises(RunError, match="scales of their own"):
        axis("stakes.*.border.truce=0..1")
    with pytest.raises(RunError, match="only one step"):
        axis("stakes.*.border.*=0..1")


def test_readings() -> None:
    """As listed, or all; the base is one of them."""
    assert axis("reading").values == (BASE, "sceptic")
    assert axis("reading=sceptic, base,sceptic").values == ("sceptic", BASE)
    assert axis("reading").numbers == (0.0, 1.0)
    assert axis("reading").is_readings
    with pytest.raises(UnknownNameError, match="did you mean 'sceptic'"):
        axis("reading=septic")
    with pytest.raises(RunError, match="load_reading"):
        axis_of("reading", CASE, {})


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "write PATH=LOW..HIGH:N"),
        ("=1", "write PATH=LOW..HIGH:N"),
        (f"{TRUST}=", "write PATH=LOW..HIGH:N"),
        (f"{TRUST}=a..b", "'a' is no number"),
        (f"{TRUST}=0.1,,0.2", "'' is no number"),
        (f"{TRUST}=nan", "out of reach"),
        ("stakes.north.border.truce=1e99", "out of reach"),
        (f"{TRUST}=1..0", "write 0..1"),
        (f"{TRUST}=1..1", "write 1 alone"),
        (f"{TRUST}=0..1:x", "'x' is no number of values"),
        (f"{TRUST}=0..1:1", "from 2 to 2500"),
        (f"{TRUST}=0..1:99999999", "from 2 to 2500"),
        (f"{TRUST}=-3..2:3", "-3 is not possible.* the nearest is 0"),
        (f"{TRUST}=0,1.5", "1.5 is not possible.* the nearest is 1"),
    ],
)
def test_refused_values(text: str, says: str) -> None:
    """With what would be right."""
    with pytest.raises(RunError, match=says):
        axis(text)


@pytest.mark.parametrize(
    ("name", "near"),
    [("trust.keeps_word.suoth", TRUST), ("stakes.north.border.truse", "stakes.north.border.truce")],
)
def test_unknown_numbers(name: str, near: str) -> None:
    """The nearest path is named."""
    with pytest.raises(UnknownNameError, match=f"did you mean '{near}'"):
        axis(f"{name}=0..1")


def test_a_point_has_no_range_to_sweep() -> None:
    """A path alone is refused, with what to write."""
    points = [path for path, one in entries_of(certain()).items() if one.is_certain]
    with pytest.raises(RunError, match=rf"write {points[0]}=LOW\.\.HIGH"):
        axis_of(points[0], certain(), {})


@given(st.text(max_size=30) | st.text("0123456789.,:-e* ", max_size=20).map(lambda text: f"{TRUST}={text}"))
@settings(deadline=None, max_examples=40)
def test_any_text_is_read_or_refused(text: str) -> None:
    """Never a traceback; values are ascending shares."""
    try:
        found = axis(text)
    except DetenteError:
        return
    if not found.is_readings and found.unit == "share":
        assert list(found.numbers) == sorted(set(found.numbers))
        assert all(0 <= value <= 1 for value in found.numbers)
