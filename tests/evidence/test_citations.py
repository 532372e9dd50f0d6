"""From a citation to what it cites."""

import dataclasses

import pytest

from detente.dossier import Dossier
from detente.dossier.dossier import Claim
from detente.errors import UnknownNameError
from detente.evidence import resolve
from detente.evidence.citations import Citation, parse_citation


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("s-1", Citation(source="s-1")),
        ("s-1#27", Citation(source="s-1", claim=27)),
        ("s-1#p12", Citation(source="s-1", paragraph=12)),
        ("s-1#", None),
        ("s-1#0", None),
        ("s-1#p", None),
        ("s 1", None),
        ("", None),
    ],
)
def test_the_three_forms_are_read(text: str, expected: Citation | None) -> None:
    """A source, a claim, a paragraph, and nothing else; writing one gives the text back."""
    assert parse_citation(text) == expected
    assert expected is None or str(expected) == text


def test_a_citation_is_described_in_a_line(dossier: Dossier) -> None:
    """Author, title, year and place, with the claim where it is written down."""
    assert resolve(dossier, "kramer-2017#p3").describe() == (
        "David J. Kramer, Why talking won't work, 2017, paragraph 3"
    )
    assert resolve(dossier, "saivetz-2017#27").describe().endswith("2017, claim 27")


def test_a_written_claim_is_quoted(dossier: Dossier) -> None:
    """A claim that is written down brings its paragraph and its words."""
    source = dataclasses.replace(
        dossier.sources["kramer-2017"],
        claims={2: Claim(number=2, paraphrase="Promises were\n broken.", paragraph=9)},
    )
    with_claims = dataclasses.replace(dossier, sources={"kramer-2017": source})
    passage = resolve(with_claims, "kramer-2017#2")
    assert passage.paragraph == 9
    assert passage.describe().endswith("2017, paragraph 9, claim 2: Promises were broken.")
    with pytest.raises(UnknownNameError, match="kramer-2017#2"):
        resolve(with_claims, "kramer-2017#3")


@pytest.mark.parametrize("text", ["nobody#1", "saivetz-2017#80", "no citation"])
def test_what_does_not_exist_cannot_be_resolved(dossier: Dossier, text: str) -> None:
    """Unknown sources and claims, and texts that are no citation, are refused."""
    with pytest.raises(UnknownNameError):
        resolve(dossier, text)
