"""Options that wait for others: which circles can never begin."""

from __future__ import annotations

import itertools
import json
import re
import time
from typing import Any

import pytest
from breaking import Breaking, place_of, problems_in
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.dossier.checking import check_base
from detente.dossier.marks import Marks
from detente.dossier.yaml_text import Document


def dossier_of(issues: Any) -> dict[str, Any]:
    """Return the plain data of two principals over these issues."""
    parties = {"north": {"role": "principal"}, "south": {"role": "principal"}}
    return {"detente": 1, "title": "Order", "parties": parties, "issues": issues, "stakes": {}}


def waiting(after: dict[str, dict[str, list[str]]], issues: int = 4, options: int = 2) -> str:
    """Write a dossier of issues a, b, ... with options sq, x, y, ... of which some wait for others."""
    written: Any = {}
    for i in "abcdefgh"[:issues]:
        written[i] = {"options": {"sq": {"status_quo": True}, **{o: {} for o in "xyz"[:options]}}}
    for pair, firsts in after.items():
        issue, option = pair.split(".")
        written[issue]["options"][option]["after"] = firsts
    return json.dumps(dossier_of(written))


@pytest.mark.parametrize(
    "after",
    [
        {"a.x": {"b": ["x"]}},
        {"a.x": {"b": ["x"]}, "b.x": {"c": ["x"]}, "c.x": {"d": ["y"]}},
        {"a.x": {"b": ["x", "y"]}, "b.x": {"a": ["x"]}},
        {"a.x": {"b": ["sq", "x"]}, "b.x": {"a": ["x"]}},
        {"a.x": {"b": ["x"]}, "b.x": {"a": ["y"]}},
        {"a.x": {"b": ["x"], "c": ["y"]}, "a.y": {"b": ["x"]}},
    ],
)
def test_an_order_that_has_a_beginning_is_allowed(after: Any) -> None:
    """Chains, a way round a circle by another option, and waiting for what is there already."""
    assert problems_in(waiting(after)) == ()


@pytest.mark.parametrize(
    ("after", "circle"),
    [
        ({"a.x": {"b": ["y"]}, "b.y": {"a": ["x"]}}, "a.x waits for b.y, which waits for a.x"),
        (
            {"a.x": {"b": ["x"]}, "b.x": {"c": ["x"]}, "c.x": {"a": ["x"]}},
            "a.x waits for b.x, which waits for c.x, which waits for a.x",
        ),
        ({"a.x": {"c": ["x"], "b": ["x"]}, "b.x": {"a": ["x"]}}, "a.x waits for b.x, which waits for a.x"),
        ({"a.x": {"b": ["x", "y"]}, "b.x": {"a": ["x"]}, "b.y": {"a": ["x"]}}, "a.x waits for b.x, which"),
        ({"d.x": {"a": ["x"]}, "a.x": {"b": ["x"]}, "b.x": {"a": ["x"]}}, "a.x waits for b.x, which waits"),
    ],
)
def test_a_circle_is_told_once_and_in_words(after: Any, circle: str) -> None:
    """The circle is spelt out from its first option; what merely waits for it is not blamed."""
    (problem,) = problems_in(waiting(after))
    assert problem.code == "D067"
    assert circle in problem.message
    assert problem.path == "issues.a.options.x.after"
    assert problem.line is not None


def test_two_circles_are_two_problems() -> None:
    """Each circle has its own beginning and its own line."""
    after = {
        "a.x": {"b": ["x"]},
        "b.x": {"a": ["x"]},
        "c.x": {"d": ["x"]},
        "d.x": {"c": ["x"]},
    }
    found = problems_in(waiting(after))
    assert [(p.code, p.path) for p in found] == [
        ("D067", "issues.a.options.x.after"),
        ("D067", "issues.c.options.x.after"),
    ]


def test_a_long_circle_is_cut_short() -> None:
    """Eight steps are told, whatever the length."""
    names = "abcdefgh"
    pairs = [f"{i}.{o}" for o in "xy" for i in names]
    after = {
        pair: {first.split(".")[0]: [first.split(".")[1]]}
        for pair, first in zip(pairs, [*pairs[1:], pairs[0]], strict=True)
    }
    (problem,) = problems_in(waiting(after, issues=8))
    assert problem.message.count("waits for") == 8
    assert problem.message.endswith("...")


