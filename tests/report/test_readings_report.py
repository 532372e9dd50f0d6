"""What the report of all readings says."""

from detente import Readings
from detente.report.abreast import ABREAST
from detente.report.blocks import Table
from detente.report.plain import plain_text
from detente.report.readings_report import readings_report


def test_each_cell_is_the_share_under_that_reading(readings: Readings) -> None:
    """A row has the share of its class under each reading, in order."""
    lines = plain_text(readings_report(readings)).splitlines()
    row = next(line for line in lines if line.startswith("any "))
    shares = [cell for cell in row.split() if cell.endswith("%")]
    assert shares == [f"{run.verdict['any'].share:.0%}" for run in readings.runs.values()]


def test_each_author_has_a_part(readings: Readings) -> None:
    """What is argued, its gate and what is computed stand together."""
    text = plain_text(readings_report(readings))
    part = text[text.index("## The sceptic: they never keep a truce") :]
    assert [line.split(":")[0] for line in part.splitlines()[1:7]] == [
        "reading",
        "argues",
        "thesis gate",
        "computed",
        "bottom line",
        "confidence",
    ]


def test_many_readings_take_several_tables(readings: Readings) -> None:
    """No table has more readings than fit side by side."""
    many = Readings(runs={f"r{k}": readings.runs["base"] for k in range(ABREAST + 2)})
    tables = [block for block in readings_report(many) if isinstance(block, Table)]
    assert [len(table.columns) - 1 for table in tables] == [ABREAST, 2]


def test_a_class_that_a_reading_drops_leaves_a_gap(readings: Readings) -> None:
    """The cell is empty rather than wrong."""
    base = readings.runs["base"]
    verdict = type(base.verdict)(classes=base.verdict.classes[:1], confidence=base.verdict.confidence)
    fewer = type(base)(**{**vars(base), "verdict": verdict})
    lines = plain_text(readings_report(Readings(runs={"base": base, "fewer": fewer}))).splitlines()
    row = next(line for line in lines if line.startswith("any "))
    assert row.split() == ["any", "sweetened", *row.split()[2:4], "-", "Any", "deal"]
