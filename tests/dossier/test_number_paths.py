"""Paths of numbers, and what a name with stars means."""

from __future__ import annotations

import pytest

from detente.dossier import load_text
from detente.dossier.number_paths import number_paths, paths_meant
from detente.dossier.schema import DossierModel
from detente.dossier.yaml_text import read_yaml
from detente.model.blueprint import Blueprint


def model_of(text: str) -> DossierModel:
    """Read a dossier's text and validate its form."""
    return DossierModel.model_validate(read_yaml(text, file="d.yaml").data)


def test_the_paths_are_those_of_what_is_drawn(bargain: str, deep: str) -> None:
    """Every number of the model has its path and nothing else has, in the dossier that uses all sections."""
    for text in (bargain, deep):
        drawn = {quantity.path for quantity in Blueprint(load_text(text)).quantities}
        assert set(number_paths(model_of(text)).values()) == drawn


def test_a_record_has_a_path_though_no_number_is_written(bargain: str) -> None:
    """A party in the ledger has a chance of keeping its word, which can be named."""
    text = bargain.replace("  keeps_word: {russia: {beta: {a: 2, b: 5}}}\n", "")
    assert "trust.keeps_word.russia" in number_paths(model_of(text))
    assert "trust.keeps_word.us" not in number_paths(model_of(text))


def test_links_are_named_by_place_or_name(bargain: str) -> None:
    """Both spellings mean the same number; a name that two links have means none."""
    known = number_paths(model_of(bargain))
    for spelling in ("links.0.points.congress", "links.relief against withdrawal.points.congress"):
        assert paths_meant(spelling, known) == ("links.0.points.congress",)
    line = next(line for line in bargain.splitlines() if "relief against withdrawal" in line)
    twice = number_paths(model_of(bargain.replace(line, f"{line}\n{line}")))
    assert paths_meant("links.relief against withdrawal.points.congress", twice) == ()
    assert paths_meant("links.1.points.congress", twice) == ("links.1.points.congress",)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("stakes.us.sanctions.lift", ["stakes.us.sanctions.lift"]),
        ("stakes.*.sanctions.lift", [f"stakes.{p}.sanctions.lift" for p in ("us", "russia", "congress")]),
        ("trust.*.russia", ["trust.keeps_word.russia", "trust.monitoring.russia"]),
        ("links.*.points.congress", ["links.0.points.congress"]),
        ("*.us.discount_factor", ["parties.us.discount_factor"]),
        ("stakes.*.lift", []),
        ("stakes.us.sanctions", []),
        ("stakes.us.sanctions.keep", []),
        ("", []),
        ("*", []),
    ],
)
def test_a_star_is_one_step(bargain: str, name: str, meant: list[str]) -> None:
    """It stands for any one step, no more and no less; a place without a number means nothing."""
    assert list(paths_meant(name, number_paths(model_of(bargain)))) == meant
