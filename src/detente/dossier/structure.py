"""What must hold between the parts of a dossier, beyond the form of each and the names."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from detente.dossier.findings import Findings
from detente.dossier.marks import Path
from detente.dossier.needs import AllOfModel, AtLeastModel, NotModel, QuotaModel
from detente.dossier.numbers import RawNumber
from detente.dossier.ordering import check_ordering
from detente.dossier.schema import DealModel, DossierModel, IssueModel, NoneKindModel, PartyModel

__all__ = ["check_structure"]


def check_structure(model: DossierModel, findings: Findings, *, broken: Collection[Path] = ()) -> None:
    """Add a problem for each rule of the format that spans several entries.

    Parameters
    ----------
    broken : collection of path
        Places whose form is wrong; issues and parties with such a place in them are not
        checked further.
    """
    check = _Structure(model, findings, broken)
    check.parties()
    check.issues()
    check.stakes()
    check.combinations()
    check.rules()
    check.dates()
    check.readings()
    check_ordering(model, findings, broken=broken)


class _Structure:
    """One walk over the sections with rules between their entries."""

    def __init__(self, model: DossierModel, findings: Findings, broken: Collection[Path]) -> None:
        self.model = model
        self.broken_top = {path[:1] for path in broken}
        self.broken_entries = {path[:2] for path in broken}
        self.findings = findings
        self.status_quo = {
            key: {name for name, option in issue.options.items() if option.status_quo}
            for key, issue in model.issues.items()
        }
        # Where two options claim to be the status quo, neither is held to it.
        self.settled = {key: min(names) for key, names in self.status_quo.items() if len(names) == 1}

    def parties(self) -> None:
        principals = [key for key, party in self.model.parties.items() if party.role == "principal"]
        if ("parties",) not in self.broken_top and len(principals) < 2:
            message = (
                f"a bargain needs two principals or more, and there {'is one' if principals else 'are none'}"
            )
            self.findings.add(
                "D053", ("parties",), message, hint="give two parties `role: principal`", key=True
            )
        for key, party in self.model.parties.items():
            if ("parties", key) not in self.broken_entries:
                self.side(key, party)
            if party.sway is not None and _reaches_below_zero(party.sway):
                path: Path = ("parties", key, "sway")
                hint = "write 0 for a firm vote, a range from 0 up, or a lognormal distribution"
                self.findings.add("D068", path, "how uncertain a vote is cannot be below 0", hint=hint)

    def side(self, key: str, party: PartyModel) -> None:
        if party.role == "ratifier" and party.side is None:
            hint = "add `side:` with the principal it belongs to"
            self.findings.add("D054", ("parties", key), "a ratifier must name its side", hint=hint, key=True)
        if party.role == "principal" and party.side not in (None, key):
            hint = "remove `side:`, or make it a ratifier"
            path: Path = ("parties", key, "side")
            self.findings.add("D054", path, "a principal is its own side", found=party.side, hint=hint)

    def issues(self) -> None:
        if not self.model.issues and ("issues",) not in self.broken_top:
            self.findings.add(
                "D052", ("issues",), "there is no issue to bargain over", hint="add one", key=True
            )
        for key, issue in self.model.issues.items():
            if ("issues", key) not in self.broken_entries:
                self.issue(key, issue)

    def issue(self, key: str, issue: IssueModel) -> None:
        path: Path = ("issues", key)
        standing = sorted(self.status_quo[key])
        if len(issue.options) < 2:
            self.findings.add(
                "D052", path, "an issue needs two options or more", hint="add what might change", key=True
            )
        if not standing:
            hint = "give one option `status_quo: true`"
            self.findings.add("D050", path, "no option is the status quo", hint=hint, key=True)
        if len(standing) > 1:
            message = f"{len(standing)} options are the status quo: {', '.join(standing)}"
            self.findings.add("D051", path, message, hint="keep `status_quo: true` on one of them", key=True)
        for name, option in issue.options.items():
            if option.status_quo and option.pressure:
                place = (*path, "options", name)
                hint = "remove `pressure: true`"
                self.findings.add("D059", place, "the status quo is no act of pressure", hint=hint, key=True)

    def stakes(self) -> None:
        for party, issues in self.model.stakes.items():
            for issue, options in issues.items():
                for option, number in options.items():
                    if option == self.settled.get(issue) and not number.is_zero:
                        path = ("stakes", party, issue, option)
                        message = "points are counted from the status quo, which is 0 itself"
                        self.findings.add(
                            "D055", path, message, hint="remove the line, or move the others instead"
                        )

    def combinations(self) -> None:
        for index, link in enumerate(self.model.links):
            if len(link.when) < 2:
                hint = "put the points of a single issue under `stakes:`"
                self.findings.add(
                    "D057", ("links", index, "when"), "a link joins two issues or more", hint=hint, key=True
                )
        for key, deal in self.model.deals.items():
            self.deal(deal, ("deals", key))

    def deal(self, deal: DealModel, path: Path) -> None:
        if (deal.at_least is None) != (deal.of is None):
            missing, there = ("of", "at_least") if deal.of is None else ("at_least", "of")
            message = f"`{there}` says nothing without `{missing}`"
            self.findings.add("D058", (*path, there), message, hint=f"add `{missing}:`", key=True)
        elif deal.at_least is not None and deal.at_least > len(deal.of or ()):
            message = f"asks for {deal.at_least} of {len(deal.of or ())} issues"
            hint = f"write at most {len(deal.of or ())}"
            self.findings.add("D058", (*path, "at_least"), message, found=deal.at_least, hint=hint)
        self.not_status_quo(deal.all_of, (*path, "all"))
        self.not_status_quo(deal.of, (*path, "of"))
        if not isinstance(deal.none_of, NoneKindModel):
            self.not_status_quo(deal.none_of, (*path, "none"))

    def not_status_quo(self, section: dict[str, list[str]] | None, path: Path) -> None:
        for issue, options in (section or {}).items():
            for index, option in enumerate(options):
                if option == self.settled.get(issue):
                    place = (*path, issue, index)
                    hint = "name what would change"
                    self.findings.add(
                        "D060", place, "the status quo is no part of a deal", found=option, hint=hint
                    )

    def rules(self) -> None:
        for side, rules in self.model.ratification.items():
            for index, rule in enumerate(rules):
                path: Path = ("ratification", side, index)
                if isinstance(rule.over, dict):
                    self.not_status_quo(rule.over, (*path, "over"))
                self.need(rule.needs, (*path, "needs"))

    def need(self, need: Any, path: Path) -> None:
        """Check that counts and quotas can be reached."""
        if isinstance(need, AtLeastModel):
            self.reachable(need.at_least, len(need.of), (*path, "at_least"))
            for index, part in enumerate(need.of):
                self.need(part, (*path, "of", index))
        elif isinstance(need, QuotaModel):
            self.reachable(need.quota, sum(need.weights.values()), (*path, "quota"))
        elif isinstance(need, NotModel):
            self.need(need.not_, (*path, "not"))
        elif isinstance(need, AllOfModel):
            for index, part in enumerate(need.all_of):
                self.need(part, (*path, "all_of", index))

    def reachable(self, asked: int, there: int, path: Path) -> None:
        if asked > there:
            message = f"asks for {asked} where at most {there} can be reached"
            hint = f"write at most {there}" if there else "give somebody a weight above 0"
            self.findings.add("D058", path, message, found=asked, hint=hint)

    def dates(self) -> None:
        start, end = self.model.as_of, self.model.horizon
        if start and end and end < start:
            hint = "the horizon is when a deal would have to be made"
            self.findings.add("D063", ("horizon",), f"lies before as_of, {start}", found=end, hint=hint)
        for key, reading in self.model.readings.items():
            if start and reading.as_of and reading.as_of > start:
                path = ("readings", key, "as_of")
                message = f"a reading cannot know more than the dossier, which stands at {start}"
                self.findings.add("D063", path, message, found=reading.as_of, hint="give an earlier day")
        for key, successor in self.model.successors.items():
            if start and successor.date and successor.date < start:
                path = ("successors", key, "date")
                message = f"lies before as_of, {start}"
                hint = "a successor decides later; what holds already belongs in the dossier or a reading"
                self.findings.add("D063", path, message, found=successor.date, hint=hint)

    def readings(self) -> None:
        readings = self.model.readings
        for key in readings:
            if key == "base":
                message = "a reading may not be called base: that is the dossier as it stands"
                self.findings.add("D064", ("readings", key), message, hint="give it another key", key=True)
            seen = [key]
            while (base := readings[seen[-1]].based_on) in readings and base not in seen:
                seen.append(str(base))
            if base == key:
                circle = " -> ".join([*seen, key])
                path = ("readings", key, "based_on")
                self.findings.add(
                    "D056", path, f"readings rest on each other in a circle: {circle}", hint="break it"
                )


def _reaches_below_zero(number: RawNumber) -> bool:
    """Tell whether a number is below 0 in some draw."""
    if number.distribution == "normal":
        return number.parameters[0] < 0 or number.parameters[1] > 0
    return number.distribution not in ("beta", "lognormal") and number.parameters[0] < 0
