"""What the frozen objects add to the file: names, sides, spelled-out lists, inherited provenance."""

import datetime as dt

from detente.dossier import load_text
from detente.dossier.dossier import AllOf, AtLeast, Consent, Not, Position, Quota, Successor


def test_what_has_no_name_is_called_by_its_key(bargain: str) -> None:
    """Parties, issues, options, deals and readings all have something to be called by."""
    dossier = load_text(bargain)
    assert dossier.parties["pentagon"].name == "pentagon"
    assert dossier.parties["us"].name == "United States (President)"
    assert dossier.issues["donbas"].name == "donbas"
    assert dossier.issues["donbas"].options["withdrawal"].name == "withdrawal"
    assert dossier.deals["big"].name == "big"
    assert dossier.readings["harder"].name == "harder"


def test_a_numbers_own_source_comes_before_the_sections(bargain: str) -> None:
    """One cost cites for itself, the other takes what is cited for both."""
    old = "{per_deal: 2..8, per_issue: 0..1, cite: [saivetz-2017#11]}"
    new = (
        "{per_deal: {points: 2..8, cite: [saivetz-2017#27], note: own}, "
        "per_issue: 0..1, cite: [saivetz-2017#11], note: shared}"
    )
    assert old in bargain
    costs = load_text(bargain.replace(old, new)).dealing_costs["us"]
    assert costs.per_deal is not None
    assert costs.per_issue is not None
    assert (costs.per_deal.cite, costs.per_deal.note) == (("saivetz-2017#27",), "own")
    assert (costs.per_issue.cite, costs.per_issue.note) == (("saivetz-2017#11",), "shared")


def test_the_forms_of_a_deal_class(bargain: str) -> None:
    """What a class does not say is empty, whether it forbids a kind, options or nothing."""
    text = bargain.replace("  any:\n", "  any:\n  no-lift: {none: {sanctions: [lift]}}\n")
    deals = load_text(text).deals
    assert (deals["tactical-only"].none_kind, deals["tactical-only"].none_of) == ("fundamental", {})
    assert (deals["no-lift"].none_kind, deals["no-lift"].none_of) == (None, {"sanctions": ("lift",)})
    assert (deals["any"].all_of, deals["any"].of, deals["any"].at_least) == ({}, {}, 0)
    assert deals["big"].at_least == 2


def test_a_rule_without_a_list_is_over_everything(bargain: str) -> None:
    """No `over` is kept apart from an empty one, and `all_of` becomes a tree."""
    rule = "{name: everything, needs: {all_of: [congress, pentagon]}}"
    head, tail = bargain.split("    - {name: sanctions statute")
    text = f"{head}    - {rule}\n    - {{name: sanctions statute{tail}"
    first = load_text(text).ratification[0]
    assert first.over is None
    assert first.needs == AllOf(parts=(Consent(party="congress"), Consent(party="pentagon")))


def test_a_reading_builds_its_own_numbers(bargain: str) -> None:
    """Under a reading the number is the reading's, its path the dossier's, its line the reading's."""
    base, read = load_text(bargain), load_text(bargain, reading="kramer")
    assert (base.reading, read.reading) == (None, "kramer")
    stake = read.stakes["us"]["sanctions"]["staged"]
    assert (stake.parameters, stake.path) == ((-30.0, -20.0), "stakes.us.sanctions.staged")
    assert "stakes.us.sanctions.staged: -30..-20" in bargain.splitlines()[(stake.line or 0) - 1]
    assert base.stakes["us"]["sanctions"]["lift"] == read.stakes["us"]["sanctions"]["lift"]
    assert read.readings.keys() == base.readings.keys()
    assert read.readings["kramer"].changes == (
        "trust.keeps_word.russia",
        "stakes.us.sanctions.staged",
    )


def test_what_may_be_left_out_has_its_default(bargain: str) -> None:
    """Nothing leaks, nothing waits, votes are firm, and the record does not age."""
    dossier = load_text(bargain)
    assert all(not i.leakage and not i.instigators and i.field is None for i in dossier.issues.values())
    options = [option for issue in dossier.issues.values() for option in issue.options.values()]
    assert {(o.divisible, o.reversible, len(o.after)) for o in options} == {(False, True, 0)}
    assert all(party.sway is None for party in dossier.parties.values())
    assert (dossier.positions, dossier.successors, dossier.successor) == ({}, {}, None)
    trust = dossier.trust
    assert (trust.false_alarms, trust.punishment, trust.half_life) == ({}, None, None)


def test_delivery_in_depth_arrives(deep: str) -> None:
    """Leakage, instigators, parts, order and positions are as written."""
    dossier = load_text(deep)
    korea = dossier.issues["nk-pressure"]
    assert (korea.field, korea.instigators) == ("korea", ("russia",))
    assert korea.leakage["russia"].parameters == (0.0, 0.3)
    assert korea.leakage["russia"].path == "issues.nk-pressure.leakage.russia"
    lift = dossier.issues["sanctions"].options["lift"]
    assert (lift.divisible, lift.reversible, lift.after) == (True, True, {"donbas": ("withdrawal", "frozen")})
    assert not dossier.issues["donbas"].options["withdrawal"].reversible
    assert dossier.positions["russia"]["nk-pressure"] == Position(
        declared="enforce", conduct="now", cite=("kramer-2017#p3",), note="words"
    )


def test_votes_and_record_in_depth_arrive(deep: str) -> None:
    """Sway, free votes, false alarms, punishment and half-life are as written."""
    dossier = load_text(deep)
    sway = dossier.parties["china"].sway
    assert sway is not None
    assert (sway.parameters, sway.path) == ((1.0, 3.0), "parties.china.sway")
    executors = dossier.ratification[1].needs
    assert isinstance(executors, AtLeast)
    assert executors.parts[1] == Not(
        part=Quota(quota=2, weights={"congress": 1, "pentagon": 2}, free_votes=True)
    )
    trust = dossier.trust
    assert (trust.punishment, trust.half_life) == (4, 12.5)
    assert trust.false_alarms["russia"].path == "trust.false_alarms.russia"


def test_successors_are_listed_with_what_they_change(deep: str) -> None:
    """Each has a name, a side, a day if given, and the paths it sets."""
    found = load_text(deep).successors
    assert found["next"] == Successor(
        key="next",
        name="The next one",
        side="us",
        date=dt.date(2021, 1, 20),
        cite=("kramer-2017#1",),
        note="harder",
        changes=("dealing_costs.congress.per_deal", "stakes.congress.sanctions.lift"),
    )
    assert (found["kramer"].name, found["kramer"].date) == ("kramer", None)
