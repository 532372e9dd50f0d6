"""``detente check``: whether the dossier is sound, and what its author should know."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence

import click

from detente.commands.guarding import FAILED
from detente.dossier.dossier import Dossier
from detente.dossier.lint import Note, lint
from detente.errors import DossierError
from detente.evidence.quality import input_quality
from detente.loading import load
from detente.report.blocks import Block, Facts, Heading, Item, Items, Paragraph
from detente.report.console import show
from detente.report.input_quality import quality_line

__all__ = ["check_case"]

#: Tests a dossier and tells what it found.
Test = Callable[[Dossier], Sequence[Block]]
#: Remarks of one kind that are shown unless all are asked for.
FEW = 3


def check_case(case: str, *, reading: str | None, show_all: bool, test: Test | None) -> int:
    """Show the problems of a dossier, or that it has none and what else to know about it.

    Parameters
    ----------
    case : str
    reading : str or None
    show_all : bool
    test : callable or None
        Returns what the status-quo test has to say; it is a matter of its own because it alone
        needs the kernels, which take a second to load.

    Returns
    -------
    int
        Exit code: 1 where there are problems, else 0. Remarks and findings are no problems.
    """
    try:
        dossier = load(case, reading=reading)
    except DossierError as error:
        click.echo(str(error))
        n = len(error.problems)
        click.echo(f"{n} problem{'s' if n != 1 else ''}; the dossier cannot be used", err=True)
        return FAILED
    findings = test(dossier) if test else ()
    show((*_sound(dossier), *_remarks(lint(dossier), show_all=show_all), *findings), sys.stdout)
    return 0


def _sound(dossier: Dossier) -> tuple[Block, ...]:
    n_options = sum(len(issue.options) for issue in dossier.issues.values())
    counts = (
        (len(dossier.parties), "parties"),
        (len(dossier.issues), "issues"),
        (n_options, "options"),
        (len(dossier.ratification), "rules of consent"),
        (len(dossier.deals), "kinds of deal"),
        (len(dossier.readings), "readings"),
        (len(dossier.sources), "sources"),
    )
    pairs = (
        ("dossier", dossier.key),
        ("reading", dossier.reading or "base"),
        ("holds", ", ".join(f"{n} {noun}" for n, noun in counts)),
        ("inputs", quality_line(input_quality(dossier))),
    )
    return (Heading(text=f"OK: {dossier.title}", level=1), Facts(pairs=pairs))


def _remarks(notes: Sequence[Note], *, show_all: bool) -> tuple[Block, ...]:
    heading = Heading(text="Remarks")
    if not notes:
        return (heading, Paragraph(text="None.", tone="good"))
    groups: dict[str, list[Note]] = {}
    for note in notes:
        groups.setdefault(note.code, []).append(note)
    items = tuple(
        Item(text=f"{code}: {len(group)}", inner=tuple(_few(group, show_all=show_all)))
        for code, group in sorted(groups.items())
    )
    return (heading, Items(items=items))


def _few(group: Sequence[Note], *, show_all: bool) -> Iterator[Item]:
    shown = group if show_all else group[:FEW]
    yield from (Item(text=_short(note)) for note in shown)
    if len(group) > len(shown):
        yield Item(text=f"and {len(group) - len(shown)} more; --all shows them", tone="muted")


def _short(note: Note) -> str:
    place = f"line {note.line}, " if note.line is not None else ""
    return f"{place}{note.path}: {note.message}"
