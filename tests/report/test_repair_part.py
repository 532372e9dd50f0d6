"""Repairs as parts of a report."""

from __future__ import annotations

from collections.abc import Sequence

from detente.dossier.dossier import Dossier
from detente.dossier.labels import labels_of
from detente.explain.judgement_repair import judgement_repair
from detente.explain.package_model import PackageModel
from detente.explain.package_repair import package_repair
from detente.report.blocks import Block
from detente.report.plain import plain_text
from detente.report.repair_part import judgement_repair_blocks, package_repair_blocks
from explain.repair_cases import SWAP, small
from properties.dossiers import loaded, plain


def terms(dossier: Dossier, package: dict[str, str]) -> str:
    """What is told of other terms."""
    return told(package_repair_blocks(package_repair(dossier, package, draws=5, seed=0), labels_of(dossier)))


def judgements(dossier: Dossier) -> str:
    """What is told of other judgements."""
    repair = judgement_repair(PackageModel.of(dossier, {"it": SWAP}), 0, draws=5, seed=0)
    return told(judgement_repair_blocks(repair, labels_of(dossier)))


def told(blocks: Sequence[Block]) -> str:
    """As plain text on one line."""
    return " ".join(plain_text(blocks).split())


def test_terms() -> None:
    """Fewest changes first, then the other questions, each with its proof."""
    text = terms(loaded(plain()), {"aid": "grant"})
    assert (
        "Fewest changes: 1 change does it, and fewer do not (proved); of the 1 option asked for 1 is kept"
        in text
    )
    assert '- --package "aid=grant,base=closed"' in text
    assert "Only leaving things out: no such package passes at the medians (proved)" in text
    assert "the conditions of one party alone forbid it: north" in text


def test_nothing_to_repair() -> None:
    """A package that passes needs neither."""
    assert "nothing to repair" in terms(loaded(plain()), SWAP)
    assert "nothing to repair" in judgements(loaded(plain()))


def test_a_set_of_judgements() -> None:
    """How many, how far, from what to what, and how often it then passes."""
    text = judgements(small())
    assert "2 judgements, moved within the elicited ranges, do it; fewer do not (proved)." in text
    assert "100% of the way from the median to the end of the range" in text
    assert "what grant (aid) is worth to north -6 -5 -7 to -5 100%" in text


def test_other_sets() -> None:
    """Further sets are listed by how far they go."""
    stakes = {
        "north": {"aid": {"grant": "-9..-1"}, "base": {"closed": "1..5"}},
        "south": {"aid": {"grant": 4}, "base": {"closed": -2}},
    }
    text = judgements(small(stakes=stakes))
    assert "1 judgement, moved within the elicited ranges, does it" in text
    assert "Other sets of 1 that do" in text


def test_a_proof() -> None:
    """That nothing does, the reason, and how far outside it would."""
    text = judgements(small(no_deal={"north": {"points": 1}}))
    assert "Nothing within the elicited ranges repairs it (proved)." in text
    assert "2 conditions fail even at their best; the hardest: north accepts." in text
    assert "Some judgement would have to lie at least" in text


def test_what_no_judgement_mends() -> None:
    """An agenda too long has no distance."""
    text = judgements(small(agenda_limit=1))
    assert "One condition fails even at its best: it changes at most 1 issue." in text
    assert "Even as far outside" in text


def test_a_conflict() -> None:
    """Conditions that cannot be met together are named."""
    stakes = {
        "north": {"aid": {"grant": -2}, "base": {"closed": "0..4"}},
        "south": {"aid": {"grant": "0..4"}, "base": {"closed": -2}},
    }
    no_deal = {"north": {"points": 1}, "south": {"points": 1}}
    text = judgements(small(stakes=stakes, no_deal=no_deal, relative_gains={"north": 1, "south": 1}))
    assert "Each condition can be met, but not all together; a smallest set that cannot:" in text
