"""The trust lens on a dossier: records, break-even trust, patience and what would mend a package."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence

from detente.dossier.dossier import Dossier
from detente.ensemble.executors import blocks_of, map_blocks
from detente.ensemble.sampling import draw_values
from detente.lenses.named_package import NamedPackage
from detente.lenses.trust.analysis import analyse
from detente.lenses.trust.ledger import records_of
from detente.lenses.trust.package_trust import PackageTrust
from detente.lenses.trust.remedies import Kind, checked_prices
from detente.lenses.trust.trust_draws import TrustDraws, joined, trust_draws
from detente.lenses.trust.trust_lens import TrustLens
from detente.model.blueprint import Blueprint
from detente.verdict.draw_limits import check_draws
from detente.verdict.packages_in_question import Packages, packages_in_question

__all__ = ["DRAWS", "trust"]

#: Draws unless asked otherwise.
DRAWS = 1000
#: Draws whose tables are held at once, and numbers that are held at once over all draws.
BLOCK, MOST_NUMBERS = 250, 20_000_000
Progress = Callable[[int, int], None]


def trust(
    dossier: Dossier,
    *,
    packages: Packages | None = None,
    prices: Mapping[str, float] | None = None,
    draws: int = DRAWS,
    seed: int = 0,
    workers: int | None = None,
    progress: Progress | None = None,
) -> TrustLens:
    """Say whose word a package takes, whether that much trust is there, and who would keep it.

    Parameters
    ----------
    dossier : Dossier
    packages : mapping of name to package (issue to option), or sequence of NamedPackage, optional
        What to look at; if none is given, those of
        :func:`~detente.verdict.packages_in_question.packages_in_question`.
    prices : mapping of kind of improvement to float, optional
        Price of going the whole way by ``monitoring``, ``patience``, ``first-step``, ``guarantor``
        or ``trust``; 1 for those not named.
    draws : int
        Draws of all judgements, 1 to 100 000.
    seed : int
        0 or more.
    workers : int, optional
        Threads; all cores if not given. No result depends on it.
    progress : callable, optional
        Called with (steps done, steps in all).

    Returns
    -------
    TrustLens

    Raises
    ------
    UnknownNameError
        For an issue, option or kind of improvement that does not exist.
    DetenteError
        For draws, a seed, a price or a package that cannot be.
    TooLargeError
        When sums would not fit into int64.

    Examples
    --------
    >>> import detente
    >>> swap = {"swap": {"sanctions": "ease", "border": "truce"}}
    >>> found = trust(detente.load("two-issues"), packages=swap, draws=100)
    >>> pair = found.packages[0].of("north").break_even[0]
    >>> pair.other, pair.status
    ('south', 'number')
    """
    check_draws(draws, seed)
    priced = checked_prices(prices)
    blueprint = Blueprint(dossier)
    asked = packages_in_question(blueprint, named=packages, seed=seed)
    found = _packages(blueprint, asked, priced, draws, seed, workers or os.cpu_count() or 1, progress)
    return TrustLens(
        title=dossier.title,
        dossier=dossier.key,
        reading=dossier.reading,
        draws=draws,
        seed=seed,
        parties={party.key: party.name for party in dossier.parties.values()},
        principals=blueprint.principals,
        records=records_of(dossier),
        packages=tuple(found),
        prices=priced,
        punishment=dossier.trust.punishment,
        caveats=tuple(_caveats(dossier)),
    )


def _packages(
    blueprint: Blueprint,
    asked: Sequence[NamedPackage],
    prices: Mapping[Kind, float],
    draws: int,
    seed: int,
    workers: int,
    progress: Progress | None,
) -> list[PackageTrust]:
    """Look at the packages, few enough at a time for all draws of them to be held."""
    if not asked:
        return []
    numbers = trust_draws(blueprint, blueprint.medians, asked).numbers_per_draw
    size = max(1, MOST_NUMBERS * len(asked) // (draws * numbers))
    groups = [asked[start : start + size] for start in range(0, len(asked), size)]
    found: list[PackageTrust] = []
    for k, group in enumerate(groups):
        drawn = _drawn(blueprint, group, draws, seed, workers, _part(progress, k, len(groups)))
        medians = trust_draws(blueprint, blueprint.medians, group)
        found += analyse(blueprint.dossier, medians, drawn, prices)
    return found


def _drawn(
    blueprint: Blueprint,
    packages: Sequence[NamedPackage],
    draws: int,
    seed: int,
    workers: int,
    progress: Progress | None,
) -> TrustDraws:
    def work(start: int, count: int) -> TrustDraws:
        return trust_draws(
            blueprint, draw_values(blueprint.quantities, seed, start, count, blueprint.correlations), packages
        )

    return joined(map_blocks(work, blocks_of(draws, BLOCK), workers=workers, progress=progress))


def _part(progress: Progress | None, k: int, n: int) -> Progress | None:
    """Count one of several rounds through all draws as a part of the whole."""
    if progress is None:
        return None
    return lambda done, total: progress(k * total + done, n * total)


def _caveats(dossier: Dossier) -> Iterator[str]:
    yield (
        "Shares are shares of draws of the judgements put in, not chances. Trust is that a promise is "
        "performed at all; what a party does not perform stays as it is."
    )
    if dossier.trust.false_alarms or dossier.trust.punishment is not None:
        yield (
            "Whether a party keeps a package is asked here with false alarms and the length of the "
            "punishment counted; the fifth gate of a run knows neither."
        )
    principals = dossier.principals
    silent = [p for p in principals if dossier.parties[p].discount_factor is None]
    silent += [p for p in principals if p not in dossier.trust.monitoring and p not in silent]
    if silent:
        names = ", ".join(dossier.parties[p].name for p in silent)
        yield f"No discount factor or no monitoring is given for {names}: taken to keep any package."
