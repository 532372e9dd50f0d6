"""Mechanisms of leverage: who can bring an outcome about, and who must permit it."""

from __future__ import annotations

from typing import Any

import pytest
from bargains import bargain, changed, fate, leverage, outside, trust
from climates import followed, with_measure

MILITIA = {"role": "third party"}
#: The two entries of a position.
GAP = ("declared", "conduct")


@pytest.mark.parametrize(("share", "gate_of_death"), [(0.02, "deliverable"), (0.85, None)])
def test_a_share_of_control_decides_what_can_be_delivered(share: float, gate_of_death: str | None) -> None:
    """M01: the same promise dies at delivery with 2% of the control it takes and stands with 85%."""
    data = bargain(issues__troops__control={"south": share}, issues__troops__options__leave__requires=0.6)
    assert gate_of_death == fate(data).gate_of_death


def test_control_differs_by_issue() -> None:
    """M01: control of one issue delivers nothing on another."""
    data = bargain(issues__troops__control={"south": 0.9}, issues__relief__control={"south": 0.9})
    data = changed(data, issues__relief__options__ease__requires=0.5)
    assert fate(data).gate_of_death is None
    data = changed(data, issues__relief__control={"militia": 0.9}, parties__militia=MILITIA)
    assert fate(data).gate_of_death == "deliverable"


def test_a_seat_at_the_table_brings_its_control() -> None:
    """M01: a third party that joins the talks adds its share, and its consent is then needed."""
    data = bargain(
        parties__militia=MILITIA,
        issues__troops__control={"south": 0.3, "militia": 0.5},
        issues__troops__options__leave__requires=0.6,
    )
    assert fate(data).gate_of_death == "deliverable"
    assert fate(changed(data, parties__militia__at_table=True)).gate_of_death is None
    unwilling = changed(data, parties__militia__at_table=True, stakes__militia={"troops": {"leave": -1}})
    assert fate(unwilling).gate_of_death == "ratifiable"


def test_what_a_table_lacks_names_who_would_have_to_come() -> None:
    """M01: of two outsiders the one with share enough is named; with more at the table, nobody is."""
    data = bargain(
        parties__militia=MILITIA,
        parties__patron=MILITIA,
        issues__troops__control={"south": 0.3, "militia": 0.2, "patron": 0.4},
        issues__troops__options__leave__requires=0.6,
    )
    found = leverage(data)
    assert found.balance("troops", "leave").shortfall.middle == 0.3
    assert [coalition.parties for coalition in found.joining("troops", "leave").coalitions] == [("patron",)]
    assert found.free == (("relief", "ease"),)
    held = leverage(changed(data, issues__troops__control__south=0.6))
    assert held.balance("troops", "leave").shortfall.middle == 0
    assert held.joining("troops", "leave").status == "deliverable"


def test_a_veto_holder_blocks_what_it_cannot_deliver() -> None:
    """M02: a party without any control stops an option that needs its consent, at ratification."""
    council = changed(bargain(parties__council=MILITIA), stakes__council={"relief": {"ease": -1}})
    assert fate(council).gate_of_death is None
    verdict = fate(changed(council, issues__relief__options__ease__consent=["council"]))
    assert verdict.gate_of_death == "ratifiable"
    assert verdict.sole_blockers == {"council": 1.0}


def test_permission_is_told_apart_from_delivery() -> None:
    """M02: whose consent is asked can forbid; with all control and no consent it cannot."""
    data = bargain(
        parties__council=MILITIA,
        issues__relief__control={"north": 0.9},
        issues__relief__options__ease__requires=0.5,
        stakes__council={"relief": {"ease": -1}},
    )
    assert leverage(data).permissions == ()
    (say,) = leverage(changed(data, issues__relief__options__ease__consent=["council"])).permissions
    assert (say.party, say.refuses, say.delivers, say.blocks_only) == ("council", 1.0, 0.0, True)


