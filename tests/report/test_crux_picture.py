"""What a picture of a crux shows."""

from __future__ import annotations

from tests.explain.test_crux_kind import changed
from tests.properties.dossiers import loaded, plain

from detente.explain.crux import crux
from detente.report.crux_picture import crux_picture


def test_bars() -> None:
    """A bar for the first as it is and for each step, those of the smallest set marked."""
    picture = crux_picture(crux(loaded(plain()), loaded(changed(north=3, south=3)), draws=4))
    (panel,) = picture.panels
    assert [(bar.added, bar.is_set) for bar in panel.bars] == [
        ("before as it is", False),
        ("+ dealing_costs.north.per_deal", True),
        ("+ dealing_costs.south.per_deal", False),
    ]
    assert panel.bars[0].shares["deal"] == panel.bars[1].shares["acceptable"] == 1
    assert sum(row["share"] for row in picture.rows()) == 3


def test_in_words() -> None:
    """The text alternative says what moves, and what is enough for it."""
    picture = crux_picture(crux(loaded(plain()), loaded(changed(north=3)), draws=4))
    assert picture.alternative() == (
        "swap: draws that die at acceptance go from 0% to 100%; enough for it is what any deal costs north."
    )


def test_nothing_to_draw() -> None:
    """Without a difference there is no panel, and the words say so."""
    picture = crux_picture(crux(loaded(plain()), loaded(plain()), draws=4))
    assert picture.panels == ()
    assert picture.alternative() == "No verdict differs, so nothing is carried over."


def test_idle_steps_are_one_bar() -> None:
    """Differences that change nothing, one after the other, share a bar."""
    data = changed(north=3, south=1)
    data["agenda_limit"] = 3
    picture = crux_picture(crux(loaded(plain()), loaded(data), draws=4))
    assert picture.panels[0].bars[-1].added == "+ 2 others, which change nothing"
