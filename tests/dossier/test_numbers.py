"""Every way to write a number."""

import contextlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from detente.dossier.numbers import parse_number
from detente.dossier.quantity import Quantity


@pytest.mark.parametrize(
    ("written", "distribution", "parameters"),
    [
        (4, "point", (4.0,)),
        ("4", "point", (4.0,)),
        ("-6..-2", "uniform", (-6.0, -2.0)),
        (" 1 .. 2.5 ", "uniform", (1.0, 2.5)),
        (".5..1e1", "uniform", (0.5, 10.0)),
        ("15/25/30", "pert", (15.0, 25.0, 30.0)),
        ({"normal": {"mean": 4, "sd": 1}}, "normal", (4.0, 1.0)),
        ({"uniform": {"low": 1, "high": 2}}, "uniform", (1.0, 2.0)),
        ({"pert": {"low": 1, "mode": 2, "high": 3}}, "pert", (1.0, 2.0, 3.0)),
        ({"triangular": {"low": 1, "mode": 2, "high": 3}}, "triangular", (1.0, 2.0, 3.0)),
        ({"lognormal": {"mean": 0, "sd": 1}}, "lognormal", (0.0, 1.0)),
        ({"beta": {"a": 2, "b": 5}}, "beta", (2.0, 5.0)),
        ({"points": {"beta": {"a": 2, "b": 5}}}, "beta", (2.0, 5.0)),
        ({"value": "0.1..0.2"}, "uniform", (0.1, 0.2)),
    ],
)
def test_each_form_is_read(written: object, distribution: str, parameters: tuple[float, ...]) -> None:
    """Points, ranges, estimates, distributions, bare or with provenance."""
    number = parse_number(written)
    assert (number.distribution, number.parameters) == (distribution, parameters)


def test_provenance_is_kept() -> None:
    """Sources, remark, judge and day travel with the number."""
    number = parse_number({"points": "4..8", "cite": ["s#1"], "note": "n", "by": "me", "on": "2018-01-01"})
    assert (number.cite, number.note, number.by, number.on) == (("s#1",), "n", "me", "2018-01-01")


@pytest.mark.parametrize(
    ("written", "code", "at", "hint"),
    [
        ("6..2", "D032", (), "write 2..6"),
        ({"uniform": {"low": 3, "high": 1}}, "D032", ("uniform",), "write 1..3"),
        ("1/5/3", "D033", (), "write 1/3/5"),
        ({"points": "1/5/3"}, "D033", ("points",), "write 1/3/5"),
        ({"normal": {"mean": 0, "sd": -1}}, "D034", ("normal", "sd"), "write 1"),
        ({"beta": {"a": 0, "b": 1}}, "D034", ("beta",), "beta"),
        (float("nan"), "D031", (), "ordinary"),
        (float("inf"), "D031", (), "ordinary"),
        ("1..inf", "D031", (), "ordinary"),
        ({"normal": {"mean": float("nan"), "sd": 1}}, "D031", ("normal", "mean"), "ordinary"),
        (True, "D030", (), "write 4"),
        (None, "D030", (), "write 4"),
        ([1], "D030", (), "write 4"),
        ("4-8", "D030", (), "write 4"),
        ("4...8", "D030", (), "write 4"),
        ({}, "D030", (), "write 4"),
        ({"gauss": {"mean": 1, "sd": 1}}, "D030", ("gauss",), "there are"),
        ({"nrmal": {"mean": 1, "sd": 1}}, "D030", ("nrmal",), "'normal'"),
        ({"normal": 3}, "D030", ("normal",), "write {normal"),
        ({"normal": {"mean": 1}}, "D021", ("normal",), "write {normal"),
        ({"normal": {"mean": 1, "sd": 1, "x": 1}}, "D020", ("normal", "x"), "write {normal"),
        ({"points": 1, "value": 2}, "D030", ("value",), "remove"),
        ({"points": 1, "cites": []}, "D020", ("cites",), "'cite'"),
        ({"points": 1, "cite": "s"}, "D022", ("cite",), "brackets"),
        ({"points": 1, "cite": [3]}, "D022", ("cite", 0), "quotes"),
        ({"points": 1, "note": 3}, "D022", ("note",), "quotes"),
        (10**12, "D036", (), "scale"),
        ({"lognormal": {"mean": 20, "sd": 5}}, "D036", ("lognormal",), "logarithm"),
    ],
)
def test_faults_are_told_apart_and_located(
    written: object, code: str, at: tuple[object, ...], hint: str
) -> None:
    """Each fault has its code, leads to the part that is wrong, and says what to write."""
    with pytest.raises(PydanticCustomError) as caught:
        parse_number(written)
    context = caught.value.context or {}
    assert (caught.value.type, context["at"]) == (code, at)
    assert hint in context["hint"]


@given(st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3), st.integers(0, 2**53 - 1))
def test_draws_of_a_written_estimate_stay_in_its_range(figures: list[float], step: int) -> None:
    """What is written low/mode/high is drawn from between low and high."""
    low, mode, high = sorted(figures)
    number = parse_number(f"{low!r}/{mode!r}/{high!r}")
    quantity = Quantity(distribution=number.distribution, parameters=number.parameters, path="x")
    drawn = quantity.draw(np.array([step * 2.0**-53]))[0]
    assert low - 1e-6 <= drawn <= high + 1e-6


@given(st.one_of(st.text(), st.floats(), st.integers(), st.none(), st.dictionaries(st.text(), st.floats())))
def test_nothing_but_its_own_error_is_raised(written: object) -> None:
    """Whatever stands in place of a number is read or refused."""
    with contextlib.suppress(PydanticCustomError):
        assert np.isfinite(parse_number(written).parameters).all()
