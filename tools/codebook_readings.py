"""The five readings: rules R0 to R11 turn each parameter effect into a change or say why not."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from codebook_coding import SOURCES, Coding, cites, option_slug, slug
from codebook_sentences import ARGUES, DATES, READING_NAMES, THESIS_GATES
from codebook_stakes import Entry, Stakes, changes, closer, number, quantity, rank_of
from codebook_successors import Cost, costs_at_home, later
from codebook_text import Auto, Raw

__all__ = ["UNIT", "Readings"]

Row = dict[str, Any]
Changes = dict[str, Any]
Made = Callable[["Readings", Row], Changes]

UNIT = 40  # rule N1: points in one unit of the readings' scale, the weight of a most salient issue
COST_OF_A_VALUE = -100  # rule R7: points of an option against a value that is not for sale


class Readings:
    """Builds the readings of the dossier, and the table of what has no home yet."""

    def __init__(self, coding: Coding, stakes: Stakes) -> None:
        self.coding = coding
        self.stakes = stakes

    def build(self) -> dict[str, Any]:
        """Return the ``readings`` section."""
        return {r["id"]: self.one(r) for r in self.coding.files["readings"]["readings"]}

    def one(self, row: Row) -> dict[str, Any]:
        """Return one reading."""
        changes_made: Changes = {}
        for effect in row["parameter_effects"]:
            changes_made.update(self.changes_of(row["id"], effect))
        claims = [c for t in row["theory"] for c in t["claims"]]
        key = row["id"]
        out: dict[str, Any] = {"name": READING_NAMES[key], "source": SOURCES[row["source"]]}
        out |= {"as_of": Raw(DATES[key]), "argues": ARGUES[key]}
        if key in THESIS_GATES:
            out["thesis_gate"] = THESIS_GATES[key]
        return {**out, "cite": cites(claims), "set": changes_made}

    def changes_of(self, reading: str, effect: Row) -> Changes:
        """Return what one parameter effect changes; nothing where it has no home."""
        how = TABLE[reading, effect["param"]]
        return {} if isinstance(how, str) else how[1](self, effect)

    def table(self) -> list[tuple[str, str, str, str]]:
        """Return reading, parameter, the coder's figures and what became of them, for the README."""
        rows = []
        for reading in self.coding.files["readings"]["readings"]:
            for effect in reading["parameter_effects"]:
                how = TABLE[reading["id"], effect["param"]]
                low, high = effect["suggest"]
                what = how if isinstance(how, str) else how[0]
                rows.append((reading["id"], effect["param"], f"{low:g} to {high:g}", what))
        return rows

    def salience(self, issue_key: str, effect: Row) -> Changes:
        """Rule R2: a suggested salience of 0 to 1 is the weight in units of 40 points, by rule S1."""
        issue = self.coding.issue(issue_key)
        want = self.stakes.ideal(issue, "russia")
        assert want is not None
        low, high = (Fraction(v).limit_denominator(100) * UNIT for v in effect["suggest"])
        entries = self.stakes.by_want(issue, want, "rule R2", (low, high))
        return {f"stakes.russia.{slug(issue_key)}": self.written(entries, effect)}

    def written(self, entries: dict[str, Entry], effect: Row) -> dict[str, Any]:
        """Return entries as they stand in a reading, resting on the effect's claims."""
        return {
            option_slug(o): quantity(number(e.low, e.high), effect["claims"], e.rule)
            for o, e in entries.items()
        }

    def outside(self, effect: Row) -> Changes:
        """Rule R4: the suggested weight of side effects replaces the 0 to 40 points of rule S3."""
        low, high = (Fraction(v).limit_denominator(100) * UNIT for v in effect["suggest"])
        out: Changes = {}
        for party in ("european_allies", "iran"):
            for issue, entries in self.stakes.of(party):
                if any(e.rule not in ("rule S3b", "rule S3c") for e in entries.values()):
                    continue
                sign = 1 if party == "iran" else -1
                made = self.stakes.by_sign(issue, Fraction(sign), (low, high), "rule R4", effect["claims"])
                out[f"stakes.{slug(party)}.{slug(issue['id'])}"] = self.written(made, effect)
        return out

    def values(self, effect: Row) -> Changes:
        """Rule R7: what moves towards Russia on human rights or a neighbour's freedom costs 100."""
        out: Changes = {}
        neighbours = {"ukraine", "georgia", "neighbours"}
        for issue in self.coding.agenda:
            hurt = {e["party"] for e in issue.get("third_party_effects", [])} & neighbours
            want = self.stakes.ideal(issue, "russia")
            if want is None or not (hurt or issue["id"] == "human_rights"):
                continue
            for option in changes(issue):
                if closer(issue, option, rank_of(issue, want["prefers"])) > 0:
                    path = f"stakes.us.{slug(issue['id'])}.{option_slug(option['id'])}"
                    out[path] = quantity(Raw(str(COST_OF_A_VALUE)), effect["claims"], "rule R7")
        return out

    def kramers_plan(self, effect: Row) -> Changes:
        """Rule R6: the pressure package is Washington's plan if talks fail, and its worth is added."""
        package = next(p for p in self.coding.files["issues"]["packages"] if p["id"] == "pkg_pressure")
        plan = Auto(
            dict(self.coding.option_of[o] for o in package["unilateral"] if o in self.coding.option_of)
        )
        return {"no_deal.us.plan": plan, "no_deal.us.points": self.points(effect)}

    def points(self, effect: Row) -> Auto:
        """Rule R3: a payoff of 1.0 is worth 40 points."""
        low, high = (Fraction(v).limit_denominator(100) * UNIT for v in effect["suggest"])
        return quantity(number(low, high), effect["claims"], "rule R3")

    def drift(self, effect: Row) -> Changes:
        """Rule R8: a year of softening lowers the dealing costs of those who legislate by that share."""
        low, high = (Fraction(v).limit_denominator(100) for v in effect["suggest"])
        base = costs_at_home(self.coding)
        cited = tuple(effect["claims"])
        costs = {
            b: (base[b][0] * (1 - high), base[b][1] * (1 - low), cited) for b in ("congress", "republicans")
        }
        return self.costs(costs, "rule R8")

    def audience(self, effect: Row) -> Changes:
        """Rule R5: a high audience cost, in units of 40 points, for those who decide at home."""
        low, high = (Fraction(v).limit_denominator(100) * UNIT for v in effect["suggest"])
        bodies = ("congress", "admin-sceptics", "democrats", "republicans")
        return self.costs(dict.fromkeys(bodies, (low, high, tuple(effect["claims"]))), "rule R5")

    def costs(self, costs: dict[str, Cost], rule: str) -> Changes:
        """Return dealing costs at home as a reading sets them, for today and, by rule S6, for later."""
        today = {
            f"dealing_costs.{body}.per_deal": quantity(number(low, high), claims, rule)
            for body, (low, high, claims) in costs.items()
        }
        return {**today, **later(self.coding, costs)}


