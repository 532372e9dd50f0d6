"""Ripeness as a report: hostility over time, when each kind of deal is nearest, and all shares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.report.blocks import Block, Cell, Column, Facts, Heading, Item, Items, Paragraph, Section, Table
from detente.report.wording import FORMS, percent, tone_of
from detente.verdict.ripeness_result import RipeKind, Ripeness

__all__ = ["CAVEATS", "ripeness_report"]

#: Dates in tables: so many columns a terminal has room for.
MOST_DATES = 6
CAVEATS = (
    "What hostility does to a bargain is what the dossier says under climate.effects, in its ranges; "
    "no data stand behind it.",
    "The same draws are judged at every date, so that differences between dates are not luck; how wide "
    "a share is known is told by its interval.",
    "A share of draws says what the judgements put in imply. It is no chance that a deal will be struck, "
    "and the dates are no forecast.",
)


def ripeness_report(found: Ripeness) -> tuple[Block, ...]:
    """Tell when along the path each kind of deal is nearest, and when it closes.

    Parameters
    ----------
    found : Ripeness

    Returns
    -------
    tuple of Block
        Hostility at every date; a sentence for each kind of deal that is open at some date; shares
        at up to six dates, the first and the last among them; which kinds are open at none.
    """
    pairs = (
        ("question", "when along the path of the climate is a deal nearest, and when does it close"),
        ("dossier", found.dossier),
        ("reading", found.reading or "base"),
        ("policies", ", ".join(found.policies) or "nothing is done"),
        ("dates", f"{found.moments[0].at} to {found.moments[-1].at}, {len(found.moments)} of them"),
        ("draws", f"{found.draws}, seed {found.seed}"),
    )
    alive = [kind for kind in found.kinds if kind.ripest is not None]
    return (
        Heading(text=found.title, level=1),
        Facts(pairs=pairs),
        *_hostility(found),
        Heading(text="When each kind of deal is nearest"),
        *_sentences(found, alive),
        *_shares(found, alive),
        Heading(text="To keep in mind"),
        Items(items=tuple(Item(text=caveat) for caveat in CAVEATS)),
    )


def _shown(found: Ripeness) -> list[int]:
    """Return the numbers of the dates in the tables: spread evenly, first and last included."""
    n = len(found.moments)
    if n <= MOST_DATES:
        return list(range(n))
    return sorted({round(k * (n - 1) / (MOST_DATES - 1)) for k in range(MOST_DATES)})


def _hostility(found: Ripeness) -> Iterator[Block]:
    yield Heading(text="Hostility on the way")
    columns = (
        Column(name="at"),
        *(Column(name=found.labels[party], right=True, flexible=True) for party in found.principals),
    )
    rows = []
    for moment in (found.moments[d] for d in _shown(found)):
        spreads = (moment.hostility[party] for party in found.principals)
        cells = (Cell(text=f"{median:z.1f} ({low:z.1f} to {high:z.1f})") for low, median, high in spreads)
        rows.append((Cell(text=moment.at), *cells))
    yield Table(columns=columns, sections=(Section(rows=tuple(rows)),))
    yield Paragraph(
        text="Points of each side's acts from -10 (friendliest) over 0 (neutral) to 10 (war): median, and "
        "where nine draws in ten lie.",
        tone="muted",
    )


def _sentences(found: Ripeness, alive: Sequence[RipeKind]) -> Iterator[Block]:
    if alive:
        yield Items(items=tuple(_item(found, kind) for kind in alive))
    closed = [kind for kind in found.kinds if kind.ripest is None]
    if closed:
        names = "; ".join(f"{kind.name}, {FORMS.get(kind.form, kind.form)}" for kind in closed)
        yield Paragraph(text=f"In no draw at any date: {names}.", tone="muted")


def _item(found: Ripeness, kind: RipeKind) -> Item:
    """Say when a kind is nearest, and below that how sure the figures are."""
    ripest = kind.ripest or 0
    share, gain = kind.shares[ripest], kind.gain
    known = f"at {found.moments[ripest].at} {percent(share.share)} ({share.low:.0%} to {share.high:.0%})"
    if ripest:
        moved, low, high = (100 * change for change in (gain.change, gain.low, gain.high))
        known += f"; on the start {moved:+z.0f} points ({low:+z.0f} to {high:+z.0f})"
    return Item(text=f"{found.sentence(kind)}.", inner=(Item(text=f"95% intervals: {known}.", tone="muted"),))


def _shares(found: Ripeness, alive: Sequence[RipeKind]) -> Iterator[Block]:
    if not alive:
        return
    shown = _shown(found)
    yield Heading(text="Share of draws with a deal")
    columns = (
        Column(name="kind of deal", flexible=True),
        *(Column(name=found.moments[d].at, right=True) for d in shown),
    )
    forms = dict.fromkeys(kind.form for kind in alive)
    sections = tuple(
        Section(
            key=FORMS.get(form, form), rows=tuple(_row(kind, shown) for kind in alive if kind.form == form)
        )
        for form in forms
    )
    yield Table(columns=columns, sections=sections, key_name="form")


def _row(kind: RipeKind, shown: Sequence[int]) -> tuple[Cell, ...]:
    shares = kind.shares
    return (
        Cell(text=kind.name),
        *(Cell(text=percent(shares[d].share), tone=tone_of(shares[d].share)) for d in shown),
    )
