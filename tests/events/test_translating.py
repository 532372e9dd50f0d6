"""Codes looked up by scheme."""

from __future__ import annotations

import pytest

from detente.events.code_tables import code_table
from detente.events.translating import code_score, schemes_of


@pytest.mark.parametrize(
    ("scheme", "code", "found"),
    [
        ("cameo", "042", (1.9, 1)),
        ("cameo", "0845", (7.0, 2)),
        ("cameo", "99", None),
        ("weis", "223", (-10.0, 4)),
        ("plover", "SANCTION", (None, 4)),
        ("copdab", "15", (-102.0, 4)),
        ("score", "042", None),
    ],
)
def test_codes_have_scores(scheme: str, code: str, found: tuple[float | None, int] | None) -> None:
    """A code has the score of its table, none where none was published, and is unknown elsewhere."""
    assert code_score(scheme, code) == found


@pytest.mark.parametrize("scheme", ["cameo", "weis", "plover"])
def test_whole_tables_are_recognised(scheme: str) -> None:
    """All codes of a scheme together are taken for that scheme."""
    assert schemes_of(code_table(scheme)) == (scheme,)


def test_old_cameo_is_taken_for_new_unless_it_shows() -> None:
    """Only a code that CAMEO 0.9 alone has shows it, and not beside one that 1.1 alone has."""
    assert schemes_of(["0841"]) == ("cameo",)
    assert schemes_of(["0841", "1213"]) == ("cameo-0.9",)
    assert schemes_of(["0841", "1213", "1246"]) == ("cameo",)


def test_codes_of_several_and_of_no_scheme() -> None:
    """Codes that several schemes have belong to each; unknown ones to none."""
    assert schemes_of(["010", "112"]) == ("cameo", "weis")
    assert (schemes_of(["visit"]), schemes_of([])) == ((), ())
