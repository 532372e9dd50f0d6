"""``detente run`` and ``detente runs``: what can be typed after them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import click

from detente.cli_options import (
    MAX_DRAWS,
    as_json_option,
    complete_case,
    policy_option,
    reading_option,
    seed_option,
)
from detente.cli_runs import runs_option
from detente.commands.helping import ExampleCommand

__all__ = ["run_command"]

#: How draws may be spread, as typed and as told.
SCHEMES: dict[str, Literal["monte carlo", "latin hypercube", "sobol"]] = {
    "mc": "monte carlo",
    "lhs": "latin hypercube",
    "sobol": "sobol",
}


class Condition(click.ParamType[tuple[float | None]]):
    """``status-quo`` or ``status-quo:INERTIA``; gives the inertia, None for the usual one."""

    name = "condition"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[float | None]:
        """Read what was typed."""
        if isinstance(value, tuple):
            return value
        what, colon, inertia = str(value).partition(":")
        if what != "status-quo":
            self.fail(f"{value!r}: the only condition is status-quo, or status-quo:INERTIA", param, ctx)
        if not colon:
            return (None,)
        try:
            return (float(inertia),)
        except ValueError:
            self.fail(f"{inertia!r} is no number; write status-quo:0.3, for instance", param, ctx)


@click.command(
    "run",
    cls=ExampleCommand,
    short_help="Run a case and give the verdict.",
    examples=(
        ("detente run us-russia", "1000 draws, base reading"),
        ("detente run us-russia --reading kramer", "as one author sees it"),
        ("detente run us-russia --all-readings", "all authors, side by side"),
        ("detente run talks.yaml --draws 200", "a dossier of your own, quickly"),
        ("detente run us-russia --precision 0.02", "as many draws as that takes"),
        ("detente run us-russia --condition status-quo", "what does inaction tell?"),
        ("detente run us-russia --at 2019-06 --policy cbm", "after months of confidence-building"),
        ("detente run us-russia --draws 100000 --keep", "kept block by block"),
        ("detente run --resume", "go on where the last kept run was broken off"),
        ("detente run us-russia --json > run.json", "everything, for a program"),
        ("detente run us-russia -o results", "into files, with their origin"),
    ),
)
@click.argument("case", metavar="CASE_OR_PATH", required=False, shell_complete=complete_case)
@reading_option
@click.option("--all-readings", is_flag=True, help="Run the base dossier and every reading of it.")
@click.option(
    "--draws",
    type=click.IntRange(1, MAX_DRAWS),
    metavar="N",
    help=f"Joint draws of all judgements, 1 to {MAX_DRAWS}; with --precision the most that may be made. "
    f"Default: 1000, with --precision {MAX_DRAWS}.",
)
@seed_option
@click.option(
    "--scheme",
    type=click.Choice(list(SCHEMES)),
    default="mc",
    show_default=True,
    help="How the draws are spread: independent (mc), a Latin hypercube (lhs), a Sobol sequence (sobol).",
)
@click.option(
    "--precision",
    type=float,
    metavar="H",
    help="Add draws until every share is known to within H either way (95%), 0.02 for instance.",
)
@click.option(
    "--condition",
    type=Condition(),
    metavar="status-quo[:INERTIA]",
    help="Also weigh draws by how well they explain that nothing was done: each gain left on the table "
    "counts INERTIA times (0.5 if not given).",
)
@click.option(
    "--at",
    metavar="DATE",
    help="Judge the case at this date along the simulated path of its climate, 2019-06 for instance.",
)
@policy_option
@click.option(
    "--workers",
    type=click.IntRange(1, 1024),
    metavar="N",
    help="Threads or processes; all cores if not given. The result does not depend on it.",
)
@click.option(
    "--executor",
    type=click.Choice(["threads", "processes"]),
    help="Who does the work; threads for a short run and processes for a long one if not given.",
)
@click.option(
    "--cluster",
    metavar="tcp://HOST:PORT",
    help="Let the workers of this Dask scheduler do it (needs the extra: detente[cluster]).",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=1),
    metavar="SECONDS",
    help="Give a block of draws to another worker when one takes longer than this over it.",
)
@click.option("--keep", is_flag=True, help="Keep finished blocks in a bundle as they come, and the result.")
@runs_option
@click.option(
    "--resume",
    is_flag=True,
    help="Go on with a kept run: the latest unfinished one, or that whose hash stands in the place of the "
    "case. Its own settings hold.",
)
@as_json_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Also write verdict.json, verdict.csv, funnel.csv, report.txt and manifest.json into this "
    "folder: a new one, or that of an earlier run, which is replaced.",
)
@click.option(
    "--plot",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="With --condition, draw the judgements before and after it: .png, .svg, .pdf or .html.",
)
def run_command(
    scheme: str, condition: tuple[float | None] | None, cluster: str | None, **typed: Any
) -> None:
    """Push many joint draws of a dossier's judgements through the five gates.

    Shows what the inputs rest on, the bottom line, how many packages pass each gate, the verdict on
    every kind of deal in numbers and in words, who alone stands in the way, how sure the shares are,
    the status-quo test and the packages that survive most often. In a terminal with tables, in a pipe
    as plain lines.
    """
    if typed["reading"] is not None and typed["all_readings"]:
        raise click.UsageError("--reading and --all-readings exclude each other; give one of them")
    if typed["case"] is None and not typed["resume"]:
        raise click.UsageError("name a case or a file; only --resume goes without")
    if cluster is not None and typed["executor"] is not None:
        raise click.UsageError("--cluster and --executor exclude each other; give one of them")
    if typed["policies"] and typed["at"] is None:
        raise click.UsageError("--policy says what is done until a date; give --at as well")
    if typed["plot"] is not None and condition is None:
        raise click.UsageError("--plot draws what --condition moves; give --condition status-quo as well")
    from detente.commands.run import RunRequest, run_case

    executor = typed.pop("executor") or cluster
    run_case(RunRequest(scheme=SCHEMES[scheme], condition=condition, executor=executor, **typed))
