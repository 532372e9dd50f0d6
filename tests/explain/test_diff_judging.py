"""Kinds of deal judged again and again on the same draws."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from tests.properties.dossiers import loaded, plain, uncertain_dossiers

import detente
from detente.dossier.dossier import Dossier
from detente.ensemble.depths import AS_DESCRIBED, SWEETENED
from detente.errors import UnknownNameError
from detente.explain.diff_judging import Stages, forms_of, is_deal, judged, movements_between, require_deals
from detente.explain.diff_standing import Standing


@settings(deadline=None, max_examples=12)
@given(uncertain_dossiers())
def test_equal_to_a_run(dossier: Dossier) -> None:
    """Shares and gates of every kind of deal, and which kinds are deals at all."""
    found = judged(dossier, deals=None, forms=forms_of("both"), draws=4, seed=1, workers=1)
    verdicts = detente.run(dossier, draws=4, seed=1, counted=0, workers=1).verdict.classes
    expected = {(v.form, v.key): (v.survives, v.gate_of_death) for v in verdicts if v.is_deal}
    standings = {at: Standing.of(depths) for at, depths in found.depths.items()}
    told = {at: (one.survives, one.gate_of_death) for at, one in standings.items()}
    assert {at: told[at] for at in expected} == expected


def test_acts_of_pressure_are_no_deal() -> None:
    """A kind that asks only for them is left out; one that allows something else is not."""
    data = plain()
    data["issues"]["aid"]["options"]["raid"] = {"pressure": True}
    data["deals"] = {
        "raid": {"all": {"aid": ["raid"]}},
        "either": {"all": {"aid": ["raid", "grant"]}},
        "two": {"of": {"aid": ["raid"], "base": ["closed"]}, "at_least": 2},
        "one": {"of": {"aid": ["raid"], "base": ["closed"]}, "at_least": 1},
    }
    dossier = loaded(data)
    assert [key for key, deal in dossier.deals.items() if is_deal(dossier, deal)] == ["either", "one"]
    verdicts = detente.run(dossier, draws=1).verdict.classes
    assert {v.key for v in verdicts if v.is_deal} == {"either", "one"}


def test_movements_of_what_both_have() -> None:
    """In the order of the first; a kind that only one has is left out."""
    one, other = plain(), plain()
    other["deals"] = {"any": None, "gift": {"all": {"aid": ["grant"]}}, "swap": one["deals"]["swap"]}
    first = judged(loaded(one), deals=None, forms=forms_of("both"), draws=3, seed=0, workers=1)
    found = movements_between(first, first.again(loaded(other)))
    assert [(m.form, m.key) for m in found] == [
        (AS_DESCRIBED, "swap"),
        (SWEETENED, "swap"),
        (SWEETENED, "any"),
    ]
    assert movements_between(first, first.same()) == movements_between(first, first)


def test_forms() -> None:
    """Each by its name, or both."""
    assert forms_of(AS_DESCRIBED) == (AS_DESCRIBED,)
    assert forms_of("both") == (AS_DESCRIBED, SWEETENED)
    with pytest.raises(UnknownNameError, match="did you mean 'both'"):
        forms_of("bath")  # type: ignore[arg-type]


def test_deals_that_must_exist() -> None:
    """In one of the dossiers at least."""
    one, other = loaded(plain()), loaded(plain(deals={"gift": {"all": {"aid": ["grant"]}}}))
    require_deals(["gift", "swap"], one, other)
    require_deals(None, one)
    with pytest.raises(UnknownNameError, match="did you mean 'swap'"):
        require_deals(["swab"], one, other)


def test_stages() -> None:
    """Several questions are told as one; what runs over is cut."""
    seen: list[tuple[int, int]] = []
    stages = Stages(lambda *x: seen.append(x), 2, 10)
    first = stages.next()
    assert first is not None
    first(5, 10)
    stages.skip()
    stages.skip()
    stages.finish()
    assert seen == [(5, 20), (20, 20), (20, 20), (20, 20)]
    assert Stages(None, 2, 10).next() is None
