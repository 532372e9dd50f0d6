"""A dossier without what rests on a source alone."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.properties.dossiers import loaded, random_data

from detente.dossier.differences import differences
from detente.dossier.dossier import Dossier
from detente.ensemble.depths import class_depths
from detente.explain.resting_on import resting_on
from detente.explain.retract_dossier import Without, without
from detente.model.blueprint import Blueprint
from explain.sourced import sourced, sourced_data, sourced_together


def cut(dossier: Dossier, text: str = "alpha") -> Without:
    """Withdraw."""
    return without(dossier, resting_on(dossier, text))


def test_by_hand() -> None:
    """One number becomes vague, one entry and one rule go, the record follows, and nothing else differs."""
    dossier = sourced()
    found = cut(dossier)
    assert [d.name for d in differences(dossier, found.dossier)] == [
        "ratification.north/the house",
        "stakes.south.aid",
        "trust.ledger.south/Old treaty",
    ]
    assert [(one.kind, one.before, one.after) for one in found.replaced] == [
        ("number", "5..7", "-4..4"),
        ("ledger entry", "part of the record", "left out"),
        ("rule", "in force", "left out"),
        ("record", "1 kept, 1 broken", "1 kept, 0 broken"),
    ]
    vague = found.dossier.stakes["south"]["aid"]["grant"]
    assert (vague.distribution, vague.parameters, vague.cite) == ("uniform", (-4.0, 4.0), ())
    assert vague.path == dossier.stakes["south"]["aid"]["grant"].path
    assert found.replaced[0].why == "up to the party's largest stake that still rests on something else"


def test_other_support_keeps_the_value() -> None:
    """The shared number stays, and cites what is left."""
    kept = cut(sourced()).dossier.stakes["south"]["base"]["closed"]
    assert (kept.parameters, kept.cite) == ((-4.0, -2.0), ("beta",))


def test_everything_of_a_party_falls() -> None:
    """Then its largest stake of all is the scale."""
    data = sourced_data()
    data["stakes"]["south"]["base"]["closed"]["cite"] = ["alpha#2"]
    found = cut(loaded(data))
    assert [one.after for one in found.replaced if one.kind == "number"] == ["-7..7", "-7..7"]
    assert "none resting on anything else" in found.replaced[0].why


def test_shares_costs_and_a_party_without_stakes() -> None:
    """Shares lie in 0..1, costs in 0..L; without stakes a number's own largest value is the scale."""
    data = sourced_data(
        dealing_costs={"south": {"per_deal": {"points": "1..2", "cite": ["alpha"]}}},
        relative_gains={"north": {"value": 0.2, "cite": ["alpha"]}},
        no_deal={"house": {"points": {"points": -3, "cite": ["alpha"]}}},
    )
    data["stakes"].pop("house")
    data["parties"]["house"]["sway"] = {"points": 2, "cite": ["alpha"]}
    data["parties"]["south"]["discount_factor"] = {"value": 0.9, "cite": ["alpha"]}
    after = {one.path: one.after for one in cut(loaded(data)).replaced if one.kind == "number"}
    assert after == {
        "dealing_costs.south.per_deal": "0..4",
        "no_deal.house.points": "-3..3",
        "parties.house.sway": "0..2",
        "parties.south.discount_factor": "0..1",
        "relative_gains.north": "0..1",
        "stakes.south.aid.grant": "-4..4",
    }


def test_control_and_requirement() -> None:
    """Both are shares; what an option requires rests on the citation of the option."""
    data = sourced_data()
    data["issues"]["aid"]["control"] = {"north": {"value": 0.8, "cite": ["alpha"]}}
    data["issues"]["aid"]["options"]["grant"] |= {"requires": 0.5, "cite": ["alpha"]}
    found = cut(loaded(data))
    issue = found.dossier.issues["aid"]
    assert issue.control["north"].parameters == (0.0, 1.0)
    assert issue.options["grant"].requires is not None
    assert issue.options["grant"].requires.parameters == (0.0, 1.0)


