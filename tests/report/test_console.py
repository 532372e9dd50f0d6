"""A report in a terminal."""

from __future__ import annotations

import io
import re

import pytest
from rich.cells import cell_len

from detente import Dossier, Readings, Run
from detente.report.blocks import Block, Cell, Column, Paragraph, Picture, Section, Table
from detente.report.console import is_terminal, show
from detente.report.describing import describe_dossier, describe_issue
from detente.report.plain import plain_text
from detente.report.readings_report import readings_report
from detente.report.run_report import run_report


@pytest.fixture
def coloured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every stream count as a terminal."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


def _shown(blocks: tuple[Block, ...], width: int) -> str:
    stream = io.StringIO()
    show(blocks, stream, width=width)
    return stream.getvalue()


def _bare(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


@pytest.mark.usefixtures("coloured")
@pytest.mark.parametrize("width", [80, 120])
def test_no_line_is_longer_than_the_window(
    width: int, dossier: Dossier, result: Run, readings: Readings
) -> None:
    """Every report fits windows of 80 and of 120 columns, and uses colours."""
    reports = (
        run_report(result, dossier),
        readings_report(readings),
        describe_dossier(dossier),
        describe_issue(dossier, "border"),
    )
    for blocks in reports:
        text = _shown(blocks, width)
        assert "\x1b[" in text
        assert max(cell_len(line) for line in _bare(text).splitlines()) <= width


def test_a_file_gets_plain_lines(monkeypatch: pytest.MonkeyPatch, dossier: Dossier, result: Run) -> None:
    """What is no terminal gets the plain form, whatever the width."""
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    blocks = run_report(result, dossier)
    assert not is_terminal(io.StringIO())
    assert _shown(blocks, 40) == plain_text(blocks)


@pytest.mark.usefixtures("coloured")
def test_text_is_never_taken_for_markup() -> None:
    """Square brackets and colons of a dossier are shown as they stand."""
    assert "[red]x[/red] :warning:" in _shown((Paragraph(text="[red]x[/red] :warning:"),), 80)


@pytest.mark.usefixtures("coloured")
def test_a_bar_takes_the_room_that_is_left() -> None:
    """A bar shows what is certain, what may be and the rest; without room there is none."""
    columns = (Column(name="gate"), Column(name="", bar=True))
    table = Table(columns=columns, sections=(Section(rows=((Cell(text="x"), Cell(bar=(0.5, 0.75))),)),))
    assert "█████▒▒▒░░" in _bare(_shown((table,), 16))
    assert "█" not in _shown((table,), 10)


@pytest.mark.usefixtures("coloured")
def test_flexible_columns_are_wrapped() -> None:
    """The widest gives way first; nothing of the text is lost."""
    columns = (Column(name="a"), Column(name="b", flexible=True))
    table = Table(columns=columns, sections=(Section(rows=((Cell(text="key"), Cell(text="word " * 12)),)),))
    lines = _bare(_shown((table,), 30)).splitlines()
    assert max(map(len, lines)) <= 30
    assert sum(line.count("word") for line in lines) == 12


PICTURE = Picture(lines=("⠿   [red]⠿ ",), ascii_lines=("o   o",), alternative="Two dots.")


@pytest.mark.usefixtures("coloured")
def test_a_picture_is_shown_as_it_is() -> None:
    """Its spaces are kept and nothing in it is markup."""
    assert "⠿   [red]⠿ \n" in _bare(_shown((PICTURE,), 80))


@pytest.mark.usefixtures("coloured")
def test_a_picture_is_never_wrapped() -> None:
    """A window too narrow for it gets the words."""
    assert "Two dots." in _bare(_shown((PICTURE,), 10))


@pytest.mark.usefixtures("coloured")
def test_a_terminal_without_the_characters_gets_ascii() -> None:
    """The encoding of the stream decides."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    show((PICTURE,), stream, width=80)
    stream.seek(0)
    assert "o   o" in stream.read()


@pytest.mark.usefixtures("coloured")
def test_a_section_without_a_name_shows_its_key() -> None:
    """Rows are never left without what they belong to."""
    columns = (Column(name="who"),)
    table = Table(columns=columns, sections=(Section(key="swap", rows=((Cell(text="north"),),)),))
    assert [line.strip() for line in _bare(_shown((table,), 80)).splitlines()] == ["who", "swap", "north"]
