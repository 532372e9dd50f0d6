"""Ripeness as a report."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from rich.cells import cell_len

from detente.report.blocks import Items, Table
from detente.report.plain import plain_text
from detente.report.ripeness_report import CAVEATS, ripeness_report
from detente.verdict.ripeness_result import RipeKind, Ripeness
from report.simulations import ripe
from report.terminals import terminal_lines


def text(found: Ripeness) -> str:
    """Write a report as plain lines."""
    return plain_text(ripeness_report(found))


def tables(found: Ripeness) -> list[list[list[str]]]:
    """The texts of all tables, row by row, the key of a section first."""
    return [
        [[section.key, *(cell.text for cell in row)] for section in block.sections for row in section.rows]
        for block in ripeness_report(found)
        if isinstance(block, Table)
    ]


def rising(found: Ripeness, hits: tuple[int, ...], name: str = "Any deal") -> RipeKind:
    """A kind of deal with so many draws at each date, the first draws always among them."""
    passes = np.arange(found.draws) < np.array(hits)[:, None]
    return replace(found.kinds[-1], name=name, passes=passes)


def test_the_head_says_of_what_it_is() -> None:
    """Policies, dates and draws; caveats at the end."""
    told = text(ripe("cbm"))
    assert told.startswith("# Sanctions for a ceasefire?\n")
    assert "policies: cbm\ndates: 2018-10 to 2019-04, 4 of them\ndraws: 30, seed 2\n" in told
    assert "policies: nothing is done\n" in text(ripe())
    assert [line[2:] for line in told.splitlines()[-len(CAVEATS) :]] == list(CAVEATS)


def test_hostility_is_that_of_the_result() -> None:
    """A row for each date, a column for each side."""
    found = ripe("cbm")
    rows = tables(found)[0]
    assert [row[1] for row in rows] == ["2018-10", "2018-12", "2019-02", "2019-04"]
    low, median, high = found.moments[-1].hostility["south"]
    assert rows[-1][3] == f"{median:.1f} ({low:.1f} to {high:.1f})"


def test_shares_are_those_of_the_result() -> None:
    """A row for each kind that is open at some date, below its form."""
    found = ripe("cbm")
    rows = tables(found)[1]
    alive = [kind for kind in found.kinds if kind.ripest is not None]
    assert [row[0] for row in rows] == ["described", "sweetened", "sweetened"]
    assert [row[1] for row in rows] == [kind.name for kind in alive]
    for row, kind in zip(rows, alive, strict=True):
        assert row[2:] == [f"{share.share:.0%}" for share in kind.shares]


def test_each_kind_is_told_in_a_sentence_with_its_interval() -> None:
    """When it is nearest, and how sure the share is."""
    found = ripe("cbm")
    kind = found.kinds[-1]
    share = kind.shares[0]
    told = text(found)
    assert f"- {found.sentence(kind)}.\n" in told
    assert f"  - 95% intervals: at 2018-10 70% ({share.low:.0%} to {share.high:.0%}).\n" in told


def test_a_rise_is_told_with_its_interval() -> None:
    """Date of the best share, points on the start, date from which it is closed."""
    found = ripe("cbm")
    kind = rising(found, (6, 24, 1, 0))
    told = text(replace(found, kinds=(kind,)))
    assert "nearest at 2018-12 (80% of draws, +60 points on the start); closes by 2019-02." in told
    ends = f"({100 * kind.gain.low:+.0f} to {100 * kind.gain.high:+.0f})"
    assert f"at 2018-12 80% (63% to 90%); on the start +60 points {ends}." in told
    shares = tables(replace(found, kinds=(kind,)))[1][0]
    assert shares[2:] == ["20%", "80%", "3%", "0%"]


def test_no_date_stands_out() -> None:
    """A difference that luck can make is called none."""
    found = ripe("cbm")
    told = text(replace(found, kinds=(rising(found, (15, 15, 16, 15)),)))
    assert "no date stands out (53% of draws at best, at 2019-02)" in told
    assert "on the start +3 points (-3 to +10)" in told


def test_no_kind_of_deal_at_any_date() -> None:
    """They are named in one line, and there are no shares to show."""
    found = ripe("cbm")
    dead = tuple(rising(found, (0, 0, 0, 0), name) for name in ("One", "Other"))
    told = text(replace(found, kinds=dead))
    assert "In no draw at any date: One, sweetened; Other, sweetened.\n" in told
    assert "Share of draws with a deal" not in told
    assert not [block for block in ripeness_report(replace(found, kinds=dead)) if isinstance(block, Items)][
        1:
    ]


def test_every_kind_open() -> None:
    """Then nothing is said of closed ones."""
    found = ripe("cbm")
    assert "In no draw at any date" in text(found)
    assert "In no draw at any date" not in text(replace(found, kinds=found.kinds[-1:]))


def test_of_many_dates_six_are_shown() -> None:
    """The first and the last among them, and the same in both tables."""
    found = ripe(until="2019-10", every=1)
    assert len(found.moments) == 13
    hostility = [row[1] for row in tables(found)[0]]
    assert hostility == ["2018-10", "2018-12", "2019-03", "2019-05", "2019-08", "2019-10"]
    block = [block for block in ripeness_report(found) if isinstance(block, Table)][1]
    assert [column.name for column in block.columns[1:]] == hostility


@pytest.mark.parametrize("width", [80, 120])
def test_tables_fit_a_terminal(width: int) -> None:
    """No line is longer, with days for dates and long names as well."""
    found = ripe(until="2019-10", every=1)
    days = tuple(replace(moment, at=f"{moment.at}-31") for moment in found.moments)
    kind = replace(found.kinds[-1], name="A deal about everything that was ever disputed between the two")
    told = replace(found, moments=days, kinds=(*found.kinds, kind))
    assert max(map(cell_len, terminal_lines(ripeness_report(told), width))) <= width
