"""From draws to effects on those who do not sign."""

from __future__ import annotations

import numpy as np
import pytest

from detente.ensemble.sampling import draw_values
from detente.lenses.named_package import named_package
from detente.lenses.outsiders.analysis import OutsideQuestion
from detente.lenses.outsiders.effects import Harm
from detente.lenses.outsiders.result import ThirdParties
from detente.model.blueprint import Blueprint
from detente.model.record import words_kept
from lenses.outsiders.worlds import world
from properties.dossiers import Data, loaded

SWAP = {"aid": "grant", "base": "closed"}


def looked_at(data: Data, *packages: dict[str, str], draws: int = 30, block: int = 30) -> ThirdParties:
    """Ask about packages of a dossier, named by number, block by block."""
    blueprint = Blueprint(loaded(data))
    named = tuple(named_package(blueprint, str(k), package) for k, package in enumerate(packages))
    question = OutsideQuestion(blueprint, named)
    tallies = [
        question.measure(
            draw_values(blueprint.quantities, 0, start, min(block, draws - start), blueprint.correlations)
        )
        for start in range(0, draws, block)
    ]
    return question.answer(tallies, seed=0)


def test_points_and_surplus_of_those_outside() -> None:
    """Points are against the status quo, surplus against no deal and its costs."""
    data = world(no_deal={"ally": {"points": -2}}, dealing_costs={"ally": {"per_issue": 0.5}})
    data["stakes"]["ally"] = {"aid": {"grant": 3}, "base": {"closed": -4}}
    ally = looked_at(data, SWAP).package("0").effect("ally")
    assert (ally.points.middle, ally.surplus.middle) == (-1.0, 0.0)
    assert (ally.gains, ally.loses, ally.status) == (0.0, 0.0, "neither")
    assert ally.harm == Harm(change="base=closed", points=-4.0)


def test_shares_are_of_draws() -> None:
    """A stake open in its sign makes a party gain in some draws and lose in the others."""
    data = world()
    data["stakes"]["ally"] = {"aid": {"grant": "-4..4"}}
    found = looked_at(data, SWAP)
    ally = found.package("0").effect("ally")
    assert 0 < ally.loses < 1
    assert ally.gains + ally.loses == pytest.approx(1)
    assert found.package("0").hurts_nobody == ally.gains
    assert ally.has_stake
    assert ally.harm is None


def test_untouched_by_what_does_not_change() -> None:
    """A stake in something else, or one of exactly nothing, leaves a party untouched."""
    data = world()
    data["stakes"]["ally"] = {"aid": {"grant": -3}}
    data["stakes"]["rival"] = {"base": {"closed": 0}}
    found = looked_at(data, {"base": "closed"})
    assert {e.party: e.status for e in found.packages[0].effects} == {
        "ally": "untouched",
        "rival": "untouched",
    }
    assert found.packages[0].hurts_nobody == 1.0


def test_a_link_can_be_what_hurts_most() -> None:
    """What accrues from a combination counts where the combination occurs."""
    link = {"name": "encircled", "when": {"aid": ["grant"], "base": ["closed"]}, "points": {"ally": -9}}
    data = world(links=[link])
    data["stakes"]["ally"] = {"aid": {"grant": -3}}
    found = looked_at(data, SWAP, {"aid": "grant"})
    assert found.package("0").effect("ally").harm == Harm(change="encircled", points=-9.0)
    assert found.package("1").effect("ally").harm == Harm(change="aid=grant", points=-3.0)


def test_performers_outside_and_their_word() -> None:
    """The chance is that of the party's own record, else its principal's; without one it is not told."""
    data = world(trust={"keeps_word": {"ally": 0.5}})
    data["issues"]["aid"]["options"]["grant"]["performers"] = ["north", "ally", "rival"]
    data["stakes"]["rival"] = {"aid": {"grant": -1}}
    found = looked_at(data, SWAP).package("0")
    ally, rival = (found.effect(party).performance for party in ("ally", "rival"))
    assert found.performers == ("ally", "rival")
    assert ally is not None
    assert rival is not None
    assert ally.keeps_word is not None
    assert (ally.keeps_word.middle, ally.by_record_of, ally.willing) == (0.5, "ally", 1.0)
    assert (rival.keeps_word, rival.by_record_of, rival.willing) == (None, None, 0.0)
    assert found.effect("rival").ways[0].over == ("aid=grant",)


