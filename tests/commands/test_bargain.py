"""``detente bargain`` as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from detente.cli import cli
from detente.cli_bargain import BARGAIN_DRAWS
from detente.commands.bargain import BargainRequest
from detente.verdict import bargaining

DOMAIN = {
    "name": "sale",
    "issues": {"price": ["low", "high"], "date": ["soon", "late"]},
    "parties": [
        {
            "name": "buyer",
            "weights": {"price": 0.8, "date": 0.2},
            "values": {"price": {"low": 1, "high": 0}, "date": {"soon": 1, "late": 0}},
            "reserve": 0.1,
        },
        {
            "name": "seller",
            "weights": {"price": 0.4, "date": 0.6},
            "values": {"price": {"low": 0, "high": 1}, "date": {"soon": 0, "late": 1}},
            "reserve": 0.2,
        },
    ],
}


def typed(*words: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(cli, ["bargain", *words])


@pytest.fixture
def domain(tmp_path: Path) -> str:
    """A file with the plain domain."""
    path = tmp_path / "sale.json"
    path.write_text(json.dumps(DOMAIN), encoding="utf-8")
    return str(path)


def test_a_domain_gives_the_keys_that_programs_want(domain: str) -> None:
    """Frontier and solutions as lists of points with packages, and how long it took."""
    told = json.loads(typed(domain, "--json").stdout)
    assert {"pareto", "nash", "kalai_smorodinsky", "egalitarian", "utilitarian", "seconds"} <= set(told)
    assert [point["utilities"] for point in told["pareto"]] == [
        {"buyer": 1.0, "seller": 0.0},
        {"buyer": 0.8, "seller": 0.6},
        {"buyer": 0.0, "seller": 1.0},
    ]
    assert told["nash"] == [
        {
            "package": {"price": "low", "date": "late"},
            "utilities": {"buyer": 0.8, "seller": 0.6},
            "surplus": {"buyer": 0.7, "seller": 0.4},
            "packages": 1,
        }
    ]
    assert told["seconds"] >= 0


def test_a_case_is_told_in_words() -> None:
    """With the frontier as a picture of characters."""
    result = typed("two-issues", "--draws", "5")
    assert result.exit_code == 0
    assert "Which issue pays for which" in result.stdout
    assert "no deal (0, 0)" in result.stdout


def test_json_of_a_case_is_the_same_but_for_the_time() -> None:
    """Twice the same but for ``seconds``."""
    told = [json.loads(typed("two-issues", "--json", "--draws", "8").stdout) for _ in range(2)]
    assert told[0].pop("seconds") >= 0
    told[1].pop("seconds")
    assert told[0] == told[1]


def test_options_reach_the_lens() -> None:
    """Gates, parties, power, packages, weak frontiers, exact counts, division."""
    result = typed(
        "two-issues", "--gates", "ratifiable", "--parties", "north,south", "--power", "north=2, south=1",
        "--package", "swap: sanctions=lift, border=truce", "--package", "border=truce", "--weak",
        "--count-exactly", "--divide", "--draws", "0", "--json",
    )  # fmt: skip
    told = json.loads(result.stdout)
    assert told["gates"] == ["deliverable", "acceptable", "ratifiable"]
    assert told["powers"] == {"north": 2, "south": 1}
    assert [package["name"] for package in told["named"]] == ["swap", "border=truce"]
    assert told["zone"]["count"]["method"] == "counted"
    assert told["division"]["final_points"]
    assert told["movement"] is None


def test_pictures_are_written(tmp_path: Path) -> None:
    """The frontier and what moves, whole files with their signatures."""
    frontier, moved = tmp_path / "frontier.svg", tmp_path / "moved.png"
    result = typed("two-issues", "--draws", "5", "--plot", str(frontier), "--plot-movement", str(moved))
    assert result.exit_code == 0, result.output
    assert frontier.read_bytes().startswith(b"<svg")
    assert moved.read_bytes().startswith(b"\x89PNG")
    assert "written to" in result.stderr


@pytest.mark.parametrize(
    ("words", "code", "text"),
    [
        (("two-isues",), 2, "two-issues"),
        (("two-issues", "--gates", "ratified"), 2, "ratifiable"),
        (("two-issues", "--parties", "north"), 1, "two parties"),
        (("two-issues", "--parties", "north,west"), 2, "west"),
        (("two-issues", "--power", "north"), 2, "name=value"),
        (("two-issues", "--power", "north=much"), 2, "no number"),
        (("two-issues", "--power", "north=1/0"), 2, "no number"),
        (("two-issues", "--package", "sanctions"), 2, "name=value"),
        (("two-issues", "--package", "sanctions=lft"), 2, "lift"),
        (("two-issues", "--package", "border=truce,border=disarm"), 2, "two options"),
        (("two-issues", "--plot", "picture.bmp"), 1, ".png"),
        (("no-such-file.json",), 1, "no-such-file.json"),
    ],
)
def test_mistakes_are_told_with_what_would_be_right(words: tuple[str, ...], code: int, text: str) -> None:
    """A message on stderr, nothing on stdout, no traceback."""
    result = typed(*words, "--draws", "0")
    assert result.exit_code == code, result.output
    assert result.stdout == ""
    assert text in result.stderr
    assert "detente itself failed" not in result.stderr


def test_a_reading_belongs_to_a_dossier(domain: str) -> None:
    """A game has none."""
    assert "--reading" in typed(domain, "--reading", "x").stderr


def test_three_parties_cannot_be_plotted(tmp_path: Path) -> None:
    """The file is not made."""
    path = tmp_path / "three.png"
    result = typed("two-issues", "--parties", "north,south,assembly", "--draws", "0", "--plot", str(path))
    assert result.exit_code == 1
    assert "two parties" in result.stderr
    assert not path.exists()


def test_the_default_of_draws_is_that_of_the_lens() -> None:
    """The command line repeats the number so that it need not import the kernels."""
    assert BARGAIN_DRAWS == bargaining.DRAWS == BargainRequest(case=("x",)).draws