def _share(path: str, floor: float = 0.0) -> Made:
    """Rule R1: a suggested share stands as it is, cut off at ``floor``."""

    def make(_: Readings, effect: Row) -> Changes:
        low, high = (max(floor, v) for v in effect["suggest"])
        value = quantity(number(low, high), effect["claims"], "rule R1", "value")
        return dict.fromkeys(path.split(" "), value)

    return make


def _payoff(*parties: str) -> Made:
    """Rule R3 for the no-deal points of these parties."""
    return lambda self, effect: {f"no_deal.{p}.points": self.points(effect) for p in parties}


def _weights(*issues: str) -> Made:
    """Rule R2 for Russia's weight on these issues."""
    return lambda self, effect: {k: v for i in issues for k, v in self.salience(i, effect).items()}


def _spread(_: Readings, effect: Row) -> Changes:
    """Rule R3 for a standard deviation: the middle of the suggestion, around the base's middle."""
    value = Auto({"normal": Auto({"mean": -6, "sd": UNIT * sum(effect["suggest"]) / 2})})
    note = "rule R3; mean is the middle of the base"
    return {"no_deal.russia.points": Auto({"points": value, "cite": cites(effect["claims"]), "note": note})}


def _arms(_: Readings, effect: Row) -> Changes:
    """Rule R3: what Russia loses with its Iranian market."""
    low, high = (-Fraction(v).limit_denominator(100) * UNIT for v in reversed(effect["suggest"]))
    value = quantity(number(low, high), effect["claims"], "rule R3")
    return {"stakes.russia.iran-alignment.break": value}


