"""Why-not as a result, of packages and of a plan of pressure."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from detente.errors import DetenteError
from detente.explain.why_not import why, why_not
from explain.pressing import pressing
from properties.dossiers import loaded, plain


def test_packages() -> None:
    """The status, the names in short, and how often at least one of several passes."""
    found = why_not(loaded(plain()), {"aid": ["none", "grant"], "base": "closed"}, draws=4, repairs=False)
    assert found.status == "packages"
    assert found.sentences[0].startswith("Of 2 packages this one gets farthest: aid=grant, base=closed.")
    assert found.sentences[1] == "In all of the draws one of the 2 packages passes."
    none = replace(found, share=0.0)
    assert none.sentences[1] == "None of the 2 packages passes in any of the draws."
    assert found.names.full == found.labels
    assert found.to_dict()["plan"] is None


def test_a_plan_of_pressure() -> None:
    """It passes nothing, and says what it is; JSON and frame have what it is worth."""
    for ask in (why_not, why):
        found = ask(loaded(pressing()), "threat", draws=20)
        assert found.status == "pressure"
        assert (found.passes, found.share, found.packages, found.ranking) == (False, 0.0, (), ())
        assert found.sentences[0].startswith('"A threat" is no deal but a plan')
        assert repr(found) == "<WhyNot 'threat': a plan of 2 acts for no deal>"
    told = json.loads(found.to_json())
    assert (told["status"], told["n_packages"], told["packages"]) == ("pressure", 0, [])
    assert [one["party"] for one in told["plan"]["worth"]] == ["north", "south"]
    assert told["plan"]["worth"][1]["acts"][0]["path"] == "stakes.south.arms.more"
    assert found.to_frame().groupby("party")["points"].sum().to_dict() == {"north": 0.0, "south": -7.0}
    assert "<table" in found._repr_mimebundle_()["text/html"]
    with pytest.raises(DetenteError, match="plan of pressure"):
        _ = found.first
