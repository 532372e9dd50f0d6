"""What rests on a source, a claim or a paragraph."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.properties.dossiers import loaded, plain

import detente
from detente.errors import UnknownNameError
from detente.explain.resting_on import KINDS, resting_on
from explain.sourced import sourced, sourced_data, sourced_together


def test_everything_that_cites_a_source() -> None:
    """Numbers, entries, rules, kinds of deal and issues, each alone or not."""
    found = resting_on(sourced(), "alpha")
    assert [(item.kind, item.path, item.is_alone) for item in found.items] == [
        ("number", "stakes.south.aid.grant", True),
        ("number", "stakes.south.base.closed", False),
        ("ledger entry", "trust.ledger.south/Old treaty", True),
        ("rule", "ratification.north/the house", True),
        ("kind of deal", "deals.swap", True),
        ("issue", "issues.aid", True),
    ]
    assert found.items[1].others == ("beta",)
    assert found.items[1].cite == ("alpha#2",)
    assert found.describes == "A. Alpha, First essay"


def test_counts_and_totals() -> None:
    """Of each kind; numbers without any source are counted apart."""
    found = resting_on(sourced(), "alpha")
    assert (found.count(), found.count(alone=True), found.count("number", alone=False)) == (6, 5, 1)
    assert found.totals["number"] == 5
    assert found.totals["ledger entry"] == 2
    assert found.uncited == 2
    assert found.paths("number", alone=True) == ("stakes.south.aid.grant",)


def test_share_of_stakes_by_hand() -> None:
    """Five entries; medians -2 and 8 of 8 for north, 6 and -3 of 7 for south, -1 of 1 for the house."""
    stakes = resting_on(sourced(), "alpha").stakes
    total = 2 / 8 + 8 / 8 + 6 / 7 + 3 / 7 + 1
    assert (stakes.alone, stakes.at_all) == (1 / 5, 2 / 5)
    assert stakes.points_alone == pytest.approx(6 / 7 / total)
    assert stakes.points_at_all == pytest.approx(9 / 7 / total)


def test_shares_do_not_depend_on_the_scale_of_a_party() -> None:
    """Ten times South's points are the same stakes."""
    data = sourced_data()
    larger = sourced_data()
    larger["stakes"]["south"]["aid"]["grant"]["points"] = "50..70"
    larger["stakes"]["south"]["base"]["closed"]["points"] = "-40..-20"
    one, other = (resting_on(loaded(d), "alpha").stakes for d in (data, larger))
    assert one.points_alone == pytest.approx(other.points_alone)


def test_a_claim() -> None:
    """Only citations of this claim; another claim of the same essay is other support."""
    data = sourced_data()
    data["stakes"]["south"]["aid"]["grant"]["cite"] = ["alpha#1", "alpha#2"]
    found = resting_on(loaded(data), "alpha#1")
    assert [(item.path, item.others) for item in found.items] == [("stakes.south.aid.grant", ("alpha#2",))]
    assert found.describes.endswith("paragraph 2, claim 1: South needs the money.")


def test_a_paragraph_takes_its_claims_along() -> None:
    """Claims 1 and 2 stand in the second paragraph; the third is cited as a paragraph and by a claim."""
    dossier = sourced()
    second, third = (resting_on(dossier, f"alpha#p{n}") for n in (2, 3))
    assert [item.path for item in second.items] == [
        "stakes.south.aid.grant",
        "stakes.south.base.closed",
        "trust.ledger.south/Old treaty",
    ]
    assert [item.path for item in third.items] == ["ratification.north/the house", "deals.swap"]


def test_nothing_rests_on_it() -> None:
    """No items; all shares are 0."""
    found = resting_on(sourced(), "gamma")
    assert found.items == ()
    assert set(found.stakes.to_dict().values()) == {0.0}


def test_no_stakes_at_all() -> None:
    """Shares of nothing are 0."""
    dossier = loaded(plain(sources={"alpha": {"title": "First essay"}}, stakes={}))
    assert resting_on(dossier, "alpha").stakes.alone == 0.0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("alhpa", "there is no source 'alhpa'; did you mean 'alpha'?"),
        ("alpha#9", "there is no claim 'alpha#9'; did you mean 'alpha#"),
        ("alpha#p5", "there is no paragraph 'alpha#p5'; did you mean 'alpha#p"),
        ("alpha 1", "there is no citation 'alpha 1'; did you mean 'alpha'?"),
        ("", "there is no citation ''; there are: alpha, beta, gamma"),
    ],
)
def test_unknown_names(text: str, told: str) -> None:
    """What does not exist is named, with the nearest that does."""
    with pytest.raises(UnknownNameError) as caught:
        resting_on(sourced(), text)
    assert str(caught.value).startswith(told)


