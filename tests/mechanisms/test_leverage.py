"""Mechanisms of leverage: who can bring an outcome about, and who must permit it."""

from __future__ import annotations

import pytest
from bargains import bargain, changed, fate

MILITIA = {"role": "third party"}


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


def test_a_veto_holder_blocks_what_it_cannot_deliver() -> None:
    """M02: a party without any control stops an option that needs its consent, at ratification."""
    council = changed(bargain(parties__council=MILITIA), stakes__council={"relief": {"ease": -1}})
    assert fate(council).gate_of_death is None
    verdict = fate(changed(council, issues__relief__options__ease__consent=["council"]))
    assert verdict.gate_of_death == "ratifiable"
    assert verdict.sole_blockers == {"council": 1.0}


def test_a_shared_label_hides_different_ends() -> None:
    """M08: both want the war settled, each only on its own terms, and no option suits both."""
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
