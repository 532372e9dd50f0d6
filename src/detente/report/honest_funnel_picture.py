"""What a picture of the honest funnel shows: bands of counts by gate, and of shares by kind of deal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from detente.explain.honest_results import BADGE, FunnelBand, HonestFunnel, KindShift
from detente.report.honest_funnel_report import kind_name, median_count
from detente.report.text_fitting import shortened
from detente.report.wording import listed, percent

__all__ = ["Band", "HonestPicture", "honest_funnel_picture"]

#: Cells that names may take in a sentence, and names that it tells.
NAME_WIDTH, NAMED = 60, 3


class Band(NamedTuple):
    """One gate or kind of deal.

    Values are decimal logarithms of packages (None for none at all) or shares of draws: with all
    thresholds ``lower``, as ``judged`` and ``higher``, and with ``less`` and ``more`` control required.
    """

    name: str
    lower: float | None
    judged: float | None
    higher: float | None
    less: float | None
    more: float | None
    says: str
    has_badge: bool = False


@dataclass(frozen=True, kw_only=True)
class HonestPicture:
    """Bands.

    Attributes
    ----------
    title, caption : str
    log10_conceivable : float
        Of all packages, where the scale of the gates ends.
    gates, kinds : tuple of Band
        Either may be empty.
    """

    title: str
    caption: str
    log10_conceivable: float
    gates: tuple[Band, ...]
    kinds: tuple[Band, ...]

    def rows(self) -> tuple[dict[str, Any], ...]:
        """Return everything drawn as a table, one row per band."""
        parts = (("gate", self.gates), ("kind of deal", self.kinds))
        return tuple({"part": part, **band._asdict()} for part, bands in parts for band in bands)

    def alternative(self) -> str:
        """Say in one or two sentences what the picture shows, for those who cannot see it."""
        if not self.gates and not self.kinds:
            return "Nothing was counted and no kind of deal was asked about."
        told = []
        if self.gates:
            told.append(f"Packages that pass every gate: {self.gates[-1].says}.")
        if self.kinds:
            worn = [shortened(band.name, NAME_WIDTH) for band in self.kinds if band.has_badge]
            told.append(f"Kinds of deal on which {BADGE}: {listed(worn, NAMED) or 'none'}.")
        return " ".join(told)


def honest_funnel_picture(found: HonestFunnel) -> HonestPicture:
    """Return the picture of the honest funnel.

    Parameters
    ----------
    found : HonestFunnel
    """
    band = found.band
    return HonestPicture(
        title=found.title,
        caption=f"Every party's threshold moved by {found.shift:.0%} of its range: band from higher to lower "
        "thresholds, dot as judged. Line below: the required control alone moved by "
        f"{found.shift:g}. At right: lower, as judged, higher.",
        log10_conceivable=0.0 if band is None else band.judged.log10_conceivable,
        gates=() if band is None else tuple(_gate(band, g) for g in range(len(band.judged.gates))),
        kinds=tuple(_kind(found, kind) for kind in found.kinds),
    )


def _gate(band: FunnelBand, g: int) -> Band:
    moved = [funnel.gates[g] for funnel in (band.lower, band.judged, band.higher)]
    control = [funnel.gates[g] for funnel in (band.less_control, band.more_control)]
    lower, judged, higher, less, more = (gate.at_least["p50"] for gate in (*moved, *control))
    return Band(
        name=moved[0].gate,
        lower=lower,
        judged=judged,
        higher=higher,
        less=less,
        more=more,
        says=", ".join(map(median_count, moved)),
    )


def _kind(found: HonestFunnel, kind: KindShift) -> Band:
    lower, judged, higher = (share.share for share in (kind.lower, kind.judged, kind.higher))
    told = ", ".join(map(percent, (lower, judged, higher)))
    return Band(
        name=kind_name(found, kind),
        lower=lower,
        judged=judged,
        higher=higher,
        less=kind.less_control.share,
        more=kind.more_control.share,
        says=f"{told}; {BADGE}" if kind.badge else told,
        has_badge=kind.badge is not None,
    )
