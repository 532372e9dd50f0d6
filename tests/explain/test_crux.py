"""The crux between two readings, against all subsets of their differences."""

from __future__ import annotations

import itertools
import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.explain.two_readings import two_readings
from tests.properties.dossiers import loaded, plain

import detente
from detente import load
from detente.dossier.differences import Difference, differences, with_changes
from detente.dossier.dossier import Dossier
from detente.ensemble.depths import AS_DESCRIBED, SWEETENED, Form, class_depths
from detente.errors import DetenteError, RunError, UnknownNameError
from detente.explain.crux import crux
from detente.explain.crux_fate import Fate
from detente.explain.crux_kind import NEAR, Across

DRAWS = 6


def fate_of(dossier: Dossier, key: str, form: Form) -> Fate:
    """Judge a whole dossier, as a run does."""
    return Fate.of(class_depths(dossier, form=form, deals=[key], draws=DRAWS, workers=1).of(key))


def brute(start: Dossier, end: Dossier, key: str, form: Form, *, back: bool) -> list[list[str]]:
    """All sets of differences that carry the verdict though no part of them does."""
    found = differences(end, start) if back else differences(start, end)
    goal = fate_of(end, key, form)
    near = fate_of(start, key, form).agrees_with(goal)
    carrying: list[set[str]] = []
    for size in range(len(found) + 1):
        for some in itertools.combinations(found, size):
            names = {d.name for d in some}
            if any(other <= names for other in carrying):
                continue
            fate = fate_of(with_changes(start, some, back=back), key, form)
            if fate.distance(goal) <= NEAR if near else fate.agrees_with(goal):
                carrying.append(names)
    return [sorted(names) for names in carrying]


def listed(across: Across | None) -> list[list[str]]:
    """The sets of one direction."""
    assert across is not None
    return [list(one.names) for one in across.sets]


@settings(deadline=None, max_examples=12)
@given(two_readings(), st.sampled_from([AS_DESCRIBED, SWEETENED]))
def test_brute_force(both: tuple[Dossier, Dossier], form: Form) -> None:
    """All minimal sets of the smallest size and up to three, in both directions, and no others."""
    before, after = both
    for key in before.deals:
        if form == AS_DESCRIBED and not (before.deals[key].all_of or before.deals[key].at_least):
            continue
        whole = crux(before, after, deal=key, form=form, draws=DRAWS, workers=1)
        if whole.not_judged:
            assert fate_of(before, key, form).shares["deliverable"] == 1
            assert fate_of(after, key, form).shares["deliverable"] == 1
            continue
        found = whole[key]
        if found.status == "same verdict":
            assert found.there is None
            assert fate_of(before, key, form).distance(fate_of(after, key, form)) <= NEAR
            continue
        for across, expected in (
            (found.there, brute(before, after, key, form, back=False)),
            (found.back, brute(after, before, key, form, back=True)),
        ):
            most = max(3, min(map(len, expected)))
            assert listed(across) == sorted(
                (names for names in expected if len(names) <= most), key=lambda names: (len(names), names)
            )


@settings(deadline=None, max_examples=12)
@given(two_readings(most=8))
def test_certificates(both: tuple[Dossier, Dossier]) -> None:
    """Every set carried over and judged anew, whole, gives the verdict promised."""
    before, after = both
    for kind in crux(before, after, draws=DRAWS, workers=1).kinds:
        for across, start, back in ((kind.there, before, False), (kind.back, after, True)):
            for one in across.sets if across else ():
                some = [d for d in differences(before, after) if d.name in one.names]
                made = with_changes(start, some, back=back)
                assert fate_of(made, kind.key, AS_DESCRIBED) == one.fate


def ends_in_run(dossier: Dossier, key: str) -> str | None:
    """Gate of death of a kind of deal as described, by a run."""
    classes = detente.run(dossier, draws=DRAWS, counted=0).verdict.classes
    return next(v.gate_of_death for v in classes if (v.key, v.form) == (key, AS_DESCRIBED))


def test_certificate_by_a_run() -> None:
    """A run of the first dossier with the set carried over dies where the second does."""
    before, after = two()
    found = crux(before, after, draws=DRAWS)["swap"]
    assert found.there is not None
    some = [d for d in differences(before, after) if d.name in found.there.sets[0].names]
    assert ends_in_run(before, "swap") is None
    assert ends_in_run(with_changes(before, some), "swap") == ends_in_run(after, "swap") == "acceptable"


