"""The space of packages: columns, names, and issues that links merge."""

from __future__ import annotations

import numpy as np
import pytest

from detente.errors import TooLargeError
from detente.model.space import MAX_COMPOUND, PackageSpace
from properties.dossiers import Data, loaded, plain


def issues(n: int, options: int) -> Data:
    """Write ``n`` issues alike."""
    each = {"sq": {"status_quo": True}} | {f"o{o}": None for o in range(options - 1)}
    return {f"i{i}": {"options": each} for i in range(n)}


def link(*keys: str) -> Data:
    """Tie issues together."""
    return {"name": "-".join(keys), "when": {key: ["o0"] for key in keys}, "points": {"north": 1}}


def space_of(**sections: object) -> PackageSpace:
    """Lay out the packages of a small dossier."""
    return PackageSpace.of(loaded(plain(stakes={}, deals={}, **sections)))


def test_the_status_quo_comes_first() -> None:
    """Issues and options stand in order of their keys, the status quo before all others."""
    options = {"b": None, "z": {"status_quo": True}, "a": None}
    space = space_of(issues={"y": {"options": options}, "x": {"options": options}})
    assert space.base == (("x", "z"), ("x", "a"), ("x", "b"), ("y", "z"), ("y", "a"), ("y", "b"))
    assert space.groups == (("x",), ("y",))
    assert space.offsets.tolist() == [0, 3, 6]
    assert space.n_packages == 9


def test_links_merge_issues_that_touch() -> None:
    """Links that share an issue make one compound issue of all of theirs."""
    space = space_of(issues=issues(5, 3), links=[link("i3", "i0"), link("i4", "i2"), link("i0", "i2")])
    assert space.groups == (("i0", "i2", "i3", "i4"), ("i1",))
    assert np.diff(space.offsets).tolist() == [81, 3]
    assert space.n_packages == 3**5


def test_packages_and_columns_are_one() -> None:
    """Every package is found again from its columns, compound issues or not."""
    space = space_of(issues=issues(3, 3), links=[link("i0", "i2")])
    seen = set()
    for a in range(9):
        for b in range(9, 12):
            columns = np.array([a, b])
            package = space.package(columns)
            assert list(package) == sorted(package)
            assert space.columns(package).tolist() == [a, b]
            seen.add(tuple(package.items()))
    assert len(seen) == 27
    assert space.package(space.columns({})) == {}


def test_an_unknown_name_is_a_key_error() -> None:
    """An issue or option that does not exist is refused."""
    space = space_of(issues=issues(2, 2))
    for package in ({"i9": "o0"}, {"i0": "o9"}):
        with pytest.raises(KeyError):
            space.columns(package)


def test_values_and_flags_of_compound_columns() -> None:
    """Values add up over the merged issues; a flag holds when all merged options have it."""
    space = space_of(issues=issues(2, 2), links=[link("i0", "i1")])
    assert space.spread(np.array([0, 1, 0, 10])).tolist() == [0, 10, 1, 11]
    assert space.every(np.array([True, False, True, True])).tolist() == [True, True, False, False]
    assert space.flags([("i1", "o0")]).tolist() == [False, False, False, True]


def test_too_many_combinations_are_refused() -> None:
    """A link over more combinations than fit names the issues and what to do."""
    keys = [f"i{i}" for i in range(10)]
    assert MAX_COMPOUND < 3**10
    with pytest.raises(TooLargeError, match="split the links"):
        space_of(issues=issues(10, 3), links=[link(*keys)])


def test_options_in_any_order_make_a_space_of_their_own() -> None:
    """Issues keep the order they are given in, and a settlement names every one."""
    space = PackageSpace.of_options({"b": ("y", "x"), "a": ("n", "m", "l")}, [])
    assert space.issues == ("b", "a")
    assert space.n_packages == 6
    columns = space.columns({"b": "x", "a": "l"})
    assert space.settlement(columns) == {"b": "x", "a": "l"}
    assert space.package(columns) == {"a": "l", "b": "x"}


def test_ties_make_compound_issues_up_to_a_limit() -> None:
    """Tied issues share columns; too many combinations are refused with their number."""
    options = {"a": ("1", "2"), "b": ("1", "2", "3"), "c": ("1", "2")}
    space = PackageSpace.of_options(options, [("a", "c")])
    assert space.groups == (("a", "c"), ("b",))
    assert space.settlement(space.columns({"a": "2", "b": "3", "c": "2"})) == {"a": "2", "b": "3", "c": "2"}
    with pytest.raises(TooLargeError, match="4 combinations; at most 3"):
        PackageSpace.of_options(options, [("a", "c")], most=3)


def test_values_are_added_up_over_the_members() -> None:
    """A column of three linked issues is worth its three options together, in every draw."""
    space = space_of(issues=issues(5, 3), links=[link("i0", "i2"), link("i2", "i4")])
    values = np.random.default_rng(0).integers(-9, 10, (4, 2, len(space.base)))
    wanted = [
        values[..., [m for m in members if m < len(space.base)]].sum(axis=-1)
        for members in space.members.tolist()
    ]
    before = values.copy()
    assert (space.spread(values) == np.stack(wanted, axis=-1)).all()
    assert (values == before).all()
