"""What a ratification rule needs: a tree of consents."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from detente.dossier.scalars import Count, Slug, Strict

__all__ = ["AllOfModel", "AtLeastModel", "NeedModel", "NotModel", "QuotaModel"]


def _kind_of_need(value: Any) -> str | None:
    """Tell the forms apart by the key that only one of them has."""
    if isinstance(value, str):
        return "<party>"
    keys = ("all_of", "at_least", "quota", "not")
    if isinstance(value, dict):
        return next((f"<{key}>" for key in keys if key in value), None)
    return {
        "AllOfModel": "<all_of>",
        "AtLeastModel": "<at_least>",
        "QuotaModel": "<quota>",
        "NotModel": "<not>",
    }.get(type(value).__name__)


class AllOfModel(Strict):
    """Met when every part is."""

    all_of: list[NeedModel] = Field(min_length=1, description="Every one of these must be met.")


class AtLeastModel(Strict):
    """Met when at least so many of the parts are."""

    at_least: Count = Field(description="How many of `of` must be met.")
    of: list[NeedModel] = Field(min_length=1, description="The parts that are counted.")


class QuotaModel(Strict):
    """Met when the weights of those who consent reach the quota."""

    quota: Count = Field(description="The sum of weights that must be reached.")
    weights: dict[Slug, Annotated[int, Field(ge=0, le=10**9)]] = Field(
        min_length=1, description="Votes of each party."
    )
    free_votes: bool = Field(False, description="True where every vote of a party is cast by itself.")


class NotModel(Strict):
    """Met when its part is not."""

    not_: NeedModel = Field(alias="not", description="What must fail to be met.")


NeedModel = Annotated[
    Annotated[Slug, Tag("<party>")]
    | Annotated[AllOfModel, Tag("<all_of>")]
    | Annotated[AtLeastModel, Tag("<at_least>")]
    | Annotated[QuotaModel, Tag("<quota>")]
    | Annotated[NotModel, Tag("<not>")],
    Discriminator(_kind_of_need),
]
"""A party whose consent is needed, or a rule made of such consents."""

for _model in (AllOfModel, AtLeastModel, NotModel):
    _model.model_rebuild()
