"""The homes of the ratification lens: vetoes, win-sets, asking for more, pivots."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby

from detente.kernel.estimates import CountEstimate
from detente.lenses.ratification.analysis import Ratification
from detente.lenses.ratification.constraint import ConstraintCurve, ConstraintStep
from detente.lenses.ratification.rules import OUTSIDE
from detente.lenses.ratification.structure import HomeStructure
from detente.lenses.ratification.win_sets import EVERYBODY, KINDS, WinSetCount
from detente.report.blocks import Block, Cell, Column, Heading, Item, Items, Paragraph, Section, Table
from detente.report.lens_words import part_words, powers_note
from detente.report.wording import count, listed, number_of, roughly

__all__ = [
    "HEADS",
    "constraint_part",
    "constraint_sentence",
    "pivots_part",
    "veto_part",
    "win_set_part",
]

MOST_SETS, MOST_OPTIONS = 6, 8
#: Packages up to which a count is written out.
WRITTEN_OUT = 1_000_000
#: What the kinds of packages are called.
HEADS = {"all": "all packages", "tactical": "tactical", "fundamental": "fundamental or mixed"}


def veto_part(found: Ratification) -> Iterable[Block]:
    """Tell who could block what, whatever is on offer."""
    yield Heading(text="Who has a veto")
    yield Items(items=tuple(_veto(found, home) for home in found.structures))


def _home(found: Ratification, home: str) -> str:
    return home if home in (OUTSIDE, EVERYBODY) else found.label(home)


def _veto(found: Ratification, home: HomeStructure) -> Item:
    name = _home(found, home.home)
    blocking = home.blocking
    if not home.rules:
        return Item(text=f"{name}: no rule; whatever the principal signs is taken to hold")
    if blocking.never_met:
        return Item(text=f"{name}: the rules taken together can never be met", tone="poor")
    players = blocking.veto_players or ()
    text = f"{name}: {_rules(len(home.rules))}; "
    text += f"each alone can block: {listed(players, 12)}" if players else "nobody can block alone"
    if blocking.unlisted is not None:
        return Item(text=text, inner=(Item(text=blocking.unlisted, tone="muted"),))
    larger = [chosen for chosen in blocking.blocking_coalitions or () if len(chosen) > 1]
    shown = [" + ".join(chosen) for chosen in larger[:MOST_SETS]]
    if len(larger) > MOST_SETS:
        shown.append(f"{len(larger) - MOST_SETS} more")
    inner = (Item(text=f"together: {'; '.join(shown)}"),) if shown else ()
    return Item(text=text, inner=inner)


def _rules(n: int) -> str:
    return "1 rule" if n == 1 else f"{n} rules"


def win_set_part(found: Ratification) -> Iterable[Block]:
    """Tell how much of the zone each home would ratify."""
    at_medians = found.win_sets[0]
    yield Heading(text="Win-sets at home, at the medians")
    columns = (
        Column(name="home", flexible=True),
        *(Column(name=HEADS[kind], right=True, flexible=True) for kind in KINDS),
        Column(name="in draws", right=True),
    )
    rows = tuple(
        (
            Cell(text=_home(found, win_set.home)),
            *(Cell(text=_win_set(win_set.counts[kind])) for kind in KINDS),
            Cell(text=_in_draws(found, win_set.home)),
        )
        for win_set in at_medians.homes
    )
    yield Table(columns=columns, sections=(Section(rows=rows),))
    yield Paragraph(
        text="Packages the home would ratify, of those that can be delivered and that every principal "
        "accepts; ~ marks an estimate. Tactical packages change no fundamental or mixed issue, the others "
        f"at least one. {_of_first_draws(len(found.win_sets) - 1)}Counts are of packages that could be "
        "written down, not chances." + powers_note(cell.text for row in rows for cell in row),
        tone="muted",
    )


def _of_first_draws(n: int) -> str:
    if n == 0:
        return ""
    first = "draw" if n == 1 else f"{n} draws"
    return f"In draws: the part of all packages in the first {first}. "


def _win_set(counted: WinSetCount) -> str:
    if counted.zone.log10_upper == float("-inf"):
        return "zone is empty"
    return f"{_number(counted.ratified)} of {_number(counted.zone)}{_part(counted.share)}"


def _number(known: CountEstimate) -> str:
    if known.count is not None:
        return f"{known.count:,}" if known.count < WRITTEN_OUT else count(known.log10_estimate)
    if known.log10_estimate is None:
        low = "0" if known.log10_lower is None else count(known.log10_lower)
        return f"{low} to {count(known.log10_upper)}"
    return f"~{roughly(known.log10_estimate)}"


def _part(share: float | None) -> str:
    return "" if share is None else f" ({part_words(share)})"


def _in_draws(found: Ratification, home: str) -> str:
    shares = [sets.of(home).counts["all"].share for sets in found.win_sets[1:]]
    known = [share for share in shares if share is not None]
    if not known:
        return ""
    low, high = part_words(min(known)), part_words(max(known))
    return low if low == high else f"{low} to {high}"


def constraint_part(found: Ratification) -> Iterable[Block]:
    """Tell what each principal gets when its home asks for more."""
    yield Heading(text="Asking for more at home (Schelling's conjecture)")
    for home in found.principals:
        curves = [curve for curve in found.curves if curve.home == home]
        yield Paragraph(text=constraint_sentence(found, curves))
        if curves and len(curves[0].steps) > 1:
            yield _curve_table(found, curves[0])
    yield Paragraph(
        text="Everybody whose consent is needed at that home (or the principal, where it has no rule) must "
        "gain so many points more; the package is the Nash package of the ratifiable ones. Points above no "
        "deal, each principal's own scale. The second row is the first that the package cannot withstand; "
        "steps with the same package stand together.",
        tone="muted",
    )


def constraint_sentence(found: Ratification, curves: Sequence[ConstraintCurve]) -> str:
    """Say in words what asking for more does for a principal.

    Parameters
    ----------
    found : Ratification
    curves : sequence of ConstraintCurve
        Of one home: the medians first, then draws.
    """
    first = curves[0]
    name = found.label(first.home)
    if first.ending == "says not":
        return f"{name}: a rule asks that a need is not met, so that asking for more is no constraint."
    if not first.steps:
        return f"{name}: not decided, the search for a package was cut short."
    if first.steps[0].package is None:
        return f"{name}: no package is ratifiable even now, so that asking for more changes nothing."
    text = f"{name}: {_way(first)}"
    drawn = [curve.first_move for curve in curves[1:] if curve.first_move is not None]
    if first.first_move is None:
        return f"{text}. {_end(first)}"
    if drawn:
        text += _way_in_draws(drawn)
    return f"{text}. {_best(first)} {_end(first)}"


def _way_in_draws(moves: Sequence[float]) -> str:
    """Say in how many draws the first step that moves the package moves it the home's way."""
    own = sum(move > 0 for move in moves)
    if len(moves) == 1:
        return f"; in the one draw looked at the first step moves it {'' if own else 'not '}its way"
    return f"; in {number_of(own, len(moves))} draws the first step moves it its way"


