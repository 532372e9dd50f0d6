"""Of all differences between two readings, the few that decide the verdict."""

from __future__ import annotations

import os
from dataclasses import replace

from detente.dossier.differences import differences
from detente.dossier.dossier import Dossier
from detente.dossier.labels import labels_of
from detente.ensemble.depths import AS_DESCRIBED, Form
from detente.ensemble.executors import Progress
from detente.explain.choosing import PackageChoice
from detente.explain.crux_combinations import Combinations
from detente.explain.crux_kind import KindCrux, kind_crux
from detente.explain.crux_question import questions_of
from detente.explain.crux_result import Crux, CruxStatus
from detente.explain.crux_sentences import caveats_of, sentences_of
from detente.explain.crux_words import told
from detente.verdict.draw_limits import check_draws

__all__ = ["Crux", "crux"]

BASE = "base"


def crux(
    before: Dossier,
    after: Dossier,
    *,
    deal: str | None = None,
    package: PackageChoice | None = None,
    form: Form = AS_DESCRIBED,
    draws: int = 1000,
    seed: int = 0,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Crux:
    """Find the smallest sets of differences that carry the verdict from one reading to another.

    A set carries the verdict on a kind of deal if the first dossier with these differences carried over
    (:func:`~detente.dossier.differences.with_changes`), judged on the same draws, has the verdict of the
    second: deal or no deal, and the gate of death. It is minimal if no part of it does. All minimal sets
    of the smallest size are found, and further ones of up to three differences, in both directions.

    Parameters
    ----------
    before, after : Dossier
        Two readings of a case, or any two dossiers.
    deal : str, optional
        One kind of deal; all that both have if not given.
    package : str or mapping of issue to option or options, optional
        Packages to ask about instead: those of a kind of deal, or those that are named.
    form : str
        ``"exactly as described"``, or ``"with sweeteners"``, which takes far longer.
    draws, seed : int
        As for :func:`detente.run`; every mixture meets the same draws.
    workers : int, optional
        Threads; all cores if not given.
    progress : callable, optional
        Called with (kinds of deal done, kinds in all).

    Returns
    -------
    Crux
        Where verdicts are the same for every kind of deal asked about, what moves the shares of draws
        per gate, if any differs by more than a tenth.

    Raises
    ------
    UnknownNameError
        For a kind of deal, an issue or an option that one of the two does not have.
    DetenteError
        For a question that cannot be put, or links listed in another order in the second.
    RunError
        For a number of draws or a seed out of range.
    TooLargeError
        When points do not fit.

    Examples
    --------
    >>> import detente
    >>> from detente.explain.crux import crux
    >>> base, sceptic = (detente.load("two-issues", reading=key) for key in (None, "sceptic"))
    >>> crux(base, sceptic, draws=200)
    <Crux of two-issues, base to sceptic: 1 difference, 0 of 2 verdicts differ>
    """
    check_draws(draws, seed)
    names = _names(before, after)
    questions = questions_of(before, after, deal=deal, package=package, form=form)
    asked = [
        Combinations(
            before=before,
            after=after,
            question=question,
            draws=draws,
            seed=seed,
            workers=workers or os.cpu_count() or 1,
        )
        for question in questions
    ]
    idle = [c.question.key for c in asked if not c.is_possible]
    asked = [c for c in asked if c.is_possible]
    alike = all(c.fate(()).agrees_with(c.fate(c.every)) for c in asked)
    kinds = []
    for c in asked:
        kinds.append(kind_crux(c, names, shares=alike))
        if progress is not None:
            progress(len(kinds), len(asked))
    found = differences(before, after)
    result = Crux(
        title=before.title,
        dossier=before.key,
        before=names[0],
        after=names[1],
        form=form,
        draws=draws,
        seed=seed,
        status=_status(bool(found), kinds),
        differences=told(found, before, after),
        kinds=tuple(kinds),
        skipped=tuple(sorted(set(before.deals) ^ set(after.deals))) if deal is package is None else (),
        not_judged=tuple(idle),
        principals=before.principals,
        labels={**labels_of(after), **labels_of(before)},
    )
    return replace(result, sentences=tuple(sentences_of(result)), caveats=tuple(caveats_of(result)))


def _names(before: Dossier, after: Dossier) -> tuple[str, str]:
    names = (before.reading or BASE, after.reading or BASE)
    return names if names[0] != names[1] else ("before", "after")


def _status(differ: bool, kinds: list[KindCrux]) -> CruxStatus:
    if not kinds:
        return "no question"
    if not differ:
        return "no differences"
    return "different verdicts" if any(k.status == "different verdicts" for k in kinds) else "same verdict"