@pytest.mark.slow
def test_certificate_in_the_reference_case() -> None:
    """A run of the reference case with the set carried over dies where the crux says."""
    kramer, stutte = load("us-russia", reading="kramer"), load("us-russia", reading="stutte")
    found = crux(kramer, stutte, deal="staged-relief", draws=30)["staged-relief"]
    assert listed(found.there) == listed(found.back) == [["no_deal.us.plan"]]
    some = [d for d in differences(kramer, stutte) if d.name == "no_deal.us.plan"]
    assert ends_in_run(with_changes(kramer, some), "staged-relief") == ends_in_run(stutte, "staged-relief")
    undone = with_changes(stutte, some, back=True)
    assert ends_in_run(undone, "staged-relief") == ends_in_run(kramer, "staged-relief")


def two(**changes: object) -> tuple[Dossier, Dossier]:
    """A bargain that both sign, and one in which the north wants more than it gets."""
    data = plain()
    data["stakes"]["north"]["base"]["closed"] = 1
    data["dealing_costs"] = {"north": {"per_deal": 1}}
    data |= changes
    return loaded(plain()), loaded(data)


def test_two_ways() -> None:
    """Either of two differences breaks the deal; both have to be undone to open it."""
    found = crux(*two(), draws=4, workers=1)
    assert (found.status, found.before, found.after) == ("different verdicts", "before", "after")
    swap = found["swap"]
    assert (swap.before.word, swap.after.gate_of_death) == ("deal", "acceptable")
    assert listed(swap.there) == [["stakes.north.base"]]
    assert listed(swap.back) == [["stakes.north.base"]]
    assert [step.added for step in swap.steps] == [
        (),
        ("stakes.north.base",),
        ("dealing_costs.north.per_deal",),
    ]


def test_a_package_instead_of_a_kind() -> None:
    """A package is asked about by its issues and options, and by the kind of deal it is."""
    named = crux(*two(), package={"aid": "grant", "base": ["closed"]}, draws=4)
    assert [kind.name for kind in named.kinds] == ["aid=grant, base=closed"]
    assert listed(named.kinds[0].there) == [["stakes.north.base"]]
    assert crux(*two(), package="swap", draws=4).kinds == crux(*two(), deal="swap", draws=4).kinds


