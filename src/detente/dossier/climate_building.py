"""From the checked ``climate`` section to the frozen objects that later layers read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from detente.dossier.climate import BY_PRINCIPAL, Accidents, Climate, ClimateEffects, Measure
from detente.dossier.climate_schema import AccidentsModel, ClimateModel, MeasureModel
from detente.dossier.marks import Path
from detente.dossier.numbers import RawNumber
from detente.dossier.quantity import Quantity

__all__ = ["Quantities", "climate_of"]


class Quantities(Protocol):
    """Whoever turns checked numbers into quantities, knowing where each of them stands."""

    def quantities(
        self,
        section: Mapping[str, RawNumber],
        path: Path,
        cite: tuple[str, ...] = (),
        note: str | None = None,
    ) -> dict[str, Quantity]:
        """Return every number of a mapping under its key."""

    def optional(self, raw: RawNumber | None, path: Path) -> Quantity | None:
        """Return a number, or None where there is none."""


def climate_of(model: ClimateModel | None, numbers: Quantities) -> Climate | None:
    """Build the climate of a dossier.

    Parameters
    ----------
    model : ClimateModel or None
        The section as checked; None where the dossier has none.
    numbers : Quantities
        The builder of the dossier.

    Returns
    -------
    Climate or None
        Turnovers and campaigns in the order of time, each once.
    """
    if model is None:
        return None
    path: Path = ("climate",)
    series = {name: numbers.quantities(getattr(model, name), (*path, name)) for name in BY_PRINCIPAL}
    return Climate(
        step=model.step,
        start=model.start,
        remembers=dict(model.remembers),
        turnovers={side: tuple(sorted(set(days))) for side, days in model.turnovers.items()},
        campaigns={side: tuple(sorted(set(spans))) for side, spans in model.campaigns.items()},
        acknowledged=model.acknowledged,
        accidents=_accidents(model.accidents, (*path, "accidents"), numbers),
        measures=tuple(
            _measure(issue, option, measure, numbers)
            for issue, options in model.measures.items()
            for option, measure in options.items()
        ),
        effects=ClimateEffects(
            no_deal=numbers.quantities(model.effects.no_deal, (*path, "effects", "no_deal")),
            keeps_word=numbers.quantities(model.effects.keeps_word, (*path, "effects", "keeps_word")),
            stakes=numbers.quantities(model.effects.stakes, (*path, "effects", "stakes")),
        ),
        **series,
    )


def _accidents(model: AccidentsModel, path: Path, numbers: Quantities) -> Accidents:
    return Accidents(
        rate=numbers.optional(model.rate, (*path, "rate")),
        per_point=numbers.optional(model.per_point, (*path, "per_point")),
        severity=numbers.optional(model.severity, (*path, "severity")),
        deconfliction=numbers.optional(model.deconfliction, (*path, "deconfliction")),
    )


def _measure(issue: str, option: str, model: MeasureModel, numbers: Quantities) -> Measure:
    path = ("climate", "measures", issue, option, "acts")
    cite = tuple(model.cite)
    return Measure(
        issue=issue,
        option=option,
        acts=numbers.quantities(model.acts, path, cite, model.note),
        keeps_apart=model.keeps_apart,
        cite=cite,
        note=model.note,
    )
