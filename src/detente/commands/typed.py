"""What is typed as ``name=value``: packages, prices, powers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import click

__all__ = ["choice_of", "package_of", "pairs_of"]


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


def choice_of(words: str) -> str | dict[str, list[str]]:
    """Read the key of a kind of deal, or ``sanctions=staged/partial, donbas=withdrawal``.

    Returns
    -------
    str or dict of issue to options
        The key where nothing is set to anything; else the options of every issue, in order. Several
        are written with a slash or a bar between them, or by naming the issue again.

    Raises
    ------
    click.UsageError
        For nothing at all, and for what is no pair among pairs.
    """
    if "=" not in words:
        if not words.strip() or "," in words:
            raise click.UsageError(
                f"--package {words!r}: name one kind of deal, or write issues as ISSUE=OPTION,..."
            )
        return words.strip()
    choice: dict[str, list[str]] = {}
    for issue, options in pairs_of((words,)):
        named = choice.setdefault(issue, [])
        named += [one.strip() for one in options.replace("|", "/").split("/") if one.strip() not in named]
    return choice


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
