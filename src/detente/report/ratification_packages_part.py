"""The packages of the ratification lens: who refuses, whom to turn, and what that would take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from detente.lenses.ratification.analysis import PackageRatification, Ratification
from detente.lenses.ratification.consent_price import BlockerPrice, Sweetener
from detente.report.blocks import Block, Cell, Column, Heading, Item, Items, Paragraph, Section, Table
from detente.report.wording import left_out, listed, percent, tone_of

__all__ = ["names_of", "price_part", "refusal_part", "turning_part"]

#: Packages told of in each part, refusing members of one, sets to turn, and members written out.
MOST_PACKAGES, MOST_MEMBERS, MOST_SETS, WRITTEN_OUT = 8, 6, 3, 5
#: Share of draws from which a package counts as carried.
CARRIED = 0.995
NONE_TURNS = "nothing elsewhere turns it (proved)"
WORDS = {
    "needs nothing": "signed and ratified as it stands",
    "none": "no addition gets it signed and ratified (proved)",
    "undecided": "not decided: the search was cut short",
    "cannot be delivered": "cannot be delivered",
}


def names_of(found: Ratification, parties: Iterable[str], most: int = 4) -> str:
    """Join the names of parties."""
    return listed([found.label(party) for party in parties], most)


def _in_order(found: Ratification) -> list[PackageRatification]:
    """Return packages that fail at home, those with sweeteners last."""
    failing = [p for p in found.packages if p.consent.ratified < CARRIED]
    return sorted(failing, key=lambda p: p.package.origin == "with sweeteners")


def _more(n: int, what: str) -> Iterable[Block]:
    if n > 0:
        yield Paragraph(text=left_out(n, what), tone="muted")


def refusal_part(found: Ratification) -> Iterable[Block]:
    """Tell for every package who refuses it, in shares of draws."""
    yield Heading(text="Who refuses what")
    if not found.packages:
        yield Paragraph(text="There is no package to ask about; name one with --package.")
        return
    carried = [p for p in found.packages if p.consent.ratified >= CARRIED]
    packages = [*_in_order(found), *carried]
    uncertain = not all(one.consent.is_certain for one in found.packages)
    columns = (
        Column(name="package", flexible=True),
        Column(name="signed", right=True),
        Column(name="ratified", right=True),
        *((Column(name="mean chance", right=True),) if uncertain else ()),
        Column(name="signed, refused", right=True),
        Column(name="refused by (share of draws)", flexible=True),
    )
    rows = tuple(_refusal_row(one, uncertain) for one in packages[: 3 * MOST_PACKAGES])
    yield Table(columns=columns, sections=(Section(rows=rows),))
    yield from _more(len(packages) - 3 * MOST_PACKAGES, "packages")
    yield Paragraph(text=_refusal_legend(uncertain), tone="muted")


def _refusal_legend(uncertain: bool) -> str:
    ratified = "all rules the package calls are met, signed or not"
    defection = "involuntary defection, all accept and ratification fails"
    if uncertain:
        ratified += (
            ", if each votes as its surplus says. Mean chance: that they are met where votes are uncertain "
            "(sway), its mean over draws"
        )
        defection += " (a mean chance too)"
    return (
        f"Shares of draws. Signed: every principal accepts. Ratified: {ratified}. Signed, refused: "
        f"{defection}. Parties stand under their keys in the dossier; those in [ ] belong to no principal."
    )


def _refusal_row(one: PackageRatification, uncertain: bool) -> tuple[Cell, ...]:
    consent = one.consent
    return (
        Cell(text=one.package.name),
        Cell(text=percent(consent.accepted)),
        Cell(text=percent(consent.ratified), tone=tone_of(consent.ratified)),
        *((Cell(text=percent(consent.mean_chance)),) if uncertain else ()),
        Cell(text=percent(consent.defection)),
        Cell(text=_refusing(one)),
    )


def _refusing(one: PackageRatification) -> str:
    """List the members that refuse, most often first: ``congress 84%, [ukraine] 2%``."""
    members = sorted((m for m in one.consent.members if m.refuses > 0), key=lambda m: -m.refuses)
    if not one.consent.members:
        return "it calls no rule"
    shares = {m.party: m.refuses for m in members}
    return _with_shares(shares, _outsiders(one)) or "nobody"


def _outsiders(one: PackageRatification) -> set[str]:
    return {m.party for m in one.consent.members if not set(m.homes) & _principals(one)}


def _principals(one: PackageRatification) -> set[str]:
    return {home.home for home in one.consent.homes if home.refused is not None}


def _with_shares(shares: Mapping[str, float], outside: set[str]) -> str:
    told = [f"{f'[{p}]' if p in outside else p} {percent(share)}" for p, share in shares.items()]
    left = len(told) - MOST_MEMBERS
    return ", ".join(told[:MOST_MEMBERS]) + (f" and {left} more" if left > 0 else "")


def turning_part(found: Ratification) -> Iterable[Block]:
    """Tell whom to turn: the smallest sets whose consent would ratify each package."""
    packages = _in_order(found)
    if not packages:
        return
    yield Heading(text="Whom to turn")
    yield Items(items=tuple(_turning(one) for one in packages[:MOST_PACKAGES]))
    yield from _more(len(packages) - MOST_PACKAGES, "packages")
    yield Paragraph(
        text="The smallest sets of refusing members whose consent ratifies the package: all of a set are "
        "needed, and nobody in it can be left out. Shares of all draws in which a set is one.",
        tone="muted",
    )


def _turning(one: PackageRatification) -> Item:
    unblocking = one.consent.unblocking
    if unblocking.unlisted is not None:
        return Item(text=f"{one.package.name}: {unblocking.unlisted}")
    inner = []
    always = [party for party, share in unblocking.must_turn.items() if share >= CARRIED]
    is_long = unblocking.n_sets > MOST_SETS or any(len(s.members) > WRITTEN_OUT for s in unblocking.sets)
    if always and is_long:
        inner.append(Item(text=f"always needed: {', '.join(always)}"))
    sole = {p: s for p, s in unblocking.sole.items() if s > 0}
    if sole:
        ranked = dict(sorted(sole.items(), key=lambda item: -item[1]))
        inner.append(Item(text=f"enough alone: {_with_shares(ranked, set())}"))
    shown = [chosen for chosen in unblocking.sets if len(chosen.members) > 1][:MOST_SETS]
    for chosen in shown:
        inner.append(Item(text=f"{_set(chosen.members, always)} ({percent(chosen.share)})"))
    left = sum(1 for chosen in unblocking.sets if len(chosen.members) > 1) - len(shown)
    left += unblocking.n_sets - len(unblocking.sets)
    if left > 0:
        sets = "1 other set" if left == 1 else f"{left} other sets"
        inner.append(Item(text=f"{sets} in some draws", tone="muted"))
    if unblocking.hopeless:
        inner.append(Item(text=f"no consent helps in {percent(unblocking.hopeless)} of draws", tone="poor"))
    return Item(text=f"{one.package.name}:", inner=tuple(inner))


def _set(members: Sequence[str], always: Sequence[str]) -> str:
    """Write a set of members; those needed in every draw are not repeated in a long one."""
    if len(members) <= WRITTEN_OUT or not always:
        return " + ".join(members)
    rest = [party for party in members if party not in always]
    return " + ".join(["those", *rest]) if rest else "those"


def price_part(found: Ratification) -> Iterable[Block]:
    """Tell what each blocker lacks, and the smallest addition that turns it."""
    packages = [one for one in _in_order(found) if one.price.blockers or one.price.status == "found"]
    yield Heading(text="The price of consent, at the medians")
    if not packages:
        yield Paragraph(text="No member that these packages need refuses at the medians.")
        return
    columns = (
        Column(name="package", flexible=True),
        Column(name="refuses", flexible=True),
        Column(name="lacks", right=True),
        Column(name="over draws", right=True),
        Column(name="smallest addition that turns it", flexible=True),
    )
    rows = tuple(row for one in packages[:MOST_PACKAGES] for row in _price_rows(one))
    yield Table(columns=columns, sections=(Section(rows=rows),))
    yield from _more(len(packages) - MOST_PACKAGES, "packages")
    yield Paragraph(
        text="Points are each party's own; over draws: 5th, 50th and 95th percentile in the draws in which "
        "it refuses. An addition changes issues that the package leaves alone, can be delivered, and leaves "
        "every principal accepting: the fewest issues, and of those what is best for the principal with "
        "least. The whole: what gets the package signed and ratified at once.",
        tone="muted",
    )


def _whole(one: PackageRatification) -> str:
    price = one.price
    if price.status == "found" and price.smallest is not None:
        return _adds(price.smallest)
    return WORDS[price.status]


def _adds(sweetener: Sweetener) -> str:
    return ", ".join(f"{issue}={option}" for issue, option in sweetener.adds.items())


def _price_rows(one: PackageRatification) -> Iterable[tuple[Cell, ...]]:
    """Tell the whole first, then its blockers."""
    whole = Cell(text=_whole(one), tone="plain" if one.price.status == "found" else "muted")
    yield Cell(text=one.package.name, tone="strong"), Cell(text="the whole"), Cell(), Cell(), whole
    spreads = {member.party: member.shortfall for member in one.consent.members}
    for blocker in one.price.blockers:
        spread = spreads[blocker.party]
        over = "" if spread is None else f"{spread.low:.1f} / {spread.middle:.1f} / {spread.high:.1f}"
        yield (
            Cell(),
            Cell(text=blocker.party),
            Cell(text=f"{blocker.shortfall:.1f}"),
            Cell(text=over),
            Cell(text=_turned_by(blocker), tone="plain" if blocker.status == "found" else "muted"),
        )


def _turned_by(blocker: BlockerPrice) -> str:
    if blocker.smallest is None or blocker.status != "found":
        return {"none": NONE_TURNS}.get(blocker.status, WORDS.get(blocker.status, ""))
    others = len(blocker.single) - 1
    more = f" (or one of {others} other single options)" if others > 1 else ""
    return _adds(blocker.smallest) + (" (or one other single option)" if others == 1 else more)
