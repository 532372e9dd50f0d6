"""The trust lens as a report: the record, whose word a package takes, and who would keep it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from detente.lenses.trust.break_even import BreakEven
from detente.lenses.trust.package_trust import PrincipalTrust
from detente.lenses.trust.trust_lens import TrustLens
from detente.report.abreast import abreast
from detente.report.blocks import Block, Cell, Column, Facts, Heading, Item, Items, Paragraph, Section, Table
from detente.report.lens_words import counted
from detente.report.trust_ledger_part import ledger_part
from detente.report.trust_packages_part import break_even_part, improvements_part, keeping_part, shown
from detente.report.trust_words import IMPROVEMENTS, needed_and_had, slack_tone, trust_range
from detente.report.wording import left_out, number_of

__all__ = ["trust_readings", "trust_report"]


def trust_report(found: TrustLens) -> tuple[Block, ...]:
    """Tell what the trust lens found.

    Parameters
    ----------
    found : TrustLens

    Returns
    -------
    tuple of Block
    """
    return (
        Heading(text=found.title, level=1),
        _facts(found),
        *(Paragraph(text=text, tone="strong") for text in _bottom_line(found)),
        *ledger_part(found),
        *_package_parts(found),
        Heading(text="To keep in mind"),
        Items(items=tuple(Item(text=caveat) for caveat in found.caveats)),
    )


def _package_parts(found: TrustLens) -> Iterator[Block]:
    if found.packages:
        yield from break_even_part(found)
        yield from keeping_part(found)
        yield from improvements_part(found)


def _facts(found: TrustLens) -> Facts:
    after = "no deal for good"
    if found.punishment is not None:
        after = f"{found.punishment} period{'s' if found.punishment > 1 else ''} of no deal"
    pairs = (
        ("lens", "trust"),
        ("reading", found.reading or "base"),
        ("draws", str(found.draws)),
        ("seed", str(found.seed)),
        ("packages", str(len(found.packages))),
        ("after an alarm", after),
    )
    return Facts(pairs=pairs)


def _views(found: TrustLens, viewer: str) -> list[PrincipalTrust]:
    return [package.of(viewer) for package in found.packages]


def _pair(view: PrincipalTrust, other: str) -> BreakEven | None:
    return next((pair for pair in view.break_even if pair.other == other), None)


def _bottom_line(found: TrustLens) -> Iterator[str]:
    """Say for each principal whose word is too weak, whether it keeps its own, and what would help."""
    if not found.packages:
        yield "There is no package to look at: the dossier names no kind of deal, and none passes all gates."
        return
    for viewer in found.principals:
        for other in found.principals:
            pairs = [_pair(view, other) for view in _views(found, viewer)]
            known = [pair for pair in pairs if pair is not None]
            if known:
                yield _trust_sentence(found, viewer, other, known)
    for party in found.principals:
        yield from _keeping_sentence(found, party)
    yield from _improvement_sentence(found)


def _trust_sentence(found: TrustLens, viewer: str, other: str, pairs: list[BreakEven]) -> str:
    names = found.parties
    enough = sum(pair.slack.middle >= 0 for pair in pairs)
    hopeless = sum(pair.needed.middle > 1 for pair in pairs)
    n = len(pairs)
    text = f"{names[viewer]} can trust the word of {names[other]} to {trust_range(pairs[0].had)}: "
    if n == 1:
        text += f"{'' if enough else 'not '}enough, in most draws, for the package that rests on it"
        return text + ("; no trust in it would be." if hopeless else ".")
    text += f"enough, in most draws, for {number_of(enough, n)} packages that rest on it"
    return text + (
        f"; for {hopeless if hopeless < n else 'all'} no trust in it would be." if hopeless else "."
    )


def _keeping_sentence(found: TrustLens, party: str) -> Iterator[str]:
    asked = [view.patience for view in _views(found, party) if view.patience is not None]
    shares = [one.holds for one in asked if one.holds is not None]
    if shares:
        kept, n = sum(share >= 1 / 2 for share in shares), len(shares)
        which = f"{number_of(kept, n)} packages"
        if n == 1:
            which = "the package" if kept else "no package"
        yield f"{found.parties[party]} would keep {which} in most draws."


def _improvement_sentence(found: TrustLens) -> Iterator[str]:
    best = [view.improvements.least for package in found.packages for view in package.principals]
    times_of = Counter(
        (way.kind, found.parties[way.other] if way.other else None) for way in best if way is not None
    )
    if times_of:
        (kind, name), times = times_of.most_common(1)[0]
        what = IMPROVEMENTS[kind] + (f" in {name}" if name else "")
        n = sum(times_of.values())
        among = "" if n == 1 else f" in {number_of(times, n)}"
        yield (
            "With every judgement at its median a single improvement would make a package hold for a "
            f"principal in {counted(n, 'case')}; the least costly is {what}{among}."
        )


def trust_readings(results: Mapping[str, TrustLens]) -> tuple[Block, ...]:
    """Tell what the trust lens finds under several readings, side by side.

    Parameters
    ----------
    results : mapping of reading to TrustLens
        ``"base"`` first; at least one.

    Returns
    -------
    tuple of Block
    """
    base = next(iter(results.values()))
    facts = (
        ("lens", "trust"),
        ("readings", ", ".join(results)),
        ("draws", f"{base.draws} under each reading"),
        ("seed", str(base.seed)),
    )
    return (
        Heading(text=base.title, level=1),
        Facts(pairs=facts),
        *_had(results),
        *_needed(results),
        *_patience(results),
        Heading(text="To keep in mind"),
        Items(items=tuple(Item(text=caveat) for caveat in base.caveats)),
    )


def _slices(results: Mapping[str, TrustLens]) -> Iterator[dict[str, TrustLens]]:
    for keys in abreast(results):
        yield {key: results[key] for key in keys}


def _tables(
    results: Mapping[str, TrustLens],
    first: str,
    rows: Mapping[str, Callable[[TrustLens], Cell]],
) -> Iterator[Table]:
    """Yield tables with a row for each name and a column for each reading."""
    for part in _slices(results):
        columns = (Column(name=first, flexible=True), *(Column(name=key) for key in part))
        body = tuple(
            (Cell(text=name), *(cell(found) for found in part.values())) for name, cell in rows.items()
        )
        yield Table(columns=columns, sections=(Section(rows=body),), gap=1)


def _had(results: Mapping[str, TrustLens]) -> Iterator[Block]:
    """Set the trust that records give side by side, of those whose word is not taken for certain."""
    base = next(iter(results.values()))
    parties = [
        record.party
        for record in base.records
        if any(_trust_in(found, record.party) not in ("", "100%") for found in results.values())
    ]
    if not parties:
        return
    yield Heading(text="Trust there is, by readings")

    def cell(party: str) -> Callable[[TrustLens], Cell]:
        return lambda found: Cell(text=_trust_in(found, party))

    yield from _tables(results, "in the word of", {base.parties[p]: cell(p) for p in parties})
    yield Paragraph(text="Median, and in brackets the 5th and 95th percentile.", tone="muted")


def _trust_in(found: TrustLens, party: str) -> str:
    record = found.record_of(party)
    source = None if record is None else record.written or record.posterior
    if source is None:
        return ""
    low, middle, high = (f"{100 * x:.0f}" for x in (source.low, source.middle, source.high))
    return f"{middle}%" if low == high else f"{middle}% ({low}-{high})"


def _needed(results: Mapping[str, TrustLens]) -> Iterator[Block]:
    """Set break-even trust of each principal in each other side by side."""
    base = next(iter(results.values()))
    for viewer in base.principals:
        for other in base.principals:
            rows = {
                package.name: _needed_cell(package.name, viewer, other)
                for package in shown(base.packages)
                if _pair(package.of(viewer), other) is not None
            }
            if rows:
                names = base.parties
                yield Heading(text=f"Trust in {names[other]} that {names[viewer]} needs, of what it has")
                yield from _tables(results, "package", rows)
    if base.packages:
        text = (
            "Medians over draws. None: it would sign without any. Never: not even certainty is enough, as "
            "the package is worth too little or others' words are too weak."
        )
        yield Paragraph(text=text, tone="muted")
        rest = len(base.packages) - len(shown(base.packages))
        if rest:
            yield Paragraph(text=left_out(rest), tone="muted")


def _view(found: TrustLens, package: str, viewer: str) -> PrincipalTrust | None:
    same = (one for one in found.packages if one.name == package)
    return next((one.of(viewer) for one in same if viewer in found.principals), None)


def _needed_cell(package: str, viewer: str, other: str) -> Callable[[TrustLens], Cell]:
    def cell(found: TrustLens) -> Cell:
        view = _view(found, package, viewer)
        pair = None if view is None else _pair(view, other)
        if pair is None:
            return Cell()
        return Cell(text=needed_and_had(pair.needed, pair.had), tone=slack_tone(pair.slack))

    return cell


def _patience(results: Mapping[str, TrustLens]) -> Iterator[Block]:
    """Set critical discount factors side by side."""
    base = next(iter(results.values()))
    for party in base.principals:
        rows = {
            package.name: _patience_cell(package.name, party)
            for package in shown(base.packages)
            if package.of(party).patience is not None
        }
        if rows:
            yield Heading(text=f"Discount factor that {base.parties[party]} needs to keep it, of what it has")
            yield from _tables(results, "package", rows)


def _patience_cell(package: str, party: str) -> Callable[[TrustLens], Cell]:
    def cell(found: TrustLens) -> Cell:
        view = _view(found, package, party)
        kept = None if view is None else view.patience
        if kept is None:
            return Cell()
        needed = kept.critical.middle
        text = "never" if needed > 1 else f"{needed:.2f}"
        if kept.discount is None or kept.slack is None:
            return Cell(text=text)
        if needed <= 1:
            text += f" of {kept.discount.middle:.2f}"
        return Cell(text=text, tone=slack_tone(kept.slack))

    return cell