def test_readings_positions_events_and_successors() -> None:
    """They cite as well, and are listed; a reading by its source too."""
    data = sourced_data(
        positions={"south": {"base": {"declared": "kept", "conduct": "closed", "cite": ["alpha#1"]}}},
        events=[
            {"date": "2017-05", "source": "south", "target": "north", "text": "Talks", "cite": ["alpha"]}
        ],
        readings={"hawk": {"name": "Hawk", "source": "alpha", "set": {"agenda_limit": 1}}},
        successors={
            "later": {"name": "Later", "side": "north", "cite": ["alpha"], "set": {"agenda_limit": 1}}
        },
    )
    found = resting_on(loaded(data), "alpha")
    paths = [item.path for item in found.items[-4:]]
    assert paths == ["positions.south.base", "events.0", "readings.hawk", "successors.later"]


def test_numbers_of_the_ledger_are_not_listed_twice() -> None:
    """The chance that follows from the ledger rests on its entries; a written one on its own citation."""
    data = sourced_data()
    assert not any("keeps_word" in item.path for item in resting_on(loaded(data), "alpha").items)
    data["trust"]["keeps_word"] = {"south": {"value": 0.4, "cite": ["alpha#2"]}}
    assert resting_on(loaded(data), "alpha").paths("number", alone=True) == (
        "stakes.south.aid.grant",
        "trust.keeps_word.south",
    )


def test_json_and_frame() -> None:
    """Both hold every item; the JSON counts by kind."""
    found = resting_on(sourced(), "alpha")
    content = json.loads(json.dumps(found.to_dict()))
    assert content["counts"]["number"] == {"alone": 1, "shared": 1, "all": 5}
    assert list(content["counts"]) == list(KINDS)
    assert list(found.to_frame()["path"]) == [item["path"] for item in content["items"]]
    assert list(resting_on(sourced(), "gamma").to_frame().columns) == list(found.to_frame().columns)
    assert repr(found) == "<RestingOn alpha: 6 things, 5 alone>"


def test_a_run_is_asked_of_its_dossier() -> None:
    """The same answer."""
    dossier = sourced()
    assert resting_on(detente.run(dossier, draws=1), "alpha") == resting_on(dossier, "alpha")


@settings(deadline=None, max_examples=30)
@given(st.sampled_from(["alpha", "beta", "alpha#1", "alpha#2", "alpha#p2", "alpha#p3"]), st.data())
def test_parts_of_a_source_rest_on_the_source(text: str, data: st.DataObject) -> None:
    """What rests on a part rests on the whole, and what rests on a part alone does so on the whole."""
    content = sourced_data()
    cites = st.lists(st.sampled_from(["alpha", "alpha#1", "alpha#2", "alpha#p2", "beta"]), unique=True)
    for by_issue in content["stakes"].values():
        for options in by_issue.values():
            for key in options:
                options[key] = {"points": 1, "cite": data.draw(cites)}
    dossier = loaded(content)
    part = {item.path: item.is_alone for item in resting_on(dossier, text).items}
    whole = {item.path: item.is_alone for item in resting_on(dossier, text.split("#")[0]).items}
    assert part.keys() <= whole.keys()
    assert all(whole[path] for path, is_alone in part.items() if is_alone)


def test_judgements_that_go_together() -> None:
    """That they do can rest on a source, alone or not; those that cite nothing are counted in all."""
    items = resting_on(sourced_together("alpha#3"), "alpha").items
    (found,) = (one for one in items if one.kind == "correlation")
    assert (found.path, found.is_alone) == ("correlations.in step", True)
    assert found.words == "in step: rank -0.6 of stakes.south.aid.grant and stakes.south.base.closed"
    shared = resting_on(sourced_together("alpha#3", "beta"), "alpha")
    assert shared.count("correlation", alone=False) == 1
    uncited = resting_on(sourced_together(), "alpha")
    assert (uncited.count("correlation"), uncited.totals["correlation"]) == (0, 1)
