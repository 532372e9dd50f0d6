"""The dotted paths at which numbers stand, so that one part of a dossier can name a number of another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from detente.dossier.climate import BY_PRINCIPAL
from detente.dossier.climate_schema import ClimateModel
from detente.dossier.lint_trust import COUNTED
from detente.dossier.schema import DossierModel

__all__ = ["number_paths", "paths_meant"]

Path = tuple[str, ...]


def number_paths(model: DossierModel) -> dict[str, str]:
    """Return every spelling of every number's path, with the path itself.

    Parameters
    ----------
    model : DossierModel

    Returns
    -------
    dict of str to str
        A number has one path, such as ``stakes.us.sanctions.lift``, under which it is drawn. Those of
        a link can also be spelt with the link's name for its place in the list, where no other link
        is called so and the name has no full stop in it. A party with a record in the ledger has a
        number at ``trust.keeps_word.<party>``, even where none is written.
    """
    paths = {path: path for path in (".".join(steps) for steps in _steps(model))}
    names = [link.name for link in model.links]
    for index, link in enumerate(model.links):
        if names.count(link.name) == 1 and "." not in link.name and not link.name.isdigit():
            for party in link.points:
                paths[f"links.{link.name}.points.{party}"] = f"links.{index}.points.{party}"
    return paths


def paths_meant(name: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """Return the paths that a name means.

    Parameters
    ----------
    name : str
        A spelling of a path; ``*`` stands for any one step of it.
    known : mapping of str to str
        What :func:`number_paths` returns.

    Returns
    -------
    tuple of str
        In the order of ``known``; empty where there is no such number.
    """
    if name in known:
        return (known[name],)
    steps = name.split(".")
    if "*" not in steps:
        return ()
    return tuple(path for path in dict.fromkeys(known.values()) if _fits(path.split("."), steps))


def _fits(path: list[str], steps: list[str]) -> bool:
    return len(path) == len(steps) and all(s in ("*", p) for p, s in zip(path, steps, strict=True))


def _steps(model: DossierModel) -> Iterator[Path]:
    """Yield the path of every number, section by section."""
    yield from _below(("stakes",), model.stakes)
    for index, link in enumerate(model.links):
        yield from _below(("links", str(index), "points"), link.points)
    yield from _fields("no_deal", model.no_deal, "points")
    yield from _fields("dealing_costs", model.dealing_costs, "per_deal", "per_issue")
    yield from _fields("parties", model.parties, "discount_factor", "sway")
    yield from _of_issues(model)
    yield from _below(("relative_gains",), model.relative_gains)
    trust = model.trust
    recorded = dict.fromkeys(entry.party for entry in trust.ledger if entry.verdict in COUNTED)
    yield from _below(("trust", "keeps_word"), {**dict.fromkeys(trust.keeps_word), **recorded})
    yield from _below(("trust", "monitoring"), trust.monitoring)
    yield from _below(("trust", "false_alarms"), trust.false_alarms)
    if model.climate is not None:
        yield from _of_climate(model.climate)


def _below(path: Path, section: Mapping[str, Any]) -> Iterator[Path]:
    for key, value in section.items():
        if isinstance(value, Mapping):
            yield from _below((*path, key), value)
        else:
            yield (*path, key)


def _fields(section: str, items: Mapping[str, Any], *names: str) -> Iterator[Path]:
    for key, item in items.items():
        yield from ((section, key, name) for name in names if getattr(item, name) is not None)


def _of_issues(model: DossierModel) -> Iterator[Path]:
    for key, issue in model.issues.items():
        yield from _below(("issues", key, "control"), issue.control)
        yield from _below(("issues", key, "leakage"), issue.leakage)
        for name, option in issue.options.items():
            if option.requires is not None:
                yield ("issues", key, "options", name, "requires")


def _of_climate(climate: ClimateModel) -> Iterator[Path]:
    for name in BY_PRINCIPAL:
        yield from _below(("climate", name), getattr(climate, name))
    names = ("rate", "per_point", "severity", "deconfliction")
    yield from (("climate", "accidents", n) for n in names if getattr(climate.accidents, n) is not None)
    for issue, options in climate.measures.items():
        for option, measure in options.items():
            yield from _below(("climate", "measures", issue, option, "acts"), measure.acts)
    for name in ("no_deal", "keeps_word", "stakes"):
        yield from _below(("climate", "effects", name), getattr(climate.effects, name))