def test_a_shared_label_hides_different_ends() -> None:
    """M08: each wants the war settled on its own terms, and no option suits both until one end does."""
    ends = {"war": {"status_quo": True}, "our-peace": {}, "their-peace": {}}
    data = bargain(
        issues={"peace": {"options": ends}},
        stakes={
            "north": {"peace": {"our-peace": 20, "their-peace": -10}},
            "south": {"peace": {"our-peace": -10, "their-peace": 20}},
        },
        deals={"any": {}},
    )
    verdict = fate(data, "any")
    assert verdict.gate_of_death == "acceptable"
    assert verdict.share == 0.0
    same_end = changed(data, stakes__south__peace={"our-peace": 10, "their-peace": 20})
    assert fate(same_end, "any").share == 1.0


def test_a_client_that_must_act_too_lowers_what_its_patron_can_promise() -> None:
    """M04: patron and client must both keep their word, so the chances are multiplied."""
    data = bargain(
        parties__militia=MILITIA,
        issues__troops__options__leave__performers=["south", "militia"],
        trust__keeps_word={"south": 0.7},
    )
    # 0.7 x 15 - 5 = 5.5 points for the north; 0.7 x 0.4 x 15 - 5 = -0.8 with the client's word.
    assert fate(data).gate_of_death is None
    assert fate(changed(data, trust__keeps_word__militia=0.4)).gate_of_death == "credible"


def test_a_promise_for_a_client_takes_trust_in_the_client() -> None:
    """M04: with a client that must act the north needs a client's word of 5 / (0.7 x 15), else none."""
    data = bargain(parties__militia=MILITIA, trust__keeps_word={"south": 0.7, "militia": 0.4})
    alone = trust(data).packages[0].of("north")
    assert [pair.other for pair in alone.break_even] == ["south"]
    assert alone.trusts == 1.0
    client = changed(data, issues__troops__options__leave__performers=["south", "militia"])
    both = trust(client).packages[0].of("north")
    needed = {pair.other: pair.needed.middle for pair in both.break_even}
    assert needed["militia"] == pytest.approx(5 / (0.7 * 15), abs=1e-5)
    assert both.trusts == 0.0
    assert trust(changed(client, trust__keeps_word__militia=0.5)).packages[0].of("north").trusts == 1.0


def _trouble(**values: object) -> dict[str, object]:
    """South feeds a militia that hurts the north, and could drop it."""
    data = bargain(
        issues__militia={
            "control": {"south": 0.8, "north": 0.1},
            "instigators": ["south"],
            "options": {"fed": {"status_quo": True}, "dropped": {"performers": ["south"]}},
        },
        stakes__north__militia={"dropped": 8},
        stakes__south__militia={"dropped": -2},
        deals={
            "relief": {"all": {"relief": ["ease"]}},
            "bought": {"all": {"relief": ["ease"], "militia": ["dropped"]}},
        },
    )
    return changed(data, **values)


def test_ending_a_harm_of_ones_own_making_has_a_price() -> None:
    """M03: control by causing a harm is marked, with what stopping costs and is worth; else it is not."""
    (found,) = leverage(_trouble()).instigations
    assert (found.party, found.share.middle, found.others.middle) == ("south", 0.8, 0.1)
    assert (found.cost.middle, found.worth["north"].middle) == (2, 8)
    assert leverage(_trouble(issues__militia__instigators=[])).instigations == ()


def test_trouble_elsewhere_buys_what_was_not_for_sale() -> None:
    """M07: the north pays with relief for the end of a trouble, and gives none where there is no trouble."""
    assert fate(_trouble(), "relief!").gate_of_death == "acceptable"
    assert fate(_trouble(), "bought!").gate_of_death is None
    (raised,) = leverage(_trouble()).prices_raised
    assert (raised.party, raised.payer, raised.worth.middle) == ("south", "north", 8)
    assert [(f.issue, f.option, f.affordable) for f in raised.fetched] == [("relief", "ease", 1.0)]
    harmless = _trouble(stakes__north__militia={"dropped": 0})
    assert fate(harmless, "bought!").gate_of_death == "acceptable"
    assert leverage(harmless).prices_raised == ()


