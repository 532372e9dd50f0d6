"""The smallest repairs of a package as parts of a report: other terms, and other judgements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from detente.explain.flip_sets import FlipSet, Turn
from detente.explain.judgement_repair import JudgementRepair
from detente.explain.package_repair import PackageRepair
from detente.explain.repair_proof import UnmetCondition
from detente.explain.repair_search import Blame
from detente.explain.repaired_package import RepairAnswer, RepairedPackage
from detente.explain.short_names import ShortNames
from detente.explain.why_not_mending import changes_words
from detente.report.blocks import Block, Cell, Column, Heading, Item, Items, Paragraph, Section, Table
from detente.report.lens_words import counted
from detente.report.middle_cut import middle_cut
from detente.report.why_not_conditions_part import CONDITION_WIDTH, condition_cell
from detente.report.wording import left_out, listed, percent

__all__ = ["judgement_repair_blocks", "package_repair_blocks"]

#: Repairs shown of each question, sets of judgements shown, and conditions that cannot be met.
MOST_REPAIRS, MOST_SETS, MOST_UNMET = 3, 5, 10
#: Judgements of a set that are told in a line, and letters in cells.
MOST_TURNS, UNMET_WIDTH, WHOSE_WIDTH = 4, 46, 30
Labels = Mapping[str, str]


def package_repair_blocks(repair: PackageRepair, labels: Labels) -> Sequence[Block]:
    """Tell which changes to a package make it pass.

    Parameters
    ----------
    repair : PackageRepair
    labels : mapping of key to name
        Of parties and issues, and of options under ``issue=option``.

    Returns
    -------
    sequence of Block
    """
    labels = ShortNames.of(labels)
    heading = Heading(text="The smallest repair: other terms")
    if repair.passes:
        return (heading, Paragraph(text="With every judgement at its median it passes: nothing to repair."))
    sentences = [_answer_sentence(repair, one, labels) for one in repair.answers]
    found = [one for one in _distinct(repair) if one.repairs]
    return (
        heading,
        Paragraph(text=sentences[0], tone="strong"),
        Items(items=tuple(Item(text=text) for text in sentences[1:])),
        *_repairs(repair, found, labels),
        *_more_repairs(found),
        Paragraph(text=" ".join(repair.caveats), tone="muted"),
    )


def _distinct(repair: PackageRepair) -> Iterator[RepairAnswer]:
    """Yield the answers whose repairs are not those of an answer before."""
    seen: list[list[Mapping[str, str]]] = []
    for one in repair.answers:
        packages = [found.package for found in one.repairs]
        if packages not in seen:
            yield one
        seen.append(packages)


def _answer_sentence(repair: PackageRepair, answer: RepairAnswer, labels: Labels) -> str:
    """Say in a sentence or two what the answer to one question is."""
    start = {
        "fewest changes": "Fewest changes",
        "keeping most": "Keeping as much of it as can be",
        "only additions": "Keeping all of it and adding to it",
        "only drops": "Only leaving things out",
    }[answer.kind]
    if answer.status == "none":
        return f"{start}: no such package passes at the medians (proved){_blame_words(answer.blame, labels)}."
    if answer.status == "undecided":
        return f"{start}: undecided, the search was given up; {_known_so_far(answer)}."
    best = answer.repairs[0]
    text = f"{start}: {counted(len(best.changes), 'change')} {'does' if len(best.changes) == 1 else 'do'} it"
    text += ", and fewer do not (proved)" if answer.kind != "keeping most" else " (proved)"
    if answer.kind != "only additions":
        text += f"; of the {counted(repair.asked, 'option')} asked for {answer.kept or 'none'} "
        text += "is kept" if (answer.kept or 0) <= 1 else "are kept"
    if answer.kind == "fewest changes":
        text += f": {changes_words(best.changes, labels)}"
    text += f". It then passes in {percent(best.share)} of draws."
    others = len(answer.repairs) - 1
    if others:
        more = "" if answer.is_complete else "at least "
        text += f" There {'is' if others == 1 else 'are'} {more}{others} more as small."
    return text


def _known_so_far(answer: RepairAnswer) -> str:
    parts = []
    if answer.at_least is not None:
        parts.append(f"it takes at least {counted(answer.at_least, 'change')}")
    if answer.changes is not None:
        parts.append(f"{counted(answer.changes, 'change')} would do")
    return " and ".join(parts) or "nothing is known"


def _blame_words(blame: Blame | None, labels: Labels) -> str:
    """Say on whom the proof rests."""
    if blame is None:
        return ""
    if blame.undeliverable:
        names = [labels[f"{issue}={option}"] for issue, option in blame.undeliverable]
        return f": those at the table cannot deliver {listed(names)}"
    if not blame.parties:
        return (
            f": the {listed(blame.limits)} alone forbids it" if blame.limits else ": nothing can be delivered"
        )
    names = [labels[party] for party in blame.parties]
    which = "the conditions of one party alone forbid it" if len(names) == 1 else "these together forbid it"
    return f"; {which}: {listed(names)}"


def _repairs(repair: PackageRepair, answers: Sequence[RepairAnswer], labels: Labels) -> Iterator[Block]:
    """Tell the repairs of each question: what to change, how often it then passes, and who gains what."""
    items = (
        Item(
            text=f"{one.kind}:",
            tone="strong",
            inner=tuple(
                Item(text=_repair_words(found, repair, labels), inner=(_to_paste(found),))
                for found in one.repairs[:MOST_REPAIRS]
            ),
        )
        for one in answers
    )
    if answers:
        yield Items(items=tuple(items))


def _repair_words(found: RepairedPackage, repair: PackageRepair, labels: Labels) -> str:
    gains = [f"{found.at_medians[party]:+.1f} to {labels[party]}" for party in repair.principals]
    share = percent(found.share)
    return f"{changes_words(found.changes, labels)}: passes in {share} of draws; surplus {listed(gains)}"


def _to_paste(found: RepairedPackage) -> Item:
    """Tell the package as a whole by its keys, as it is typed to ask about it."""
    package = ",".join(f"{issue}={option}" for issue, option in found.package.items())
    return Item(text=f'--package "{package}"')


def _more_repairs(answers: Sequence[RepairAnswer]) -> Iterator[Block]:
    rest = sum(max(0, len(one.repairs) - MOST_REPAIRS) for one in answers)
    if rest:
        yield Paragraph(text=left_out(rest, "repairs"), tone="muted")


def judgement_repair_blocks(repair: JudgementRepair, labels: Labels) -> Sequence[Block]:
    """Tell which judgements, moved within their ranges, make a package pass; or why none do.

    Parameters
    ----------
    repair : JudgementRepair
    labels : mapping of key to name
        Of parties.

    Returns
    -------
    sequence of Block
    """
    names = ShortNames.of(labels)
    heading = Heading(text="The smallest repair: other judgements")
    if repair.status == "passes":
        return (heading, Paragraph(text="With every judgement at its median it passes: nothing to repair."))
    if repair.status == "none":
        return (heading, *_none(repair, names))
    return (heading, *_sets(repair, names))


def _none(repair: JudgementRepair, names: ShortNames) -> Iterator[Block]:
    """Tell the proof that nothing within the ranges does."""
    yield Paragraph(
        text=f"Nothing within the elicited ranges repairs it (proved). {names.text(_reason(repair))}",
        tone="strong",
    )
    if repair.reach is not None:
        yield Paragraph(
            text=f"Some judgement would have to lie at least {percent(repair.reach - 1)} of its scale "
            "outside its range: of the party's largest stake for points, of 1 for shares."
        )
    elif any(one.reach is None for one in repair.unmet):
        yield Paragraph(text="Even as far outside the ranges as the party's largest stake nothing does.")
    if repair.unmet:
        yield _unmet_table(repair.unmet[:MOST_UNMET], names)
        if len(repair.unmet) > MOST_UNMET:
            yield Paragraph(text=left_out(len(repair.unmet) - MOST_UNMET, "conditions"), tone="muted")


def _reason(repair: JudgementRepair) -> str:
    if repair.conflict is not None:
        names = [one.name for one in repair.conflict.conditions]
        size = "a smallest" if repair.conflict.is_smallest else "an irreducible"
        together = listed(names, most=4)
        return f"Each condition can be met, but not all together; {size} set that cannot: {together}."
    n = len(repair.unmet)
    if n == 1:
        return f"One condition fails even at its best: {repair.unmet[0].condition.name}."
    hardest = next(one for one in repair.unmet if one.condition.key in repair.reason)
    return f"{n} conditions fail even at their best; the hardest: {hardest.condition.name}."


def _unmet_table(unmet: Sequence[UnmetCondition], names: ShortNames) -> Table:
    columns = (
        Column(name="what cannot be met", flexible=True),
        Column(name="whose", flexible=True),
        Column(name="short by", right=True),
        Column(name="at best", right=True),
        Column(name="outside", right=True),
    )
    return Table(
        columns=columns, sections=(Section(rows=tuple(_unmet_row(one, names) for one in unmet)),), gap=1
    )


def _unmet_row(one: UnmetCondition, names: ShortNames) -> tuple[Cell, ...]:
    outside = "" if not one.parties else "not at all"
    if one.beyond is not None:
        outside = percent(one.beyond)
    return (
        Cell(text=condition_cell(one.condition, names, UNMET_WIDTH)),
        Cell(text=middle_cut(listed([names[party] for party in one.parties]), WHOSE_WIDTH)),
        Cell(text=_amount(one.short, one)),
        Cell(text=_amount(one.short_at_best, one), tone="poor"),
        Cell(text=outside),
    )


def _amount(short: float, one: UnmetCondition) -> str:
    """Write a shortfall in the unit of its condition."""
    if not np.isfinite(short):
        return "without end"
    if one.condition.unit == "share of control":
        return f"{short:.2f}"
    return f"{short:.1f}" if one.condition.is_about_points else f"{short:.0f}"


def _sets(repair: JudgementRepair, names: ShortNames) -> Iterator[Block]:
    """Tell the sets of judgements that do."""
    if not repair.sets:
        text = "Undecided whether anything within the elicited ranges repairs it: the search was given up."
        if repair.at_least:
            text += f" It would take at least {counted(repair.at_least, 'judgement')}."
        yield Paragraph(text=text, tone="strong")
        return
    best, n = repair.sets[0], repair.fewest or 0
    if repair.status == "found":
        text = (
            f"{counted(n, 'judgement')}, moved within the elicited ranges, {'does' if n == 1 else 'do'} it; "
        )
        text += "it does without none of them." if n == 1 else "fewer do not (proved)."
    else:
        text = f"{counted(n, 'judgement')}, moved within the elicited ranges, would do; "
        text += f"it is undecided whether fewer do, at least {repair.at_least} it takes (proved)."
    yield Paragraph(text=text, tone="strong")
    yield Paragraph(text=_set_sentence(repair, best, names))
    yield _turns_table(best.turns, names)
    yield from _other_sets(repair, names)
    yield Paragraph(text=" ".join(repair.caveats), tone="muted")


def _set_sentence(repair: JudgementRepair, best: FlipSet, labels: Labels) -> str:
    which = "The set that has to move least" if len(repair.sets) > 1 else "They"
    if repair.fewest == 1 and len(repair.sets) == 1:
        which = "It"
    goes = "goes" if which != "They" else "go"
    text = f"{which} {goes} {percent(best.reach)} of the way from the median to the end of the range"
    names = [labels[party] for party in best.who]
    text += f"; whose act or error it would be: {listed(names)}"
    if best.share is not None:
        text += (
            f". With this, and all else as uncertain as it is, the package passes in {percent(best.share)} "
        )
        text += f"of draws, against {percent(repair.share)} as judged"
    return text + "."


def _turns_table(turns: Sequence[Turn], names: ShortNames) -> Table:
    columns = (
        Column(name="judgement", flexible=True),
        Column(name="median", right=True),
        Column(name="needed", right=True),
        Column(name="range", right=True),
        Column(name="reach", right=True),
    )
    rows = tuple(
        (
            Cell(text=middle_cut(names.text(turn.entry.words), CONDITION_WIDTH)),
            Cell(text=f"{turn.entry.middle:.4g}"),
            Cell(text=f"{turn.value:.4g}", tone="strong"),
            Cell(text=f"{turn.entry.low:.4g} to {turn.entry.high:.4g}"),
            Cell(text=percent(turn.reach)),
        )
        for turn in turns
    )
    return Table(columns=columns, sections=(Section(rows=rows),), gap=1)


def _other_sets(repair: JudgementRepair, names: ShortNames) -> Iterator[Block]:
    others = repair.sets[1:MOST_SETS]
    if others:
        more = "" if repair.is_complete else ", among more that are not all listed"
        yield Paragraph(text=f"Other sets of {repair.fewest} that do, by how far they have to move{more}:")
        yield Items(items=tuple(Item(text=names.text(_set_words(one))) for one in others))
    if len(repair.sets) > MOST_SETS:
        yield Paragraph(text=left_out(len(repair.sets) - MOST_SETS, "sets"), tone="muted")


def _set_words(one: FlipSet) -> str:
    told = [f"{turn.entry.words}: {turn.value:.4g}" for turn in one.turns[:MOST_TURNS]]
    if len(one.turns) > MOST_TURNS:
        told.append(f"{len(one.turns) - MOST_TURNS} more")
    moved = "; ".join(told)
    return f"{percent(one.reach)} of the way: {moved}"
