"""Exchange of control: the equilibrium holds, and where it is not unique that is said."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from detente.errors import DetenteError
from detente.lenses.leverage import exchange_of_control as module
from detente.lenses.leverage.exchange_of_control import ControlExchange, exchange_of_control, stationary

Float = NDArray[np.float64]


def names(prefix: str, n: int) -> list[str]:
    """Names of actors or events."""
    return [f"{prefix}{k}" for k in range(n)]


def system(seed: int, density: float = 1.0) -> tuple[Float, Float]:
    """Random interests and control, none of the rows all zero."""
    rng = np.random.default_rng(seed)
    n_actors, n_events = rng.integers(1, 7, 2)
    found = []
    for shape in ((n_actors, n_events), (n_events, n_actors)):
        table = rng.random(shape) * (rng.random(shape) < density)
        table[np.arange(shape[0]), rng.integers(0, shape[1], shape[0])] += 0.1
        found.append(table)
    return found[0], found[1]


def solved(interest: Any, control: Any) -> ControlExchange:
    """The exchange, with names of the right number."""
    return exchange_of_control(interest, control, names("a", len(interest)), names("e", len(control)))


def reached(exchange: ControlExchange, actor: int) -> set[int]:
    """Actors to whom what an actor spends comes in the end, by walking there."""
    found: set[int] = set()
    waiting = [actor]
    while waiting:
        i = waiting.pop()
        for j in np.flatnonzero(exchange.interest[i]):
            new = set(np.flatnonzero(exchange.control[j]).tolist()) - found
            found |= new
            waiting += new
    return found


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1), st.sampled_from([0.1, 0.3, 1.0]))
def test_the_equilibrium_holds(seed: int, density: float) -> None:
    """Power is what control is worth, prices are what is spent, and all that is for sale is bought."""
    found = solved(*system(seed, density))
    r, v = np.array(list(found.power.values())), np.array(list(found.price.values()))
    np.testing.assert_allclose(v @ found.control, r, atol=1e-12)
    np.testing.assert_allclose(r @ found.interest, v, atol=1e-12)
    np.testing.assert_allclose(found.final.sum(axis=1), 1)
    # Everyone's budget: what it ends with costs what it had.
    np.testing.assert_allclose(v @ found.final, r, atol=1e-12)
    for group in found.classes:
        assert sum(found.power[a] for a in group.actors) == pytest.approx(1)
        assert sum(found.price[e] for e in group.events) == pytest.approx(1)


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1), st.sampled_from([0.05, 0.2, 0.5]))
def test_the_closed_classes(seed: int, density: float) -> None:
    """Actors from whom everything spent comes back, whoever it went to; the rest have no power."""
    found = solved(*system(seed, density))
    n = len(found.actors)
    goes = [reached(found, i) for i in range(n)]
    closed = {frozenset(goes[i]) for i in range(n) if all(goes[j] == goes[i] for j in goes[i])}
    assert {frozenset(int(a[1:]) for a in c.actors) for c in found.classes} == closed
    assert found.reducible == (len(closed) > 1)
    for k, actor in enumerate(found.actors):
        assert (found.power[actor] > 0) == any(k in c for c in closed)


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_against_the_eigenvector(seed: int) -> None:
    """The left eigenvector of control times interest for the eigenvalue 1 is the price."""
    found = solved(*system(seed))
    values, vectors = np.linalg.eig((found.control @ found.interest).T)
    leading = np.real(vectors[:, np.argmax(np.real(values))])
    np.testing.assert_allclose(list(found.price.values()), leading / leading.sum(), atol=1e-9)


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_scale_and_order_do_not_matter(seed: int) -> None:
    """Rows count by their proportions, and names carry their numbers with them."""
    x, c = system(seed, 0.4)
    rng = np.random.default_rng(seed)
    actors, events = rng.permutation(len(x)), rng.permutation(len(c))
    scaled = x * rng.uniform(0.01, 100, (len(x), 1)), c * rng.uniform(0.01, 100, (len(c), 1))
    found = solved(x, c)
    other = exchange_of_control(
        scaled[0][np.ix_(actors, events)],
        scaled[1][np.ix_(events, actors)],
        [f"a{k}" for k in actors],
        [f"e{k}" for k in events],
    )
    assert other.power == pytest.approx(found.power)
    assert other.price == pytest.approx(found.price)
    np.testing.assert_allclose(other.final, found.final[np.ix_(events, actors)], atol=1e-9)


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 2**32 - 1), st.sampled_from([0.2, 1.0]))
def test_all_draws_at_once(seed: int, density: float) -> None:
    """Draw by draw the same as one at a time, in blocks of any size."""
    rng = np.random.default_rng(seed)
    x = rng.random((7, 4, 5)) * (rng.random((7, 4, 5)) < density)
    c = rng.random((7, 5, 4)) * (rng.random((7, 5, 4)) < density)
    x[:, :, 2] += 0.01 * (rng.random((7, 4)) < 0.9)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "BLOCK", 50)
        power, price, reducible = stationary(x, c)
    for k in range(7):
        if x[k].any(axis=1).all() and c[k].any(axis=1).all():
            one = solved(x[k], c[k])
            np.testing.assert_allclose(power[k], list(one.power.values()), atol=1e-12)
            np.testing.assert_allclose(price[k], list(one.price.values()), atol=1e-12)
            assert reducible[k] == one.reducible
        else:
            assert np.isnan(power[k]).all()
            assert np.isnan(price[k]).all()
            assert not reducible[k]


def test_two_pairs_that_have_nothing_to_do_with_each_other() -> None:
    """Each pair is a class with prices of its own; no mixture of the two is made up."""
    x = [[1, 3, 0, 0], [2, 2, 0, 0], [0, 0, 1, 1], [0, 0, 3, 1]]
    found = solved(x, np.eye(4))
    assert [(c.actors, c.events) for c in found.classes] == [
        (("a0", "a1"), ("e0", "e1")),
        (("a2", "a3"), ("e2", "e3")),
    ]
    assert found.reducible
    assert list(found.price.values()) == pytest.approx([0.4, 0.6, 0.6, 0.4])


def test_who_holds_what_nobody_with_power_wants_has_none() -> None:
    """The unwanted event has price 0 and stays where it is, though its owner would trade it."""
    found = solved([[1, 1, 0], [1, 1, 0], [1, 0, 1]], np.eye(3))
    assert (found.power["a2"], found.price["e2"]) == (0, 0)
    assert found.final[2].tolist() == [0, 0, 1]
    assert not found.reducible
    assert found.classes[0].actors == ("a0", "a1")


def test_no_digit_is_lost_where_groups_hardly_touch() -> None:
    """Links of 1e-13 and 3e-13 between two actors: prices of 3/4 and 1/4 to nearly all digits."""
    found = solved([[1, 1e-13], [3e-13, 1]], np.eye(2))
    assert found.price["e0"] == pytest.approx(0.75, rel=1e-12)


def test_what_no_computer_can_tell_apart() -> None:
    """A path of products that vanish is an error for one exchange and no number for a draw."""
    x = np.array([[0, 1, 0], [0, 1, 1e-200], [1e-200, 1, 0]])
    with pytest.raises(DetenteError, match="too many orders of magnitude apart"):
        solved(x, np.eye(3))
    power, price, _ = stationary(np.stack([x, np.ones((3, 3))]), np.stack([np.eye(3)] * 2))
    assert np.isnan(power[0]).all()
    assert np.isnan(price[0]).all()
    assert power[1].tolist() == pytest.approx([1 / 3] * 3)


def test_the_largest_numbers() -> None:
    """Rows near the end of floating point do not overflow."""
    assert solved([[1e308, 1e308], [1e308, 1e308]], np.eye(2)).price == pytest.approx({"e0": 0.5, "e1": 0.5})


@pytest.mark.parametrize(
    ("interest", "control", "message"),
    [
        ([[1, -1], [1, 1]], np.eye(2), "interest of 'a0' in 'e1' must be a number of 0 or more, not -1"),
        ([[1, 1], [1, np.nan]], np.eye(2), "interest of 'a1' in 'e1' .* not nan"),
        ([[1, 1], [0, 0]], np.eye(2), "'a1' is interested in no event"),
        (np.eye(2), [[1, 0], [0, np.inf]], "control of 'e1' by 'a1' .* not inf"),
        (np.eye(2), [[0, 0], [0, 1]], "nobody controls 'e0'"),
        (np.eye(3), np.eye(2), r"table of interest must have 2 rows and 2 columns, not the shape \(3, 3\)"),
    ],
)
def test_bad_tables_name_the_place(interest: Any, control: Any, message: str) -> None:
    """Negative, not a number, empty rows and wrong shapes."""
    with pytest.raises(DetenteError, match=message):
        exchange_of_control(interest, control, ["a0", "a1"], ["e0", "e1"])


def test_names_that_do_not_do() -> None:
    """None at all, and the same twice."""
    with pytest.raises(DetenteError, match="at least one actor"):
        exchange_of_control([], [], [], ["e"])
    with pytest.raises(DetenteError, match="event 'e' is given twice"):
        exchange_of_control([[1, 1]], [[1], [1]], ["a"], ["e", "e"])


def test_bad_draws() -> None:
    """Shapes that do not fit and negative numbers are refused; no draws at all give none."""
    with pytest.raises(DetenteError, match="must have the shape"):
        stationary(np.ones((2, 3, 4)), np.ones((2, 3, 4)))
    with pytest.raises(DetenteError, match="shares of control must be numbers of 0 or more"):
        stationary(np.ones((1, 2, 2)), -np.ones((1, 2, 2)))
    power, price, reducible = stationary(np.ones((0, 2, 3)), np.ones((0, 3, 2)))
    assert (power.shape, price.shape, reducible.shape) == ((0, 2), (0, 3), (0,))


def test_the_json_form() -> None:
    """By names, shares above 0 only."""
    found = solved([[1, 1], [1, 1]], np.eye(2))
    assert json.loads(json.dumps(found.to_dict())) == {
        "reducible": False,
        "classes": [{"actors": ["a0", "a1"], "events": ["e0", "e1"]}],
        "power": {"a0": 0.5, "a1": 0.5},
        "price": {"e0": 0.5, "e1": 0.5},
        "control": {"e0": {"a0": 1.0}, "e1": {"a1": 1.0}},
        "final": {"e0": {"a0": 0.5, "a1": 0.5}, "e1": {"a0": 0.5, "a1": 0.5}},
    }
    assert repr(found) == "<ControlExchange of 2 actors over 2 events: 1 closed class>"
