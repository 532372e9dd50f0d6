"""The options that a look at leverage is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.dossier.dossier import Dossier, Option
from detente.lenses.named_package import NamedPackage
from detente.lenses.status_quo import single_changes
from detente.model.blueprint import Blueprint

__all__ = ["OptionsInQuestion", "Pair", "option_of", "options_in_question"]

Pair = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class OptionsInQuestion:
    """Options that are neither the status quo nor pressure.

    Attributes
    ----------
    all : tuple of (issue, option)
        In the order of issues and options of the model.
    controlled : tuple of (issue, option)
        Those that require control.
    """

    all: tuple[Pair, ...]
    controlled: tuple[Pair, ...]


def options_in_question(
    blueprint: Blueprint, packages: Sequence[NamedPackage] | None = None
) -> OptionsInQuestion:
    """List the options to look at.

    Parameters
    ----------
    blueprint : Blueprint
    packages : sequence of NamedPackage, optional
        Where given, only what these packages change.

    Returns
    -------
    OptionsInQuestion
    """
    found = single_changes(blueprint)
    if packages is not None:
        wanted = {pair for package in packages for pair in package.package.items()}
        found = tuple(pair for pair in found if pair in wanted)
    controlled = (pair for pair in found if option_of(blueprint.dossier, pair).requires is not None)
    return OptionsInQuestion(all=found, controlled=tuple(controlled))


def option_of(dossier: Dossier, pair: Pair) -> Option:
    """Return the option that a pair names."""
    issue, option = pair
    return dossier.issues[issue].options[option]
