"""Whether the ``climate`` section names what there is, and keeps its numbers in bounds."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping

from detente.dossier.climate import BY_PRINCIPAL
from detente.dossier.climate_schema import ClimateModel, MeasureModel
from detente.dossier.findings import Findings
from detente.dossier.marks import Path
from detente.dossier.names import Names
from detente.dossier.numbers import RawNumber
from detente.dossier.schema import DossierModel

__all__ = ["check_climate"]

#: Between what a number must lie in every draw, by entry.
BOUNDS: Mapping[str, tuple[float, float]] = {
    "level": (-10.0, 10.0),
    "acts": (0.0, 10.0),
    "bias": (0.0, math.inf),
    "misperception": (0.0, math.inf),
    "noise": (0.0, math.inf),
    "severity": (0.0, math.inf),
}


def check_climate(
    model: DossierModel, names: Names, findings: Findings, *, broken: Collection[Path] = ()
) -> None:
    """Add a problem for each unknown name, missing level, number out of bounds or date out of order.

    Parameters
    ----------
    model : DossierModel
    names : Names
        What may be referred to.
    findings : Findings
        Takes the problems.
    broken : collection of path
        Places whose form is wrong; nothing is said to be missing there.
    """
    if model.climate is None:
        return
    check = _Climate(model, model.climate, names, findings)
    check.sides(broken)
    check.by_principal()
    check.measures()
    check.effects()
    check.accidents()
    check.calendar()


class _Climate:
    """One walk over the section."""

    def __init__(self, model: DossierModel, climate: ClimateModel, names: Names, findings: Findings) -> None:
        self.model = model
        self.climate = climate
        self.names = names
        self.findings = findings

    def sides(self, broken: Collection[Path]) -> None:
        """Check that the climate is between two, and that each of them has a level."""
        principals = self.names.principals
        if len(principals) > 2:
            message = f"a climate is between two principals, and there are {len(principals)}"
            hint = "remove `climate:`, or make the others third parties"
            self.findings.add("D073", ("climate",), message, hint=hint, key=True)
            return
        here = ("climate",), ("climate", "level")
        if any(path in here or path[:2] == here[1] for path in broken):
            return
        missing = [party for party in principals if party not in self.climate.level]
        if missing:
            message = f"no level for {' and '.join(missing)}"
            hint = f"add `{missing[0]}:` with its hostility, from -10 to 10"
            self.findings.add("D074", ("climate", "level"), message, hint=hint, key=True)

    def by_principal(self) -> None:
        for name in BY_PRINCIPAL:
            section: Mapping[str, RawNumber] = getattr(self.climate, name)
            self.principals(section, ("climate", name))
            self.bounded(name, section, ("climate", name))
        for name in ("remembers", "turnovers", "campaigns"):
            self.principals(getattr(self.climate, name), ("climate", name))

    def principals(self, section: Iterable[str], path: Path) -> None:
        for party in section:
            self.findings.known(
                "principal", party, self.names.principals, (*path, party), code="D047", key=True
            )

    def parties(self, section: Iterable[str], path: Path) -> None:
        for party in section:
            self.findings.known("party", party, self.names.parties, (*path, party), code="D040", key=True)

    def bounded(self, name: str, section: Mapping[str, RawNumber], path: Path) -> None:
        if name not in BOUNDS:
            return
        low, high = BOUNDS[name]
        for key, number in section.items():
            if not _lies_within(number, low, high):
                span = f"between {low:g} and {high:g}" if math.isfinite(high) else "0 or more"
                hint = "write a range; a normal distribution has no ends"
                self.findings.add("D075", (*path, key), f"must be {span} in every draw", hint=hint)

    def measures(self) -> None:
        for issue, options in self.climate.measures.items():
            path: Path = ("climate", "measures", issue)
            if not self.findings.known("issue", issue, self.names.issues, path, code="D041", key=True):
                continue
            for option, measure in options.items():
                self.measure(issue, option, measure, (*path, option))

    def measure(self, issue: str, option: str, measure: MeasureModel, path: Path) -> None:
        kind = f"option of {issue}"
        if self.findings.known(kind, option, self.names.issues[issue], path, code="D042", key=True):
            self.can_be_kept_up(issue, option, path)
        self.principals(measure.acts, (*path, "acts"))
        self.bounded("acts", measure.acts, (*path, "acts"))

    def can_be_kept_up(self, issue: str, option: str, path: Path) -> None:
        # An issue that is broken in form is not in the model; its names count all the same.
        found = self.model.issues.get(issue)
        meant = found.options.get(option) if found is not None else None
        if meant is None or not (meant.pressure or meant.status_quo):
            return
        what = "an act of pressure" if meant.pressure else "the status quo"
        hint = "name an option that changes something for the better"
        self.findings.add("D076", path, f"{what} is no measure", found=option, hint=hint, key=True)

    def effects(self) -> None:
        effects = self.climate.effects
        path: Path = ("climate", "effects")
        self.parties(effects.no_deal, (*path, "no_deal"))
        self.parties(effects.stakes, (*path, "stakes"))
        self.principals(effects.keeps_word, (*path, "keeps_word"))

    def accidents(self) -> None:
        severity = self.climate.accidents.severity
        if severity is not None:
            self.bounded("severity", {"severity": severity}, ("climate", "accidents"))

    def calendar(self) -> None:
        for party, spans in self.climate.campaigns.items():
            for index, (first, last) in enumerate(spans):
                if last < first:
                    path: Path = ("climate", "campaigns", party, index)
                    hint = f"write {last}/{first}"
                    self.findings.add(
                        "D063", path, "ends before it begins", found=f"{first}/{last}", hint=hint
                    )


def _lies_within(number: RawNumber, low: float, high: float) -> bool:
    """Tell whether a number lies between two ends in every draw."""
    figures = number.parameters
    if number.distribution == "beta":
        return low <= 0.0 and high >= 1.0
    if number.distribution in ("normal", "lognormal") and figures[1] > 0:
        return number.distribution == "lognormal" and low <= 0.0 and math.isinf(high)
    if number.distribution == "lognormal":
        return low <= math.exp(figures[0]) <= high
    if number.distribution == "normal":
        return low <= figures[0] <= high
    return low <= figures[0] and figures[-1] <= high
