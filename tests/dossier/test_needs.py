"""Trees of consent, told apart by their keys."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from detente.dossier.needs import AllOfModel, AtLeastModel, NeedModel, NotModel, QuotaModel

need: TypeAdapter[Any] = TypeAdapter(NeedModel)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("us", str),
        ({"all_of": ["us"]}, AllOfModel),
        ({"at_least": 1, "of": ["us", {"not": "x"}]}, AtLeastModel),
        ({"quota": 1, "weights": {"us": 0}}, QuotaModel),
        ({"quota": 1, "weights": {"us": 1}, "free_votes": True}, QuotaModel),
        ({"not": {"all_of": ["us", "x"]}}, NotModel),
    ],
)
def test_each_form_is_recognised(data: Any, kind: type) -> None:
    """One key is enough to tell what is meant."""
    assert type(need.validate_python(data)) is kind


def test_a_model_is_recognised_again() -> None:
    """What was read once may be read again."""
    tree = need.validate_python({"not": {"quota": 2, "weights": {"us": 2}}})
    assert need.validate_python(tree) == tree


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        ({}, "union_tag_not_found"),
        (3, "union_tag_not_found"),
        (["us"], "union_tag_not_found"),
        ({"all_of": []}, "too_short"),
        ({"at_least": 0, "of": ["us"]}, "greater_than_equal"),
        ({"at_least": 1}, "missing"),
        ({"quota": 1, "weights": {}}, "too_short"),
        ({"quota": 1, "weights": {"us": -1}}, "greater_than_equal"),
        ({"all_of": ["us"], "of": ["us"]}, "extra_forbidden"),
        ({"quota": 1, "weights": {"us": 1}, "free_votes": "yes"}, "bool_type"),
        ({"at_least": 1, "of": ["us"], "free_votes": True}, "extra_forbidden"),
        ({"not": {"not": "u s"}}, "string_pattern_mismatch"),
    ],
)
def test_each_mistake_has_its_own_complaint(data: Any, complaint: str) -> None:
    """Nothing is counted for nothing, and two forms do not mix."""
    with pytest.raises(ValidationError) as caught:
        need.validate_python(data)
    assert [error["type"] for error in caught.value.errors()] == [complaint]