def _assured(_: Readings, effect: Row) -> Changes:
    """Rule R9: a substitute called adequate leaves the allies where they are."""
    value = quantity(Raw("0"), effect["claims"], "rule R9")
    return {"stakes.european-allies.nato-forward-presence.substitute": value}


def _climate(*paths: str) -> Made:
    """Rule R10: a suggested answer, bias or belief in the climate stands as it is."""

    def make(_: Readings, effect: Row) -> Changes:
        value = quantity(number(*effect["suggest"]), effect["claims"], "rule R10", "value")
        return {f"climate.{path}": value for path in paths}

    return make


def _fixed(_: Readings, effect: Row) -> Changes:
    """Rule R10: a trust that is fixed learns nothing."""
    return {"climate.learning.us": quantity(Raw("0"), effect["claims"], "rule R10", "value")}


def _memory(_: Readings, effect: Row) -> Changes:
    """Rule R11: a yearly decay, at its middle, as the months after which memory counts half."""
    share = sum(effect["suggest"]) / 2
    return {"climate.remembers.russia": round(12 * math.log(2) / -math.log1p(-share))}


_ANSWER = "an answer of the model, not an input: compare, do not set"
_STAGED = "not set: what stages change is computed by the staged plans, with one word for all steps"

TABLE: dict[tuple[str, str], str | tuple[str, Made]] = {
    ("friedman", "delivery[nk_pressure].russia"): (
        "control of Russia over pressure on North Korea",
        _share("issues.nk-pressure.control.russia"),
    ),
    ("friedman", "delivery[nk_pressure].china"): (
        "control of China over pressure on North Korea",
        _share("issues.nk-pressure.control.china"),
    ),
    ("friedman", "permission[nk_pressure].russia (UNSC veto)"): (
        "held already: Russia signs, so nothing passes without it"
    ),
    ("friedman", "leakage[nk_pressure]: fraction of China's cut replaced by Russia"): (
        "leakage of Russia under pressure on North Korea",
        _share("issues.nk-pressure.leakage.russia"),
    ),
    ("friedman", "delivery[syria_settlement].russia over Assad"): (
        "control of Russia over the Syrian settlement",
        _share("issues.syria-settlement.control.russia"),
    ),
    ("friedman", "delivery[donbas].russia"): (
        "control of Russia over the Donbas",
        _share("issues.donbas.control.russia"),
    ),
    ("friedman", "effort[isis_ct].russia"): (
        "control of Russia over the fight against ISIS",
        _share("issues.isis-ct.control.russia"),
    ),
    ("friedman", "ideal-point distance on nk_endstate, syria_settlement and donbas"): (
        "held already by rule S1: the distances coded are 2/3, 1 and 3/5 of the axis"
    ),
    ("friedman", "p_comply.russia"): ("Russia keeps its word", _share("trust.keeps_word.russia")),
    ("friedman", "disagreement payoff (both)"): ("no-deal points of both", _payoff("us", "russia")),
    ("saivetz", "salience.russia[sanctions_relief]"): ("Russia's stakes", _weights("sanctions_relief")),
    ("saivetz", "salience.russia[great_power_status]"): ("Russia's stakes", _weights("great_power_status")),
    ("saivetz", "salience.russia[crimea_status, nato_enlargement as trades]"): (
        "Russia's stakes",
        _weights("crimea_status", "nato_enlargement"),
    ),
    ("saivetz", "uncertainty of Russia's reservation value"): ("spread of Russia's no-deal points", _spread),
    ("saivetz", "p_comply.russia without staging"): (
        "Russia keeps its word",
        _share("trust.keeps_word.russia"),
    ),
    ("saivetz", "p_comply.russia with staging"): _STAGED,
    ("saivetz", "p_hold of a truce without belligerents' signatures"): (
        "not yet: no hazard of collapse for an agreement in force"
    ),
    ("saivetz", "disagreement payoff.us"): ("no-deal points of the US", _payoff("us")),
    ("saivetz", "third-party externality weight (allies, Iran)"): (
        "stakes of the European allies and Iran that rest on a side effect",
        Readings.outside,
    ),
    ("saivetz", "side payment needed on iran_alignment"): ("Russia's loss if it leaves Iran", _arms),
    ("kramer", "p_comply.russia (all issues)"): ("Russia keeps its word", _share("trust.keeps_word.russia")),
    ("kramer", "ledger likelihood: breaches counted against kept"): "held already: see the line above",
    ("kramer", "delivery.russia on isis_ct and nk_pressure"): (
        "control of Russia over both, cut off at 0",
        _share("issues.isis-ct.control.russia issues.nk-pressure.control.russia"),
    ),
    ("kramer", "disagreement payoff.us (pressure option)"): (
        "no-deal plan of pressure, and no-deal points of the US",
        Readings.kramers_plan,
    ),
    ("kramer", "reaction of Russia to US firmness"): (
        "Russia is deterred by firmness",
        _climate("firmness.russia"),
    ),
    ("kramer", "reaction of Russia to US concession"): (
        "not yet: one coefficient answers hostile acts and gestures, so none is turned round by a gesture"
    ),
    ("kramer", "trust"): (
        "the US learns nothing of Russia; how little it trusts is held in its word",
        _fixed,
    ),
    ("kramer", "value weight on human rights and neighbours' freedom (US)"): (
        "100 points against every option that gives them up",
        Readings.values,
    ),
    ("kramer", "prior reset by each new administration"): (
        "hope of a new administration in the US",
        _climate("hope.us"),
    ),
    ("pigman", "p_ratify.us (any fundamental issue)"): _ANSWER,
    ("pigman", "p_ratify.us (tactical issues)"): _ANSWER,
    ("pigman", "presidential agenda power"): (
        "control of the president over sanctions",
        _share("issues.sanctions-relief.control.us"),
    ),
    ("pigman", "salience.russia[great_power_status, legal_exceptionalism, election_interference]"): (
        "Russia's stakes",
        _weights("great_power_status", "legal_exceptionalism", "election_interference"),
    ),
    ("pigman", "salience.russia[sanctions_relief]"): ("Russia's stakes", _weights("sanctions_relief")),
    ("pigman", "effect of a tactical deal on relationship state"): _ANSWER,
    ("pigman", "ratifier trend per year (US)"): (
        "held in the base: dealing costs at home under the next administration"
    ),
    ("pigman", "audience cost of visible cooperation"): (
        "dealing costs of Congress, the doubters in office and both parties, now and later",
        Readings.audience,
    ),
    ("pigman", "effect of summit"): "held already: a meeting moves no other number",
    ("stutte", "reaction of Russia to US conflictual acts"): (
        "Russia is provoked by firmness",
        _climate("firmness.russia"),
    ),
    ("stutte", "reaction of US to Russian conflictual acts"): (
        "the US is provoked by firmness",
        _climate("firmness.us"),
    ),
    ("stutte", "misperception gain: weight Russia puts on US acts near its allies or at home"): (
        "how Russia reads hostile acts",
        _climate("bias.russia"),
    ),
    ("stutte", "trust memory (decay per year)"): ("months after which Russia's memory counts half", _memory),
    ("stutte", "effect of CBM on trust"): _ANSWER,
    ("stutte", "lag of retaliation"): "held in the base: what is remembered counts half after 60 months",
    ("stutte", "p_comply.russia"): ("Russia keeps its word", _share("trust.keeps_word.russia")),
    ("stutte", "ally assurance from training and technology instead of bases"): (
        "the allies lose nothing by the substitute",
        _assured,
    ),
    (
        "stutte",
        "p_backdown.russia where it has won",
    ): "not yet: no resolve that follows from who has won (mechanism M52)",
    ("stutte", "p_ratify.us"): ("dealing costs of Congress and Republicans, now and later", Readings.drift),
}
