"""The command line: what can be typed. What is then done stands in :mod:`detente.commands`.

The commands are imported inside the functions because they need the numerical libraries:
``detente --help`` has to answer at once.
"""

from __future__ import annotations

import os
import sys

import click

from detente.cli_bargain import bargain_command
from detente.cli_climate import ripeness_command, simulate_command
from detente.cli_compare import COMPARISONS
from detente.cli_events import events_group
from detente.cli_exchange import export_command, import_command
from detente.cli_explain import EXPLANATIONS
from detente.cli_lens import lens_group, plan_command, power_command
from detente.cli_options import case_argument, reading_option
from detente.cli_run import run_command
from detente.cli_runs import runs_group
from detente.cli_sweep import sweep_command
from detente.commands.guarding import INTERRUPTED, GuardedGroup
from detente.version import __version__

__all__ = ["cli", "main"]

HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(
    cls=GuardedGroup,
    context_settings=HELP,
    examples=(
        ("detente cases", "list the cases that ship with detente"),
        ("detente run us-russia", "is there a bargain, and where does it die?"),
        ("detente new my-talks", "write a dossier of your own to start from"),
    ),
)
@click.version_option(__version__, message="detente %(version)s")
def cli() -> None:
    """Judge whether a bargain between states is possible.

    A dossier says who the parties are, what could be settled and what each has at stake. detente
    draws the judgements in it many times, asks in each draw whether a deal could be delivered,
    accepted, ratified, believed and kept, and tells where it dies and who kills it.

    CASE_OR_PATH is the name of a shipped case, a YAML file, or a folder with a dossier.yaml.
    Results go to standard output, messages to standard error. Exit codes: 0 fine, 1 problems in the
    dossier or a run that cannot be made or written, 2 wrong usage or an unknown name, 3 an error of
    detente itself, 130 interrupted.
    """


@cli.command(
    "check",
    short_help="Check a dossier and say what to improve.",
    examples=(
        ("detente check talks.yaml", "problems, remarks, status-quo test"),
        ("detente check talks.yaml --no-test", "the same without the test, at once"),
        ("detente check us-russia --all", "with every remark"),
    ),
)
@case_argument
@reading_option
@click.option("--all", "show_all", is_flag=True, help="Show every remark, not only the first few of a kind.")
@click.option(
    "--test/--no-test", default=True, help="Run the status-quo test, a run of 100 draws. Default: on."
)
@click.pass_context
def check_command(ctx: click.Context, case: str, reading: str | None, show_all: bool, test: bool) -> None:
    """Load a dossier under every reading and list its problems, all at once, with their lines.

    Without problems it says OK and tells what the numbers rest on, what may be unwise (codes Nxxx),
    and what the numbers say could be had already and has not been taken.
    """
    from detente.commands.check import check_case

    if test:
        from detente.commands.status_quo_test import findings_told
    ctx.exit(check_case(case, reading=reading, show_all=show_all, test=findings_told if test else None))


@cli.command(
    "show",
    short_help="Tell a dossier, or one issue of it, in words.",
    examples=(
        ("detente show us-russia | less", "parties, issues, rules, readings"),
        ("detente show us-russia donbas", "one issue: stakes, ranges, sources"),
    ),
)
@case_argument
@click.argument("issue", required=False)
@reading_option
def show_command(case: str, issue: str | None, reading: str | None) -> None:
    """Tell what a dossier holds: parties, issues with their options, rules, kinds of deal, readings.

    With ISSUE, the key of an issue: what each party has at stake in it, in which range, and what the
    sources say that are cited for it.
    """
    from detente.commands.show import show_case

    show_case(case, issue, reading=reading)


@cli.command(
    "cases",
    short_help="List the cases that ship with detente.",
    examples=(("detente cases", "names to use as CASE_OR_PATH"),),
)
def cases_command() -> None:
    """List the cases that ship with detente, with their size and title."""
    from detente.commands.cases import list_cases

    list_cases()


@cli.command(
    "schema",
    short_help="Print the format of a dossier as JSON Schema.",
    examples=(("detente schema > dossier.schema.json", "for an editor that completes YAML"),),
)
def schema_command() -> None:
    """Print the format of a dossier as a JSON Schema (draft-07)."""
    from detente.commands.schema import print_schema

    print_schema()


@cli.command(
    "new",
    short_help="Write a commented dossier to start from.",
    examples=(
        ("detente new my-talks", "writes my-talks.yaml"),
        ("detente new my-talks/", "writes my-talks/dossier.yaml"),
    ),
)
@click.argument("name")
@click.option("--force", is_flag=True, help="Write over a file that exists.")
def new_command(name: str, force: bool) -> None:
    """Write a commented dossier that runs as it stands, to be changed into your own."""
    from detente.commands.new import new_dossier

    new_dossier(name, force=force)


cli.add_command(run_command)
cli.add_command(runs_group)
cli.add_command(sweep_command)
cli.add_command(bargain_command)
cli.add_command(lens_group)
cli.add_command(plan_command)
cli.add_command(power_command)
cli.add_command(simulate_command)
cli.add_command(ripeness_command)
cli.add_command(events_group)
for command in (*EXPLANATIONS, *COMPARISONS):
    cli.add_command(command)
cli.add_command(import_command)
cli.add_command(export_command)


def main() -> None:
    """Run the command line."""
    try:
        cli(prog_name="detente")
    except SystemExit as end:
        if end.code == INTERRUPTED:
            # A usual exit would wait for the draws under way on other threads.
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(INTERRUPTED)
        raise
