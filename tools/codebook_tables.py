"""The tables of the case's README, refilled between markers so that they never fall behind the rules."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from codebook_acts import KINDS
from codebook_climate import MEASURES, SIDES, level_of
from codebook_coding import BODIES, SOURCES, option_slug, slug
from codebook_dossier import Builder
from codebook_positions import POSITIONS
from codebook_sentences import READING_NAMES

__all__ = ["filled"]


def filled(text: str, builder: Builder) -> str:
    """Return a README with the lines between ``<!-- codebook:NAME -->`` and ``<!-- end -->`` replaced."""

    def table(match: re.Match[str]) -> str:
        return f"<!-- codebook:{match[1]} -->\n{TABLES[match[1]](builder)}\n<!-- end -->"

    return re.sub(r"<!-- codebook:(\w+) -->\n.*?<!-- end -->", table, text, flags=re.DOTALL)


def _rows(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(row) + " |" for row in lines)


def size(builder: Builder) -> str:
    """Return the size of the case in one paragraph."""
    agenda = builder.coding.agenda
    hard = builder.stakes.pressures()
    every = math.log10(math.prod(len(i["options"]) for i in agenda))
    free = math.log10(math.prod(sum(o["id"] not in hard for o in i["options"]) for i in agenda))
    options = sum(len(i["options"]) for i in agenda)
    files, record = builder.coding.files, builder.record
    return (
        f"{len(agenda)} issues, {options} options: 10^{every:.2f} conceivable packages, "
        f"10^{free:.2f} without pressure options. 2 principals, {len(BODIES)} bodies in Washington, "
        f"{len(builder.coding.third_parties)} outside parties, {len(record.ledger())} ledger entries on "
        f"{len(files['agreements']['agreements'])} agreements, {len(record.events())} rows of events, "
        f"{len(files['claims']['claims'])} claims."
    )


def excluded(builder: Builder) -> str:
    """Return the issues that rule A1 leaves out."""
    rows = [[f"`{i}`", why] for i, why in builder.coding.excluded]
    return _rows(["issue of the coding", "why it is left out"], rows)


def pressure(builder: Builder) -> str:
    """Return the pressure options by rule X1 or X2."""
    hard = builder.stakes.pressures()
    rows = [
        [slug(i["id"]), option_slug(o["id"]), o["label"], hard[o["id"]]]
        for i in builder.coding.agenda
        for o in i["options"]
        if o["id"] in hard
    ]
    return _rows(["issue", "option", "in words", "rule"], rows)


def readings(builder: Builder) -> str:
    """Return every parameter effect of the coding and what became of it."""
    rows = [[r, p, s, what] for r, p, s, what in builder.readings.table()]
    return _rows(["reading", "parameter of the coding", "suggested", "what it changes here"], rows)


def easy(builder: Builder) -> str:
    """Return options one side could take alone and gain by (W1), or that both gain from (W2)."""
    where = builder.coding.option_of
    rows = [[side, *where[o], kind] for side in ("us", "russia") for o, kind in builder.stakes.easy(side)]
    rows += [["both", *where[o], "both gain"] for o in builder.stakes.mutual()]
    return _rows(["who could", "issue", "option", "kind"], rows)


def sources(_: Builder) -> str:
    """Return the keys of the five essays beside those of the coding."""
    named = zip(SOURCES.items(), READING_NAMES.values(), strict=True)
    return _rows(["key", "id in the coding", "reading"], [[f"`{k}`", f"`{c}`", n] for (c, k), n in named])


def acts(builder: Builder) -> str:
    """Return the kinds of act of rule G1, each with its options."""
    where = builder.coding.option_of
    rows = [
        [
            kind.what,
            "yes" if kind.divisible else "no",
            "yes" if kind.reversible else "no",
            ", ".join(f"`{'.'.join(where[o])}`" for o in kind.options),
        ]
        for kind in KINDS.values()
    ]
    return _rows(["acts", "in parts", "taken back", "options"], rows)


def positions(_: Builder) -> str:
    """Return the positions of rule P4."""
    rows = [
        [slug(r.party), slug(r.issue), option_slug(r.declared), option_slug(r.conduct), r.note]
        for r in POSITIONS
    ]
    return _rows(["party", "issue", "says", "does", "why"], rows)


def successors(builder: Builder) -> str:
    """Return what each successor changes, in the base."""
    rows = []
    for key, who in builder.dossier()["successors"].items():
        for path, value in who["set"].items():
            body = path.split(".")[1]
            today = builder.dealing_costs()[body]["per_deal"]["points"]
            rows.append([f"`{key}`", who["date"], body, today, value["points"]])
    return _rows(["successor", "from", "dealing cost of", "now", "then"], rows)


def climate(builder: Builder) -> str:
    """Return the levels of rule H1 and the measures of rule H9."""
    rows = []
    for side in SIDES:
        found = level_of(builder.coding, side)
        rows.append([f"level of {side}", f"{found.low:.2f} to {found.high:.2f}", f"{found.n_acts} acts"])
    for kept in MEASURES:
        name = "`" + ".".join(builder.coding.option_of[kept.option]) + "`"
        size = f"0 to {kept.score:g} ({', '.join(kept.by)})" if kept.code else "keeps forces apart"
        rows.append([name, size, f"CAMEO {kept.code}" if kept.code else "M10"])
    return _rows(["number", "range", "from"], rows)


TABLES: dict[str, Callable[[Builder], str]] = {
    "size": size,
    "excluded": excluded,
    "pressure": pressure,
    "readings": readings,
    "easy": easy,
    "sources": sources,
    "acts": acts,
    "positions": positions,
    "successors": successors,
    "climate": climate,
}
