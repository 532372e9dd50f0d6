"""``detente power``: voting power in a body that is typed, not read from a dossier."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import click

from detente.lenses.json_form import json_start, json_text
from detente.lenses.leverage.voting_power import VotingPower, voting_power
from detente.lenses.leverage.voting_rule import AllOfRules, WeightedRule
from detente.report.blocks import Block, Cell, Column, Facts, Heading, Paragraph, Section, Table
from detente.report.console import show

__all__ = ["PowerRequest", "tell_power"]

#: Members that may be typed as one group.
MOST_MEMBERS = 2_000
GROUP = re.compile(r"(?:(?P<count>[0-9]{1,6})\s*\*)?\s*(?P<name>[^=,:*]+?)\s*=\s*(?P<weight>[0-9]{1,12})")
FORM = "write QUOTA: NAME=VOTES, COUNT*NAME=VOTES, such as '39: 5*permanent=7, 10*elected=1'"


@dataclass(frozen=True, kw_only=True)
class PowerRequest:
    """What was typed after ``detente power``."""

    bodies: tuple[str, ...]
    as_json: bool = False


@dataclass(frozen=True, kw_only=True)
class _Group:
    """Members of one name."""

    name: str
    voters: tuple[str, ...]


def tell_power(request: PowerRequest) -> None:
    """Compute and show the voting power of all members of the bodies, which must all agree."""
    groups: dict[str, _Group] = {}
    rules = [_rule(words, groups) for words in request.bodies]
    power = voting_power(rules[0] if len(rules) == 1 else AllOfRules(parts=tuple(rules)))
    if request.as_json:
        told = {**json_start("power"), "bodies": list(request.bodies), **power.to_dict()}
        click.echo(json_text(told).encode("utf-8"), nl=False)
    else:
        show(_report(power, tuple(groups.values()), request.bodies), sys.stdout)


def _rule(words: str, groups: dict[str, _Group]) -> WeightedRule:
    """Read one body; members of a name that stands in another body too are the same people."""
    quota, colon, members = words.partition(":")
    if not colon or not re.fullmatch(r"\s*[0-9]{1,15}\s*", quota):
        raise click.UsageError(f"{words!r} has no quota; {FORM}")
    weights: dict[str, int] = {}
    for part in members.split(","):
        found = GROUP.fullmatch(part.strip())
        if found is None:
            raise click.UsageError(f"{part.strip()!r} is no member; {FORM}")
        group = _group(found["name"], int(found["count"] or 1))
        if groups.setdefault(group.name, group) != group:
            raise click.UsageError(f"{group.name!r} has two sizes; give it the same count in every body")
        if group.voters[0] in weights:
            raise click.UsageError(f"{group.name!r} stands twice in one body; give each group its own name")
        weights |= dict.fromkeys(group.voters, int(found["weight"]))
    if not 1 <= int(quota) <= sum(weights.values()):
        raise click.UsageError(f"the quota {int(quota)} must be from 1 to {sum(weights.values())}, all votes")
    return WeightedRule(quota=int(quota), weights=weights)


def _group(name: str, count: int) -> _Group:
    if not 1 <= count <= MOST_MEMBERS:
        raise click.UsageError(f"{count}*{name}: a group has 1 to {MOST_MEMBERS} members")
    voters = (name,) if count == 1 else tuple(f"{name} {n}" for n in range(1, count + 1))
    return _Group(name=name, voters=voters)


def _report(power: VotingPower, groups: Sequence[_Group], bodies: Sequence[str]) -> Iterator[Block]:
    yield Heading(text="Voting power", level=1)
    pairs = [("body" if len(bodies) == 1 else f"body {n}", words) for n, words in enumerate(bodies, start=1)]
    pairs.append(("power to act", f"{_exact(power.power_to_act)} of all coalitions win"))
    yield Facts(pairs=tuple(pairs))
    columns = (
        Column(name="each of", flexible=True),
        Column(name="members", right=True),
        Column(name="Shapley-Shubik", right=True),
        Column(name="Banzhaf", right=True),
        Column(name="Banzhaf index", right=True),
        Column(name="can refuse alone"),
    )
    rows = tuple(
        (
            Cell(text=group.name),
            Cell(text=str(len(group.voters))),
            Cell(text=_exact(power.shapley_shubik[group.voters[0]])),
            Cell(text=_exact(power.banzhaf[group.voters[0]])),
            Cell(text=_exact(power.banzhaf_index[group.voters[0]])),
            Cell(text="yes" if group.voters[0] in power.veto_players else ""),
        )
        for group in groups
    )
    yield Table(columns=columns, sections=(Section(rows=rows),))
    yield Paragraph(
        text="Shapley-Shubik: share of all orders of members in which it is the one that decides. Banzhaf: "
        "share of the coalitions of the others that it turns from losing to winning. Both exact.",
        tone="muted",
    )


def _exact(value: Fraction) -> str:
    """Write a fraction, and what it is in percent; a long fraction only in percent."""
    share = f"{100 * float(value):.4g}%"
    return f"{value} = {share}" if len(str(value)) <= 15 else share
