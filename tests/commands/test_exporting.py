"""``detente export``."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from detente.commands.exporting import ExportRequest, export_case
from detente.errors import ExchangeError, RunError, UnknownNameError
from detente.exchange.from_dossier import game_of
from detente.exchange.scoresheet import read_scoresheet
from detente.loading import load

SHEET = "issue,option,A,B,C\nPrice,high,1,2,3\n,low,3,4,5\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that one is in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def export(*sources: str, output: str = "out", format: str = "csv", **more: object) -> None:
    """Export with these words."""
    export_case(ExportRequest(sources=sources, format=format, output=Path(output), **more))  # type: ignore[arg-type]


def test_a_case_becomes_a_score_sheet(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a new folder, under the name of the case; what is lost is said on stderr."""
    export("two-issues")
    said = capsys.readouterr()
    assert said.out == "out/two-issues.csv\n"
    assert "note: parties left out: Northland's Assembly, The border militia" in said.err
    assert "2 parties, 2 issues, 9 packages" in said.err
    game = read_scoresheet([folder / "out" / "two-issues.csv"])
    assert game.parties == game_of(load("two-issues")).parties


def test_a_reading_and_chosen_parties(folder: Path) -> None:
    """By their keys; other files have readings of no kind."""
    export("two-issues", reading="sceptic", parties=("assembly", "south"), output="a.csv")
    assert [p.name for p in read_scoresheet([folder / "a.csv"]).parties] == [
        "Northland's Assembly",
        "Southland",
    ]
    with pytest.raises(click.UsageError, match="belongs to a dossier"):
        export("a.csv", reading="sceptic")
    with pytest.raises(UnknownNameError, match="no reading 'septic'"):
        export("two-issues", reading="septic")


def test_a_dossier_of_ones_own(folder: Path) -> None:
    """By its file or its folder."""
    Path("mine").mkdir()
    Path("mine/dossier.yaml").write_bytes(Path(load("two-issues").file, "dossier.yaml").read_bytes())
    for number, source in enumerate(("mine", "mine/dossier.yaml")):
        export(source, output=f"{number}.xlsx", format="xlsx")
        assert read_scoresheet([folder / f"{number}.xlsx"]).n_packages == 9


def test_files_of_one_format_become_another(folder: Path) -> None:
    """With the parties asked for, in their order."""
    Path("in.csv").write_text(SHEET, encoding="utf-8")
    export("in.csv", output="out.xlsx", format="xlsx", parties=("C", "A"))
    assert [party.name for party in read_scoresheet([folder / "out.xlsx"]).parties] == ["C", "A"]
    with pytest.raises(UnknownNameError, match="no party 'D'"):
        export("in.csv", parties=("D",))
    with pytest.raises(ExchangeError, match="each of them once"):
        export("in.csv", parties=("A", "A"))


@pytest.mark.usefixtures("folder")
def test_nothing_is_written_over_but_by_force() -> None:
    """Neither a file nor into a folder that is not empty; what else is in it stays."""
    export("two-issues", output="a.csv")
    with pytest.raises(RunError, match=r"a\.csv exists already"):
        export("two-issues", output="a.csv")
    export("two-issues", output="a.csv", force=True)
    Path("out").mkdir()
    Path("out/notes.txt").touch()
    with pytest.raises(RunError, match=r"out is not empty; .*--force"):
        export("two-issues")
    export("two-issues", force=True)
    assert sorted(path.name for path in Path("out").iterdir()) == ["notes.txt", "two-issues.csv"]


@pytest.mark.usefixtures("folder")
def test_where_files_go() -> None:
    """A name with another ending than the format's is refused; one without is a folder."""
    with pytest.raises(click.UsageError, match=r"csv writes a \.csv file, not a\.xlsx"):
        export("two-issues", output="a.xlsx")
    Path("dir.csv").mkdir()
    export("two-issues", output="dir.csv")
    assert Path("dir.csv/two-issues.csv").is_file()
    with pytest.raises(RunError, match="cannot be written"):
        export("two-issues", output="dir.csv/two-issues.csv/x")


@pytest.mark.parametrize(
    ("source", "error", "message"),
    [
        ("two-isues", UnknownNameError, "no case or file 'two-isues'; did you mean 'two-issues'"),
        ("no.csv", ExchangeError, r"there is no file no\.csv"),
        ("no/such", ExchangeError, "there is no file no/such"),
    ],
)
def test_sources_that_are_not_there(folder: Path, source: str, error: type[Exception], message: str) -> None:
    """A bare word is taken for a case, anything else for a path."""
    with pytest.raises(error, match=message):
        export(source)
    assert list(folder.iterdir()) == []


def test_an_unknown_format(folder: Path) -> None:
    """It is answered with the nearest."""
    with pytest.raises(UnknownNameError, match="no format 'cvs'; did you mean 'csv'"):
        export("two-issues", format="cvs")
    assert list(folder.iterdir()) == []
