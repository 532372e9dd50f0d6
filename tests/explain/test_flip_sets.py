"""Sets of judgements that turn a verdict, told and ordered."""

from __future__ import annotations

from detente.explain.entries import Entry
from detente.explain.flip_sets import Completeness, FlipSet, Turn, by_distance


def entry(path: str, who: str = "a") -> Entry:
    """Return a number from 2 to 6 with the median 4 and the scale 10."""
    return Entry(path=path, words="x", who=(who,), unit="points", low=2.0, middle=4.0, high=6.0, scale=10.0)


def flips(*values: float) -> FlipSet:
    """Make a set of one judgement for each value."""
    turns = tuple(Turn(entry=entry(f"p{k}", "ba"[k % 2]), value=value) for k, value in enumerate(values))
    return FlipSet(turns=turns, at_least=0.0)


def test_distance_is_that_of_the_farthest() -> None:
    """A set is as far out as the member that has to move farthest."""
    both = flips(5.0, 8.0)
    assert (both.reach, both.beyond) == (1.2, 0.2)
    assert [turn.reach for turn in both.turns] == [0.5, 1.2]
    assert both.who == ("a", "b")
    assert both.paths == ("p0", "p1")


def test_order() -> None:
    """Sets inside all ranges come first, then by reach, size and path."""
    sets = [flips(8.0), flips(5.0, 5.0), flips(5.0), flips(4.5, 4.5, 4.5), flips(7.0, 5.0)]
    assert by_distance(sets) == (sets[3], sets[2], sets[1], sets[4], sets[0])


def test_json_form() -> None:
    """The JSON form tells values, distances and what is proved."""
    told = flips(8.0).to_dict()
    assert told["turns"][0]["value"] == 8.0
    assert (told["beyond"], told["reach_at_least"], told["share"]) == (0.2, 0.0, None)


def test_completeness() -> None:
    """A list is complete when nothing else was left out."""
    assert Completeness(size=2, examined=10, others_at_least=None).is_complete
    partial = Completeness(size=2, examined=10, others_at_least=1.4)
    assert not partial.is_complete
    assert partial.to_dict() == {"size": 2, "examined": 10, "others_at_least": 1.4}
