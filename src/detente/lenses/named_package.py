"""A package with a name: what a question about one package is asked of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from detente.errors import DetenteError, UnknownNameError
from detente.model.blueprint import Blueprint

__all__ = ["NamedPackage", "Origin", "named_package"]

Origin = Literal["named", "as described", "with sweeteners", "robust"]


@dataclass(frozen=True, kw_only=True, eq=False)
class NamedPackage:
    """A package of a dossier.

    Attributes
    ----------
    name : str
        What it is called: a deal class, or what the analyst typed.
    origin : str
        ``"named"`` by the analyst, a deal class ``"as described"`` or ``"with sweeteners"``, or
        ``"robust"`` where a run found it.
    package : mapping of issue to option
        What it changes, by issue; empty for the status quo.
    columns : int64 array, shape (n_groups,)
        The same as the kernel knows it.
    """

    name: str
    origin: Origin
    package: Mapping[str, str]
    columns: NDArray[np.int64]

    def __repr__(self) -> str:
        return f"<NamedPackage {self.name!r}, {self.origin}: {len(self.package)} changes>"

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {"name": self.name, "origin": self.origin, "package": dict(self.package)}


def named_package(
    blueprint: Blueprint, name: str, package: Mapping[str, str], origin: Origin = "named"
) -> NamedPackage:
    """Make a named package, checking that it can be one.

    Parameters
    ----------
    blueprint : Blueprint
    name : str
    package : mapping of issue to option
        Issues not named stay as they are; a status quo may be named and changes nothing.
    origin : str

    Raises
    ------
    UnknownNameError
        For an issue or option that does not exist.
    DetenteError
        For an act of pressure, which is never part of a deal, or a package that changes nothing.
    """
    issues = blueprint.dossier.issues
    for issue, option in package.items():
        if issue not in issues:
            raise UnknownNameError("issue", issue, issues)
        if option not in issues[issue].options:
            raise UnknownNameError(f"option of {issue}", option, issues[issue].options)
        if issues[issue].options[option].pressure:
            raise DetenteError(f"{issue} = {option} is an act of pressure, which is never part of a deal")
    columns = blueprint.space.columns(dict(package))
    changed = blueprint.space.package(columns)
    if not changed:
        raise DetenteError(f"the package {name!r} changes nothing; name an option that is not the status quo")
    return NamedPackage(name=name, origin=origin, package=changed, columns=columns)
