"""The result of a comparison in its forms."""

from __future__ import annotations

import json

from tests.explain.test_compared_readings import case, compared


def test_forms_of_the_result() -> None:
    """JSON in the form of the lenses, a frame, a page."""
    found = compared()
    told = json.loads(found.to_json())
    assert (told["lens"], told["kinds"][0]["readings"]["hawk"]["gate_of_death"]) == ("readings", "acceptable")
    assert told["changes_of_sign"][0]["because"][0]["name"] == "stakes.north.base"
    assert found.sentences[0] in found._repr_mimebundle_()["text/plain"]
    assert "<table" in found._repr_mimebundle_()["text/html"]
    assert found.to_frame()["sole_blocker"].dropna().to_dict() == {1: "north"}


def test_hostile_names_are_escaped() -> None:
    """Names from a dossier are no HTML."""
    data = case()
    data["deals"]["swap"]["name"] = "<script>alert(1)</script>"
    assert "<script>" not in compared(data)._repr_mimebundle_()["text/html"]
