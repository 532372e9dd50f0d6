"""Control against requirement as a chart for files: one bar per issue, a line for what is required."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

from detente.report.chart_style import (
    BLACK,
    BLUE,
    PALE,
    TEXT_SIZE,
    WHITE,
    finished,
    library,
    text_width,
    titled,
)
from detente.report.leverage_picture import ControlBar, LeveragePicture
from detente.report.text_fitting import shortened
from detente.report.wording import percent

if TYPE_CHECKING:
    import altair

__all__ = ["chart"]

#: Width of the whole of an issue and height of a row, in pixels.
WIDTH, ROW = 430, 40
#: More issues than this would not be read.
MOST_BARS = 25
ISSUE_WIDTH, PARTY_WIDTH, NOTE_WIDTH = 46, 16, 52
GAP = 8
#: Size of the text inside bars.
SMALL = 11
#: Parts of a row, from 0 at the top: the bar, and the line of what is required.
BAR_TOP, BAR_END, LINE = 0.12, 0.58, 0.76
SEATED, AWAY, REQUIRED = "at the table", "not at the table", "required (5th to 95th percentile)"
AXIS_TITLE = "share of control"


def chart(picture: LeveragePicture) -> altair.LayerChart:
    """Draw control against requirement, up to about 1,000 pixels wide, 40 pixels an issue.

    Of more than 25 issues the first 25 are drawn, and the caption says so.

    Parameters
    ----------
    picture : LeveragePicture
        Without bars, only the words and the axis are drawn.

    Returns
    -------
    altair.LayerChart
        With all its data inside.

    Raises
    ------
    RunError
        If altair is not installed.
    """
    alt = library("altair")
    bars = picture.bars[:MOST_BARS]
    left = len(picture.bars) - len(bars)
    notes = [f"Of {len(picture.bars):,} issues the first {len(bars)} are drawn."] if left else []
    layered: altair.LayerChart = alt.layer(*_layers(alt, bars)).properties(
        width=WIDTH, height=ROW * max(len(bars), 1)
    )
    return finished(titled(alt, layered, picture, notes))


def _longest(bars: tuple[ControlBar, ...]) -> float:
    """Return the end of the axis: shares of parties with halves of their own may add to more than 1."""
    return max([1.0, *(sum(share.share for share in bar.shares) for bar in bars)])


def _layers(alt: Any, bars: tuple[ControlBar, ...]) -> list[Any]:
    longest = _longest(bars)
    shares = [row for rank, bar in enumerate(bars) for row in _share_rows(rank, bar, longest)]
    required = [_required_row(rank, bar, longest) for rank, bar in enumerate(bars)]
    colours = alt.Color(
        "who:N",
        scale=alt.Scale(domain=[SEATED, AWAY, REQUIRED], range=[BLUE, PALE, BLACK]),
        legend=alt.Legend(title=None, symbolType="square", symbolStrokeColor=BLACK, symbolStrokeWidth=1),
    )
    length = alt.Scale(domain=[0, longest], nice=False)
    axis = alt.Axis(format="%", title=AXIS_TITLE, values=_ticks(longest))
    x = alt.X("start:Q", scale=length, axis=axis)
    place = alt.Scale(domain=[0, max(len(bars), 1)], reverse=True, nice=False)
    y = {field: alt.Y(f"{field}:Q", scale=place, axis=None) for field in ("top", "line", "name", "middle")}
    words = {"fontSize": TEXT_SIZE, "baseline": "middle"}
    of_shares, of_issues = alt.Chart(alt.Data(values=shares)), alt.Chart(alt.Data(values=required))
    tips = ["issue:N", "option:N", "note:N"]
    return [
        of_shares.mark_rect(stroke=BLACK, strokeWidth=1).encode(
            x=x, x2="end:Q", y=y["top"], y2="bottom:Q", color=colours, tooltip=["party:N", "says:N"]
        ),
        of_shares.mark_text(**{**words, "fontSize": SMALL}).encode(
            x=alt.X("centre:Q", scale=length, axis=axis),
            y=y["middle"],
            text="inside:N",
            color=alt.Color("ink:N", scale=None),
        ),
        of_issues.mark_rule(strokeWidth=3).encode(x=x, x2="end:Q", y=y["line"], color=colours, tooltip=tips),
        of_issues.mark_tick(thickness=3, size=12, color=BLACK).encode(
            x=alt.X("median:Q", scale=length, axis=axis), y=y["line"], tooltip=tips
        ),
        of_issues.mark_text(**words, align="right", color=BLACK).encode(
            text="issue:N", x=alt.value(-GAP), y=y["name"]
        ),
        of_issues.mark_text(**words, align="left", color=BLACK).encode(
            text="note:N", x=alt.value(WIDTH + GAP), y=y["name"]
        ),
    ]


def _ticks(longest: float) -> list[float]:
    return [k / 4 for k in range(int(longest * 4 + 1e-9) + 1)]


def _share_rows(rank: int, bar: ControlBar, longest: float) -> Iterator[dict[str, Any]]:
    end = 0.0
    for share in bar.shares:
        start, end = end, end + share.share
        name = shortened(share.party, PARTY_WIDTH)
        says = f"{name} {percent(share.share)}"
        yield {
            "party": name,
            "says": f"{shortened(bar.issue, ISSUE_WIDTH)}: {says}",
            "who": SEATED if share.at_table else AWAY,
            "start": start,
            "end": end,
            "centre": (start + end) / 2,
            "top": rank + BAR_TOP,
            "bottom": rank + BAR_END,
            "middle": rank + (BAR_TOP + BAR_END) / 2,
            "inside": says if _fits(says, share.share, longest) else "",
            "ink": WHITE if share.at_table else BLACK,
        }


def _fits(text: str, share: float, longest: float) -> bool:
    return text_width(cell_len(text)) * SMALL / TEXT_SIZE <= share / longest * WIDTH


def _required_row(rank: int, bar: ControlBar, longest: float) -> dict[str, Any]:
    small = [
        f"{share.party} {percent(share.share)}"
        for share in bar.shares
        if not _fits(f"{shortened(share.party, PARTY_WIDTH)} {percent(share.share)}", share.share, longest)
    ]
    told = f"delivered {percent(bar.delivered)}" + (f"; {', '.join(small)}" if small else "")
    return {
        "who": REQUIRED,
        "issue": shortened(bar.issue, ISSUE_WIDTH),
        "option": bar.option,
        "note": shortened(told, NOTE_WIDTH),
        "start": bar.required.low,
        "end": bar.required.high,
        "median": bar.required.middle,
        "line": rank + LINE,
        "name": rank + (BAR_TOP + BAR_END) / 2,
    }
