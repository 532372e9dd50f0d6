"""Kinds of deal judged with thresholds moved: in which form, in how many draws, and what came of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from detente.dossier.dossier import DealClass, Dossier
from detente.dossier.trimming import issues_of_deal, trimmed
from detente.ensemble.depths import AS_DESCRIBED, SWEETENED, Form
from detente.ensemble.executors import Progress, blocks_of, map_blocks
from detente.errors import UnknownNameError
from detente.explain.asking import Asked
from detente.explain.block_cases import is_listed, listed_packages
from detente.explain.honest_kinds import MovedDraws, Passing, passing_by_list, passing_by_search
from detente.explain.honest_results import KindShift, PartyShift
from detente.explain.honest_shifting import Scenario, party_ranges, scenarios, with_a_say
from detente.model.blueprint import Blueprint
from detente.verdict.intervals import ShareInterval, wilson

__all__ = ["SEARCHED", "Job", "Plan", "jobs_of", "kinds_of", "plans_of"]

#: Draws in which packages of a kind of deal are searched for, where they are too many to try.
SEARCHED = {AS_DESCRIBED: 200, SWEETENED: 20}
#: Draws judged together: packages listed, packages searched for.
BLOCK, SEARCH_BLOCK = 125, 10


@dataclass(frozen=True, kw_only=True, eq=False)
class Plan:
    """Kinds of deal of one form, and how they are judged.

    Attributes
    ----------
    question : Asked
    blueprint : Blueprint
        With these kinds of deal alone, and what matters for them.
    form : str
    shift : float
    searched : int
        Draws in which kinds of deal with many packages are judged.
    """

    question: Asked
    blueprint: Blueprint
    form: Form
    shift: float
    searched: int

    def ranges(self, k: int) -> Mapping[str, float]:
        """Return what each party has at stake in one kind of deal."""
        dossier = self.question.dossier
        if self.form == SWEETENED:
            return party_ranges(dossier)
        return party_ranges(dossier, issues_of_deal(self.deal(k)))

    def deal(self, k: int) -> DealClass:
        """Return a kind of deal by its number."""
        return list(self.blueprint.dossier.deals.values())[k]

    def wanted(self, k: int) -> tuple[Scenario, ...]:
        """Return every scenario in which something moves for one kind of deal."""
        ranges = self.ranges(k)
        return tuple(scenarios([party for party in with_a_say(self.blueprint) if ranges[party]]))


@dataclass(frozen=True, kw_only=True)
class Job:
    """Kinds of deal, by number, in a block of draws; several of them only where packages are listed."""

    plan: Plan
    kinds: tuple[int, ...]
    block: tuple[int, int]
    is_listed: bool


def plans_of(
    question: Asked, deals: Collection[str] | None, form: Form | None, shift: float, searched: int | None
) -> tuple[Plan, ...]:
    """Plan how kinds of deal are judged.

    Parameters
    ----------
    question : Asked
    deals : collection of str or None
        Keys of the kinds of deal; all if not given.
    form : str or None
        If not given, each as described, and with sweeteners those that describe nothing to move.
    shift : float
    searched : int or None

    Returns
    -------
    tuple of Plan
        One for each form that a kind of deal is judged in.

    Raises
    ------
    UnknownNameError
        For a kind of deal that does not exist.
    """
    dossier = question.dossier
    for key in deals or ():
        if key not in dossier.deals:
            raise UnknownNameError("kind of deal", key, dossier.deals)
    chosen = {key: deal for key, deal in dossier.deals.items() if deals is None or key in deals}
    described = {key: deal for key, deal in chosen.items() if deal.all_of or deal.at_least}
    others = {key: deal for key, deal in chosen.items() if key not in described}
    by_form: dict[Form, dict[str, DealClass]] = {
        AS_DESCRIBED: {} if form == SWEETENED else described,
        SWEETENED: chosen if form == SWEETENED else others if form is None else {},
    }
    return tuple(
        Plan(
            question=question,
            blueprint=Blueprint(_cut(dossier, some, one)),
            form=one,
            shift=shift,
            searched=min(question.draws, searched or SEARCHED[one]),
        )
        for one, some in by_form.items()
        if some
    )


def _cut(dossier: Dossier, deals: Mapping[str, DealClass], form: Form) -> Dossier:
    """Leave out what does not matter for the kinds of deal."""
    with_deals = replace(dossier, deals=deals)
    if form == SWEETENED:
        return with_deals
    return trimmed(with_deals, {issue for deal in deals.values() for issue in issues_of_deal(deal)})


def jobs_of(plan: Plan) -> Iterator[Job]:
    """Yield what there is to judge; nothing for kinds of deal of which no package can be made."""
    every = range(len(plan.blueprint.classes))
    listed = [k for k in every if is_listed(plan.blueprint, k, plan.form)]
    some = tuple(k for k in listed if len(listed_packages(plan.blueprint, k, plan.form)))
    for block in blocks_of(plan.question.draws, BLOCK) if some else ():
        yield Job(plan=plan, kinds=some, block=block, is_listed=True)
    for k in every:
        for block in blocks_of(plan.searched, SEARCH_BLOCK) if k not in listed else ():
            yield Job(plan=plan, kinds=(k,), block=block, is_listed=False)


def kinds_of(jobs: Sequence[Job], workers: int, progress: Progress | None = None) -> tuple[KindShift, ...]:
    """Judge kinds of deal.

    Parameters
    ----------
    jobs : sequence of Job
    workers : int
    progress : callable, optional
        Called with (jobs done, jobs in all).

    Returns
    -------
    tuple of KindShift
        In file order.
    """
    done = map_blocks(
        lambda start, _: list(_judged(jobs[start])),
        blocks_of(len(jobs), 1),
        workers=workers,
        progress=progress,
    )
    parts: dict[tuple[Plan, int], list[tuple[Passing, int]]] = {}
    for job, found in zip(jobs, done, strict=True):
        for k, part in zip(job.kinds, found, strict=True):
            parts.setdefault((job.plan, k), []).append(part)
    kinds = [_kind(plan, k, some) for (plan, k), some in parts.items()]
    order = list(jobs[0].plan.question.dossier.deals) if jobs else []
    return tuple(sorted(kinds, key=lambda kind: order.index(kind.key)))


def _judged(job: Job) -> Iterator[tuple[Passing, int]]:
    """Judge each kind of deal of a job on the same tables."""
    plan = job.plan
    draws = MovedDraws.of(plan.blueprint, job.block, plan.question.seed, plan.shift)
    for k in job.kinds:
        wanted, ranges = plan.wanted(k), plan.ranges(k)
        if job.is_listed:
            packages = listed_packages(plan.blueprint, k, plan.form)
            yield passing_by_list(draws, packages, wanted, ranges), 0
        else:
            yield passing_by_search(draws, k, plan.form, wanted, ranges)


def _kind(plan: Plan, k: int, parts: Sequence[tuple[Passing, int]]) -> KindShift:
    """Sum up one kind of deal over its blocks of draws."""

    def share(scenario: Scenario) -> ShareInterval:
        passing = np.concatenate([part[scenario] for part, _ in parts])
        return wilson(int(passing.sum()), len(passing))

    deal, ranges, judged = plan.deal(k), plan.ranges(k), share(Scenario(sign=0))
    parties = [
        PartyShift(
            party=party,
            range=round(ranges[party], 6),
            lower=share(Scenario(sign=-1, party=party)),
            higher=share(Scenario(sign=1, party=party)),
        )
        for party in dict.fromkeys(s.party for s in plan.wanted(k))
        if party is not None
    ]
    return KindShift(
        key=deal.key,
        name=deal.name,
        form=plan.form,
        draws=judged.draws,
        judged=judged,
        lower=share(Scenario(sign=-1)),
        higher=share(Scenario(sign=1)),
        less_control=share(Scenario(sign=-1, control=True)),
        more_control=share(Scenario(sign=1, control=True)),
        parties=tuple(sorted(parties, key=lambda p: (p.higher.hits - p.lower.hits, p.party))),
        undecided=sum(undecided for _, undecided in parts),
    )
