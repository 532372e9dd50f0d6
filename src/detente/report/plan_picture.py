"""What a picture of a staged plan shows: items by side, how far each is after every stage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from detente.errors import RunError
from detente.lenses.staging.plan_stages import Stage
from detente.lenses.staging.staged_plan import StagedPlan
from detente.report.blocks import Picture, printable
from detente.report.lens_words import counted
from detente.report.text_fitting import shortened, wrapped
from detente.report.wording import listed

__all__ = ["PlanCell", "PlanPicture", "PlanRow", "plan_picture", "terminal_plan"]

#: Cells kept for the names left of bars, of a line at most, and of the widest bar.
LABEL_WIDTH, LINE_WIDTH, BAR_WIDTH = 34, 78, 10
#: Below this width a stage shows a number in place of a bar, which takes so much.
LEAST_BAR, NUMBER_WIDTH = 4, 4
#: However many or few stages there are, names are left this much.
LEAST_LABEL, WIDEST_LABEL = 16, 54
#: Rows drawn in a terminal.
MOST_ROWS = 40
NOBODY = "Nobody in particular"
BETWEEN = ": "


@dataclass(frozen=True, kw_only=True)
class PlanCell:
    """One item in one stage: how much was done before and is done with it, 0 to 1.

    ``checked`` tells whether it is verified before the next stage.
    """

    before: float
    level: float
    checked: bool


@dataclass(frozen=True, kw_only=True)
class PlanRow:
    """One item: issue and option, whether what is done stays done, and a cell for each stage."""

    issue: str
    option: str
    stays: bool
    cells: tuple[PlanCell, ...]

    def label(self, width: int) -> str:
        """Return issue and option in at most so many cells; where both are long each gets half."""
        issue, option = printable(self.issue), printable(self.option)
        room = width - len(BETWEEN)
        for_issue = max(room // 2, room - cell_len(option))
        short = shortened(issue, for_issue)
        return f"{short}{BETWEEN}{shortened(option, room - cell_len(short))}"


@dataclass(frozen=True, kw_only=True)
class PlanPicture:
    """A plan as bars over stages.

    Attributes
    ----------
    title, caption : str
        The caption is one line that says what the picture means.
    stages : int
    groups : tuple of (str, tuple of PlanRow)
        Performing sides with their items, drawn in this order, from above.
    """

    title: str
    caption: str
    stages: int
    groups: tuple[tuple[str, tuple[PlanRow, ...]], ...]

    def rows(self) -> tuple[PlanRow, ...]:
        """Return all items in the order in which they are drawn."""
        return tuple(row for _, rows in self.groups for row in rows)

    def alternative(self) -> str:
        """Say in a sentence what the picture shows; the report it stands in tells the stages in words."""
        return f"A plan of {counted(self.stages, 'stage')} with {counted(len(self.rows()), 'item')} as bars."


def plan_picture(plan: StagedPlan) -> PlanPicture:
    """Return the picture of a plan.

    Raises
    ------
    RunError
        Where there is no plan.
    """
    if not plan.stages:
        raise RunError(f"there is no plan for {plan.name} to draw: {plan.status}")
    groups: dict[tuple[int, str], list[PlanRow]] = {}
    for issue in dict.fromkeys(step.issue for stage in plan.stages for step in stage.steps):
        sides, row = _row(plan, issue)
        # What one side does comes before what takes several.
        groups.setdefault((len(sides), listed(sides) or NOBODY), []).append(row)
    return PlanPicture(
        title=f"{plan.title}: {plan.name}" if plan.name else plan.title,
        caption=(
            "How far each item is after every stage: dark is what the stage adds; a diamond, that it is "
            "verified before the next; (stays), that it cannot be taken back."
        ),
        stages=len(plan.stages),
        groups=tuple((side, tuple(rows)) for (_, side), rows in sorted(groups.items())),
    )


def _row(plan: StagedPlan, issue: str) -> tuple[list[str], PlanRow]:
    """Return the sides that perform an item, others only where no side does, and its row."""
    steps = [(stage.number, step) for stage in plan.stages for step in stage.steps if step.issue == issue]
    first = steps[0][1]
    sides = [side for side in first.sides if side in plan.parties] or list(first.sides)
    cells = []
    level = 0.0
    for stage in plan.stages:
        before, level = level, next((float(s.level) for n, s in steps if n == stage.number), level)
        cells.append(PlanCell(before=before, level=level, checked=_is_checked(stage, issue)))
    row = PlanRow(
        issue=plan.label(issue),
        option=plan.label(f"{issue}={first.option}"),
        stays=not first.reversible,
        cells=tuple(cells),
    )
    return sorted(plan.label(side) for side in sides), row


def _is_checked(stage: Stage, issue: str) -> bool:
    return any(check.issue == issue for check in stage.checks)


@dataclass(frozen=True)
class _Pen:
    """Characters for what was done before, what a stage adds, what is left, and a check."""

    before: str
    added: str
    left: str
    check: str


UNICODE = _Pen("▒", "█", "·", "◆")
ASCII = _Pen("=", "#", ".", "*")


def terminal_plan(picture: PlanPicture, *, width: int = LINE_WIDTH) -> Picture:
    """Draw a plan with characters, and again with ASCII ones only.

    Parameters
    ----------
    picture : PlanPicture
        Of more than 40 items the first 40 are drawn, and a line says so.
    width : int
        Cells of the longest line. Where a stage would get fewer than 4 it shows a number in per cent
        in place of a bar, and past that lines become longer.
    """
    return Picture(
        lines=tuple(_lines(picture, UNICODE, width)),
        ascii_lines=tuple(_lines(picture, ASCII, width)),
        alternative=picture.alternative(),
    )


def _lines(picture: PlanPicture, pen: _Pen, width: int) -> Iterator[str]:
    room = (width - LABEL_WIDTH) // picture.stages - 2
    bar = min(BAR_WIDTH, room) if room >= LEAST_BAR else 0
    cell = bar + 2 if bar else NUMBER_WIDTH
    margin = min(WIDEST_LABEL, max(width - cell * picture.stages, LEAST_LABEL))
    yield from wrapped(picture.title, width, 2)
    heads = (
        str(k + 1).ljust(cell) if bar else str(k + 1).rjust(3).ljust(cell) for k in range(picture.stages)
    )
    yield f"{' ' * margin}{''.join(heads)}".rstrip()
    left = MOST_ROWS
    for side, rows in picture.groups:
        if left:
            yield shortened(side, width)
        for row in rows[:left]:
            cells = "".join(_cell(one, pen, bar) for one in row.cells)
            yield f"{_padded(row, margin)}{cells}".rstrip()
        left -= len(rows[:left])
    hidden = len(picture.rows()) - MOST_ROWS
    if hidden > 0:
        yield f"and {hidden} more items"
    yield from _legend(pen, bar, width)


def _padded(row: PlanRow, margin: int) -> str:
    text = f"  {row.label(margin - 4)}"
    return text + " " * (margin - cell_len(text))


def _cell(cell: PlanCell, pen: _Pen, bar: int) -> str:
    check = pen.check if cell.checked else " "
    if not bar:
        return f"{round(100 * cell.level):3d}{check}"
    reached, before = (_length(share, bar) for share in (cell.level, cell.before))
    drawn = pen.before * before + pen.added * (reached - before) + pen.left * (bar - reached)
    return f"{drawn}{check} "


def _length(share: float, bar: int) -> int:
    """Return the length of a bar; only nothing is empty and only all of it is full."""
    if share in (0, 1):
        return round(share) * bar
    return min(max(round(share * bar), 1), bar - 1)


def _legend(pen: _Pen, bar: int, width: int) -> Sequence[str]:
    parts = [f"{pen.check} verified before the next stage"]
    if bar:
        parts = [f"{pen.added} done in the stage", f"{pen.before} done before", *parts]
    else:
        parts = ["per cent done after each stage", *parts]
    return wrapped("; ".join(parts), width)
