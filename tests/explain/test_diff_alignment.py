"""Links under the same names, so that their numbers are drawn alike."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from tests.properties.dossiers import loaded, plain

from detente.dossier.differences import differences, with_changes
from detente.dossier.dossier import Dossier
from detente.ensemble.depths import class_depths
from detente.explain.diff_alignment import NOTE, aligned
from explain.pairs import pairs


def link(name: str, points: Any) -> dict[str, Any]:
    """A link of both issues that south likes."""
    return {"name": name, "when": {"aid": ["grant"], "base": ["closed"]}, "points": {"south": points}}


def linked(*links: dict[str, Any]) -> Dossier:
    """The plain dossier with links."""
    return loaded(plain(links=list(links)))


def test_links_that_moved_down_keep_their_places() -> None:
    """The second link has become the first; the new one comes after those of the first dossier."""
    before = linked(link("one", "1..2"), link("two", "3..4"))
    after = linked(link("two", "3..4"), link("new", "5..6"))
    found, notes = aligned(before, after)
    assert [one.points["south"].path for one in found.links] == [
        "links.1.points.south",
        "links.2.points.south",
    ]
    assert notes == (NOTE,)


def test_nothing_to_align() -> None:
    """The same order gives the same dossier; certain numbers need no note."""
    before = linked(link("one", "1..2"), link("two", 3))
    found, notes = aligned(before, before)
    assert (found, notes) == (before, ())
    assert aligned(before, linked(link("two", 3)))[1] == ()


def test_links_of_the_same_name() -> None:
    """They are told apart by their order."""
    before = linked(link("one", 1), link("one", 2))
    found, _ = aligned(before, linked(link("one", 1), link("one", 2), link("one", 3)))
    assert [one.points["south"].path for one in found.links] == [f"links.{k}.points.south" for k in range(3)]


def test_what_goes_together_keeps_its_numbers() -> None:
    """A correlation names a link's number by its place, so it moves with the link."""
    tied = {"name": "x", "of": ["links.one.points.south", "links.two.points.south"], "rank": 0.5}
    before = linked(link("one", "1..2"), link("two", "3..4"))
    after = loaded(plain(links=[link("two", "3..4"), link("one", "1..2")], correlations=[tied]))
    assert after.correlations[0].of == ("links.1.points.south", "links.0.points.south")
    (found,) = aligned(before, after)[0].correlations
    assert found.of == ("links.0.points.south", "links.1.points.south")


@settings(deadline=None, max_examples=15)
@given(pairs())
def test_all_changes_lead_to_the_second(pair: tuple[Dossier, Dossier]) -> None:
    """In every draw, for every kind of deal."""
    before = pair[0]
    after, _ = aligned(*pair)
    made = with_changes(before, differences(before, after))
    expected = class_depths(after, draws=4, workers=1).depths
    assert class_depths(made, draws=4, workers=1).depths.tolist() == expected.tolist()
