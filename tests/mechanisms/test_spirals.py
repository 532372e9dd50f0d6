"""Mechanisms of spirals: acts that answer acts, misreading, and what eases or feeds them.

Numbers are certain and nothing happens by chance unless a test says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from bargains import bargain, changed, dossier
from climates import CALM, climate, followed, simulated, with_measure

import detente
from detente.events.aligning import Aligned, aligned_columns
from detente.lenses.climate.sign_change import SignChange
from detente.lenses.spiral.bootstrap import bootstrap_var
from detente.lenses.spiral.in_kind import answers_in_kind
from detente.lenses.spiral.long_memory import delayed_answer
from detente.lenses.spiral.triangle import Triangle, triangle
from detente.lenses.spiral.var import fit_var


def test_acts_answer_acts_and_die_down_or_grow() -> None:
    """M40: a side answers by its reaction and else keeps still; two that answer strongly run away."""
    data = climate(level={"north": 0, "south": 4}, persistence={"south": 1})
    assert followed(data).means["north"][1:] == pytest.approx(0.0)
    answering = changed(data, climate__reaction={"north": 0.5})
    assert followed(answering).means["north"][1:] == pytest.approx(2.0)
    hostile = changed(answering, climate__level__north=4, climate__persistence=CALM["persistence"])
    ends = []
    for reaction in (0.3, 0.6):
        both = simulated(changed(hostile, climate__reaction={"north": reaction, "south": reaction}))
        ends.append((both.settling.hostile.share, both.policy("none").at_limit))
    assert ends == [(1.0, 0.0), (0.0, 1.0)]


def _events(answer: float, n: int = 120) -> dict[str, Any]:
    """Return a dossier that records monthly acts, in which the south answers by a share."""
    rng = np.random.default_rng(5)
    north, shocks = rng.normal(0, 2, n), rng.normal(0, 1, n)
    south = shocks + answer * np.concatenate([[0.0], north[:-1]])
    acts = [
        {
            "date": f"{2008 + t // 12}-{t % 12 + 1:02d}",
            "source": source,
            "target": target,
            "score": round(float(np.clip(value, -10, 10)), 2),
            "text": "an act",
        }
        for t in range(n)
        for source, target, value in (("north", "south", north[t]), ("south", "north", south[t]))
    ]
    return bargain(as_of="2018-10-31", events=acts)


def test_recorded_acts_tell_who_answers_whom() -> None:
    """M40: of the acts recorded in a dossier the answering side is found, and that the other does not."""
    acts = detente.dossier_events(dossier(_events(0.6)), every="month")
    series = detente.dyad_data(acts, "north", "south").series
    fit = fit_var(series.values, 1, series.names)
    north, south = (series.names.index(name) for name in ("north>south", "south>north"))
    assert fit.coefficients[0, south, north] == pytest.approx(0.6, abs=0.15)
    likely = bootstrap_var(fit, replications=199).reciprocity_interval(0.9)
    assert likely.low[south, north] > 0
    assert likely.low[north, south] < 0 < likely.high[north, south]


def _gate(data: Mapping[str, Any], *policies: str) -> str | None:
    """Run the swap as it would stand a year on, and say where it dies."""
    later = detente.run(dossier(data), draws=2, workers=1, counted=0, at="2019-10", policies=policies)
    gate: str | None = later.verdict["swap!"].gate_of_death
    return gate


def test_what_acts_have_come_to_moves_the_bargain() -> None:
    """M40: pressure that is answered for a year kills the deal, not if unanswered or without effects."""
    data = climate(persistence={"south": 0.5}, reaction={"south": 0.5}, effects={"no_deal": {"north": 2}})
    pressure = "ramp-up:by=north,size=8"
    assert _gate(data) is None
    # The south comes near 8 points, each worth 2 to the north's life without a deal; the swap gains it 10.
    assert _gate(data, pressure) == "acceptable"
    assert _gate(changed(data, climate__reaction={}), pressure) is None
    assert _gate(changed(data, climate__effects__no_deal__north=1), pressure) is None


def test_hostile_acts_are_read_as_worse_than_they_are() -> None:
    """M41: with a bias of 2 the same act is answered twice as hard."""
    data = climate(level={"north": 4, "south": 0}, reaction={"south": 0.5})
    assert followed(data).means["south"][1] == pytest.approx(2.0)
    assert followed(changed(data, climate__bias={"south": 2})).means["south"][1] == pytest.approx(4.0)


def test_a_gesture_counts_only_as_far_as_the_other_is_believed() -> None:
    """M41: whoever holds the other's word to be worth a quarter sees a quarter of the gesture."""
    data = climate(reaction={"south": 0.5})
    assert followed(data, "gesture:by=north,size=4").means["south"][2] == pytest.approx(-2.0)
    doubted = changed(data, trust__keeps_word={"north": 0.25})
    assert followed(doubted, "gesture:by=north,size=4").means["south"][2] == pytest.approx(-0.5)


