"""The honest funnel: how counts and verdicts move when every threshold is moved a little.

What a party would just put up with is the softest judgement of all, and a funnel hangs on it at four of
its five gates. Moving every threshold by a tenth of what is at stake for its owner shows whether a
verdict rests on the facts of the case or on where somebody drew the line.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence

from detente.dossier.dossier import Dossier
from detente.dossier.labels import labels_of
from detente.ensemble.depths import Form
from detente.ensemble.executors import Progress
from detente.errors import RunError
from detente.explain.asking import asked
from detente.explain.honest_bands import band_of, counts_wanted, funnels_alone
from detente.explain.honest_counting import counts_of
from detente.explain.honest_judging import SEARCHED, jobs_of, kinds_of, plans_of
from detente.explain.honest_results import HonestFunnel, KindShift, PartyFunnels
from detente.explain.honest_shifting import check_shift, party_ranges
from detente.model.blueprint import Blueprint
from detente.verdict.draw_limits import check_draws
from detente.verdict.run import Run

__all__ = ["COUNTED", "COUNTED_ALONE", "SEARCHED", "honest_funnel"]

#: Draws in which packages are counted, with all thresholds moved and with each party's alone.
COUNTED, COUNTED_ALONE = 12, 1


def honest_funnel(
    run_or_dossier: Run | Dossier,
    *,
    draws: int | None = None,
    seed: int | None = None,
    counted: int = COUNTED,
    counted_alone: int = COUNTED_ALONE,
    deals: Collection[str] | None = None,
    form: Form | None = None,
    shift: float = 0.1,
    searched: int | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> HonestFunnel:
    """Move every threshold by a part of its owner's range, and judge again.

    A party's range is what lies between the best and the worst it could get in the issues in question:
    all of them for the counts of packages and for kinds of deal with sweeteners, those of the kind of
    deal where it is taken exactly as described (:func:`~detente.explain.honest_shifting.party_ranges`).
    The required control is no party's threshold; it is moved by ``shift`` on its own scale from 0 to 1,
    and reported on its own.

    Parameters
    ----------
    run_or_dossier : Run or Dossier
    draws, seed : int, optional
        Those of the run; 1,000 and 0 for a dossier.
    counted : int
        Packages are counted in this many of the draws, the first ones, with all thresholds moved; 0 for
        none.
    counted_alone : int
        The same with each party's threshold moved alone, which takes two counts for each party; only for
        parties whose threshold moves the share of draws of some kind of deal, and for all where no kind of
        deal is judged.
    deals : collection of str, optional
        Keys of the kinds of deal; all of this form if not given.
    form : str, optional
        ``"exactly as described"`` or ``"with sweeteners"``. If not given, kinds of deal are taken as
        described, and with sweeteners those that describe nothing to move.
    shift : float
        Part of each range, above 0 and at most 1.
    searched : int, optional
        A kind of deal with more than 64 packages is judged in so many draws; 200 as described and 20
        with sweeteners if not given.
    workers : int, optional
        Threads; all cores if not given.
    progress : callable, optional
        Called with (steps done, steps in all).

    Returns
    -------
    HonestFunnel

    Raises
    ------
    UnknownNameError
        For a kind of deal that does not exist.
    RunError
        For a number of draws, a seed or a shift out of range.
    TooLargeError
        When points do not fit, or links merge too many issues into one.

    Examples
    --------
    >>> import detente
    >>> from detente.explain.honest_funnel import honest_funnel
    >>> found = honest_funnel(detente.load("two-issues"), draws=100, counted=5, workers=1)
    >>> [kind.lower.hits >= kind.judged.hits >= kind.higher.hits for kind in found.kinds]
    [True, True, True]
    """
    _check(shift, counted, counted_alone, searched)
    question = asked(run_or_dossier, draws, seed)
    dossier, threads = question.dossier, workers or os.cpu_count() or 1
    plans = plans_of(question, deals, form, shift, searched)
    jobs = [job for plan in plans for job in jobs_of(plan)]
    whole, ranges = Blueprint(dossier), party_ranges(dossier)
    counted, counted_alone = (min(n, question.draws) for n in (counted, counted_alone))
    steps = len(jobs) + len(counts_wanted(whole, ranges, counted, counted_alone))
    kinds = kinds_of(jobs, threads, _after(progress, 0, steps))
    if kinds:
        moving = _that_move(kinds)
        ranges = {party: span if party in moving else 0.0 for party, span in ranges.items()}
    wanted = counts_wanted(whole, ranges, counted, counted_alone)
    after = _after(progress, steps - len(wanted), steps)
    counts = counts_of(
        whole, wanted, question.seed, party_ranges(dossier), shift, workers=threads, progress=after
    )
    alone = funnels_alone(whole, counts, ranges, counted_alone)
    return HonestFunnel(
        title=dossier.title,
        dossier=dossier.key,
        reading=dossier.reading,
        draws=question.draws,
        seed=question.seed,
        principals=tuple(sorted(dossier.principals)),
        shift=shift,
        band=band_of(whole, counts, counted),
        alone=alone,
        kinds=kinds,
        labels=labels_of(dossier),
        caveats=(*_caveats(question.draws, shift, whole, kinds, alone, counted_alone), *question.caveats),
    )


def _check(shift: float, counted: int, counted_alone: int, searched: int | None) -> None:
    """Refuse numbers out of range."""
    check_shift(shift)
    if min(counted, counted_alone) < 0:
        raise RunError("packages are counted in 0 draws or more")
    if searched is not None:
        check_draws(searched, 0)


def _that_move(kinds: Sequence[KindShift]) -> Collection[str]:
    """Return the parties whose threshold alone moves the share of draws of some kind of deal."""
    return {
        one.party
        for kind in kinds
        for one in kind.parties
        if one.lower.hits != kind.judged.hits or one.higher.hits != kind.judged.hits
    }


def _after(progress: Progress | None, before: int, total: int) -> Progress | None:
    """Report steps after those already done, of all there are."""
    if progress is None:
        return None
    return lambda done, _: progress(before + done, total)


def _caveats(
    draws: int,
    shift: float,
    blueprint: Blueprint,
    kinds: Sequence[KindShift],
    alone: Sequence[PartyFunnels],
    counted_alone: int,
) -> Iterator[str]:
    yield (
        f"Each party's threshold was moved by {shift:.0%} of what lies between the best and the worst "
        "it could get in the issues in question, at the medians. A share of draws is a statement about the "
        "judgements put in; counts of packages are no chances."
    )
    yield from _fewer(draws, kinds)
    if alone:
        n = alone[0].judged.draws_counted
        told = (
            f"With one party's threshold moved alone, packages were counted in {n} draw{'s' * (n != 1)} only"
        )
        yield f"{told}, of parties whose threshold moves some kind of deal." if kinds else f"{told}."
    elif kinds and counted_alone:
        yield (
            "No party's threshold alone moves the share of draws of any kind of deal, so packages were not "
            "counted with one threshold moved alone."
        )
    if blueprint.uses_not:
        yield (
            'Some rule says "not", so that a lower threshold can lose a package: a party that consents may '
            "be what the rule forbids."
        )
    undecided = sum(kind.undecided for kind in kinds)
    if undecided:
        yield f"{undecided} searches were given up; they count as if nothing passed."


def _fewer(draws: int, kinds: Sequence[KindShift]) -> Iterator[str]:
    """Name the kinds of deal that were judged in fewer draws, and those that have not the usual form."""
    for n in sorted({kind.draws for kind in kinds if kind.draws < draws}, reverse=True):
        keys = ", ".join(kind.key for kind in kinds if kind.draws == n)
        yield f"Kinds of deal with many packages were judged in the first {n} draws of {draws}: {keys}."
    forms = {kind.form for kind in kinds}
    if len(forms) > 1:
        yield (
            "Kinds of deal that describe nothing to move were judged with sweeteners: anything they allow "
            "may be added, and parties' ranges are over all issues."
        )
