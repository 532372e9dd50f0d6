"""What must come before what: whether every option that waits for another can ever come about."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Mapping

from detente.dossier.findings import Findings
from detente.dossier.marks import Path
from detente.dossier.schema import DossierModel, OptionModel

__all__ = ["check_ordering"]

Pair = tuple[str, str]
Waits = dict[Pair, dict[str, list[Pair]]]

#: Steps of a circle that are told; the rest is left to the reader.
_MANY = 8


def check_ordering(model: DossierModel, findings: Findings, *, broken: Collection[Path] = ()) -> None:
    """Add a problem for each option that waits for what cannot come first.

    Options may wait for options of several issues (all of them) and for any of several options
    of one issue. The status quo is there from the start. What can come about is the least fixed
    point of "everything it waits for can"; of what is left, every circle is told once.

    Parameters
    ----------
    broken : collection of path
        Places whose form is wrong; issues with such a place in them wait for nothing.
    """
    faulty = {str(path[1]) for path in broken if path[:1] == ("issues",) and len(path) > 1}
    waits: Waits = {}
    for issue, section in model.issues.items():
        for key, option in section.options.items():
            if option.after and issue not in faulty:
                _check_option(issue, key, option, findings)
                waits[issue, key] = {} if option.status_quo else _waits(issue, option, model, faulty)
    for circle in _circles(_stuck(waits)):
        _report(circle, findings)


def _check_option(issue: str, key: str, option: OptionModel, findings: Findings) -> None:
    path: Path = ("issues", issue, "options", key, "after")
    if option.status_quo:
        message = "the status quo is there from the start and waits for nothing"
        findings.add("D066", path, message, hint="remove `after`", key=True)
    elif issue in option.after:
        message = f"an option cannot wait for another option of its own issue, {issue}"
        hint = "name another issue; of each issue just one option comes about"
        findings.add("D065", (*path, issue), message, hint=hint, key=True)


def _waits(
    issue: str, option: OptionModel, model: DossierModel, faulty: Collection[str]
) -> dict[str, list[Pair]]:
    """Return what an option waits for by issue, what is broken, unknown or there already left out."""
    waits = {}
    for first, keys in option.after.items():
        options = model.issues[first].options if first in model.issues else {}
        settled = any(key not in options or options[key].status_quo for key in keys)
        if first != issue and first not in faulty and not settled:
            waits[first] = [(first, key) for key in keys]
    return waits


def _stuck(waits: Waits) -> dict[Pair, Pair]:
    """Return the options that can never come about, each with the first that it waits for in vain."""
    missing = {pair: dict(firsts) for pair, firsts in waits.items()}
    waiting: dict[Pair, list[Pair]] = {}
    for pair, firsts in waits.items():
        for first in (first for pairs in firsts.values() for first in pairs):
            waiting.setdefault(first, []).append(pair)
    ready = deque([first for first in waiting if first not in waits])
    ready += [pair for pair, firsts in missing.items() if not firsts]
    while ready:
        first = ready.popleft()
        for pair in waiting.get(first, []):
            if missing[pair].pop(first[0], None) and not missing[pair]:
                ready.append(pair)
    return {pair: next(iter(firsts.values()))[0] for pair, firsts in missing.items() if firsts}


def _circles(following: Mapping[Pair, Pair]) -> Iterator[list[Pair]]:
    """Yield each circle once, beginning with the option of it that stands first in the file."""
    number = {pair: n for n, pair in enumerate(following)}
    seen: set[Pair] = set()
    for start in following:
        trail: dict[Pair, int] = {}
        pair = start
        while pair not in seen:
            seen.add(pair)
            trail[pair] = len(trail)
            pair = following[pair]
        if pair in trail:
            circle = list(trail)[trail[pair] :]
            first = circle.index(min(circle, key=number.__getitem__))
            yield circle[first:] + circle[:first]


def _report(circle: list[Pair], findings: Findings) -> None:
    issue, key = circle[0]
    names = [".".join(pair) for pair in [*circle, circle[0]]]
    shown = names if len(names) <= _MANY else [*names[:_MANY], "..."]
    words = f"{shown[0]} waits for " + ", which waits for ".join(shown[1:])
    message = f"these options wait for each other, so none can ever come about: {words}"
    path: Path = ("issues", issue, "options", key, "after")
    findings.add("D067", path, message, hint="let one of them come about without the next", key=True)
