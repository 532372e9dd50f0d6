"""GeniusWeb JSON as it is written."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import ExchangeError
from detente.exchange.geniusweb_writing import simple_name, write_geniusweb
from detente.model.scored_game import Combination, ScoredGame, Scorer


def space(game: ScoredGame, file: str) -> Any:
    """Return a profile that was written, with numbers as decimals."""
    return json.loads(write_geniusweb(game)[file], parse_float=Decimal, parse_int=Decimal)[
        "LinearAdditiveUtilitySpace"
    ]


def game(rows: list[list[int]], **more: Any) -> ScoredGame:
    """Return a game of one party with these points, issue by issue."""
    issues = {f"i{n}": tuple(f"o{m}" for m in range(len(row))) for n, row in enumerate(rows)}
    values = {
        issue: dict(zip(options, map(Fraction, row), strict=True))
        for (issue, options), row in zip(issues.items(), rows, strict=True)
    }
    return ScoredGame(name="g", issues=issues, parties=(Scorer(name="A", values=values, **more),))


def test_natural_weights_where_they_are_decimals() -> None:
    """The shares of the issues in what is at stake, and utilities of the best option 1."""
    made = space(game([[0, 20], [0, 40, 80]], reserve=Fraction(60)), "A.json")
    assert made["issueWeights"] == {"i0": Decimal("0.2"), "i1": Decimal("0.8")}
    utilities = {
        i: list(u["discreteutils"]["valueUtilities"].values()) for i, u in made["issueUtilities"].items()
    }
    assert utilities == {"i0": [0, 1], "i1": [0, Decimal("0.5"), 1]}
    assert made["reservationBid"] == {"issuevalues": {"i0": "o1", "i1": "o1"}}
    assert made["domain"]["name"] == "g"


@given(st.lists(st.lists(st.integers(0, 30), min_size=1, max_size=4), min_size=1, max_size=6))
def test_weights_add_up_and_no_utility_is_above_1(rows: list[list[int]]) -> None:
    """In exact decimals, as GeniusWeb checks them."""
    made = space(game(rows), "A.json")
    assert sum(map(Fraction, made["issueWeights"].values())) == 1
    for utilities in made["issueUtilities"].values():
        assert all(0 <= utility <= 1 for utility in utilities["discreteutils"]["valueUtilities"].values())


def test_powers_of_a_half_where_shares_have_no_end() -> None:
    """They are near the shares, and 0 for an issue that does not matter."""
    made = space(game([[0, 1], [0, 1], [0, 1], [0, 0]]), "A.json")
    assert sorted(made["issueWeights"].values()) == [0, Decimal("0.25"), Decimal("0.25"), Decimal("0.5")]
    assert made["issueWeights"]["i3"] == 0


def test_nothing_at_stake() -> None:
    """Weights add up all the same."""
    made = space(game([[0, 0], [0]]), "A.json")
    assert made["issueWeights"] == {"i0": 1, "i1": 0}
    assert "reservationBid" not in made


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (
            game([[0, 2]], reserve=Fraction(1)),
            "none is worth exactly 1 points to 'A'; genius and negmas can hold",
        ),
        (game([[0, 2]], reserve=Fraction(3)), "none is worth exactly 3 points"),
        (
            game([[0]], combinations=(Combination(when={"i0": ("o0",)}, points=Fraction(1)),)),
            "A has points for combinations of options, which GeniusWeb cannot hold",
        ),
        (game([[0]], base=Fraction(1, 3**700)), "too many figures"),
    ],
)
def test_games_that_geniusweb_cannot_hold(made: ScoredGame, reason: str) -> None:
    """The reason is said, and what can hold them."""
    with pytest.raises(ExchangeError) as caught:
        write_geniusweb(made)
    assert reason in str(caught.value)


def test_too_many_sums_to_look_through(monkeypatch: pytest.MonkeyPatch) -> None:
    """The party whose no deal was looked for is named."""
    monkeypatch.setattr("detente.exchange.package_of_worth.MAX_SUMS", 3)
    with pytest.raises(ExchangeError, match="no package worth A's no deal was found: more than 3"):
        write_geniusweb(game([[0, 1], [0, 2], [0, 4]], reserve=Fraction(5)))


def test_names_are_letters_and_digits() -> None:
    """And never empty."""
    assert simple_name("Other cities (é)") == "Othercities"
    assert simple_name("-") == "x"


def test_names_that_become_the_same_get_numbers() -> None:
    """So that every party is known again."""
    parties = tuple(Scorer(name=name, values={}) for name in ("A B", "AB", "A-B"))
    made = ScoredGame(name="g", issues={"x": ("a",)}, parties=parties)
    files = write_geniusweb(made)
    assert [space(made, file)["name"] for file in list(files)[1:]] == ["AB", "AB2", "AB3"]
