r"""Everything a package must satisfy, named as people would name it, and by how much it does.

A package passes the gates up to one exactly when all conditions of these gates hold. Margins come
from the integer tables that decide the gates, so that the sign of a margin is never in doubt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import AllOf, Need, Rule
from detente.explain.package_model import PackageModel
from detente.explain.turning import turning_cost
from detente.lenses.named_package import NamedPackage
from detente.lenses.ratification.consenting import members_of
from detente.lenses.ratification.rules import called
from detente.model.fixed_point import UNIT, to_units
from detente.model.predicate import GATES, PredicateKind

__all__ = ["Condition", "ConditionKind", "conditions_of", "margins_of", "surpluses_of"]

Float = NDArray[np.float64]
ConditionKind = Literal[
    "agenda", "order", "delivery", "accepts", "consents", "ratifies", "trusts the others", "keeps the deal"
]
Unit = Literal["issues", "options", "share of control", "points", "points per period"]

DELIVERABLE, ACCEPTABLE, RATIFIABLE, CREDIBLE, SELF_ENFORCING = GATES
PREDICATE: dict[ConditionKind, PredicateKind] = {
    "accepts": "surplus",
    "trusts the others": "credible surplus",
    "keeps the deal": "keeps",
}


@dataclass(frozen=True, kw_only=True)
class Condition:
    """One thing that a package must satisfy.

    Attributes
    ----------
    key : str
        Its name in results, unique for a package.
    gate : str
        The gate it belongs to.
    kind : str
        ``"agenda"`` (few enough issues), ``"order"`` (an option comes after another), ``"delivery"``
        (control held reaches control required), ``"accepts"`` (a principal), ``"consents"`` (a party
        asked by an option, or seated at the table), ``"ratifies"`` (a rule at home), ``"trusts the
        others"`` and ``"keeps the deal"`` (a principal).
    name : str
        In words, as a claim: ``"South accepts"``.
    parties : tuple of str
        Whose it is: those whose surplus, trust or patience decides, or whose control does.
    unit : str
        Of its margin.
    issue, option : str or None
        What it is about, where it is about one option.
    first : str or None
        The issue that must be settled before, under ``"order"``.
    side : str or None
        The principal at whose home a rule stands.
    need : Need or None
        What ``"consents"`` and ``"ratifies"`` ask for.
    """

    key: str
    gate: str
    kind: ConditionKind
    name: str
    parties: tuple[str, ...]
    unit: Unit
    issue: str | None = None
    option: str | None = None
    first: str | None = None
    side: str | None = None
    need: Need | None = field(default=None, repr=False)

    @property
    def is_about_points(self) -> bool:
        """Whether its margin is in points of a party's scale."""
        return self.unit in ("points", "points per period")

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "key": self.key,
            "gate": self.gate,
            "kind": self.kind,
            "name": self.name,
            "parties": list(self.parties),
            "unit": self.unit,
            "issue": self.issue,
            "option": self.option,
            "side": self.side,
        }


def conditions_of(model: PackageModel, index: int = 0) -> tuple[Condition, ...]:
    """List everything that a package must satisfy.

    Parameters
    ----------
    model : PackageModel
    index : int
        Which of its packages.

    Returns
    -------
    tuple of Condition
        In the order of the gates. Only what the package calls into play: an option it does not take
        asks for nothing.
    """
    package = model.packages[index]
    return (
        *_deliverable(model, package),
        *_of_principals(model, "accepts", ACCEPTABLE),
        *_ratifiable(model, package),
        *_of_principals(model, "trusts the others", CREDIBLE),
        *_of_principals(model, "keeps the deal", SELF_ENFORCING),
    )


def _deliverable(model: PackageModel, package: NamedPackage) -> Iterator[Condition]:
    dossier = model.blueprint.dossier
    limit = dossier.agenda_limit
    if limit is not None:
        yield Condition(
            key="agenda limit",
            gate=DELIVERABLE,
            kind="agenda",
            name=f"it changes at most {limit} issue{'' if limit == 1 else 's'}",
            parties=(),
            unit="issues",
        )
    for issue, option in package.package.items():
        for first in dossier.issues[issue].options[option].after:
            yield _order(model, issue, option, first)
    for issue, option in package.package.items():
        # Where nothing is required anybody can deliver it.
        if dossier.issues[issue].options[option].requires is None:
            continue
        yield Condition(
            key=f"delivery: {issue}={option}",
            gate=DELIVERABLE,
            kind="delivery",
            name=f"those at the table can deliver {_option_name(model, issue, option)}",
            parties=tuple(dossier.issues[issue].control),
            unit="share of control",
            issue=issue,
            option=option,
        )


