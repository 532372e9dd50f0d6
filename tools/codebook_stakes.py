"""What every option is worth to every party: rules S1 to S5, and pressure: rules X1 and X2."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from codebook_coding import BODIES, CARRIES, PATRONS, Coding, cites, consents, controls
from codebook_coding import performers as performers_of
from codebook_coding import status_quo as status_quo_of
from codebook_text import Auto, Raw

__all__ = ["Entry", "Stakes", "number", "quantity", "weight"]

Row = dict[str, Any]
Pair = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class Entry:
    """One range of points with the rule and the claims it rests on."""

    low: Fraction
    high: Fraction
    rule: str
    claims: tuple[str, ...] = ()


def number(low: Fraction | float, high: Fraction | float) -> Raw:
    """Return a range as the dossier writes it, to two places."""
    a, b = (f"{round(float(v), 2) + 0.0:g}" for v in (low, high))
    return Raw(a if a == b else f"{a}..{b}")


def quantity(value: Raw, claims: Iterable[str], note: str, key: str = "points") -> Auto:
    """Return a number with its provenance; without claims the note says that it is the coder's."""
    cited = cites(tuple(claims))
    if cited:
        return Auto({key: value, "cite": cited, "note": note})
    return Auto({key: value, "note": note})


def weight(salience: float) -> Pair:
    """Rule S1: the weight of an issue from its salience 0 to 4, in points."""
    if salience == 0:
        return Fraction(0), Fraction(5)
    middle = Fraction(salience).limit_denominator(100)
    return 10 * middle - 5, 10 * middle + 5


def closer(issue: Row, option: Row, rank: int) -> Fraction:
    """How much nearer an option is to a rank than the status quo, as a share of the axis (-1 to 1)."""
    here = abs(status_quo_of(issue)["rank"] - rank)
    return Fraction(here - abs(option["rank"] - rank), len(issue["options"]) - 1)


def scaled(share: Fraction, pair: Pair) -> Pair:
    """Multiply a range by a share, low end first."""
    return min(share * pair[0], share * pair[1]), max(share * pair[0], share * pair[1])


def rank_of(issue: Row, option: str) -> int:
    """Return an option's place on its axis."""
    return int(next(o["rank"] for o in issue["options"] if o["id"] == option))


def changes(issue: Row) -> list[Row]:
    """Return the options other than the status quo."""
    return [o for o in issue["options"] if not o.get("status_quo")]


