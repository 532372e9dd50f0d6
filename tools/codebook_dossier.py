"""The sections of the dossier, each from the coding by the rules of the case's README."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from codebook_acts import kind_of
from codebook_climate import climate
from codebook_coding import (
    BODIES,
    Coding,
    cites,
    consents,
    controls,
    instigators,
    option_slug,
    performers,
    slug,
)
from codebook_indicators import indicators
from codebook_positions import positions
from codebook_readings import Readings
from codebook_record import Record, field_of, sentence
from codebook_sentences import WHY_NOT
from codebook_stakes import Stakes, changes, number, quantity
from codebook_successors import AS_OF, costs_at_home, successors
from codebook_text import Auto, Raw

__all__ = ["Builder"]

Row = dict[str, Any]

_TITLE = "Is there a bargain between Washington and Moscow?"
_NAMES = {"us": "United States (President)", "russia": "Russia (Kremlin)"}
_NO_VETO = "No essay describes anybody in Russia who could stop the Kremlin, so no rule stands on this side."
_PATIENCE = "rule T2; in none of the essays, wide range"
_UNSEEN = "rule T2; no essay speaks of verification, wide range"


class Builder:
    """Builds every section; each method is one section or one part of it."""

    def __init__(self, coding: Coding) -> None:
        self.coding = coding
        self.stakes = Stakes(coding)
        self.readings = Readings(coding, self.stakes)
        self.record = Record(coding)
        self.indicators = indicators(coding, AS_OF)
        self.labels = {o["id"]: o for i in coding.files["issues"]["issues"] for o in i["options"]}

    def dossier(self) -> dict[str, Any]:
        """Return the whole of ``dossier.yaml``."""
        return {
            "detente": 1,
            "title": _TITLE,
            "as_of": Raw(AS_OF.isoformat()),
            "horizon": Raw("2020-12-31"),
            "# Rules P1 and P2: who signs, who may refuse at home, who is needed outside.": None,
            "parties": self.parties(),
            "# Rule A1: the agenda. C1, C2, I1: control. F1: field. G1: acts in parts, acts for good. "
            "X1, X2: pressure. W1: why not already. V1: what to watch.": None,
            "issues": {slug(i["id"]): self.issue(i) for i in self.coding.agenda},
            "# Rules S1 to S5: points against the status quo, on each party's own scale.": None,
            "stakes": self.points(),
            "# Rule N1: one unit of the readings' payoff scale is 40 points.": None,
            "no_deal": self.no_deal(),
            "# Rule D1: what it costs to be seen dealing.": None,
            "dealing_costs": self.dealing_costs(),
            "# Rule D2: the weight of the other principal's gain.": None,
            "relative_gains": self.relative_gains(),
            "# Rule K1: the bundles the essays describe, and three general questions.": None,
            "deals": self.deals(),
            "# Rule P3: who must agree in Washington. Nobody is coded as able to refuse in Moscow.": None,
            "ratification": {"us": self.rules()},
            "# Rule P4: what is said beside what is done.": None,
            "positions": positions(self.coding),
            "# Rule S6: who decides later in Washington.": None,
            "successors": successors(self.coding),
            "# Rules T1 and T2; the ledger is in ledger.yaml.": None,
            "trust": self.trust(),
            "# Rules H1 to H10: how acts answer acts, and what that does to the bargain.": None,
            "climate": climate(self.coding),
            "# Rules R0 to R11: what each author would change.": None,
            "readings": self.readings.build(),
        }

    def parties(self) -> dict[str, Any]:
        """Return principals, bodies and outside parties, in that order."""
        out: dict[str, Any] = {}
        for key in ("us", "russia"):
            patience = quantity(Raw("0.5..0.95"), (), _PATIENCE, "value")
            out[key] = Auto({"name": _NAMES[key], "role": "principal", "discount_factor": patience})
        out["russia"]["note"] = _NO_VETO
        for key in BODIES:
            out[slug(key)] = self.party(key, Auto({"role": "ratifier", "side": "us"}))
        for key in self.coding.third_parties:
            out[slug(key)] = self.party(key, Auto({"role": "third party"}))
        return out

    def party(self, key: str, rest: dict[str, Any]) -> Auto:
        """Return one party that is not a principal, with the coding's remarks on it."""
        row = self.coding.parties[key]
        remarks = [row.get("note"), self.coding.bodies.get(key, {}).get("note")]
        out = Auto({"name": row["name"], **rest})
        if text := " ".join(sentence(r) for r in remarks if r):
            out["note"] = text
        return out

    def issue(self, issue: Row) -> dict[str, Any]:
        """Return one issue with its control and options."""
        order = sorted(issue["options"], key=lambda o: int(o["rank"]))
        prefix = order[0]["id"].split("_", 1)[0]
        axis = ", ".join(option_slug(o["id"]) for o in order)
        out: dict[str, Any] = {
            f"# coding: {issue['id']}, options {prefix}_*": None,
            f"# axis: {issue['axis']}; in order: {axis}": None,
            "name": issue["label"],
            "kind": issue["depth"],
        }
        if rows := controls(issue):
            out["control"] = {slug(p): self.share(*row) for p, row in rows.items()}
        if makers := instigators(issue):
            out["instigators"] = [slug(p) for p in makers]
        out["field"] = field_of(issue)
        out["options"] = {option_slug(o["id"]): self.option(issue, o) for o in issue["options"]}
        return out

    def share(self, low: float, high: float, claims: list[str], remark: str) -> Auto:
        """Rule C1: one share of control."""
        note = "rule C1" + (f"; {remark}" if remark else "") + ("" if claims else "; the coder's judgement")
        return quantity(number(low, high), claims, note, "value")

    def option(self, issue: Row, option: Row) -> Auto:
        """Return one option."""
        out = Auto({"name": option["label"]})
        notes = []
        if option.get("status_quo"):
            out["status_quo"] = True
            notes.append(issue.get("status_quo_note"))
        if rule := self.stakes.pressure(issue, option):
            out["pressure"] = True
            notes.append(f"rule {rule}")
        if who := performers(option):
            out["performers"] = [slug(p) for p in who]
        if asked := consents(option):
            out["consent"] = [slug(p) for p in asked]
        if set(who) - {"us", "russia"}:
            out["requires"] = quantity(Raw("0.4..0.6"), (), "rule C2", "value")
        if (kind := kind_of(option["id"])) is not None:
            out |= {"divisible": True} if kind.divisible else {}
            out |= {} if kind.reversible else {"reversible": False}
        if option["id"] in WHY_NOT:
            out["why_not_already"] = WHY_NOT[option["id"]]
        if option["id"] in self.indicators:
            out["indicator"] = self.indicators[option["id"]]
        if option["claims"]:
            out["cite"] = cites(option["claims"])
        if option["basis"] == "coder":
            notes.append("added by the coder so that the scale is complete")
        if text := "; ".join(n for n in notes if n):
            out["note"] = text
        return out

    def points(self) -> dict[str, Any]:
        """Return the stakes of every party that has any."""
        parties = ["us", "russia", *BODIES, *self.coding.third_parties]
        rows = {slug(p): self.points_of(p) for p in parties}
        return {p: r for p, r in rows.items() if r}

    def points_of(self, party: str) -> dict[str, Any]:
        """Return one party's stakes, with the want that an issue's figures come from above them."""
        out: dict[str, Any] = {}
        for issue, entries in self.stakes.of(party):
            rows: dict[str, Any] = {}
            if text := self.remark(issue, party):
                rows[f"# {text}"] = None
            for option, e in entries.items():
                rows[option_slug(option)] = quantity(number(e.low, e.high), e.claims, _told(e.rule, e.claims))
            out[slug(issue["id"])] = rows
        return out

    def remark(self, issue: Row, party: str) -> str:
        """Return the coded want behind a party's stakes on an issue, as a comment."""
        want = self.stakes.ideal(issue, party) if party in _NAMES else self.stakes.want(issue, party)
        if want is None:
            return ""
        text = f"{want['party']} prefers {option_slug(want['prefers'])}, salience {want['salience']}"
        return text + "".join(f"; {want[k]}" for k in ("why", "note") if k in want)

    def no_deal(self) -> dict[str, Any]:
        """Rule N1: the union of the readings' suggestions, in points."""
        us = ("c000-65", "c000-66", "c000-67", "c001-78", "c001-79", "c002-14", "c002-55")
        russia = ("c000-65", "c000-66", "c001-52", "c001-72")
        return {
            "us": {"points": quantity(Raw("-12..12"), us, "rule N1; -0.3 to 0.3 over the readings")},
            "russia": {
                "points": quantity(Raw("-12..0"), russia, "rule N1; -0.3 to 0, its fallback is bearable")
            },
        }

    def dealing_costs(self) -> dict[str, Any]:
        """Rule D1: sizes from stance and strength of the coded rows."""
        rows = [r for r in self.coding.bodies.values() if _makes_dealing_costly(r)]
        size = sum(abs(r["stance"]) * r["strength"] for r in rows)
        claims = [c for r in rows for c in r["claims"]]
        who = ", ".join(r["party"] for r in rows)
        out: dict[str, Any] = {
            "us": {
                "per_deal": quantity(_half_to_double(size), claims, f"rule D1 over {who}"),
                "per_issue": quantity(Raw("0..1"), ("c003-36",), "rule D1"),
            },
            "russia": {
                "per_deal": quantity(Raw("0..5"), (), "rule D1; no cost is coded for Moscow, wide range"),
                "per_issue": quantity(Raw("0..1"), (), "rule D1; as for the other side"),
            },
        }
        for body, (low, high, cited) in costs_at_home(self.coding).items():
            out[body] = {"per_deal": quantity(number(low, high), cited, "rule D1 from its row")}
        return out

    def relative_gains(self) -> dict[str, Any]:
        """Rule D2: both principals, on a wide range."""
        claims = ("c000-32", "c001-19", "c001-51", "c004-11")
        value = quantity(Raw("0..0.3"), claims, "rule D2; no essay gives a figure", "value")
        return {"us": value, "russia": value}

    def deals(self) -> dict[str, Any]:
        """Rule K1: the fifteen bundles, then the three general classes."""
        out = {
            slug(p["id"].removeprefix("pkg_")): self.bundle(p)
            for p in self.coding.files["issues"]["packages"]
        }
        hard = self.stakes.pressures()
        fundamental = [i for i in self.coding.agenda if i["depth"] == "fundamental"]
        of = {
            slug(i["id"]): [option_slug(o["id"]) for o in changes(i) if o["id"] not in hard]
            for i in fundamental
        }
        four = {
            "name": "Any bargain that settles at least four fundamental questions",
            "at_least": 4,
            "of": of,
        }
        out["fundamental-four"] = {**four, "cite": cites(("c003-17", "c003-22", "c003-24"))}
        out["tactical-only"] = {
            "name": "A deal that touches no fundamental question",
            "none": Auto({"kind": "fundamental"}),
            "cite": cites(("c003-17", "c003-23")),
        }
        out["any"] = {"name": "Any deal at all"}
        return out

    def bundle(self, package: Row) -> dict[str, Any]:
        """Return one bundle as a deal class."""
        asked = dict.fromkeys([*package["us_gives"], *package["us_gets"], *package.get("unilateral", [])])
        moved = [o for o in asked if o in self.coding.option_of and not self.labels[o].get("status_quo")]
        kept = [self.coding.option_of[o] for o in moved]
        dropped = [self.labels[o]["label"] for o in asked if o not in self.coding.option_of]
        stays = [self.labels[o]["label"] for o in asked if self.labels[o].get("status_quo")]
        issues = dict(kept)
        if len(issues) != len(kept):
            raise ValueError(f"{package['id']} asks for two options of one issue")
        notes = [f"Proposed by {_capitals(package['proposer'])}; {package['status']}"]
        if dropped:
            notes.append(f"left out because it is not on the agenda: {'; '.join(dropped)}")
        if stays:
            notes.append(f"left out because it stands already: {'; '.join(stays)}")
        if "unilateral" in package:
            notes.append("a plan for no deal: it asks only for pressure, so no package can be of this kind")
        out: dict[str, Any] = {"name": package["label"], "all": {i: [o] for i, o in issues.items()}}
        return {**out, "cite": cites(package["claims"]), "note": "; ".join(notes)}

    def rules(self) -> list[Auto]:
        """Rule P3: a veto of Congress, bodies that may refuse to execute, and the two parties together."""
        out = []
        for key in BODIES:
            row = self.coding.bodies[key]
            if key in ("democrats", "republicans"):
                continue
            veto = row["strength"] == 3 and {"block", "legislate"} & set(row["power"])
            name = f"{'Veto' if veto else 'Execution'}: {self.coding.parties[key]['name']}"
            out.append(
                self.rule(name, [key], slug(key), "rule P3; " + ("can block" if veto else "can withhold"))
            )
        both = ["democrats", "republicans"]
        needs = Auto({"at_least": 1, "of": both})
        out.append(
            self.rule("Not against both parties in Congress", both, needs, "rule P3; they legislate together")
        )
        return out

    def rule(self, name: str, keys: list[str], needs: str | Auto, note: str) -> Auto:
        """Return one ratification rule over the coded issues of some bodies."""
        coded = {i for k in keys for i in self.coding.bodies[k]["issues"]}
        over = [slug(i["id"]) for i in self.coding.agenda if i["id"] in coded]
        claims = [c for k in keys for c in self.coding.bodies[k]["claims"]]
        return Auto({"name": name, "over": over, "needs": needs, "cite": cites(claims), "note": note})

    def trust(self) -> dict[str, Any]:
        """Rules T1 and T2: words of outside parties without a record, and how well cheating is seen."""
        counted = {r["party"] for r in self.record.ledger() if r["verdict"] in ("kept", "partial", "broken")}
        acting = {p for i in self.coding.agenda for o in i["options"] for p in performers(o)}
        trusted = [slug(p) for p in self.coding.third_parties if p in acting and slug(p) not in counted]
        word = "rule T1; no record in the coding, taken at its word"
        return {
            "keeps_word": {p: quantity(Raw("1"), (), word, "value") for p in trusted},
            "monitoring": {p: quantity(Raw("0.3..0.9"), (), _UNSEEN, "value") for p in _NAMES},
        }


def _capitals(text: str) -> str:
    names = {"trump", "putin", "russia", "saivetz", "kramer", "stutte"}
    return " ".join(w.capitalize() if w in names else w for w in text.split())


def _told(rule: str, claims: tuple[str, ...]) -> str:
    silent = "no want" in rule or "no essay" in rule
    return rule if claims or silent else f"{rule}; general knowledge or the coder's judgement"


def _makes_dealing_costly(row: Row) -> bool:
    return (
        row["side"] == "us"
        and "cost" in row["power"]
        and "relationship" in row["issues"]
        and row["stance"] < 0
    )


def _half_to_double(size: float) -> Raw:
    return number(Fraction(size) / 2, Fraction(size) * 3 / 2)
