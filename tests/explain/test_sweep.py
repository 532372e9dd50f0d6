"""The sweep as a whole."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

import detente
from detente.dossier.dossier import Dossier
from detente.ensemble.depths import AS_DESCRIBED, SWEETENED, class_depths
from detente.errors import RunError, TooLargeError, UnknownNameError
from detente.explain.sweep import SWEETENED_DRAWS, sweep
from explain.driven import trust_dossier
from explain.swept import TRUCE, TRUST, by_reading, grid, line, one_at_a_time, reading


def test_a_line_with_a_known_answer() -> None:
    """North gains 4 if south performs and gives 2: credible from one half on, in every draw."""
    found = sweep(trust_dossier(), ["trust.keeps_word.south=0..1:11"], draws=50)
    (kind,) = found.kinds
    assert [point.share.hits for point in kind.points] == [0] * 5 + [50] * 6
    assert [point.gate_of_death for point in kind.points] == ["credible"] * 5 + [None] * 6
    assert (kind.trend(0), kind.swing, found.layout) == ("rises", 1.0, "line")


def test_as_elicited_is_the_usual_verdict() -> None:
    """The same share as the kinds of deal have without a sweep."""
    usual = class_depths(reading(None), draws=60)
    for kind in (*line().kinds, *grid().kinds, *one_at_a_time().kinds):
        assert kind.as_elicited.share.share == usual.share(kind.deal)


def test_a_grid_has_its_lines() -> None:
    """Swept alone, a number gives the same as in a grid whose other axis has its value."""
    found = sweep(reading(None), [f"{TRUCE}=10", f"{TRUST}=0..1:6"], draws=60)
    (alone,) = [kind for kind in found.kinds if kind.deal == "quiet-for-relief"]
    (whole,) = [kind for kind in grid().kinds if kind.deal == "quiet-for-relief"]
    assert [one.survives for one in alone.points] == [one.survives for one in whole.rows[1]]
    assert [point.at for point in whole.rows[1]][:2] == [(10.0, 0.0), (10.0, 0.2)]


def test_readings_are_those_of_the_case() -> None:
    """Each judged as it is by itself."""
    for kind in by_reading().kinds:
        for point in kind.points:
            one = reading(None if point.at == ("base",) else "sceptic")
            assert point.share.share == class_depths(one, draws=300).share(kind.deal)


def test_readings_in_a_grid() -> None:
    """Along either axis, and the same as each reading swept by itself."""
    over = [f"{TRUST}=0,0.5,1", "reading=sceptic,base"]
    there = sweep(reading(None), over, load_reading=reading, draws=40, deals=["quiet-for-relief"])
    back = sweep(reading(None), over[::-1], load_reading=reading, draws=40, deals=["quiet-for-relief"])
    alone = sweep(reading("sceptic"), over[:1], draws=40, deals=["quiet-for-relief"])
    assert [one.survives for one in next(there.kinds[0].lines(0))] == [one.survives for one in alone.points]
    assert [one.survives for one in back.kinds[0].rows[0]] == [one.survives for one in alone.points]


def test_one_at_a_time() -> None:
    """A line for each axis and kind of deal, each as if swept by itself."""
    found = one_at_a_time()
    assert [(kind.deal, kind.axes[0].name) for kind in found.kinds] == [
        (deal, name) for name in (TRUCE, TRUST, "reading") for deal in ("quiet-for-relief", "full-swap")
    ]
    assert found.kinds[2].points == line().kinds[0].points


def test_sweeteners() -> None:
    """Named kinds only, fewer draws if none are said, and never fewer deals than as described."""
    with pytest.raises(RunError, match="--deal; there are: quiet-for-relief, full-swap, any"):
        sweep(reading(None), [f"{TRUST}=0..1:2"], form=SWEETENED)
    found = sweep(reading(None), [f"{TRUST}=0.5"], form=SWEETENED, deals=["quiet-for-relief", "any"])
    assert (found.draws, [kind.deal for kind in found.kinds]) == (
        SWEETENED_DRAWS,
        ["quiet-for-relief", "any"],
    )
    plain = sweep(reading(None), [f"{TRUST}=0.5"], deals=["quiet-for-relief"], draws=SWEETENED_DRAWS)
    assert found.points[0].share.hits >= plain.points[0].share.hits


def test_shares_fall_gate_by_gate() -> None:
    """What passes a gate has passed those before it; the last one's share is the share."""
    for point in grid().points:
        survived = list(point.survives.values())
        assert survived == sorted(survived, reverse=True)
        assert survived[-1] == point.share.share
        assert (point.gate_of_death is None) == (point.share.share >= 0.5)