class Stakes:
    """The stakes of all parties, and the pressure options, by the rules."""

    def __init__(self, coding: Coding) -> None:
        self.coding = coding

    def want(self, issue: Row, *names: str) -> Row | None:
        """Return the first of these parties' coded wants on an issue."""
        rows: dict[str, Row] = {w["party"]: w for w in issue["wants"]}
        return next((rows[n] for n in names if n in rows), None)

    def ideal(self, issue: Row, principal: str) -> Row | None:
        """Rule P1: the want that makes a principal's stakes."""
        names = ("trump", "us") if principal == "us" else ("putin", "russia")
        return self.want(issue, *names)

    def by_want(self, issue: Row, want: Row, rule: str, pair: Pair | None = None) -> dict[str, Entry]:
        """Rule S1 for one want: points of every option from its distance to the preferred one."""
        span = pair or weight(want["salience"])
        rank = rank_of(issue, want["prefers"])
        out = {}
        for option in changes(issue):
            share = closer(issue, option, rank)
            if share:
                out[option["id"]] = Entry(*scaled(share, span), rule, tuple(want["claims"]))
        return out

    def by_sign(
        self, issue: Row, sign: Fraction, pair: Pair, rule: str, claims: Iterable[str]
    ) -> dict[str, Entry]:
        """Rules S2c and S3b: gain or loss from movement towards Russia's preferred option."""
        russia = self.ideal(issue, "russia")
        if russia is None:
            return {}
        rank = rank_of(issue, russia["prefers"])
        rows = ((o, sign * closer(issue, o, rank)) for o in changes(issue))
        return {o["id"]: Entry(*scaled(s, pair), rule, tuple(claims)) for o, s in rows if s}

    def principal(self, issue: Row, key: str) -> dict[str, Entry]:
        """Points of a principal; where nothing is coded the weight of salience 0, either way (S4)."""
        want = self.ideal(issue, key)
        if want is not None:
            return self.by_want(issue, want, f"rule S1 from the want of {want['party']}")
        sq, n = status_quo_of(issue)["rank"], len(issue["options"]) - 1
        sizes = ((o, Fraction(5 * abs(o["rank"] - sq), n)) for o in changes(issue))
        return {o["id"]: Entry(-s, s, "rule S4; no want is coded") for o, s in sizes}

    def body(self, issue: Row, key: str) -> dict[str, Entry]:
        """Rule S2: own want, else the state's want, else the stance of the body's row."""
        row = self.coding.bodies[key]
        if (own := self.want(issue, key)) is not None:
            return self.by_want(issue, own, "rule S1 from its own want")
        if (state := self.want(issue, "us")) is not None:
            return self.by_want(issue, state, "rule S2 from the want of us")
        sign = Fraction(row["stance"], 2)
        return self.by_sign(issue, sign, weight(row["strength"]), "rule S2c from its stance", row["claims"])

    def third(self, issue: Row, key: str) -> dict[str, Entry]:
        """Rule S3: own want, coded effect, the allies' fear, the patron's want, else silence (S5)."""
        full = (Fraction(0), Fraction(40))
        if (own := self.want(issue, key)) is not None:
            return self.by_want(issue, own, "rule S1 from its own want")
        for effect in self.effects(issue, key):
            return self.by_sign(issue, Fraction(effect["sign"]), full, "rule S3b", effect["claims"])
        asked = [o for o in issue["options"] if key in consents(o)]
        if key == "european_allies" and asked:
            return self.by_sign(issue, Fraction(-1), full, "rule S3c", ("c001-73",))
        if key in PATRONS and self.touches(issue, key):
            patron = PATRONS[key]
            if (theirs := self.want(issue, patron)) is not None:
                return self.by_want(issue, theirs, f"rule S3d from the want of {patron}")
        wide = Entry(Fraction(-20), Fraction(20), "rule S5; no essay says")
        return {o["id"]: wide for o in asked}

    def effects(self, issue: Row, key: str) -> list[Row]:
        """Coded side effects on a party, its own first, then those it carries for another."""
        rows = issue.get("third_party_effects", [])
        own = [r for r in rows if r["party"] == key]
        return own + [r for r in rows if key in CARRIES.get(r["party"], ()) and r not in own]

    def touches(self, issue: Row, key: str) -> bool:
        """Whether a third party performs, consents or holds control on an issue."""
        return key in controls(issue) or any(
            key in (*performers_of(o), *consents(o)) for o in issue["options"]
        )

    def of(self, party: str) -> list[tuple[Row, dict[str, Entry]]]:
        """All stakes of one party, issue by issue in agenda order, empty issues left out."""
        if party in ("us", "russia"):
            rows = [(i, self.principal(i, party)) for i in self.coding.agenda]
        elif party in BODIES:
            rows = [(i, self.body(i, party)) for i in self.coding.jurisdiction(party)]
        else:
            rows = [(i, self.third(i, party)) for i in self.coding.agenda]
        return [(i, e) for i, e in rows if e]

    def side(self, party: str) -> str:
        """Return the coding's side of a party: us, russia or third."""
        return str(self.coding.parties[party]["side"])

    def away(self, issue: Row, option: Row, side: str) -> bool:
        """Whether an option is farther than the status quo from every ideal coded for a side, and one is."""
        names = ("trump", "us") if side == "us" else ("putin", "russia")
        wants = [w for n in names if (w := self.want(issue, n)) is not None]
        return bool(wants) and all(closer(issue, option, rank_of(issue, w["prefers"])) < 0 for w in wants)

    def pressure(self, issue: Row, option: Row) -> str | None:
        """Rules X1 and X2: the rule that makes an option pressure, or None."""
        if option.get("status_quo"):
            return None
        if not option["perform"]:
            return "X2"
        sides = self.hands(option)
        for one, other in (("us", "russia"), ("russia", "us")):
            if sides == {one} and self.away(issue, option, other):
                return "X1"
        return None

    def hands(self, option: Row) -> set[str]:
        """Return the sides of all who perform an option or must consent to it, as coded."""
        return {self.side(p) for p in (*(row["by"] for row in option["perform"]), *option["consent"])}

    def pressures(self) -> dict[str, str]:
        """Every pressure option of the agenda with its rule."""
        rows = {o["id"]: self.pressure(i, o) for i in self.coding.agenda for o in i["options"]}
        return {o: r for o, r in rows.items() if r is not None}

    def mutual(self) -> list[str]:
        """Options outside pressure from which both principals gain in the middle of their range (rule W2)."""
        us, russia = (
            {
                option: entry.low + entry.high
                for _, entries in self.of(key)
                for option, entry in entries.items()
            }
            for key in ("us", "russia")
        )
        hard = self.pressures()
        return [o for o, gain in us.items() if gain > 0 and russia.get(o, 0) > 0 and o not in hard]

    def easy(self, key: str) -> list[tuple[str, str]]:
        """Options one side can do alone and whose principal gains, with 'pressure' or 'free' (rule W1)."""
        out, hard = [], self.pressures()
        for issue, entries in self.of(key):
            for option in changes(issue):
                sides = {self.side(row["by"]) for row in option["perform"]}
                entry = entries.get(option["id"])
                if sides == {key} and entry is not None and entry.high > 0:
                    out.append((option["id"], "pressure" if option["id"] in hard else "free"))
        return out
