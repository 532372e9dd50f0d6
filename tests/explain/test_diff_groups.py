"""What differs, in groups and words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from tests.properties.dossiers import loaded, plain, random_data

from detente.dossier.differences import differences
from detente.errors import UnknownNameError
from detente.explain.diff_groups import MOST_GROUPS, ChangeGroup, change_groups


def changed_data() -> Any:
    """The plain dossier with one change of nearly every kind."""
    data = plain(agenda_limit=3)
    data["parties"]["south"] |= {"name": "Southland", "discount_factor": 0.9}
    data["stakes"]["north"]["aid"]["grant"] = "-3..-1"
    data["stakes"]["south"]["aid"]["grant"] = 5
    data["issues"]["aid"]["control"] = {"north": 0.75}
    data["issues"]["aid"]["options"]["grant"]["performers"] = ["north", "south"]
    data["trust"] = {"keeps_word": {"south": 0.5}, "prior": [2, 1]}
    data["trust"]["ledger"] = [{"agreement": "Old", "party": "south", "verdict": "kept"}]
    data["no_deal"] = {"north": {"plan": {"aid": "grant"}}, "south": {"points": 1}}
    data["dealing_costs"] = {"south": {"per_deal": 1}}
    data["relative_gains"] = {"north": 0.1}
    data["ratification"] = {"north": [{"name": "House", "needs": "north"}]}
    data["deals"]["swap"]["all"].pop("base")
    return data


def groups(by: Any = None) -> dict[str, ChangeGroup]:
    """What differs from the plain dossier."""
    return {group.name: group for group in change_groups(loaded(plain()), loaded(changed_data()), by)}


def test_places_in_words() -> None:
    """Every kind of place has words of its own, and says what stands there before and after."""
    told = {
        change.path: (change.words, change.before, change.after)
        for group in groups().values()
        for change in group.changes
    }
    assert told == {
        "agenda_limit": ("the most issues that one package may change", "nothing", "3"),
        "deals.swap.all_of": (
            "the kind of deal swap: all of",
            "{aid: [grant], base: [closed]}",
            "{aid: [grant]}",
        ),
        "dealing_costs.south.per_deal": ("what any deal costs Southland", "nothing", "1"),
        "issues.aid.control.north": ("the share of control of north over aid", "nothing", "0.75"),
        "issues.aid.options.grant.performers": ("aid: grant, performers", "[north]", "[north, south]"),
        "no_deal.north.plan": ("no deal, for north: plan", "{}", "{aid: grant}"),
        "no_deal.south.points": ("what no deal is worth to Southland", "nothing", "1"),
        "parties.south.discount_factor": (
            "how much Southland cares for the next period against this one",
            "nothing",
            "0.9",
        ),
        "ratification.north/House": ("the rule House of north", "nothing", "{needs: north}"),
        "relative_gains.north": ("how much north minds what the other side gains", "nothing", "0.1"),
        "stakes.north.aid.grant": ("what grant (aid) is worth to north", "-2", "-3..-1"),
        "stakes.south.aid.grant": ("what grant (aid) is worth to Southland", "4", "5"),
        "trust.keeps_word.south": ("the chance that Southland keeps its word", "nothing", "0.5"),
        "trust.ledger.south/Old": ("Southland under Old", "nothing", "{verdict: kept}"),
        "trust.prior": ("prior", "[1, 1]", "[2, 1]"),
    }


def test_words_of_groups() -> None:
    """A group of one place says what that is; one of several what they have in common."""
    data = plain()
    data["issues"]["aid"]["options"]["loan"] = None
    other = plain()
    other["issues"]["aid"]["options"]["loan"] = None
    other["stakes"]["north"]["aid"] = {"grant": 1, "loan": 1}
    (group,) = change_groups(loaded(data), loaded(other))
    assert (group.name, group.words, len(group.changes)) == (
        "stakes.north.aid",
        "what aid is worth to north",
        2,
    )


def test_what_only_one_has() -> None:
    """A new issue is told by being there, with all that mentions it."""
    data = plain()
    data["issues"]["reef"] = {"name": "The reef", "options": {"open": {"status_quo": True}, "shut": None}}
    data["stakes"]["north"]["reef"] = {"shut": 1}
    (group,) = change_groups(loaded(plain()), loaded(data))
    assert group.name == "structure"
    assert [(change.words, change.before, change.after) for change in group.changes] == [
        ("The reef", "nothing", "there"),
        ("what shut (The reef) is worth to north", "nothing", "1"),
    ]


def test_by_party_and_section() -> None:
    """Merged as asked; nothing is lost."""
    assert list(groups("party")) == ["agenda_limit", "deals", "issues", "party.north", "party.south", "trust"]
    assert groups("party")["party.south"].words == "all that concerns Southland"
    sections = groups("section")
    assert "stakes" in sections
    assert sections["stakes"].words == "what options are worth"
    for by in ("part", "party", "section"):
        merged = sorted(c.path for g in groups(by).values() for c in g.changes)
        assert merged == sorted(c.path for g in groups().values() for c in g.changes)


def test_many_groups_are_merged() -> None:
    """More than 15 places are merged by party and section, unless asked by place."""
    n = MOST_GROUPS + 1
    issues = {f"i{k}": {"options": {"sq": {"status_quo": True}, "new": None}} for k in range(n)}
    one = plain(issues=issues, deals={"any": None}, stakes={"north": {key: {"new": 1} for key in issues}})
    two = plain(issues=issues, deals={"any": None}, stakes={"north": {key: {"new": 2} for key in issues}})
    before, after = loaded(one), loaded(two)
    assert [group.name for group in change_groups(before, after)] == ["part.north.stakes"]
    assert change_groups(before, after)[0].words == "north: what options are worth"
    assert len(change_groups(before, after, "place")) == n


def test_nothing_differs() -> None:
    """No groups."""
    assert change_groups(loaded(plain()), loaded(plain())) == ()


def test_unknown_grouping() -> None:
    """It is refused with those there are."""
    with pytest.raises(UnknownNameError, match="did you mean 'part'"):
        change_groups(loaded(plain()), loaded(plain()), "parti")  # type: ignore[arg-type]


@settings(deadline=None, max_examples=8)
@given(random_data(), random_data())
def test_any_two_dossiers(one: Any, other: Any) -> None:
    """Every difference is in one group, and everything can be told."""
    before, after = loaded(one), loaded(other)
    found = change_groups(before, after)
    names = [d.name for group in found for d in group.differences]
    assert sorted(names) == [d.name for d in differences(before, after)]
    assert all(change.words and change.before != change.after for g in found for change in g.changes)


def test_a_chance_that_followed_from_the_ledger() -> None:
    """Where nothing was written but there is a record, the ledger said it."""
    entry = {"agreement": "Old", "party": "south", "verdict": "kept"}
    before = loaded(plain(trust={"ledger": [entry]}))
    after = loaded(plain(trust={"ledger": [entry], "keeps_word": {"south": 0.5}}))
    (group,) = change_groups(before, after)
    assert (group.changes[0].before, group.changes[0].after) == ("by the ledger", "0.5")
