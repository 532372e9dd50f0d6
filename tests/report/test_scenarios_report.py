"""Scenario discovery as a report."""

from __future__ import annotations

from dataclasses import replace

from detente.explain.scenarios import scenarios
from detente.report.plain import plain_text
from detente.report.scenarios_report import scenarios_report
from explain.driven import never, trust_dossier


def test_a_region() -> None:
    """Its sentence, its limit against the range, how firm that is, and its figures on both sets of draws."""
    found = scenarios(trust_dossier(), deal="swap", draws=300)
    lines = plain_text(scenarios_report(found)).splitlines()
    assert "seed: 0, of fresh draws 1" in lines
    assert "judgements: 3 of 3, those with most influence" in lines
    assert found.sentences[0] in lines
    head = lines.index("## The region")
    assert lines[head + 1].split() == ["judgement", "limit", "of", "again", "chance"]
    assert "0.00 to 1.00" in lines[head + 2]
    assert "100%" in lines[head + 2]
    assert any(line.startswith("fresh draws") for line in lines)
    assert lines[-4] == "## To keep in mind"


def test_several_regions_are_numbered() -> None:
    """And limits that are not found again are marked."""
    found = scenarios(trust_dossier(), deal="swap", draws=200)
    (box,) = found.boxes
    weak = replace(box, limits=(replace(box.limits[0], low=0.2, high=0.7, reproduced=0.1),))
    blocks = scenarios_report(replace(found, boxes=(box, weak)))
    text = plain_text(blocks)
    assert "## Region 1" in text
    assert "## Region 2" in text
    assert "0.20 to 0.70" in text
    sections = [section for block in blocks for section in getattr(block, "sections", ())]
    tones = [cell.tone for section in sections for row in section.rows for cell in row]
    assert tones.count("poor") == 1


def test_what_was_sought() -> None:
    """A deal, none, or a gate."""
    found = scenarios(never(), deal="swap", draws=20)
    assert "sought: where there is a deal" in plain_text(scenarios_report(found))
    none = replace(found, sought="no deal")
    assert "sought: where there is no deal" in plain_text(scenarios_report(none))
    gate = replace(none, gate="acceptable")
    assert "sought: where acceptance is not passed" in plain_text(scenarios_report(gate))


def test_no_fresh_draw_inside() -> None:
    """Is said instead of a share."""
    found = scenarios(trust_dossier(), deal="swap", draws=200)
    box = replace(found.boxes[0], fresh_density=None)
    assert "no draw" in plain_text(scenarios_report(replace(found, boxes=(box,))))


def test_nothing_to_discover() -> None:
    """A sentence, no table, and what to keep in mind all the same."""
    text = plain_text(scenarios_report(scenarios(never(), deal="swap", draws=20)))
    assert "There is a deal in none of 20 draws" in text
    assert "To keep in mind" in text
    assert "reading: base" in text
    assert "seed: 0\n" in text
    assert "judgements:" not in text
