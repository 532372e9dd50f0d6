"""``detente why-not``, ``flip`` and the other explanations of one case: what can be typed after them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from detente.cli_options import (
    MAX_DRAWS,
    as_json_option,
    case_argument,
    plot_option,
    reading_option,
    seed_option,
    workers_option,
)
from detente.commands.helping import ExampleCommand

__all__ = ["EXPLAIN_DRAWS", "EXPLANATIONS", "asked_with", "deal_option", "sweetened_option"]

EXPLAIN_DRAWS = 1000
Command = TypeVar("Command", bound=Callable[..., Any])

draws_option = click.option(
    "--draws",
    type=click.IntRange(1, MAX_DRAWS),
    default=EXPLAIN_DRAWS,
    show_default=True,
    metavar="N",
    help=f"Joint draws of all judgements, 1 to {MAX_DRAWS}.",
)
sweetened_option = click.option(
    "--sweetened",
    is_flag=True,
    help="Ask of kinds of deal with anything they like elsewhere, not exactly as described.",
)
package_option = click.option(
    "--package",
    metavar="KEY or ISSUE=OPTION,...",
    help="A kind of deal by its key, for what it describes; or a package, issues not named staying as "
    "they are. ISSUE=ONE/OTHER asks about several options at once.",
)
deal_option = click.option("--deal", metavar="KEY", help="Ask about this kind of deal.")


def asked_with(*options: Callable[[Any], Any]) -> Callable[[Command], Command]:
    """Give a command options of its own, and after them those of every explanation."""

    def give(command: Command) -> Command:
        for option in reversed([*options, draws_option, seed_option, workers_option, as_json_option]):
            command = option(command)
        return command

    return give


def _given(*options: Callable[[Any], Any]) -> Callable[[Command], Command]:
    """Give a command a case under a reading, options of its own, and those of every explanation."""
    return asked_with(case_argument, reading_option, *options)


def _ask(question: str, typed: dict[str, Any]) -> None:
    """Pass on what was typed."""
    from detente.commands.explain import ExplainRequest, explain_case

    explain_case(ExplainRequest(question=question, **typed))


@click.command(
    "why-not",
    cls=ExampleCommand,
    short_help="Why a package fails, by whom, and its smallest repair.",
    examples=(
        ("detente why-not us-russia", "every kind of deal in a line"),
        ("detente why-not us-russia --package staged-relief", "a kind of deal as described"),
        ('detente why-not us-russia --package "sanctions-relief=staged,donbas=withdrawal"', "any package"),
        ('detente why-not us-russia --package "donbas=minsk/withdrawal"', "several options at once"),
        ("detente why-not us-russia --package cyber-unit --plot why.png", "as a picture"),
    ),
)
@_given(
    package_option,
    click.option("--no-repairs", is_flag=True, help="Leave out the search for repairs."),
    plot_option("what each party's surplus is made of"),
)
def why_not_command(**typed: Any) -> None:
    """Say why a package fails: gate by gate, with the entries that cause it and their sources.

    For each failing condition: whose it is, by how much it falls short over the draws, and the entries
    behind it in order of weight. Then the smallest set of conditions that blocks it; the fewest and
    smallest changes to the package that make it pass; and apart from that the fewest judgements that
    would have to be different, within their ranges, or the proof that nothing within the ranges does.
    Without --package: every kind of deal in a line.
    """
    _ask("why-not", typed)


@click.command(
    "why",
    cls=ExampleCommand,
    short_help="What carries a package that passes, and what it hangs on.",
    examples=(
        ("detente why two-issues --package both", "what carries it, what would break it"),
        ('detente why us-russia --package "arctic-science=expand"', "any package"),
    ),
)
@_given(package_option, plot_option("what each party's surplus is made of"))
def why_command(**typed: Any) -> None:
    """Say what carries a package that passes all gates, and on which judgements it hangs.

    Shows for each condition how much it has to spare, what it owes that to, and which judgements,
    moved alone to an end of their range, would make the package fail, and where.
    """
    _ask("why", typed)


@click.command(
    "flip",
    cls=ExampleCommand,
    short_help="The smallest changes that would turn the verdict.",
    examples=(
        ("detente flip us-russia", "the nearest flip of every kind of deal"),
        ("detente flip us-russia --deal staged-relief", "all of them, with the price list"),
        ("detente flip us-russia --deal fundamental-four --sweetened --to no-deal", "what would undo it"),
        ("detente flip us-russia --deal cyber-unit --plot flips.png", "as a picture"),
    ),
)
@_given(
    deal_option,
    package_option,
    sweetened_option,
    click.option(
        "--to",
        type=click.Choice(["deal", "no-deal"]),
        help="The verdict to reach; the opposite if left out.",
    ),
    click.option(
        "--sizes",
        type=click.IntRange(1, 3),
        default=3,
        show_default=True,
        metavar="N",
        help="Look for sets of up to so many judgements, 1 to 3.",
    ),
    plot_option("the values needed against the ranges"),
)
def flip_command(**typed: Any) -> None:
    """Find the sets of one, two or three judgements whose change turns the verdict at the medians.

    Sorted by how far outside its range each would have to lie (0: inside), with who would have to act or
    about whom a judgement would have to be wrong, and the share of draws with a deal afterwards. Exact
    for one; for two and three exact or with a proven bound, which is printed.
    """
    _ask("flip", typed)


@click.command(
    "blockers",
    cls=ExampleCommand,
    short_help="Who stands in the way alone, together, and whom to win.",
    examples=(
        ("detente blockers us-russia", "every kind of deal"),
        ("detente blockers us-russia --deal staged-relief", "parties, rules and gates, one by one"),
        ("detente blockers us-russia --deal grand-bargain --sweetened", "with sweeteners"),
    ),
)
@_given(deal_option, package_option, sweetened_option, plot_option("who blocks in how many draws"))
def blockers_command(**typed: Any) -> None:
    """Say in what share of draws lifting one party's, rule's or gate's condition opens a deal.

    With intervals; which parties matter only together with others; and the smallest sets of parties,
    rules or gates that would have to be won or waived for a deal in most draws.
    """
    _ask("blockers", typed)


@click.command(
    "sensitivity",
    cls=ExampleCommand,
    short_help="Which judgements drive the verdict.",
    examples=(
        ("detente sensitivity us-russia --deal blind-eye", "indices with intervals"),
        ("detente sensitivity us-russia --deal fundamental-four --sweetened", "with sweeteners"),
    ),
)
@_given(deal_option, package_option, sweetened_option)
def sensitivity_command(**typed: Any) -> None:
    """Say which judgements drive the verdict, from the draws alone, and how much each can move it.

    PAWN and delta indices with intervals, and a threshold that tells influence from noise.
    """
    _ask("sensitivity", typed)


@click.command(
    "tornado",
    cls=ExampleCommand,
    short_help="The outcome with each judgement at either end.",
    examples=(
        ("detente tornado us-russia --deal blind-eye", "in words and figures"),
        ("detente tornado us-russia --deal fundamental-four --sweetened --plot tornado.png", "as a picture"),
    ),
)
@_given(deal_option, package_option, sweetened_option, plot_option("a tornado of the leading judgements"))
def tornado_command(**typed: Any) -> None:
    """Put each leading judgement alone at either end of its range, and show how the outcome swings.

    Exact for packages as described; with sweeteners the fifths of the draws in which it is lowest and
    highest are compared, and labelled so.
    """
    _ask("tornado", typed)


@click.command(
    "scenarios",
    cls=ExampleCommand,
    short_help="In which region of the judgements a deal exists, in words.",
    examples=(
        ("detente scenarios us-russia --deal fundamental-four --sweetened", "where there is a deal"),
        ("detente scenarios us-russia --deal any --sweetened --plot boxes.png", "as a picture"),
    ),
)
@_given(deal_option, package_option, sweetened_option, plot_option("the regions against the ranges"))
def scenarios_command(**typed: Any) -> None:
    """Find the region of the judgements in which a deal exists, and say it in words.

    The patient rule induction method on the draws; figures are measured again on fresh draws.
    """
    _ask("scenarios", typed)


@click.command(
    "funnel",
    cls=ExampleCommand,
    short_help="Do the thresholds decide, or the facts?",
    examples=(("detente funnel us-russia", "all thresholds a tenth lower and higher"),),
)
@_given(
    deal_option,
    sweetened_option,
    click.option(
        "--shift",
        type=click.FloatRange(0, 1),
        default=0.1,
        show_default=True,
        metavar="X",
        help="Part of a party's range by which its threshold is shifted, 0 to 1.",
    ),
    plot_option("packages at each gate with the thresholds shifted"),
)
def funnel_command(**typed: Any) -> None:
    """Shift every threshold down and up by a tenth of the party's range, and show what moves.

    Where the word of the verdict changes, the thresholds decide and not the facts, and it says so.
    """
    _ask("funnel", typed)


@click.command(
    "assumptions",
    cls=ExampleCommand,
    short_help="Judgements within whose range the verdict turns.",
    examples=(
        ("detente assumptions us-russia", "every kind of deal"),
        ("detente assumptions us-russia --deal any --sweetened", "one kind, with sweeteners"),
        ("detente assumptions us-russia --markdown", "to paste into a paper"),
    ),
)
@_given(
    deal_option,
    package_option,
    sweetened_option,
    click.option("--markdown", is_flag=True, help="Print the list as Markdown, to paste."),
)
def assumptions_command(**typed: Any) -> None:
    """List the judgements within whose elicited range the verdict turns, as a list to paste.

    Each with the value at which it turns, its sources, and what to watch if the dossier names it.
    """
    _ask("assumptions", typed)


#: The commands of this module, in the order in which help lists them.
EXPLANATIONS = (
    why_not_command,
    why_command,
    flip_command,
    blockers_command,
    sensitivity_command,
    tornado_command,
    scenarios_command,
    funnel_command,
    assumptions_command,
)
