"""What is typed as ``name=value``: packages, prices, powers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import click

__all__ = ["package_of", "pairs_of"]


def package_of(words: str) -> tuple[str, Mapping[str, str]]:
    """Read ``sanctions=staged, donbas=withdrawal``, perhaps with a name and a colon before it.

    Returns
    -------
    (str, mapping of issue to option)
        The name, what was typed if it has none; and the package.

    Raises
    ------
    click.UsageError
        For what is no pair, and an issue with two options.
    """
    name, colon, rest = words.partition(":")
    if not colon or "=" in name:
        name, rest = words, words
    package: dict[str, str] = {}
    for issue, option in pairs_of((rest,)):
        if package.setdefault(issue, option) != option:
            raise click.UsageError(f"--package: {issue} is given two options; name one")
    return name.strip(), package


def pairs_of(words: Iterable[str]) -> list[tuple[str, str]]:
    """Split ``a=b,c=d`` into its pairs.

    Raises
    ------
    click.UsageError
        For a part without an equals sign, or with nothing on one side of it.
    """
    pairs = []
    for part in (part.strip() for word in words for part in word.split(",")):
        left, equals, right = part.partition("=")
        if not equals or not left.strip() or not right.strip():
            raise click.UsageError(f"{part!r} should be written as name=value")
        pairs.append((left.strip(), right.strip()))
    return pairs
