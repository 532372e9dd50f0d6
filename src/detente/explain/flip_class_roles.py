"""What each judgement does in the model: what it touches, and whether more of it helps a deal.

Every number of the tables is monotone in every single judgement, rounding included, except where
a chance of keeping one's word stands in a table several times (:mod:`detente.explain.flip_class_bounds`
takes those apart). For most judgements the direction is the same for all packages: more control
never takes a package away. For the others, such as what an option is worth to a principal whose
gains another one minds, it depends on the package.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from detente.model.blueprint import Blueprint

__all__ = ["Role", "roles_of"]

RoleKind = Literal["option", "delivery", "lump", "everywhere", "idle"]


@dataclass(frozen=True, kw_only=True)
class Role:
    """What a judgement does.

    Attributes
    ----------
    kind : str
        ``option`` : changes the worth of the options of one issue (or of those that a link ties)
        and nothing else; ``delivery`` : decides which options of an issue can be delivered; ``lump`` : moves
        thresholds only; ``everywhere`` : changes many options at once; ``idle`` : the verdict does
        not depend on it.
    helps : int
        1 if a higher number never takes a passing package away, -1 if a lower one never does, 0
        where it depends on the package.
    cluster : str
        Judgements of one cluster, all at their lowest or all at their highest, are enough to find
        the extremes of every table where ``helps`` is 0.
    issues : tuple of str
        Issues whose columns it touches, for ``option`` and ``delivery``.
    option : str or None
        The one option of that issue whose columns it touches, if others it does not.
    """

    kind: RoleKind
    helps: int = 0
    cluster: str = ""
    issues: tuple[str, ...] = ()
    option: str | None = None


def roles_of(blueprint: Blueprint) -> Mapping[str, Role]:
    """Tell the role of every quantity of a blueprint, by path."""
    found = {quantity.path: Role(kind="idle") for quantity in blueprint.quantities}
    for source in (_worth, _lumps, _delivery, _trust):
        found.update(source(blueprint))
    return found


def _judged(b: Blueprint) -> set[str | None]:
    """Return the parties of whom some condition speaks."""
    return {predicate.party for predicate in b.predicates}


def _is_minded(b: Blueprint, party: str) -> bool:
    """Tell whether another principal minds what this one gains."""
    others = set(b.dossier.relative_gains) & set(b.principals)
    return party in b.principals and bool(others - {party})


def _worth(b: Blueprint) -> Iterator[tuple[str, Role]]:
    """What options and links are worth."""
    d, judged = b.dossier, _judged(b)
    planned = {pair for no_deal in d.no_deal.values() for pair in no_deal.plan.items()}
    for party, by_issue in d.stakes.items():
        if party not in judged and not _is_minded(b, party):
            continue
        open_sign = 0 if b.uses_not or _is_minded(b, party) else 1
        for issue, options in by_issue.items():
            for option, quantity in options.items():
                never = d.issues[issue].options[option].pressure
                if (issue, option) in planned:
                    # It counts for no deal: one of pressure for nothing else, any other for deals too.
                    sign = -1 if never and not b.uses_not else 0
                    cluster = f"plan {quantity.path}"
                    yield quantity.path, Role(kind="option", helps=sign, cluster=cluster, issues=(issue,))
                elif not never:
                    role = Role(
                        kind="option",
                        helps=open_sign,
                        cluster=f"points {party}",
                        issues=(issue,),
                        option=option,
                    )
                    yield quantity.path, role
    for link in d.links:
        for party, quantity in link.points.items():
            if party in judged or _is_minded(b, party):
                sign = 0 if b.uses_not or _is_minded(b, party) else 1
                cluster = f"points {party}"
                yield (
                    quantity.path,
                    Role(kind="option", helps=sign, cluster=cluster, issues=tuple(link.when)),
                )


def _lumps(b: Blueprint) -> Iterator[tuple[str, Role]]:
    """What no deal is worth, what dealing costs, and how much the others' gains are minded."""
    d, judged = b.dossier, _judged(b)
    sign = 0 if b.uses_not else -1
    for party, no_deal in d.no_deal.items():
        if no_deal.points is not None and party in judged:
            yield no_deal.points.path, Role(kind="lump", helps=sign, cluster="costs")
    for party, costs in d.dealing_costs.items():
        if party not in judged:
            continue
        if costs.per_deal is not None:
            yield costs.per_deal.path, Role(kind="lump", helps=sign, cluster="costs")
        if costs.per_issue is not None:
            yield costs.per_issue.path, Role(kind="everywhere", helps=sign, cluster="costs")
    for party, quantity in d.relative_gains.items():
        if party in b.principals and len(b.principals) > 1:
            yield quantity.path, Role(kind="everywhere", cluster="relative gains")


def _delivery(b: Blueprint) -> Iterator[tuple[str, Role]]:
    """Control, what leaks, and what options require."""
    for key, issue in b.dossier.issues.items():
        for share in issue.control.values():
            yield share.path, Role(kind="delivery", helps=1, issues=(key,))
        for share in issue.leakage.values():
            yield share.path, Role(kind="delivery", helps=-1, issues=(key,))
        for option in issue.options.values():
            if option.requires is not None and not option.pressure and not option.status_quo:
                yield option.requires.path, Role(kind="delivery", helps=-1, issues=(key,))


def _trust(b: Blueprint) -> Iterator[tuple[str, Role]]:
    """Words kept, patience and monitoring."""
    d = b.dossier
    for quantity in b.words.values():
        yield quantity.path, Role(kind="everywhere", cluster="words")
    for party in b.principals:
        discount, monitoring = d.parties[party].discount_factor, d.trust.monitoring.get(party)
        if discount is not None and monitoring is not None:
            yield discount.path, Role(kind="everywhere", helps=1)
            yield monitoring.path, Role(kind="everywhere", helps=1)