def test_a_record_that_falls_whole_leaves_the_prior() -> None:
    """Nobody is trusted blindly because nobody tells of broken words any more."""
    data = sourced_data()
    data["trust"]["ledger"].pop()
    data["trust"]["prior"] = [2, 1]
    found = cut(loaded(data))
    kept = found.dossier.trust.keeps_word["south"]
    assert (kept.distribution, kept.parameters) == ("beta", (2.0, 1.0))
    assert found.replaced[-1].after == "nothing but the prior, Beta(2, 1)"
    assert "trust.keeps_word.south" in [q.path for q in Blueprint(found.dossier).quantities]


def test_a_written_chance_falls_back_on_the_ledger() -> None:
    """If others tell of a record; else it is anything from 0 to 1."""
    data = sourced_data()
    data["trust"]["keeps_word"] = {"south": {"value": "0.1..0.2", "cite": ["alpha#2"]}}
    found = cut(loaded(data))
    assert found.dossier.trust.keeps_word == {}
    told = next(one for one in found.replaced if one.path == "trust.keeps_word.south")
    assert (told.before, told.after) == ("0.1..0.2", "from the ledger")
    data["trust"]["ledger"].pop()
    alone = cut(loaded(data))
    assert alone.dossier.trust.keeps_word["south"].parameters == (0.0, 1.0)


def test_nothing_rests_on_it() -> None:
    """Nothing is replaced and nothing differs."""
    dossier = sourced()
    found = cut(dossier, "gamma")
    assert found.replaced == ()
    assert differences(dossier, found.dossier) == ()


CITES = st.lists(st.sampled_from(["one", "two"]), unique=True)


@settings(deadline=None, max_examples=12)
@given(random_data(), st.data())
def test_random_dossiers(content: Any, data: st.DataObject) -> None:
    """Just the numbers that cite only the source differ, and what is left can be judged."""
    content["sources"] = {"one": {"title": "One"}, "two": {"title": "Two"}}
    falling = set()
    for party, by_issue in content["stakes"].items():
        for issue, options in by_issue.items():
            for key in options:
                cite = data.draw(CITES)
                options[key] = {"points": options[key], "cite": cite}
                falling |= {f"stakes.{party}.{issue}.{key}"} if cite == ["one"] else set()
    for entry in content["trust"]["ledger"]:
        entry["cite"] = data.draw(CITES)
    dossier = loaded(content)
    found = cut(dossier, "one")
    assert {one.path for one in found.replaced if one.kind == "number"} == falling
    gone = {
        "/".join(d.name.split("ledger.")[1:])
        for d in differences(dossier, found.dossier)
        if "ledger" in d.name
    }
    assert len(gone) == sum(entry["cite"] == ["one"] for entry in content["trust"]["ledger"])
    depths = class_depths(found.dossier, draws=3, workers=1).depths
    assert ((depths >= 0) & (depths <= 5)).all()


def test_judgements_that_went_together() -> None:
    """They become independent where nothing else says so, and stay as they are where something does."""
    found = cut(sourced_together("alpha#3"))
    assert found.dossier.correlations == ()
    (told,) = (one for one in found.replaced if one.kind == "correlation")
    assert (told.path, told.before, told.after) == ("correlations.in step", "rank -0.6", "independent")
    for cite in (("alpha#3", "beta"), ()):
        dossier = sourced_together(*cite)
        kept = cut(dossier)
        assert kept.dossier.correlations == dossier.correlations
        assert not any(one.kind == "correlation" for one in kept.replaced)


def test_ranks_that_become_impossible_are_made_smaller() -> None:
    """Of a chain whose ends may no longer go together, so that it can be drawn; both ranks are told."""
    north = "stakes.north.base.closed"
    of = ["stakes.south.aid.grant", "stakes.south.base.closed", north]
    pairs = {"ab": of[:2], "bc": of[1:], "ac": [of[0], of[2]]}
    cites = {"ab": [], "bc": ["beta"], "ac": ["alpha"]}
    entries = [{"name": k, "of": pair, "rank": 0.9, "cite": cites[k]} for k, pair in pairs.items()]
    found = cut(sourced(correlations=entries))
    told = {one.path: one.after for one in found.replaced if one.kind == "correlation"}
    assert told == {
        "correlations.ab": "rank 0.6894",
        "correlations.bc": "rank 0.6894",
        "correlations.ac": "independent",
    }
    assert class_depths(found.dossier, draws=5).depths.shape == (5, len(found.dossier.deals) - 1)
