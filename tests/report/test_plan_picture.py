"""What a picture of a plan holds, says and looks like in a terminal."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from detente.errors import RunError
from detente.lenses.staging.staged_plan import StagedPlan
from detente.report.plan_picture import PlanCell, PlanPicture, PlanRow, plan_picture, terminal_plan
from detente.verdict.staging import staged_plan
from lenses.staging.dossiers import PACKAGE, bases_for_relief
from properties.dossiers import loaded
from report.pictures import HOSTILE


def row(
    *levels: float, issue: str = "Aid", option: str = "Granted", checked: bool = False, stays: bool = False
) -> PlanRow:
    """Make an item with these levels after each stage."""
    before = (0.0, *levels[:-1])
    cells = (PlanCell(before=b, level=y, checked=checked) for b, y in zip(before, levels, strict=True))
    return PlanRow(issue=issue, option=option, stays=stays, cells=tuple(cells))


def picture(*rows: PlanRow, side: str = "North") -> PlanPicture:
    """Make a picture of one side's items."""
    return PlanPicture(
        title="A plan", caption="How far.", stages=len(rows[0].cells) if rows else 1, groups=((side, rows),)
    )


def test_the_picture_of_a_plan() -> None:
    """Items by side, levels stage by stage, what is verified, and what stays done."""
    plan = staged_plan(loaded(bases_for_relief()), PACKAGE, name="bases", draws=0)
    drawn = plan_picture(plan)
    assert drawn.title == "Bases for relief: bases"
    assert [side for side, _ in drawn.groups] == ["Northland", "Southland"]
    assert [r.label(40) for r in drawn.rows()] == [
        "Sanctions: Lifted",
        "Recognition: Given",
        "Bases: Dismantled",
    ]
    bases = drawn.rows()[2]
    assert bases.stays
    assert [cell.checked for cell in bases.cells][:2] == [True, True]
    assert bases.cells[0].before == 0
    assert bases.cells[-1].level == 1
    assert all(a.level == b.before for a, b in zip(bases.cells, bases.cells[1:], strict=False))


def test_without_a_plan_there_is_no_picture() -> None:
    """The error says why."""
    none = StagedPlan(title="A case", name="swap", package={}, status="none", labels={})
    with pytest.raises(RunError, match="no plan for swap to draw: none"):
        plan_picture(none)


def test_the_words_are_one_short_sentence() -> None:
    """The report tells the stages, so that the words for the bars do not tell them again."""
    drawn = picture(row(0.25, 0.25, 1), row(1, 1, 1, issue="Base", option="Closed"))
    assert drawn.alternative() == "A plan of 3 stages with 2 items as bars."
    assert picture(row(1.0)).alternative() == "A plan of 1 stage with 1 item as bars."


def test_bars_in_a_terminal() -> None:
    """What was done before, what is added, what is left, and a mark where it is verified."""
    told = terminal_plan(picture(row(0.2, 0.6, 1, checked=True)))
    assert told.ascii_lines[0] == "A plan"
    assert told.ascii_lines[1].split() == ["1", "2", "3"]
    assert told.ascii_lines[2] == "North"
    assert told.ascii_lines[3].split() == ["Aid:", "Granted", "##........*", "==####....*", "======####*"]
    assert told.lines[3].split()[2] == "██········◆"
    assert told.ascii_lines[3].index("##") == told.ascii_lines[1].index("1")
    assert "* verified before the next stage" in told.ascii_lines[-1]


def test_a_little_is_not_nothing_and_nearly_all_is_not_all() -> None:
    """Bars are empty and full only for 0 and 1."""
    told = terminal_plan(picture(row(0.001, 0.999, 1)))
    assert told.ascii_lines[3].split()[2:] == ["#.........", "=########.", "=========#"]


@pytest.mark.parametrize("stages", [1, 4, 7, 12, 15])
def test_lines_fit(stages: int) -> None:
    """Many stages have numbers in place of bars."""
    told = terminal_plan(picture(row(*([0.5] * (stages - 1)), 1.0, checked=True)))
    assert max(map(cell_len, told.lines)) <= 78
    assert ("per cent" in told.lines[-1]) == (stages > 7)


def test_the_first_forty_items_are_drawn() -> None:
    """A line says how many more there are."""
    told = terminal_plan(picture(*(row(1.0, issue=f"Item {k}") for k in range(50))))
    assert "and 10 more items" in told.lines
    assert len(told.lines) < 50


@pytest.mark.parametrize("text", HOSTILE)
def test_names_are_short_and_printable(text: str) -> None:
    """Whatever stands in a dossier."""
    drawn = picture(row(1.0, issue=text, option=text), side=text)
    assert drawn.alternative().isprintable()
    assert all(line.isprintable() for line in terminal_plan(drawn).lines)
    assert max(map(cell_len, terminal_plan(drawn).lines)) <= 80


def test_long_labels_keep_a_part_of_both() -> None:
    """What one of them does not need the other may have."""
    assert row(1.0, issue="a" * 50, option="b" * 50).label(20) == "aaaaaa...: bbbbbb..."
    assert row(1.0, issue="Aid", option="b" * 50).label(20) == "Aid: bbbbbbbbbbbb..."
    assert row(1.0, issue="a" * 50, option="Yes").label(20) == "aaaaaaaaaaaa...: Yes"


def test_what_one_side_does_comes_first() -> None:
    """Then what takes several, in whatever order its performers are named; others only where no side acts."""
    data = bases_for_relief()
    data["issues"]["relief"]["options"]["full"]["performers"] = ["south", "north"]
    data["issues"]["recognition"]["options"]["given"]["performers"] = ["militia"]
    plan = staged_plan(loaded(data), PACKAGE, draws=0)
    assert [side for side, _ in plan_picture(plan).groups] == [
        "Southland",
        "The militia",
        "Northland and Southland",
    ]
