"""What dates along the path of the climate have to say."""

from __future__ import annotations

import numpy as np
import pytest

from detente.ensemble.depths import SWEETENED
from detente.verdict.ripeness_result import RipeKind, RipeMoment, Ripeness


def kind(*shares: float, draws: int = 100) -> RipeKind:
    """A kind of deal that passes in the first draws at each date, as many as the share says."""
    passes = np.array([np.arange(draws) < round(share * draws) for share in shares])
    return RipeKind(key="k", name="K", form=SWEETENED, passes=passes)


def ripe(one: RipeKind) -> Ripeness:
    """Ripeness of one kind of deal at dates a, b, c, ..."""
    moments = tuple(
        RipeMoment(at="abcdef"[k], step=k, hostility={"x": (1.0, 2.0, 3.0)}) for k in range(len(one.passes))
    )
    return Ripeness(
        title="T",
        dossier="d",
        reading=None,
        policies=(),
        principals=("x",),
        labels={"x": "X"},
        moments=moments,
        kinds=(one,),
        draws=one.passes.shape[1],
        seed=0,
    )


def test_the_ripest_date_is_the_one_with_the_highest_share() -> None:
    """The earlier of two equal dates is named, and none where no draw has a deal."""
    assert kind(0.2, 0.5, 0.5).ripest == 1
    assert kind(0.0, 0.0).ripest is None


@pytest.mark.parametrize(
    ("shares", "closes"),
    [((0.2, 0.3), None), ((0.2, 0.04, 0.3, 0.04), 3), ((0.04, 0.0), 0), ((0.05, 0.04), 1)],
)
def test_a_kind_closes_where_it_stays_below_one_draw_in_twenty(
    shares: tuple[float, ...], closes: int | None
) -> None:
    """A dip that ends is no closing; never having been open is told as the first date."""
    assert kind(*shares).closes == closes


def test_differences_are_taken_draw_by_draw() -> None:
    """With the same draws at both dates, draws that do not turn add nothing to the interval."""
    one = kind(0.2, 0.3)
    gain = one.gain
    assert gain.change == pytest.approx(0.1)
    # Ten draws of a hundred turned, all the same way.
    assert gain.high - gain.change == pytest.approx(1.959964 * np.sqrt((0.1 - 0.01) / 100), rel=1e-6)
    assert gain.is_clear


def test_what_does_not_move_is_not_said_to_ripen() -> None:
    """A change whose interval holds 0 is told as no date standing out."""
    passes = np.zeros((2, 100), bool)
    passes[0, :50] = True
    passes[1, 1:52] = True
    one = RipeKind(key="k", name="K", form=SWEETENED, passes=passes)
    assert not one.gain.is_clear
    assert "no date stands out" in ripe(one).sentence(one)


def test_sentences_name_the_date_and_the_change() -> None:
    """A clear rise is told with its date, share and difference, and a closing with its date."""
    one = kind(0.1, 0.6, 0.02)
    assert ripe(one).sentence(one) == (
        "K, with sweeteners: nearest at b (60% of draws, +50 points on the start); closes by c"
    )


def test_json_holds_every_date_and_kind() -> None:
    """Shares come with their interval, dates with the spread of hostility."""
    data = ripe(kind(0.1, 0.6)).to_dict()
    assert [moment["at"] for moment in data["moments"]] == ["a", "b"]
    assert data["moments"][0]["hostility"]["x"] == {"p05": 1.0, "p50": 2.0, "p95": 3.0}
    (told,) = data["kinds"]
    assert told["ripest"] == "b"
    assert told["closes"] is None
    assert told["shares"][1]["hits"] == 60


def test_the_frame_has_a_row_for_each_kind_and_date() -> None:
    """The tidy table repeats the shares."""
    frame = ripe(kind(0.1, 0.6)).to_frame()
    assert list(frame["at"]) == ["a", "b"]
    assert list(frame["share"]) == [0.1, 0.6]
