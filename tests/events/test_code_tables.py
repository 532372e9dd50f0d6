"""What event codes say."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import pytest

from detente.errors import UnknownNameError
from detente.events.code_tables import (
    SCALES,
    SCHEMES,
    cameo,
    cameo_09,
    code_table,
    copdab,
    event_code,
    plover,
    weis,
)

FORMATS = Path(__file__).resolve().parents[3] / "shared" / "data" / "event_formats"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_scores_lie_on_the_scale(scheme: str) -> None:
    """Every score is on its scheme's scale, every class is one, every name is there."""
    low, high = SCALES[scheme]
    for code in code_table(scheme).values():
        assert math.isnan(code.score) or low <= code.score <= high
        assert code.quad in range(5)
        assert code.name


def test_sizes_of_tables() -> None:
    """The tables are whole: CAMEO has 20 roots in both versions, WEIS 22 cues, COPDAB 15 points."""
    assert [len(code_table(scheme)) for scheme in SCHEMES] == [312, 276, 131, 17, 15]
    for scheme, roots in (("cameo", 20), ("cameo-0.9", 20), ("weis", 22)):
        assert [code for code in code_table(scheme) if len(code) == 2] == [
            f"{n + 1:02d}" for n in range(roots)
        ]


@pytest.mark.parametrize(
    ("typed", "entry"),
    [("0841", "0841"), ("0845", "084"), ("0890", "08"), ("20", "20"), (" 042 ", "042"), ("99", None)],
)
def test_cameo_falls_back_to_the_nearest_parent(typed: str, entry: str | None) -> None:
    """A code that is in no table counts as its base code, else as its root."""
    found = cameo(typed)
    assert (found.code if found else None) == entry


@pytest.mark.parametrize("typed", ["", "1", "41x", "08410", "-12", "٠٤١", "0.4"])
def test_what_is_no_code_is_not_guessed(typed: str) -> None:
    """Signs, letters, other digits and wrong lengths are no codes."""
    assert cameo(typed) is None


def test_versions_of_cameo_differ_where_codes_moved() -> None:
    """163 and 166 changed places, and each version has its own score for them."""
    scores = [(look("163").score, look("166").score) for look in (cameo_09, cameo)]  # type: ignore[union-attr]
    assert scores == [(-6.5, -8.0), (-8.0, -7.0)]


@pytest.mark.parametrize(
    ("code", "quad"), [("057", 1), ("060", 2), ("087", 2), ("090", 3), ("139", 3), ("140", 4)]
)
def test_cameo_classes_go_by_root(code: str, quad: int) -> None:
    """Roots to 05 are verbal and to 08 material cooperation, to 13 verbal and to 20 material conflict."""
    assert cameo(code).quad == quad  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("code", "quad"),
    [("012", 2), ("025", 1), ("054", 1), ("064", 2), ("072", 2), ("102", 1), ("174", 3), ("182", 4)],
)
def test_weis_classes_go_by_cue(code: str, quad: int) -> None:
    """Yield, grant and reward are material, words are verbal, demonstrations and force material conflict."""
    assert weis(code).quad == quad  # type: ignore[union-attr]


def test_weis_parents() -> None:
    """An unknown WEIS code has the score of its cue's general code, and none where there is no such."""
    assert weis("199").score == weis("190").score == -4.0  # type: ignore[union-attr]
    protest = weis("130")
    assert protest is not None
    assert (protest.quad, math.isnan(protest.score)) == (3, True)


def test_copdab_weights() -> None:
    """Azar's weights fall from unification to war, and the neutral point is in no class."""
    weights = [copdab(str(point)).score for point in range(1, 16)]  # type: ignore[union-attr]
    assert weights == [92, 47, 31, 27, 14, 10, 6, 1, -6, -16, -29, -44, -50, -65, -102]
    assert copdab("8").quad == 0  # type: ignore[union-attr]
    assert copdab("16") is None


def test_plover_types_have_classes_and_no_scores() -> None:
    """A type is found in small letters too; POLECAT scores each event, the table none."""
    found = plover("consult")
    assert found is not None
    assert (found.quad, math.isnan(found.score)) == (1, True)
    assert plover("GOSSIP") is None


def test_no_such_scheme() -> None:
    """A scheme that does not exist is told, with the nearest."""
    with pytest.raises(UnknownNameError, match="did you mean 'cameo'"):
        event_code("cameos", "01")


def _published(name: str) -> dict[str, float]:
    if not (FORMATS / name).exists():
        pytest.skip(f"the published table {name} is not here")
    with (FORMATS / name).open(encoding="utf-8") as stream:
        return {row["code"]: float(row["goldstein"]) for row in csv.DictReader(stream)}


@pytest.mark.parametrize(
    ("scheme", "name"), [("cameo-0.9", "cameo_goldstein_keds_0.5b1.csv"), ("weis", "weis_goldstein.csv")]
)
def test_tables_are_the_published_ones(scheme: str, name: str) -> None:
    """Every published score is ours, code by code."""
    table, scores = code_table(scheme), _published(name)
    assert {code: table[code].score for code in scores} == scores


def test_where_the_new_cameo_differs_from_the_old() -> None:
    """Scores moved with the numbering at six codes alone; all others are as in the older table."""
    old, new = _published("cameo_goldstein_keds_0.5b1.csv"), code_table("cameo")
    moved = sorted(code for code, score in old.items() if code in new and new[code].score != score)
    assert moved == ["016", "022", "124", "163", "165", "166"]
