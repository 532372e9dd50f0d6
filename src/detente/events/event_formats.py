"""The layouts in which event data are published, and what each of their columns means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

__all__ = ["EVENT_FORMATS", "ROLES", "EventFormat", "known_formats"]

#: What a column can be to the import.
ROLES = (
    "id",
    "date",
    "year",
    "month",
    "day",
    "source",
    "source_sectors",
    "source_country",
    "target",
    "target_sectors",
    "target_country",
    "code",
    "score",
    "quad",
    "text",
    "cite",
)


def _gdelt(places: tuple[str, ...]) -> tuple[str, ...]:
    """Name the columns of GDELT; ``places`` are those of each of its three places."""
    actor = (
        "code",
        "name",
        "countrycode",
        "knowngroupcode",
        "ethniccode",
        "religion1code",
        "religion2code",
        "type1code",
        "type2code",
        "type3code",
    )
    return (
        *("globaleventid", "sqldate", "monthyear", "year", "fractiondate"),
        *(f"{side}{name}" for side in ("actor1", "actor2") for name in actor),
        *("isrootevent", "eventcode", "eventbasecode", "eventrootcode", "quadclass", "goldsteinscale"),
        *("nummentions", "numsources", "numarticles", "avgtone"),
        *(f"{side}geo_{name}" for side in ("actor1", "actor2", "action") for name in places),
        *("dateadded", "sourceurl"),
    )


#: GDELT Project, "Data Format Codebook V 1.03" (2013), "V 2.0" (2015).
PLACE1 = ("type", "fullname", "countrycode", "adm1code", "lat", "long", "featureid")
PLACE2 = ("type", "fullname", "countrycode", "adm1code", "adm2code", "lat", "long", "featureid")
#: Headers of each role, in lower case with single blanks, the preferred one first.
GDELT_HEADERS = {
    "id": ("globaleventid",),
    "date": ("sqldate",),
    "source": ("actor1code",),
    "target": ("actor2code",),
    "code": ("eventcode",),
    "score": ("goldsteinscale",),
    "cite": ("sourceurl",),
}
GDELT_MARKS = (frozenset({"globaleventid", "sqldate", "eventcode"}),)
GDELT_CHECKS = {
    0: ("an event number", r"\d{1,12}"),
    1: ("a day such as 20130401", r"(19|20)\d{6}"),
    3: ("a year", r"(19|20)\d{2}"),
    25: ("0 or 1", r"[01]"),
    26: ("a CAMEO code", r"\d{2,4}"),
    29: ("a quad class, 1 to 4", r"[1-4]"),
    30: ("a Goldstein score", r"-?\d{1,2}(\.\d+)?"),
}
LIST_CHECKS = {
    0: ("a day such as 19790415, 790415 or 1979-04-15", r"\d{8}|\d{6}|\d{4}-\d{2}-\d{2}"),
    1: ("an actor's code", r"[A-Za-z][A-Za-z0-9/_~*-]*"),
    2: ("an actor's code", r"[A-Za-z][A-Za-z0-9/_~*-]*"),
    3: ("an event code of 2 to 4 digits", r"\d{2,4}"),
}
LIST_HEADERS: dict[str, tuple[str, ...]] = {
    "id": ("event id", "eventid", "id"),
    "date": ("date", "event date", "day", "time"),
    "source": ("source", "source actor", "actor", "actor1", "source code", "src"),
    "target": ("target", "target actor", "recipient", "actor2", "target code", "tgt"),
    "code": ("code", "event code", "cameo", "cameo code", "weis", "weis code", "event"),
    "score": ("score", "goldstein", "goldstein scale", "intensity", "value"),
    "quad": ("quad", "quad class", "quadclass"),
    "text": ("text", "description", "event text", "label", "headline"),
    "cite": ("cite", "citation", "reference", "url", "sourceurl"),
}
COPDAB_SCALE = ("scale", "scale value", "scale point", "copdab", "copdab scale")


@dataclass(frozen=True, kw_only=True)
class EventFormat:
    """One layout.

    Attributes
    ----------
    name : str
        As typed after ``--format``.
    what : str
        In words, for people.
    scheme : str
        Scheme of its codes (``cameo``, ``weis``, ``plover``, ``copdab``); empty where the codes show it.
    headers : mapping of role to names
        Names a column may have in the first line, in lower case and with single blanks.
    marks : tuple of frozenset of str
        Headers that together belong to this format alone; one of the sets is enough.
    columns : tuple of str
        Names of the columns of a file without header.
    widths : frozenset of int
        Numbers of fields of a file without header; empty where it always has one.
    checks : mapping of int to (what, pattern)
        What fields of a file without header look like, by place from 0.
    at_least : int
        Fewest fields of a row without header; the rest is then empty. 0 where all must be there.
    identity : tuple of str
        Roles that make two rows the same event; empty where all of a row does.
    """

    name: str
    what: str
    scheme: str
    headers: Mapping[str, tuple[str, ...]]
    marks: tuple[frozenset[str], ...] = ()
    columns: tuple[str, ...] = ()
    widths: frozenset[int] = frozenset()
    checks: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    at_least: int = 0
    identity: tuple[str, ...] = ()


def _list_of_codes(name: str, scheme: str, what: str) -> EventFormat:
    """Return the layout of KEDS, which differs by its codes alone."""
    return EventFormat(
        name=name,
        what=what,
        scheme=scheme,
        headers=LIST_HEADERS,
        columns=("date", "source", "target", "code", "text"),
        widths=frozenset({4, 5, 6}),
        checks=LIST_CHECKS,
        at_least=4,
    )


_FORMATS = (
    EventFormat(
        name="gdelt1",
        what="GDELT 1.0 events: 57 or 58 fields between tabs, without header",
        scheme="cameo",
        headers=GDELT_HEADERS,
        marks=GDELT_MARKS,
        columns=_gdelt(PLACE1),
        widths=frozenset({57, 58}),
        checks=GDELT_CHECKS,
        identity=("id",),
    ),
    EventFormat(
        name="gdelt2",
        what="GDELT 2.0 events: 61 fields between tabs, without header",
        scheme="cameo",
        headers=GDELT_HEADERS,
        marks=GDELT_MARKS,
        columns=_gdelt(PLACE2),
        widths=frozenset({61}),
        checks=GDELT_CHECKS,
        identity=("id",),
    ),
    # Boschee et al., ICEWS Coded Event Data (Harvard Dataverse, 2015). A story coded anew has its number
    # again, and so has one that reports several targets.
    EventFormat(
        name="icews",
        what="ICEWS coded events: a header with Event ID, Event Date, Source Name, CAMEO Code, Target Name",
        scheme="cameo",
        headers={
            "id": ("event id",),
            "date": ("event date",),
            "source": ("source name",),
            "source_sectors": ("source sectors",),
            "source_country": ("source country",),
            "target": ("target name",),
            "target_sectors": ("target sectors",),
            "target_country": ("target country",),
            "code": ("cameo code",),
            "score": ("intensity",),
            "text": ("event text",),
            "cite": ("story id",),
        },
        marks=(frozenset({"event date", "source name", "target name", "cameo code"}),),
        identity=("id", "source", "target"),
    ),
    # Halterman et al., "PLOVER and POLECAT" (2023); Harvard Dataverse.
    EventFormat(
        name="polecat",
        what="POLECAT (PLOVER) events: a header with Event Date, Event Type, Actor Name, Recipient Name",
        scheme="plover",
        headers={
            "id": ("event id",),
            "date": ("event date",),
            "source": ("actor name",),
            "source_sectors": ("actor sectors", "primary actor sector"),
            "source_country": ("actor country",),
            "target": ("recipient name",),
            "target_sectors": ("recipient sectors", "primary recipient sector"),
            "target_country": ("recipient country",),
            "code": ("event type",),
            "score": ("intensity", "event intensity"),
            "quad": ("quad code",),
            "text": ("event mode",),
            "cite": ("source",),
        },
        marks=(frozenset({"event date", "event type", "actor name", "recipient name"}),),
        identity=("id", "source", "target"),
    ),
    # Azar, "The Conflict and Peace Data Bank (COPDAB) Project" (Journal of Conflict Resolution, 1980).
    EventFormat(
        name="copdab",
        what="COPDAB events: a header with date, actor, target, scale (1 to 15)",
        scheme="copdab",
        headers={
            "id": LIST_HEADERS["id"],
            "date": LIST_HEADERS["date"],
            "year": ("year",),
            "month": ("month",),
            "day": ("day",),
            "source": LIST_HEADERS["source"],
            "target": LIST_HEADERS["target"],
            "code": COPDAB_SCALE,
            "score": ("weight", "weighted", "score"),
            "text": (*LIST_HEADERS["text"], "activity"),
            "cite": LIST_HEADERS["cite"],
        },
        marks=tuple(frozenset({"target", name}) for name in COPDAB_SCALE),
    ),
    _list_of_codes("keds", "cameo", "KEDS or TABARI list of CAMEO codes: date, source, target, code, text"),
    _list_of_codes("keds09", "cameo-0.9", "the same with codes of CAMEO 0.9, as before 2008"),
    _list_of_codes("weis", "weis", "KEDS list of WEIS codes: date, source, target, code, text"),
    EventFormat(
        name="plain",
        what="plain list: a header with date, source, target, and code or score, in any order",
        scheme="",
        headers=LIST_HEADERS,
    ),
)

#: Every format by name, in the order in which a file is tried.
EVENT_FORMATS: Mapping[str, EventFormat] = MappingProxyType({form.name: form for form in _FORMATS})


def known_formats() -> str:
    """List the formats for an error message, one in a line."""
    return "\n".join(f"  {form.name}: {form.what}" for form in EVENT_FORMATS.values())
