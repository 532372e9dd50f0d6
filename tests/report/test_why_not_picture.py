"""The data of the picture of what speaks for and against a package."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from detente.report.why_not_picture import why_not_picture
from report.why_nots import failing, passing, told


def test_bars_build_up_the_margin() -> None:
    """Each begins where the one before ends, the first at 0; the last ends at the margin."""
    for result in (passing(), failing()):
        picture = why_not_picture(result)
        assert picture.panels
        for panel in picture.panels:
            assert panel.bars[0].start == 0
            for one, other in itertools.pairwise(panel.bars):
                assert one.end == other.start
            assert panel.bars[-1].end == pytest.approx(panel.margin, abs=1e-3)


def test_failing_ones_first() -> None:
    """Then those that hold, the weakest first; helping bars before hurting ones."""
    margins = [panel.margin for panel in why_not_picture(failing()).panels]
    assert [margin >= 0 for margin in margins] == sorted(margin >= 0 for margin in margins)
    first = why_not_picture(passing()).panels[0]
    assert first.name == passing().first.condition(passing().first.weakest[0]).condition.name
    helps = [bar.end > bar.start for bar in first.bars]
    assert helps == sorted(helps, reverse=True)


def test_many_terms_are_told_together() -> None:
    """Seven, and the rest as one bar."""
    issues = {
        f"i{k}": {"options": {"sq": {"status_quo": True}, "o": {"performers": ["north"]}}} for k in range(10)
    }
    stakes = {
        "north": {f"i{k}": {"o": k + 1} for k in range(10)},
        "south": {f"i{k}": {"o": 1} for k in range(10)},
    }
    result = told({f"i{k}": "o" for k in range(10)}, issues=issues, stakes=stakes, deals={"any": None})
    panel = next(one for one in why_not_picture(result).panels if one.name == "north accepts")
    assert len(panel.bars) == 8
    assert panel.bars[-1].label == "3 more together"
    assert panel.bars[-1].end == panel.margin == 55


def test_in_words_and_as_a_table() -> None:
    """For those who cannot see it."""
    picture = why_not_picture(passing())
    assert picture.alternative().startswith("Northland trusts the others: 1.5 to spare; fails in ")
    assert len(picture.rows()) == sum(len(panel.bars) for panel in picture.panels)
    assert set(picture.rows()[0]) >= {"condition", "judgement", "start", "end", "margin_p05"}
    assert replace(picture, panels=()).alternative() == "Nothing is measured in points."
