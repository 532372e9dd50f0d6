"""Package by package and party by party: the result of the lens."""

from __future__ import annotations

import json

import pytest

from detente.lenses.outsiders.effects import Harm, PackageEffects, Performance
from detente.lenses.outsiders.result import PartyRecord, ThirdParties
from lenses.outsiders.made import FLAT, effect, effects


def result(*packages: PackageEffects) -> ThirdParties:
    """The result for one party, ``ally``."""
    return ThirdParties(
        title="A small bargain",
        dossier="small",
        reading=None,
        draws=10,
        seed=0,
        principals=("south", "north"),
        labels={"ally": "Ally", "aid=grant": "Grant"},
        packages=packages,
        parties=(PartyRecord.of("ally", 4.0, packages),),
        caveats=("Mind the gap.",),
    )


DONE = Performance(over=("aid=grant",), keeps_word=FLAT, by_record_of="ally", willing=1.0)
GOOD = effects(effect(gains=1.0, points=3.0, performance=DONE), name="good")
BAD = effects(
    effect(loses=0.8, points=-2.0, spoils=0.7, harm=Harm(change="aid=grant", points=-2.0)), name="bad"
)


def test_a_party_over_all_packages() -> None:
    """Named where something is so as a rule, and averaged over packages."""
    record = result(GOOD, BAD).party("ally")
    assert record == PartyRecord(
        party="ally",
        largest_stake=4.0,
        gains_by=("good",),
        hurt_by=("bad",),
        can_spoil=("bad",),
        needed_for=("good",),
        loses=0.4,
        spoils=0.35,
    )
    empty = PartyRecord.of("ally", 0.0, ())
    assert (empty.loses, empty.spoils, empty.hurt_by) == (0.0, 0.0, ())


def test_parts_are_found_by_name() -> None:
    """Packages and parties by name, labels by key, else the option."""
    found = result(GOOD, BAD)
    assert found.package("bad") is BAD
    assert found.label("aid=grant") == "Grant"
    assert found.label("aid=loan") == "loan"
    for ask in (found.package, found.party):
        with pytest.raises(KeyError):
            ask("nobody")
    assert repr(found) == "<ThirdParties of 'A small bargain': 2 packages, 1 third parties, 10 draws>"


def test_json_and_text_agree() -> None:
    """The text is that of the plain form, which has parties and packages."""
    found = result(GOOD, BAD)
    told = json.loads(found.to_json())
    assert told == found.to_dict()
    assert (told["lens"], told["dossier"], told["principals"]) == (
        "third-parties",
        "small",
        ["north", "south"],
    )
    assert [p["name"] for p in told["packages"]] == ["good", "bad"]
    assert told["parties"][0]["hurt_by"] == ["bad"]
    assert told["caveats"] == ["Mind the gap."]


def test_a_frame_has_a_row_for_each_package_and_party() -> None:
    """Shares of each way to spoil stand side by side; what does not apply is empty."""
    frame = result(GOOD, BAD).to_frame()
    assert list(frame["package"]) == ["good", "bad"]
    assert list(frame["spoils_consent"]) == [0.0, 0.7]
    assert list(frame["spoils_leak"]) == [0.0, 0.0]
    assert list(frame["harm"]) == ["", "aid=grant"]
    assert list(frame["performs"]) == ["aid=grant", ""]
    assert frame["keeps_word_p50"].isna().tolist() == [False, True]
    assert frame["harm_points"].isna().tolist() == [True, False]


def test_a_frame_without_packages_has_its_columns() -> None:
    """Nothing to tell is an empty table, not an error."""
    empty = result().to_frame()
    assert list(empty.columns) == list(result(GOOD).to_frame().columns)
    assert len(empty) == 0
