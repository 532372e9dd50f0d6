"""NegMAS files as they are written."""

from __future__ import annotations

from fractions import Fraction

import pytest

from detente.errors import ExchangeError
from detente.exchange.negmas_writing import write_negmas
from detente.model.scored_game import Combination, ScoredGame, Scorer

ISSUES = {"Price": ("NO", "2.50"), "Term": ("long",)}
LINK = Combination(when={"Price": ("NO",), "Term": ("long",)}, points=Fraction(-1, 2))


def game(**party: object) -> ScoredGame:
    """Return a game of one party."""
    values = {"Price": {"NO": Fraction(1, 4)}}
    scorer = Scorer(name="A/B", values=values, **party)  # type: ignore[arg-type]
    return ScoredGame(name="talks", issues=ISSUES, parties=(scorer,))


def test_an_additive_function() -> None:
    """Options that look like something else are quoted."""
    files = write_negmas(game(reserve=Fraction(1, 8)))
    assert list(files) == ["talks-domain.yaml", "A-B.yaml"]
    assert files["talks-domain.yaml"].decode() == (
        'name: "talks"\ntype: "DiscreteCartesianOutcomeSpace"\nissues:\n'
        '- name: "Price"\n  type: "CategoricalIssue"\n  values:\n  - "NO"\n  - "2.50"\n'
        '- name: "Term"\n  type: "CategoricalIssue"\n  values:\n  - "long"\n'
    )
    assert files["A-B.yaml"].decode() == (
        'name: "A/B"\ntype: "LinearAdditiveUtilityFunction"\nweights:\n- 1\n- 1\nvalues:\n'
        "- type: \"TableFun\"\n  mapping:\n    'NO': 0.25\n    '2.50': 0\n"
        '- type: "TableFun"\n  mapping:\n    long: 0\nbias: 0\nreserved_value: 0.125\n'
    )


def test_combinations_become_rectangles() -> None:
    """What an option is worth becomes one of that option alone."""
    text = write_negmas(game(combinations=(LINK,)), form="yml")["A-B.yml"].decode()
    assert (
        'outcome_ranges:\n- 0:\n  - "NO"\n- 0:\n  - "NO"\n  1:\n  - "long"\nutilities:\n- 0.25\n- -0.5\n'
        in text
    )
    with pytest.raises(ExchangeError, match="which NegMAS reads from YAML only"):
        write_negmas(game(combinations=(LINK,)), form="json")


def test_points_without_an_end_are_multiplied() -> None:
    """All of a party by the same number."""
    text = write_negmas(game(base=Fraction(1, 3), reserve=Fraction(1)))["A-B.yaml"].decode()
    assert "'NO': 0.75\n" in text
    assert "bias: 1\nreserved_value: 3\n" in text


def test_a_discount_is_written_around_the_function() -> None:
    """Unless it is 1, which is none."""
    text = write_negmas(game(discount=Fraction(9, 10), reserve=Fraction(2)))["A-B.yaml"].decode()
    assert text.startswith(
        'name: "A/B"\ntype: "ExpDiscountedUFun"\ndiscount: 0.9\nreserved_value: 2\nufun:\n'
    )
    assert "Discounted" not in write_negmas(game(discount=Fraction(1)))["A-B.yaml"].decode()


def test_numbers_that_are_too_long() -> None:
    """They are refused."""
    with pytest.raises(ExchangeError, match="talks cannot be written: a number that takes"):
        write_negmas(game(base=Fraction(1, 2**1000)))
