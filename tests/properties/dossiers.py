"""Small dossiers: a hand-made one to change, and random ones with points that are exact in binary."""

from __future__ import annotations

import copy
import json
from typing import Any, TypeVar

from hypothesis import strategies as st

from detente.dossier import load_text
from detente.dossier.dossier import Dossier

Data = dict[str, Any]
T = TypeVar("T")

#: Discount factor and monitoring for which (1 - d) / (d q) is exact in binary, or not finite.
PATIENCE = [(0.5, 1), (0.5, 0.5), (0.25, 1), (0.5, 0.25), (1, 1), (1, 0.5), (0, 1), (0.5, 0), (0.8, 0.5)]


def loaded(data: Data, *, reading: str | None = None) -> Dossier:
    """Load a dossier from plain data, by way of its text (JSON is YAML, and quicker to write)."""
    return load_text(json.dumps(data), file="small.yaml", reading=reading)


def plain(**sections: Any) -> Data:
    """Two principals, one issue each gives, nothing uncertain; ``sections`` replace or add parts."""
    data: Data = {
        "detente": 1,
        "title": "A small bargain",
        "parties": {"north": {"role": "principal"}, "south": {"role": "principal"}},
        "issues": {
            "aid": {"options": {"none": {"status_quo": True}, "grant": {"performers": ["north"]}}},
            "base": {"options": {"kept": {"status_quo": True}, "closed": {"performers": ["south"]}}},
        },
        "stakes": {
            "north": {"aid": {"grant": -2}, "base": {"closed": 4}},
            "south": {"aid": {"grant": 4}, "base": {"closed": -2}},
        },
        "deals": {"swap": {"all": {"aid": ["grant"], "base": ["closed"]}}, "any": None},
    }
    return {**copy.deepcopy(data), **sections}


def quarters(low: int, high: int) -> st.SearchStrategy[float]:
    """Numbers in steps of a quarter, often zero, so that ties are frequent."""
    return st.one_of(st.just(0.0), st.integers(4 * low, 4 * high).map(lambda n: n / 4))


def shares() -> st.SearchStrategy[float]:
    """Shares in steps of a quarter."""
    return st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0])


def some(values: list[T], **bounds: int) -> st.SearchStrategy[list[T]]:
    """Return some of the values, each at most once."""
    return st.lists(st.sampled_from(values), unique=True, **bounds)


@st.composite
def random_parties(draw: st.DrawFn) -> Data:
    """Two or three principals, up to two ratifiers, perhaps a third party."""
    principals = ["p1", "p2", "p3"][: draw(st.integers(2, 3))]
    parties: Data = {key: {"role": "principal"} for key in principals}
    for key in principals:
        if draw(st.booleans()):
            parties[key]["discount_factor"] = 0  # filled in by random_dossier
    for key in ["r1", "r2"][: draw(st.integers(0, 2))]:
        parties[key] = {"role": "ratifier", "side": draw(st.sampled_from(principals))}
    if draw(st.booleans()):
        parties["t"] = {"role": "third party", "at_table": draw(st.booleans())}
    return parties


@st.composite
def random_issues(draw: st.DrawFn, parties: list[str]) -> Data:
    """Two to four issues of two to four options: performers, consent, control, leakage, pressure, order."""
    issues: Data = {}
    for i in range(draw(st.integers(2, 4))):
        options: Data = {"sq": {"status_quo": True}}
        for o in range(draw(st.integers(1, 3 if i < 2 else 2))):
            option: Data = {"performers": draw(some(parties, max_size=2))}
            special = draw(st.integers(0, 9))
            if special == 0:
                option["pressure"] = True
            elif special == 1:
                option["consent"] = draw(some(parties, min_size=1, max_size=2))
            elif special == 2:
                option["requires"] = draw(shares())
            options[f"o{o}"] = option
        issues[f"i{i}"] = {
            "options": options,
            "control": dict.fromkeys(draw(some(parties, max_size=3)), 0.25),
        }
        if draw(st.integers(0, 2)) == 0:
            leaking = draw(some(parties, min_size=1, max_size=2))
            issues[f"i{i}"]["leakage"] = {party: draw(shares()) for party in leaking}
            # Where nothing is required, what leaks is not missed.
            options[draw(st.sampled_from(options_of(issues, f"i{i}")))]["requires"] = draw(
                st.sampled_from([0.125, 0.25, 0.5])
            )
        if draw(st.booleans()):
            issues[f"i{i}"]["kind"] = draw(st.sampled_from(["tactical", "fundamental"]))
    for issue, key, after in draw(random_order(issues)):
        issues[issue]["options"][key]["after"] = after
    return issues


