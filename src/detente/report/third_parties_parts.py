"""The parts of the third-parties report: packages, parties, ways to spoil, and who outside has to act."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from detente.lenses.outsiders.effects import OutsideEffect, PackageEffects
from detente.lenses.outsiders.result import PartyRecord, ThirdParties
from detente.lenses.outsiders.spoiling import Way
from detente.report.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    Item,
    Items,
    Paragraph,
    Section,
    Table,
    Tone,
)
from detente.report.lens_words import points_words, share_words
from detente.report.wording import listed, percent, tone_of

__all__ = ["acting_part", "effects_part", "packages_part", "parties_part", "spoiling_part"]

#: Packages in the table, packages told of one by one, options and parties written out.
MOST_PACKAGES, MOST_TOLD, MOST_NAMED = 24, 8, 4
#: Share of draws from which a way to spoil is told of.
TOLD_FROM = 0.05
WAY_WORDS: dict[Way, str] = {
    "performance": "does not act",
    "consent": "refuses",
    "leak": "undoes",
    "control": "holds back control",
}


def packages_part(found: ThirdParties) -> Iterable[Block]:
    """Tell of every package whom it hurts outside, and who of them can spoil it."""
    yield Heading(text="Packages: whom they hurt outside, and who can spoil them")
    if not found.packages:
        yield Paragraph(text="There is no package to ask about; name one with --package.")
        return
    columns = (
        Column(name="package", flexible=True),
        Column(name="passes", right=True),
        Column(name="hurts nobody", right=True, flexible=True),
        Column(name="spoiler", right=True),
        Column(name="lose and can spoil it", flexible=True),
        Column(name="lose and cannot", flexible=True),
    )
    packages = _in_order(found)
    rows = tuple(_package_row(one) for one in packages[:MOST_PACKAGES])
    yield Table(columns=columns, sections=(Section(rows=rows),))
    yield from _more(len(packages) - MOST_PACKAGES)
    yield Paragraph(
        text="Shares of draws. Passes: all five gates. Hurts nobody: no third party does worse than without "
        "a deal. Spoiler: some third party can spoil it. Lose: in at least two draws of three. Parties "
        "stand under their keys in the dossier.",
        tone="muted",
    )


def _in_order(found: ThirdParties) -> list[PackageEffects]:
    """Return the packages, those with sweeteners last."""
    return sorted(found.packages, key=lambda one: one.package.origin == "with sweeteners")


def _package_row(one: PackageEffects) -> tuple[Cell, ...]:
    return (
        Cell(text=one.package.name),
        Cell(text=percent(one.passes), tone=tone_of(one.passes)),
        Cell(text=percent(one.hurts_nobody), tone=tone_of(one.hurts_nobody)),
        Cell(text=percent(one.has_spoiler), tone=tone_of(1 - one.has_spoiler)),
        Cell(text=", ".join(one.losers_who_can_spoil) or "nobody"),
        Cell(text=", ".join(one.powerless_losers) or "nobody"),
    )


def _more(n: int, which: str = "") -> Iterable[Block]:
    if n > 0:
        left, are = ("package", "is") if n == 1 else ("packages", "are")
        yield Paragraph(text=f"{n} more {left}{which} {are} left out; --json has them all.", tone="muted")


def effects_part(found: ThirdParties) -> Iterable[Block]:
    """Tell party by party what single packages do; for a few packages only."""
    for one in found.packages:
        concerned = [effect for effect in one.effects if effect.status != "untouched" or effect.spoils > 0]
        if not concerned:
            continue
        yield Heading(text=f"{one.package.name}: what it is worth to those outside")
        yield _effects_table(found, sorted(concerned, key=lambda effect: effect.surplus.middle))
        yield Paragraph(
            text="Points against the status quo, each party's own: median, and 5th to 95th percentile. Gains "
            "and loses: against no deal." + _without_stake(len(one.effects) - len(concerned)),
            tone="muted",
        )


def _without_stake(n: int) -> str:
    """Count the parties that are not in the table."""
    if n == 0:
        return ""
    who = "party has" if n == 1 else "parties have"
    return f" {n} more third {who} no stake in it."


def _effects_table(found: ThirdParties, effects: Sequence[OutsideEffect]) -> Table:
    # Points and surplus are the same unless no deal, or being seen to deal, is worth something.
    differ = any(effect.points != effect.surplus for effect in effects)
    names = ["points", "above no deal"] if differ else ["points"]
    columns = (
        Column(name="party", flexible=True),
        Column(name="status"),
        *(Column(name=name) for name in names),
        Column(name="gains", right=True),
        Column(name="loses", right=True),
        Column(name="hurt most by", flexible=True),
    )
    rows = tuple(_effect_row(found, effect, differ) for effect in effects)
    return Table(columns=columns, sections=(Section(rows=rows),))


def _effect_row(found: ThirdParties, effect: OutsideEffect, differ: bool) -> tuple[Cell, ...]:
    tones: dict[str, Tone] = {"gains": "good", "loses": "poor"}
    above = (Cell(text=points_words(effect.surplus)),) if differ else ()
    return (
        Cell(text=found.label(effect.party)),
        Cell(text=_status(effect), tone=tones.get(effect.status, "plain")),
        Cell(text=points_words(effect.points)),
        *above,
        Cell(text=percent(effect.gains)),
        Cell(text=percent(effect.loses)),
        Cell(text="" if effect.harm is None else f"{effect.harm.change} ({effect.harm.points:+.1f})"),
    )


def _status(effect: OutsideEffect) -> str:
    """Write the status; without a stake a party can spoil a package only by undoing it."""
    if effect.status != "untouched":
        return effect.status
    return "no stake, undoes it" if effect.spoils > 0 else "no stake"


def parties_part(found: ThirdParties) -> Iterable[Block]:
    """Tell of every third party how it fares over all packages."""
    yield Heading(text="Third parties over all these packages")
    if not found.parties:
        yield Paragraph(text="The dossier names no third party.")
        return
    columns = (
        Column(name="party", flexible=True),
        Column(name="gains by", right=True),
        Column(name="hurt by", right=True),
        Column(name="can spoil", right=True),
        Column(name="must act in", right=True),
        Column(name="hurt most by", flexible=True),
    )
    concerned = [r for r in found.parties if r.loses or r.needed_for or r.gains_by or r.spoils]
    ranked = sorted(concerned, key=lambda record: (-len(record.can_spoil), -record.loses, record.party))
    rows = tuple(_party_row(found, record) for record in ranked)
    yield Table(columns=columns, sections=(Section(rows=rows),))
    spared = [record.party for record in found.parties if record not in concerned]
    if spared:
        names = listed([found.label(party) for party in spared], 6)
        yield Paragraph(text=f"Not affected by any, and with no part in any: {names}.", tone="muted")
    yield Paragraph(
        text="Numbers of packages, of those asked about, in which it is so in at least two draws of three. "
        "They say how these packages are, not how likely anything is. Points are the party's own, at the "
        "median.",
        tone="muted",
    )


def _party_row(found: ThirdParties, record: PartyRecord) -> tuple[Cell, ...]:
    effects = [one.effect(record.party) for one in found.packages]
    harms = [effect.harm for effect in effects if effect.harm is not None]
    worst = min(harms, key=lambda harm: (harm.points, harm.change), default=None)
    numbers = (record.gains_by, record.hurt_by, record.can_spoil, record.needed_for)
    return (
        Cell(text=found.label(record.party)),
        *(Cell(text=str(len(names) or "")) for names in numbers),
        Cell(text="" if worst is None else f"{worst.change} ({worst.points:+.1f})"),
    )


def spoiling_part(found: ThirdParties) -> Iterable[Block]:
    """Tell package by package who can spoil it, how, and over what."""
    packages = [one for one in _in_order(found) if one.has_spoiler >= TOLD_FROM]
    if not packages:
        return
    yield Heading(text="How they can spoil it")
    yield Items(items=tuple(_spoiling_item(one) for one in packages[:MOST_TOLD]))
    yield from _more(len(packages) - MOST_TOLD, " that can be spoilt")
    yield Paragraph(
        text="Shares of draws. Does not act: it would have to, and loses. Refuses: its consent is asked, and "
        "it loses. Undoes: it stays out and makes up for what the others do. Holds back control: it loses, "
        "and those who gain, at the table or performing, command too little without it. Each counts only "
        "where that one party decides.",
        tone="muted",
    )


def _spoiling_item(one: PackageEffects) -> Item:
    spoilers = sorted(
        (effect for effect in one.effects if effect.spoils >= TOLD_FROM),
        key=lambda effect: (-effect.spoils, effect.party),
    )
    inner = [Item(text=f"{effect.party} ({percent(effect.spoils)}): {_ways(effect)}") for effect in spoilers]
    if one.undone_together >= TOLD_FROM:
        text = f"leaks that only together undo a change, in {percent(one.undone_together)} of draws"
        inner.append(Item(text=text))
    return Item(text=f"{one.package.name}:", inner=tuple(inner))


def _ways(effect: OutsideEffect) -> str:
    told = [way for way in effect.ways if way.share >= TOLD_FROM]
    return "; ".join(
        f"{WAY_WORDS[way.way]}{_at(way.share, effect)}: {listed(way.over, MOST_NAMED)}" for way in told
    )


def _at(share: float, effect: OutsideEffect) -> str:
    return "" if share == effect.spoils else f" ({percent(share)})"


def acting_part(found: ThirdParties) -> Iterable[Block]:
    """Tell which of those who do not sign have to act, and what their word is worth."""
    records = [record for record in found.parties if record.needed_for]
    if not records:
        return
    yield Heading(text="Who outside has to act")
    columns = (
        Column(name="party", flexible=True),
        Column(name="packages", right=True),
        Column(name="keeps word"),
        Column(name="willing"),
        Column(name="for", flexible=True),
    )
    rows = tuple(_acting_row(found, record) for record in records)
    yield Table(columns=columns, sections=(Section(rows=rows),))
    yield Paragraph(
        text="Keeps word: the chance its record gives, or that of the principal it belongs to (5th to 95th "
        "percentile); without one it is taken at its word. Willing: it does not lose by the package, lowest "
        "to highest share of draws over the packages.",
        tone="muted",
    )


def _acting_row(found: ThirdParties, record: PartyRecord) -> tuple[Cell, ...]:
    done = [one.effect(record.party).performance for one in found.packages]
    tasks = [task for task in done if task is not None]
    options = dict.fromkeys(over for task in tasks for over in task.over)
    word = tasks[0].keeps_word
    return (
        Cell(text=found.label(record.party)),
        Cell(text=str(len(tasks))),
        Cell(text="no record" if word is None else share_words(word)),
        Cell(text=_range([task.willing for task in tasks])),
        Cell(text=listed(list(options), MOST_NAMED)),
    )


def _range(shares: Sequence[float]) -> str:
    low, high = percent(min(shares)), percent(max(shares))
    if low == high:
        return low
    return f"{low if low.startswith(('<', '>')) else low.removesuffix('%')}-{high}"
