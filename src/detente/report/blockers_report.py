"""Blockers as a report: who stands in the way alone, who with others, and where work would have to begin."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from detente.explain.block_results import Blockers, HittingSets, KindBlockers, QuestionBlockers, Unit
from detente.explain.blocking_conditions import UnitKind
from detente.lenses.spread import Spread
from detente.report.blocks import Block, Cell, Column, Facts, Heading, Item, Items, Paragraph, Section, Table
from detente.report.lens_words import range_words
from detente.report.wording import left_out, listed, percent, tone_of
from detente.verdict.intervals import ShareInterval

__all__ = ["blockers_report"]

#: Rows of a table, sets listed, sets of a goal, names in a sentence.
MOST_ROWS, MOST_SETS, MOST_OF_GOAL, MOST_NAMED = 16, 8, 3, 4
#: Share of the draws that can be opened from which a unit counts as needed.
MOSTLY = 0.5
NOUN: dict[UnitKind, str] = {"party": "party", "rule": "rule", "gate": "gate"}
NOUNS: dict[UnitKind, str] = {"party": "parties", "rule": "rules", "gate": "gates"}
EXPLAINED = (
    "Shares of draws. Alone: lifting it alone opens a deal, with the 95% interval. Together: it belongs to a "
    "set of two or more that opens one, of which no part would do. Needed: a deal can be opened by lifting "
    "{nouns}, but not without this one."
)


def blockers_report(found: Blockers) -> tuple[Block, ...]:
    """Tell who and what blocks deals.

    Parameters
    ----------
    found : Blockers
        About one kind of deal or package, told in full, or several, told in one table.

    Returns
    -------
    tuple of Block
    """
    if len(found.questions) == 1:
        parts: tuple[Block, ...] = tuple(_in_full(found.questions[0]))
    else:
        parts = tuple(_side_by_side(found))
    return (
        Heading(text=found.title, level=1),
        _facts(found),
        *parts,
        Heading(text="To keep in mind"),
        Items(items=tuple(Item(text=caveat) for caveat in found.caveats)),
    )


def _facts(found: Blockers) -> Facts:
    forms = sorted({question.form for question in found.questions})
    return Facts(
        pairs=(
            ("question", "who and what blocks it"),
            ("reading", found.reading or "base"),
            ("kinds of deal", str(len(found.questions))),
            ("form", ", ".join(forms) or "-"),
            ("draws", str(found.draws)),
            ("seed", str(found.seed)),
        )
    )


def _with_interval(share: ShareInterval) -> str:
    return f"{percent(share.share)} ({range_words(share.low, share.high)})"


def _some(fewest: Spread) -> str:
    low, middle, high = (f"{x:.0f}" for x in (fewest.low, fewest.middle, fewest.high))
    return middle if low == high else f"{middle} ({low}-{high})"


# ---------------------------------------------------------------------- one question


def _in_full(question: QuestionBlockers) -> Iterator[Block]:
    yield from (Paragraph(text=text, tone="strong") for text in _sentences(question))
    for kind in question.kinds:
        yield from _units_part(kind)
        yield from _sets_part(kind)
        yield from _hitting_part(kind)


def _sentences(question: QuestionBlockers) -> Iterator[str]:
    """Say it in words: the verdict, who alone, who together, when nobody."""
    head = f"{question.name}, {question.form}"
    if question.deal is None:
        yield f"{head}: no package can be of this kind, so nothing blocks it but what it asks for."
        return
    often = "none" if not question.deal.hits else _with_interval(question.deal)
    yield f"{head}: as it is, it passes all gates in {often} of {question.draws:,} draws."
    parties = question.of("party")
    yield _alone(parties)
    if parties.can_open.hits and not all(unit.sole.hits == parties.can_open.hits for unit in parties.units):
        yield _together(parties)
    if parties.hopeless.hits:
        yield _hopeless(question, parties)
    gates = [unit for unit in question.of("gate").units if unit.sole.hits]
    if gates:
        told = listed([f"{unit.name} ({percent(unit.sole.share)})" for unit in gates], 5)
        yield f"Gates that would open a deal if they alone were lifted: {told}."


def _alone(parties: KindBlockers) -> str:
    sole = [unit for unit in parties.units if unit.sole.hits]
    if not sole:
        return "No party blocks it alone." if parties.can_open.hits else "No party can open it."
    told = listed([f"{unit.name} in {_with_interval(unit.sole)}" for unit in sole], MOST_NAMED)
    return f"Parties whose conditions, lifted alone, open a deal: {told} of draws."


def _together(parties: KindBlockers) -> str:
    text = (
        f"With enough parties' conditions lifted a deal opens in {percent(parties.can_open.share)} of draws"
    )
    if parties.fewest is not None:
        text += f"; it takes at least {_some(parties.fewest)} of them"
    needed = _needed(parties)
    if needed:
        text += f". Not without {listed([unit.name for unit in needed], MOST_NAMED)} in most of these draws"
    return f"{text}."


def _needed(kind: KindBlockers) -> list[Unit]:
    """Return the units without which nothing opens in most draws that can be opened, most needed first."""
    most = [unit for unit in kind.units if unit.needed.hits > MOSTLY * kind.can_open.hits]
    return sorted(most, key=lambda unit: (-unit.needed.hits, unit.key))


def _hopeless(question: QuestionBlockers, parties: KindBlockers) -> str:
    text = f"In {percent(parties.hopeless.share)} of draws no party's consent helps"
    control = question.of("gate").of("deliverable")
    if control.needed.hits >= parties.hopeless.hits:
        text += ", as what it asks for cannot be delivered by those at the table"
    return f"{text}."


def _units_part(kind: KindBlockers) -> Iterator[Block]:
    yield Heading(text=f"{NOUNS[kind.kind].capitalize()}: alone, together, needed")
    units = [unit for unit in kind.units if unit.pivotal.hits or unit.needed.hits]
    if not units:
        yield Paragraph(text=_nothing(kind))
        return
    columns = (
        Column(name=NOUN[kind.kind], flexible=True),
        Column(name="alone", right=True),
        Column(name="together", right=True),
        Column(name="needed", right=True),
        Column(name="", bar=True),
    )
    rows = tuple(_unit_row(unit) for unit in units[:MOST_ROWS])
    yield Table(columns=columns, sections=(Section(rows=rows),))
    text = EXPLAINED.format(nouns=NOUNS[kind.kind])
    if kind.up_to is not None:
        text += f" Sets of more than {kind.up_to} were not all listed."
    if len(units) > MOST_ROWS:
        text += f" {left_out(len(units) - MOST_ROWS, NOUNS[kind.kind])}"
    yield Paragraph(text=text, tone="muted")


def _nothing(kind: KindBlockers) -> str:
    nouns = NOUNS[kind.kind]
    if kind.can_open.hits:
        return f"Only with more than {kind.up_to} {nouns} lifted does a deal open."
    if kind.hopeless.hits:
        return f"Lifting {nouns} opens a deal in no draw: other conditions fail as well."
    return f"No {NOUN[kind.kind]} blocks anything: there is a deal in every draw."


def _unit_row(unit: Unit) -> tuple[Cell, ...]:
    return (
        Cell(text=unit.name),
        Cell(text=_with_interval(unit.sole) if unit.sole.hits else "-", tone=tone_of(unit.sole.share)),
        Cell(text=percent(unit.joint.share) if unit.joint.hits else "-"),
        Cell(text=percent(unit.needed.share) if unit.needed.hits else "-"),
        Cell(bar=(unit.sole.share, max(unit.sole.share, unit.needed.share))),
    )


def _names(kind: KindBlockers, units: Sequence[str]) -> str:
    """Name the units of a set: parties by their keys, which are short, rules by their names."""
    if kind.kind == "rule":
        return "; ".join(kind.of(unit).name for unit in units)
    return ", ".join(units)


def _sets_part(kind: KindBlockers) -> Iterator[Block]:
    """List what opens a deal together; single units stand in the table before."""
    sets = [one for one in kind.sets if len(one.units) > 1]
    if not sets:
        return
    yield Heading(text=f"{NOUNS[kind.kind].capitalize()} that open a deal together", level=3)
    columns = (
        Column(name="set", flexible=True),
        Column(name="size", right=True),
        Column(name="draws", right=True),
    )
    rows = tuple(
        (
            Cell(text=_names(kind, one.units)),
            Cell(text=str(len(one.units))),
            Cell(text=_with_interval(one.share), tone=tone_of(one.share.share)),
        )
        for one in sets[:MOST_SETS]
    )
    yield Table(columns=columns, sections=(Section(rows=rows),))
    text = "Minimal sets: no part of them would do."
    if kind.kind == "party":
        text += " Parties stand under their keys in the dossier."
    if len(sets) > MOST_SETS:
        text += f" {left_out(len(sets) - MOST_SETS, 'sets')}"
    yield Paragraph(text=text, tone="muted")


def _hitting_part(kind: KindBlockers) -> Iterator[Block]:
    """Tell the smallest sets over all draws."""
    if not kind.hitting:
        return
    yield Heading(text=f"Fewest {NOUNS[kind.kind]} that would open most draws", level=3)
    columns = (
        Column(name="of the draws", right=True),
        Column(name="size", right=True),
        Column(name=f"smallest sets of {NOUNS[kind.kind]}", flexible=True),
        Column(name="reaches", right=True),
    )
    rows = [row for goals in _alike(kind.hitting) for row in _goal_rows(kind, goals)]
    yield Table(columns=columns, sections=(Section(rows=tuple(rows)),))
    yield Paragraph(
        text=f"Of the {kind.can_open.hits:,} draws in which lifting {NOUNS[kind.kind]} opens a deal. At most "
        f"{MOST_OF_GOAL} sets of a size are shown; --json has more.",
        tone="muted",
    )


def _alike(hitting: Sequence[HittingSets]) -> Iterator[list[HittingSets]]:
    """Put neighbouring goals together that the same sets reach."""
    for _, group in itertools.groupby(hitting, key=lambda goal: goal.sets):
        yield list(group)


def _goal_rows(kind: KindBlockers, goals: Sequence[HittingSets]) -> Iterator[tuple[Cell, ...]]:
    first = goals[0]
    size = f"{first.size}" if first.is_smallest else f"at most {first.size}"
    head = (range_words(first.goal, goals[-1].goal), size)
    for one in first.sets[:MOST_OF_GOAL]:
        texts = (*head, _names(kind, one.units), percent(one.share.share))
        yield tuple(Cell(text=text) for text in texts)
        head = ("", "")


# ---------------------------------------------------------------------- several questions


def _side_by_side(found: Blockers) -> Iterator[Block]:
    if not found.questions:
        yield Paragraph(text="The dossier names no kind of deal to ask about.", tone="strong")
        return
    yield from (Paragraph(text=text, tone="strong") for text in _over_all(found))
    yield Heading(text="Kinds of deal: who blocks them alone, and who is needed")
    columns = (
        Column(name="kind of deal", flexible=True),
        Column(name="deal", right=True),
        Column(name="blocks alone", flexible=True),
        Column(name="fewest", right=True),
        Column(name="needed in most draws", flexible=True),
    )
    rows = tuple(_question_row(question) for question in found.questions)
    yield Table(columns=columns, sections=(Section(rows=rows),))
    yield Paragraph(
        text="Shares of draws. Deal: some such package passes all gates as it is. Blocks alone: lifting this "
        "party's conditions alone opens a deal, with the 95% interval. Fewest: parties that must be lifted "
        "at least where that opens a deal (median, 5th to 95th percentile). Parties stand under their keys "
        "in the dossier; ask about one kind of deal for sets, rules and gates.",
        tone="muted",
    )


def _over_all(found: Blockers) -> Iterator[str]:
    asked = [question for question in found.questions if question.deal is not None]
    alone = [q for q in asked if any(unit.sole.hits for unit in q.of("party").units)]
    if not asked:
        yield "No package can be of any of these kinds."
        return
    text = (
        f"Of {len(asked)} kinds of deal {len(alone) or 'none'} can be opened by one party alone in some draw"
    )
    yield f"{text}: {listed([q.key for q in alone], MOST_NAMED)}." if alone else f"{text}."
    times: dict[str, int] = {}
    for question in asked:
        for unit in _needed(question.of("party")):
            times[unit.name] = times.get(unit.name, 0) + 1
    if times:
        ranked = sorted(times.items(), key=lambda item: (-item[1], item[0]))
        told = listed([f"{name} ({n})" for name, n in ranked[:MOST_NAMED]], MOST_NAMED)
        yield f"Needed, in most draws that can be opened, for most kinds of deal: {told}."


def _question_row(question: QuestionBlockers) -> tuple[Cell, ...]:
    if question.deal is None:
        return (Cell(text=question.name), Cell(text="no package", tone="muted"), Cell(), Cell(), Cell())
    parties = question.of("party")
    sole = [f"{unit.key} {_with_interval(unit.sole)}" for unit in parties.units if unit.sole.hits]
    needed = [unit.key for unit in _needed(parties)]
    return (
        Cell(text=question.name),
        Cell(text=percent(question.deal.share), tone=tone_of(question.deal.share)),
        Cell(text=listed(sole, 3) or "nobody", tone="plain" if sole else "muted"),
        Cell(text="-" if parties.fewest is None else _some(parties.fewest)),
        Cell(text=", ".join(needed[:6]) + (f" and {len(needed) - 6} more" if len(needed) > 6 else "") or "-"),
    )
