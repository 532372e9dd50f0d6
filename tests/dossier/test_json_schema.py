"""The JSON Schema that editors use."""

from pathlib import Path
from typing import Any

import jsonschema
import pytest

from detente.dossier import json_schema, starter
from detente.dossier.yaml_text import read_yaml

CASES = Path(__file__).parents[2] / "src" / "detente" / "cases"


@pytest.fixture(scope="module")
def validator() -> Any:
    """Draft-07 validator of the dossier format."""
    return jsonschema.Draft7Validator(json_schema())


def plain(text: str) -> Any:
    """Return the plain data of a YAML text."""
    return read_yaml(text, file="f").data


def test_the_schema_is_draft_07() -> None:
    """The schema passes draft-07's own check and uses none of its successors' words."""
    schema = json_schema()
    jsonschema.Draft7Validator.check_schema(schema)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert "$defs" not in str(schema)
    assert "prefixItems" not in str(schema)


def test_valid_dossiers_pass(validator: Any, bargain: str, deep: str) -> None:
    """The examples and the starter are accepted."""
    for text in (bargain, deep, starter("A case")):
        assert [e.message for e in validator.iter_errors(plain(text))] == []


@pytest.mark.parametrize("path", sorted(CASES.glob("*/dossier.yaml")), ids=lambda path: path.parent.name)
def test_shipped_cases_pass(validator: Any, path: Path) -> None:
    """The main file of each shipped case is accepted."""
    assert [e.message for e in validator.iter_errors(plain(path.read_text(encoding="utf-8")))] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("relative_gains:", "relativ_gains:"),
        ("role: third party", "role: third"),
        ("15/25/30", "15/25"),
        ("us: 0..0.2", "us: -1..0.2"),
        ("agenda_limit: 12", "agenda_limit: 0"),
        ("needs: congress", "needs: {of: [congress]}"),
        ("detente: 1", "detente: 2"),
        ("  big:", "  big one:"),
        ("control: {china: 0.8..0.9", "control: {china: 1.8"),
        ("trust:\n", "trust:\n  half_life: 0\n"),
        ("trust:\n", "trust:\n  punishment: 0\n"),
        ("trust:\n", "positions: {us: {donbas: {declared: frozen}}}\ntrust:\n"),
        ("trust:\n", "successors: {next: {}}\ntrust:\n"),
    ],
)
def test_faults_of_form_are_refused(validator: Any, bargain: str, old: str, new: str) -> None:
    """An editor sees unknown keys, wrong values and malformed numbers."""
    assert list(validator.iter_errors(plain(bargain.replace(old, new, 1))))


def test_every_key_is_described() -> None:
    """Each property of each section carries a description for the editor."""
    schema = json_schema()
    sections = {"": schema, **schema["definitions"]}
    missing = [
        f"{name}.{key}"
        for name, section in sections.items()
        for key, part in section.get("properties", {}).items()
        if "description" not in part
    ]
    assert missing == []