def test_a_second_supplier_undoes_the_pressure_of_the_first() -> None:
    """M05: 0.7 is enough of what takes 0.6 until a trader makes up for 0.3 of it; 0.49 is then left."""
    data = bargain(
        parties__trader=MILITIA,
        issues__troops__control={"south": 0.7},
        issues__troops__options__leave__requires=0.6,
    )
    assert fate(data).gate_of_death is None
    assert outside(data).effect("trader").ways == ()
    leaking = changed(data, issues__troops__leakage={"trader": 0.3})
    assert fate(leaking).gate_of_death == "deliverable"
    (net,) = leverage(leaking).leakage
    assert (net.gross.middle, net.net.middle, net.undone_by) == (0.7, 0.49, ("trader",))
    assert [way.way for way in outside(leaking).effect("trader").ways] == ["leak"]
    taking_part = changed(leaking, issues__troops__options__leave__performers=["south", "trader"])
    assert fate(taking_part).gate_of_death is None


def test_word_and_conduct_are_two_and_the_gap_has_a_worth() -> None:
    """M06: the south says it leaves and stays, which spares it 5 and costs the north 15; else no gap."""
    positions = {"south": {"troops": {"declared": "leave", "conduct": "stay"}}}
    (game,) = leverage(bargain(positions=positions)).double_games
    assert game.is_double
    assert {party: gap.middle for party, gap in game.gap.items()} == {"south": -5, "north": 15}
    assert game.prefers_conduct == 1.0
    (honest,) = leverage(bargain(positions={"south": {"troops": dict.fromkeys(GAP, "leave")}})).double_games
    assert not honest.is_double
    assert {gap.middle for gap in honest.gap.values()} == {0}


def test_measures_rest_while_a_side_is_on_campaign() -> None:
    """M09: effort comes between campaigns and stops while they last; the other side's goes on."""
    data = with_measure({"north": 1, "south": 1}, campaigns={"south": ["2019-01-01/2019-03-31"]})
    kept = followed(data, "cbm").means
    # November and December, three months of campaign, and on from April.
    assert kept["south"].tolist() == [0, -1, -1, 0, 0, 0, *[-1] * 7]
    assert kept["north"][1:].tolist() == [-1] * 12
    free = changed(data, climate__campaigns={})
    assert followed(free, "cbm").means["south"][1:].tolist() == [-1] * 12


def test_keeping_apart_is_no_cooperation() -> None:
    """M10: it lowers the chance of accidents and wins no trust; a measure with acts does the opposite."""
    entries: dict[str, Any] = {
        "level": {"north": 5, "south": 5},
        "persistence": {"north": 1, "south": 1},
        "learning": {"north": 0.1, "south": 0.1},
        "accidents": {"rate": 0.1, "deconfliction": 0.8},
    }
    word = {"trust__keeps_word": {"north": 0.2, "south": 0.2}}
    apart = changed(with_measure({}, keeps_apart=True, **entries), **word)
    joint = changed(with_measure({"north": 0.5, "south": 0.5}, **entries), **word)
    none, kept = (followed(apart, policy, draws=300) for policy in ("none", "cbm"))
    assert kept.means["south"].tolist() == none.means["south"].tolist()
    assert kept.beliefs["south"].tolist() == none.beliefs["south"].tolist()
    assert none.accident.share == pytest.approx(1 - 0.9**12, abs=0.1)
    assert kept.accident.share == pytest.approx(1 - 0.98**12, abs=0.1)
    worked = followed(joint, "cbm", draws=300)
    assert worked.accident.share == none.accident.share
    assert worked.means["south"][-1] < none.means["south"][-1] - 4
    assert worked.beliefs["south"][-1] > none.beliefs["south"][-1] + 0.05
