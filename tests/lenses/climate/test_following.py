"""What policies have the sides do."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from climate_draws_by_hand import drawn
from detente.lenses.climate.following import Answered, orders_of
from detente.lenses.climate.policies import Policy
from detente.lenses.climate.simulating import simulate_paths

SIDES = ("north", "south")
NORTH = ("north",)


def acts(
    policy: Policy, steps: int = 12, hostility: np.ndarray | None = None, **climate: object
) -> list[float]:
    """Acts that the north chooses in each step while hostility is as given, 0 if it is not."""
    draws = drawn(steps=steps, **climate)  # type: ignore[arg-type]
    x = np.zeros((2, steps + 1, 1)) if hostility is None else hostility
    answered: Answered = {}
    return [float(orders_of([policy], draws, x, t, answered).acts[0, 0]) for t in range(1, steps + 1)]


def test_a_gesture_is_made_once() -> None:
    """One conciliatory act in the first step, then nothing."""
    assert acts(Policy(kind="gesture", by=NORTH, size=4.0, lasts=1), 3) == [-4.0, 0.0, 0.0]


def test_a_ramp_up_lasts_as_long_as_it_is_said_to() -> None:
    """From its first step, for its length, and by the side that follows it alone."""
    policy = Policy(kind="ramp-up", by=NORTH, size=2.0, first=2, lasts=2)
    assert acts(policy, 5) == [0.0, 2.0, 2.0, 0.0, 0.0]
    assert orders_of([policy], drawn(), np.zeros((2, 13, 1)), 2, {}).acts[1, 0] == 0.0


def test_firmness_deters_below_nought_and_provokes_above() -> None:
    """M49: the other side's answer to chosen firmness has the sign of the entry, beside its reaction."""
    policy = Policy(kind="ramp-up", by=NORTH, size=3.0)
    for sign in (-0.4, 0.4):
        found = simulate_paths(drawn(firmness=(0.0, sign), steps=1), [policy], 1).hostility
        assert found[:, 1, 0] == pytest.approx([3.0, 3.0 * sign])


def test_tone_is_answered_apart_from_deeds() -> None:
    """M46: loud and quiet words move the other side by its own entry, in opposite directions."""
    for kind, tone in (("loudspeaker", 1.0), ("quiet", -1.0)):
        draws = drawn(publicity=(0.0, 0.3), steps=1)
        found = simulate_paths(draws, [Policy(kind=kind, by=NORTH)], 1).hostility
        assert found[:, 1, 0] == pytest.approx([0.0, 0.3 * tone])


def test_restraint_leaves_hostile_acts_unanswered_and_friendly_ones_answered() -> None:
    """M44: under restraint reaction and memory to hostility are 0, while the other's gestures still count."""
    policy = Policy(kind="restraint", by=NORTH, lasts=6)
    draws = drawn(level=(0.0, 4.0), reaction=0.5, memory=0.5, steps=1)
    assert simulate_paths(draws, [policy], 1).hostility[0, 1, 0] == 0.0
    friendly = replace(draws, level=-draws.level)
    assert simulate_paths(friendly, [policy], 1).hostility[0, 1, 0] == pytest.approx(-2.0)


def test_restraint_swallows_a_provocation_and_keeps_what_deters() -> None:
    """M44: the answer to chosen firmness is held back where it would be hostile, and only there."""
    policies = [Policy(kind="restraint", by=NORTH, lasts=6), Policy(kind="ramp-up", by=("south",), size=3.0)]
    for sign, expected in ((0.4, 0.0), (-0.4, -1.2)):
        found = simulate_paths(drawn(firmness=(sign, 0.0), steps=1), policies, 1).hostility
        assert found[0, 1, 0] == pytest.approx(expected)


def test_restraint_is_over_after_its_length() -> None:
    """M44: hostility that was not answered meanwhile is answered again from then on."""
    draws = drawn(level=(0.0, 4.0), persistence=(0.0, 0.9), reaction=(0.5, 0.0), steps=5)
    found = simulate_paths(draws, [Policy(kind="restraint", by=NORTH, lasts=2)], 5).hostility[:, :, 0]
    assert found[0, 1:3].tolist() == [0.0, 0.0]
    assert found[0, 3:] == pytest.approx(0.5 * found[1, 2:-1])


def test_restraint_ends_when_the_other_side_does_not_follow() -> None:
    """M44: it expires after its length, and sooner where three steps brought no less hostility."""
    policy = Policy(kind="restraint", by=NORTH, lasts=6)
    draws = drawn(n=2)
    x = np.zeros((2, 13, 2))
    x[1] = 5.0
    x[1, 4:, 0] = 3.0  # in the first draw the other side gives way
    shares = [orders_of([policy], draws, x, t, {}).answers[0].tolist() for t in range(1, 9)]
    assert shares[:4] == [[0.0, 0.0]] * 4
    assert shares[4:6] == [[0.0, 1.0]] * 2
    assert shares[6:] == [[1.0, 1.0]] * 2


def test_measures_rest_during_a_campaign() -> None:
    """M09: a side that is busy elsewhere keeps nothing up; the other goes on."""
    busy = np.zeros((2, 5), bool)
    busy[0, 2] = True
    measures = {"arctic=science": ((1.0, 2.0), False), "arms=talks": ((0.5, 0.0), False)}
    policy = Policy(kind="cbm", by=SIDES, size=1.0, measures=tuple(measures))
    assert acts(policy, 4, busy=busy, measures=measures) == [-1.5, 0.0, -1.5, -1.5]


