"""Remarks on the climate: what does nothing, what runs away, what rests on nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from detente.dossier.climate import Climate, quantities_of
from detente.dossier.dossier import Dossier
from detente.dossier.judgements import ends
from detente.dossier.note import Remark
from detente.dossier.quantity import Quantity

__all__ = ["climate_remarks"]

_EFFECTS = ("no_deal", "keeps_word", "stakes")
#: What carries or moves a side's hostility, one way or another.
_CARRIES = ("persistence", "drift", "reaction", "memory")


def climate_remarks(dossier: Dossier) -> Iterator[Remark]:
    """Yield remarks on the climate of a dossier; none where it has none."""
    climate = dossier.climate
    if climate is None:
        return
    yield from _numbers(climate)
    yield from _effects(climate)
    yield from _movement(dossier, climate)
    yield from _measures(dossier, climate)
    yield from _explosive(dossier, climate)
    yield from _memory(climate)
    yield from _turnovers(dossier, climate)


def _numbers(climate: Climate) -> Iterator[Remark]:
    for quantity in quantities_of(climate):
        if quantity.is_certain and quantity.parameters[0] != 0:
            yield "N001", quantity.path, "one value, as if it were certain; a range would be more honest"
    for quantity in climate.level.values():
        if not quantity.cite:
            yield "N027", quantity.path, "a level that cites no source"


def _effects(climate: Climate) -> Iterator[Remark]:
    quantities = [q for name in _EFFECTS for q in getattr(climate.effects, name).values()]
    if not any(_can_be_other_than(quantity, 0.0) for quantity in quantities):
        yield "N028", "climate", "no effects: hostility is simulated, and the bargain never feels it"


def _movement(dossier: Dossier, climate: Climate) -> Iterator[Remark]:
    for party in dossier.principals:
        entries = {name: getattr(climate, name).get(party) for name in _CARRIES}
        if not any(q is not None and _can_be_other_than(q, 0.0) for q in entries.values()):
            message = f"nothing carries the hostility of {party} on: it falls to 0 in the first step"
            yield "N029", f"climate.level.{party}", message
    if all(_stands_still(climate, party) for party in dossier.principals):
        yield "N029", "climate", "hostility stays where it is in every step, so that no effect is ever felt"


def _stands_still(climate: Climate, party: str) -> bool:
    """Tell whether nothing but a policy could move a side's hostility."""
    kept = climate.persistence.get(party)
    moving = [getattr(climate, name).get(party) for name in ("drift", "reaction", "memory", "noise")]
    accidents = climate.accidents
    strikes = accidents.severity is not None and (accidents.rate or accidents.per_point) is not None
    moved = any(q is not None and _can_be_other_than(q, 0.0) for q in moving)
    return kept is not None and not _can_be_other_than(kept, 1.0) and not moved and not strikes


def _can_be_other_than(quantity: Quantity, value: float) -> bool:
    return not quantity.is_certain or quantity.parameters[0] != value


def _measures(dossier: Dossier, climate: Climate) -> Iterator[Remark]:
    for measure in climate.measures:
        path = f"climate.measures.{measure.issue}.{measure.option}"
        performers = dossier.issues[measure.issue].options[measure.option].performers
        acting = [party for party, quantity in measure.acts.items() if _can_be_other_than(quantity, 0.0)]
        if not acting and not measure.keeps_apart:
            yield "N030", path, "nobody's acts change by it and it keeps no forces apart: it does nothing"
        if acting and measure.keeps_apart:
            yield "N030", path, "it keeps forces apart, which is no cooperation: its acts are not counted"
        for party in acting:
            if party not in performers:
                message = f"{party} is said to keep it up, and is no performer of the option"
                yield "N031", f"{path}.acts.{party}", message


def _explosive(dossier: Dossier, climate: Climate) -> Iterator[Remark]:
    """Remark on answers that would grow without end at the upper ends of what is said of them."""
    sides = dossier.principals
    kept = [_most(climate.persistence, party) for party in sides]
    answers = [_answer(climate, party) for party in sides]
    if len(sides) != 2:
        return
    trace, determinant = sum(kept), kept[0] * kept[1] - answers[0] * answers[1]
    if abs(trace) >= 1.0 + determinant or determinant >= 1.0:
        message = (
            "at the upper ends of persistence, reaction, memory and bias, hostility grows without end; "
            "how often that is drawn is told by `detente simulate`"
        )
        yield "N032", "climate.reaction", message


def _answer(climate: Climate, party: str) -> float:
    """Most that a side can answer to a point of hostility that goes on, with what it remembers of it."""
    heard = _most(climate.bias, party) if party in climate.bias else 1.0
    return heard * (_most(climate.reaction, party) + _most(climate.memory, party))


def _most(section: Mapping[str, Quantity], party: str) -> float:
    return ends(section[party])[1] if party in section else 0.0


def _memory(climate: Climate) -> Iterator[Remark]:
    for party in climate.memory:
        if party not in climate.remembers:
            message = f"{party} answers what it remembers, and remembers no longer than the step before"
            yield "N033", f"climate.memory.{party}", message
    for party in climate.remembers:
        if party not in climate.memory:
            yield "N033", f"climate.remembers.{party}", f"{party} remembers, and never answers what it does"


def _turnovers(dossier: Dossier, climate: Climate) -> Iterator[Remark]:
    start = climate.start or dossier.as_of
    for party, days in climate.turnovers.items():
        if party not in climate.hope:
            yield "N034", f"climate.turnovers.{party}", "a new administration without `hope`: nothing changes"
        if start and any(day <= start for day in days):
            yield "N034", f"climate.turnovers.{party}", f"a day that is not after the first, {start}"
    for party in climate.hope:
        if party not in climate.turnovers:
            yield "N034", f"climate.hope.{party}", "hope without a turnover: nobody ever returns to it"
    for party, spans in climate.campaigns.items():
        if start and any(last < start for _, last in spans):
            yield "N034", f"climate.campaigns.{party}", f"one that is over before the first day, {start}"
