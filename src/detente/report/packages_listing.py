"""What the packages of a report consist of, where their names do not say it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from detente.report.blocks import Block, Heading, Item, Items

__all__ = ["packages_listing"]


def packages_listing(packages: Iterable[tuple[str, Mapping[str, str]]]) -> tuple[Block, ...]:
    """List packages that are called otherwise than by what they change.

    Parameters
    ----------
    packages : iterable of (str, mapping of issue to option)

    Returns
    -------
    tuple of Block
        Empty where there is none to list.
    """
    told = {name: ", ".join(f"{i}={o}" for i, o in package.items()) for name, package in packages}
    items = tuple(
        Item(text=f"{name}: {changes}")
        for name, changes in told.items()
        if name.replace(" ", "") != changes.replace(" ", "")
    )
    return (Heading(text="The packages"), Items(items=items)) if items else ()
