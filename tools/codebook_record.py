"""The record behind the case: sources, claims, the ledger of agreements and the events."""

from __future__ import annotations

from typing import Any

from codebook_coding import BODIES, SOURCES, Coding, cites, slug
from codebook_text import Auto, Raw

__all__ = ["Record", "field_of", "sentence"]

Row = dict[str, Any]

_VERDICTS = {"breached": "broken"}


def sentence(text: str) -> str:
    """Return a remark with a full stop."""
    return text if text.endswith(".") else f"{text}."


def field_of(issue: Row) -> str:
    """Rule F1: the field of policy of an issue, in the words of the ledger."""
    return str(issue["domain"]).replace("_", " ")


class Record:
    """Builds the files that stand beside the dossier."""

    def __init__(self, coding: Coding) -> None:
        self.coding = coding

    def ledger(self) -> list[Auto]:
        """Rule T1: one entry per verdict of the coding."""
        out = []
        for row in self.coding.files["agreements"]["agreements"]:
            silent = {"party": "us", "verdict": "none_stated", "detail": "only proposed", "claims": []}
            for verdict in row["compliance"] or [silent]:
                out.append(self.verdict(row, verdict))
        return out

    def verdict(self, row: Row, verdict: Row) -> Auto:
        """Return one entry of the ledger."""
        party = str({"trump_admin": "us"}.get(verdict["party"], verdict["party"]))
        out = Auto({"agreement": row["name"]})
        if row["year"]:
            out["year"] = row["year"]
        out |= {"party": slug(party), "verdict": _VERDICTS.get(verdict["verdict"], verdict["verdict"])}
        first = next(i for i in self.coding.files["issues"]["issues"] if i["id"] == row["issues"][0])
        out["field"] = field_of(first)
        out["cite"] = cites(verdict["claims"] or row["claims"])
        notes = [row["named"] if row["named"] != "named" else "", verdict.get("detail", "")]
        if text := "; ".join(n for n in notes if n):
            out["note"] = text
        return out

    def sources(self) -> dict[str, Any]:
        """Return the five essays: where they appeared, never their text."""
        return {SOURCES[s["id"]]: self.source(s) for s in self.coding.files["sources"]["sources"]}

    def source(self, row: Row) -> dict[str, Any]:
        """Return one essay."""
        notes = [sentence(row["date_note"]), *[sentence(f) for f in row.get("coder_flags", [])]]
        return {
            "title": row["title"],
            "author": row["author"],
            "outlet": row["outlet"],
            "date": Raw(row["date"]),
            "paragraphs": row["paragraphs"],
            "claims": row["claims"],
            "note": " ".join(notes),
        }

    def claims(self) -> dict[str, Any]:
        """Return every claim in our words, with the place of its passage."""
        out: dict[str, Any] = {key: {} for key in SOURCES.values()}
        for row in self.coding.files["claims"]["claims"]:
            place = {k: row[k] for k in ("paragraph", "start", "end")}
            body = {"paraphrase": row["paraphrase"], **place, "span_sha256": f"{row['span_sha256']}"}
            out[SOURCES[row["source"]]][str(int(row["id"][5:]))] = body
        return out

    def events(self) -> list[Auto]:
        """Rule E1: acts between the two as they bear on each other, and acts among other parties here."""
        known = {"us", "russia", *BODIES, *self.coding.third_parties}
        out = []
        for row in self.coding.files["events"]["events"]:
            who, sign = row["dyad"]["actor"], row["dyad"]["sign"]
            ends = [_state(self.coding, row[k]) for k in ("source", "target")]
            if sign and who != "none":
                for actor in ("us", "russia") if who == "both" else (who,):
                    out.append(self.between(row, actor, sign, ends[1]))
            elif ends[0] != ends[1] and set(ends) <= known:
                out.append(_event(row, ends[0], ends[1], row["goldstein"], row["what"]))
        return out

    def between(self, row: Row, actor: str, sign: int, target: str) -> Auto:
        """Return an act as it bears on the other principal, whoever it was aimed at."""
        other = "russia" if actor == "us" else "us"
        aimed = "" if target in ("us", "russia") else f", towards {self.coding.parties[target]['name']}"
        return _event(row, actor, other, sign * abs(row["goldstein"]), row["what"] + aimed)


def _state(coding: Coding, party: str) -> str:
    """Return the party of the dossier that an actor of the coding speaks for."""
    side = {"trump": "us", "putin": "russia"}.get(party)
    inside = coding.parties[party]["type"] in ("official", "leader", "bureaucracy", "executive")
    own = coding.parties[party]["side"] if inside else party
    return side or (own if own in ("us", "russia") and party not in BODIES else party)


def _event(row: Row, source: str, target: str, score: float, text: str) -> Auto:
    return Auto(
        {
            "date": str(row["date"]),
            "source": slug(source),
            "target": slug(target),
            "score": float(score),
            "code": row["cameo"],
            "text": text,
            "cite": cites(row["claims"]),
        }
    )
