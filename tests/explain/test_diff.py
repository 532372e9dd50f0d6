"""Two versions of a dossier compared."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.properties.dossiers import loaded, plain, random_data

import detente
from detente.dossier.dossier import Dossier
from detente.errors import RunError, UnknownNameError
from detente.explain.diff import Diff, diff
from detente.explain.retract import retract
from explain.pairs import lively_pairs, pairs


def poorer(**sections: Any) -> Dossier:
    """The plain dossier in which South gains too little to sign."""
    stakes = {
        "north": {"aid": {"grant": -1}, "base": {"closed": 4}},
        "south": {"aid": {"grant": 1}, "base": {"closed": -2}},
    }
    return loaded(plain(**{"stakes": stakes, **sections}))


def test_what_was_changed_what_moved_and_why() -> None:
    """The swap flips, by South's gain alone."""
    found = diff(loaded(plain()), poorer(), draws=10)
    assert [group.name for group in found.groups] == ["stakes.north.aid", "stakes.south.aid"]
    assert (found.flips, found.gates_changed) == (1, 1)
    causes = found.causes_of("swap")
    assert causes is not None
    assert [(c.group, c.moved["acceptable"]) for c in causes.causes] == [
        ("stakes.south.aid", -1.0),
        ("stakes.north.aid", 0.0),
    ]
    assert found.sentences == (
        "2 places differ that a gate can ask for.",
        "The answer flips for 1 of 1 kind of deal, from small to small: swap, exactly as described: deal, "
        "becomes no deal, dying at acceptance.",
        "Most moved is swap, exactly as described: the share of draws in which it passes every gate goes "
        "from 100% to 0%.",
        "That movement of swap is due to what grant (aid) is worth to south (-100.0), in percentage points.",
    )


def test_nothing_differs() -> None:
    """No groups, no causes, one sentence; words and sources make no difference."""
    found = diff(loaded(plain()), loaded(plain(title="Another title")), draws=5, form="both")
    assert (found.groups, found.causes, found.flips) == ((), (), 0)
    assert found.sentences == ("Nothing differs that a gate asks for, so every answer is the same.",)
    assert len(found.to_frame()) == 0


def test_changes_that_cancel() -> None:
    """Where no share moves there is nothing to attribute."""
    after = loaded(plain(relative_gains={"north": 0.25}))
    found = diff(loaded(plain()), after, draws=5)
    assert len(found.groups) == 1
    assert found.causes == ()
    assert "No kind of deal moves at any gate in any draw." in found.sentences


def test_kinds_of_deal_in_one_only() -> None:
    """They are named, and not compared."""
    deals = {"swap": plain()["deals"]["swap"], "gift": {"name": "A gift", "all": {"aid": ["grant"]}}}
    found = diff(loaded(plain()), poorer(deals=deals), draws=5)
    assert (found.only_before, found.only_after) == (("any",), ("A gift",))
    assert found.sentences[-1] == "Only small has 1 kind of deal: A gift."
    assert [m.key for m in found.movements] == ["swap"]


def test_a_kind_of_deal_that_is_defined_otherwise() -> None:
    """Its own definition is a change like any other."""
    deals = {"swap": {"all": {"aid": ["grant"]}}, "any": None}
    found = diff(loaded(plain()), loaded(plain(deals=deals)), draws=5)
    causes = found.causes_of("swap")
    assert causes is not None
    assert causes.causes[0].group == "deals.swap"
    assert causes.causes[0].moved["self-enforcing"] == -1.0


def test_readings_of_one_file_are_told_by_their_names() -> None:
    """Their hash is the same, so only the reading tells them apart."""
    case = detente.load("two-issues"), detente.load("two-issues", reading="sceptic")
    found = diff(*case, draws=5)
    assert found.is_one_file
    assert found.names == ("base", "sceptic")
    assert "from base to sceptic" in found.sentences[1]
    same = diff(case[0], case[0], draws=5)
    assert (same.is_one_file, same.names) == (False, ("two-issues", "two-issues"))


def test_merged_by_party() -> None:
    """The same movement, given to South as a whole."""
    found = diff(loaded(plain()), poorer(), by="party", draws=5)
    causes = found.causes_of("swap")
    assert causes is not None
    assert [(c.group, c.moved["acceptable"]) for c in causes.causes] == [
        ("party.south", -1.0),
        ("party.north", 0.0),
    ]