def test_only_chosen_measures_are_kept_up() -> None:
    """M45: each measure adds the side's own act, times the size."""
    measures = {"arctic=science": ((1.0, 2.0), False), "arms=talks": ((0.5, 0.0), False)}
    policy = Policy(kind="cbm", by=NORTH, size=2.0, measures=("arms=talks",))
    assert acts(policy, 2, measures=measures) == [-1.0, -1.0]


def test_a_reset_comes_with_each_turnover() -> None:
    """M29: a warm act and new hope when an administration takes office; without dates, once."""
    policy = Policy(kind="reset", by=NORTH, size=3.0)
    assert acts(policy, 5, turnovers=((2, 4), ())) == [0.0, -3.0, 0.0, -3.0, 0.0]
    assert acts(policy, 3) == [-3.0, 0.0, 0.0]
    assert acts(policy, 3, turnovers=((40,), ())) == [0.0, 0.0, 0.0]


def test_a_reset_comes_at_the_step_that_is_typed() -> None:
    """M29: a date that was typed counts beside the turnovers after it, also the very first step."""
    for first, expected in ((3, [0.0, 0.0, -3.0, -3.0]), (1, [-3.0, -3.0, 0.0, -3.0])):
        policy = Policy(kind="reset", by=NORTH, size=3.0, first=first, dated=True)
        assert acts(policy, 4, turnovers=((2, 4), ())) == expected


def test_a_reset_brings_hope_that_is_then_unlearnt() -> None:
    """M29, the reset cycle: belief jumps to hope at each turnover and falls again while conduct is bad."""
    draws = drawn(
        level=(0.0, 8.0),
        persistence=(0.0, 1.0),
        learning=0.3,
        belief=0.1,
        hope=0.9,
        turnovers=((4, 8), ()),
    )
    policy = Policy(kind="reset", by=NORTH, size=3.0)
    belief = simulate_paths(draws, [policy], 12).belief[0, :, 0]
    assert belief[[4, 8]].tolist() == [0.9, 0.9]
    assert (np.diff(belief)[[4, 5, 6, 8, 9, 10, 11]] < 0).all()


def test_a_programme_kept_up_does_what_one_gesture_does_not() -> None:
    """M45: the effect of a gesture is gone after a dozen steps, that of measures kept up is not."""
    measures = {"arctic=science": ((1.0, 1.0), False)}
    draws = drawn(level=4.0, drift=1.0, persistence=0.4, reaction=0.3, measures=measures, steps=24)
    none = simulate_paths(draws, [], 24).hostility[:, -1]
    gesture = Policy(kind="gesture", by=SIDES, size=5.0, lasts=1)
    kept_up = Policy(kind="cbm", by=SIDES, size=1.0, measures=tuple(measures))
    assert simulate_paths(draws, [gesture], 24).hostility[:, -1] == pytest.approx(none, abs=1e-2)
    # Each side's resting point, solved: what is done as a policy over 1 - persistence - reaction.
    assert simulate_paths(draws, [kept_up], 24).hostility[:, -1] == pytest.approx(none - 1 / 0.3, abs=1e-2)


def test_tones_add_up() -> None:
    """Loud and quiet together are as now, and twice loud is no louder."""
    policies = [Policy(kind=kind, by=NORTH, size=1.0) for kind in ("loudspeaker", "quiet")]
    orders = orders_of(policies, drawn(), np.zeros((2, 13, 1)), 1, {})
    assert orders.tone[0] == 0.0
    loud = orders_of([policies[0], policies[0]], drawn(), np.zeros((2, 13, 1)), 1, {})
    assert loud.tone.tolist() == [1.0, 0.0]


def test_grit_opens_whatever_the_answer_then_follows_it() -> None:
    """Osgood: six steps regardless, larger ones when answered, one limited answer to exploitation."""
    policy = Policy(kind="grit", by=NORTH, size=2.0)
    x = np.zeros((2, 13, 1))
    x[1, 0] = 5.0
    x[1, 1:] = 4.0
    assert acts(policy, 9, x) == [-2.0] * 6 + [-3.0] * 3
    x[1, 1:] = 6.0
    assert acts(policy, 10, x) == [-2.0] * 6 + [1.0, -2.0, 1.0, -2.0]
    x[1, 1:] = 5.0
    assert acts(policy, 8, x) == [-2.0] * 8


def test_grit_answers_exploitation_when_it_comes_and_resumes_when_it_is_over() -> None:
    """Osgood: whether early or late, the first hostile turn gets its one answer, a second one later too."""
    policy = Policy(kind="grit", by=NORTH, size=2.0)
    x = np.zeros((2, 13, 1))
    x[1, [7, 8, 10, 11]] = 1.0  # above where it stood before, seen at steps 8, 9, 11 and 12
    assert acts(policy, 12, x) == [-2.0] * 7 + [1.0, -2.0, -2.0, 1.0, -2.0]


def test_words_against_deeds_make_more_noise() -> None:
    """M53: what a side does unplanned is multiplied by the size."""
    orders = orders_of(
        [Policy(kind="inconsistent", by=NORTH, size=2.5)], drawn(), np.zeros((2, 13, 1)), 1, {}
    )
    assert orders.noise.tolist() == [2.5, 1.0]


def test_policies_add_up() -> None:
    """Two at the same time do what each does."""
    both = [Policy(kind="gesture", by=NORTH, size=1.0, lasts=1), Policy(kind="ramp-up", by=NORTH, size=3.0)]
    assert orders_of(both, drawn(), np.zeros((2, 13, 1)), 1, {}).acts[0, 0] == 2.0
