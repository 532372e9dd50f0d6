"""Why a package does not pass, or why it does: each gate, whose shortfall, what causes it, what mends it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from detente.dossier.dossier import Dossier
from detente.dossier.labels import labels_of
from detente.explain.asking import Asked, asked
from detente.explain.choosing import PackageChoice
from detente.explain.judgement_repair import judgement_repair
from detente.explain.package_model import PackageModel
from detente.explain.package_repair import package_repair
from detente.explain.why_not_diagnosis import diagnosis, least_margin
from detente.explain.why_not_package import PackageDiagnosis
from detente.explain.why_not_result import RankedPackage, WhyNot
from detente.explain.why_not_scope import Scope, scope_of
from detente.model.predicate import GATES
from detente.verdict.run import Run

__all__ = ["MOST_TAKEN_APART", "RankedPackage", "WhyNot", "why", "why_not"]

N_GATES = len(GATES)
#: Packages of one question that are taken apart; the others are ranked only.
MOST_TAKEN_APART = 5
CAVEATS = (
    "A share of draws is a statement about the judgements put in, not the chance of a deal.",
    "Causes are told with every judgement at its median, on each party's own scale. Factors, such as the "
    "chance that a word is kept, weigh other judgements: what they cost is in those already.",
)
UNTOLD = "Who stops the package together with whom is not listed: {}."
BEST_OF_MANY = (
    "Of so many packages ({:,}) the one that gets farthest at the medians is explained; of those that get "
    "as far the one that gives most to the principal who gains least; others may pass more often."
)
PLAN = (
    "What a plan is worth is told in points of each party's own scale, as its stakes have them: without "
    "links, costs of dealing, and what the other side gains."
)


def why_not(
    run_or_dossier: Run | Dossier,
    package: PackageChoice,
    *,
    draws: int | None = None,
    seed: int | None = None,
    repairs: bool = True,
) -> WhyNot:
    """Say why a package does not pass all gates, and what would mend it; or why it passes.

    Parameters
    ----------
    run_or_dossier : Run or Dossier
    package : str or mapping of issue to option or options
        As for :func:`~detente.explain.choosing.chosen_packages`: a kind of deal, or issues with an
        option or several, those not named staying as they are. Several packages are all judged; of a kind
        of deal that describes more than 1,000 the one that gets farthest at the medians. A kind of deal
        that asks for pressure is told as the plan for no deal that it is.
    draws, seed : int, optional
        Those of the run if not given; 1,000 and 0 for a dossier.
    repairs : bool
        Whether to search the smallest repairs of the package that gets farthest.

    Returns
    -------
    WhyNot
        The same for packages that pass and packages that do not.

    Raises
    ------
    UnknownNameError
        For a kind of deal, an issue or an option that does not exist.
    DetenteError
        For an act of pressure named by issue and option, or packages that change nothing.
    TooLargeError
        For more than 1,000 packages named by issue and option, points that do not fit, or rules with
        too many coalitions.
    RunError
        For a number of draws or a seed out of range.

    Examples
    --------
    >>> import detente
    >>> from detente.explain.why_not import why_not
    >>> package = {"sanctions": "ease", "border": "truce"}
    >>> why_not(detente.load("two-issues"), package, draws=200, repairs=False).passes
    True
    """
    question = asked(run_or_dossier, draws, seed)
    dossier = question.dossier
    scope = scope_of(question, package)
    ranking, share = _ranking(question, scope.packages)
    found = tuple(
        diagnosis(_alone(dossier, one.name, one.package), question.draws, question.seed)
        for one in ranking[:MOST_TAKEN_APART]
    )
    package_mended = judgements_mended = None
    if repairs and ranking:
        first = ranking[0]
        package_mended = package_repair(dossier, first.package, draws=question.draws, seed=question.seed)
        model = _alone(dossier, first.name, first.package)
        judgements_mended = judgement_repair(model, 0, draws=question.draws, seed=question.seed)
    return WhyNot(
        title=dossier.title,
        dossier=dossier.key,
        reading=dossier.reading,
        draws=question.draws,
        seed=question.seed,
        principals=tuple(sorted(dossier.principals)),
        asked=package if isinstance(package, str) else _named(package),
        called=dossier.deals[package].name if isinstance(package, str) else None,
        n_packages=scope.n_packages,
        ranking=ranking,
        packages=found,
        share=share if scope.share is None else scope.share,
        package_repair=package_mended,
        judgement_repair=judgements_mended,
        labels=labels_of(dossier),
        caveats=(*_caveats(scope, found), *question.caveats),
        plan=scope.plan,
    )


def why(
    run_or_dossier: Run | Dossier,
    package: PackageChoice,
    *,
    draws: int | None = None,
    seed: int | None = None,
    repairs: bool = False,
) -> WhyNot:
    """Say why a package passes, what carries it and what it hangs on; or why it does not.

    The same as :func:`why_not`, without searching for repairs unless they are asked for.
    """
    return why_not(run_or_dossier, package, draws=draws, seed=seed, repairs=repairs)


def _alone(dossier: Dossier, name: str, package: Mapping[str, str]) -> PackageModel:
    return PackageModel.of(dossier, {name: package})


def _named(choice: Mapping[str, Any]) -> str:
    options = {issue: [one] if isinstance(one, str) else list(one) for issue, one in choice.items()}
    return ", ".join(f"{issue}={' or '.join(one)}" for issue, one in options.items())


def _caveats(scope: Scope, found: tuple[PackageDiagnosis, ...]) -> tuple[str, ...]:
    if scope.plan is not None:
        return (PLAN,)
    many = (BEST_OF_MANY.format(scope.n_packages),) if scope.is_best_of_many else ()
    reasons = dict.fromkeys(one.blocking.unlisted for one in found if one.blocking.unlisted is not None)
    return (*many, *CAVEATS, *(UNTOLD.format(reason) for reason in reasons))


def _ranking(
    question: Asked, chosen: Mapping[str, Mapping[str, str]]
) -> tuple[tuple[RankedPackage, ...], float]:
    """Judge all packages, the one that gets farthest first, and say in which share of draws one passes."""
    if not chosen:
        return (), 0.0
    model = PackageModel.of(question.dossier, chosen)
    depth = model.depths(model.medians)[0]
    depths = model.depths(model.drawn(question.draws, question.seed))
    shares = np.stack([(depths > g).mean(axis=0) for g in range(N_GATES)], axis=1)
    least = [0.0] * len(chosen)
    if len(chosen) > 1:
        least = [least_margin(replace(model, packages=(one,))) for one in model.packages]
    order = sorted(range(len(chosen)), key=lambda k: (-depth[k], *(-shares[k, ::-1]), -least[k], k))
    ranked = [
        RankedPackage(
            name=model.packages[k].name,
            package=model.packages[k].package,
            depth=int(depth[k]),
            shares={gate: float(shares[k, g]) for g, gate in enumerate(GATES)},
        )
        for k in order
    ]
    return tuple(ranked), float((depths == N_GATES).any(axis=1).mean())
