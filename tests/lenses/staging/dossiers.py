"""A small dossier with a plan of three stages, as plain data to change."""

from __future__ import annotations

import copy
from typing import Any

from properties.dossiers import Data, plain

__all__ = ["PACKAGE", "bases_for_relief"]

PACKAGE = {"bases": "gone", "recognition": "given", "relief": "full"}


def bases_for_relief(**sections: Any) -> Data:
    """South gives up its bases for good and in parts; north lifts sanctions, then recognises it.

    North gains from lifting as well, so only south is ever tempted.
    """
    data = plain(
        title="Bases for relief",
        parties={
            "north": {"name": "Northland", "role": "principal", "discount_factor": 0.7},
            "south": {"name": "Southland", "role": "principal", "discount_factor": "0.65..0.75"},
            "militia": {"name": "The militia", "role": "third party"},
        },
        issues={
            "bases": {
                "name": "Bases",
                "options": {
                    "kept": {"status_quo": True},
                    "gone": {
                        "name": "Dismantled",
                        "performers": ["south", "militia"],
                        "divisible": True,
                        "reversible": False,
                    },
                },
            },
            "relief": {
                "name": "Sanctions",
                "options": {
                    "none": {"status_quo": True},
                    "full": {"name": "Lifted", "performers": ["north"]},
                },
            },
            "recognition": {
                "name": "Recognition",
                "options": {
                    "none": {"status_quo": True},
                    "given": {"name": "Given", "performers": ["north"], "after": {"bases": ["gone"]}},
                },
            },
        },
        stakes={
            "north": {"bases": {"gone": 6}, "relief": {"full": 2}, "recognition": {"given": 1}},
            "south": {"bases": {"gone": "-8.5..-7.5"}, "relief": {"full": 10}, "recognition": {"given": 1}},
        },
        trust={"monitoring": {"north": 0.5, "south": 0.5}},
        deals={"any": None},
    )
    return {**copy.deepcopy(data), **sections}
