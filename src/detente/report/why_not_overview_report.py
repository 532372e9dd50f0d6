"""Every kind of deal of a case, where it fails and who stops it, as a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.explain.blocking_set import Stance
from detente.explain.conditions import Condition
from detente.explain.short_names import ShortNames
from detente.explain.why_not_overview import KindFailing, WhyNotOverview
from detente.explain.why_not_words import amount
from detente.report.blocks import Block, Cell, Column, Facts, Heading, Item, Items, Paragraph, Section, Table
from detente.report.keys_part import keys_part
from detente.report.middle_cut import middle_cut
from detente.report.why_not_conditions_part import condition_cell
from detente.report.wording import COLUMN_OF_GATE, percent, tone_of

__all__ = ["why_not_overview_report"]

#: Letters in cells.
KEY_WIDTH, HARDEST_WIDTH, STOPPED_WIDTH, LONGEST = 18, 42, 26, 2_000
TEMPLATES = {"consent": "{}", "trust": "{}'s trust", "keeping": "{}'s patience", "delivery": "control"}


def why_not_overview_report(result: WhyNotOverview) -> tuple[Block, ...]:
    """Tell of every kind of deal where it fails: the bottom line first, then a row each.

    Parameters
    ----------
    result : WhyNotOverview
    """
    names = ShortNames(result.labels)
    parts: list[Block] = [*_head(result), *_table(result, names), *_others(result, names)]
    return (*parts, *keys_part(parts, names), *_tail(result))


def _head(result: WhyNotOverview) -> Iterator[Block]:
    yield Heading(text=result.title, level=1)
    yield Facts(
        pairs=(
            ("question", "why-not"),
            ("asked of", "every kind of deal that is described"),
            ("reading", result.reading or "base"),
            ("draws", str(result.draws)),
            ("seed", str(result.seed)),
        )
    )
    first, *rest = result.sentences
    yield Paragraph(text=first, tone="strong")
    if rest:
        yield Items(items=tuple(Item(text=text) for text in rest))


def _table(result: WhyNotOverview, names: ShortNames) -> Iterator[Block]:
    judged = [kind for kind in result.kinds if kind.status in ("passes", "fails")]
    if not judged:
        return
    yield Heading(text="Kinds of deal")
    columns = (
        Column(name="kind"),
        Column(name="fails at"),
        Column(name="hardest condition", flexible=True),
        Column(name="short", right=True),
        Column(name="draws", right=True),
        Column(name="stopped alone by", flexible=True),
    )
    yield Table(columns=columns, sections=(Section(rows=tuple(_row(one, names) for one in judged)),), gap=1)
    yield Paragraph(
        text="Fails at: the first gate at which it does with every judgement at its median. Hardest "
        "condition: of all that fail the one that falls short most, points as shares of the party's largest "
        "stake, as each has its own scale; another may be short of more points. Draws: the share "
        "in which it passes all gates. Stopped alone by: parties by their keys, whose consent, "
        "trust or patience alone is missing. Ask about one of them with --package KIND.",
        tone="muted",
    )


def _row(kind: KindFailing, names: ShortNames) -> tuple[Cell, ...]:
    hardest = kind.hardest
    return (
        Cell(text=middle_cut(kind.key, KEY_WIDTH)),
        Cell(text="-" if kind.gate is None else COLUMN_OF_GATE[kind.gate]),
        Cell(text="" if hardest is None else _hardest(hardest, names)),
        Cell(text="" if hardest is None else amount(kind.short, hardest.unit), tone="poor"),
        Cell(text=percent(kind.share), tone=tone_of(kind.share)),
        Cell(text=_stopping(kind.blockers)),
    )


def _hardest(condition: Condition, names: ShortNames) -> str:
    """Tell a condition, the party whose it is by its key."""
    text = condition_cell(condition, names, LONGEST)
    if len(condition.parties) == 1:
        party = condition.parties[0]
        text = text.replace(names[party], party, 1)
    return middle_cut(text, HARDEST_WIDTH)


def _stopping(blockers: Sequence[Stance]) -> str:
    """Tell what stops a kind of deal, each alone, as much of it as there is room for."""
    told = list(dict.fromkeys(TEMPLATES[one.kind].format(one.party) for one in blockers))
    for shown in range(len(told), 0, -1):
        more = f" +{len(told) - shown}" if shown < len(told) else ""
        text = ", ".join(told[:shown]) + more
        if len(text) <= STOPPED_WIDTH:
            return text
    return middle_cut(f"{told[0]} +{len(told) - 1}", STOPPED_WIDTH) if told else ""


def _others(result: WhyNotOverview, names: ShortNames) -> Iterator[Block]:
    """Tell of kinds that are no deal, or could not be judged."""
    others = [kind for kind in result.kinds if kind.status in ("pressure", "not judged")]
    if others:
        yield Heading(text="Not judged")
        yield Items(items=tuple(Item(text=f"{kind.key}: {names.text(kind.sentence)}") for kind in others))


def _tail(result: WhyNotOverview) -> Iterator[Block]:
    yield Heading(text="To keep in mind")
    yield Items(items=tuple(Item(text=caveat) for caveat in result.caveats))
