"""A report as plain lines."""

from detente.report.blocks import (
    Cell,
    Column,
    Facts,
    Heading,
    Item,
    Items,
    Paragraph,
    Picture,
    Section,
    Table,
)
from detente.report.plain import plain_text


def _row(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell(text=text) for text in texts)


def test_every_kind_of_block() -> None:
    """Headings, paragraphs, facts and lists have their own marks."""
    blocks = (
        Heading(text="Whole", level=1),
        Facts(pairs=(("seed", "0"),)),
        Heading(text="Part"),
        Paragraph(text="One\nline."),
        Items(items=(Item(text="a", inner=(Item(text="b"),)),)),
    )
    assert plain_text(blocks) == "# Whole\nseed: 0\n\n## Part\nOne line.\n- a\n  - b\n"


def test_a_table_is_aligned_and_its_gaps_are_marked() -> None:
    """Figures stand at the right; empty cells are a hyphen; bars are left out."""
    columns = (Column(name="gate"), Column(name="share", right=True), Column(name="bar", bar=True))
    rows = (_row("one", "5%", ""), _row("another", "", ""))
    table = Table(columns=columns, sections=(Section(rows=rows),))
    assert plain_text([table]) == "gate     share\none         5%\nanother      -\n"


def test_sections_become_columns() -> None:
    """Each row starts with the key of its section and ends with its name, so that grep finds it."""
    section = Section(key="any", name="Any deal", rows=(_row("x"), _row("y")))
    table = Table(columns=(Column(name="form"),), sections=(section,), key_name="deal")
    assert plain_text([table]).splitlines() == [
        "deal  form  name",
        "any   x     Any deal",
        "any   y     Any deal",
    ]


def test_a_picture_is_words_then_ascii() -> None:
    """Spaces inside its lines are kept, those at their ends and control characters are not."""
    picture = Picture(lines=("⠿",), ascii_lines=("a   b ", "\x1b[31m"), alternative="In\nwords.")
    assert plain_text([picture]) == "In words.\na   b\n [31m\n"


def test_nothing_to_say() -> None:
    """No blocks, no text."""
    assert plain_text([]) == ""


def test_sections_without_names_have_no_column_for_them() -> None:
    """Only their keys are told."""
    table = Table(
        columns=(Column(name="who"),), sections=(Section(key="swap", rows=((Cell(text="north"),),)),)
    )
    assert plain_text([table]) == "key   who\nswap  north\n"
