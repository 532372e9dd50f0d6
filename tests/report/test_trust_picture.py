"""The data of the picture of trust needed and had."""

from __future__ import annotations

from dataclasses import replace

from detente.report.trust_picture import trust_picture
from report.trusts import small, told


def test_a_panel_for_each_pair() -> None:
    """Who needs whose word, with the trust there is, and a bar for each package."""
    picture = trust_picture(small())
    assert [(panel.viewer, panel.other) for panel in picture.panels] == [
        ("Northland", "Southland"),
        ("Southland", "Northland"),
    ]
    first = picture.panels[0]
    assert [bar.package for bar in first.bars] == ["quiet-for-relief", "full-swap"]
    view = small().packages[1].of("north").break_even[0]
    assert first.had == view.had
    assert (first.bars[1].needed, first.bars[1].signs) == (view.needed, view.enough)


def test_rows() -> None:
    """Everything drawn as a table; what never is has no number."""
    rows = trust_picture(small()).rows()
    assert len(rows) == 4
    assert set(rows[0]) >= {"viewer", "other", "package", "needed_p50", "had_p95", "signs"}


def test_in_words() -> None:
    """For those who cannot see it."""
    picture = trust_picture(small())
    assert picture.alternative().startswith("Northland can trust the word of Southland to ")
    assert replace(picture, panels=()).alternative() == "No package rests on a word that is in doubt."


def test_words_that_make_no_difference_are_left_out() -> None:
    """Certain ones, and those of which any would do or none."""
    assert trust_picture(told(trust={"keeps_word": {"south": 1}})).panels == ()
    gift = {"north": {"aid": {"grant": 2}, "base": {"closed": 4}}}
    assert trust_picture(told(stakes=gift, trust={"keeps_word": {"south": "0.1..0.3"}})).panels == ()


def test_principals_before_others() -> None:
    """A militia's word is drawn only where no principal's makes a difference."""
    parties = {
        "north": {"role": "principal"},
        "south": {"role": "principal"},
        "militia": {"role": "third party"},
    }
    issues = {
        "aid": {"options": {"none": {"status_quo": True}, "grant": {"performers": ["north"]}}},
        "base": {"options": {"kept": {"status_quo": True}, "closed": {"performers": ["south", "militia"]}}},
    }
    words = {"militia": "0.8..0.9", "south": "0.4..0.6"}
    both = trust_picture(told(parties=parties, issues=issues, trust={"keeps_word": words}))
    assert [panel.other for panel in both.panels] == ["south"]
    alone = trust_picture(told(parties=parties, issues=issues, trust={"keeps_word": {**words, "south": 1}}))
    assert [panel.other for panel in alone.panels] == ["militia"]


def test_robust_packages_come_first() -> None:
    """They are not cut off."""
    found = small()
    robust = replace(found, packages=(found.packages[0], replace(found.packages[1], origin="robust")))
    assert [bar.package for bar in trust_picture(robust).panels[0].bars] == ["full-swap", "quiet-for-relief"]
