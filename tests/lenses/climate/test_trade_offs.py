"""What assures a third party beside what provokes the other side."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from climate_draws_by_hand import drawn
from detente.dossier.dossier import Dossier
from detente.errors import RunError
from detente.lenses.climate.climate_draws import ClimateDraws
from detente.lenses.climate.trade_off_rows import TradeOffs
from detente.lenses.climate.trade_offs import trade_offs
from properties.dossiers import loaded, plain

PARTIES = {
    "north": {"role": "principal"},
    "south": {"role": "principal"},
    "ally": {"role": "third party", "side": "north"},
    "client": {"role": "third party", "side": "south"},
    "union": {"role": "third party"},
}


def option(**given: Any) -> dict[str, Any]:
    """An issue with one option beside the status quo."""
    return {"options": {"none": {"status_quo": True}, "done": given}}


def case(**sections: Any) -> Dossier:
    """Pressures and measures with and without what is needed."""
    data: dict[str, Any] = {
        "as_of": "2018-10-01",
        "parties": PARTIES,
        "issues": {
            "drills": option(pressure=True, performers=["north"]),
            "raids": option(pressure=True, performers=["client"]),
            "nobody": option(pressure=True),
            "nostake": option(pressure=True, performers=["north"]),
            "talks": option(performers=["north", "south"]),
            "apart": option(performers=["north"]),
            "treaty": option(performers=["north"]),
            "loss": option(pressure=True, performers=["north"]),
        },
        "stakes": {
            "ally": {"drills": {"done": "3..5"}, "talks": {"done": 1}, "loss": {"done": -2}},
            "union": {
                "drills": {"done": 2},
                "nobody": {"done": 1},
                "apart": {"done": 1},
                "treaty": {"done": 1},
                "talks": {"done": -1},
            },
            "client": {"drills": {"done": 9}, "raids": {"done": 2}, "talks": {"done": 2}},
            "north": {"nostake": {"done": 4}},
        },
        "deals": {"any": None},
        "climate": {
            "level": {"north": 2, "south": 2},
            "measures": {
                "talks": {"done": {"acts": {"north": 1.5, "south": 0.5}}},
                "apart": {"done": {"keeps_apart": True}},
            },
        },
    }
    return loaded(plain(**{**data, **sections}))


def draws(n: int = 5) -> ClimateDraws:
    """North's acts are answered by half, and south is provoked by firmness."""
    return drawn(
        n=n,
        level=2.0,
        reaction=0.5,
        firmness=(0.0, 0.4),
        steps=4,
        measures={"talks=done": ((1.5, 0.5), False), "apart=done": ((0, 0), True)},
    )


def found(**asked: Any) -> TradeOffs:
    """After two steps, pressure of 2."""
    return trade_offs(case(), draws(), 2, **{"size": 2.0, **asked})


def test_a_pressure_assures_those_not_on_the_other_side_and_provokes_by_its_size() -> None:
    """Ally and union gain 6 points; south is up by half of 2 a step later and by 0.4 of 2 at once."""
    row = next(row for row in found().rows if row.option == "drills=done")
    assert dict(row.assures) == {"ally": 4.0, "union": 2.0}
    assert (row.by, row.towards, row.instrument, row.size) == ("north", "south", "pressure", 2.0)
    assert row.assured == 6.0
    assert row.expected == pytest.approx(0.5 * 2 + 0.4 * 2)
    assert row.raises == 1.0
    assert row.provokes.middle == pytest.approx(1.8)


def test_a_measure_has_a_row_for_each_side_that_keeps_it_up() -> None:
    """Each calms the other, at the acts of the dossier and for those of its own side or of none."""
    rows = {row.by: row for row in found().rows if row.option == "talks=done"}
    assert dict(rows["north"].assures) == {"ally": 1.0}
    assert dict(rows["south"].assures) == {"client": 2.0}
    assert (rows["north"].size, rows["south"].size) == (-1.5, -0.5)
    assert rows["north"].expected == pytest.approx(-0.75)
    assert rows["north"].raises == 0.0


def test_a_party_acts_for_the_principal_it_belongs_to() -> None:
    """What the client does is south's pressure on north."""
    row = next(row for row in found().rows if row.option == "raids=done")
    assert (row.by, row.towards, dict(row.assures)) == ("south", "north", {"client": 2.0})


def test_the_most_assured_comes_first_and_of_equals_the_least_provoking() -> None:
    """Sorted by assurance, then by what it does."""
    rows = found().rows
    assert [row.assured for row in rows] == [6.0, 2.0, 2.0, 1.0]
    assert [row.option for row in rows[1:3]] == ["talks=done", "raids=done"]


def test_what_lacks_a_figure_is_named_with_what_is_missing() -> None:
    """No row is made up; an option from which third parties only lose is no assurance."""
    told = found()
    assert dict(told.missing) == {
        "nobody=done": "the dossier does not say which principal would do it (performers)",
        "nostake=done": "no third party's stake in it is stated",
        "apart=done": "it only keeps forces apart, and has no act of its own",
    }
    assert told.unscored == ("treaty=done",)
    assert not {"loss=done", "treaty=done"} & {row.option for row in told.rows}


def test_the_size_of_a_pressure_is_stated_and_scales_what_it_does() -> None:
    """Half the pressure, half the provocation; the caveat says it is assumed."""
    half = next(row for row in found(size=1.0).rows if row.option == "drills=done")
    assert half.expected == pytest.approx(0.9)
    assert "each is taken as 1 point in every step" in found(size=1.0).caveat


def test_what_cannot_be_asked_is_refused() -> None:
    """Sizes off the scale, no step, no draws, and a dossier without a climate."""
    for asked in ({"size": -1.0}, {"size": 11.0}, {"size": float("nan")}):
        with pytest.raises(RunError, match="0 to 10 points"):
            found(**asked)
    with pytest.raises(RunError, match="1 step or more"):
        trade_offs(case(), draws(), 0)
    with pytest.raises(RunError, match="1 draw or more"):
        trade_offs(case(), draws(0), 2)
    with pytest.raises(RunError, match="says nothing of the climate"):
        trade_offs(loaded(plain()), draws(), 2)


def test_draws_in_which_it_is_raised_are_counted_apart_from_the_mean() -> None:
    """Where the sign of firmness is in doubt, so is that of what is provoked."""
    some = draws(4)
    some.firmness[1] = np.array([-2.0, -0.4, 0.1, 0.5])
    row = next(row for row in trade_offs(case(), some, 2, size=2.0).rows if row.option == "drills=done")
    assert row.raises == 0.75
    assert row.expected == pytest.approx(1.0 + 2.0 * some.firmness[1].mean())
