"""What a picture of ripeness shows: hostility on the way, and the kinds of deal that move most."""

from __future__ import annotations

from collections.abc import Sequence

from detente.report.chart_style import LOOKS
from detente.report.time_chart import TimePicture
from detente.report.time_panel import TimeLine, TimePanel
from detente.report.wording import FORMS
from detente.verdict.ripeness_result import RipeKind, Ripeness

__all__ = ["ripeness_picture"]


def ripeness_picture(found: Ripeness) -> TimePicture:
    """Choose what to draw: of the kinds of deal open at some date, the six that move most.

    Parameters
    ----------
    found : Ripeness

    Returns
    -------
    TimePicture
        Ties go to the order of the dossier; without any open kind hostility alone is drawn. A kind whose
        two forms have the same shares is one line.
    """
    alive = [kind for kind in found.kinds if kind.ripest is not None]
    drawn = _alike(alive)
    chosen = sorted(drawn, key=lambda kinds: -_span(kinds[0]))[: len(LOOKS)]
    dates = tuple(moment.at for moment in found.moments)
    panels = [_hostility(found, dates)]
    if chosen:
        lines = tuple(_line(kinds, k) for k, kinds in enumerate(chosen))
        panels.append(
            TimePanel(
                title="Draws with a deal",
                measure="share of draws, with its 95% interval",
                periods=dates,
                lines=lines,
                ends=(0.0, 1.0),
                level=None,
                percent=True,
            )
        )
    done = ", ".join(found.policies) or "nothing is done"
    left = sum(map(len, drawn)) - sum(map(len, chosen))
    lines_left = "1 line that moves less is" if left == 1 else f"{left} lines that move less are"
    rest = f"; {lines_left} not drawn" if left else ""
    return TimePicture(
        title=found.title,
        caption=f"Along the simulated path of the climate, {done}; {found.draws} draws{rest}. No forecast: "
        "what the judgements put in imply.",
        panels=tuple(panels),
        sentences=tuple(found.sentence(kind) + "." for kinds in chosen for kind in kinds),
    )


def _alike(kinds: Sequence[RipeKind]) -> list[tuple[RipeKind, ...]]:
    """Put the forms of a kind of deal together where their shares are the same at every date."""
    found: dict[tuple[str, bytes], list[RipeKind]] = {}
    for kind in kinds:
        found.setdefault((kind.key, kind.passes.sum(axis=1).tobytes()), []).append(kind)
    return [tuple(alike) for alike in found.values()]


def _span(kind: RipeKind) -> float:
    shares = kind.passes.mean(axis=1)
    return float(shares.max() - shares.min())


def _hostility(found: Ripeness, dates: tuple[str, ...]) -> TimePanel:
    lines = []
    for k, party in enumerate(found.principals):
        spread = [moment.hostility[party] for moment in found.moments]
        lines.append(
            TimeLine(
                name=found.labels[party],
                values=tuple(median for _, median, _ in spread),
                bands=(tuple((low, high) for low, _, high in spread),),
                look=k,
            )
        )
    return TimePanel(
        title="Hostility of each side's acts",
        measure="points, -10 friendliest, 10 war; median and nine draws in ten",
        periods=dates,
        lines=tuple(lines),
        ends=(-10.0, 10.0),
    )


def _line(kinds: tuple[RipeKind, ...], look: int) -> TimeLine:
    kind, shares = kinds[0], kinds[0].shares
    form = FORMS.get(kind.form, kind.form) if len(kinds) == 1 else "either form"
    return TimeLine(
        name=f"{form}: {kind.name}",
        values=tuple(share.share for share in shares),
        bands=(tuple((share.low, share.high) for share in shares),),
        look=look,
    )
