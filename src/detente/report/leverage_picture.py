"""What a picture of leverage shows: control of each issue by party, against what is required."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from detente.lenses.leverage.result import Leverage
from detente.lenses.leverage.shares import ControlBalance
from detente.lenses.spread import Spread
from detente.report.text_fitting import shortened
from detente.report.wording import listed, percent

__all__ = ["ControlBar", "ControlShare", "LeveragePicture", "leverage_picture"]

#: Cells that names may take in a sentence, and issues that one lists.
NAME_WIDTH, LISTED = 60, 3


class ControlShare(NamedTuple):
    """One party's share of an issue, by its median."""

    party: str
    share: float
    at_table: bool


@dataclass(frozen=True, kw_only=True)
class ControlBar:
    """One issue.

    Attributes
    ----------
    issue, option : str
        Names; the option is the one of the issue that is hardest to deliver.
    shares : tuple of ControlShare
        Those at the table first, then most control first.
    required : Spread
        What the option requires.
    delivered : float
        Share of draws in which those at the table can deliver it.
    """

    issue: str
    option: str
    shares: tuple[ControlShare, ...]
    required: Spread
    delivered: float


@dataclass(frozen=True, kw_only=True)
class LeveragePicture:
    """Issues of which those at the table cannot deliver everything in every draw.

    Attributes
    ----------
    title, caption : str
    bars : tuple of ControlBar
        Hardest first; may be empty.
    """

    title: str
    caption: str
    bars: tuple[ControlBar, ...]

    def rows(self) -> tuple[dict[str, Any], ...]:
        """Return everything drawn as a table, one row per issue and party."""
        return tuple(
            {"issue": bar.issue, "option": bar.option, **share._asdict(), **bar.required.to_dict()}
            for bar in self.bars
            for share in bar.shares
        )

    def alternative(self) -> str:
        """Say in one or two sentences what the picture shows, for those who cannot see it."""
        if not self.bars:
            return "Those at the table can deliver every option in every draw."
        hardest = [
            f"{shortened(bar.issue, NAME_WIDTH)} (delivered in {percent(bar.delivered)} of draws)"
            for bar in self.bars
        ]
        return (
            f"Issues on which those at the table fall short of what is required in some draw: "
            f"{len(self.bars)}. Hardest: {listed(hardest, LISTED)}."
        )


def leverage_picture(found: Leverage) -> LeveragePicture:
    """Return the picture of control against requirement.

    Parameters
    ----------
    found : Leverage
    """
    hardest: dict[str, ControlBalance] = {}
    for balance in found.balances:
        known = hardest.get(balance.issue)
        if balance.deliverable < 1 and (known is None or balance.deliverable < known.deliverable):
            hardest[balance.issue] = balance
    ranked = sorted(hardest.values(), key=lambda balance: (balance.deliverable, balance.issue))
    return LeveragePicture(
        title=found.title,
        caption="Who commands how much of an issue (medians), against what its hardest option requires. "
        f"Delivered: share of {found.draws} draws in which those at the table hold enough, net of leaks.",
        bars=tuple(_bar(found, balance) for balance in ranked),
    )


def _bar(found: Leverage, balance: ControlBalance) -> ControlBar:
    shares = [
        ControlShare(party, share.middle, party in balance.at_table)
        for party, share in balance.shares.items()
    ]
    shares.sort(key=lambda share: (not share.at_table, -share.share, share.party))
    return ControlBar(
        issue=found.label(balance.issue),
        option=found.label(f"{balance.issue}={balance.option}"),
        shares=tuple(shares),
        required=balance.required,
        delivered=balance.deliverable,
    )
