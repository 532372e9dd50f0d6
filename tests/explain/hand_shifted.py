"""Dossiers with the value of no deal, or the required control, moved by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from detente.dossier.dossier import Dossier, NoDeal
from detente.dossier.quantity import Quantity
from detente.model.fixed_point import UNIT

#: By how many parameters a distribution is moved when the number is.
MOVED = {"point": 1, "uniform": 2, "pert": 3, "triangular": 3, "normal": 1}


def by_hand(dossier: Dossier, ranges: Mapping[str, float], shift: float) -> Dossier:
    """Write into a dossier that no deal is worth more (or less) to parties, by whole units."""
    no_deal = dict(dossier.no_deal)
    for party, span in ranges.items():
        before = no_deal.get(party, NoDeal())
        path = f"no_deal.{party}.points"
        points = before.points or Quantity(distribution="point", parameters=(0.0,), path=path)
        by = round(abs(shift) * span * UNIT) / UNIT * (1 if shift > 0 else -1)
        n = MOVED[points.distribution]
        moved = (*(x + by for x in points.parameters[:n]), *points.parameters[n:])
        no_deal[party] = replace(before, points=replace(points, parameters=moved))
    return replace(dossier, no_deal=no_deal)


def control_by_hand(dossier: Dossier, shift: float) -> Dossier:
    """Write into a dossier that what is required, all of it points, is more or less."""
    issues = {}
    for key, issue in dossier.issues.items():
        options = {}
        for name, option in issue.options.items():
            required = option.requires
            if required is not None:
                assert required.distribution == "point"
                value = min(max(required.parameters[0] + shift, 0.0), 1.0)
                required = replace(required, parameters=(value,))
            options[name] = replace(option, requires=required)
        issues[key] = replace(issue, options=options)
    return replace(dossier, issues=issues)
