"""The slow reference model with parties, rules or gates lifted, and every set tried."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator

from detente.explain.blocking_conditions import UnitKind
from detente.model.predicate import GATES
from properties.reference import Package, Reference

Units = frozenset[str]
NOTHING: Units = frozenset()


class Lifting(Reference):
    """Asks whether a package passes once some units of one kind are lifted."""

    def once(self, what: str, package: Package, party: str, test: Callable[[], bool]) -> bool:
        """Answer what does not depend on what is lifted only once."""
        key = (what, party, *package.items())
        if key not in self.known:
            self.known[key] = int(test())
        return bool(self.known[key])

    def gains(self, party: str, package: Package) -> bool:
        """Tell whether a party does no worse than without a deal."""
        return self.once("gains", package, party, lambda: self.surplus(party, package) >= 0)

    def trusts(self, party: str, package: Package) -> bool:
        """Tell the same, where others perform only by chance."""
        return self.once("trusts", package, party, lambda: self.expected_surplus(party, package) >= 0)

    def stays(self, party: str, package: Package) -> bool:
        """Tell whether a party keeps a package."""
        return self.once("stays", package, party, lambda: self.keeps(party, package))

    def consents(self, party: str, package: Package, lifted: object) -> bool:
        """Tell whether a party gains, or is one of those lifted."""
        return (isinstance(lifted, frozenset) and party in lifted) or self.gains(party, package)

    def consents_asked_for(self, package: Package) -> Iterator[tuple[str, str]]:
        """Yield the rules that options and seats at the table make, and whose consent each asks for."""
        parties = self.dossier.parties
        for issue in self.changed(package):
            for party in self.dossier.issues[issue].options[package[issue]].consent:
                yield f"{parties[party].side or party}/consent of {party}", party
        for member in parties.values():
            if member.at_table and member.role != "principal":
                yield f"{member.key}/{member.key} stays at the table", member.key

    def rules_met(self, package: Package, parties: Units, dropped: Units) -> bool:
        """Evaluate every rule of ratification that is not dropped, consents and seats among them."""
        for key, party in self.consents_asked_for(package):
            if key not in dropped and not self.consents(party, package, parties):
                return False
        issues = self.dossier.issues
        for rule in self.dossier.ratification:
            touched = rule.over is None or any(
                package[i] in options and package[i] != issues[i].status_quo
                for i, options in rule.over.items()
            )
            in_force = touched and f"{rule.side}/{rule.name}" not in dropped
            if in_force and not self.met(rule.needs, package, parties):  # type: ignore[arg-type]
                return False
        return True

    def passes(self, package: Package, kind: UnitKind, lifted: Units) -> bool:
        """Tell whether a package passes all gates that are not lifted."""
        parties, rules, gates = (lifted if kind == k else NOTHING for k in ("party", "rule", "gate"))
        changed = self.changed(package)
        issues = self.dossier.issues
        if not changed or any(issues[i].options[package[i]].pressure for i in changed):
            return False
        free = [p for p in self.dossier.principals if p not in parties]
        tests = (
            lambda: self.once("delivers", package, "", lambda: self.deliverable(package)),
            lambda: all(self.gains(p, package) for p in free),
            lambda: self.rules_met(package, parties, rules),
            lambda: all(self.trusts(p, package) for p in free),
            lambda: all(self.stays(p, package) for p in free),
        )
        return all(test() for gate, test in zip(GATES, tests, strict=True) if gate not in gates)

    def opens(self, packages: Iterable[Package], kind: UnitKind, lifted: Units) -> bool:
        """Tell whether one of some packages passes."""
        return any(self.passes(package, kind, lifted) for package in packages)


def sets_of(units: Iterable[str], largest: int) -> Iterator[Units]:
    """Yield every set of units up to a size, smallest first."""
    keys = sorted(units)
    for size in range(largest + 1):
        yield from map(frozenset, itertools.combinations(keys, size))
