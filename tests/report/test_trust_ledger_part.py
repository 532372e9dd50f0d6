"""The record as part of a report."""

from __future__ import annotations

from typing import Any

from detente.report.plain import plain_text
from detente.report.trust_ledger_part import ledger_part
from report.trusts import small, told


def text(**trust: Any) -> str:
    """The record of a hand-made dossier as lines of text."""
    return plain_text(ledger_part(told(trust=trust)))


def entry(verdict: str, **more: Any) -> dict[str, Any]:
    """Write an entry of south's."""
    return {"agreement": f"Treaty {verdict}", "party": "south", "verdict": verdict, **more}


def test_table_and_entries() -> None:
    """Counts, the median with its range, and every entry with year, verdict and weight."""
    lines = plain_text(ledger_part(small())).splitlines()
    south = next(line for line in lines if line.startswith("Southland"))
    assert south.split()[1:5] == ["1", "1", "50%", "(14%"]
    assert any("First truce" in line and "2009" in line and "broken" in line for line in lines)


def test_contested_and_fields() -> None:
    """Medians if all contested entries were broken or kept; fields below the party."""
    found = text(ledger=[entry("kept", field="arms"), entry("contested"), entry("not_implemented")])
    assert "1: 50% to 79%" in found
    assert "in arms" in found
    assert "not implemented" in found


def test_a_number_in_place_of_the_ledger() -> None:
    """Its range, and how far it is off."""
    found = text(ledger=[entry("kept")], keeps_word={"south": "0.2..0.4"})
    assert "30% (21% to 39%), -41" in found
    assert "Used instead: the number" in found


def test_numbers_without_entries() -> None:
    """Certain ones are taken at their word, others are told with their range."""
    found = text(keeps_word={"south": 1, "north": "0.4..0.6"})
    assert "Taken at their word, without any entry: south." in found
    assert "By a number alone, without any entry: north 50% (41% to 59%)." in found


def test_nothing_counts() -> None:
    """Entries that count for nothing leave the party at its word."""
    found = text(ledger=[entry("lapsed")])
    assert "nothing counts" in found
    assert "at its word" in found


def test_no_record() -> None:
    """That is said, too."""
    assert "There is none: every party is taken at its word." in text()


def test_long_records_are_cut() -> None:
    """Six entries are shown, those that count first, and how many more there are."""
    entries = [
        entry("lapsed", year=2000),
        *[entry("kept", agreement=f"T{k}", year=2000 + k) for k in range(7)],
    ]
    found = text(ledger=entries)
    assert "2 more entries; --json has them all." in found
    assert "T6" in found
    assert "T0" not in found
    assert "lapsed" not in found
