"""The small types every section of the schema is made of."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

__all__ = ["SLUG", "Citations", "Count", "Day", "Slug", "Strict", "Text", "empty_if_null", "keys_of"]

SLUG = r"^[A-Za-z0-9][A-Za-z0-9_-]*$"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Strict(BaseModel):
    """A section that knows all its keys and converts nothing.

    Validated with a dict as its context, each section notes which model read which mapping,
    so that an unknown key can be answered with the keys of that very section.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=False)

    @model_validator(mode="before")
    @classmethod
    def _note_who_read_it(cls, data: Any, info: ValidationInfo) -> Any:
        if isinstance(info.context, dict):
            info.context[id(data)] = cls
        return data


def keys_of(model: type[BaseModel]) -> Iterable[str]:
    """Return the keys a section may have, as they are written in a file."""
    return [field.alias or name for name, field in model.model_fields.items()]


def empty_if_null(value: Any) -> Any:
    """Read a key with nothing after it as an empty section."""
    return {} if value is None else value


def _day(value: Any) -> Any:
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return dt.date.fromisoformat(value)
        except ValueError as error:
            raise PydanticCustomError("D025", "there is no such day", {"hint": str(error)}) from None
    raise PydanticCustomError(
        "D025", "this is not a date", {"hint": "write year-month-day, such as 2018-10-31"}
    )


Slug = Annotated[str, Field(pattern=SLUG)]
"""A key: letters, digits, hyphens, underscores; beginning with a letter or a digit."""

Text = Annotated[str, Field(min_length=1)]
"""Words for people; never empty."""

Count = Annotated[int, Field(ge=1, le=10**9)]
"""A whole number of at least one, small enough for the integers of the kernel."""

Day = Annotated[
    dt.date,
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
]
"""A date written year-month-day."""

Citations = list[Text]
"""A list of ``source``, ``source#27`` (claim) or ``source#p12`` (paragraph)."""
