"""Score sheets: there and back, and files of every kind."""

from __future__ import annotations

import tempfile
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.errors import ExchangeError
from detente.exchange.scoresheet import read_scoresheet, write_scoresheet
from detente.model.scored_game import ScoredGame, Scorer

from .random_games import random_games, surpluses
from .test_scoresheet_content import OLD_OFFICE
from .test_scoresheet_xlsx import workbook

CSV = b"issue,option,A,B\nPrice,high,1,2\n,low,3,4\nNo deal,,1/3,\n"
HEADER = ["issue", "option", "A", "B"]


def read(name: str, content: bytes) -> ScoredGame:
    """Read one file with this content."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(content)
        return read_scoresheet([path])


def again(game: ScoredGame, form: Literal["xlsx", "csv"]) -> ScoredGame:
    """Write a game and read it back."""
    ((name, content),) = write_scoresheet(game, form=form).items()
    assert name == f"random.{form}"
    return read(name, content)


def check_same(before: ScoredGame, after: ScoredGame) -> None:
    """Names, order, points and reserves have come back."""
    assert after.issues == before.issues
    assert [(p.name, p.reserve) for p in after.parties] == [(p.name, p.reserve) for p in before.parties]
    assert surpluses(after) == surpluses(before)
    assert after.name == before.name


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(random_games())
def test_a_game_comes_back_from_csv(game: ScoredGame) -> None:
    """Exactly, whatever its names look like."""
    check_same(game, again(game, "csv"))


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(random_games(worth=st.integers(-4000, 4000).map(lambda n: Fraction(n, 8))))
def test_a_game_comes_back_from_a_workbook(game: ScoredGame) -> None:
    """Exactly, where its points are numbers that a workbook holds exactly."""
    check_same(game, again(game, "xlsx"))


def test_a_workbook_holds_points_as_near_as_it_can() -> None:
    """A third comes back as the nearest double is written."""
    third = Scorer(name="A", values={"Price": {"high": Fraction(1, 3)}})
    game = ScoredGame(name="random", issues={"Price": ("high", "low")}, parties=(third,))
    assert again(game, "xlsx").parties[0].values["Price"]["high"] == Fraction(repr(1 / 3))


def test_the_file_is_called_as_the_game() -> None:
    """Fit for any system."""
    party = Scorer(name="A", values={})
    for name, file in {"A / B: talks?": "A - B- talks.csv", "../..": "file.csv", "Ждём": "Ждём.csv"}.items():
        game = ScoredGame(name=name, issues={"Price": ("high",)}, parties=(party,))
        assert list(write_scoresheet(game, form="csv")) == [file]


def test_numbers_that_no_sheet_can_hold() -> None:
    """They are refused, not cut."""
    for points in (Fraction(10) ** 301, Fraction(1, 3**2000)):
        party = Scorer(name="A", values={}, base=points)
        game = ScoredGame(name="talks", issues={"Price": ("high",)}, parties=(party,))
        with pytest.raises(ExchangeError, match="hold"):
            write_scoresheet(game, form="xlsx" if points > 1 else "csv")


def test_several_files_are_one_game(tmp_path: Path) -> None:
    """As when each role has a sheet of its own; the rows may be in another order."""
    (tmp_path / "a.csv").write_bytes(b"issue,option,A\nPrice,high,1\n,low,2\nMinimum,,1\n")
    (tmp_path / "b.csv").write_bytes(b"issue;option;B\nPrice;low;\n;high;0,5\n")
    game = read_scoresheet([tmp_path / "a.csv", tmp_path / "b.csv"])
    assert [party.points({"Price": "high"}) for party in game.parties] == [1, Fraction(1, 2)]
    assert [party.reserve for party in game.parties] == [1, None]
    assert game.notes == ("b.csv: blank points count as 0: C2",)


def test_files_of_different_games(tmp_path: Path) -> None:
    """The error names the first difference."""
    (tmp_path / "a.csv").write_bytes(b"issue,option,A\nPrice,high,1\n")
    (tmp_path / "b.csv").write_bytes(b"issue,option,B\nPrice,higher,1\n")
    with pytest.raises(ExchangeError, match=r"b\.csv and a\.csv: the option 'high' of the issue 'Price'"):
        read_scoresheet([tmp_path / "a.csv", tmp_path / "b.csv"])
    with pytest.raises(ExchangeError, match="two parties are called 'A'"):
        read_scoresheet([tmp_path / "a.csv", tmp_path / "a.csv"])
    with pytest.raises(ExchangeError, match="no file"):
        read_scoresheet([])


def test_the_first_sheet_that_looks_right_is_read() -> None:
    """The note names it and the others."""

    def fill(book: Any) -> None:
        book.active.title = "Read me"
        book.active["A1"] = "Instructions"
        for title in ("Scores", "Old"):
            sheet = book.create_sheet(title)
            for row in (HEADER, ["Price", "high", 1, 2]):
                sheet.append(row)

    game = read("talks.xlsx", workbook(fill))
    assert game.notes == ("talks.xlsx, sheet 'Scores' was read, and not sheet 'Read me', sheet 'Old'",)
    assert game.name == "talks"


def test_no_sheet_that_looks_right() -> None:
    """The error names those that are there."""
    content = workbook(lambda book: book.create_sheet("Other"))
    with pytest.raises(
        ExchangeError, match="holds sheet 'Sheet', sheet 'Other', and none of them looks like"
    ):
        read("talks.xlsx", content)
    with pytest.raises(ExchangeError, match="does not look like a score sheet"):
        read("talks.xlsx", workbook(lambda _: None))


def test_a_formula_without_a_result_is_refused() -> None:
    """With its cell and what to do."""

    def fill(book: Any) -> None:
        for row in (HEADER, ["Price", "high", "=1+1", "=2+2"]):
            book.active.append(row)

    with pytest.raises(
        ExchangeError, match=r"^talks\.xlsx, C2: a formula without a stored result; open the file"
    ):
        read("talks.xlsx", workbook(fill))


def test_a_workbook_is_known_by_its_content() -> None:
    """And so is text; a name that promises a workbook has to hold one."""

    def fill(book: Any) -> None:
        for row in (HEADER, ["Price", "high", 1, 2]):
            book.active.append(row)

    assert read("talks.csv", workbook(fill)).issues == {"Price": ("high",)}
    assert read("talks.txt", CSV).parties[0].reserve == Fraction(1, 3)
    with pytest.raises(ExchangeError, match="is no workbook"):
        read("talks.xlsx", CSV)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("talks.xls", OLD_OFFICE, "old Office format, such as .xls; save it as .xlsx"),
        ("talks.xlsx", b"\x89PNG\r\n" + bytes(50), "is a picture"),
        ("talks.csv", b"\xff\xd8\xff" + bytes(50), "is a picture"),
        ("talks.csv", b"", "does not look like a score sheet"),
        ("talks.csv", CSV.replace(b"high", b"x" * 10_000), "talks.csv, B2: a name of 10000 characters"),
    ],
)
def test_files_that_are_something_else(name: str, content: bytes, message: str) -> None:
    """Each gives its reason."""
    with pytest.raises(ExchangeError, match=message):
        read(name, content)
