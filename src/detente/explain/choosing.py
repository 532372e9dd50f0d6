"""Which packages a question is about: named by issue and option, or by the kind of deal they are."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence

from detente.dossier.dossier import DealClass, Dossier
from detente.ensemble.depths import members
from detente.errors import DetenteError, TooLargeError, UnknownNameError
from detente.model.blueprint import Blueprint

__all__ = ["MOST_PACKAGES", "PackageChoice", "chosen_packages"]

#: A kind of deal by its key, or issues with an option or several.
PackageChoice = str | Mapping[str, str | Sequence[str]]
#: Packages that one question may be about.
MOST_PACKAGES = 1000


def chosen_packages(dossier: Dossier, choice: PackageChoice) -> dict[str, dict[str, str]]:
    """List the packages that a question is about.

    Parameters
    ----------
    dossier : Dossier
    choice : str or mapping of issue to option or options
        The key of a kind of deal, for what it describes; or issues, those not named staying as they
        are. With several options for an issue every combination is meant.

    Returns
    -------
    dict of name to package (issue to option)
        Named by what they change; in the order of the options given, the last issue turning
        fastest. At least one.

    Raises
    ------
    UnknownNameError
        For a kind of deal, an issue or an option that does not exist.
    DetenteError
        For a kind of deal of which no package can be made, for one that names nothing to move, and
        for acts of pressure.
    TooLargeError
        For more than 1,000 packages.
    """
    if isinstance(choice, str):
        return _of_class(dossier, choice)
    options = {issue: [one] if isinstance(one, str) else list(one) for issue, one in choice.items()}
    for issue, named in options.items():
        if issue not in dossier.issues:
            raise UnknownNameError("issue", issue, dossier.issues)
        known = dossier.issues[issue].options
        for option in named:
            if option not in known:
                raise UnknownNameError(f"option of {issue}", option, known)
            if known[option].pressure:
                raise DetenteError(f"{issue} = {option} is an act of pressure, which is never part of a deal")
    _require_few(math.prod(map(len, options.values())))
    combinations = itertools.product(*options.values())
    found = [dict(zip(options, combination, strict=True)) for combination in combinations]
    changing = [_changes(dossier, package) for package in found]
    if not any(changing):
        raise DetenteError("the package changes nothing; name an option that is not the status quo")
    return {_name(package): package for package in changing if package}


def _of_class(dossier: Dossier, key: str) -> dict[str, dict[str, str]]:
    if key not in dossier.deals:
        raise UnknownNameError("kind of deal", key, dossier.deals)
    blueprint = Blueprint(dossier)
    mask = next(mask for mask in blueprint.classes if mask.key == key)
    if mask.exact is None:
        raise DetenteError(
            f"the kind of deal {key} names nothing to move; ask about the kind with sweeteners, or name a "
            "package, issue by issue"
        )
    offsets = blueprint.space.offsets
    _require_few(math.prod(int(mask.exact[a:b].sum()) for a, b in itertools.pairwise(offsets)))
    packages = [blueprint.space.package(columns) for columns in members(blueprint, mask)]
    if not packages:
        reason = _why_impossible(dossier, dossier.deals[key])
        raise DetenteError(f"no package can be of the kind {key}: {reason}")
    return {_name(package): package for package in packages}


def _why_impossible(dossier: Dossier, deal: DealClass) -> str:
    """Say what in a kind of deal, of which there is no package just as described, makes it impossible."""

    def is_pressure(issue: str, option: str) -> bool:
        return dossier.issues[issue].options[option].pressure

    asked_for = [(issue, one) for named in (deal.all_of, deal.of) for issue in named for one in named[issue]]
    if all(is_pressure(*one) for one in asked_for):
        return "it asks only for pressure, which is never part of a deal"
    for issue, options in deal.all_of.items():
        peaceful = [one for one in options if not is_pressure(issue, one)]
        if not peaceful:
            return f"for {issue} it names only acts of pressure, which are never part of a deal"
        if not any(_allows(dossier, deal, issue, one) for one in peaceful):
            return f"it forbids what it asks for, {_alternatives(issue, peaceful)}"
    return _why_too_few(dossier, deal)


def _why_too_few(dossier: Dossier, deal: DealClass) -> str:
    """Say why so many of the issues that are counted cannot be settled."""
    counted = {
        issue: [one for one in options if not dossier.issues[issue].options[one].pressure]
        for issue, options in deal.of.items()
    }
    left = [issue for issue in counted if any(_allows(dossier, deal, issue, one) for one in counted[issue])]
    if len(left) >= deal.at_least:
        return "what it asks for cannot be had together"
    wants = f"it wants {deal.at_least} of {len(deal.of)} issues settled"
    if sum(map(bool, counted.values())) < deal.at_least:
        only = ", ".join(issue for issue, options in counted.items() if not options)
        return f"{wants}, but names only acts of pressure for {only}, which are never part of a deal"
    ruled_out = ", ".join(issue for issue in counted if issue not in left)
    return f"{wants}, but rules out itself what it asks for on {ruled_out}"


def _allows(dossier: Dossier, deal: DealClass, issue: str, option: str) -> bool:
    """Tell whether a kind of deal leaves room for an option that is a change; pressure aside."""
    if option in deal.none_of.get(issue, ()):
        return False
    if issue in deal.all_of:
        return option in deal.all_of[issue]
    return deal.none_kind is None or dossier.issues[issue].kind != deal.none_kind


def _alternatives(issue: str, options: Sequence[str]) -> str:
    return " or ".join(f"{issue}={option}" for option in options)


def _require_few(n_packages: int) -> None:
    if n_packages > MOST_PACKAGES:
        raise TooLargeError(
            f"that is {n_packages} packages; one question may be about {MOST_PACKAGES}, so name fewer options"
        )


def _changes(dossier: Dossier, package: Mapping[str, str]) -> dict[str, str]:
    return {issue: option for issue, option in package.items() if dossier.issues[issue].status_quo != option}


def _name(package: Mapping[str, str]) -> str:
    return ", ".join(f"{issue}={option}" for issue, option in package.items())
