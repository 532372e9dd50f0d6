"""Predicates, clauses, deal classes and quantities of a dossier."""

from __future__ import annotations

import numpy as np

from detente.kernel.system import AND, NOT, OR, PRED, QUOTA
from detente.model.blueprint import Blueprint
from detente.model.predicate import GATES, Clause
from properties.dossiers import Data, loaded, plain

HOUSE: Data = {
    "north": {"role": "principal", "discount_factor": 0.5},
    "south": {"role": "principal"},
    "hawks": {"role": "ratifier", "side": "north"},
    "doves": {"role": "ratifier", "side": "north"},
    "bank": {"role": "third party", "at_table": True},
}


def blueprint(**sections: object) -> Blueprint:
    """Return the blueprint of a small dossier with a house of parties."""
    return Blueprint(loaded(plain(**{"parties": HOUSE, **sections})))


def clauses(b: Blueprint, gate: str) -> list[Clause]:
    """Return the clauses of one gate, deal classes left out."""
    common = b.clauses[: b.n_common_clauses]
    return [clause for clause in common if GATES[clause.gate] == gate]


def spoken(b: Blueprint, clause: Clause) -> str:
    """Write a program with the names of what it speaks of."""
    words = list(clause.program)
    names = {AND: "and", OR: "or", QUOTA: "quota"}
    said = []
    while words:
        op = words.pop(0)
        if op == PRED:
            predicate = b.predicates[words.pop(0)]
            said.append(predicate.party or f"[{predicate.name}]")
        elif op == NOT:
            said.append("not")
        else:
            n = words.pop(0)
            extra = [words.pop(0) for _ in range(n + 1)] if op == QUOTA else []
            said.append(" ".join(map(str, [names[op], n, *extra])))
    return " ".join(said)


def test_a_gate_for_each_question() -> None:
    """Every gate has its clauses, in gate order, and keeping asks for patience and monitoring both."""
    b = blueprint(trust={"monitoring": {"north": 0.5, "south": 0.5}}, agenda_limit=1)
    assert [c.name for c in clauses(b, "deliverable")] == ["changes something", "at most 1 issues"]
    assert [spoken(b, c) for c in clauses(b, "acceptable")] == ["north", "south"]
    assert [spoken(b, c) for c in clauses(b, "ratifiable")] == ["bank"]
    assert [spoken(b, c) for c in clauses(b, "credible")] == ["north", "south"]
    assert [spoken(b, c) for c in clauses(b, "self-enforcing")] == ["north"]
    assert (np.diff(b.clause_gate[: b.n_common_clauses]) >= 0).all()


def test_rules_become_formulas() -> None:
    """Trees of consents, guards and split conjunctions become the programs they should."""
    rules = [
        {"name": "a", "needs": {"all_of": ["hawks", {"not": "doves"}]}, "over": ["aid"]},
        {"name": "b", "needs": {"quota": 3, "weights": {"hawks": 2, "doves": 1}}},
        {"name": "c", "needs": {"at_least": 1, "of": ["hawks", "doves"]}, "over": {"base": ["closed"]}},
        {"name": "d", "needs": {"not": {"all_of": ["hawks", "doves"]}}},
    ]
    b = blueprint(ratification={"north": rules})
    found = [(c.name, c.side, spoken(b, c)) for c in clauses(b, "ratifiable")]
    assert found == [
        ("a", "north", "[aid] hawks or 2"),
        ("a", "north", "[aid] doves not or 2"),
        ("b", "north", "hawks doves quota 2 3 2 1"),
        ("bank stays at the table", "bank", "bank"),
        ("c", "north", "[base] hawks doves quota 2 1 1 1 or 2"),
        ("d", "north", "hawks doves and 2 not"),
    ]


def test_preconditions_are_clauses_of_the_first_gate() -> None:
    """An option that waits is part of a package only with one of each issue it waits for."""
    options = {"sq": {"status_quo": True}, "half": None, "whole": None}
    after = {"aid": ["half", "whole"], "code": ["sq", "half"]}
    issues = {
        "aid": {"options": options},
        "base": {"options": {"kept": {"status_quo": True}, "closed": {"after": after}}},
        "code": {"options": options},
    }
    b = blueprint(issues=issues, stakes={}, deals={})
    found = [(c.name, spoken(b, c)) for c in clauses(b, "deliverable")[1:]]
    assert found == [
        ("base closed after aid", "[base] [base after aid] or 2"),
        ("base closed after code", "[base] [base after code] or 2"),
    ]
    met = {p.name: b.static_tables[k] for k, p in enumerate(b.predicates) if p.kind == "precondition"}
    assert columns_of(b, met["base after aid"] == 1) == {("aid", "half"), ("aid", "whole")}
    assert columns_of(b, met["base after code"] == 1) == {("code", "sq"), ("code", "half")}


