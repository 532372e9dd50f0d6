"""What would mend a package, in sentences."""

from __future__ import annotations

from typing import Any

from detente.dossier.labels import labels_of
from detente.explain.judgement_repair import judgement_repair
from detente.explain.package_model import PackageModel
from detente.explain.package_repair import package_repair
from detente.explain.repaired_package import PackageChange
from detente.explain.why_not_mending import changes_words, mending_sentences
from properties.dossiers import loaded, plain

SWAP = {"aid": "grant", "base": "closed"}
GIFT = {"aid": "grant"}


def told(package: dict[str, str], **sections: Any) -> tuple[str, ...]:
    """Sentences about both kinds of repair."""
    dossier = loaded(plain(**sections))
    model = PackageModel.of(dossier, {"it": package})
    return mending_sentences(
        package_repair(dossier, package, draws=4), judgement_repair(model, draws=4), labels_of(dossier)
    )


def test_nothing_to_say_of_what_passes() -> None:
    """No repair is told where none is needed, or none was asked for."""
    assert told(SWAP) == ()
    assert mending_sentences(None, None, {}) == ()


def test_other_terms() -> None:
    """What to add, in how many draws it then passes."""
    first, second = told(GIFT)
    assert first == (
        "The smallest change of its terms that makes it pass: add closed (it then passes in all of the "
        "draws)."
    )
    assert second.startswith(
        "Nothing within the ranges of the judgements makes it pass: 'north accepts' fails by 2.0 points with "
        "every judgement at its best end"
    )


def test_other_judgements() -> None:
    """Which, to what, instead of what."""
    stakes = plain()["stakes"]
    stakes["north"]["aid"]["grant"] = "-8..-2"
    sentences = told(SWAP, stakes=stakes)
    assert sentences[-1] == (
        "Within the ranges of the judgements 1 alone would make it pass: what grant (aid) is worth to north "
        "at -4.0 instead of -5.0."
    )


def test_no_terms_at_all() -> None:
    """Where no package passes, that is said."""
    stakes = {"north": {"aid": {"grant": -2}}, "south": {"base": {"closed": -2}}}
    assert told(SWAP, stakes=stakes)[0] == (
        "No other terms mend it: no package at all passes with every judgement at its median."
    )


def test_changes_of_one_kind_stand_together() -> None:
    """Drops, then switches, then additions."""
    names = {"a=x": "the x of a", "b=y": "the y of b", "c=z": "the z of c", "d=w": "the w of d"}
    changes = (
        PackageChange(kind="add", issue="a", before="sq", after="x"),
        PackageChange(kind="drop", issue="b", before="y", after="sq"),
        PackageChange(kind="switch", issue="c", before="q", after="z"),
        PackageChange(kind="drop", issue="d", before="w", after="sq"),
    )
    assert (
        changes_words(changes, names)
        == "drop the y of b and the w of d; change to the z of c; add the x of a"
    )
