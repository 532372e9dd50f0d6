"""The coding as read from its files, the fixed maps from its names to the dossier's, and the agenda."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from codebook_text import Raw

__all__ = ["BODIES", "PATRONS", "SOURCES", "Coding", "cites", "slug"]

Row = dict[str, Any]

SOURCES = {
    "s000": "friedman-2017",
    "s001": "saivetz-2017",
    "s002": "kramer-2017",
    "s003": "pigman-2018",
    "s004": "stutte-2018",
}
# Rule P2: who answers for whom when an act is performed. A body of one government acts for its state.
PERFORMS = {
    **dict.fromkeys(("trump", "trump_admin", "cia", "us_ic", "us_military", "us_state", "mattis"), ("us",)),
    **dict.fromkeys(("putin", "russian_mod", "russian_services", "fsb"), ("russia",)),
    "assad": ("syria_gov",),
    "germany": ("european_allies",),
    "nato": ("us", "european_allies"),
    "unsc": (),
}
# Rule C1: whose share of an outcome is counted as whose. Bodies that are parties keep their own.
CONTROLS = {
    "trump": "us",
    "trump_admin": "us",
    "cia": "us_ic",
    "putin": "russia",
    "russian_services": "russia",
    "assad": "syria_gov",
}
CONSENTS = {"unsc": "china"}
# Rule S3: who carries a coded side effect.
CARRIES = {
    "baltic_states": ("european_allies",),
    "neighbours": ("neighbours", "ukraine", "georgia"),
    "civilians": (),
}
PATRONS = {"syria_gov": "russia", "separatists": "russia", "syrian_rebels": "us"}
# Bodies inside the United States that block, withhold or legislate, in the order of the coding.
BODIES = (
    "congress",
    "admin_sceptics",
    "us_ic",
    "us_military",
    "us_state",
    "mattis",
    "bolton",
    "democrats",
    "republicans",
)
_NAMES = (
    "issues",
    "parties",
    "claims",
    "agreements",
    "readings",
    "events",
    "mechanisms",
    "sources",
    "questions",
)


def slug(name: str) -> str:
    """Return the dossier's key for a name of the coding."""
    return name.replace("_", "-")


def option_slug(name: str) -> str:
    """Return an option's key: the coding's name without the prefix that repeats the issue."""
    return slug(name.split("_", 1)[1])


def cites(claims: list[str] | tuple[str, ...]) -> list[Raw]:
    """Return claim ids of the coding as citations, in text order and without repeats."""
    return [Raw(f"{SOURCES['s' + c[1:4]]}#{int(c[5:])}") for c in dict.fromkeys(claims)]


@dataclass(frozen=True)
class Coding:
    """All files of the coding, as plain data."""

    files: dict[str, Any]

    @classmethod
    def read(cls, folder: Path) -> Coding:
        """Read every file of the coding from ``folder``."""
        return cls({n: _named(yaml.safe_load((folder / f"{n}.yaml").read_text("utf-8"))) for n in _NAMES})

    @cached_property
    def agenda(self) -> list[Row]:
        """Rule A1: the tradeable issues that at least one essay describes an option of."""
        return [i for i in self.files["issues"]["issues"] if i["tradeable"] and _described(i)]

    @cached_property
    def excluded(self) -> list[tuple[str, str]]:
        """Issues left out by rule A1, each with its reason."""
        rows = []
        for issue in self.files["issues"]["issues"]:
            if not issue["tradeable"]:
                rows.append((issue["id"], "coded as not tradeable"))
            elif not _described(issue):
                rows.append((issue["id"], "no option of it is described by an essay"))
        return rows

    @cached_property
    def parties(self) -> dict[str, Row]:
        """Rows of the coding's actors by id."""
        return {p["id"]: p for p in self.files["parties"]["parties"]}

    @cached_property
    def bodies(self) -> dict[str, Row]:
        """Two-level rows by party id."""
        return {r["party"]: r for r in self.files["parties"]["ratifiers"]}

    @cached_property
    def option_of(self) -> dict[str, tuple[str, str]]:
        """Issue and option key for every option id on the agenda."""
        return {o["id"]: (slug(i["id"]), option_slug(o["id"])) for i in self.agenda for o in i["options"]}

    @cached_property
    def third_parties(self) -> list[str]:
        """Outside actors that perform, control, consent or want something on the agenda (rule P2)."""
        inside = {"us", "russia", *BODIES}
        named: set[str] = set()
        for issue in self.agenda:
            named |= set(controls(issue)) | {w["party"] for w in issue["wants"]}
            for option in issue["options"]:
                named |= {*performers(option), *consents(option)}
        named -= inside | {"trump", "gop_senator_designation"}
        return [p for p in self.parties if p in named]

    def issue(self, key: str) -> Row:
        """Return the agenda's issue with this id."""
        return next(i for i in self.agenda if i["id"] == key)

    def jurisdiction(self, body: str) -> list[Row]:
        """Issues a body inside the United States has a coded say on (rule P3)."""
        joint = ("democrats", "republicans") if body in ("democrats", "republicans") else (body,)
        coded = {i for b in joint for i in self.bodies[b]["issues"]}
        return [i for i in self.agenda if i["id"] in coded or any(body in consents(o) for o in i["options"])]


def _named(value: Any) -> Any:
    """Write ``c003-40`` and ``s003`` inside a sentence as the dossier cites them; ids alone stay."""
    if isinstance(value, dict):
        return {k: _named(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_named(v) for v in value]
    if not isinstance(value, str) or " " not in value:
        return value
    value = re.sub(r"\bc(\d{3})-(\d\d)\b", lambda m: f"{SOURCES['s' + m[1]]}#{int(m[2])}", value)
    return re.sub(r"\bs00[0-4]\b", lambda m: SOURCES[m[0]], value)


def _described(issue: Row) -> bool:
    return any(o["basis"] == "essay" for o in issue["options"])


def status_quo(issue: Row) -> Row:
    """Return the option that changes nothing."""
    return next(o for o in issue["options"] if o.get("status_quo"))


def performers(option: Row) -> list[str]:
    """Return the parties that answer for an option's acts; none for the status quo, which needs no act."""
    if option.get("status_quo"):
        return []
    return list(dict.fromkeys(p for row in option["perform"] for p in PERFORMS.get(row["by"], (row["by"],))))


def consents(option: Row) -> list[str]:
    """Return the parties whose consent an option is coded to need."""
    return list(dict.fromkeys(CONSENTS.get(p, p) for p in option["consent"]))


def controls(issue: Row) -> dict[str, tuple[float, float, list[str], str]]:
    """Rule C1: low and high share, claims and remark per party; permissions are consent, not control."""
    out: dict[str, tuple[float, float, list[str], str]] = {}
    for row in issue["control"]:
        if row.get("measure") == "permission":
            continue
        key = CONTROLS.get(row["actor"], row["actor"])
        low, high, claims, remark = out.get(key, (0.0, 0.0, [], ""))
        words = [remark, row.get("mode", ""), row.get("note", ""), row.get("measure", "")]
        text = "; ".join(w for w in words if w)
        share = (min(1.0, low + row["share"][0]), min(1.0, high + row["share"][1]))
        out[key] = (*share, [*claims, *row["claims"]], text)
    return out


def instigators(issue: Row) -> list[str]:
    """Rule I1: parties whose control is coded as that of ending a harm they make themselves."""
    rows = (row["actor"] for row in issue["control"] if row.get("mode") == "instigator")
    return [CONTROLS.get(actor, actor) for actor in rows]
