"""The whole answer: JSON, a row per package and principal, records by party."""

from __future__ import annotations

import json
import math

import pandas as pd
import pytest

import detente
from detente.lenses.trust.trust_lens import TrustLens
from detente.verdict.trust import trust

PACKAGES = {
    "quiet": {"sanctions": "ease", "border": "truce"},
    "gift": {"sanctions": "ease"},
}


@pytest.fixture(scope="module")
def found() -> TrustLens:
    """Two packages of a shipped case."""
    return trust(detente.load("two-issues"), packages=PACKAGES, draws=60, workers=1)


def test_frame(found: TrustLens) -> None:
    """One row for each package and principal; what does not apply is empty, never is infinite."""
    frame = found.to_frame()
    assert frame[["package", "party"]].to_numpy().tolist() == [
        ["quiet", "north"],
        ["quiet", "south"],
        ["gift", "north"],
        ["gift", "south"],
    ]
    quiet, gift = frame.iloc[0], frame.iloc[2]
    assert quiet.whose_word == "south"
    assert 0 < quiet.trust_needed < 1
    assert pd.isna(gift.whose_word)
    assert math.isinf(gift.critical_discount_factor)
    assert (gift.holds, gift.status_at_medians) == (0.0, "does not accept")


def test_json(found: TrustLens) -> None:
    """Names of parties, records, packages, prices and caveats."""
    told = json.loads(found.to_json())
    assert told == json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert (told["lens"], told["dossier"]) == ("trust", "two-issues")
    assert told["principals"] == ["north", "south"]
    assert told["parties"]["north"] == "Northland"
    assert [package["name"] for package in told["packages"]] == ["quiet", "gift"]
    assert {record["party"] for record in told["records"]} == {"north", "south"}
    assert (told["punishment"], told["prices"]["trust"]) == (None, 1.0)
    assert told["caveats"]


def test_records(found: TrustLens) -> None:
    """By party, None for one without; the whole is short in print."""
    record = found.record_of("south")
    assert record is not None
    assert record.kept == record.broken == 1.0
    assert found.record_of("militia") is None
    assert found.package("gift") is found.packages[1]
    with pytest.raises(KeyError):
        found.package("theft")
    assert repr(found) == "<TrustLens two-issues: 2 packages, 60 draws>"
