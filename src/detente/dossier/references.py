"""Whether every name a dossier uses is one it declares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from detente.dossier.findings import Findings
from detente.dossier.marks import Path
from detente.dossier.names import Names
from detente.dossier.needs import AllOfModel, AtLeastModel, NotModel, QuotaModel
from detente.dossier.schema import DealModel, DossierModel, NoneKindModel

__all__ = ["check_references"]


def check_references(model: DossierModel, names: Names, findings: Findings) -> None:
    """Add a problem for each unknown party, side, issue, option, source or reading."""
    check = _References(model, names, findings)
    check.parties()
    check.issues()
    check.stakes()
    check.plans_and_costs()
    check.combinations()
    check.rules()
    check.trust()
    check.positions()
    check.successors()
    check.readings()


class _References:
    """One walk over the sections that name things."""

    def __init__(self, model: DossierModel, names: Names, findings: Findings) -> None:
        self.model = model
        self.names = names
        self.findings = findings

    def party(self, name: str, path: Path, *, key: bool = False) -> None:
        self.findings.known("party", name, self.names.parties, path, code="D040", key=key)

    def party_keys(self, section: Mapping[str, Any], path: Path) -> None:
        for name in section:
            self.party(name, (*path, name), key=True)

    def party_list(self, section: Iterable[str], path: Path) -> None:
        for index, name in enumerate(section):
            self.party(name, (*path, index))

    def issue(self, name: str, path: Path, *, key: bool = False) -> bool:
        return self.findings.known("issue", name, self.names.issues, path, code="D041", key=key)

    def option(self, issue: str, name: str, path: Path, *, key: bool = False) -> None:
        kind = f"option of {issue}"
        self.findings.known(kind, name, self.names.issues[issue], path, code="D042", key=key)

    def issue_options(self, section: Mapping[str, list[str]] | None, path: Path) -> None:
        for issue, options in (section or {}).items():
            if self.issue(issue, (*path, issue), key=True):
                for index, option in enumerate(options):
                    self.option(issue, option, (*path, issue, index))

    def parties(self) -> None:
        for key, party in self.model.parties.items():
            if party.side is not None:
                path = ("parties", key, "side")
                self.findings.known("principal", party.side, self.names.principals, path, code="D047")

    def issues(self) -> None:
        for key, issue in self.model.issues.items():
            path: Path = ("issues", key)
            self.party_keys(issue.control, (*path, "control"))
            self.party_keys(issue.leakage, (*path, "leakage"))
            self.party_list(issue.instigators, (*path, "instigators"))
            for name, option in issue.options.items():
                self.party_list(option.performers, (*path, "options", name, "performers"))
                self.party_list(option.consent, (*path, "options", name, "consent"))
                self.issue_options(option.after, (*path, "options", name, "after"))

    def stakes(self) -> None:
        self.party_keys(self.model.stakes, ("stakes",))
        for party, issues in self.model.stakes.items():
            for issue, options in issues.items():
                path = ("stakes", party, issue)
                if self.issue(issue, path, key=True):
                    for option in options:
                        self.option(issue, option, (*path, option), key=True)

    def plans_and_costs(self) -> None:
        self.party_keys(self.model.dealing_costs, ("dealing_costs",))
        self.party_keys(self.model.no_deal, ("no_deal",))
        for name in self.model.relative_gains:
            path: Path = ("relative_gains", name)
            self.findings.known("principal", name, self.names.principals, path, code="D047", key=True)
        for party, no_deal in self.model.no_deal.items():
            for issue, option in no_deal.plan.items():
                path = ("no_deal", party, "plan", issue)
                if self.issue(issue, path, key=True):
                    self.option(issue, option, path)

    def combinations(self) -> None:
        for index, link in enumerate(self.model.links):
            self.issue_options(link.when, ("links", index, "when"))
            self.party_keys(link.points, ("links", index, "points"))
        for key, deal in self.model.deals.items():
            self.deal(deal, ("deals", key))

    def deal(self, deal: DealModel, path: Path) -> None:
        self.issue_options(deal.all_of, (*path, "all"))
        self.issue_options(deal.of, (*path, "of"))
        if not isinstance(deal.none_of, NoneKindModel):
            self.issue_options(deal.none_of, (*path, "none"))

    def rules(self) -> None:
        for side, rules in self.model.ratification.items():
            path: Path = ("ratification", side)
            self.findings.known("principal", side, self.names.principals, path, code="D047", key=True)
            for index, rule in enumerate(rules):
                over = (*path, index, "over")
                if isinstance(rule.over, list):
                    for place, issue in enumerate(rule.over):
                        self.issue(issue, (*over, place))
                else:
                    self.issue_options(rule.over, over)
                self.need(rule.needs, (*path, index, "needs"))

    def need(self, need: Any, path: Path) -> None:
        if isinstance(need, str):
            self.party(need, path)
        elif isinstance(need, QuotaModel):
            self.party_keys(need.weights, (*path, "weights"))
        elif isinstance(need, NotModel):
            self.need(need.not_, (*path, "not"))
        elif isinstance(need, AllOfModel):
            for index, part in enumerate(need.all_of):
                self.need(part, (*path, "all_of", index))
        elif isinstance(need, AtLeastModel):
            for index, part in enumerate(need.of):
                self.need(part, (*path, "of", index))

    def trust(self) -> None:
        trust = self.model.trust
        self.party_keys(trust.keeps_word, ("trust", "keeps_word"))
        self.party_keys(trust.monitoring, ("trust", "monitoring"))
        self.party_keys(trust.false_alarms, ("trust", "false_alarms"))
        for index, entry in enumerate(trust.ledger):
            self.party(entry.party, ("trust", "ledger", index, "party"))

    def positions(self) -> None:
        self.party_keys(self.model.positions, ("positions",))
        for party, issues in self.model.positions.items():
            for issue, position in issues.items():
                path: Path = ("positions", party, issue)
                if self.issue(issue, path, key=True):
                    self.option(issue, position.declared, (*path, "declared"))
                    self.option(issue, position.conduct, (*path, "conduct"))

    def successors(self) -> None:
        for key, successor in self.model.successors.items():
            path: Path = ("successors", key, "side")
            self.findings.known("principal", successor.side, self.names.principals, path, code="D047")

    def readings(self) -> None:
        for key in self.model.claims:
            self.findings.known("source", key, self.names.sources, ("claims", key), code="D043", key=True)
        for key, reading in self.model.readings.items():
            path: Path = ("readings", key)
            if reading.source is not None:
                self.findings.known(
                    "source", reading.source, self.names.sources, (*path, "source"), code="D043"
                )
            if reading.based_on is not None:
                self.findings.known(
                    "reading", reading.based_on, self.names.readings, (*path, "based_on"), code="D046"
                )
