"""What a picture of conditioning shows."""

from __future__ import annotations

import pytest

import detente
from detente.errors import RunError
from detente.report.conditioned_picture import conditioned_picture
from properties.dossiers import loaded, plain

RUN = detente.run(
    loaded(plain(dealing_costs={"north": {"per_deal": "0..6"}})), draws=200, inertia=1, counted=0
)


def test_nothing_moves_where_every_draw_counts_the_same() -> None:
    """With full inertia the percentiles after are those of what was elicited, but for the draws."""
    (row,) = conditioned_picture(RUN).rows_drawn
    assert row.path == "dealing_costs.north.per_deal"
    assert row.before_text == row.after_text
    for found, elicited in ((row.low, 0.05), (row.middle, 0.5), (row.high, 0.95)):
        assert abs(found - elicited) < 0.12


def test_words() -> None:
    """The caption tells what the draws are worth, the alternative the medians."""
    picture = conditioned_picture(RUN)
    assert "200 draws are then worth 200" in picture.caption
    assert "dealing_costs.north.per_deal: median" in picture.alternative()
    assert picture.rows()[0]["path"] == "dealing_costs.north.per_deal"


def test_no_judgement() -> None:
    """A dossier without such judgements has an empty picture that says so."""
    bare = detente.run(loaded(plain()), draws=5, inertia=0.5, counted=0)
    picture = conditioned_picture(bare)
    assert picture.rows_drawn == ()
    assert "No cost of dealing" in picture.alternative()


def test_a_run_that_was_not_conditioned() -> None:
    """There is nothing to draw."""
    with pytest.raises(RunError, match="was not conditioned"):
        conditioned_picture(detente.run(loaded(plain()), draws=5, counted=0))