def test_a_retraction_compared() -> None:
    """The dossier without a source, compared with it, moves as the retraction says."""
    stakes = plain()["stakes"]
    stakes["south"]["aid"]["grant"] = {"points": 4, "cite": ["alpha"]}
    dossier = loaded(plain(stakes=stakes, sources={"alpha": {"title": "First essay"}}))
    withdrawn = retract(dossier, "alpha", draws=100)
    found = diff(dossier, withdrawn.without, draws=100)
    assert found.movements == withdrawn.movements
    assert [group.name for group in found.groups] == ["stakes.south.aid"]


def test_json_and_frame_and_notebook() -> None:
    """The head names the command; a row for each cause and gate."""
    found = diff(loaded(plain()), poorer(), draws=5, form="both")
    content = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert content["lens"] == "diff"
    assert content["before"]["sha256"] != content["after"]["sha256"]
    frame = found.to_frame()
    assert set(frame["form"]) == {"exactly as described", "with sweeteners"}
    assert len(frame) == sum(len(part["causes"]) for part in content["causes"]) * 5
    assert "<table" in found._repr_mimebundle_()["text/html"]
    assert repr(found) == "<Diff of small and small: 2 changes, 3 moved>"


def test_runs_are_compared_as_their_dossiers() -> None:
    """On the draws of the first."""
    first = detente.run(loaded(plain()), draws=7, seed=3, counted=0)
    second = detente.run(poorer(), draws=9, seed=4, counted=0)
    found = diff(first, second)
    assert (found.draws, found.seed) == (7, 3)
    assert found.to_dict() == diff(first.source, second.source, draws=7, seed=3).to_dict()


def test_bad_questions() -> None:
    """Each is refused with what would be right."""
    one, other = loaded(plain()), poorer()
    with pytest.raises(UnknownNameError, match="did you mean 'swap'"):
        diff(one, other, deals=["swop"])
    with pytest.raises(UnknownNameError, match="no grouping"):
        diff(one, other, by="issue")  # type: ignore[arg-type]
    with pytest.raises(UnknownNameError, match="no form"):
        diff(one, other, form="all")  # type: ignore[arg-type]
    with pytest.raises(RunError, match="draws"):
        diff(one, other, draws=-1)
    with pytest.raises(RunError, match="effort must be"):
        diff(one, other, effort=-1)


def test_progress_ends_with_all() -> None:
    """It grows to the end."""
    seen: list[tuple[int, int]] = []
    diff(loaded(plain()), poorer(), draws=20, workers=1, progress=lambda *x: seen.append(x))
    assert seen == sorted(seen)
    assert seen[-1][0] == seen[-1][1]


def adds_up(found: Diff) -> bool:
    """Whether causes add up to movements at every gate."""
    moved = [m for m in found.movements if m.is_moved]
    return [(m.key, m.form) for m in moved] == [(c.key, c.form) for c in found.causes] and all(
        sum(cause.moved[gate] for cause in causes.causes) == pytest.approx(m.moved(gate), abs=1e-12)
        for m, causes in zip(moved, found.causes, strict=True)
        for gate in m.before.survives
    )


@settings(deadline=None, max_examples=8)
@given(st.one_of(pairs(), lively_pairs()), st.sampled_from([0, 600]))
def test_perturbed_copies(pair: tuple[Dossier, Dossier], effort: int) -> None:
    """Causes add up; there and back everything is the other way round."""
    there = diff(*pair, draws=3, effort=effort, workers=1)
    assert adds_up(there)
    back = diff(pair[1], pair[0], draws=3, effort=effort, workers=1)
    if not any("Links stand" in caveat for caveat in there.caveats):
        assert [(m.before, m.after) for m in there.movements] == [(m.after, m.before) for m in back.movements]


@settings(deadline=None, max_examples=4)
@given(random_data(), random_data())
def test_any_two_dossiers(one: Any, other: Any) -> None:
    """Strangers can be compared as well."""
    assert adds_up(diff(loaded(one), loaded(other), by="section", draws=2, effort=0, workers=1))


@pytest.mark.slow
def test_base_and_reading_of_the_reference_case() -> None:
    """Exact attributions, which add up, in bounded time."""
    before, after = detente.load("us-russia"), detente.load("us-russia", reading="friedman")
    start = time.perf_counter()
    found = diff(before, after, draws=100)
    assert time.perf_counter() - start < 60
    assert adds_up(found)
    assert len(found.causes) > 4
    assert all(causes.is_exact for causes in found.causes)