def _option_name(model: PackageModel, issue: str, option: str) -> str:
    found = model.blueprint.dossier.issues[issue]
    return f"{found.options[option].name} ({found.name})"


def _order(model: PackageModel, issue: str, option: str, first: str) -> Condition:
    wanted = model.blueprint.dossier.issues[issue].options[option].after[first]
    names = " or ".join(_option_name(model, first, one) for one in wanted)
    return Condition(
        key=f"order: {issue}={option} after {first}",
        gate=DELIVERABLE,
        kind="order",
        name=f"it also brings about {names}, which must come before {_option_name(model, issue, option)}",
        parties=(),
        unit="options",
        issue=issue,
        option=option,
        first=first,
    )


def _of_principals(model: PackageModel, kind: ConditionKind, gate: str) -> Iterator[Condition]:
    """Yield the condition of every principal of whom the gate asks it."""
    asked = {one.party for one in model.blueprint.predicates if one.kind == PREDICATE[kind]}
    for party in model.blueprint.principals:
        if party in asked:
            yield Condition(
                key=f"{party} {kind}",
                gate=gate,
                kind=kind,
                name=f"{model.dossier.parties[party].name} {kind}",
                parties=(party,),
                unit="points per period" if kind == "keeps the deal" else "points",
            )


def _ratifiable(model: PackageModel, package: NamedPackage) -> Iterator[Condition]:
    taken: set[str] = set()
    for consents, rules in (
        (True, model.blueprint.consent_rules()),
        (False, model.blueprint.dossier.ratification),
    ):
        for rule in called(rules, package.package):
            parts = rule.needs.parts if isinstance(rule.needs, AllOf) else (rule.needs,)
            for part in parts:
                found = _rule_condition(
                    model, package, rule, part, is_consent=consents, is_part=len(parts) > 1
                )
                key = found.key
                # Names of rules and members need not be unique; keys are.
                while key in taken:
                    key += "'"
                taken.add(key)
                yield replace(found, key=key)


def _consented(model: PackageModel, rule: Rule, package: NamedPackage) -> str:
    if rule.over is None:
        return "stays at the table"
    asked = [pair for pair in package.package.items() if pair[1] in rule.over.get(pair[0], ())]
    if len(asked) > 1:
        return f"consents to {len(asked)} options of it"
    return f"consents to {_option_name(model, *asked[0])}"


def _rule_condition(
    model: PackageModel, package: NamedPackage, rule: Rule, need: Need, *, is_consent: bool, is_part: bool
) -> Condition:
    members = members_of(need)
    names = ", ".join(model.dossier.parties[party].name for party in members)
    name = f"{rule.name}: {names}" if is_part else rule.name
    if is_consent:
        name = f"{names} {_consented(model, rule, package)}"
    return Condition(
        key=f"{rule.name}: {', '.join(members)}" if is_part else rule.name,
        gate=RATIFIABLE,
        kind="consents" if is_consent else "ratifies",
        name=name,
        parties=members,
        unit="points",
        side=rule.side if rule.side in model.blueprint.principals else None,
        need=need,
    )


def surpluses_of(model: PackageModel, index: int, values: Float) -> dict[str, Float]:
    """Return the surplus of every party that some gate asks.

    Parameters
    ----------
    model : PackageModel
    index : int
    values : float array, shape (n_quantities, n_samples)

    Returns
    -------
    dict of party to float array, shape (n_samples,)
        In units, whole numbers: a party consents where it is at least 0.
    """
    margins = model.margins(values)[:, index]
    return {
        str(predicate.party): margins[:, p].astype(np.float64)
        for p, predicate in enumerate(model.blueprint.predicates)
        if predicate.kind == "surplus"
    }


