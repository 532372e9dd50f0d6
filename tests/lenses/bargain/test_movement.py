"""What the Nash package moves over draws, summed up."""

from __future__ import annotations

from detente.lenses.bargain.movement import DrawnBargain, movement_of

DRAWN = [
    DrawnBargain(package={"a": "x"}, surplus=(1.0, 2.0)),
    DrawnBargain(package={"a": "y", "b": "z"}, surplus=(3.0, 4.0)),
    DrawnBargain(package={"a": "y"}, surplus=(5.0, 6.0)),
    DrawnBargain(package=None),
]


def test_shares_are_of_the_draws_with_a_package() -> None:
    """An issue is as moved as often as it changes; its options come most frequent first."""
    found = movement_of(DRAWN, issues=["a", "b", "c"], parties=["p", "q"], seed=0)
    assert (found.draws, found.found, found.share) == (4, 3, 0.75)
    assert [(m.issue, round(m.share, 3)) for m in found.issues] == [("a", 1.0), ("b", 0.333), ("c", 0.0)]
    assert list(found.issues[0].options) == ["y", "x"]
    assert found.surplus["p"] == (1.0, 3.0, 5.0)


def test_without_a_package_nothing_moves() -> None:
    """No share is divided by nothing."""
    found = movement_of([DrawnBargain(package=None)], issues=["a"], parties=["p", "q"], seed=0)
    assert (found.share, found.issues, found.surplus) == (0.0, (), {})
    assert list(found.to_frame().columns) == ["issue", "option", "share"]


def test_the_frame_has_a_row_for_each_option() -> None:
    """Issue, option and share."""
    frame = movement_of(DRAWN, issues=["a", "b"], parties=["p", "q"], seed=0).to_frame()
    assert frame[["issue", "option"]].to_numpy().tolist() == [["a", "y"], ["a", "x"], ["b", "z"]]
