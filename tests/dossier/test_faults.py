"""Validation that goes on after a fault, without touching the data it was given."""

import copy
from typing import Any

import pytest

from detente.dossier.faults import PLACEHOLDERS, validate
from detente.dossier.findings import Findings
from detente.dossier.marks import Marks
from detente.dossier.schema import DossierModel

SOUND: dict[str, Any] = {
    "detente": 1,
    "title": "T",
    "parties": {"us": {"role": "principal"}, "uk": {"role": "principal"}},
    "issues": {"aid": {"options": {"no": {"status_quo": True}, "yes": {"performers": ["us"]}}}},
    "stakes": {"us": {"aid": {"yes": 3}}},
}


def validated(**changes: Any) -> tuple[DossierModel | None, list[tuple[str, tuple[str | int, ...]]]]:
    """Validate the sound data with changes; return the model, and code and path of each problem."""
    data = {**copy.deepcopy(SOUND), **changes}
    before = copy.deepcopy(data)
    findings = Findings("d.yaml", Marks())
    model = validate(data, findings)
    assert data == before
    return model, list(zip([p.code for p in findings.problems], findings.paths, strict=True))


def test_sound_data_have_no_problems() -> None:
    """The model is returned as it is."""
    model, problems = validated()
    assert problems == []
    assert model is not None
    assert list(model.parties) == ["us", "uk"]


def test_a_broken_number_keeps_its_name() -> None:
    """The stake counts as 0, so that its option can still be checked."""
    model, problems = validated(stakes={"us": {"aid": {"yes": "5..1", "no": 1}}})
    assert problems == [("D032", ("stakes", "us", "aid", "yes"))]
    assert model is not None
    assert model.stakes["us"]["aid"]["yes"].parameters == (0.0,)
    assert model.stakes["us"]["aid"]["no"].parameters == (1.0,)


def test_a_list_with_a_broken_item_goes_as_a_whole() -> None:
    """The sections around it stay."""
    links = [{"name": "a", "when": {}, "points": {}}, 3]
    model, problems = validated(links=links)
    assert ("D022", ("links", 1)) in problems
    assert model is not None
    assert list(model.links) == []
    assert list(model.issues) == ["aid"]


@pytest.mark.parametrize("key", PLACEHOLDERS)
def test_a_broken_required_section_is_stood_in_for(key: str) -> None:
    """The others are still checked, and the fault is told once."""
    model, problems = validated(**{key: []})
    assert [path for _, path in problems] == [(key,)]
    assert model is not None


@pytest.mark.parametrize("data", [[], "x", 3, None])
def test_what_is_no_mapping_is_given_up(data: Any) -> None:
    """There is nothing to go on with."""
    findings = Findings("d.yaml", Marks())
    assert validate(data, findings) is None
    assert [p.code for p in findings.problems] == ["D022"]


def test_the_branch_of_a_choice_is_no_part_of_a_path() -> None:
    """Inside a rule the path is the one the analyst wrote."""
    rule = {"name": "r", "needs": {"all_of": ["us", {"not": {"quota": 0, "weights": {"us": 1}}}]}}
    _, problems = validated(ratification={"us": [rule]})
    assert problems == [("D026", ("ratification", "us", 0, "needs", "all_of", 1, "not", "quota"))]