def test_consent_to_options_is_a_rule_over_them() -> None:
    """All options one party must agree to make one rule, which its side owns."""
    data = plain()
    for issue, option in (("aid", "grant"), ("base", "closed")):
        data["issues"][issue]["options"][option]["consent"] = ["hawks"]
    b = blueprint(issues=data["issues"])
    consent = clauses(b, "ratifiable")[1]
    assert (consent.name, consent.side) == ("consent of hawks", "north")
    assert spoken(b, consent) == "[aid, base] hawks or 2"


def test_what_is_shared_is_kept_once() -> None:
    """One predicate serves a party's surplus wherever it is asked for, and one guard its issues."""
    rules = [{"name": str(n), "needs": "hawks", "over": ["aid"]} for n in range(3)]
    b = blueprint(ratification={"north": rules})
    kinds = [(p.kind, p.party) for p in b.predicates]
    assert kinds.count(("surplus", "hawks")) == 1
    assert kinds.count(("touches none", None)) == 1


def columns_of(b: Blueprint, flags: np.ndarray) -> set[tuple[str, str]]:
    """Name the flagged base columns of a space without links."""
    return {pair for pair, flag in zip(b.space.base, flags, strict=True) if flag}


def test_masks_of_deal_classes() -> None:
    """What a class allows elsewhere with sweeteners, and what exactly as described."""
    data = plain(
        issues={
            "aid": {"kind": "tactical", "options": {"none": {"status_quo": True}, "grant": None}},
            "base": {"options": {"kept": {"status_quo": True}, "closed": None, "bombed": {"pressure": True}}},
            "code": {"kind": "fundamental", "options": {"sq": {"status_quo": True}, "new": None}},
        },
        stakes={},
        deals={
            "aid": {"all": {"aid": ["grant"]}},
            "two": {"at_least": 2, "of": {"aid": ["grant"], "base": ["closed"], "code": ["new"]}},
            "tactical": {"none": {"kind": "fundamental"}},
            "war": {"all": {"base": ["bombed"]}},
        },
    )
    b = Blueprint(loaded(data))
    masks = {mask.key: mask for mask in b.classes}
    still = {("aid", "none"), ("base", "kept"), ("code", "sq")}
    every = still | {("aid", "grant"), ("base", "closed"), ("code", "new")}
    assert columns_of(b, masks["aid"].sweetened) == every - {("aid", "none")}
    assert masks["aid"].exact is not None
    assert columns_of(b, masks["aid"].exact) == still - {("aid", "none")} | {("aid", "grant")}
    assert columns_of(b, masks["two"].sweetened) == every
    assert masks["two"].clause == b.n_common_clauses
    assert masks["tactical"].exact is None
    assert columns_of(b, masks["tactical"].sweetened) == every - {("code", "new")}
    assert not any(issue == "base" for issue, _ in columns_of(b, masks["war"].sweetened))


def test_a_class_may_not_ask_for_what_it_forbids() -> None:
    """An option both asked for and forbidden is not allowed; the other options asked for are."""
    options = {"sq": {"status_quo": True}, "half": None, "whole": None}
    deal = {"all": {"aid": ["half", "whole"]}, "none": {"aid": ["whole"]}}
    data = plain(issues={"aid": {"options": options}}, stakes={}, deals={"part": deal})
    b = Blueprint(loaded(data))
    assert columns_of(b, b.classes[0].sweetened) == {("aid", "half")}


def test_every_number_is_drawn_once() -> None:
    """The quantities are all numbers of the dossier, each once, in order of their paths."""
    data = plain(
        parties={**HOUSE, "doves": {"role": "ratifier", "side": "north", "sway": "1..2"}},
        no_deal={"north": {"points": "1..2"}},
        dealing_costs={"south": {"per_deal": 1, "per_issue": 2}},
        relative_gains={"north": 0.1},
        links=[{"name": "l", "when": {"aid": ["grant"], "base": ["closed"]}, "points": {"bank": 1}}],
        trust={
            "keeps_word": {"north": 0.5},
            "monitoring": {"north": 0.5},
            "false_alarms": {"south": 0.1},
            "ledger": [{"agreement": "x", "party": "south", "verdict": "kept"}],
        },
    )
    data["issues"]["aid"] |= {"control": {"north": 1}, "leakage": {"bank": "0..0.5"}}
    data["issues"]["aid"]["options"]["grant"]["requires"] = 0.5
    paths = [q.path for q in Blueprint(loaded(data)).quantities]
    assert paths == sorted(set(paths))
    assert set(paths) == {
        "dealing_costs.south.per_deal",
        "dealing_costs.south.per_issue",
        "issues.aid.control.north",
        "issues.aid.leakage.bank",
        "issues.aid.options.grant.requires",
        "links.0.points.bank",
        "no_deal.north.points",
        "parties.doves.sway",
        "parties.north.discount_factor",
        "relative_gains.north",
        "stakes.north.aid.grant",
        "stakes.north.base.closed",
        "stakes.south.aid.grant",
        "stakes.south.base.closed",
        "trust.false_alarms.south",
        "trust.keeps_word.north",
        "trust.keeps_word.south",
        "trust.monitoring.north",
    }
