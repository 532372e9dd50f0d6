"""``detente import`` and ``detente export``: what can be typed after them."""

from __future__ import annotations

from pathlib import Path

import click

from detente.cli_options import complete_case, parts_of, reading_option, steps_option
from detente.commands.helping import ExampleCommand

__all__ = ["export_command", "import_command"]


@click.command(
    "import",
    cls=ExampleCommand,
    short_help="Turn files of other programs, or a score sheet, into a dossier.",
    examples=(
        ("detente import scores.xlsx -o talks.yaml", "a teacher's score sheet"),
        ("detente import domain.xml buyer.xml seller.xml", "Genius, to standard output"),
        ("detente import scenario/ -o talks.yaml", "a folder of NegMAS or GeniusWeb"),
    ),
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The dossier to write, or a folder.",
)
@click.option("--format", "form", metavar="FORMAT", help="What the files are, if it is not to be found out.")
@steps_option
@click.option(
    "--status-quo",
    metavar="ISSUE=OPTION",
    multiple=True,
    help="Which option changes nothing, instead of the one found by its name, or else the first. May be "
    "repeated.",
)
@click.option("--title", metavar="TEXT", help="Title of the dossier; the name of the game if not given.")
@click.option("--force", is_flag=True, help="Write over a file that exists.")
def import_command(
    files: tuple[Path, ...],
    output: Path | None,
    form: str | None,
    steps: int | None,
    status_quo: tuple[str, ...],
    title: str | None,
    force: bool,
) -> None:
    """Read Genius, GeniusWeb, NegMAS, NegoLog or plain JSON files, or a score sheet, and write a dossier.

    Give a domain and its profiles, a folder, or one .xlsx or .csv sheet with issues and options down and
    parties across. What the files say and a dossier cannot hold is told; what cannot be read is refused
    with the reason.
    """
    from detente.commands.importing import ImportRequest, import_files

    import_files(
        ImportRequest(
            files=files,
            output=output,
            format=form,
            steps=steps,
            status_quo=status_quo,
            title=title,
            force=force,
        )
    )


@click.command(
    "export",
    cls=ExampleCommand,
    short_help="Write a case in the format of another program.",
    examples=(
        ("detente export us-russia --format xlsx -o scores.xlsx", "a score sheet"),
        ("detente export us-russia --format genius -o genius/", "a domain and profiles as XML"),
        ("detente export domain.json --format negmas -o scenario/", "from one format to another"),
    ),
)
@click.argument("sources", metavar="CASE_OR_FILES...", nargs=-1, required=True, shell_complete=complete_case)
@click.option(
    "--format",
    "form",
    metavar="FORMAT",
    required=True,
    help="genius, geniusweb, negmas, negmas-json, json, xlsx or csv.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="PATH",
    required=True,
    help="A folder, or for a format of one file that file.",
)
@reading_option
@click.option(
    "--parties", metavar="A,B,...", help="Parties to keep; the principals, or all of a game, if not given."
)
@steps_option
@click.option("--force", is_flag=True, help="Write over files that exist.")
def export_command(
    sources: tuple[str, ...],
    form: str,
    output: Path,
    reading: str | None,
    parties: str | None,
    steps: int | None,
    force: bool,
) -> None:
    """Reduce a dossier to issues, options and points at their medians, and write it for another program.

    Costs of dealing, relative gains and the points of no deal are counted in. What such a game cannot
    hold (ratification, trust, ranges) is told. Files of other programs can be turned into each other.
    """
    from detente.commands.exporting import ExportRequest, export_case

    export_case(
        ExportRequest(
            sources=sources,
            format=form,
            output=output,
            reading=reading,
            parties=parts_of((parties,) if parties else ()),
            steps=steps,
            force=force,
        )
    )