REFUSED: list[tuple[list[str], dict[str, Any], type[Exception], str]] = [
    ([], {}, RunError, "say what to sweep over"),
    ([TRUST, TRUCE, "reading"], {}, RunError, "--one-at-a-time"),
    ([TRUST, f"{TRUST}=0,1"], {}, RunError, "given twice"),
    ([TRUST, "trust.keeps_word.*=0,1"], {}, RunError, "both axes set trust.keeps_word.south"),
    ([f"{TRUST}=0..1:60", f"{TRUCE}=0..1:60"], {}, TooLargeError, "3,600 points; 2,500 are possible"),
    ([TRUST], {"deals": ["nothing"]}, UnknownNameError, "kind of deal"),
    ([TRUST], {"deals": ["any"]}, RunError, "any cannot be swept.*with sweeteners only"),
    ([TRUST], {"form": "sideways"}, RunError, "the form 'sideways' does not exist"),
    ([TRUST], {"draws": 0}, RunError, "draws must be"),
    ([TRUST], {"seed": -1}, RunError, "seed must be"),
]


@pytest.mark.parametrize(("over", "how", "error", "says"), REFUSED, ids=[one[3][:20] for one in REFUSED])
def test_what_is_refused(over: list[str], how: dict[str, Any], error: type[Exception], says: str) -> None:
    """With the reason and what to do."""
    with pytest.raises(error, match=says):
        sweep(reading(None), over, load_reading=reading, **how)


def test_readings_of_a_reading_are_refused() -> None:
    """One of the two is meant."""
    with pytest.raises(RunError, match="--reading sceptic means nothing"):
        sweep(reading("sceptic"), ["reading"], load_reading=reading)


def test_pressure_is_no_deal() -> None:
    """A kind that asks for pressure only is left out, and refused where it is named."""
    case = detente.load("us-russia")
    with pytest.raises(RunError, match="pressure, which is never part of a deal"):
        sweep(case, ["trust.keeps_word.russia=0,1"], deals=["pressure"])


def test_a_run_gives_its_draws() -> None:
    """And its seed and dossier."""
    run = detente.run(reading(None), draws=15, seed=4)
    found = sweep(run, [f"{TRUST}=0.5"], deals=["quiet-for-relief"])
    assert (found.draws, found.seed, found.form) == (15, 4, AS_DESCRIBED)


def without_truce(key: str | None) -> Dossier:
    """The case under a reading, the sceptic being silent on what a truce is worth to north."""
    dossier = reading(key)
    stakes = {party: dict(by_issue) for party, by_issue in dossier.stakes.items()}
    if key == "sceptic":
        del stakes["north"]["border"]
    return replace(dossier, stakes=stakes)


def test_a_reading_that_has_not_the_number() -> None:
    """A grid with it is refused, and possible without it."""
    over, how = [f"{TRUCE}=0,10", "reading"], {"load_reading": without_truce, "draws": 5}
    with pytest.raises(RunError, match=rf"the reading sceptic has no number {TRUCE}; leave it out"):
        sweep(reading(None), over, **how)
    assert sweep(reading(None), [over[0], "reading=base"], **how).layout == "grid"


def test_it_is_exported() -> None:
    """As the other explanations are."""
    import detente.explain

    assert detente.explain.sweep is sweep
    assert isinstance(line(), detente.explain.Sweep)


def test_a_run_of_another_scheme() -> None:
    """It is swept on draws of its own, and that is said."""
    run = detente.run(reading(None), draws=16, scheme="sobol", counted=0)
    assert "as a Sobol sequence" in sweep(run, [f"{TRUST}=0.5"], deals=["quiet-for-relief"]).caveats[-1]