@st.composite
def random_order(draw: st.DrawFn, issues: Data) -> list[tuple[str, str, Data]]:
    """Up to two options that wait for options of issues before theirs, in some order without circles."""
    keys = draw(st.permutations(list(issues)))
    waiting = []
    for n in draw(some(list(range(1, len(keys))), max_size=2)):
        firsts = draw(some(keys[:n], min_size=1, max_size=2))
        names = {f: options_of(issues, f, status_quo=draw(st.integers(0, 3)) == 0) for f in firsts}
        after = {f: draw(some(names[f], min_size=1, max_size=2)) for f in firsts}
        waiting.append((keys[n], draw(st.sampled_from(options_of(issues, keys[n]))), after))
    return waiting


def options_of(issues: Data, issue: str, *, status_quo: bool = False) -> list[str]:
    """Keys of the options of an issue."""
    return [o for o in issues[issue]["options"] if status_quo or o != "sq"]


@st.composite
def combinations(draw: st.DrawFn, issues: Data, *, min_size: int = 1, status_quo: bool = False) -> Data:
    """Some issues, each with some of its options."""
    keys = draw(some(list(issues), min_size=min_size, max_size=3))
    return {k: draw(some(options_of(issues, k, status_quo=status_quo), min_size=1, max_size=2)) for k in keys}


