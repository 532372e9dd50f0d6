"""Who and what blocks a deal: parties, rules and gates, alone, together, and over all draws.

A *sole* blocker is one whose conditions, lifted alone, open a deal. Where it takes several together, the
minimal sets are those of which no part would do; and the smallest sets that would open most draws say
where work would have to begin. Lifting is a question put to the model, not a forecast: it asks what
would pass if somebody's conditions were met, whatever that might take.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from detente.dossier.dossier import Consent, DealClass, Dossier
from detente.dossier.labels import labels_of
from detente.dossier.trimming import issues_of_deal, trimmed
from detente.ensemble.depths import AS_DESCRIBED, SWEETENED, Form
from detente.ensemble.executors import Progress, blocks_of, map_blocks
from detente.errors import DetenteError, RunError, UnknownNameError
from detente.explain.asking import Asked, asked
from detente.explain.block_cases import Case, cases_of_list, cases_of_search, is_listed
from detente.explain.block_openings import openings_of
from detente.explain.block_results import Blockers, QuestionBlockers
from detente.explain.block_summing import Found, summed_up
from detente.explain.blocking_conditions import KINDS, Conditions, rule_key
from detente.explain.choosing import PackageChoice, chosen_packages
from detente.model.blueprint import Blueprint
from detente.model.predicate import GATES
from detente.verdict.draw_limits import check_draws
from detente.verdict.intervals import wilson
from detente.verdict.run import Run

__all__ = ["PACKAGE", "SEARCHED", "SEARCHED_LARGEST", "blockers"]

#: The key of a question about packages that somebody named.
PACKAGE = "package"
#: Draws in which packages are searched for at most, over all questions, unless asked for.
SEARCHED = {AS_DESCRIBED: 200, SWEETENED: 40}
#: But never fewer than this for a question.
LEAST_SEARCHED = 20
#: Size of the largest minimal sets that are listed where packages are searched for.
SEARCHED_LARGEST = 3
#: Draws searched together.
BLOCK = 10


def blockers(
    run_or_dossier: Run | Dossier,
    *,
    deal: str | None = None,
    package: PackageChoice | None = None,
    form: Form = AS_DESCRIBED,
    draws: int | None = None,
    seed: int | None = None,
    searched: int | None = None,
    largest: int | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Blockers:
    """Find who and what blocks a deal, in every draw.

    Parameters
    ----------
    run_or_dossier : Run or Dossier
    deal : str, optional
        A kind of deal; all of this form if neither it nor ``package`` is given.
    package : str or mapping of issue to option or options, optional
        Packages instead (see :func:`~detente.explain.choosing.chosen_packages`).
    form : str
        ``"exactly as described"`` or ``"with sweeteners"``: what is named, and anything elsewhere.
    draws, seed : int, optional
        Those of the run; 1,000 and 0 for a dossier.
    searched : int, optional
        A kind of deal with more than 64 packages is searched in so many draws, the first ones. If not
        given, in 200 draws as described and in 40 with sweeteners, shared by the kinds of deal, but at
        least 20 each.
    largest : int, optional
        Size of the largest minimal sets that are listed; if not given, any where the packages are
        tried one by one (at most 64), and three where they are searched for.
    workers : int, optional
        Threads; all cores if not given.
    progress : callable, optional
        Called with (steps done, steps in all).

    Returns
    -------
    Blockers
        Exact in every draw judged, but for questions given up, which it counts; the intervals are for
        the number of draws (Wilson 1927, *J. American Statistical Association* 22).

    Raises
    ------
    UnknownNameError
        For a kind of deal, an issue or an option that does not exist.
    DetenteError
        For a package that cannot be one.
    RunError
        For a number of draws, a seed or a size of sets out of range.
    TooLargeError
        When points do not fit, or links merge too many issues into one.

    Examples
    --------
    >>> import detente
    >>> from detente.explain.blockers import blockers
    >>> found = blockers(detente.load("two-issues"), deal="full-swap", draws=50, workers=1)
    >>> found.of("full-swap").of("party").units[0].key in detente.load("two-issues").parties
    True
    """
    question = asked(run_or_dossier, draws, seed)
    if largest is not None and largest < 1:
        raise RunError(f"the largest sets to list have 1 unit or more, not {largest}")
    dossier = question.dossier
    blueprint = Blueprint(_cut(dossier, _deals(dossier, deal, package, form), form))
    plan = _Plan(
        question=question,
        blueprint=blueprint,
        conditions=Conditions.of(blueprint),
        form=form,
        searched=_searched(blueprint, form, question.draws, searched),
        largest=largest,
    )
    found = _answers(plan, workers or os.cpu_count() or 1, progress)
    return Blockers(
        title=dossier.title,
        dossier=dossier.key,
        reading=dossier.reading,
        draws=question.draws,
        seed=question.seed,
        principals=tuple(sorted(dossier.principals)),
        questions=found,
        labels=labels_of(dossier),
        caveats=(*_caveats(plan, found), *question.caveats),
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class _Plan:
    """What is asked, of what, in how many draws."""

    question: Asked
    blueprint: Blueprint
    conditions: Conditions
    form: Form
    searched: int
    largest: int | None


def _deals(
    dossier: Dossier, deal: str | None, package: PackageChoice | None, form: Form
) -> dict[str, DealClass]:
    """Return what is asked about as kinds of deal."""
    key = package if isinstance(package, str) else deal
    if package is not None and not isinstance(package, str):
        # Names are checked there, and a package that is none is refused.
        chosen_packages(dossier, package)
        options = {i: (one,) if isinstance(one, str) else tuple(one) for i, one in package.items()}
        words = ", ".join(f"{issue}={' or '.join(some)}" for issue, some in options.items())
        return {PACKAGE: DealClass(key=PACKAGE, name=words, all_of=options)}
    if key is not None:
        if key not in dossier.deals:
            raise UnknownNameError("kind of deal", key, dossier.deals)
        one = dossier.deals[key]
        if form == AS_DESCRIBED and not (one.all_of or one.at_least):
            raise DetenteError(
                f"the kind of deal {key} names nothing to move, so nothing is exactly as it describes; "
                "ask about it with sweeteners, or name a package"
            )
        return {key: one}
    return {
        key: deal_class
        for key, deal_class in dossier.deals.items()
        if form == SWEETENED or deal_class.all_of or deal_class.at_least
    }


def _cut(dossier: Dossier, deals: Mapping[str, DealClass], form: Form) -> Dossier:
    """Leave out what does not matter for the question."""
    with_deals = replace(dossier, deals=deals)
    if form == SWEETENED or not deals:
        return with_deals
    return trimmed(with_deals, {issue for deal in deals.values() for issue in issues_of_deal(deal)})


def _searched(blueprint: Blueprint, form: Form, draws: int, asked_for: int | None) -> int:
    """Return how many draws are searched for each kind of deal with many packages."""
    if asked_for is not None:
        check_draws(asked_for, 0)
        return min(draws, asked_for)
    many = sum(not is_listed(blueprint, k, form) for k in range(len(blueprint.classes)))
    return min(draws, max(LEAST_SEARCHED, SEARCHED[form] // max(many, 1)))


def _answers(plan: _Plan, workers: int, progress: Progress | None) -> tuple[QuestionBlockers, ...]:
    """Judge every kind of deal: blocks of draws are worked on side by side, of all kinds at once."""
    jobs: list[tuple[int, tuple[int, int] | None]] = []
    for k in range(len(plan.blueprint.classes)):
        if is_listed(plan.blueprint, k, plan.form):
            jobs.append((k, None))
        else:
            jobs += [(k, block) for block in blocks_of(plan.searched, BLOCK)]
    if not jobs:
        return ()

    def work(start: int, _: int) -> list[Found]:
        k, block = jobs[start]
        return [_opened(plan, case) for case in _cases(plan, k, block)]

    done = map_blocks(work, blocks_of(len(jobs), 1), workers=workers, progress=progress)
    by_class: dict[int, list[Found]] = {k: [] for k, _ in jobs}
    for (k, _), part in zip(jobs, done, strict=True):
        by_class[k] += part
    return tuple(_answer(plan, k, found) for k, found in by_class.items())


def _cases(plan: _Plan, k: int, block: tuple[int, int] | None) -> tuple[Case, ...]:
    seed = plan.question.seed
    if block is None:
        return cases_of_list(plan.blueprint, k, plan.form, plan.conditions, plan.question.draws, seed)
    return cases_of_search(plan.blueprint, k, plan.form, plan.conditions, block, seed)


def _opened(plan: _Plan, case: Case) -> Found:
    largest = plan.largest
    if largest is None and not case.asking.is_listed:
        largest = SEARCHED_LARGEST
    return Found(case=case, openings={kind: openings_of(case.asking, kind, largest) for kind in KINDS})


def _answer(plan: _Plan, k: int, found: list[Found]) -> QuestionBlockers:
    deal = list(plan.blueprint.dossier.deals.values())[k]
    draws = plan.question.draws if is_listed(plan.blueprint, k, plan.form) else plan.searched
    possible = any(one.case.asking.is_possible for one in found)
    names = _names(plan)
    return QuestionBlockers(
        key=deal.key,
        name=deal.name,
        form=plan.form,
        draws=draws,
        deal=wilson(sum(one.case.weight for one in found if one.is_open), draws) if possible else None,
        kinds=tuple(summed_up(found, kind, plan.conditions, names, draws) for kind in KINDS)
        if possible
        else (),
        undecided=sum(one.case.asking.undecided for one in found),
    )


def _names(plan: _Plan) -> dict[str, str]:
    """Return the name of everything that can be lifted."""
    dossier = plan.blueprint.dossier
    names = {party: dossier.parties[party].name for party in plan.conditions.predicates}
    names |= {gate: gate for gate in GATES}
    names |= {rule_key(rule.side, rule.name): rule.name for rule in dossier.ratification}
    for rule in plan.blueprint.consent_rules():
        assert isinstance(rule.needs, Consent)
        party = dossier.parties[rule.needs.party].name
        told = f"consent of {party}" if rule.over else f"{party} stays at the table"
        names.setdefault(rule_key(rule.side, rule.name), told)
    return names


def _caveats(plan: _Plan, found: tuple[QuestionBlockers, ...]) -> Iterator[str]:
    yield (
        "A share of draws is a statement about the judgements put in. Lifting a party's conditions asks "
        "what would pass if all of them were met; it does not say how they could be."
    )
    yield (
        "Intervals are 95% score intervals (Wilson) for the number of draws; they say nothing about "
        "whether the judgements are right."
    )
    fewer = sorted({question.draws for question in found if question.draws < plan.question.draws})
    if fewer:
        yield (
            f"Kinds of deal with many packages were judged in the first {fewer[-1]} draws of "
            f"{plan.question.draws}; their intervals are as wide as that makes them."
        )
    if not plan.conditions.is_monotone:
        yield (
            'Some rule says "not", so that lifting one more may close what lifting one opened: of parties, '
            "small sets were tried one by one, and the smallest sets over all draws were not looked for."
        )
    undecided = sum(question.undecided for question in found)
    if undecided:
        yield f"{undecided} searches were given up; they count as if nothing passed."
