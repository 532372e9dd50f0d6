"""What a picture of flips shows."""

from __future__ import annotations

from detente.report.flip_picture import flip_picture
from explain.flip_cases import flip_set, flips, kind, overview


def test_bars_are_measured_from_the_median() -> None:
    """Range and value in parts of the scale, and the numbers as they are written."""
    (group,) = flip_picture(flips(flip_set(8.0), flip_set(3.0))).groups
    first, second = group.bars
    assert group.head == "One judgement alone"
    assert (first.low, first.high, first.needed, first.is_inside) == (-0.2, 0.2, 0.4, False)
    assert (second.needed, second.is_inside) == (-0.1, True)
    assert first.says == "4 to at least 8 (range 2..6)"
    assert second.says == "4 to at most 3 (range 2..6)"


def test_sets_of_several() -> None:
    """The nearest three, each under a head."""
    pairs = [flip_set(6.0 + k, 7.0, share=0.5) for k in range(1, 6)]
    groups = flip_picture(flips(*pairs)).groups
    assert [group.head for group in groups] == [
        "Two judgements together (then it is one in 50% of draws)"
    ] * 3
    assert [len(group.bars) for group in groups] == [2, 2, 2]


def test_kinds_of_deal() -> None:
    """Each kind that turns with its nearest set."""
    ends = kind("end", flip_set(9.0), verdict="deal", to="no deal")
    picture = flip_picture(overview(kind("none"), kind("open", flip_set(8.0)), ends))
    assert [group.head for group in picture.groups] == [
        "open would become a deal",
        "end would stop being a deal",
    ]
    assert picture.title == "What would turn the verdict on each kind of deal"


def test_rows_and_words() -> None:
    """A table of what is drawn, and the bottom line in words."""
    found = flips(flip_set(8.0))
    picture = flip_picture(found)
    assert picture.rows()[0]["needed"] == 0.4
    assert picture.alternative() == " ".join(found.sentences[:3])
    assert flip_picture(flips()).groups == ()