def margins_of(model: PackageModel, index: int, conditions: Sequence[Condition], values: Float) -> Float:
    r"""Say by how much each condition holds, or falls short where this is below 0.

    Parameters
    ----------
    model : PackageModel
    index : int
        Which of its packages.
    conditions : sequence of Condition
        Of that package.
    values : float array, shape (n_quantities, n_samples)

    Returns
    -------
    float array, shape (n_samples, n_conditions)
        At least 0 exactly where the condition holds. Points of surplus; for a rule the least total by
        which surpluses must rise (or, under a ``not``, fall) for it to hold, or by which they can fall
        with it still holding, infinite where nothing changes it. For ``"keeps the deal"`` points per
        period, :math:`d q s - (1 - d) T`, what keeping is worth less what breaking saves (Friedman
        1971, *Review of Economic Studies* 38(1), is the case q = 1). Control held less control
        required; issues below the limit; for an order 0 or -1.

    Raises
    ------
    TooLargeError
        When points do not fit, or for a rule whose coalitions are too many.
    """
    units = model.margins(values)[:, index]
    rows = {(one.kind, one.party): p for p, one in enumerate(model.blueprint.predicates)}
    surplus = {
        str(party): units[:, p].astype(np.float64) for (kind, party), p in rows.items() if kind == "surplus"
    }
    found = np.zeros((values.shape[1], len(conditions)))
    for k, condition in enumerate(conditions):
        if condition.kind == "delivery":
            assert condition.issue is not None
            assert condition.option is not None
            held, required = model.control(values, condition.issue, condition.option)
            found[:, k] = held - required
        elif condition.need is not None:
            found[:, k] = _rule_margin(condition.need, surplus)
        elif condition.kind == "keeps the deal":
            party = condition.parties[0]
            holds = units[:, rows["keeps", party]] >= 0
            found[:, k] = _keeping_margin(model, index, party, surplus[party], holds, values)
        elif condition.kind in PREDICATE:
            found[:, k] = units[:, rows[PREDICATE[condition.kind], condition.parties[0]]] / UNIT
        else:
            found[:, k] = _static_margin(model, index, condition)
    return found


def _static_margin(model: PackageModel, index: int, condition: Condition) -> float:
    """Return the margin of a condition on which no judgement bears."""
    dossier, package = model.blueprint.dossier, model.packages[index].package
    if condition.kind == "agenda":
        assert dossier.agenda_limit is not None
        return float(dossier.agenda_limit - len(package))
    assert condition.issue is not None
    assert condition.option is not None
    assert condition.first is not None
    first = condition.first
    wanted = dossier.issues[condition.issue].options[condition.option].after[first]
    return 0.0 if package.get(first, dossier.issues[first].status_quo) in wanted else -1.0


def _rule_margin(need: Need, surplus: dict[str, Float]) -> Float:
    short = turning_cost(need, surplus)
    # All surpluses together may fall by one unit less than it takes to undo the rule.
    slack = turning_cost(need, surplus, wanted=False) - 1.0
    return np.where(short > 0, -short, slack) / UNIT


def _keeping_margin(
    model: PackageModel, index: int, party: str, surplus: Float, holds: NDArray[np.bool_], values: Float
) -> Float:
    d, q = (np.clip(values[model.row[path]], 0.0, 1.0) for path in _patience_paths(model, party))
    value = d * q * surplus / UNIT - (1.0 - d) * _temptation(model, index, party, values)
    # The gate rounds the price of temptation down; where that decides, the gate's word stands.
    margin: Float = np.where(holds, np.maximum(value, 0.0), np.minimum(value, -1.0 / UNIT))
    return margin


def _patience_paths(model: PackageModel, party: str) -> tuple[str, str]:
    dossier = model.blueprint.dossier
    discount = dossier.parties[party].discount_factor
    assert discount is not None
    return discount.path, dossier.trust.monitoring[party].path


def _temptation(model: PackageModel, index: int, party: str, values: Float) -> Float:
    """Return what a principal saves per period by not performing what costs it points."""
    dossier = model.blueprint.dossier
    saved = np.zeros(values.shape[1])
    for issue, option in model.packages[index].package.items():
        performers = dossier.issues[issue].options[option].performers
        worth = dossier.stakes.get(party, {}).get(issue, {}).get(option)
        if worth is not None and any(dossier.side_of(one) == party for one in performers):
            saved += np.maximum(0, -to_units(values[model.row[worth.path]])) / UNIT
    return saved
