"""Where a policy's effect changes sign, on systems in which that can be worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from climate_draws_by_hand import SIDES, drawn
from detente.errors import RunError, UnknownNameError
from detente.lenses.climate.climate_draws import ClimateDraws
from detente.lenses.climate.policies import Policy
from detente.lenses.climate.sign_change import doubtful_signs, sign_changes
from detente.lenses.climate.simulating import simulate_paths
from lenses.climate.measures_by_hand import luck

FIRM = (Policy(kind="ramp-up", by=("north",), size=2.0),)
LOUD = (Policy(kind="loudspeaker", by=("north",)),)


def climate(reaction: float, *, n: int = 200, **given: object) -> ClimateDraws:
    """South answers north's acts and not the other way round; its firmness is from -1 to 1."""
    draws = drawn(n=n, reaction=(0.0, reaction), steps=6, **given)
    draws.firmness[1] = np.linspace(-1, 1, n)
    return draws


@settings(deadline=None, max_examples=25)
@given(reaction=st.floats(0.02, 0.9), size=st.floats(0.5, 3))
def test_firmness_turns_harmful_where_it_outweighs_the_answer(reaction: float, size: float) -> None:
    """South ends at (reaction + firmness) times the pressure, so that the effect is 0 at -reaction."""
    firm = (Policy(kind="ramp-up", by=("north",), size=size),)
    (found,) = sign_changes(climate(reaction), {"firm": firm}, 6, side="south")
    assert found.turns_at == pytest.approx(-reaction, abs=2e-4)
    assert found.helps_first is True
    assert found.hangs_on
    assert found.below_turn == pytest.approx((1 - reaction) / 2, abs=0.01)


def test_the_sentence_says_where_it_helps_and_how_many_draws_lie_there() -> None:
    """As an analyst would put it."""
    (found,) = sign_changes(climate(0.2), {"holding firm": FIRM}, 6, side="south")
    assert found.meaning == (
        "holding firm lowers the hostility of south where the firmness of south is below -0.20 and raises it "
        "above; 40% of draws lie below."
    )


def test_the_effect_below_and_above_zero_is_that_of_the_draws_there() -> None:
    """Means, intervals and shares against the paths themselves; draws at exactly 0 are in neither."""
    shocks = luck(201, 6, 5)
    draws = climate(0.3, n=201, level=3.0, persistence=0.5, noise=1.0, shocks=shocks)
    (found,) = sign_changes(draws, {"firm": FIRM}, 6)
    change = (
        simulate_paths(draws, FIRM, 6).hostility[:, -1] - simulate_paths(draws, [], 6).hostility[:, -1]
    ).mean(axis=0)
    for told, among in ((found.below, draws.firmness[1] < 0), (found.above, draws.firmness[1] > 0)):
        assert told.n_draws == 100
        assert told.mean == pytest.approx(change[among].mean())
        half = 1.96 * change[among].std(ddof=1) / 10
        assert (told.low, told.high) == pytest.approx((told.mean - half, told.mean + half))
        assert told.lowers == (change[among] < 0).mean()
    assert found.share_below == 100 / 201
    assert found.below.mean < found.above.mean


def test_a_policy_that_does_not_touch_the_number_does_not_hang_on_it() -> None:
    """Loud words are no firmness; an effect of 0 helps nowhere."""
    (found,) = sign_changes(climate(0.3), {"loud": LOUD}, 6)
    assert (found.turns_at, found.helps_first, found.hangs_on) == (None, None, False)
    assert found.meaning == "loud does nothing to hostility, whatever the firmness of south is."
    gesture = (Policy(kind="gesture", by=("north",), size=2.0, lasts=None),)
    (found,) = sign_changes(climate(0.3), {"warm": gesture}, 6)
    assert (found.turns_at, found.helps_first, found.hangs_on) == (None, True, False)
    assert "lowers hostility whatever the firmness of south is from -1 to 1" in found.meaning


def test_no_turn_is_told_where_it_would_lie_outside() -> None:
    """An answer so strong that no deterrence in the range outweighs it: harmful throughout."""
    (found,) = sign_changes(climate(1.5), {"firm": FIRM}, 6, side="south")
    assert (found.turns_at, found.helps_first, found.hangs_on) == (None, False, True)
    assert np.isnan(found.below_turn)


def test_loud_words_turn_at_zero_and_quiet_ones_the_other_way_round() -> None:
    """Publicity by itself: the sign of the effect is that of the number, or its opposite."""
    draws = drawn(n=100, steps=3)
    draws.publicity[1] = np.linspace(-0.8, 0.8, 100)
    quiet = (Policy(kind="quiet", by=("north",)),)
    loud, still = sign_changes(draws, {"loud": LOUD, "quiet": quiet}, 3, side="south")
    assert loud.turns_at == pytest.approx(0.0, abs=1e-4)
    assert still.turns_at == pytest.approx(0.0, abs=1e-4)
    assert (loud.helps_first, still.helps_first) == (True, False)


def test_only_numbers_on_both_sides_of_zero_are_in_doubt() -> None:
    """A range that touches 0 from one side is not; drift and level can be."""
    draws = drawn(n=3)
    draws.firmness[0] = [0.0, 0.1, 0.2]
    draws.drift[1] = [-0.1, 0.0, 0.1]
    draws.publicity[0] = [-0.3, -0.1, 0.4]
    assert doubtful_signs(draws) == (("drift", "south"), ("publicity", "north"))
    assert sign_changes(drawn(n=3), {"loud": LOUD}, 3) == ()
    assert sign_changes(draws, {}, 3) == ()


def test_a_range_wider_than_one_is_searched_to_its_ends() -> None:
    """A turn at -1.5 is found where draws go as far."""
    draws = climate(1.5)
    draws.firmness[1] *= 2
    (found,) = sign_changes(draws, {"firm": FIRM}, 2, side="south")
    assert found.searched == (-2.0, 2.0)
    assert found.turns_at == pytest.approx(-1.5, abs=2e-4)


def test_one_draw_on_a_side_has_no_interval() -> None:
    """The mean of one says nothing of its own error."""
    draws = climate(0.2, n=2)
    (found,) = sign_changes(draws, {"firm": FIRM}, 6)
    assert found.below.n_draws == 1
    assert np.isnan(found.below.low)
    assert found.to_dict()["below"]["low"] is None


def test_what_cannot_be_asked_is_refused() -> None:
    """No step, more steps than chance, or a side that is none."""
    draws = climate(0.2)
    with pytest.raises(RunError, match="1 step or more"):
        sign_changes(draws, {"firm": FIRM}, 0)
    with pytest.raises(RunError, match="7 steps"):
        sign_changes(draws, {"firm": FIRM}, 7)
    with pytest.raises(UnknownNameError, match="south"):
        sign_changes(draws, {"firm": FIRM}, 6, side="sout")
    assert draws.principals == SIDES
