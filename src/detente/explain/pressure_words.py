"""What was found about a plan of pressure, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from detente.explain.pressure_plan import BASE, PlanUse, PlanWorth, PressurePlan
from detente.explain.short_names import ShortNames
from detente.explain.why_not_words import amount, joined

__all__ = ["plan_sentences", "readings_words"]

#: Acts, and parties besides the principals, that one sentence tells of.
MOST_ACTS, MOST_PARTIES = 4, 4


def plan_sentences(
    plan: PressurePlan, subject: str, principals: Sequence[str], labels: Mapping[str, str]
) -> tuple[str, ...]:
    """Say that a kind of deal is a plan for no deal, of what, and what it is worth to whom.

    Parameters
    ----------
    plan : PressurePlan
    subject : str
        What it is to be called, at the beginning of a sentence.
    principals : sequence of str
    labels : mapping
        Names of parties, issues and options. Those of over 40 letters are told by their keys.

    Returns
    -------
    tuple of str
    """
    names = ShortNames.of(labels)
    return (
        f"{subject} is no deal but a plan for the case without one: acts of pressure are never part of a "
        "package, so there are no gates for it to pass or fail.",
        *_acts(plan, names),
        *_worth(plan, principals, names),
        readings_words(plan, names),
    )


def _acts(plan: PressurePlan, names: ShortNames) -> Iterator[str]:
    """Tell the acts, those of the same performers together."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for act in plan.acts:
        groups.setdefault(tuple(sorted(act.performers)), []).append(_option(act.key, names))
    n = sum(act.is_pressure for act in plan.acts)
    told = [
        f"{joined(acts, MOST_ACTS)}{' by ' + joined([names[one] for one in who]) if who else ''}"
        for who, acts in groups.items()
    ]
    yield f"It consists of {n} act{'' if n == 1 else 's'} of pressure: {'; '.join(told)}."
    others = [_option(act.key, names) for act in plan.acts if not act.is_pressure]
    if others:
        yield f"Besides it asks for what could be part of a deal: {joined(others, MOST_ACTS)}."


def _option(key: str, names: ShortNames) -> str:
    """Tell an option with its issue, as 'Increase' alone says nothing."""
    issue = key.partition("=")[0]
    return names[key] if names[key] == key else names.text(f"{names.full[key]} ({names.full[issue]})")


def _worth(plan: PressurePlan, principals: Sequence[str], names: ShortNames) -> Iterator[str]:
    own = [one for one in plan.worth if one.party in principals]
    others = sorted((one for one in plan.worth if one not in own), key=lambda one: -abs(one.points))
    if own:
        yield f"With every judgement at its median it is worth {_told(own, names)}."
    if others:
        yield f"To others it is worth {_told(others, names)}."
    if plan.worth:
        yield (
            "As a plan under no_deal it moves what no deal is worth to each of them by these points: whoever "
            "it hurts would accept that much less, whoever it pleases would ask that much more."
        )
    else:
        yield "Nobody's stakes say what it is worth."


def _told(worth: Sequence[PlanWorth], names: ShortNames) -> str:
    told = []
    for one in worth:
        ends = f"{amount(one.spread.low, 'points', signed=True)} to "
        ends += amount(one.spread.high, "points", signed=True)
        drawn = "" if one.spread.is_certain else f" ({ends} over draws)"
        told.append(f"{amount(one.points, 'points', signed=True)} points to {names[one.party]}{drawn}")
    return joined(told, MOST_PARTIES)


def readings_words(plan: PressurePlan, names: Mapping[str, str]) -> str:
    """Say which readings have it as a plan for no deal."""
    whole = [one for one in plan.uses if one.extent != "in part"]
    if whole:
        return f"It is the plan for no deal {joined([_use(one, names) for one in whole])}."
    partly = joined([f"{_use(one, names)} ({len(one.acts)} of {len(plan.acts)} acts)" for one in plan.uses])
    unread = f" (not looked at: {joined(plan.unread)})" if plan.unread else ""
    if partly:
        return f"In part it is the plan for no deal {partly}{unread}."
    return f"No reading has it as a plan for no deal{unread}."


def _use(use: PlanUse, names: Mapping[str, str]) -> str:
    where = "in the base dossier" if use.reading == BASE else f"under the reading {use.reading}"
    more = ", among other acts" if use.extent == "all and more" else ""
    return f"of {names[use.party]} {where}{more}"
