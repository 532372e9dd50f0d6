"""The shape of a dossier's model: everything that is the same in every draw.

A blueprint lists the predicates, the clauses of each gate and the deal classes, and which
uncertain number feeds which entry. :mod:`detente.model.tables` fills in the numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import (
    AllOf,
    AtLeast,
    Consent,
    Correlation,
    DealClass,
    Dossier,
    Need,
    Not,
    Quota,
    Rule,
)
from detente.dossier.quantity import Quantity
from detente.kernel.system import AND, NOT, OR, PRED, QUOTA
from detente.model.predicate import Clause, Predicate
from detente.model.record import words_kept
from detente.model.space import PackageSpace

__all__ = ["Blueprint", "ClassMask"]

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class ClassMask:
    """A deal class as the kernel asks for it.

    ``sweetened`` and ``exact`` flag the columns a package of the class may use, with anything
    it likes elsewhere and with nothing elsewhere; ``exact`` is None for a class that names no
    issue it wants moved. ``clause`` is the clause that counts its moved issues, or None.
    """

    key: str
    sweetened: Bool
    exact: Bool | None
    clause: int | None


def _pairs(named: Mapping[str, tuple[str, ...]]) -> Pairs:
    return tuple((issue, option) for issue, options in named.items() for option in options)


class Blueprint:
    """Predicates, clauses, classes and quantities of one dossier under one reading.

    Parameters
    ----------
    dossier : Dossier

    Attributes
    ----------
    space : PackageSpace
    parties : tuple of str
        All parties, sorted.
    principals : tuple of str
        Sorted.
    predicates : tuple of Predicate
        Rows of every table; those of deal classes come last.
    clauses : tuple of Clause
        In gate order; those of deal classes come last, with gate 0.
    classes : tuple of ClassMask
        In file order.
    quantities : tuple of Quantity
        Every uncertain number the model uses, sorted by path.
    """

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.space = PackageSpace.of(dossier)
        self.parties = tuple(sorted(dossier.parties))
        self.principals = tuple(sorted(dossier.principals))
        self.predicates: list[Predicate] = []
        self.static_tables: dict[int, Int] = {}
        self.static_thresholds: dict[int, int] = {}
        self._guards: dict[Pairs, int] = {}
        self._surplus: dict[str, int] = {}
        clauses = [*self._agenda(), *self._preconditions(), *self._acceptable()]
        clauses += [*self._ratifiable(), *self._kept()]
        self.clauses = sorted(clauses, key=lambda clause: clause.gate)
        self.n_common_predicates = len(self.predicates)
        self.n_common_clauses = len(self.clauses)
        self.classes = tuple(self._class_mask(deal) for deal in dossier.deals.values())

    # ------------------------------------------------------------------ predicates

    def _add(self, predicate: Predicate) -> int:
        self.predicates.append(predicate)
        return len(self.predicates) - 1

    def _static(self, predicate: Predicate, base: Int, threshold: int) -> int:
        p = self._add(predicate)
        self.static_tables[p] = self.space.spread(base)
        self.static_thresholds[p] = threshold
        return p

    def _surplus_of(self, party: str) -> int:
        if party not in self._surplus:
            self._surplus[party] = self._add(Predicate(kind="surplus", party=party))
        return self._surplus[party]

    def _guard(self, over: Pairs) -> int:
        if over not in self._guards:
            base = -self.space.flags(over).astype(np.int64)
            name = ", ".join(sorted({issue for issue, _ in over}))
            self._guards[over] = self._static(Predicate(kind="touches none", name=name), base, 0)
        return self._guards[over]

    @cached_property
    def changed(self) -> Int:
        """1 for base columns that are not the status quo."""
        issues = self.dossier.issues
        return np.array([not issues[i].options[o].status_quo for i, o in self.space.base], np.int64)

    # ------------------------------------------------------------------ clauses, gate by gate

    def _agenda(self) -> list[Clause]:
        one = self._static(Predicate(kind="changes something"), self.changed, 1)
        clauses = [Clause(gate=0, name="changes something", program=(PRED, one))]
        limit = self.dossier.agenda_limit
        if limit is not None:
            p = self._static(Predicate(kind="agenda limit"), -self.changed, -limit)
            clauses.append(Clause(gate=0, name=f"at most {limit} issues", program=(PRED, p)))
        return clauses

    def _preconditions(self) -> list[Clause]:
        """An option that must come after another is part of a package only with that other."""
        clauses = []
        for issue, key in self.space.base:
            for first, options in sorted(self.dossier.issues[issue].options[key].after.items()):
                met = self.space.flags(tuple((first, option) for option in options)).astype(np.int64)
                p = self._static(Predicate(kind="precondition", name=f"{issue} after {first}"), met, 1)
                program = (PRED, self._guard(((issue, key),)), PRED, p, OR, 2)
                clauses.append(Clause(gate=0, name=f"{issue} {key} after {first}", program=program))
        return clauses

    def _acceptable(self) -> list[Clause]:
        return [
            Clause(gate=1, name=f"{party} accepts", program=(PRED, self._surplus_of(party)))
            for party in self.principals
        ]

    def _ratifiable(self) -> list[Clause]:
        clauses: list[Clause] = []
        for rule in [*self.consent_rules(), *self.dossier.ratification]:
            needs = rule.needs.parts if isinstance(rule.needs, AllOf) else (rule.needs,)
            guard = None if rule.over is None else self._guard(self._rule_pairs(rule))
            for need in needs:
                program = self._program(need)
                if guard is not None:
                    program = (PRED, guard, *program, OR, 2)
                clauses.append(Clause(gate=2, name=rule.name, side=rule.side, program=program))
        return sorted(clauses, key=lambda clause: (clause.name, clause.program))

    def _rule_pairs(self, rule: Rule) -> Pairs:
        assert rule.over is not None
        return tuple(
            sorted(
                pair
                for pair in _pairs(rule.over)
                if not self.dossier.issues[pair[0]].options[pair[1]].status_quo
            )
        )

    def consent_rules(self) -> list[Rule]:
        """Turn the consents asked for by options, and seats at the table, into rules."""
        asked: dict[str, dict[str, list[str]]] = {}
        for issue in self.dossier.issues.values():
            for option in issue.options.values():
                for party in option.consent:
                    asked.setdefault(party, {}).setdefault(issue.key, []).append(option.key)
        rules = [
            Rule(
                name=f"consent of {party}",
                side=self.dossier.parties[party].side or party,
                needs=Consent(party=party),
                over={issue: tuple(options) for issue, options in asked[party].items()},
            )
            for party in sorted(asked)
        ]
        seated = [p.key for p in self.dossier.parties.values() if p.at_table and p.role != "principal"]
        rules += [
            Rule(name=f"{party} stays at the table", side=party, needs=Consent(party=party))
            for party in sorted(seated)
        ]
        return rules

    def _program(self, need: Need) -> tuple[int, ...]:
        match need:
            case Consent(party=party):
                return (PRED, self._surplus_of(party))
            case AllOf(parts=parts):
                return (*self._programs(parts), AND, len(parts))
            case AtLeast(k=k, parts=parts):
                return (*self._programs(parts), QUOTA, len(parts), k, *([1] * len(parts)))
            case Quota(quota=quota, weights=weights):
                members = tuple(Consent(party=party) for party in weights)
                return (*self._programs(members), QUOTA, len(weights), quota, *weights.values())
            case Not(part=part):
                return (*self._program(part), NOT)

    def _programs(self, parts: tuple[Need, ...]) -> tuple[int, ...]:
        return tuple(word for part in parts for word in self._program(part))

    def _kept(self) -> list[Clause]:
        clauses = []
        for party in self.principals:
            p = self._add(Predicate(kind="credible surplus", party=party))
            clauses.append(Clause(gate=3, name=f"{party} trusts the others enough", program=(PRED, p)))
        for party in self.principals:
            if self.dossier.parties[party].discount_factor is None:
                continue
            if party not in self.dossier.trust.monitoring:
                continue
            p = self._add(Predicate(kind="keeps", party=party))
            clauses.append(Clause(gate=4, name=f"{party} keeps the deal", program=(PRED, p)))
        return clauses

    # ------------------------------------------------------------------ deal classes

    def _class_mask(self, deal: DealClass) -> ClassMask:
        issues = self.dossier.issues
        allowed = np.array([not issues[i].options[o].pressure for i, o in self.space.base])
        status_quo = self.changed == 0
        wanted = {issue: set(options) for issue, options in deal.all_of.items()}
        forbidden = set(_pairs(deal.none_of))
        moved = self.space.flags(_pairs(deal.of))
        named = np.zeros(len(self.space.base), np.bool_)
        for c, (issue, option) in enumerate(self.space.base):
            if (issue, option) in forbidden:
                allowed[c] = False
            if issue in wanted:
                allowed[c] &= option in wanted[issue]
                named[c] = True
            elif deal.none_kind is not None and issues[issue].kind == deal.none_kind:
                allowed[c] &= status_quo[c]
        exact = None
        if wanted or deal.at_least:
            exact = self.space.every(allowed & (named | status_quo | moved))
        clause = self._class_clause(deal, moved) if deal.at_least else None
        return ClassMask(key=deal.key, sweetened=self.space.every(allowed), exact=exact, clause=clause)

    def _class_clause(self, deal: DealClass, moved: Bool) -> int:
        predicate = Predicate(kind="class", name=deal.key)
        p = self._static(predicate, moved.astype(np.int64), deal.at_least)
        self.clauses.append(Clause(gate=0, name=f"is of class {deal.key}", program=(PRED, p)))
        return len(self.clauses) - 1

    # ------------------------------------------------------------------ what the kernel wants

    @cached_property
    def code(self) -> Int:
        """All programs, one after another."""
        return np.array([word for clause in self.clauses for word in clause.program], np.int64)

    @cached_property
    def clause_start(self) -> Int:
        """Where each program starts in ``code``, and where the last one ends."""
        lengths = [len(clause.program) for clause in self.clauses]
        return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)

    @cached_property
    def clause_gate(self) -> Int:
        """Gate of each clause."""
        return np.array([clause.gate for clause in self.clauses], np.int64)

    @cached_property
    def uses_not(self) -> bool:
        """Whether some rule asks that a need is not met."""

        def says_not(need: Need) -> bool:
            if isinstance(need, AllOf | AtLeast):
                return any(says_not(part) for part in need.parts)
            return isinstance(need, Not)

        return any(says_not(rule.needs) for rule in self.dossier.ratification)

    @cached_property
    def words(self) -> Mapping[str, Quantity]:
        """Probability of keeping its word, by party with a record."""
        return words_kept(self.dossier)

    @cached_property
    def medians(self) -> NDArray[np.float64]:
        """The middle of every quantity: the values of a single draw, shape (n_quantities, 1)."""
        middles = np.array([q.middle for q in self.quantities], np.float64).reshape(-1, 1)
        middles.flags.writeable = False
        return middles

    @property
    def correlations(self) -> tuple[Correlation, ...]:
        """What the dossier says of numbers that are not drawn independently."""
        return self.dossier.correlations

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Every uncertain number, sorted by path."""
        d = self.dossier
        found = [q for by_issue in d.stakes.values() for by in by_issue.values() for q in by.values()]
        found += [q for link in d.links for q in link.points.values()]
        found += [q for i in d.issues.values() for q in (*i.control.values(), *i.leakage.values())]
        found += [o.requires for i in d.issues.values() for o in i.options.values() if o.requires is not None]
        found += [n.points for n in d.no_deal.values() if n.points is not None]
        found += [q for c in d.dealing_costs.values() for q in (c.per_deal, c.per_issue) if q is not None]
        found += [*d.relative_gains.values(), *d.trust.monitoring.values(), *self.words.values()]
        found += d.trust.false_alarms.values()
        found += [q for p in d.parties.values() for q in (p.discount_factor, p.sway) if q is not None]
        return tuple(sorted(found, key=lambda q: q.path))
