"""Reading and writing games in whatever format."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from detente.errors import ExchangeError, UnknownNameError
from detente.exchange import files
from detente.exchange.files import FORMATS, WRITABLE, holds_dossier, read_game, write_game
from detente.model.scored_game import ScoredGame

from .random_games import surpluses
from .test_scoresheet import CSV, read

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "negotiation" / "domains"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason=f"the real domains are not in {DATA}")


def written(game: ScoredGame, form: str, folder: Path) -> list[Path]:
    """Write a game into a folder and return its files."""
    for name, content in write_game(game, form).items():
        (folder / name).write_bytes(content)
    return sorted(folder.iterdir())


def scaled(game: ScoredGame) -> list[tuple[float, ...]]:
    """Surpluses of each party in parts of its largest: some formats hold nothing but 0 to 1."""
    columns = list(zip(*surpluses(game), strict=True))
    largest = [max(map(abs, column)) or 1 for column in columns]
    return [tuple(float(x / most) for x in column) for column, most in zip(columns, largest, strict=True)]


@pytest.fixture
def game() -> ScoredGame:
    """Two parties, one issue."""
    return read("talks.csv", CSV.replace(b"1/3,", b"1,2"))


@pytest.mark.parametrize("form", WRITABLE)
def test_every_format_comes_back(form: str, game: ScoredGame, tmp_path: Path) -> None:
    """From its files, from its folder, and when its format is said."""
    paths = written(game, form, tmp_path)
    for after in (read_game(paths), read_game([tmp_path]), read_game([tmp_path], format=form)):
        assert after.issues == game.issues
        assert scaled(after) == [pytest.approx(column) for column in scaled(game)]


def test_a_folder_is_its_files(game: ScoredGame, tmp_path: Path) -> None:
    """What nobody recognises, and what begins with a dot or an underscore, does not matter there."""
    written(game, "csv", tmp_path)
    for name in ("_stats.csv", ".hidden.csv", "README.md"):
        (tmp_path / name).write_text("remarks", encoding="utf-8")
    (tmp_path / "more").mkdir()
    assert read_game([tmp_path]).issues == game.issues


def test_files_of_several_formats(game: ScoredGame, tmp_path: Path) -> None:
    """The error lists them; saying the format chooses among them."""
    written(game, "csv", tmp_path)
    (tmp_path / "d.xml").write_text("<negotiation_template/>", encoding="utf-8")
    with pytest.raises(
        ExchangeError, match=r"d\.xml \(genius\), talks\.csv \(score sheet\); give those of one"
    ):
        read_game([tmp_path])
    assert read_game([tmp_path], format="csv").issues == game.issues


@pytest.mark.parametrize("content", ["remarks", "title: x\n"])
def test_nothing_known(content: str, tmp_path: Path) -> None:
    """The error names what was given, what was recognised and the formats there are."""
    (tmp_path / "a.txt").write_text(content, encoding="utf-8")
    (tmp_path / "b.csv").write_bytes(CSV)
    with pytest.raises(
        ExchangeError, match=r"not of a known format: .*a\.txt; recognised: b\.csv .*Known are genius"
    ) as caught:
        read_game([tmp_path / "a.txt", tmp_path / "b.csv"])
    assert all(name in str(caught.value) for name in FORMATS)
    (tmp_path / "b.csv").unlink()
    with pytest.raises(ExchangeError, match=r"not of a known format: .*\. Known are"):
        read_game([tmp_path])
    with pytest.raises(ExchangeError, match="not of a known format: nothing"):
        read_game([])


def test_a_dossier_is_no_foreign_file(tmp_path: Path) -> None:
    """The error says what it is; the question whether it is one has its own answer."""
    path = tmp_path / "dossier.yaml"
    path.write_text("detente: 1\n", encoding="utf-8")
    with pytest.raises(ExchangeError, match="is a dossier of detente already"):
        read_game([path])
    assert holds_dossier(path)
    assert holds_dossier(tmp_path)
    assert not holds_dossier(tmp_path / "no.yaml")
    path.rename(tmp_path / "other.yaml")
    assert not holds_dossier(tmp_path)


def test_names_of_formats(game: ScoredGame, tmp_path: Path) -> None:
    """An unknown one is answered with the nearest."""
    with pytest.raises(UnknownNameError, match="no format 'genuis'; did you mean 'genius'"):
        read_game([tmp_path], format="genuis")
    with pytest.raises(UnknownNameError, match="no format 'exel'"):
        write_game(game, "exel")
    assert "negolog" not in WRITABLE


def test_a_folder_with_too_many_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is refused before any is opened."""
    monkeypatch.setattr(files, "MAX_FILES", 1)
    for name in "ab":
        (tmp_path / name).touch()
    with pytest.raises(ExchangeError, match="holds 2 files; at most 1"):
        read_game([tmp_path])


def plain_domain(path: Path) -> dict[str, Any]:
    """Read a domain of the real data without the code under test."""
    data: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return data


@needs_data
@pytest.mark.parametrize("name", ["anac-y2010-ItexvsCypress", "anac-y2011-NiceOrDie", "llmdelib-base"])
@pytest.mark.parametrize("form", WRITABLE)
def test_real_domains_come_back(name: str, form: str, tmp_path: Path) -> None:
    """In every format, as near as it holds numbers."""
    game = read_game([DATA / f"{name}.json"])
    assert list(game.issues) == list(plain_domain(DATA / f"{name}.json")["issues"])
    written(game, form, tmp_path)
    after = read_game([tmp_path])
    assert after.issues == game.issues
    assert scaled(after) == [pytest.approx(column) for column in scaled(game)]