def _way(curve: ConstraintCurve) -> str:
    """Say which way the package is moved at first, and in how many of the steps looked at."""
    first, moves = curve.first_move, curve.moves
    if first is None:
        return "asking for more never moves the package"
    own = sum(move > 0 for move in moves)
    way = "its way" if first > 0 else "against it" if first < 0 else "without gain or loss to it"
    if len(moves) == 1:
        return f"asking for more moves the package once, {way}"
    if own == len(moves):
        return f"asking for more moves the package its way in all {own} steps"
    return (
        f"asking for more moves the package its way in {number_of(own, len(moves))} steps, and at first {way}"
    )


def _best(curve: ConstraintCurve) -> str:
    best, now = curve.best, curve.steps[0]
    assert best is not None
    gain = best.surplus[curve.home] - now.surplus[curve.home]
    if gain <= 0:
        return "No step looked at gives it more than it has now."
    return f"Of the steps looked at it has most at {best.tightening:.1f} points: {gain:+.1f} against now."


def _end(curve: ConstraintCurve) -> str:
    if curve.ending == "empty":
        return f"From {curve.ends:.1f} points on nothing is left to agree on."
    if curve.ending == "none needs the home":
        return f"From {curve.ends:.1f} points on only packages that call none of its rules are left."
    if curve.ending == "never":
        return "It can be asked for any number of points: its rules can be met without anybody's consent."
    return "Where that ends was not proved."


def _curve_table(found: Ratification, curve: ConstraintCurve) -> Table:
    columns = (
        Column(name=f"asked for, {curve.home}", right=True),
        *(Column(name=found.label(party), right=True, flexible=True) for party in found.principals),
        Column(name="issues changed", right=True),
    )
    rows = tuple(
        (
            Cell(text=_asked(alike, curve)),
            *(Cell(text=f"{alike[0].surplus[p]:.1f}" if alike[0].surplus else "-") for p in found.principals),
            Cell(text="none left" if alike[0].package is None else str(len(alike[0].package))),
        )
        for alike in (list(steps) for _, steps in groupby(curve.steps, key=lambda step: step.package))
    )
    return Table(columns=columns, sections=(Section(rows=rows),))


def _asked(alike: Sequence[ConstraintStep], curve: ConstraintCurve) -> str:
    """Write the points asked for in steps with the same package, up to where the last of all holds."""
    until = alike[-1].tightening
    open_steps = [step for step in curve.steps if step.package is not None]
    if curve.last is not None and alike[-1] in open_steps[-1:]:
        until = max(until, curve.last)
    first, last = f"{alike[0].tightening:+.1f}", f"{until:+.1f}"
    return first if first == last else f"{first} to {last}"


def pivots_part(found: Ratification) -> Iterable[Block]:
    """Tell on which single options each member decides most often."""
    leading: dict[str, list[str]] = defaultdict(list)
    for option in found.options:
        if option.pivots:
            party = next(iter(option.pivots))
            mark = "" if option.ratified >= 0.5 else "*"
            leading[party].append(f"{option.issue}={option.option}{mark}")
    if not leading:
        return
    yield Heading(text="Who decides on each option alone")
    ranked = sorted(leading.items(), key=lambda item: (-len(item[1]), item[0]))
    yield Items(
        items=tuple(
            Item(text=f"{found.label(party)} ({len(options)}): {listed(options, MOST_OPTIONS)}")
            for party, options in ranked
        )
    )
    yield Paragraph(
        text="The pivot in most draws: members taken by what they gain, each on its own scale, it is the one "
        "with whom the rules come to be met. * refused in most draws.",
        tone="muted",
    )
