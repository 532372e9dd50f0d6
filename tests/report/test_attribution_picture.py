"""The data of the picture of an attribution."""

from __future__ import annotations

import pytest
from tests.properties.dossiers import loaded, plain

from detente.errors import RunError, UnknownNameError
from detente.explain.diff import Diff, diff
from detente.report.attribution_picture import MOST_STEPS, attribution_picture
from report.compared import case_diff, compared, sampled


@pytest.mark.parametrize("found", [compared(), sampled(), case_diff()])
def test_steps_lead_from_before_to_after(found: Diff) -> None:
    """Each begins where the one before it ends, for every kind of deal that moved."""
    for causes in found.causes:
        picture = attribution_picture(found, deal=causes.key, form=causes.form)
        ends = [picture.before, *(step.end for step in picture.steps)]
        assert [step.start for step in picture.steps] == pytest.approx(ends[:-1])
        assert ends[-1] == pytest.approx(picture.after)
        assert all(step.moved for step in picture.steps)


def test_the_most_moved_is_drawn_unless_another_is_asked_for() -> None:
    """By kind, form and gate."""
    found = compared()
    most = found.most_moved
    assert most is not None
    assert attribution_picture(found).title.startswith(f"{most.name}, {most.form}")
    other = attribution_picture(found, deal="any", form="with sweeteners", gate="acceptable")
    assert other.title.startswith("any, with sweeteners")
    assert other.axis == "share of draws that gets past acceptance"


def test_steps_stay_within_what_a_share_can_be() -> None:
    """Where some order of them does."""
    found = compared()
    for causes in found.causes:
        picture = attribution_picture(found, deal=causes.key, form=causes.form)
        assert all(-1e-6 <= step.end <= 1 + 1e-6 for step in picture.steps)


def test_small_steps_are_drawn_together() -> None:
    """At most ten one by one."""
    n = MOST_STEPS + 2
    data = plain(deals={"all": {"all": {f"i{k}": ["new"] for k in range(n)}}})
    data["issues"] = {f"i{k}": {"options": {"sq": {"status_quo": True}, "new": None}} for k in range(n)}
    data["stakes"] = {"north": {f"i{k}": {"new": "-1..1"} for k in range(n)}}
    other = {**data, "stakes": {"north": {f"i{k}": {"new": "-2..1"} for k in range(n)}}}
    picture = attribution_picture(diff(loaded(data), loaded(other), draws=60, effort=0))
    assert len(picture.steps) == MOST_STEPS + 1
    assert "2 other changes together" in [step.name for step in picture.steps]
    assert any(step.margin > 0 for step in picture.steps)


def test_in_words_and_rows() -> None:
    """For those who cannot see it, and as a table."""
    picture = attribution_picture(compared())
    assert picture.alternative().startswith("The share of draws that ")
    assert len(picture.rows()) == len(picture.steps)
    assert "mean of what it adds over all orders" in picture.caption
    assert "estimated from 8 orders of the changes (lines: 95%)" in attribution_picture(sampled()).caption


def test_nothing_to_draw() -> None:
    """It is refused, as is what does not exist."""
    with pytest.raises(RunError, match="nothing to draw"):
        attribution_picture(diff(loaded(plain()), loaded(plain()), draws=2))
    with pytest.raises(UnknownNameError, match="did you mean 'swap'"):
        attribution_picture(compared(), deal="swop")
    with pytest.raises(UnknownNameError, match="did you mean 'acceptable'"):
        attribution_picture(compared(), gate="acceptible")
