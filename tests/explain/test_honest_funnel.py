"""The honest funnel of whole dossiers."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

import detente
from detente.dossier.dossier import Dossier
from detente.dossier.trimming import issues_of_deal
from detente.ensemble.depths import AS_DESCRIBED, SWEETENED, class_depths
from detente.errors import RunError, UnknownNameError
from detente.explain import block_cases
from detente.explain.honest_funnel import honest_funnel
from detente.explain.honest_shifting import party_ranges
from explain.hand_shifted import by_hand
from properties.dossiers import loaded, plain, uncertain_dossiers

CASE = detente.load("two-issues")


@settings(deadline=None, max_examples=15, suppress_health_check=list(HealthCheck))
@given(uncertain_dossiers())
def test_lower_thresholds_never_lose_a_deal(dossier: Dossier) -> None:
    """For kinds of deal as described: more draws with lower ones, fewer with higher, each alone between."""
    found = honest_funnel(dossier, draws=6, form=AS_DESCRIBED, counted=0, counted_alone=0, workers=1)
    assert (found.band, found.alone) == (None, ())
    judged = class_depths(dossier, draws=6, workers=1)
    for kind in found.kinds:
        assert kind.judged.share == judged.share(kind.key)
        assert kind.less_control.hits >= kind.judged.hits >= kind.more_control.hits
        if not any('says "not"' in caveat for caveat in found.caveats):
            assert kind.lower.hits >= kind.judged.hits >= kind.higher.hits
            for one in kind.parties:
                assert kind.lower.hits >= one.lower.hits >= kind.judged.hits
                assert kind.judged.hits >= one.higher.hits >= kind.higher.hits


def test_as_by_hand() -> None:
    """The ranges are those of the issues of the kind of deal; the draws are those of a run."""
    found = honest_funnel(
        CASE, draws=300, form=AS_DESCRIBED, shift=0.2, counted=0, counted_alone=0, workers=1
    )
    for kind in found.kinds:
        ranges = party_ranges(CASE, issues_of_deal(CASE.deals[kind.key]))
        for shift, share in ((-0.2, kind.lower), (0.2, kind.higher)):
            moved = by_hand(CASE, ranges, shift)
            assert share.share == class_depths(moved, draws=300, workers=1).share(kind.key)
        assert {one.party: one.range for one in kind.parties} == {
            party: pytest.approx(ranges[party]) for party in ranges if ranges[party] and party != "militia"
        }


def test_searched_and_listed_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    """Searching for packages gives what trying them gives, whatever the number of threads."""
    listed = honest_funnel(CASE, form=SWEETENED, draws=25, counted=0, counted_alone=0, workers=1)
    monkeypatch.setattr(block_cases, "LISTED", 0)
    searched = honest_funnel(
        CASE, form=SWEETENED, draws=25, searched=25, counted=0, counted_alone=0, workers=2
    )
    assert searched.kinds == listed.kinds
    fewer = honest_funnel(CASE, form=SWEETENED, draws=25, searched=12, counted=0, counted_alone=0)
    assert fewer.kinds[0].draws == 12
    assert any("first 12 draws of 25" in caveat for caveat in fewer.caveats)


def test_counts_of_a_run() -> None:
    """As judged they are those of a run; each party alone is set against the same draws."""
    run = detente.run(CASE, draws=30, counted=6, workers=1)
    found = honest_funnel(run, counted=6, counted_alone=2, workers=1, deals=[])
    assert found.kinds == ()
    assert found.band is not None
    assert found.band.judged == run.funnel
    assert found.band.lower.draws_counted == 6
    few = detente.run(CASE, draws=30, counted=2, workers=1).funnel
    assert {one.party for one in found.alone} == {"north", "south", "assembly"}
    assert all(one.judged == few for one in found.alone)
    more = honest_funnel(run, counted=1, counted_alone=2, workers=1, deals=[])
    assert more.alone == found.alone
    assert more.band is not None
    assert more.band.judged.draws_counted == more.band.lower.draws_counted == 1


def test_thresholds_decide() -> None:
    """A deal that a tenth of the range undoes wears the badge, and names who alone undoes it."""
    data = plain(deals={"swap": {"all": {"aid": ["grant"], "base": ["closed"]}}})
    data["no_deal"] = {"north": {"points": 2}}
    (kind,) = honest_funnel(loaded(data), draws=8, counted=0, counted_alone=0, workers=1).kinds
    assert (kind.judged.share, kind.lower.share, kind.higher.share) == (1.0, 1.0, 0.0)
    assert kind.badge is not None
    assert kind.turned_by == ("north",)


def test_pressure_is_no_kind_of_deal() -> None:
    """Kinds of deal of which no package can be made, or that have not the form, are left out."""
    deals = {"threat": {"all": {"aid": ["cut"]}}, "swap": {"all": {"aid": ["grant"]}}, "any": None}
    data = plain(deals=deals)
    data["issues"]["aid"]["options"]["cut"] = {"pressure": True}
    for form, keys in ((AS_DESCRIBED, ["swap"]), (SWEETENED, ["swap", "any"])):
        found = honest_funnel(loaded(data), form=form, draws=2, counted=0, counted_alone=0, workers=1)
        assert [kind.key for kind in found.kinds] == keys


def test_what_describes_nothing_is_judged_with_sweeteners() -> None:
    """Unless a form is asked for; those alone that describe nothing, as if asked for by themselves."""
    found = honest_funnel(CASE, draws=30, counted=0, counted_alone=0, workers=1)
    assert [(kind.key, kind.form) for kind in found.kinds] == [
        ("quiet-for-relief", AS_DESCRIBED),
        ("full-swap", AS_DESCRIBED),
        ("any", SWEETENED),
    ]
    alone = honest_funnel(CASE, draws=30, deals=["any"], counted=0, counted_alone=0, workers=1)
    same = honest_funnel(CASE, draws=30, deals=["any"], form=SWEETENED, counted=0, counted_alone=0, workers=1)
    assert alone.kinds == same.kinds == found.kinds[2:]
    assert any("were judged with sweeteners" in caveat for caveat in found.caveats)


def test_parties_that_move_nothing_are_not_counted_alone() -> None:
    """Packages are counted for those whose threshold moves the share of a kind of deal."""
    found = honest_funnel(
        CASE, draws=40, deals=["full-swap"], form=AS_DESCRIBED, counted=1, counted_alone=1, workers=1
    )
    (kind,) = found.kinds
    moving = {
        one.party
        for one in kind.parties
        if (one.lower.hits, one.higher.hits) != (kind.judged.hits, kind.judged.hits)
    }
    assert moving < {one.party for one in kind.parties}
    assert {one.party for one in found.alone} == moving


def test_what_cannot_be_asked() -> None:
    """Unknown names and numbers out of range are refused in words."""
    with pytest.raises(UnknownNameError, match="did you mean 'full-swap'"):
        honest_funnel(CASE, deals=["ful-swap"])
    for wrong in ({"shift": 0.0}, {"counted": -1}, {"draws": 0}, {"searched": 0}):
        with pytest.raises(RunError):
            honest_funnel(CASE, **wrong)  # type: ignore[arg-type]


def test_progress() -> None:
    """Rises to the end, over kinds of deal and counts."""
    steps: list[tuple[int, int]] = []
    honest_funnel(
        CASE, draws=5, counted=1, counted_alone=0, workers=1, progress=lambda n, of: steps.append((n, of))
    )
    assert [n for n, _ in steps] == list(range(1, steps[-1][1] + 1))
