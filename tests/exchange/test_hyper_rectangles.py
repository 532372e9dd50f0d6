"""Hyper-rectangles of Genius profiles."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from detente.errors import ExchangeError
from detente.exchange.genius_issues import Issue
from detente.exchange.hyper_rectangles import Rectangles, read_rectangles
from detente.exchange.xml_tree import read_xml

ISSUES = [
    Issue(index=1, name="A", kind="integer", options=("0", "1", "2", "3")),
    Issue(index=3, name="B", kind="integer", options=("-1", "0", "1")),
    Issue(index=4, name="C", kind="discrete", options=("x", "y")),
]


def read(folder: Path, inside: str, notes: list[str] | None = None, most: str = "10") -> Rectangles:
    """Read a utility with this inside its one function."""
    path = folder / "p.xml"
    path.write_text(f'<utility maxutility="{most}"><ufun>{inside}</ufun></utility>')
    return read_rectangles(read_xml(path), ISSUES, [] if notes is None else notes)


def box(inside: str, points: str = "5") -> str:
    """Return one box."""
    return f'<hyperRectangle utility="{points}">{inside}</hyperRectangle>'


def bound(index: int, low: str, high: str, tag: str = "INCLUDES") -> str:
    """Return one bound of a box."""
    return f'<{tag} index="{index}" min="{low}" max="{high}"/>'


def test_bounds_are_inclusive(tmp_path: Path) -> None:
    """Two of one issue are both kept, and one that holds every option is none."""
    inside = bound(1, "1", "3") + bound(1, "0", "2") + bound(3, "-5", "1")
    found = read(tmp_path, box(inside))
    assert [(c.when, c.points) for c in found.combinations] == [({"A": ("1", "2")}, Fraction(1, 2))]
    assert (found.base, found.highest) == (0, Fraction(1, 2))


def test_a_box_that_excludes_pays_everywhere_else(tmp_path: Path) -> None:
    """That is points for all, and as many less inside; an empty one pays always."""
    found = read(tmp_path, box(bound(3, "0", "1", "EXCLUDES")) + box(bound(1, "2", "1", "EXCLUDES")))
    assert found.base == 1
    assert [(c.when, c.points) for c in found.combinations] == [({"B": ("0", "1")}, Fraction(-1, 2))]


def test_boxes_that_pay_always_or_never(tmp_path: Path) -> None:
    """They become points of every package, or nothing."""
    found = read(tmp_path, box("") + box(bound(1, "9", "12")) + box(bound(1, "0", "3")) + box("", "0"))
    assert (found.base, found.combinations) == (1, [])
    never = read(tmp_path, box(bound(1, "0", "3", "EXCLUDES")))
    assert (never.base, never.combinations) == (0, [])


def test_weights_are_multiplied(tmp_path: Path) -> None:
    """Of the box and of the functions around it, except the outermost, as in Genius."""
    weighted = '<ufun weight="0.2"><hyperRectangle utility="30" weight="2"/></ufun>'
    assert read(tmp_path, f'<ufun weight="0.5" aggregation="SUM">{weighted}</ufun>').base == Fraction(
        30 * 2, 10
    ) * Fraction(1, 10)


def test_what_no_package_exceeds(tmp_path: Path) -> None:
    """The base and all that is paid; what is taken away is not counted."""
    assert read(tmp_path, box(bound(1, "0", "1"), "6") + box("", "5")).highest == Fraction(11, 10)
    assert read(tmp_path, box(bound(1, "0", "1"), "6") + box(bound(1, "0", "1"), "-6")).highest == Fraction(
        6, 10
    )


def test_excludes_count_before_includes(tmp_path: Path) -> None:
    """As in Genius, with a note."""
    notes: list[str] = []
    found = read(tmp_path, box(bound(1, "0", "0") + bound(3, "0", "0", "EXCLUDES")), notes)
    assert [c.when for c in found.combinations] == [{"B": ("0",)}]
    assert notes == ["p.xml, line 1: INCLUDES beside EXCLUDES do not count, as in Genius"]


@pytest.mark.parametrize(
    ("inside", "most", "reason"),
    [
        ('<ufun aggregation="max"/>', "10", "aggregation 'max' is no sum of points"),
        ('<ufun aggregation="min"/>', "10", "aggregation 'min' is no sum of points"),
        (box(bound(2, "0", "1")), "10", "there is no issue of index 2; there are: 1, 3, 4"),
        (box(bound(4, "0", "1")), "10", "'C' is discrete; only an issue over whole numbers"),
        (box(bound(1, "NaN", "1")), "10", "'min': 'NaN' is no finite number"),
        (box('<INCLUDES index="1" min="0"/>'), "10", "'max' is missing"),
        ("<hyperRectangle/>", "10", "'utility' is missing"),
        ("", "0", "'maxutility' is 0; it must be above 0"),
        ("", "-1.0", "'maxutility' is -1.0; it must be above 0"),
        ("", "inf", "'inf' is no finite number"),
    ],
)
def test_what_is_refused(tmp_path: Path, inside: str, most: str, reason: str) -> None:
    """With the reason."""
    with pytest.raises(ExchangeError) as caught:
        read(tmp_path, inside, most=most)
    assert reason in str(caught.value)


def test_there_must_be_one_function(tmp_path: Path) -> None:
    """Of several the first counts."""
    path = tmp_path / "p.xml"
    path.write_text('<utility maxutility="1"/>')
    with pytest.raises(ExchangeError, match="there is no <ufun>"):
        read_rectangles(read_xml(path), ISSUES, [])
    path.write_text(f'<utility maxutility="1"><ufun>{box("")}</ufun><ufun>{box("")}</ufun></utility>')
    notes: list[str] = []
    assert read_rectangles(read_xml(path), ISSUES, notes).base == 5
    assert notes == ["p.xml: of 2 functions only the first counts, as in Genius"]


def test_the_number_of_options_named_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a small file cannot fill the memory."""
    monkeypatch.setattr("detente.exchange.hyper_rectangles.MAX_NAMED", 5)
    with pytest.raises(ExchangeError, match="the boxes name more than 5 options"):
        read(tmp_path, box(bound(1, "0", "2")) * 2)
