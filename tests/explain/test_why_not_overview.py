"""Every kind of deal in a row."""

from __future__ import annotations

import json

import detente
from detente.explain.why_not import why_not
from detente.explain.why_not_overview import why_not_overview
from explain.pressing import pressing
from properties.dossiers import loaded, plain


def test_every_row_is_what_why_not_says() -> None:
    """Gate, hardest condition, shortfall, share and blockers of each kind that is described."""
    dossier = detente.load("two-issues")
    overview = why_not_overview(dossier, draws=60, workers=1)
    described = [key for key, deal in dossier.deals.items() if deal.all_of or deal.at_least]
    assert [kind.key for kind in overview.kinds] == described
    for kind in overview.kinds:
        found = why_not(dossier, kind.key, draws=60, repairs=False)
        assert kind.status == ("passes" if found.passes else "fails")
        assert (kind.gate, kind.share) == (found.first.failing_gate, found.share)
        assert kind.sentence == found.sentences[0]
        failing = {one.condition.key: one.margin for one in found.first.failing}
        assert (kind.hardest is None) == found.passes
        if kind.hardest is not None:
            assert failing[kind.hardest.key] == -kind.short
        alone = {one[0] for one in found.first.blocking.blocking if len(one) == 1}
        assert {one.key for one in kind.blockers} == alone


def test_threads_make_no_difference() -> None:
    """Byte for byte; and progress counts the kinds."""
    dossier = loaded(pressing())
    told: list[tuple[int, int]] = []
    one = why_not_overview(dossier, draws=10, workers=1, progress=lambda *done: told.append(done))
    assert one.to_json() == why_not_overview(dossier, draws=10, workers=3).to_json()
    assert told == [(k, 5) for k in range(1, 6)]


def test_what_is_no_deal() -> None:
    """Plans of pressure have a row that says so, and kinds that name nothing are left out and named."""
    overview = why_not_overview(loaded(pressing()), draws=10)
    assert [kind.status for kind in overview.kinds] == [
        "pressure",
        "pressure",
        "pressure",
        "passes",
        "passes",
    ]
    assert len(why_not_overview(loaded(plain()), draws=5).kinds) == 1
    assert why_not_overview(loaded(plain()), draws=5).caveats[-1].endswith("just as described: any.")


def test_kinds_of_which_there_is_no_package() -> None:
    """They are told as not judged, with the reason."""
    data = plain(deals={"odd": {"all": {"aid": ["grant"]}, "none": {"aid": ["grant"]}}})
    overview = why_not_overview(loaded(data), draws=5)
    assert [kind.status for kind in overview.kinds] == ["not judged"]
    assert overview.sentences == ("The dossier describes no kind of deal of which a package can be made.",)
    assert why_not_overview(loaded(plain(deals={})), draws=5).kinds == ()


def test_sentences_json_and_frame() -> None:
    """The bottom line first; a row each."""
    overview = why_not_overview(detente.load("two-issues"), draws=60)
    assert overview.sentences[0].startswith(
        "Of 2 kinds of deal, exactly as described, 1 passes all gates with every judgement at its median; "
    )
    assert overview.sentences[1] == "The first gate they fail at: delivery (1)."
    told = json.loads(overview.to_json())
    assert [one["key"] for one in told["kinds"]] == list(overview.to_frame()["kind"])
    assert repr(overview) == "<WhyNotOverview of two-issues: 1 of 2 kinds of deal pass>"
    assert overview.sentences[0] in overview._repr_mimebundle_()["text/plain"]
