"""The funnel in a report: how many packages are left after each gate."""

from __future__ import annotations

from detente.report.blocks import Block, Cell, Column, Heading, Paragraph, Section, Table
from detente.report.wording import count, percent, roughly
from detente.verdict.funnel import Funnel, FunnelGate

__all__ = ["funnel_part"]

COLUMNS = (
    Column(name="gate"),
    Column(name="5%", right=True),
    Column(name="median", right=True),
    Column(name="95%", right=True),
    Column(name="how counted", flexible=True),
    Column(name="none", right=True),
    Column(name="", bar=True),
)


def funnel_part(funnel: Funnel) -> tuple[Block, ...]:
    """Show how many packages pass each gate, as a distribution over the counted draws.

    Without counted draws only the number of conceivable packages is told.
    """
    heading = Heading(text="Packages left after each gate")
    if not funnel.draws_counted:
        text = f"{count(funnel.log10_conceivable)} packages are conceivable; none were counted in this run."
        return (heading, Paragraph(text=text))
    conceivable = Cell(text=count(funnel.log10_conceivable))
    first = (Cell(text="conceivable"), Cell(), conceivable, Cell(), Cell(text="counted"), Cell())
    rows = [(*first, Cell(bar=(1.0, 1.0))), *(_row(gate, funnel.log10_conceivable) for gate in funnel.gates)]
    table = Table(columns=COLUMNS, sections=(Section(rows=tuple(rows)),))
    return (heading, table, Paragraph(text=_explained(funnel), tone="muted"))


def _row(gate: FunnelGate, conceivable: float) -> tuple[Cell, ...]:
    cells = [Cell(text=_between(gate, name)) for name in ("p05", "p50", "p95")]
    low, high = (max(quantiles["p50"] or 0.0, 0.0) for quantiles in (gate.at_least, gate.at_most))
    scale = conceivable or 1.0
    none = Cell(text=percent(gate.share_empty), tone="poor" if gate.share_empty >= 0.5 else "plain")
    return (Cell(text=gate.gate), *cells, Cell(text=_how(gate)), none, Cell(bar=(low / scale, high / scale)))


def _between(gate: FunnelGate, quantile: str) -> str:
    low, high = gate.at_least[quantile], gate.at_most[quantile]
    if low == high:
        estimated = gate.share_estimated >= 0.5 and low is not None
        return f"~{roughly(low)}" if estimated else count(low)
    return f"{'0' if low is None else count(low)}..{count(high)}"


def _how(gate: FunnelGate) -> str:
    shares = {
        "counted": gate.share_exact,
        "estimated": gate.share_estimated,
        "bracketed": gate.share_bracketed,
    }
    used = {word: share for word, share in shares.items() if share > 0}
    if len(used) == 1:
        return next(iter(used))
    return ", ".join(f"{word} {percent(share)}" for word, share in used.items())


def _explained(funnel: Funnel) -> str:
    draws = f"{funnel.draws_counted} draws" if funnel.draws_counted > 1 else "one draw"
    text = f"Packages that pass a gate and all before it, over {draws} (5th percentile, median, 95th). "
    if any(gate.share_bracketed for gate in funnel.gates):
        text += "a..b: the number lies between the two. "
    errors = [gate.worst_error for gate in funnel.gates if gate.worst_error is not None]
    if errors:
        text += f"~: estimated, with a standard error of at most {max(errors):.0%} of the number. "
    return f"{text}none: share of these draws in which no package is left."