def test_what_is_misread_is_answered() -> None:
    """M41: a side that reads into acts what is not there answers it, though nothing was done."""
    data = climate(reaction={"south": 0.5})
    spread = {}
    for points in (0, 2):
        fan = followed(changed(data, climate__misperception={"south": points}), draws=200).fans["south"]
        spread[points] = fan[-1, -1] - fan[-1, 0]
    assert spread[0] == 0.0
    assert spread[2] > 2.0


def test_what_is_remembered_is_answered_late() -> None:
    """M42: hostility that is long over is answered a year on, at half the strength of the first answer."""
    data = climate(level={"north": 8, "south": 0}, memory={"south": 0.5}, remembers={"south": 10})
    south = followed(data).means["south"]
    # Answered at once and, once it is over, ten months later by half.
    assert south[1:3] == pytest.approx(4.0)
    assert south[12] == pytest.approx(2.0)
    forgetful = changed(data, climate__remembers={})
    assert followed(forgetful).means["south"][3:] == pytest.approx(0.0)


@pytest.mark.parametrize(("months", "half"), [(1, (1, 1)), (12, (7, 24))])
def test_recorded_answers_are_told_prompt_or_late(months: int, half: tuple[int, int]) -> None:
    """M42: half of an answer that comes after a month or a year is found to come by then."""
    rng = np.random.default_rng(2)
    acts = np.repeat(rng.normal(size=75), 8) + rng.normal(size=600)
    answers = rng.normal(size=600)
    answers[months:] += acts[:-months]
    found = delayed_answer(answers, acts, replications=99)
    assert found.total.is_clear
    assert half[0] <= found.half <= half[1]


def test_recorded_answers_are_told_in_kind() -> None:
    """M42: deeds that are answered with deeds are in kind, deeds answered with words are not."""
    shares = {}
    for name, kind in (("deeds", 3), ("words", 2)):
        rng = np.random.default_rng(4)
        acts, answers = rng.poisson(2, (400, 4)).astype(float), rng.poisson(2, (400, 4)).astype(float)
        answers[1:, kind] += acts[:-1, 3]
        found = answers_in_kind(answers, acts, replications=50)
        (deeds,) = (one for one in found.by_class if one.of == "material conflict")
        shares[name] = deeds.share
    assert shares["deeds"] > 0.8
    assert shares["words"] < 0.2


def test_restraint_swallows_the_answer_and_expires() -> None:
    """M44: hostile acts stay unanswered for three months, for longer only where the other eases off."""
    data = climate(
        level={"north": 2, "south": 4}, reaction={"north": 0.5, "south": 0.2}, persistence={"south": 1}
    )
    assert followed(data).means["north"][1] == pytest.approx(2.0)
    alone = followed(changed(data, climate__reaction__south=0), "restraint:by=north").means["north"]
    assert alone[1:5] == pytest.approx(0.0)
    assert alone[5:] == pytest.approx(2.0)
    easing = changed(data, climate__persistence__south=0.9)
    held = followed(easing, "restraint:by=north").means
    assert held["north"][1:7] == pytest.approx(0.0)
    assert held["north"][7] == pytest.approx(0.5 * held["south"][6])
    assert held["south"][6] < followed(easing).means["south"][6]


def test_measures_kept_up_last_where_a_gesture_fades() -> None:
    """M45: after a year the gesture is forgotten, while patrols kept up have eased tension and won trust."""
    data = with_measure(
        {"north": 1, "south": 1},
        **CALM,
        level={"north": 3, "south": 3},
        drift={"north": 1, "south": 1},
        reaction={"north": 0.1, "south": 0.1},
        learning={"north": 0.1, "south": 0.1},
    )
    data = changed(data, trust__keeps_word={"north": 0.2, "south": 0.2})
    found = simulated(data, "gesture", "cbm")
    none, gesture, kept = (found.policy(name) for name in ("none", "gesture", "cbm"))
    assert gesture.means["south"][1] < none.means["south"][1] - 4
    assert gesture.means["south"][-1] == pytest.approx(none.means["south"][-1], abs=0.05)
    # Of what an act does to both 0.5 is carried on and 0.1 answered: 0.6 after a month, 0.36 after two.
    assert found.settling.act["south"] == 2.0
    assert kept.means["south"][-1] < none.means["south"][-1] - 1
    assert kept.beliefs["south"][-1] > none.beliefs["south"][-1] + 0.05
    idle = changed(data, climate__measures__patrols__joint__acts={"north": 0, "south": 0})
    assert followed(idle, "cbm").means["south"] == pytest.approx(none.means["south"])


