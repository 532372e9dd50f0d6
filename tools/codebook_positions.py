"""What a party says it is for, beside what it acts on: rule P4."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from codebook_coding import Coding, cites, option_slug, slug
from codebook_text import Auto

__all__ = ["POSITIONS", "Row", "positions"]


@dataclass(frozen=True, kw_only=True)
class Row:
    """One party on one issue: two options of the coding, the claims for each, and a remark."""

    party: str
    issue: str
    declared: str
    said: tuple[str, ...]
    conduct: str
    done: tuple[str, ...]
    note: str


POSITIONS = (
    Row(
        party="us",
        issue="sanctions_relief",
        declared="sanc_staged",
        said=("c003-10",),
        conduct="sanc_increase",
        done=("c003-03", "c003-10"),
        note="the president's stated wish, by his coded want, and the deeds of his own government",
    ),
    Row(
        party="russia",
        issue="syria_settlement",
        declared="ss_elections",
        said=("c000-28",),
        conduct="ss_war",
        done=("c000-31", "c000-62", "c001-33", "c002-23"),
        note="the joint text of Danang, which exists on paper, beside Assad's survival",
    ),
    Row(
        party="russia",
        issue="isis_ct",
        declared="ct_coordinated",
        said=("c000-57", "c001-32"),
        conduct="ct_parallel",
        done=("c000-58", "c001-33", "c002-10", "c002-11"),
        note="a common front in words (the option of its coded want), strikes on Assad's opponents in deeds",
    ),
    Row(
        party="russia",
        issue="nk_pressure",
        declared="nkp_enforce",
        said=("c000-15",),
        conduct="nkp_double",
        done=("c000-17", "c000-20", "c000-21", "c000-23", "c002-19"),
        note="votes for the penalties and helps Pyongyang round them (mechanism M06)",
    ),
    Row(
        party="russia",
        issue="election_interference",
        declared="ei_pledge",
        said=("c003-29",),
        conduct="ei_denial",
        done=("c000-01", "c002-26", "c002-27", "c002-28"),
        note="asks that neither meddle with the other, and denies what its services do",
    ),
)


def positions(coding: Coding) -> dict[str, Any]:
    """Return the ``positions`` section.

    Raises
    ------
    ValueError
        Where an option is not on the agenda, or the coding does not make the party act on its conduct.
    """
    out: dict[str, Any] = {}
    for row in POSITIONS:
        options = {o["id"]: o for o in coding.issue(row.issue)["options"]}
        acting = {act["by"] for act in options[row.conduct]["perform"]}
        if row.declared not in options or row.party not in acting:
            raise ValueError(f"rule P4 does not allow {row.party} on {row.issue}")
        out.setdefault(slug(row.party), {})[slug(row.issue)] = Auto(
            {
                "declared": option_slug(row.declared),
                "conduct": option_slug(row.conduct),
                "cite": cites((*row.said, *row.done)),
                "note": f"rule P4; {row.note}",
            }
        )
    return out
