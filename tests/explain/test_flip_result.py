"""What would turn a verdict, told."""

from __future__ import annotations

import json

from detente.explain.flip_fewest import Fewest
from detente.explain.flip_sets import Completeness
from explain.flip_cases import flip_set, flips

PAIR = flip_set(7.0, 7.0, share=0.4)
SINGLE = flip_set(8.0, share=0.6)


def test_statuses() -> None:
    """Something flips it, nothing does, or the verdict stands already."""
    assert flips(SINGLE).status == "flips"
    assert flips().status == "nothing flips it"
    assert flips(verdict="deal").status == "stands already"


def test_sentences_say_the_nearest_first() -> None:
    """The verdict, the nearest single change with its source, the nearest set, and whose they are."""
    found = flips(PAIR, SINGLE).sentences
    assert found[0] == '"A swap": no deal at the medians; in 10% of 100 draws it is a deal.'
    assert found[1] == (
        "For it to become a deal at the medians, the nearest single change is: x, from 4 to at least 8, 20% "
        "of its scale outside its range 2..6 (source: A. Author, A book, 2017, claim 3)."
    )
    assert found[2].startswith("The nearest pair of judgements: x, from 4 to 7")
    assert found[3] == "With those values in every draw it is a deal in 40% of draws."
    assert "Boria (in 2), Alba (in 1)" in found[4]
    assert found[5].startswith("Of one, two and three every smallest set")


def test_sentences_without_singles() -> None:
    """Where no one judgement does it, that is said; a set without a share says nothing of draws."""
    found = flips(flip_set(7.0, 7.0), verdict="deal", to="no deal").sentences
    assert found[1] == "No change of one judgement alone turns it."
    assert not any("every draw" in text for text in found)


def test_sentences_where_nothing_flips() -> None:
    """How far that is proved, and how many would have to change."""
    found = flips(fewest=Fewest(number=5, parties=("a", "b"))).sentences
    assert found[1].startswith("Proved: no change of one, two or three judgements together")
    assert found[2] == (
        "Conditions of Alba and Boria fail at the medians: at least 5 judgements would have to change "
        "together."
    )
    never = flips(fewest=Fewest(number=None, parties=("a",))).sentences
    assert (
        never[2]
        == "Conditions of Alba fail at the medians; some depend on no judgement, so nothing opens it."
    )


def test_sentences_where_it_stands() -> None:
    """Asking for the verdict there is is no error."""
    (only,) = flips(verdict="deal").sentences
    assert only.endswith("That is the verdict asked for, so nothing has to change.")


def test_packages_and_sweeteners() -> None:
    """What is asked about is named as it was asked."""
    assert flips(called=None, asked="aid=grant").subject == "The package aid=grant"
    assert flips(form="with sweeteners").subject == '"A swap", with sweeteners'


def test_price_list_and_parties() -> None:
    """Singles by themselves; parties by their nearest set, then by how many they have."""
    found = flips(PAIR, SINGLE)
    assert found.price_list == (SINGLE,)
    assert found.nearest is PAIR
    assert list(found.by_party()) == ["b", "a"]
    assert found.by_party()["a"] == (PAIR,)
    assert flips().by_party() == {}


def test_frame() -> None:
    """One row for each judgement of each set; columns stay without any."""
    frame = flips(PAIR, SINGLE).to_frame()
    assert frame["set"].tolist() == [1, 1, 2]
    assert frame.loc[2, "value"] == 8.0
    assert frame.loc[2, "source"] == "A. Author, A book, 2017, claim 3: it is so"
    assert list(flips().to_frame().columns) == list(frame.columns)


def test_json() -> None:
    """Head, verdict, sets with values and bounds, and the sentences."""
    told = json.loads(flips(PAIR, SINGLE).to_json())
    assert (told["lens"], told["verdict"], told["to"], told["status"]) == ("flip", "no deal", "deal", "flips")
    assert [len(one["turns"]) for one in told["sets"]] == [2, 1]
    assert told["together_at_least"] is None
    open_end = Completeness(size=1, examined=3, others_at_least=1.5)
    assert flips(completeness=(open_end,)).to_dict()["together_at_least"] == 1


def test_notebook() -> None:
    """Sentences as text, the frame as a table."""
    found = flips(SINGLE)
    bundle = found._repr_mimebundle_()
    assert "nearest single change" in bundle["text/plain"]
    assert "<table" in bundle["text/html"]
    assert repr(found) == "<Flips of 'swap' to deal: flips, 1 sets>"
