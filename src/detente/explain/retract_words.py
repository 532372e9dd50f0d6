"""What becomes of a case without a source, in sentences; and what has to be kept in mind about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.dossier.dossier import Correlation
from detente.explain.diff_standing import KindMovement, Standing
from detente.explain.diff_telling import counted, listed, share_words, staying
from detente.explain.resting_on import RestingOn
from detente.explain.retract_dossier import INDEPENDENT, Replacement

__all__ = ["CLOSING", "NOT_RIGHT", "caveats_of", "hangs_sentences", "rests_sentences", "stands_in_sentences"]

#: Said wherever an answer hangs on a source.
NOT_RIGHT = "That shows what the answer hangs on; it does not make the other answer right."
POINTS = (
    "Where points give way to a vague range, the direction of a movement is no finding. The range lies "
    "evenly about 0, whatever the source said: without the source of a loss a deal looks better, without "
    "that of a gain worse, by construction. Read how much hangs on the source, not which way."
)
COST = "A cost without a source is anything from nothing to the party's largest remaining stake."
SHARE = "A share without a source is anything from 0 to 1; the middle of that is no estimate."
#: Shares of control are drawn apart from each other.
CONTROL = (
    "Vague shares of control are drawn apart from each other: over one issue they may exceed 1 together."
)
#: Judgements that go together, or did.
APART = (
    "Judgements that go together because the source says so are drawn independently without it. That is no "
    "neutral ground: how they go together is then unknown, not known to be nothing."
)
STILL_TOGETHER = (
    "Of the vague ranges some still go together with other judgements, as what says so is not withdrawn."
)
RULE = "A rule that is left out asks nobody any more, which can only make a deal easier."
RECORD = (
    "Trust that follows from the record moves with every entry that is left out: without a broken promise it "
    "rises, without a kept one it falls."
)
SHARED = "Numbers that other citations support keep their value, which is then theirs alone."
TABLED = "What is on the table stays: issues, options and kinds of deal are questions, whoever raised them."
CLOSING = "A share of draws is a statement about the judgements put in, not a forecast."
#: Kinds of deal told in one sentence.
TOLD = 2


def caveats_of(
    resting: RestingOn, replaced: Sequence[Replacement], together: Sequence[Correlation] = ()
) -> tuple[str, ...]:
    """Say what has to be known of a retraction: only of what occurs in it.

    Parameters
    ----------
    resting : RestingOn
    replaced : sequence of Replacement
    together : sequence of Correlation
        What is left of them.
    """
    paths = {path for entry in together if entry.rank for path in entry.of}
    vague = {item.vague for item in replaced}
    kinds = {item.kind for item in replaced}
    applies = {
        POINTS: "points" in vague,
        COST: "cost" in vague,
        SHARE: "share" in vague,
        CONTROL: any(item.vague and ".control." in item.path for item in replaced),
        APART: "correlation" in kinds,
        STILL_TOGETHER: any(item.vague and item.path in paths for item in replaced),
        RULE: "rule" in kinds,
        RECORD: "record" in kinds,
        SHARED: resting.count("number", alone=False) > 0,
        TABLED: any(resting.count(kind) for kind in ("issue", "option", "kind of deal")),
        CLOSING: True,
    }
    return tuple(caveat for caveat, holds in applies.items() if holds)


def hangs_sentences(movements: Sequence[KindMovement], source: str) -> Iterator[str]:
    """Say whether the answer hangs on a source, and for which kinds of deal.

    Parameters
    ----------
    movements : sequence of KindMovement
        With the source and without it.
    source : str
    """
    if not movements:
        yield "There is no kind of deal to judge in this form."
        return
    hanging = [m for m in movements if m.flips] + [m for m in movements if m.is_unsettled]
    if not hanging:
        yield f"The answer does not hang on {source}: without it {staying(movements)}."
        return
    told = [_hanging(movement) for movement in hanging[:TOLD]]
    if len(hanging) > TOLD:
        told.append(f"and {len(hanging) - TOLD} more")
    kinds = counted(len(movements), "kind of deal", "kinds of deal")
    yield f"The answer hangs on {source} for {len(hanging)} of {kinds}: {'; '.join(told)}."
    yield NOT_RIGHT


def _hanging(movement: KindMovement) -> str:
    before, after = movement.before, movement.after
    shares = "" if after.is_close else f" ({share_words(after.share)} of draws pass then)"
    return f"{movement.name}, {movement.form}, is {_is(before)} with it; without it {_is(after)}{shares}"


def _is(standing: Standing) -> str:
    return "a deal" if standing.answer == "deal" else standing.phrase()


def rests_sentences(resting: RestingOn) -> Iterator[str]:
    """Say how much rests on a source, alone and with others."""
    alone, shared = (resting.count("number", alone=one) for one in (True, False))
    total = resting.totals["number"]
    others = resting.count(alone=True) - alone
    yield (
        f"{resting.describes}: {alone + shared} of {total} numbers cite it, {alone} of them nothing else; so "
        f"{resting.stakes.alone:.0%} of all stakes, and {resting.stakes.points_alone:.0%} of the points at "
        f"stake, rest on it alone ({resting.stakes.at_all:.0%} and {resting.stakes.points_at_all:.0%} on it "
        f"and others)."
    )
    if others:
        yield f"Besides numbers, {others} other parts of the dossier cite nothing but it."


def stands_in_sentences(resting: RestingOn, replaced: Sequence[Replacement]) -> Iterator[str]:
    """Say what stands in the place of what rested on a source alone."""
    if not replaced:
        yield "Nothing that a verdict asks for rests on it alone, so all stands as it is."
    yield from _ranges(replaced)
    shared = resting.count("number", alone=False)
    if shared:
        keep = "keeps its value" if shared == 1 else "keep their value"
        yield f"{counted(shared, 'number')} {keep}, which others support."
    yield from _parted(replaced)
    entries, rules = (sum(item.kind == kind for item in replaced) for kind in ("ledger entry", "rule"))
    gone = [counted(entries, "entry of the ledger", "entries of the ledger")] if entries else []
    gone += [counted(rules, "rule of ratification", "rules of ratification")] if rules else []
    if gone:
        yield f"Left out, as no other source tells of them: {listed(gone)}."
    for item in replaced:
        if item.kind == "record":
            yield f"By the record, {item.words}: {item.before}; now {item.after}."


def _parted(replaced: Sequence[Replacement]) -> Iterator[str]:
    """Tell which judgements go together no more, or less closely."""
    found = [item for item in replaced if item.kind == "correlation"]
    apart = [_name(item) for item in found if item.after == INDEPENDENT]
    less = [f"{_name(item)} ({item.before}, now {item.after})" for item in found if item.after != INDEPENDENT]
    if apart:
        yield f"Drawn independently, as nothing else says that they go together: {listed(apart)}."
    if less:
        yield f"Less closely together, as higher ranks cannot all be true without that: {listed(less)}."


def _name(item: Replacement) -> str:
    return item.path.removeprefix("correlations.")


def _ranges(replaced: Sequence[Replacement]) -> Iterator[str]:
    vague = [item.vague for item in replaced if item.vague]
    where = {
        "points": "points anywhere up to the party's largest remaining stake, gain or loss",
        "cost": "a cost anywhere from nothing to that stake"
        if "points" in vague
        else "a cost anywhere from nothing to the party's largest remaining stake",
        "share": "a share anywhere from 0 to 1",
    }
    parts = [words for kind, words in where.items() if kind in vague]
    if parts:
        n = counted(len(vague), "number")
        yield f"What rests on it alone gives way to vague ranges ({n}): {listed(parts)}."
    ledger = sum(item.kind == "number" and not item.vague for item in replaced)
    if ledger:
        chances = "chance of a word kept is" if ledger == 1 else "chances of a word kept are"
        yield f"{ledger} {chances} taken from the record instead."
