"""What the picture of leverage shows."""

from __future__ import annotations

from detente.report.leverage_picture import ControlShare, leverage_picture
from lenses.leverage.cases import look


def test_one_bar_per_issue() -> None:
    """For its hardest option; those at the table first, then most control first."""
    found = look(40, issues__truce__options__retreat__requires="0.3..0.5")
    (bar,) = leverage_picture(found).bars
    assert (bar.issue, bar.option, bar.delivered) == ("truce", "hold", 0)
    assert bar.shares[0] == ControlShare("south", 0.3, True)
    assert [share.party for share in bar.shares] == ["south", "north", "patron", "militia", "trader"]
    assert bar.required.middle == 0.6


def test_words_for_those_who_cannot_see_it() -> None:
    """How many issues, and which are hardest; or none."""
    assert "short of what is required in some draw: 1. Hardest: truce (delivered in 0% of draws)." in (
        leverage_picture(look()).alternative()
    )
    nothing = leverage_picture(look(issues__truce__options__hold__requires=0.1))
    assert nothing.bars == ()
    assert nothing.alternative() == "Those at the table can deliver every option in every draw."


def test_rows_are_what_is_drawn() -> None:
    """One for each issue and party."""
    rows = leverage_picture(look()).rows()
    assert len(rows) == 5
    assert rows[0]["party"] == "south"
    assert rows[0]["p50"] == 0.6
