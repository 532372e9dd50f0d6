"""The model once more, slowly: plain Python fractions, names instead of columns, every package.

Written from the formulas of the model and from nothing of the code under test, so that the two
can only agree by being right (or by the same misreading). All arithmetic is exact.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from scipy import stats

from detente.dossier.dossier import (
    AllOf,
    AtLeast,
    Consent,
    DealClass,
    Dossier,
    LedgerEntry,
    Need,
    Not,
    Quota,
)
from detente.dossier.quantity import Quantity
from detente.ensemble.sampling import uniforms

Package = Mapping[str, str]
N_GATES = 5
UNIT = 2**20


@dataclass(frozen=True)
class Reference:
    """One dossier whose numbers are points (a ledger may leave a Beta behind, drawn by its quantile).

    ``seed`` and ``draw`` matter only for such a Beta; ``known`` keeps depths already found.
    """

    dossier: Dossier
    seed: int = 0
    draw: int = 0
    known: dict[tuple[object, ...], int] = field(default_factory=dict)

    # ------------------------------------------------------------------ packages

    def packages(self) -> Iterator[dict[str, str]]:
        """Yield every conceivable package by name."""
        issues = self.dossier.issues
        for options in itertools.product(*(issue.options for issue in issues.values())):
            yield dict(zip(issues, options, strict=True))

    def changed(self, package: Package) -> list[str]:
        """List the issues that a package moves away from the status quo."""
        return [issue for issue, option in package.items() if option != self.dossier.issues[issue].status_quo]

    # ------------------------------------------------------------------ worth

    def points(self, party: str, package: Package) -> Fraction:
        """Points of a party: its stakes, and the links whose combination occurs."""
        stakes = self.dossier.stakes.get(party, {})
        total = sum((number(stakes.get(i, {}).get(o)) for i, o in package.items()), Fraction(0))
        for link in self.dossier.links:
            if all(package[issue] in options for issue, options in link.when.items()):
                total += number(link.points.get(party))
        return total

    def utility(self, party: str, package: Package) -> Fraction:
        """Points, for a principal less its share of the mean of the other principals' points."""
        own = self.points(party, package)
        others = [p for p in self.dossier.principals if p != party]
        if party not in self.dossier.principals or not others:
            return own
        mean = sum((self.points(p, package) for p in others), Fraction(0)) / len(others)
        return own - number(self.dossier.relative_gains.get(party)) * mean

    def reservation(self, party: str) -> Fraction:
        """What no deal is worth to a party: its number, and every party's plan as it feels it."""
        plans = (pair for no_deal in self.dossier.no_deal.values() for pair in no_deal.plan.items())
        stakes = self.dossier.stakes.get(party, {})
        own = self.dossier.no_deal.get(party)
        felt = sum((number(stakes.get(i, {}).get(o)) for i, o in plans), Fraction(0))
        return felt + number(own.points if own else None)

    def costs(self, party: str, package: Package) -> Fraction:
        """What it costs a party to be seen making this deal."""
        costs = self.dossier.dealing_costs.get(party)
        if costs is None:
            return Fraction(0)
        return number(costs.per_deal) + number(costs.per_issue) * len(self.changed(package))

    def surplus(self, party: str, package: Package) -> Fraction:
        """What the deal is worth to a party above no deal."""
        return self.utility(party, package) - self.costs(party, package) - self.reservation(party)

    # ------------------------------------------------------------------ trust

    def record(self, party: str | None) -> Fraction | None:
        """Probability that a party keeps its word; None for a party without a record."""
        trust = self.dossier.trust
        if party in trust.keeps_word:
            return number(trust.keeps_word[party])
        kept = {"kept": Fraction(1), "partial": Fraction(1, 2), "broken": Fraction(0)}
        found = [
            (self.weight(e), kept[e.verdict]) for e in trust.ledger if e.party == party and e.verdict in kept
        ]
        if not found:
            return None
        a = float(Fraction(trust.prior[0]) + sum(weight * good for weight, good in found))
        b = float(Fraction(trust.prior[1]) + sum(weight * (1 - good) for weight, good in found))
        uniform = uniforms(f"trust.keeps_word.{party}", self.seed, self.draw, 1)[0]
        return Fraction(round(float(stats.beta(a, b).ppf(uniform)) * UNIT), UNIT)

    def weight(self, entry: LedgerEntry) -> Fraction:
        """Return what an entry counts for: half for every half-life of its age (whole ones only here)."""
        half_life = self.dossier.trust.half_life
        if half_life is None or entry.year is None:
            return Fraction(1)
        day = self.dossier.as_of
        now = day.year if day else max(e.year for e in self.dossier.trust.ledger if e.year)
        lives = Fraction(max(0, now - entry.year)) / Fraction(half_life)
        assert lives.denominator == 1
        return Fraction(1, 2 ** int(lives))

    def chance(self, viewer: str, issue: str, option: str) -> Fraction:
        """Probability, as a principal sees it, that all others who must perform an option do."""
        vouching = set()
        for performer in self.dossier.issues[issue].options[option].performers:
            if self.dossier.side_of(performer) != viewer:
                own = self.record(performer) is not None
                vouching.add(performer if own else self.dossier.side_of(performer))
        chance = Fraction(1)
        for party in vouching:
            kept = self.record(party)
            chance *= 1 if kept is None else kept
        return chance

    def expected_surplus(self, party: str, package: Package) -> Fraction:
        """Mean surplus over every pattern of performance; what is not performed stays as it is."""
        changed = self.changed(package)
        chances = [self.chance(party, issue, package[issue]) for issue in changed]
        total = Fraction(0)
        for done in itertools.product([True, False], repeat=len(changed)):
            probability = Fraction(1)
            outcome = dict(package)
            for issue, performed, chance in zip(changed, done, chances, strict=True):
                probability *= chance if performed else 1 - chance
                if not performed:
                    outcome[issue] = self.dossier.issues[issue].status_quo
            if probability > 0:
                total += probability * self.utility(party, outcome)
        return total - self.costs(party, package) - self.reservation(party)

    def temptation(self, party: str, package: Package) -> Fraction:
        """What a principal saves by not performing its own side's costly options."""
        stakes = self.dossier.stakes.get(party, {})
        total = Fraction(0)
        for issue, option in package.items():
            performers = self.dossier.issues[issue].options[option].performers
            if any(self.dossier.side_of(p) == party for p in performers):
                total += max(Fraction(0), -number(stakes.get(issue, {}).get(option)))
        return total

    def keeps(self, party: str, package: Package) -> bool:
        """Tell whether keeping the deal beats breaking it: d q s >= (1 - d) T."""
        discount = self.dossier.parties[party].discount_factor
        monitoring = self.dossier.trust.monitoring.get(party)
        if discount is None or monitoring is None:
            return True
        d, q = number(discount), number(monitoring)
        return d * q * self.surplus(party, package) >= (1 - d) * self.temptation(party, package)

    # ------------------------------------------------------------------ gates

    def deliverable(self, package: Package) -> bool:
        """Gate 1: a deal, within the agenda and in an order that can be, that those at the table command."""
        changed = self.changed(package)
        limit = self.dossier.agenda_limit
        if not changed or (limit is not None and len(changed) > limit):
            return False
        for issue in changed:
            after = self.dossier.issues[issue].options[package[issue]].after
            if any(package[first] not in options for first, options in after.items()):
                return False
        return all(self.can_deliver(issue, package[issue]) for issue in changed)

    def can_deliver(self, issue: str, option: str) -> bool:
        """Tell whether an option may be part of a deal and the seated control suffices."""
        chosen = self.dossier.issues[issue].options[option]
        if chosen.pressure:
            return False
        held = Fraction(0)
        leakage = self.dossier.issues[issue].leakage
        leaks = {key: number(share) for key, share in leakage.items() if key not in chosen.performers}
        for key, share in self.dossier.issues[issue].control.items():
            party = self.dossier.parties[key]
            seated = party.role == "principal" or party.at_table or party.side is not None
            if seated and key not in leaks:
                held += number(share)
        stays = max(Fraction(0), 1 - sum(leaks.values(), Fraction(0)))
        return chosen.requires is None or held * stays >= number(chosen.requires)

    def consents(self, party: str, package: Package, lifted: str | None) -> bool:
        """Tell whether a party gains, or has its conditions lifted."""
        return party == lifted or self.surplus(party, package) >= 0

    def met(self, need: Need, package: Package, lifted: str | None) -> bool:
        """Evaluate a tree of consents."""
        match need:
            case Consent(party=party):
                return self.consents(party, package, lifted)
            case AllOf(parts=parts):
                return all(self.met(part, package, lifted) for part in parts)
            case AtLeast(k=k, parts=parts):
                return sum(self.met(part, package, lifted) for part in parts) >= k
            case Quota(quota=quota, weights=weights):
                return sum(w for p, w in weights.items() if self.consents(p, package, lifted)) >= quota
            case Not(part=part):
                return not self.met(part, package, lifted)

    def ratifiable(self, package: Package, lifted: str | None) -> bool:
        """Gate 3: consents to options, those at the table, and every rule that has a say."""
        for issue in self.changed(package):
            for party in self.dossier.issues[issue].options[package[issue]].consent:
                if not self.consents(party, package, lifted):
                    return False
        for party in self.dossier.parties.values():
            if party.at_table and party.role != "principal" and not self.consents(party.key, package, lifted):
                return False
        for rule in self.dossier.ratification:
            touched = rule.over is None or any(package[i] in options for i, options in rule.over.items())
            if touched and not self.met(rule.needs, package, lifted):
                return False
        return True

    def depth(self, package: Package, lifted: str | None = None) -> int:
        """Count the gates passed, with one party's conditions lifted if asked."""
        key = (lifted, *package.items())
        if key not in self.known:
            self.known[key] = self._depth(package, lifted)
        return self.known[key]

    def _depth(self, package: Package, lifted: str | None) -> int:
        free = [p for p in self.dossier.principals if p != lifted]
        if not self.deliverable(package):
            return 0
        if not all(self.surplus(p, package) >= 0 for p in free):
            return 1
        if not self.ratifiable(package, lifted):
            return 2
        if not all(self.expected_surplus(p, package) >= 0 for p in free):
            return 3
        return N_GATES if all(self.keeps(p, package) for p in free) else 4

    def counts(self) -> tuple[int, ...]:
        """Count the packages that pass each gate and all before it."""
        depths = [self.depth(package) for package in self.packages()]
        return tuple(sum(depth > gate for depth in depths) for gate in range(N_GATES))

    # ------------------------------------------------------------------ deal classes

    def belongs(self, deal: DealClass, package: Package, *, exactly: bool) -> bool:
        """Tell whether a package is of a class, with sweeteners or exactly as described."""
        changed = self.changed(package)
        moved = {issue for issue, options in deal.of.items() if package[issue] in options}
        issues = self.dossier.issues
        return (
            all(package[issue] in options for issue, options in deal.all_of.items())
            and len(moved) >= deal.at_least
            and not any(package[issue] in options for issue, options in deal.none_of.items())
            and not any(deal.none_kind is not None and issues[i].kind == deal.none_kind for i in changed)
            and (not exactly or set(changed) <= set(deal.all_of) | moved)
        )

    def members(self, deal: DealClass, *, exactly: bool) -> list[dict[str, str]]:
        """List the packages of a class."""
        return [x for x in self.packages() if self.belongs(deal, x, exactly=exactly)]

    def outcome(self, deal: DealClass, *, exactly: bool) -> tuple[int, tuple[str, ...]]:
        """Return how far the best package of a class gets, and who alone blocks it."""
        members = self.members(deal, exactly=exactly)
        depth = max((self.depth(x) for x in members), default=0)
        if depth in (0, N_GATES):
            return depth, ()
        blockers = [p for p in self.dossier.parties if any(self.depth(x, p) == N_GATES for x in members)]
        return depth, tuple(sorted(blockers))


def number(quantity: Quantity | None) -> Fraction:
    """Return the value of a point; zero where nothing is written."""
    if quantity is None:
        return Fraction(0)
    assert quantity.distribution == "point"
    return Fraction(quantity.parameters[0])
