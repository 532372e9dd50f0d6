"""The ``climate`` section of a dossier as strict pydantic models.

Names and bounds are not checked here; that is the work of
:mod:`detente.dossier.climate_checking`. The descriptions also feed the JSON Schema.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from detente.dossier.climate import StepName
from detente.dossier.numbers import Number, Share
from detente.dossier.scalars import Citations, Count, Day, Slug, Strict, Text, empty_if_null

__all__ = [
    "AccidentsModel",
    "Campaign",
    "ClimateEffectsModel",
    "ClimateModel",
    "MeasureModel",
    "parse_campaign",
]

_DAYS = r"[0-9]{4}-[0-9]{2}-[0-9]{2}/[0-9]{4}-[0-9]{2}-[0-9]{2}"
_HINT = "write two days with a slash between them, such as 2018-11-01/2019-02-28"


def parse_campaign(value: Any) -> tuple[dt.date, dt.date]:
    """Read a stretch of time, both days included.

    Parameters
    ----------
    value : object
        A text such as ``2018-11-01/2019-02-28``.

    Returns
    -------
    pair of date
        Their order is not checked here.

    Raises
    ------
    PydanticCustomError
        With the problem code D025 as its type where these are not two days.
    """
    parts = value.split("/") if isinstance(value, str) else []
    if len(parts) != 2 or any(len(part) != len("2018-11-01") for part in parts):
        raise PydanticCustomError("D025", "this is not a stretch of time", {"hint": _HINT})
    try:
        return dt.date.fromisoformat(parts[0]), dt.date.fromisoformat(parts[1])
    except ValueError as error:
        raise PydanticCustomError("D025", "there is no such day", {"hint": str(error)}) from None


Campaign = Annotated[
    tuple[dt.date, dt.date],
    PlainValidator(parse_campaign),
    WithJsonSchema({"type": "string", "pattern": f"^{_DAYS}$"}),
]
"""A first and a last day, written with a slash between them."""

Numbers = dict[Slug, Number]
Shares = dict[Slug, Share]


class MeasureModel(Strict):
    """An option that can be kept up step after step, and what it then says to the other side."""

    acts: Numbers = Field(
        {}, description="By principal that keeps it up: points by which it is less hostile, 0 to 10."
    )
    keeps_apart: bool = Field(
        False, description="True where it only keeps forces apart: fewer accidents, and no cooperation."
    )
    cite: Citations = Field([], description="Sources of its numbers, where they name none themselves.")
    note: Text | None = Field(None, description="A remark on its numbers.")


class AccidentsModel(Strict):
    """How likely forces are to collide in one step, and what that does."""

    rate: Share | None = Field(None, description="Chance of an accident in one step, 0 to 1.")
    per_point: Share | None = Field(
        None, description="Chance added per point of mean hostility above 0, 0 to 1."
    )
    severity: Number | None = Field(
        None, description="Points an accident adds to the hostility of both, 0 or more."
    )
    deconfliction: Share | None = Field(
        None, description="Share of the chance taken away while a measure keeps forces apart, 0 to 1."
    )


class ClimateEffectsModel(Strict):
    """What one point of hostility above that of step 0 does to the bargain."""

    no_deal: Numbers = Field({}, description="By party: points added to what no deal is worth to it.")
    keeps_word: Numbers = Field(
        {}, description="By principal: added to the chance that it performs what it promised."
    )
    stakes: Numbers = Field({}, description="By party: points added to each option in its stakes.")


class ClimateModel(Strict):
    """How the hostility of two principals moves from step to step.

    Hostility runs from -10 (friendliest) over 0 to 10 (war). All mappings are by principal: the one
    whose hostility, perception or belief it is.
    """

    step: StepName = Field("month", description="Length of one step.")
    start: Day | None = Field(None, description="Day of step 0; `as_of` if left out.")
    level: Numbers = Field({}, description="Hostility at step 0, -10 to 10; both principals need one.")
    drift: Numbers = Field({}, description="Points added each step, whatever the other does.")
    persistence: Shares = Field(
        {}, description="Share of its own hostility carried to the next step, 0 to 1."
    )
    reaction: Numbers = Field({}, description="Answer per point of the other's hostility as perceived.")
    memory: Numbers = Field({}, description="Answer per point of the other's hostility as remembered.")
    remembers: dict[Slug, Count] = Field({}, description="Steps after which a remembered act counts half.")
    bias: Numbers = Field(
        {}, description="The other's hostile acts are read as so many times as hostile; 1 if left out."
    )
    misperception: Numbers = Field(
        {}, description="Standard deviation of what it reads into the other's acts, in points, 0 or more."
    )
    noise: Numbers = Field(
        {}, description="Standard deviation of what it does unintended, in points, 0 or more."
    )
    firmness: Numbers = Field(
        {},
        description="Answer per point of hostility the other shows as a policy: below 0 it is deterred, "
        "above 0 provoked.",
    )
    publicity: Numbers = Field(
        {}, description="Answer per unit of the other's public tone: 1 loud, 0 as now, -1 quiet."
    )
    learning: Shares = Field(
        {}, description="How far a step's evidence moves its belief that the other keeps its word, 0 to 1."
    )
    hope: Shares = Field({}, description="Belief to which a new administration on its side returns, 0 to 1.")
    turnovers: dict[Slug, list[Day]] = Field(
        {}, description="Days on which a new administration takes office."
    )
    campaigns: dict[Slug, list[Campaign]] = Field(
        {}, description="When it is busy elsewhere and its measures rest; both days included."
    )
    acknowledged: bool = Field(
        True, description="Disputes and violations have been named; until then good conduct raises no belief."
    )
    accidents: Annotated[
        AccidentsModel, BeforeValidator(empty_if_null, json_schema_input_type=AccidentsModel | None)
    ] = Field(AccidentsModel.model_validate({}), description="Collisions nobody meant; none if left out.")
    measures: dict[
        Slug,
        dict[
            Slug,
            Annotated[
                MeasureModel, BeforeValidator(empty_if_null, json_schema_input_type=MeasureModel | None)
            ],
        ],
    ] = Field({}, description="Issue, option: what can be kept up step after step.")
    effects: Annotated[
        ClimateEffectsModel, BeforeValidator(empty_if_null, json_schema_input_type=ClimateEffectsModel | None)
    ] = Field(
        ClimateEffectsModel.model_validate({}),
        description="What the climate does to the bargain; nothing if left out.",
    )
