"""A plan of pressure as parts of a report."""

from __future__ import annotations

from dataclasses import replace

from detente.explain.why_not import WhyNot, why_not
from detente.report.blocks import Table
from detente.report.plain import plain_text
from detente.report.pressure_part import plan_part
from detente.report.why_not_chart import chart
from detente.report.why_not_picture import why_not_picture
from detente.report.why_not_report import why_not_report, why_report
from explain.pressing import pressing
from properties.dossiers import loaded


def threat(key: str = "threat") -> WhyNot:
    """A plan of a hand-made dossier."""
    return why_not(loaded(pressing()), key, draws=30)


def test_acts_and_worth() -> None:
    """Each act with its performers; each party with points, range and the acts that make them."""
    found = threat()
    assert found.plan is not None
    blocks = tuple(plan_part(found.plan, found.names))
    text = plain_text(blocks)
    assert "- arms=more: arms: more, by north" in text
    table = next(block for block in blocks if isinstance(block, Table))
    rows = [[cell.text for cell in row] for row in table.sections[0].rows]
    assert rows[1][:2] == ["south", "-7.0"]
    assert rows[1][3] == "arms=more -4.0, aid=cut -3.0"
    assert "(no act of pressure)" in plain_text(
        tuple(plan_part(threat("mixed").plan or found.plan, found.names))
    )
    many = replace(found.plan, worth=found.plan.worth * 15)
    assert "10 more parties are left out" in plain_text(tuple(plan_part(many, found.names)))
    assert "Nobody's stakes say." in plain_text(tuple(plan_part(replace(found.plan, worth=()), found.names)))


def test_the_report_of_a_plan() -> None:
    """Whether asked why-not or why: no gates, and the bottom line first."""
    for report in (why_not_report, why_report):
        text = plain_text(report(threat()))
        assert "packages: none: a plan for no deal" in text
        assert "is no deal but a plan for the case without one" in text
        assert "Gate by gate" not in text


def test_the_picture_of_a_plan() -> None:
    """A panel for each party, whose bars add up to what the plan is worth to it."""
    picture = why_not_picture(threat())
    assert [(panel.name, panel.says) for panel in picture.panels] == [
        ("north", picture.panels[0].says),
        ("south", "-7.0 in all"),
    ]
    assert [bar.end for bar in picture.panels[1].bars] == [-4.0, -7.0]
    assert "all together" in str(chart(picture).to_dict())