def test_the_fewest_measures_that_ease_tension_are_found() -> None:
    """M45: patrols are named where they bring hostility below 1; acts too small to do so are not."""
    data = with_measure({"north": 1, "south": 1}, **CALM, drift={"north": 1, "south": 1})
    design = simulated(data, below=1.0).design
    assert design is not None
    assert (design.status, [kept.measure for kept in design.measures]) == ("found", ["patrols=joint"])
    small = changed(data, climate__measures__patrols__joint__acts={"north": 0.1, "south": 0.1})
    none = simulated(small, below=1.0).design
    assert none is not None
    assert none.status == "none"


def test_tone_has_an_effect_of_its_own() -> None:
    """M46: loud words make the other side more hostile and quiet ones less, the deeds being the same."""
    data = climate(publicity={"south": 0.5})
    loud, quiet = (followed(data, f"{tone}:by=north") for tone in ("loudspeaker", "quiet"))
    assert loud.means["south"][1:] == pytest.approx(0.5)
    assert quiet.means["south"][1:] == pytest.approx(-0.5)
    assert loud.means["north"] == pytest.approx(0.0)
    deaf = changed(data, climate__publicity={})
    assert followed(deaf, "loudspeaker:by=north").means["south"] == pytest.approx(0.0)


def test_authors_who_differ_on_tone_leave_its_sign_open() -> None:
    """M46: with a range on both sides of 0 the advice to speak loudly turns round at 0."""
    data = climate(publicity={"south": "-0.5..0.5"})
    (sign,) = simulated(data, "loudspeaker:by=north", draws=100).signs
    assert (sign.entry, sign.principal) == ("publicity", "south")
    _turns_round(sign)


def _turns_round(sign: SignChange) -> None:
    """Helps below 0, harms above it, and the turn is found."""
    assert sign.turns_at == pytest.approx(0.0, abs=1e-3)
    assert sign.helps_first
    assert sign.below.high < 0 < sign.above.low
    assert 0.3 < sign.below_turn < 0.7


def test_what_reassures_an_ally_is_set_beside_what_it_provokes() -> None:
    """M47: bases assure more and provoke, training less and calms; where nobody answers, neither does."""
    none = {"status_quo": True}
    data = changed(
        climate(measures={"training": {"more": {"acts": {"north": 1}}}}, firmness={"south": 0.4}),
        parties__ally={"role": "third party", "side": "north"},
        issues__bases={"options": {"none": none, "built": {"pressure": True, "performers": ["north"]}}},
        issues__training={"options": {"none": none, "more": {"performers": ["north"]}}},
        stakes__ally={"bases": {"built": 6}, "training": {"more": 2}},
    )
    calm = {row.option: row.expected for row in simulated(data).assurance.rows}
    assert calm == {"bases=built": pytest.approx(0.4 * 3), "training=more": 0.0}
    answered = changed(data, climate__reaction={"south": 0.5})
    rows = {row.option: row for row in simulated(answered).assurance.rows}
    assert rows["bases=built"].assured > rows["training=more"].assured > 0
    assert rows["bases=built"].expected > 0 > rows["training=more"].expected
    deterred = changed(data, climate__firmness__south=0)
    assert {row.expected for row in simulated(deterred).assurance.rows} == {0.0}


def _three(pull: float) -> Triangle:
    """Ask about three powers of which the ally turns from the north as far as the south courts it."""
    actors = ("north", "south", "ally")
    names = [f"{one}>{other}" for one in actors for other in actors if one != other]
    rng = np.random.default_rng(9)
    values = rng.normal(size=(300, len(names)))
    courts, turns = names.index("south>ally"), names.index("ally>north")
    for t in range(1, len(values)):
        values[t, turns] -= pull * values[t - 1, courts]
    series: Aligned = aligned_columns(
        names, list(values.T), [240] * len(names), every="month", measure="mean", gaps="zero"
    )
    return triangle(series, lags=1, replications=99)


def test_recorded_acts_tell_who_pulls_a_partner_away() -> None:
    """M48: an ally that cools as the other side courts it is found by name; one that does not, is not."""
    answers = []
    for pull in (0.5, 0.0):
        third = _three(pull).of_kind("towards the actor")
        (answer,) = (one.answer for one in third if (one.of, one.to) == ("ally>north", "south>ally"))
        answers.append(answer)
    pulled, loyal = answers
    assert pulled.value == pytest.approx(-0.5, abs=0.15)
    assert pulled.high < 0
    assert abs(loyal.value) < 0.15
    assert loyal.low < 0 < loyal.high


