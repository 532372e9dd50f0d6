"""The data of the picture of the honest funnel."""

from __future__ import annotations

from dataclasses import replace

from detente.model.predicate import GATES
from detente.report.honest_funnel_picture import honest_funnel_picture
from report.honest_results import small, told


def test_bands() -> None:
    """A band for each gate with medians of counts, and one for each kind of deal with shares."""
    found = small()
    picture = honest_funnel_picture(found)
    assert found.band is not None
    assert tuple(band.name for band in picture.gates) == GATES
    last = picture.gates[-1]
    assert last.judged == found.band.judged.gates[-1].at_least["p50"]
    assert last.lower == found.band.lower.gates[-1].at_least["p50"]
    assert picture.log10_conceivable == found.band.judged.log10_conceivable
    kind, band = found.kinds[0], picture.kinds[0]
    assert (band.lower, band.judged, band.higher) == (kind.lower.share, kind.judged.share, kind.higher.share)
    assert (band.less, band.more) == (kind.less_control.share, kind.more_control.share)
    assert band.has_badge == (kind.badge is not None)


def test_rows() -> None:
    """Everything drawn as a table."""
    rows = honest_funnel_picture(small()).rows()
    assert [row["part"] for row in rows] == ["gate"] * 5 + ["kind of deal"] * 3
    assert set(rows[0]) >= {"name", "lower", "judged", "higher", "less", "more", "says"}


def test_in_words() -> None:
    """For those who cannot see it."""
    picture = honest_funnel_picture(told(no_deal={"north": {"points": 2}}))
    assert picture.alternative() == (
        "Packages that pass every gate: 1, 1, none. "
        "Kinds of deal on which the thresholds decide, not the facts: swap."
    )
    assert picture.kinds[0].says == "100%, 100%, 0%; the thresholds decide, not the facts"
    assert replace(picture, kinds=()).alternative().startswith("Packages that pass every gate: ")
    assert "Nothing was counted" in replace(picture, gates=(), kinds=()).alternative()


def test_nothing_counted() -> None:
    """Without counts there are no bands of gates."""
    picture = honest_funnel_picture(replace(small(), band=None))
    assert picture.gates == ()
    assert picture.kinds
