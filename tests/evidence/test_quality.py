"""How well the numbers of a dossier are supported."""

import pytest

from detente.dossier import Dossier, load_text
from detente.evidence import input_quality

TINY = """\
detente: 1
title: Tiny
sources: {a: {title: A}, b: {title: B}}
parties: {x: {role: principal}, y: {role: principal}}
issues: {i: {options: {o: {status_quo: true}, p: {performers: [x]}}}}
stakes:
  x: {i: {o: 0, p: {points: 0..10, cite: [a, a#p2]}}}
  y: {i: {p: {points: 8..10, cite: [a, b]}}}
trust: {keeps_word: {x: 0.1..0.7}, monitoring: {x: 0.1..0.2}}
"""


def test_counts_and_shares() -> None:
    """Zeros are no judgements; two places in one source are one source; wide is against the scale."""
    assert input_quality(load_text(TINY)).to_dict() == {
        "n_numbers": 4,
        "no_source": 0.5,
        "one_source": 0.25,
        "more_sources": 0.25,
        "wide": 0.5,
    }


def test_shares_add_up(dossier: Dossier) -> None:
    """Every number rests on none, one or more sources."""
    quality = input_quality(dossier)
    assert quality.n_numbers > 0
    assert quality.no_source + quality.one_source + quality.more_sources == pytest.approx(1)


def test_a_dossier_without_numbers_has_zero_shares() -> None:
    """Nothing judged, nothing to share out."""
    text = TINY[: TINY.index("stakes:")] + "stakes: {}\n"
    assert set(input_quality(load_text(text)).to_dict().values()) == {0}
