"""The bargain lens as a report: who can get what, and which issue pays for which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from detente.kernel.estimates import CountEstimate
from detente.lenses.bargain.analysis import Bargain
from detente.lenses.bargain.left_on_table import LeftOnTable
from detente.lenses.bargain.linkage import Trade
from detente.lenses.bargain.movement import Movement
from detente.lenses.bargain.outcome import Outcome
from detente.model.predicate import GATE_NOUNS
from detente.report.bargain_pictures import frontier_picture
from detente.report.blocks import Block, Cell, Column, Facts, Heading, Item, Items, Paragraph, Section, Table
from detente.report.terminal_plot import terminal_plot
from detente.report.wording import count, listed, number_of, percent, roughly

__all__ = ["CONCEPT_NAMES", "bargain_report"]

CONCEPT_NAMES = {
    "nash": "Nash",
    "kalai_smorodinsky": "Kalai-Smorodinsky",
    "egalitarian": "Egalitarian",
    "utilitarian": "Utilitarian",
}
#: Issues shown of those that the Nash package moves over draws.
MOST_MOVED = 12
#: Points from here on are written as whole numbers.
WRITTEN_OUT = 10_000
#: Options written out of a package that is not the subject of a part of its own.
MOST_NAMED = 60


def bargain_report(bargain: Bargain) -> tuple[Block, ...]:
    """Tell what the bargain lens found.

    Parameters
    ----------
    bargain : Bargain

    Returns
    -------
    tuple of Block
    """
    return (
        Heading(text=bargain.problem.title, level=1),
        _facts(bargain),
        Paragraph(text=_zone_sentence(bargain), tone="strong"),
        *_frontier_part(bargain),
        *_solutions_part(bargain),
        *_trades_part(bargain),
        *_named_part(bargain),
        *_division_part(bargain),
        *_movement_part(bargain),
        *_caveats_part(bargain),
    )


def _name(bargain: Bargain, party: str) -> str:
    return bargain.problem.label(party)


def _points(amount: Fraction | float) -> str:
    """Write points with a sign, in four figures or as a whole number."""
    value = float(amount)
    if value == 0:
        return "0"
    return f"{value:+.4g}" if abs(value) < WRITTEN_OUT else f"{value:+.0f}"


def _facts(bargain: Bargain) -> Facts:
    problem = bargain.problem
    parties = listed([_name(bargain, party) for party in problem.parties], most=8)
    pairs = [
        ("who", parties),
        (
            "packages",
            f"{problem.n_packages}" if problem.n_packages < 10**6 else f"{float(problem.n_packages):.2g}",
        ),
    ]
    if problem.system is not None:
        pairs.append(("gates", ", ".join(problem.gates)))
        pairs.append(("numbers", "every judgement at its median"))
    if len(set(bargain.powers)) > 1:
        powers = zip(problem.parties, bargain.powers, strict=True)
        pairs.append(("power", ", ".join(f"{_name(bargain, p)} {w}" for p, w in powers)))
    if bargain.counts:
        pairs.append(
            ("in the zone" if not problem.is_gated else "pass the gates", _counted(bargain.counts[-1]))
        )
    return Facts(pairs=tuple(pairs))


def _counted(known: CountEstimate) -> str:
    if known.exact:
        return (
            f"{known.count} packages"
            if (known.count or 0) < 10**6
            else f"{count(known.log10_estimate)} packages"
        )
    if known.log10_estimate is None:
        low = count(known.log10_lower) if known.log10_lower is not None else "0"
        return f"between {low} and {count(known.log10_upper)} packages"
    error = known.relative_standard_error or 0.0
    return f"about {roughly(known.log10_estimate)} packages (an estimate, standard error {percent(error)})"


def _zone_sentence(bargain: Bargain) -> str:
    what = "passes these gates" if bargain.problem.is_gated else "leaves nobody worse off than no deal"
    if bargain.zone.status == "empty":
        return f"The zone of possible agreement is empty: no package {what}."
    if bargain.zone.status == "no gain":
        return "Some package leaves nobody worse off than no deal, but none gives every party a gain."
    ideal = ", ".join(f"{_name(bargain, p)} {_points(x)}" for p, x in bargain.zone.ideal.items())
    return f"There is a zone of possible agreement. The most each could gain in it: {ideal} points."


def _frontier_part(bargain: Bargain) -> Iterable[Block]:
    frontier = bargain.frontier
    if frontier is None:
        return
    yield Heading(text="The frontier")
    inside = number_of(int(frontier.in_zone.sum()), len(frontier))
    weak = (
        "not bettered for everybody at once"
        if frontier.weak
        else "not bettered for one without loss to another"
    )
    yield Paragraph(text=f"{len(frontier)} points are {weak}; {inside} in the zone.")
    if len(bargain.problem.parties) == 2 and len(frontier):
        yield terminal_plot(frontier_picture(bargain))


def _solutions_part(bargain: Bargain) -> Iterable[Block]:
    yield Heading(text="Solutions")
    if bargain.zone.status == "empty":
        yield Paragraph(text="None: a solution is a package of the zone, and there is none.")
        return
    parties = bargain.problem.parties
    columns = (
        Column(name="solution"),
        *(Column(name=_name(bargain, party), right=True, flexible=True) for party in parties),
        Column(name="issues changed" if bargain.problem.has_status_quo else "issues", right=True),
        Column(name="ties", right=True),
        Column(name="packages", right=True),
    )
    rows = tuple(
        _solution_row(CONCEPT_NAMES[concept], outcome, number, len(solution.maximisers), parties)
        for concept, solution in bargain.solutions.items()
        for number, outcome in enumerate(solution.maximisers[:3])
    )
    yield Table(columns=columns, sections=(Section(rows=rows),))
    yield Paragraph(
        text="Points above no deal, each party's own scale. The egalitarian and the utilitarian solution "
        "compare these scales; the other two do not. Ties: points that solve it equally well, best by the "
        "tie rule first. Packages: how many give exactly these points.",
        tone="muted",
    )
    if not bargain.problem.has_status_quo and bargain.nash is not None:
        yield Items(items=(Item(text=f"Nash: {_settlement(bargain, bargain.nash)}"),))
    yield from _lottery_lines(bargain)


def _solution_row(
    name: str, outcome: Outcome, number: int, n: int, parties: tuple[str, ...]
) -> tuple[Cell, ...]:
    return (
        Cell(text=name if number == 0 else "", tone="strong"),
        *(Cell(text=_points(outcome.surplus[party])) for party in parties),
        Cell(text=str(len(outcome.package))),
        Cell(text=str(n) if number == 0 and n > 1 else ""),
        Cell(text="" if outcome.packages is None else str(outcome.packages)),
    )


def _settlement(bargain: Bargain, outcome: Outcome) -> str:
    label = bargain.problem.label
    told = [f"{label(issue)}: {label(f'{issue}={option}')}" for issue, option in outcome.package.items()]
    return "; ".join(told[:MOST_NAMED]) or "everything stays as it is"


def _lottery_lines(bargain: Bargain) -> Iterable[Block]:
    drawn = {k: v for k, v in bargain.lotteries.items() if v.first != v.second}
    if not drawn:
        return
    items = []
    for concept, lottery in drawn.items():
        gains = ", ".join(f"{_name(bargain, p)} {_points(x)}" for p, x in lottery.surplus.items())
        items.append(
            Item(
                text=f"{CONCEPT_NAMES[concept]}, if packages may be drawn by lot: {gains} expected, from two "
                f"outcomes with chances {percent(float(lottery.chance))} and "
                f"{percent(float(1 - lottery.chance))}"
            )
        )
    yield Items(items=tuple(items))


def _trades_part(bargain: Bargain) -> Iterable[Block]:
    linkage = bargain.linkage
    if linkage is None:
        return
    yield Heading(text="Which issue pays for which, in the Nash package")
    gains = ", ".join(f"{_name(bargain, p)} {_points(x)}" for p, x in linkage.gains.items())
    if linkage.separate is None:
        text = f"Without linking issues there would be no deal. What linking them gains: {gains} points."
    else:
        text = f"What linking issues gains over the best that needs no linkage: {gains} points."
    yield Paragraph(text=text)
    free = [t for t in linkage.trades if len(t.by_issue) == 1 and t.balanced]
    items = [_free_item(bargain, free)] if free else []
    items += [_trade_item(bargain, t) for t in linkage.trades if t not in free]
    yield Items(items=tuple(items))


def _free_item(bargain: Bargain, free: Iterable[Trade]) -> Item:
    inner = tuple(Item(text=f"{_changed(bargain, t.changes)} ({_each(bargain, t.points)})") for t in free)
    return Item(text="Nobody pays, each is worth it by itself:", inner=inner)


def _trade_item(bargain: Bargain, trade: Trade) -> Item:
    names = {party: _name(bargain, party) for party in bargain.problem.parties}
    if trade.balanced:
        head = f"A trade ({_each(bargain, trade.points)}):"
    else:
        each = _each(bargain, trade.points)
        head = f"Below the status quo for somebody, and still better than no deal ({each}):"
    inner = []
    for issue, parts in trade.by_issue.items():
        losers = [names[p] for p, x in parts.items() if x < 0]
        verb = "gives" if len(losers) == 1 else "give"
        who = f"{listed(losers)} {verb} way on " if losers else "all gain on "
        changed = {issue: trade.changes[issue]}
        inner.append(Item(text=f"{who}{_changed(bargain, changed)} ({_each(bargain, parts)})"))
    return Item(text=head, inner=tuple(inner))


def _changed(bargain: Bargain, changes: Mapping[str, str]) -> str:
    label = bargain.problem.label
    return "; ".join(f"{label(issue)}: {label(f'{issue}={option}')}" for issue, option in changes.items())


def _each(bargain: Bargain, points: Mapping[str, Fraction]) -> str:
    return ", ".join(f"{_name(bargain, party)} {_points(x)}" for party, x in points.items())


def _named_part(bargain: Bargain) -> Iterable[Block]:
    if not bargain.named:
        return
    yield Heading(text="Left on the table")
    yield Items(items=tuple(_named_item(bargain, package) for package in bargain.named))


def _named_item(bargain: Bargain, package: LeftOnTable) -> Item:
    inner = [Item(text=f"Points above no deal: {_each(bargain, package.outcome.surplus)}")]
    if package.fails is not None and package.fails != "acceptable":
        text = f"It is none of the packages asked about: it fails at {GATE_NOUNS[package.fails]}"
        inner.append(Item(text=text, tone="poor"))
    if not package.is_in_zone:
        inner.append(Item(text="Outside the zone: somebody does worse than without a deal", tone="poor"))
    if package.is_efficient:
        inner.append(
            Item(text="On the frontier: nothing is better for one without loss to another", tone="good")
        )
    else:
        inner.append(Item(text=f"Each alone could gain at most: {_each(bargain, package.could_gain)}"))
        share = package.share_of_ideal
        relative = "" if share is None else f", or {percent(float(share))} of the most each could gain"
        inner.append(
            Item(text=f"All at once could gain {_points(package.all_could_gain)} points each{relative}")
        )
        if package.best is not None:
            inner.append(Item(text=f"With: {_settlement(bargain, package.best)}"))
    return Item(text=f"{package.name}:", inner=tuple(inner))


def _division_part(bargain: Bargain) -> Iterable[Block]:
    if bargain.division is None:
        return
    yield Heading(text="If issues could be divided (Adjusted Winner)")
    told = (*bargain.division.sentences, *bargain.division.caveats)
    yield Items(items=tuple(Item(text=text) for text in told))


def _movement_part(bargain: Bargain) -> Iterable[Block]:
    movement = bargain.movement
    if movement is None:
        return
    yield Heading(text="The Nash package over draws")
    found = percent(movement.share)
    yield Paragraph(
        text=f"In {found} of {movement.draws} draws of all judgements some package gives every party a "
        "gain. That is a statement about the judgements put in, not a chance of a deal. What the Nash "
        "package then moves:"
    )
    if movement.found:
        yield _movement_table(bargain, movement)
        rest = len([m for m in movement.issues if m.share > 0]) - MOST_MOVED
        if rest > 0:
            yield Paragraph(
                text=f"{rest} more issues are moved in some draws; --json has them all.", tone="muted"
            )


def _movement_table(bargain: Bargain, movement: Movement) -> Table:
    label = bargain.problem.label
    columns = (
        Column(name="issue", flexible=True),
        Column(name="moved", right=True),
        Column(name="", bar=True),
        Column(name="mostly to", flexible=True),
    )
    rows = tuple(
        (
            Cell(text=label(moved.issue)),
            Cell(text=percent(moved.share)),
            Cell(bar=(moved.share, moved.share)),
            Cell(text=label(f"{moved.issue}={next(iter(moved.options))}")),
        )
        for moved in movement.issues[:MOST_MOVED]
        if moved.share > 0
    )
    return Table(columns=columns, sections=(Section(rows=rows),))


def _caveats_part(bargain: Bargain) -> Iterable[Block]:
    if bargain.caveats:
        yield Heading(text="To keep in mind")
        yield Items(items=tuple(Item(text=text) for text in bargain.caveats))
