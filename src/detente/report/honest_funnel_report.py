"""The honest funnel as a report: which verdicts hang on thresholds, and how the counts move."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.ensemble.depths import SWEETENED
from detente.explain.honest_results import (
    ALL,
    BADGE,
    CONTROL,
    FunnelBand,
    HonestFunnel,
    KindShift,
    PartyFunnels,
    verdict_of,
)
from detente.report.blocks import Block, Cell, Column, Facts, Heading, Item, Items, Paragraph, Section, Table
from detente.report.lens_words import counted, range_words
from detente.report.wording import count, left_out, listed, number_of, percent, roughly, tone_of
from detente.verdict.funnel import Funnel, FunnelGate
from detente.verdict.intervals import ShareInterval

__all__ = ["honest_funnel_report", "kind_name", "median_count"]

#: Names in a sentence, rows of the tables of kinds of deal and of parties.
MOST_NAMED, MOST_KINDS, MOST_PARTIES = 4, 24, 16


def honest_funnel_report(found: HonestFunnel) -> tuple[Block, ...]:
    """Tell how counts and verdicts move when every threshold is moved a little.

    Parameters
    ----------
    found : HonestFunnel

    Returns
    -------
    tuple of Block
    """
    return (
        Heading(text=found.title, level=1),
        _facts(found),
        *(Paragraph(text=text, tone="strong") for text in _bottom_line(found)),
        *_kinds_part(found),
        *_gates_part(found),
        *_parties_part(found),
        Heading(text="To keep in mind"),
        Items(items=tuple(Item(text=caveat) for caveat in found.caveats)),
    )


def _facts(found: HonestFunnel) -> Facts:
    forms = sorted({kind.form for kind in found.kinds})
    return Facts(
        pairs=(
            ("question", "do the thresholds decide, or the facts?"),
            ("reading", found.reading or "base"),
            ("thresholds", f"moved by {found.shift:.0%} of each party's range"),
            ("kinds of deal", str(len(found.kinds))),
            ("form", ", ".join(forms) or "-"),
            ("draws", _draws(found)),
            ("seed", str(found.seed)),
        )
    )


def _draws(found: HonestFunnel) -> str:
    fewer = sorted({kind.draws for kind in found.kinds if kind.draws < found.draws}, reverse=True)
    return f"{found.draws}, of large kinds {' or '.join(map(str, fewer))}" if fewer else str(found.draws)


def kind_name(found: HonestFunnel, kind: KindShift) -> str:
    """Name a kind of deal; with its form where they have not all the same."""
    if kind.form == SWEETENED and len({one.form for one in found.kinds}) > 1:
        return f"{kind.name}, with sweeteners"
    return kind.name


# ---------------------------------------------------------------------- in words


def _bottom_line(found: HonestFunnel) -> Iterator[str]:
    part = f"{found.shift:.0%} of each party's range"
    if found.kinds:
        worn = [kind for kind in found.kinds if kind.badge]
        n = number_of(len(worn), len(found.kinds))
        if worn:
            yield f"For {n} kinds of deal {BADGE}: moving them by {part} turns the verdict."
            yield from (_turn(found, kind) for kind in worn[:MOST_NAMED])
        else:
            yield f"Moving all thresholds by {part} turns the verdict on {n} kinds of deal."
        yield from _too_close(found)
        yield from _words(found)
        yield from _control(found)
    if found.band is not None:
        yield _packages(found.band)


def _turn(found: HonestFunnel, kind: KindShift) -> str:
    """Say of one kind of deal what becomes of it, and whose threshold alone does it."""
    text = (
        f"{kind_name(found, kind)}: {verdict_of(kind.judged)} as judged ({_call(kind)}), "
        f"{percent(kind.lower.share)} with lower thresholds, {percent(kind.higher.share)} with higher ones"
    )
    names = [found.labels.get(party, party) for party in kind.turned_by]
    if not names:
        return f"{text}; no party's threshold alone turns it."
    return f"{text}; the threshold of {_either(names)} alone turns it."


def _call(kind: KindShift) -> str:
    """Tell the share as judged, and whether it is too close to call."""
    told = f"{percent(kind.judged.share)} of draws"
    return f"{told}, too close to call as it is" if kind.too_close else told


def _too_close(found: HonestFunnel) -> Iterator[str]:
    """Name the kinds of deal whose verdict the draws leave open, and what changes no more than its word."""
    for kind in [kind for kind in found.kinds if kind.too_close][:MOST_NAMED]:
        text = (
            f"{kind_name(found, kind)}: too close to call as it is, since one half lies within the 95% "
            f"interval of its share of draws ({range_words(kind.judged.low, kind.judged.high)})"
        )
        if kind.wavers_with:
            words = {ALL: "all parties' thresholds", CONTROL: "the required control"}
            names = [
                words.get(one) or f"the threshold of {found.labels.get(one, one)}" for one in kind.wavers_with
            ]
            text += f"; moving {_either(names)} changes the word but stays within that, which is no turn"
        yield f"{text}."


def _either(names: Sequence[str]) -> str:
    return listed(names, MOST_NAMED).replace(" and ", " or ") if len(names) <= MOST_NAMED else listed(names)


def _words(found: HonestFunnel) -> Iterator[str]:
    worded = [kind for kind in found.kinds if kind.word_turns and not kind.badge]
    if worded:
        names = listed([kind.key for kind in worded], MOST_NAMED)
        n = counted(len(worded), "kind")
        yield f"The verdict stays but the word of likelihood changes for {n} of deal: {names}."


def _control(found: HonestFunnel) -> Iterator[str]:
    turned = [kind.key for kind in found.kinds if kind.control_turns]
    told = f"turns the verdict on {listed(turned, MOST_NAMED)}" if turned else "turns no verdict"
    yield f"Moving the control that options require by {found.shift:g}, and nothing else, {told}."


def _packages(band: FunnelBand) -> str:
    lower, judged, higher = (median_count(f.gates[-1]) for f in (band.lower, band.judged, band.higher))
    return (
        f"Packages that pass every gate, in the median of {counted(band.judged.draws_counted, 'draw')}: "
        f"{judged} as judged, {lower} with lower thresholds, {higher} with higher ones."
    )


# ---------------------------------------------------------------------- kinds of deal


def _kinds_part(found: HonestFunnel) -> Iterator[Block]:
    yield Heading(text="Kinds of deal: share of draws with a deal")
    if not found.kinds:
        yield Paragraph(text="No kind of deal was asked about.")
        return
    columns = (
        Column(name="kind of deal", flexible=True),
        Column(name="draws", right=True),
        Column(name="lower", right=True),
        Column(name="as judged", right=True),
        Column(name="higher", right=True),
        Column(name="control", right=True),
        Column(name="alone turned by", flexible=True),
    )
    ranked = sorted(found.kinds, key=lambda kind: (kind.badge is None, not kind.word_turns))
    rows = tuple(_kind_row(found, kind) for kind in ranked[:MOST_KINDS])
    yield Table(columns=columns, sections=(Section(rows=rows),))
    text = (
        f"Lower, higher: all parties' thresholds moved by {found.shift:.0%} of their ranges. As judged: with "
        "the 95% interval. Control: the "
        f"required control alone moved by {found.shift:g}, less and more. *: {BADGE}. Parties stand under "
        "their keys in the dossier."
    )
    if len(ranked) > MOST_KINDS:
        text += f" {left_out(len(ranked) - MOST_KINDS, 'kinds')}"
    yield Paragraph(text=text, tone="muted")


def _kind_row(found: HonestFunnel, kind: KindShift) -> tuple[Cell, ...]:
    name, judged = kind_name(found, kind), kind.judged
    control = [percent(share.share) for share in (kind.less_control, kind.more_control)]
    return (
        Cell(text=f"* {name}" if kind.badge else name, tone="strong" if kind.badge else "plain"),
        Cell(text=str(kind.draws), tone="muted"),
        _share(kind.lower),
        Cell(
            text=f"{percent(judged.share)} ({range_words(judged.low, judged.high)})",
            tone=tone_of(judged.share),
        ),
        _share(kind.higher),
        Cell(text=" / ".join(control), tone="muted"),
        Cell(text=listed(kind.turned_by, MOST_NAMED)),
    )


def _share(share: ShareInterval) -> Cell:
    return Cell(text=percent(share.share), tone=tone_of(share.share))


# ---------------------------------------------------------------------- packages


def median_count(gate: FunnelGate) -> str:
    """Write the median number of packages at a gate: exact, estimated (~), or between two numbers."""
    low, high = gate.at_least["p50"], gate.at_most["p50"]
    if low != high:
        return f"{'0' if low is None else count(low)}..{count(high)}"
    return f"~{roughly(low)}" if gate.share_estimated >= 0.5 and low is not None else count(low)


def _gates_part(found: HonestFunnel) -> Iterator[Block]:
    band = found.band
    if band is None:
        return
    yield Heading(text="Packages left after each gate")
    columns = (
        Column(name="gate"),
        *(
            Column(name=name, right=True)
            for name in ("lower", "as judged", "higher", "less control", "more control")
        ),
    )
    funnels = (band.lower, band.judged, band.higher, band.less_control, band.more_control)
    rows = tuple(
        (Cell(text=gate.gate), *(Cell(text=median_count(funnel.gates[g])) for funnel in funnels))
        for g, gate in enumerate(band.judged.gates)
    )
    yield Table(columns=columns, sections=(Section(rows=rows),))
    yield Paragraph(
        text=f"Medians over {counted(band.judged.draws_counted, 'draw')}. {_how(funnels)}", tone="muted"
    )


def _how(funnels: Sequence[Funnel]) -> str:
    """Say how counts were got."""
    gates = [gate for funnel in funnels for gate in funnel.gates]
    errors = [gate.worst_error for gate in gates if gate.worst_error is not None]
    text = "All were counted one and all."
    if errors:
        text = f"~: estimated, with a standard error of at most {max(errors):.0%} of the number."
    if any(gate.share_bracketed for gate in gates):
        text += " a..b: the number lies between the two."
    return text


def _parties_part(found: HonestFunnel) -> Iterator[Block]:
    if not found.alone:
        return
    yield Heading(text="Packages that pass every gate when one party's threshold alone is moved")
    columns = (
        Column(name="party", flexible=True),
        Column(name="range", right=True),
        Column(name="lower", right=True),
        Column(name="as judged", right=True),
        Column(name="higher", right=True),
    )
    ranked = sorted(found.alone, key=_moves)
    rows = tuple(_party_row(found, one) for one in ranked[:MOST_PARTIES])
    yield Table(columns=columns, sections=(Section(rows=rows),))
    n = found.alone[0].judged.draws_counted
    text = f"Medians over {counted(n, 'draw')}. Range: points between the best and the worst it could get."
    if len(ranked) > MOST_PARTIES:
        text += f" {left_out(len(ranked) - MOST_PARTIES, 'parties')}"
    yield Paragraph(text=text, tone="muted")


def _moves(one: PartyFunnels) -> tuple[float, str]:
    """Sort by how far the count moves, those that move it most first."""
    lower, higher = (funnel.gates[-1].at_least["p50"] for funnel in (one.lower, one.higher))
    # No package at all is less than one package, whose logarithm is 0.
    return (-1.0 if higher is None else higher) - (-1.0 if lower is None else lower), one.party


def _party_row(found: HonestFunnel, one: PartyFunnels) -> tuple[Cell, ...]:
    return (
        Cell(text=found.labels.get(one.party, one.party)),
        Cell(text=f"{one.range:.0f}"),
        *(Cell(text=median_count(f.gates[-1])) for f in (one.lower, one.judged, one.higher)),
    )