def test_an_option_cannot_wait_for_its_own_issue() -> None:
    """Of each issue just one option comes about; the fault is told once, as what it is."""
    (problem,) = problems_in(waiting({"a.x": {"a": ["y"]}}))
    assert (problem.code, problem.path) == ("D065", "issues.a.options.x.after.a")
    assert "another issue" in str(problem.hint)


def test_the_status_quo_waits_for_nothing() -> None:
    """It is there from the start, and does not close a circle."""
    found = problems_in(waiting({"a.sq": {"b": ["x"]}, "b.x": {"a": ["sq"]}}))
    assert [(p.code, p.path) for p in found] == [("D066", "issues.a.options.sq.after")]


def test_line_and_column_are_those_of_the_key(problems_after: Breaking, bargain: str) -> None:
    """The problem points at `after`."""
    new = "withdrawal: {after: {donbas: [frozen]}, performers"
    text = bargain.replace("withdrawal: {performers", new)
    problem = problems_after("withdrawal: {performers", new)[0]
    assert (problem.line, problem.column) == place_of(text, "donbas: [frozen]")


def test_names_that_are_not_there_are_not_blamed_twice() -> None:
    """An unknown issue or option is one problem, and no circle is made of it."""
    assert [p.code for p in problems_in(waiting({"a.x": {"e": ["x"]}}))] == ["D041"]
    assert [p.code for p in problems_in(waiting({"a.x": {"b": ["z"]}, "b.x": {"a": ["x"]}}))] == ["D042"]


def test_a_circle_that_a_reading_closes_is_the_readings(bargain: str) -> None:
    """The base is sound; the reading is named, at its own line."""
    text = bargain.replace(
        "withdrawal: {performers: [russia]", "withdrawal: {after: {sanctions: [staged]}, performers: [russia]"
    )
    assert problems_in(text) == ()
    change = "issues.sanctions.options.staged.after: {donbas: [withdrawal]}"
    closed = text.replace("set: {trust", f"set: {{{change}, trust")
    (problem,) = problems_in(closed)
    assert problem.code == "D067"
    assert "'kramer'" in problem.message
    assert (problem.line, problem.column) != (None, None)


def test_a_long_chain_takes_no_time() -> None:
    """Ten thousand options, each waiting for the next, are settled in one pass."""
    n = 10_000
    issues = {
        f"i{k}": {
            "options": {
                "sq": {"status_quo": True},
                "x": {"after": {f"i{k + 1}": ["x"]}} if k < n - 1 else {},
            }
        }
        for k in range(n)
    }
    document = Document(dossier_of(issues), Marks(), [])
    started = time.process_time()
    assert check_base(document, "long").problems == []
    assert time.process_time() - started < 4


def possible(after: dict[str, dict[str, list[str]]], pairs: list[str]) -> set[str]:
    """What can come about, by trying again until nothing is added."""
    found: set[str] = set()
    while True:
        more = {
            pair
            for pair in pairs
            if all(
                "sq" in options or any(f"{first}.{option}" in found for option in options)
                for first, options in after.get(pair, {}).items()
            )
        }
        if more == found:
            return found
        found = more


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_there_is_a_circle_exactly_where_something_is_stuck(data: st.DataObject) -> None:
    """Against the plain definition: all options can come about, or a circle of stuck ones is shown."""
    pairs = [f"{i}.{o}" for i in "abc" for o in "xy"]
    after: dict[str, dict[str, list[str]]] = {}
    for pair in pairs:
        others = [i for i in "abc" if i != pair[0]]
        firsts = data.draw(st.lists(st.sampled_from(others), unique=True, max_size=2))
        options = st.lists(st.sampled_from(["sq", "x", "y"]), unique=True, min_size=1, max_size=2)
        if firsts:
            after[pair] = {first: data.draw(options) for first in firsts}
    stuck = set(pairs) - possible(after, pairs)
    found = problems_in(waiting(after, issues=3))
    assert {problem.code for problem in found} == ({"D067"} if stuck else set())
    for problem in found:
        circle = re.findall(r"[abc]\.[xy]", problem.message)
        assert set(circle) <= stuck
        assert circle[0] == circle[-1]
        for pair, first in itertools.pairwise(circle):
            assert first[2] in after[pair][first[0]]
