"""What counts for and against each party's word, and what follows from it."""

from __future__ import annotations

from typing import Any

import pytest
from scipy import stats

import detente
from detente.lenses.trust.ledger import Posterior, records_of
from detente.model.record import words_kept
from properties.dossiers import loaded, plain


def entry(verdict: str, *, party: str = "south", **more: Any) -> dict[str, Any]:
    """Write an entry of the ledger."""
    return {"agreement": f"{verdict} {more}", "party": party, "verdict": verdict, **more}


def test_the_posterior() -> None:
    """Prior and counts add up; the percentiles are those of the Beta distribution."""
    found = Posterior.of((1.0, 1.0), 3.0, 1.0)
    assert (found.a, found.b, found.mean) == (4.0, 2.0, pytest.approx(2 / 3))
    assert found.low == pytest.approx(stats.beta(4, 2).ppf(0.05), abs=1e-6)
    assert found.high == pytest.approx(stats.beta(4, 2).ppf(0.95), abs=1e-6)
    assert found.to_dict()["p50"] == found.middle


def test_what_counts() -> None:
    """Kept and broken whole, partial half each way, anything else not, but it is listed."""
    ledger = [entry(v) for v in ("kept", "partial", "broken", "lapsed", "none_stated")]
    (record,) = records_of(loaded(plain(trust={"ledger": ledger})))
    assert (record.party, record.basis, record.kept, record.broken) == ("south", "ledger", 1.5, 1.5)
    assert [(e.kept, e.broken) for e in record.evidence] == [(1, 0), (0.5, 0.5), (0, 1), (0, 0), (0, 0)]
    assert record.posterior is not None
    assert (record.posterior.a, record.posterior.b) == (2.5, 2.5)


def test_it_is_what_the_model_draws_from() -> None:
    """The parameters are those of the quantity behind gate 4, aged entries and prior included."""
    ledger = [entry("kept", year=2010), entry("broken", year=2020), entry("contested", year=2020)]
    trust = {"ledger": ledger, "prior": [2, 3], "half_life": 5}
    dossier = loaded(plain(trust=trust, as_of="2020-01-01"))
    (record,) = records_of(dossier)
    assert [e.weight for e in record.evidence] == [0.25, 1.0, 1.0]
    assert record.posterior is not None
    assert words_kept(dossier)["south"].parameters == (record.posterior.a, record.posterior.b) == (2.25, 4.0)


def test_contested_entries_are_told_both_ways() -> None:
    """As if every one had been kept, and as if every one had been broken, by their weights."""
    ledger = [entry("kept"), entry("contested", agreement="a"), entry("contested", agreement="b")]
    (record,) = records_of(loaded(plain(trust={"ledger": ledger})))
    assert record.contested == 2
    assert record.if_kept is not None
    assert record.if_broken is not None
    assert (record.if_kept.a, record.if_kept.b) == (4.0, 1.0)
    assert (record.if_broken.a, record.if_broken.b) == (2.0, 3.0)


def test_by_field_of_policy() -> None:
    """Each field from the same prior; a field in which nothing counts is left out."""
    ledger = [entry("kept", field="arms"), entry("broken", field="trade"), entry("lapsed", field="aid")]
    (record,) = records_of(loaded(plain(trust={"ledger": ledger})))
    assert [(f.field, f.kept, f.broken, f.posterior.a) for f in record.fields] == [
        ("arms", 1.0, 0.0, 2.0),
        ("trade", 0.0, 1.0, 1.0),
    ]


def test_a_number_in_place_of_the_ledger() -> None:
    """Both are told, with the gap between their medians."""
    trust = {"ledger": [entry("kept")], "keeps_word": {"south": {"value": "0.2..0.4", "note": "our guess"}}}
    (record,) = records_of(loaded(plain(trust=trust)))
    assert record.basis == "number"
    assert record.written is not None
    assert (record.written.low, record.written.middle, record.written.high) == (0.21, 0.3, 0.39)
    assert record.written.gap == pytest.approx(0.3 - 0.5**0.5, abs=1e-6)
    assert record.written.note == "our guess"


def test_nothing_counted() -> None:
    """Only a contested entry: the party is taken at its word, and the record says why."""
    (record,) = records_of(loaded(plain(trust={"ledger": [entry("contested")]})))
    assert (record.basis, record.posterior, record.written) == ("nothing counted", None, None)
    assert record.if_kept is not None
    assert record.if_kept.a == 2.0


def test_order_and_json() -> None:
    """Principals come first, parties without a record not at all; everything goes into JSON."""
    records = records_of(detente.load("us-russia"))
    assert {record.party for record in records[:2]} == {"us", "russia"}
    assert records_of(loaded(plain())) == ()
    told = records[0].to_dict()
    assert told["party"] == records[0].party
    assert len(told["evidence"]) == len(records[0].evidence)
    assert told["evidence"][0]["cite"]