def test_firmness_deters_or_provokes_by_its_sign() -> None:
    """M49: the same pressure makes the other side less hostile, more so, or neither."""
    data = climate(level={"north": 0, "south": 4}, persistence={"south": 0.5})
    without = followed(data).means["south"][-1]
    ends = []
    for firmness in (-0.5, 0, 0.5):
        found = followed(changed(data, climate__firmness={"south": firmness}), "ramp-up:by=north,size=2")
        ends.append(found.means["south"][-1] - without)
    assert ends[1] == pytest.approx(0.0)
    assert ends[0] == pytest.approx(-2.0, abs=1e-3)
    assert ends[2] == pytest.approx(2.0, abs=1e-3)


def test_authors_who_differ_on_firmness_leave_the_advice_open() -> None:
    """M49: with a range on both sides of 0 the value is found at which pressure stops helping."""
    data = climate(firmness={"south": "-0.5..0.5"})
    (sign,) = simulated(data, "ramp-up:by=north", draws=100).signs
    assert (sign.entry, sign.principal) == ("firmness", "south")
    _turns_round(sign)
    certain = changed(data, climate__firmness={"south": 0.5})
    assert simulated(certain, "ramp-up:by=north").signs == ()


def test_forces_in_contact_collide_the_sooner_the_more_hostile_they_are() -> None:
    """M50: no accident without a chance of one; hostility adds to it, and each leaves its mark."""
    data = climate(persistence={"north": 1, "south": 1}, accidents={"severity": 3})
    assert followed(data, draws=200).accident.share == 0.0
    tense = changed(data, climate__level={"north": 5, "south": 5}, climate__accidents__rate=0.02)
    shares = []
    for per_point in (0, 0.02):
        found = followed(changed(tense, climate__accidents__per_point=per_point), draws=200)
        assert found.means["south"][-1] > 5 + 2 * 0.02 * 12
        shares.append(found.accident.share)
    # Chance of at least one in twelve months: 1 - 0.98^12 and, at 5 points or more, 1 - 0.88^12.
    assert shares[0] == pytest.approx(1 - 0.98**12, abs=0.1)
    assert shares[1] >= 1 - 0.88**12 - 0.1


def test_keeping_forces_apart_prevents_collisions() -> None:
    """M50: a measure that keeps forces apart takes its share of the chance away, another measure none."""
    chance = {"accidents": {"rate": 0.2, "deconfliction": 0.9, "severity": 1}, **CALM}
    shares = {}
    for keeps_apart in (True, False):
        data = with_measure({}, keeps_apart=keeps_apart, **chance)
        shares[keeps_apart] = followed(data, "cbm", draws=200).accident.share
    assert shares[True] == pytest.approx(1 - 0.98**12, abs=0.1)
    assert shares[False] == pytest.approx(1 - 0.8**12, abs=0.1)


def test_until_wrongs_are_named_good_conduct_wins_no_trust() -> None:
    """M51: belief stands still while the other is friendly, rises once disputes are named, falls anyhow."""
    data = climate(
        level={"north": 0, "south": -5},
        persistence={"north": 1, "south": 1},
        learning={"north": 0.2},
        acknowledged=False,
    )
    data = changed(data, trust__keeps_word={"south": 0.3})
    unnamed, named = (followed(data, policy).beliefs["north"] for policy in ("none", "acknowledge"))
    assert unnamed == pytest.approx(0.3)
    assert named[-1] > 0.6
    assert followed(changed(data, climate__acknowledged=True)).beliefs["north"] == pytest.approx(named)
    hostile = changed(data, climate__level__south=8)
    assert followed(hostile).beliefs["north"][-1] < 0.2


def test_naming_wrongs_lets_gestures_ease_tension() -> None:
    """M51: the same friendly conduct is answered more warmly once it is believed."""
    data = climate(
        level={"north": 0, "south": -5},
        persistence={"south": 1},
        reaction={"north": 0.5},
        learning={"north": 0.2},
        acknowledged=False,
    )
    data = changed(data, trust__keeps_word={"south": 0.3})
    unnamed, named = (followed(data, policy).means["north"][-1] for policy in ("none", "acknowledge"))
    assert named < unnamed - 0.5


def test_policy_that_wavers_is_answered_as_if_it_were_meant() -> None:
    """M53: more noise spreads the other side's answers and, where it reads the worst, raises them."""
    data = climate(noise={"north": 1}, reaction={"south": 0.5}, bias={"south": 3})
    steady, wavering = (followed(data, policy, draws=400) for policy in ("none", "inconsistent:by=north"))
    spread = [one.fans["south"][-1, -1] - one.fans["south"][-1, 0] for one in (steady, wavering)]
    assert spread[1] == pytest.approx(2 * spread[0], rel=0.05)
    assert wavering.means["south"][-1] > 1.5 * steady.means["south"][-1] > 0
    planned = changed(data, climate__noise={})
    assert followed(planned, "inconsistent:by=north").means["south"] == pytest.approx(0.0)
