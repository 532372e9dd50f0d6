"""What a picture of ripeness holds and says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from detente.report.ripeness_picture import ripeness_picture
from detente.verdict.ripeness_result import RipeKind, Ripeness
from report.simulations import ripe


def kind(found: Ripeness, key: str, *hits: int) -> RipeKind:
    """A kind of deal with so many draws at each of four dates."""
    passes = np.arange(found.draws) < np.array(hits)[:, None]
    return replace(found.kinds[-1], key=key, name=f"Deal {key}", passes=passes)


def test_hostility_and_shares_are_those_of_the_result() -> None:
    """Two panels over the same dates."""
    found = ripe("cbm")
    hostility, shares = ripeness_picture(found).panels
    assert hostility.periods == shares.periods == ("2018-10", "2018-12", "2019-02", "2019-04")
    assert [line.name for line in hostility.lines] == ["Northland", "Southland"]
    low, median, high = found.moments[2].hostility["south"]
    assert hostility.lines[1].values[2] == median
    assert hostility.lines[1].bands[0][2] == (low, high)
    any_deal = found.kinds[-1]
    assert shares.lines[0].name == "sweetened: Any deal"
    assert shares.lines[0].values == tuple(share.share for share in any_deal.shares)
    assert shares.lines[0].bands[0][3] == (any_deal.shares[3].low, any_deal.shares[3].high)
    assert (shares.ends, shares.percent) == ((0.0, 1.0), True)


def test_forms_that_say_the_same_are_one_line() -> None:
    """Two that lie on one another could not be told apart; both are told in words."""
    found = ripe("cbm")
    drawn = ripeness_picture(found)
    assert drawn.panels[1].lines[1].name == "either form: Eased sanctions for a truce"
    assert len(drawn.panels[1].lines) == 2
    assert len(drawn.sentences) == 3
    other = replace(kind(found, "a", 3, 2, 1, 0), form="exactly as described")
    apart = ripeness_picture(replace(found, kinds=(other, kind(found, "a", 4, 2, 1, 0))))
    assert {line.name for line in apart.panels[1].lines} == {"described: Deal a", "sweetened: Deal a"}


def test_the_kinds_that_move_most_are_drawn() -> None:
    """Six of them, and the caption counts the rest."""
    found = ripe("cbm")
    kinds = tuple(kind(found, str(k), 10, 10 + k, 10, 10) for k in range(8))
    drawn = ripeness_picture(replace(found, kinds=kinds))
    assert [line.name for line in drawn.panels[1].lines] == [
        f"sweetened: Deal {k}" for k in (7, 6, 5, 4, 3, 2)
    ]
    assert len({line.look for line in drawn.panels[1].lines}) == 6
    assert "30 draws; 2 lines that move less are not drawn." in drawn.caption
    assert (
        "; 1 line that moves less is not drawn." in ripeness_picture(replace(found, kinds=kinds[:7])).caption
    )
    assert "not drawn" not in ripeness_picture(replace(found, kinds=kinds[:6])).caption


def test_no_kind_is_open() -> None:
    """Hostility alone is drawn."""
    found = ripe("cbm")
    drawn = ripeness_picture(replace(found, kinds=(kind(found, "a", 0, 0, 0, 0),)))
    assert [panel.title for panel in drawn.panels] == ["Hostility of each side's acts"]
    assert drawn.sentences == ()


def test_the_words_say_what_is_done_and_that_it_is_no_forecast() -> None:
    """Policies or their absence, and a sentence for each line."""
    assert "Along the simulated path of the climate, cbm; 30 draws." in ripeness_picture(ripe("cbm")).caption
    idle = ripeness_picture(ripe())
    assert "nothing is done" in idle.caption
    assert "No forecast" in idle.alternative()
    assert f"{ripe().sentence(ripe().kinds[-1])}." in idle.alternative()
