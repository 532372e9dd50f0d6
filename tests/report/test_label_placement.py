"""Where labels go."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from detente.report.label_placement import Label, Placed, place_labels

WIDTH, HEIGHT = 300.0, 200.0
LABELS = st.lists(
    st.builds(
        Label, st.floats(0, WIDTH), st.floats(0, HEIGHT), st.floats(5, 120), st.sampled_from([15.0, 30.0])
    ),
    max_size=12,
)


def _box(label: Label, place: Placed) -> tuple[float, float, float, float]:
    left = place.x - {"left": 0.0, "center": 0.5, "right": 1.0}[place.align] * label.width
    return left, place.y, left + label.width, place.y + label.height


@given(LABELS)
def test_labels_are_inside_and_apart(labels: list[Label]) -> None:
    """No label leaves the picture or touches another one."""
    places = place_labels(labels, [], WIDTH, HEIGHT)
    boxes = [_box(label, place) for label, place in zip(labels, places, strict=True) if place]
    for k, (left, top, right, bottom) in enumerate(boxes):
        assert 0 <= left < right <= WIDTH
        assert 0 <= top < bottom <= HEIGHT
        assert all(
            right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top
            for other in boxes[:k]
        )


def test_a_label_keeps_off_points() -> None:
    """Points on one side send it to the other; it stays right beside what it names."""
    points = [(150.0 + 3 * k, 100.0 + 5 * j) for k in range(1, 40) for j in range(-8, 9)]
    (place,) = place_labels([Label(150, 100, 60, 15)], points, WIDTH, HEIGHT)
    assert place is not None
    assert (place.align, place.ring) == ("right", 0)


def test_alone_it_is_at_the_right() -> None:
    """Beside its place, a little above."""
    (place,) = place_labels([Label(150, 100, 60, 15)], [], WIDTH, HEIGHT)
    assert place is not None
    assert (place.align, place.ring, place.x > 150, place.y < 100) == ("left", 0, True, True)


def test_without_room_there_is_none() -> None:
    """A label wider than the picture is left out, and so is one too many; none at all is fine."""
    assert place_labels([Label(150, 100, 400, 15)], [], WIDTH, HEIGHT) == (None,)
    crowd = place_labels([Label(20, 10, 30, 15)] * 200, [], 40, 20)
    assert sum(place is not None for place in crowd) == 0
    assert place_labels([], [(1.0, 1.0)], WIDTH, HEIGHT) == ()