def test_order_of_differences_makes_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sets are the same in whatever order differences are found, and whichever reading comes first."""
    kramer, stutte = load("us-russia", reading="kramer"), load("us-russia", reading="stutte")
    usual = crux(kramer, stutte, deal="staged-relief", draws=40)
    turned = crux(stutte, kramer, deal="staged-relief", draws=40)
    assert [listed(usual.kinds[0].there), listed(usual.kinds[0].back)] == [
        listed(turned.kinds[0].back),
        listed(turned.kinds[0].there),
    ]

    def mixed(before: Dossier, after: Dossier) -> tuple[Difference, ...]:
        found = list(differences(before, after))
        random.Random(3).shuffle(found)
        return tuple(found)

    monkeypatch.setattr("detente.explain.crux_combinations.differences", mixed)
    assert crux(kramer, stutte, deal="staged-relief", draws=40).kinds == usual.kinds


def test_no_differences() -> None:
    """A dossier against itself."""
    found = crux(loaded(plain()), loaded(plain(title="Another title")), draws=4)
    assert (found.status, dict(found.differences)) == ("no differences", {})
    assert found.sentences == ("before and after do not differ in anything that a gate asks for.",)


def test_same_verdict_other_shares() -> None:
    """Where verdicts agree, what moves the shares is told, most first."""
    one, other = plain(), plain()
    one["stakes"]["south"]["base"]["closed"] = "-20..-1"
    other["stakes"]["south"]["base"]["closed"] = "-9..-1"
    other["dealing_costs"] = {"north": {"per_deal": 0.1}}
    found = crux(loaded(one), loaded(other), draws=200)
    assert found.status == "same verdict"
    swap = found["swap"]
    assert swap.status == "same verdict, other shares"
    assert listed(swap.there) == [["stakes.south.base"]]
    assert [move.name for move in swap.moves] == ["stakes.south.base", "dealing_costs.north.per_deal"]
    assert swap.moves[0].alone_moves == pytest.approx(swap.distance)
    assert swap.moves[1].alone_moves == 0


def test_question_that_only_one_has() -> None:
    """A kind of deal that only one of the two has is left out, and said to be."""
    other = plain()
    other["deals"]["gift"] = {"all": {"aid": ["grant"]}}
    found = crux(loaded(plain()), loaded(other), draws=4)
    assert [kind.key for kind in found.kinds] == ["swap"]
    assert found.skipped == ("gift",)
    assert any("gift" in caveat for caveat in found.caveats)


def test_no_question() -> None:
    """Without a kind of deal that describes packages nothing is asked."""
    data = plain(deals={"any": None})
    found = crux(loaded(data), loaded(data), draws=4)
    assert (found.status, found.kinds) == ("no question", ())


def test_pressure_is_not_judged() -> None:
    """A kind that asks for pressure alone, or excludes what it asks for, is none, and is said to be none."""
    one, other = plain(), plain()
    for data in (one, other):
        data["issues"]["aid"]["options"]["threat"] = {"pressure": True}
        data["deals"]["squeeze"] = {"all": {"aid": ["threat"]}}
        data["deals"]["never"] = {"all": {"aid": ["grant"]}, "none": {"aid": ["grant"]}}
    other["dealing_costs"] = {"north": {"per_deal": 3}}
    found = crux(loaded(one), loaded(other), draws=4)
    assert ([kind.key for kind in found.kinds], found.not_judged) == (["swap"], ("squeeze", "never"))
    assert "on the one kind of deal" in found.sentences[0]
    assert found.caveats[-1].endswith("are no deals under either: squeeze, never.")
    assert found.to_dict()["not_judged"] == ["squeeze", "never"]
    assert crux(loaded(one), loaded(other), deal="squeeze", draws=4).status == "no question"


def test_screening_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Screened in some of the draws, a kind that is searched for has the sets and fates that it has else."""
    after = plain()
    after["no_deal"] = {"north": {"points": "-1.5..0"}}
    after["dealing_costs"] = {"north": {"per_deal": 3}, "south": {"per_deal": 3}}
    both = loaded(plain()), loaded(after)
    usual = crux(*both, draws=60).kinds[0]
    monkeypatch.setattr("detente.explain.crux_combinations.FEW", 0)
    monkeypatch.setattr("detente.explain.crux_combinations.SCREENED", 20)
    screened = crux(*both, draws=60).kinds[0]
    assert usual.status == "different verdicts"
    for one, other in ((usual.there, screened.there), (usual.back, screened.back)):
        assert one is not None
        assert other is not None
        assert (one.sets, one.proof) == (other.sets, other.proof)
        assert other.complete_to <= one.complete_to


def test_links_in_another_order() -> None:
    """Links that are drawn by another place in the list cannot be compared, and the message says how to."""
    links = [
        {"name": name, "when": {"aid": ["grant"], "base": ["closed"]}, "points": {"north": "0..1"}}
        for name in ("one", "two")
    ]
    with pytest.raises(DetenteError, match="in the order of the first"):
        crux(loaded(plain(links=links[1:])), loaded(plain(links=links)), draws=4)


def test_progress_and_results() -> None:
    """Progress is told by kind of deal; the result is JSON, a frame and a page."""
    seen: list[tuple[int, int]] = []
    found = crux(*two(), draws=4, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 1)]
    told = json.loads(found.to_json())
    assert (told["lens"], told["kinds"][0]["there"]["sets"][0]["names"]) == ("crux", ["stakes.north.base"])
    frame = found.to_frame()
    assert frame["differences"].tolist() == ["stakes.north.base"] * 2
    assert "<table" in found._repr_mimebundle_()["text/html"]
    assert repr(found) == "<Crux of small, before to after: 2 differences, 1 of 1 verdicts differ>"


def test_bad_questions() -> None:
    """Names that do not exist, kinds without a form, and draws out of range are refused in words."""
    with pytest.raises(UnknownNameError, match="swap"):
        crux(*two(), deal="swop")
    with pytest.raises(DetenteError, match="with sweeteners"):
        crux(*two(), deal="any")
    with pytest.raises(DetenteError, match="not both"):
        crux(*two(), deal="swap", package="swap")
    with pytest.raises(RunError):
        crux(*two(), draws=0)
