"""Proofs and caveats of staged plans in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from detente.dossier.dossier import Dossier
from detente.dossier.labels import labels_of
from detente.lenses.staging.plan_proof import NoPlan
from detente.lenses.staging.plan_search import Why
from detente.lenses.staging.preconditions import MissingPrecondition
from detente.lenses.staging.staged_deal import StagedDeal
from detente.lenses.staging.staged_plan import Existence

__all__ = ["UNDECIDED", "caveats_of", "doubts_of", "labels_of", "missing_in_words", "proof_in_words"]

#: Names written out in a sentence.
LISTED = 4
WEIGHED = "discounting and the chance of being noticed counted in"


def proof_in_words(proof: NoPlan, labels: Mapping[str, str]) -> str:
    """Say why no number of stages suffices: whose condition fails, on what, by how much."""
    return SENTENCES[proof.reason].format(
        party=_listed([labels[p] for p in proof.parties]),
        items=_listed([_item(labels, item) for item in proof.items]) or "anything",
        gain=_points(proof.gain),
        loss=_points(proof.loss),
        less=_points(-proof.loss),
        short=_points(proof.short_by),
        weighed=WEIGHED,
    )


SENTENCES = {
    "circle": "None of these can ever begin, because each waits for another: {items}.",
    "surplus": (
        "Once all is done {party} is worse off than without a deal, by {short} points per period. Stages "
        "change nothing about that."
    ),
    "start": (
        "Even if all that {party} gains came as early as what must come first allows, and it gave nothing "
        "for it, the plan would be worth {less} points per period less to it than no deal. Too late comes: "
        "{items}."
    ),
    "leaving after the end": (
        "Once all is done {party} does better to leave. What cannot be taken from it again ({items}) "
        "leaves it {gain} points per period without the rest; the whole deal is worth {loss}. Every plan "
        "ends there, however it is cut."
    ),
    "never noticed": (
        "Cheating by {party} is never noticed, so that nothing it could lose holds it: in whatever stage and "
        "however small the step, it does better not to perform what costs it something ({items})."
    ),
    "no future": (
        "{party} does not value the future, its discount factor being 0, so that nothing it could lose holds "
        "it: in whatever stage and however small the step, it does better not to perform what costs it "
        "something ({items})."
    ),
    "cheating after the end": (
        "Once all is done {party} does better to take back what it can ({items}), by {short} points per "
        "period, {weighed}. What it has by then and cannot lose does not hold it. Every plan ends there, "
        "however it is cut."
    ),
    "item": (
        "{items} cannot be done in parts, and tempts {party} not to do it even if all that it values were "
        "still to come and nothing else were asked of it: by {short} points per period, {weighed}."
    ),
    "last step": (
        "Somebody must take the last step that costs and cannot be taken back, and whoever it is ({party}) "
        "is no longer held by what follows: nothing that is still to come makes up for {items}. A sequence "
        "that never ends and only approaches the whole is not ruled out."
    ),
}


def missing_in_words(missing: Sequence[MissingPrecondition], labels: Mapping[str, str]) -> str:
    """Say what a package lacks."""
    parts = []
    for one in missing:
        options = " or ".join(labels[f"{one.before}={option}"] for option in one.options)
        parts.append(
            f"{_item(labels, (one.issue, one.option))} must wait for {labels[one.before]}: {options}"
        )
    return f"The package cannot be delivered as it is: {'; '.join(parts)}. Add that to it."


#: Why neither a plan nor its absence was found.
UNDECIDED: Mapping[Why, str] = {
    "time": "The search was not finished in the time given.",
    "margin": (
        "Only plans at the very margin were found, where somebody is held by less than a millionth or not at "
        "all, and none of those tried passed the exact test. More time would not help."
    ),
    "solver": "The solver gave up for numerical reasons.",
}


def doubts_of(exists: Existence | None, *, is_best: bool = True, is_fewest: bool = True) -> tuple[str, ...]:
    """Say what was not shown: of the plan found, and in draws in which one was looked for."""
    doubts = []
    if not is_fewest:
        doubts.append(
            "That fewer stages do not suffice is not shown: with fewer, plans at the very margin came up, "
            "but none that passed the exact test."
        )
    if not is_best:
        doubts.append("The search ended before it was shown that no plan with so few stages has more slack.")
    if exists is not None and exists.undecided:
        doubts.append(
            f"In {exists.undecided} of {exists.draws} draws neither a plan nor its absence was found: "
            f"{_reasons(exists)}."
        )
    return tuple(doubts)


def _reasons(exists: Existence) -> str:
    late, margin = exists.undecided - exists.at_margin, "only plans at the very margin came up"
    if not exists.at_margin:
        return "time ran out"
    return f"in {exists.at_margin} {margin}, in {late} time ran out" if late else margin


def caveats_of(dossier: Dossier, deal: StagedDeal) -> tuple[str, ...]:
    """Say what a staged plan of this package leaves out."""
    labels = labels_of(dossier)
    return tuple(
        text
        for text in (
            "One stage is one period: discount factor and monitoring are those per period.",
            _others(dossier, deal, labels),
            _ratifiers(dossier),
            _unbound(deal, labels),
            _nothing_sunk(deal),
        )
        if text
    )


def _others(dossier: Dossier, deal: StagedDeal, labels: Mapping[str, str]) -> str:
    performers = {
        p
        for issue, option in deal.items
        for p in dossier.issues[issue].options[option].performers
        if (dossier.side_of(p) or p) not in deal.parties
    }
    if not performers:
        return ""
    names = _listed([labels[p] for p in sorted(performers)])
    return f"Taken to perform on schedule, whatever it costs them: {names}."


def _ratifiers(dossier: Dossier) -> str:
    has_any = dossier.ratification or any(p.role == "ratifier" for p in dossier.parties.values())
    return "Consent at home is taken to be given once, before the first stage." if has_any else ""


def _unbound(deal: StagedDeal, labels: Mapping[str, str]) -> str:
    free = [labels[p] for a, p in enumerate(deal.parties) if not deal.bound[a]]
    if not free:
        return ""
    return (
        f"Without both a discount factor and monitoring nothing says whether cheating pays: {_listed(free)} "
        "can only stop openly, and without a discount factor only before the first stage and after the last."
    )


def _nothing_sunk(deal: StagedDeal) -> str:
    if not deal.reversible.all():
        return ""
    return (
        "Everything in it can be taken back, so the last stage tempts as much as doing all at once: cutting "
        "it into stages helps only where something is marked as not reversible."
    )


def _item(labels: Mapping[str, str], item: tuple[str, str]) -> str:
    issue, option = item
    return f"{labels[issue]}: {labels[f'{issue}={option}']}"


def _points(amount: Fraction) -> str:
    return f"{float(amount):.3g}"


def _listed(names: Sequence[str]) -> str:
    shown = [*names[:LISTED], *([f"{len(names) - LISTED} more"] if len(names) > LISTED else [])]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}" if shown else ""
