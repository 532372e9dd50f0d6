"""What an import read, kept and left out."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from detente.events.event_rejections import Rejected
from detente.events.import_report import ImportReport

REPORT = ImportReport(
    output=Path("o.csv"),
    files=3,
    formats={"gdelt2": 1, "gdelt1": 2},
    rows=10,
    kept=8,
    rejected=(Rejected(reason="no date", rows=2, examples=("f:1",)),),
    left_out=(),
    first=date(2014, 1, 1),
    last=None,
    dyads=(("USA", "RUS", 8),),
    seconds=0.5,
)


def test_rates_and_names() -> None:
    """Rows a second and the formats, most files first, follow from the counts."""
    assert (REPORT.rows_per_second, REPORT.format) == (20.0, "gdelt1, gdelt2")


def test_everything_is_json() -> None:
    """Every attribute is in the JSON, and survives it."""
    data = json.loads(json.dumps(REPORT.to_dict()))
    assert vars(REPORT).keys() <= data.keys()
    assert (data["first"], data["last"], data["rejected"][0]["rows"]) == ("2014-01-01", None, 2)
    assert data["dyads"] == [{"source": "USA", "target": "RUS", "rows": 8}]