def needs(parties: list[str]) -> st.SearchStrategy[Any]:
    """Trees of consents."""
    one = st.sampled_from(parties)
    votes = st.dictionaries(one, st.integers(1, 3), min_size=1).flatmap(
        lambda w: st.builds(dict, quota=st.integers(1, sum(w.values())), weights=st.just(w))
    )

    def larger(part: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        parts = st.lists(part, min_size=1, max_size=3)
        counted = parts.flatmap(lambda of: st.builds(dict, at_least=st.integers(1, len(of)), of=st.just(of)))
        return st.one_of(st.builds(lambda p: {"all_of": p}, parts), counted, part.map(lambda p: {"not": p}))

    return st.recursive(st.one_of(one, votes), larger, max_leaves=4)


@st.composite
def random_rules(draw: st.DrawFn, parties: Data, issues: Data) -> Data:
    """Up to three rules, over everything, some issues or some options."""
    principals = [key for key, party in parties.items() if party["role"] == "principal"]
    rules: Data = {}
    for n in range(draw(st.integers(0, 3))):
        rule: Data = {"name": f"rule {n}", "needs": draw(needs(list(parties)))}
        kind = draw(st.integers(0, 2))
        if kind == 1:
            rule["over"] = draw(some(list(issues), min_size=1, max_size=2))
        elif kind == 2:
            rule["over"] = draw(combinations(issues))
        rules.setdefault(draw(st.sampled_from(principals)), []).append(rule)
    return rules


@st.composite
def random_deals(draw: st.DrawFn, issues: Data) -> Data:
    """The class of any deal and two others."""
    deals: Data = {"any": None}
    for n in range(2):
        deal: Data = {}
        if draw(st.booleans()):
            deal["all"] = draw(combinations(issues))
        if draw(st.booleans()):
            deal["of"] = draw(combinations(issues))
            deal["at_least"] = draw(st.integers(1, len(deal["of"])))
        # What a class asks for it does not forbid as well.
        rest = {key: issue for key, issue in issues.items() if key not in deal.get("all", {})}
        kinds = {issue.get("kind") for key, issue in issues.items() if key not in rest}
        kind = draw(st.integers(0, 3))
        if kind == 0 and (free := sorted({"tactical", "fundamental"} - kinds)):
            deal["none"] = {"kind": draw(st.sampled_from(free))}
        elif kind == 1 and rest:
            deal["none"] = draw(combinations(rest))
        deals[f"d{n}"] = deal or None
    return deals


@st.composite
def random_links(draw: st.DrawFn, parties: list[str], issues: Data) -> list[Data]:
    """Up to two links; a condition may name the status quo, but not of every issue."""
    links = []
    for n in range(draw(st.integers(0, 2))):
        when = draw(combinations(issues, min_size=2, status_quo=True))
        if all("sq" in options for options in when.values()):
            first = next(iter(when))
            when[first] = options_of(issues, first)[:1]
        points = {p: draw(quarters(-4, 4)) for p in draw(some(parties, min_size=1, max_size=3))}
        links.append({"name": f"link {n}", "when": when, "points": points})
    return links


@st.composite
def random_trust(draw: st.DrawFn, parties: Data) -> Data:
    """Words kept by number or by ledger, which may age; monitoring and patience in step.

    Ages are whole half-lives, so that weights are exact in binary.
    """
    trust: Data = {"keeps_word": {}, "monitoring": {}, "ledger": []}
    for key, party in parties.items():
        record = draw(st.integers(0, 4))
        if record == 1:
            trust["keeps_word"][key] = draw(shares())
        for n in range(draw(st.integers(1, 3)) if record >= 3 else 0):
            verdict = draw(st.sampled_from(["kept", "partial", "broken", "contested"]))
            entry: Data = {"agreement": f"treaty {n}", "party": key, "verdict": verdict}
            if draw(st.booleans()):
                entry["year"] = draw(st.sampled_from([2006, 2014, 2018, 2022]))
            trust["ledger"].append(entry)
        if "discount_factor" in party:
            d, q = draw(st.sampled_from(PATIENCE))
            party["discount_factor"] = d
            trust["monitoring"][key] = q
    if draw(st.booleans()):
        trust["half_life"] = draw(st.sampled_from([1, 2, 4]))
    return trust


@st.composite
def random_data(draw: st.DrawFn) -> Data:
    """A random dossier as plain data: everything the format knows, small enough to list."""
    parties = draw(random_parties())
    keys = list(parties)
    issues = draw(random_issues(keys))
    principals = [key for key, party in parties.items() if party["role"] == "principal"]
    stakes: Data = {}
    for party in keys:
        for issue in issues:
            for option in options_of(issues, issue):
                # Leaning upwards: else hardly any package gets past the second gate.
                value = draw(quarters(-5, 8))
                stakes.setdefault(party, {}).setdefault(issue, {})[option] = value
    data: Data = {"detente": 1, "title": "Random", "parties": parties, "issues": issues, "stakes": stakes}
    data["links"] = draw(random_links(keys, issues))
    no_deal = st.fixed_dictionaries({"points": quarters(-6, 4)})
    data["no_deal"] = {p: draw(no_deal) for p in draw(some(keys, max_size=3))}
    for party in draw(some(keys, max_size=2)):
        issue = draw(st.sampled_from(list(issues)))
        data["no_deal"].setdefault(party, {})["plan"] = {
            issue: draw(st.sampled_from(options_of(issues, issue)))
        }
    costs = st.fixed_dictionaries({}, optional={"per_deal": quarters(0, 2), "per_issue": quarters(0, 1)})
    data["dealing_costs"] = {p: draw(costs) for p in draw(some(keys, max_size=2))}
    data["relative_gains"] = {p: draw(shares()) for p in draw(some(principals, max_size=2))}
    if draw(st.integers(0, 3)) == 0:
        data["agenda_limit"] = draw(st.integers(1, 3))
    data["deals"] = draw(random_deals(issues))
    data["ratification"] = draw(random_rules(parties, issues))
    data["trust"] = draw(random_trust(parties))
    if draw(st.booleans()):
        data["as_of"] = "2018-10-31"
    return data


@st.composite
def uncertain_dossiers(draw: st.DrawFn) -> Dossier:
    """A random dossier in which many numbers are ranges around what they were."""
    data = draw(random_data())
    sections = [options for by_issue in data["stakes"].values() for options in by_issue.values()]
    sections += [*data["dealing_costs"].values(), *data["no_deal"].values()]
    for numbers in sections:
        for key, value in numbers.items():
            if isinstance(value, int | float) and draw(st.booleans()):
                down, up = draw(st.tuples(st.integers(0, 12), st.integers(0, 12)))
                numbers[key] = f"{value - down / 4}..{value + up / 4}"
    for numbers in [data["relative_gains"], data["trust"]["keeps_word"], data["trust"]["monitoring"]]:
        for key, value in numbers.items():
            if draw(st.booleans()):
                numbers[key] = f"{value / 2}..{(1 + value) / 2}"
    return loaded(data)
