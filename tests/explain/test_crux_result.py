"""The result of a crux in its forms."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from tests.explain.test_crux_kind import changed
from tests.explain.test_crux_sentences import few
from tests.properties.dossiers import loaded, plain

from detente import load
from detente.explain.crux import crux
from detente.explain.crux_result import Crux


@pytest.fixture(scope="module")
def found() -> Crux:
    """Two costs, either of which is too much."""
    return crux(loaded(plain()), loaded(changed(north=3, south=3)), draws=4)


def test_deciding(found: Crux) -> None:
    """Differences of a smallest set, with the kinds they decide; those that decide most come first."""
    assert dict(found.deciding) == {
        "dealing_costs.north.per_deal": ("swap",),
        "dealing_costs.south.per_deal": ("swap",),
    }
    case = crux(few(load("us-russia", reading="kramer")), few(load("us-russia", reading="stutte")), draws=20)
    assert dict(case.deciding) == {"no_deal.us.plan": ("staged-relief", "election-ukraine")}
    assert (case.before, case.after) == ("kramer", "stutte")
    assert [kind.key for kind in case.differing] == ["staged-relief", "election-ukraine"]


def test_deciding_either_way() -> None:
    """A difference that decides on the way back alone is counted and told, too."""
    before, after = loaded(changed(north=3, south=3)), loaded(changed(north=3))
    one = crux(loaded(plain()), loaded(changed(north=3, south=3)), draws=4)
    kind = one.kinds[0]
    assert kind.there is not None
    there = replace(kind.there, sets=kind.there.sets[:1])
    two = replace(one, kinds=(replace(kind, there=there),))
    assert set(two.deciding) == {"dealing_costs.north.per_deal", "dealing_costs.south.per_deal"}
    assert dict(crux(before, after, draws=4).deciding) == {}


def test_forms(found: Crux) -> None:
    """JSON, frame and notebook tell the same sets; keys of the JSON begin as those of lenses do."""
    told = json.loads(found.to_json())
    assert list(told)[:5] == ["detente", "format", "lens", "title", "dossier"]
    frame = found.to_frame()
    assert frame["size"].tolist() == [1, 1, 2]
    assert [s["names"] for s in told["kinds"][0]["there"]["sets"]] == [
        [name] for name in frame["differences"].tolist()[:2]
    ]
    bundle = found._repr_mimebundle_()
    assert found.sentences[1] in bundle["text/plain"]
    assert "<table" in bundle["text/html"]
    assert found["swap"] is found.kinds[0]


def test_hostile_names_are_escaped() -> None:
    """Names from a dossier are no HTML."""
    data = plain()
    data["deals"]["swap"]["name"] = "<script>alert(1)</script>"
    page = crux(loaded(data), loaded({**changed(north=3), "deals": data["deals"]}), draws=4)
    assert "<script>" not in page._repr_mimebundle_()["text/html"]
