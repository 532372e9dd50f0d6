"""The names of the gates, in one place."""

from typing import get_args

from detente.dossier.schema import ReadingModel
from detente.model.predicate import GATE_NOUNS, GATES


def test_each_gate_has_a_noun() -> None:
    """Gates and nouns agree, in the order of the gates, and no noun stands for two."""
    assert tuple(GATE_NOUNS) == GATES
    assert len(set(GATE_NOUNS.values())) == len(GATES)


def test_a_thesis_may_name_every_gate() -> None:
    """A reading can say of each gate, and of nothing else, that its author's case rests there."""
    annotation = ReadingModel.model_fields["thesis_gate"].annotation
    named = [name for part in get_args(annotation) for name in get_args(part)] or get_args(annotation)
    assert tuple(named) == GATES