def test_the_word_drawn_is_that_of_the_record() -> None:
    """A chance that a ledger leaves open varies over draws as that record's does."""
    data = world()
    data["trust"] = {
        "ledger": [
            {"agreement": "treaty", "party": "ally", "verdict": "broken"},
            {"agreement": "treaty", "party": "north", "verdict": "kept"},
        ]
    }
    data["issues"]["aid"]["options"]["grant"]["performers"] = ["ally"]
    done = looked_at(data, SWAP, draws=40, block=7).package("0").effect("ally").performance
    assert done is not None
    assert done.keeps_word is not None
    quantity = words_kept(loaded(data))["ally"]
    drawn = draw_values([quantity], 0, 0, 40, ())[0]
    assert done.keeps_word.middle == pytest.approx(np.percentile(drawn, 50, method="nearest"), abs=1e-6)


def test_what_passes_the_gates_can_still_be_spoilt() -> None:
    """The gates do not ask whether somebody outside who has to act would gain by it."""
    data = world()
    data["issues"]["aid"]["options"]["grant"]["performers"] = ["north", "ally"]
    data["stakes"]["ally"] = {"aid": {"grant": -1}}
    found = looked_at(data, SWAP).package("0")
    assert (found.passes, found.has_spoiler, found.passes_but_spoilt) == (1.0, 1.0, 1.0)
    assert found.losers_who_can_spoil == ("ally",)


def test_names_of_parties_are_no_keys_of_the_count() -> None:
    """A party may be called as anything is called inside."""
    data = world()
    data["parties"]["passes"] = {"role": "third party"}
    data["issues"]["aid"]["options"]["grant"]["consent"] = ["passes"]
    data["stakes"]["passes"] = {"aid": {"grant": -1}}
    found = looked_at(data, SWAP).package("0")
    assert found.effect("passes").spoils == 1.0
    assert found.passes == 0.0


def test_blocks_make_no_difference() -> None:
    """Draws done together or in pieces give the same result."""
    data = world()
    data["stakes"]["ally"] = {"aid": {"grant": "-4..4"}}
    data["issues"]["aid"]["options"]["grant"]["consent"] = ["ally"]
    whole, pieces = (looked_at(data, SWAP, {"aid": "grant"}, draws=23, block=n) for n in (23, 5))
    assert whole.to_dict() == pieces.to_dict()


def test_nobody_outside_and_nothing_asked() -> None:
    """Without third parties, or without packages, there is nothing to tell, and that is no error."""
    data = world()
    for key in ("ally", "rival"):
        del data["parties"][key]
    found = looked_at(data, SWAP)
    assert (found.parties, found.packages[0].effects, found.packages[0].hurts_nobody) == ((), (), 1.0)
    assert found.packages[0].passes == 1.0
    nothing = looked_at(world())
    assert nothing.packages == ()
    assert [record.party for record in nothing.parties] == ["ally", "rival"]


def test_caveats_name_those_of_whom_nothing_is_known() -> None:
    """A party without a stake anywhere is not known to be untouched."""
    data = world()
    data["parties"]["rival"]["name"] = "The Rival"
    data["stakes"]["ally"] = {"aid": {"grant": -1}}
    caveats = " ".join(looked_at(data, SWAP).caveats)
    assert "No stake is written down for The Rival:" in caveats
    assert "of their own accord" in caveats
    assert looked_at(data, SWAP).party("ally").largest_stake == 1.0


def test_memory_is_known_beforehand() -> None:
    """Two numbers for each package and party outside, and one for each word."""
    data = world(trust={"keeps_word": {"ally": 0.5}})
    blueprint = Blueprint(loaded(data))
    question = OutsideQuestion(blueprint, (named_package(blueprint, "swap", SWAP),))
    assert question.bytes_per_draw == 8 * (2 * 1 * 2 + 1)
