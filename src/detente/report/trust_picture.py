"""What a picture of trust shows: how much each package takes, against how much there is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from detente.lenses.spread import Spread
from detente.lenses.trust.break_even import BreakEven
from detente.lenses.trust.trust_lens import TrustLens
from detente.report.text_fitting import shortened
from detente.report.trust_words import trust_range
from detente.report.wording import number_of

__all__ = ["TrustBar", "TrustPanel", "TrustPicture", "trust_picture"]

#: Cells that names may take in a sentence, and pairs that it tells of.
NAME_WIDTH, TOLD = 60, 3


class TrustBar(NamedTuple):
    """One package.

    ``needed`` is the smallest probability that the other performs at which one would sign, 0 for
    none and infinite for never; ``signs`` the share of draws in which one signs at the trust one has.
    """

    package: str
    needed: Spread
    signs: float


@dataclass(frozen=True, kw_only=True)
class TrustPanel:
    """What one principal needs of the word of one other party.

    Attributes
    ----------
    viewer, other : str
        Names.
    had : Spread
        Trust that the record supports.
    bars : tuple of TrustBar
        In the order of the packages; at least one.
    """

    viewer: str
    other: str
    had: Spread
    bars: tuple[TrustBar, ...]


@dataclass(frozen=True, kw_only=True)
class TrustPicture:
    """Trust needed and had.

    Attributes
    ----------
    title, caption : str
    panels : tuple of TrustPanel
        By viewer and other; may be empty.
    """

    title: str
    caption: str
    panels: tuple[TrustPanel, ...]

    def rows(self) -> tuple[dict[str, Any], ...]:
        """Return everything drawn as a table, one row per pair and package."""
        return tuple(
            {
                "viewer": panel.viewer,
                "other": panel.other,
                "package": bar.package,
                **{f"needed_{key}": x for key, x in bar.needed.to_dict().items()},
                **{f"had_{key}": x for key, x in panel.had.to_dict().items()},
                "signs": bar.signs,
            }
            for panel in self.panels
            for bar in panel.bars
        )

    def alternative(self) -> str:
        """Say in one or two sentences what the picture shows, for those who cannot see it."""
        if not self.panels:
            return "No package rests on a word that is in doubt."
        return " ".join(_in_words(panel) for panel in self.panels[:TOLD])


def _in_words(panel: TrustPanel) -> str:
    enough = sum(panel.had.middle >= bar.needed.middle for bar in panel.bars)
    viewer, other = (shortened(name, NAME_WIDTH) for name in (panel.viewer, panel.other))
    return (
        f"{viewer} can trust the word of {other} to {trust_range(panel.had)}, by the medians enough for "
        f"{number_of(enough, len(panel.bars))} packages that rest on it."
    )


def trust_picture(found: TrustLens) -> TrustPicture:
    """Return the picture of trust needed and had.

    Robust packages come first. Words that are taken for certain are left out, and those that make no
    difference: of which every package needs none, or of which none would be enough. If any principal's
    word makes a difference, only principals' words are drawn.

    Parameters
    ----------
    found : TrustLens
    """
    bars: dict[tuple[str, str], list[tuple[str, BreakEven]]] = {}
    for package in sorted(found.packages, key=lambda package: package.origin != "robust"):
        for one in package.principals:
            for pair in one.break_even:
                if pair.had.low < 1:
                    bars.setdefault((one.party, pair.other), []).append((package.name, pair))
    matter = [key for key, pairs in bars.items() if any(_is_open(pair.needed) for _, pair in pairs)]
    ranked = [key for key in matter if key[1] in found.principals] or matter
    return TrustPicture(
        title=found.title,
        caption="Trust that a package takes (dot: median, line: 5th to 95th percentile) against the trust "
        f"that the record supports (band and line across, the same percentiles), over {found.draws} draws. "
        "A cross: not even certainty is enough.",
        panels=tuple(_panel(found, viewer, other, bars[viewer, other]) for viewer, other in sorted(ranked)),
    )


def _is_open(needed: Spread) -> bool:
    """Tell whether there are draws in which how much trust there is decides."""
    return any(0 < x <= 1 for x in (needed.low, needed.middle, needed.high))


def _panel(found: TrustLens, viewer: str, other: str, pairs: list[tuple[str, BreakEven]]) -> TrustPanel:
    return TrustPanel(
        viewer=found.parties[viewer],
        other=found.parties[other],
        had=pairs[0][1].had,
        bars=tuple(TrustBar(package, pair.needed, pair.enough) for package, pair in pairs),
    )
