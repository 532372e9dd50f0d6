"""The verdict in a report: deal classes by gates, in a table and in sentences, and who blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from detente.model.predicate import GATE_NOUNS, GATES
from detente.report.blocks import Block, Cell, Column, Heading, Item, Items, Paragraph, Section, Table
from detente.report.wording import COLUMN_OF_GATE, FORMS, listed, number_of, percent, tone_of
from detente.verdict.classes import ClassVerdict
from detente.verdict.verdict import Verdict

__all__ = ["blockers_part", "bottom_line", "sentences_part", "verdict_part"]

COLUMNS = (
    Column(name="form"),
    *(Column(name=COLUMN_OF_GATE[gate], right=True) for gate in GATES),
    Column(name="dies at"),
    Column(name="sole blocker", flexible=True),
)
#: Parties shown among the sole blockers.
BLOCKERS = 8


def _of_form(verdict: Verdict, form: str) -> list[ClassVerdict]:
    return [found for found in verdict.classes if found.form == form and found.is_deal]


def bottom_line(verdict: Verdict, labels: Mapping[str, str]) -> str:
    """Say what comes of the run in three sentences at most."""
    described, sweetened = (_of_form(verdict, form) for form in FORMS)
    if not sweetened:
        return "The dossier names no kind of deal, so there is no verdict on any."
    alive = [found for found in sweetened if found.gate_of_death is None]
    text = f"With sweeteners, {number_of(len(alive), len(sweetened))} kinds of deal asked about would pass"
    text += " every gate in at least half of the draws"
    if 0 < len(alive) < len(sweetened):
        text += f" ({listed([found.name for found in alive], most=3)})"
    if described:
        exact = sum(found.gate_of_death is None for found in described)
        text += f"; exactly as described, {number_of(exact, len(described))} would"
    return f"{text}.{_where_the_rest_die(sweetened, labels)}"


def _where_the_rest_die(sweetened: Sequence[ClassVerdict], labels: Mapping[str, str]) -> str:
    dead = [found for found in sweetened if found.gate_of_death is not None]
    if not dead:
        return ""
    gate, n = Counter(str(found.gate_of_death) for found in dead).most_common(1)[0]
    verb = "dies" if n == 1 else "die"
    which = "The one that fails" if len(dead) == 1 else f"{n} of the {len(dead)} that fail"
    if n == len(dead) > 1:
        which = "Both that fail" if n == 2 else f"All {n} that fail"
    text = f"{which} {verb} at {GATE_NOUNS[gate]}"
    means = _mean_blocked(dead)
    if means:
        party, share = max(means.items(), key=lambda item: item[1])
        text += f". Over all that fail, at whatever gate, {labels.get(party, party)} is most often the only"
        text += f" one in the way (in {percent(share)} of draws on average; mostly more than one is)"
    return f" {text}."


def verdict_part(verdict: Verdict) -> tuple[Block, ...]:
    """Show deal classes by gates: shares of draws, gate of death, main sole blocker."""
    if not verdict.classes:
        return ()
    text = (
        "Share of draws in which some package of this kind passes a gate and all before it, exactly as "
        "described (nothing else changes) and sweetened (anything else may change too). dies at: the gate "
        "where it fails most often. sole blocker: who alone stands in the way most often, and in what "
        "share of draws."
    )
    table = Table(columns=COLUMNS, sections=_sections(verdict), key_name="deal")
    return (Heading(text="Verdict: kinds of deal by gates"), table, Paragraph(text=text, tone="muted"))


def _sections(verdict: Verdict) -> tuple[Section, ...]:
    by_key: dict[str, list[ClassVerdict]] = {}
    for found in verdict.classes:
        by_key.setdefault(found.key, []).append(found)
    return tuple(
        Section(key=key, name=group[0].name, rows=tuple(_row(found) for found in _told_apart(group)))
        for key, group in by_key.items()
    )


def _told_apart(group: Sequence[ClassVerdict]) -> Sequence[ClassVerdict]:
    """Keep one form of what is no deal in either."""
    return group if group[0].is_deal else group[:1]


def _row(found: ClassVerdict) -> tuple[Cell, ...]:
    form = Cell(text=FORMS[found.form], tone="muted")
    if not found.is_deal:
        return (Cell(), *(Cell() for _ in GATES), Cell(text="no deal"), Cell())
    shares = (Cell(text=percent(found.survives[gate]), tone=tone_of(found.survives[gate])) for gate in GATES)
    if found.gate_of_death is None:
        dies = Cell(text="passes", tone="good")
    else:
        dies = Cell(text=COLUMN_OF_GATE[found.gate_of_death])
    blocker = next((f"{p} {percent(share)}" for p, share in found.sole_blockers.items()), "")
    return (form, *shares, dies, Cell(text=blocker))


def sentences_part(verdict: Verdict) -> tuple[Block, ...]:
    """Say each line of the verdict in words, and the confidence in a sentence of its own."""
    sentences = {f"{found.sentence()}.": tone_of(found.share) for found in verdict.classes}
    items = tuple(
        Item(text=sentence, tone="plain" if tone in ("muted", "poor") else tone)
        for sentence, tone in sentences.items()
    )
    heading = Heading(text="In words")
    return (heading, Items(items=items), Paragraph(text=verdict.confidence.sentence(), tone="strong"))


def _mean_blocked(classes: Sequence[ClassVerdict]) -> dict[str, float]:
    total: dict[str, float] = {}
    for found in classes:
        for party, share in found.sole_blockers.items():
            total[party] = total.get(party, 0.0) + share
    return {party: share / len(classes) for party, share in total.items() if share > 0}


def blockers_part(verdict: Verdict, labels: Mapping[str, str]) -> tuple[Block, ...]:
    """Show who is the sole blocker, and how often, over all kinds of deal."""
    described, sweetened = (_of_form(verdict, form) for form in FORMS)
    heading = Heading(text="Who alone stands in the way")
    both = zip(FORMS, (described, sweetened), strict=True)
    means = {form: _mean_blocked(classes) for form, classes in both}
    parties = sorted(
        {party for shares in means.values() for party in shares},
        key=lambda party: (-sum(shares.get(party, 0.0) for shares in means.values()), party),
    )
    if not parties:
        return (heading, Paragraph(text="Nobody alone: no kind of deal fails because of one party only."))
    columns = (
        Column(name="party", flexible=True),
        *(Column(name=name, right=True) for name in FORMS.values()),
        Column(name="most often", right=True),
        Column(name="in"),
    )
    rows = tuple(_blocker(party, labels, means, verdict) for party in parties[:BLOCKERS])
    text = (
        "Share of draws in which lifting this party's conditions alone would open a deal: the average over "
        "all kinds of deal, in both forms, and the kind where it happens most often."
    )
    if len(parties) > BLOCKERS:
        text += f" {len(parties) - BLOCKERS} more parties block less often."
    table = Table(columns=columns, sections=(Section(rows=rows),))
    return (heading, table, Paragraph(text=text, tone="muted"))


def _blocker(
    party: str, labels: Mapping[str, str], means: Mapping[str, Mapping[str, float]], verdict: Verdict
) -> tuple[Cell, ...]:
    classes = [found for found in verdict.classes if found.is_deal]
    most = max(classes, key=lambda found: found.sole_blockers.get(party, 0.0))
    shares = (Cell(text=percent(means[form].get(party, 0.0))) for form in FORMS)
    return (
        Cell(text=f"{labels.get(party, party)} ({party})"),
        *shares,
        Cell(text=percent(most.sole_blockers[party])),
        Cell(text=f"{most.key} ({FORMS[most.form]})"),
    )
