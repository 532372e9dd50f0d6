"""``detente import``."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from detente.commands.importing import ImportRequest, import_files
from detente.dossier import load, load_text
from detente.errors import ExchangeError, RunError, UnknownNameError

SHEET = "issue,option,Buyer,Seller\nPrice=p,high,0,30\n,low,40,\nDate,soon,25,0\n,none,0,20\nBATNA,,20,15\n"


@pytest.fixture
def sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A score sheet in the folder one is in."""
    monkeypatch.chdir(tmp_path)
    path = Path("talks.csv")
    path.write_text(SHEET, encoding="utf-8")
    return path


def test_a_sheet_becomes_a_dossier(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its path is the result; what was done and what to type next is said on stderr."""
    import_files(ImportRequest(files=(sheet,), output=Path("my talks.yaml"), title="Widgets?"))
    said = capsys.readouterr()
    assert said.out == "my talks.yaml\n"
    assert "note: talks.csv: blank points count as 0: D3" in said.err
    assert "2 parties, 2 issues, 4 packages" in said.err
    assert "detente run 'my talks.yaml'" in said.err
    dossier = load("my talks.yaml")
    assert (dossier.title, dossier.issues["date"].status_quo) == ("Widgets?", "none")
    assert sorted(path.name for path in Path().iterdir()) == ["my talks.yaml", "talks.csv"]


def test_without_a_file_it_is_printed(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing but the dossier on stdout."""
    import_files(ImportRequest(files=(sheet,)))
    said = capsys.readouterr()
    assert load_text(said.out).principals == ("buyer", "seller")
    assert "-o FILE writes it to a file" in said.err


def test_the_status_quo_can_be_chosen(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Issue by issue; the names may hold the sign themselves."""
    import_files(ImportRequest(files=(sheet,), status_quo=("Price=p=low", "Date = soon")))
    issues = load_text(capsys.readouterr().out).issues
    assert [issue.status_quo for issue in issues.values()] == ["low", "soon"]


@pytest.mark.parametrize(
    ("text", "error", "message"),
    [
        ("Price", click.UsageError, "takes ISSUE=OPTION, not 'Price'"),
        ("Data=soon", UnknownNameError, "no issue 'Data'; did you mean 'Date'"),
        ("Date=son", UnknownNameError, "no option of Date 'son'; did you mean 'soon'"),
        ("Price=p=lo=w", UnknownNameError, "no option of Price=p 'lo=w'; did you mean 'low'"),
    ],
)
def test_a_status_quo_that_is_not_there(sheet: Path, text: str, error: type[Exception], message: str) -> None:
    """The error names the nearest, and nothing is written."""
    with pytest.raises(error) as caught:
        import_files(ImportRequest(files=(sheet,), output=Path("a.yaml"), status_quo=(text,)))
    assert message in str(getattr(caught.value, "message", caught.value))
    assert not Path("a.yaml").exists()


def test_a_file_is_written_over_only_by_force(sheet: Path) -> None:
    """Without it nothing is even read."""
    Path("a.yaml").write_text("mine", encoding="utf-8")
    with pytest.raises(RunError, match=r"a\.yaml exists already; .*--force"):
        import_files(ImportRequest(files=(Path("no.csv"),), output=Path("a.yaml")))
    assert Path("a.yaml").read_text(encoding="utf-8") == "mine"
    import_files(ImportRequest(files=(sheet,), output=Path("a.yaml"), force=True))
    assert load("a.yaml").issues


def test_a_folder_gets_a_dossier(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the usual name."""
    Path("talks").mkdir()
    import_files(ImportRequest(files=(sheet,), output=Path("talks"), format="csv"))
    assert capsys.readouterr().out == "talks/dossier.yaml\n"
    assert load("talks").key == "talks"


def test_bad_files_and_places(sheet: Path) -> None:
    """Each gives a plain error."""
    with pytest.raises(ExchangeError, match=r"there is no file talk\.txt"):
        import_files(ImportRequest(files=(Path("talk.txt"),)))
    with pytest.raises(UnknownNameError, match="no format 'cvs'"):
        import_files(ImportRequest(files=(sheet,), format="cvs"))
    with pytest.raises(RunError, match="cannot be written"):
        import_files(ImportRequest(files=(sheet,), output=sheet / "a.yaml"))
