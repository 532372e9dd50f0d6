"""The data of the picture of blockers."""

from __future__ import annotations

from dataclasses import replace

import detente
from detente.explain.blockers import blockers
from detente.report.blockers_picture import blockers_picture
from properties.dossiers import loaded, plain


def test_one_question() -> None:
    """Parties, rules and gates, each with both shares of those that block or are needed."""
    found = blockers(detente.load("two-issues"), deal="full-swap", draws=50, workers=1)
    picture = blockers_picture(found)
    assert [panel.name for panel in picture.panels] == ["Parties", "Rules of ratification", "Gates"]
    units = [u for u in found.questions[0].of("party").units if u.sole.hits or u.needed.hits]
    assert [(bar.name, bar.sole, bar.needed) for bar in picture.panels[0].bars] == [
        (u.name, u.sole, u.needed) for u in units
    ]
    assert "exactly as described" in picture.caption
    assert len(picture.rows()) == sum(len(panel.bars) for panel in picture.panels)
    assert set(picture.rows()[0]) >= {"panel", "name", "sole", "sole_low", "needed_high"}


def test_several_questions() -> None:
    """A panel of parties for each kind of deal; one of which there is no package says so."""
    data = plain(
        deals={"swap": {"all": {"aid": ["grant"], "base": ["closed"]}}, "threat": {"all": {"aid": ["cut"]}}}
    )
    data["issues"]["aid"]["options"]["cut"] = {"pressure": True}
    picture = blockers_picture(blockers(loaded(data), draws=2, workers=1))
    assert [(panel.name, panel.note) for panel in picture.panels] == [
        ("swap", "can be opened in no draw"),
        ("threat", "no package can be of this kind"),
    ]


def test_in_words() -> None:
    """For those who cannot see it."""
    stakes = {"north": {"aid": {"grant": -2}}}
    data = plain(stakes=stakes, deals={"gift": {"all": {"aid": ["grant"]}}})
    picture = blockers_picture(blockers(loaded(data), draws=2, workers=1))
    assert picture.alternative().startswith("Parties: alone north 100%; needed north 100%.")
    assert "Rules of ratification: nothing blocks alone" in picture.alternative()
    assert replace(picture, panels=()).alternative() == "There is no kind of deal to ask about."
