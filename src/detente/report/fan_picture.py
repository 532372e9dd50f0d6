"""What a picture of a simulation shows: for each side a fan of hostility under each policy."""

from __future__ import annotations

import numpy as np

from detente.report.chart_style import LOOKS
from detente.report.time_chart import TimePicture
from detente.report.time_panel import TimeLine, TimePanel
from detente.verdict.simulating import NONE
from detente.verdict.simulation_result import SimulatedPolicy, Simulation

__all__ = ["MOST_POLICIES", "fan_picture"]

#: More fans over one another would not be read.
MOST_POLICIES = len(LOOKS)
#: Places of the quantiles that are the ends of a band, widest first.
BANDS = ((0, 4), (1, 3))


def fan_picture(found: Simulation) -> TimePicture:
    """Draw a panel for each principal, with a line for each of the first six policies.

    A fan has its bands of five draws in ten and nine in ten, and the mean as a line. Where more than
    one policy is shown, bands of nine draws in ten alone are drawn.
    """
    shown = found.policies[:MOST_POLICIES]
    left = len(found.policies) - len(shown)
    more = "1 more policy is" if left == 1 else f"{left} more policies are"
    rest = f" {more} not drawn." if left else ""
    return TimePicture(
        title=found.title,
        caption=f"Mean hostility, and where nine draws in ten{_and_five(shown)} lie, of {found.draws}.{rest} "
        "No forecast: what the judgements put in imply.",
        panels=tuple(_panel(found, party, shown) for party in found.principals),
        sentences=tuple(_sentence(found, policy) for policy in shown),
    )


def _and_five(shown: tuple[SimulatedPolicy, ...]) -> str:
    return " and five in ten" if len(shown) == 1 else ""


def _panel(found: Simulation, party: str, shown: tuple[SimulatedPolicy, ...]) -> TimePanel:
    bands = BANDS if len(shown) == 1 else BANDS[:1]
    lines = tuple(
        TimeLine(
            name=policy.text if policy.text != NONE else "usual answers alone",
            values=tuple(float(value) for value in policy.means[party]),
            bands=tuple(
                tuple((float(low), float(high)) for low, high in policy.fans[party][:, band])
                for band in bands
            ),
            look=k,
        )
        for k, policy in enumerate(shown)
    )
    return TimePanel(
        title=f"Hostility of {found.labels[party]}",
        measure="points, -10 friendliest, 10 war",
        periods=found.dates,
        lines=lines,
        ends=(-10.0, 10.0),
    )


def _sentence(found: Simulation, policy: SimulatedPolicy) -> str:
    ends = ", ".join(f"{found.labels[party]} {policy.means[party][-1]:.1f}" for party in found.principals)
    start = float(np.mean([policy.means[party][0] for party in found.principals]))
    return f"{policy.title}: from {start:.1f} on average to {ends} at {found.dates[-1]}."
