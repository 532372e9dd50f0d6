"""What is typed after ``detente lens spiral`` reaches the command."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from detente.cli_spiral import spiral_command
from detente.commands.spiral import SpiralRequest


def test_what_can_be_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every option has its place in the request."""
    seen: list[SpiralRequest] = []
    monkeypatch.setattr("detente.commands.spiral.ask_spiral", seen.append)
    words = (
        "e.parquet --dyad USA:RUS --third CHN --series a=USA:RUS --every week --measure sum --gaps zero "
        "--less line "
        "--since 2001-01-01 --until 2002-01-01 --lags 3 --criterion aic --horizon 12 --replications 200 "
        "--seed 5 --json --plot a.png --plot-responses b.png --plot-phase c.png"
    )
    result = CliRunner().invoke(spiral_command, words.split())
    assert result.exit_code == 0, result.output
    assert seen == [
        SpiralRequest(
            source="e.parquet",
            dyad="USA:RUS",
            third="CHN",
            columns=("a=USA:RUS",),
            every="week",
            measure="sum",
            gaps="zero",
            less="line",
            since="2001-01-01",
            until="2002-01-01",
            lags=3,
            criterion="aic",
            horizon=12,
            replications=200,
            seed=5,
            as_json=True,
            plot=Path("a.png"),
            plot_responses=Path("b.png"),
            plot_phase=Path("c.png"),
        )
    ]
    assert seen[0].pictures == (Path("a.png"), Path("b.png"), Path("c.png"))


@pytest.mark.parametrize("words", ["", "e.csv --lags 0", "e.csv --criterion best", "e.csv --gaps fill"])
def test_what_cannot_be_typed(words: str) -> None:
    """No source, no lags, and words that there are not."""
    result = CliRunner().invoke(spiral_command, words.split())
    assert result.exit_code == 2
