"""From checked models to the frozen objects every later layer reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detente.dossier import dossier as frozen
from detente.dossier.checking import Checked
from detente.dossier.climate_building import climate_of
from detente.dossier.correlating import correlations_of
from detente.dossier.marks import Marks, Path, dotted
from detente.dossier.needs import AllOfModel, AtLeastModel, NotModel, QuotaModel
from detente.dossier.numbers import RawNumber
from detente.dossier.quantity import Quantity
from detente.dossier.schema import (
    DealModel,
    DossierModel,
    IssueModel,
    NoneKindModel,
    OptionModel,
    PartyModel,
    PositionModel,
    ReadingModel,
    RuleModel,
    SuccessorModel,
)

__all__ = ["build"]

_PLACE_DEPTH = 5


def build(
    checked: Checked,
    base: DossierModel,
    *,
    key: str,
    file: str,
    sha256: str,
    reading: str | None,
    successor: str | None = None,
) -> frozen.Dossier:
    """Build the dossier from data that has no problems.

    Parameters
    ----------
    checked : Checked
        The dossier as it stands under ``reading`` and ``successor``.
    base : DossierModel
        The base dossier, which lists the readings.
    """
    assert checked.model is not None
    return _Builder(checked.model, checked.marks).dossier(
        base, key=key, file=file, sha256=sha256, reading=reading, successor=successor
    )


class _Builder:
    """Knows where each number stands."""

    def __init__(self, model: DossierModel, marks: Marks) -> None:
        self.model = model
        self.marks = marks

    def dossier(
        self,
        base: DossierModel,
        *,
        key: str,
        file: str,
        sha256: str,
        reading: str | None,
        successor: str | None,
    ) -> frozen.Dossier:
        model = self.model
        return frozen.Dossier(
            key=key,
            title=model.title,
            file=file,
            sha256=sha256,
            parties={k: self.party(k, v) for k, v in model.parties.items()},
            issues={k: self.issue(k, v) for k, v in model.issues.items()},
            stakes=self.stakes(),
            as_of=model.as_of,
            horizon=model.horizon,
            sources=self.sources(),
            links=self.links(),
            correlations=correlations_of(model),
            no_deal=self.no_deal(),
            dealing_costs=self.dealing_costs(),
            relative_gains=self.quantities(model.relative_gains, ("relative_gains",)),
            agenda_limit=model.agenda_limit,
            deals={k: _deal(k, v) for k, v in model.deals.items()},
            ratification=tuple(self.rule(s, r) for s, rules in model.ratification.items() for r in rules),
            positions={
                party: {issue: _position(item) for issue, item in by_issue.items()}
                for party, by_issue in model.positions.items()
            },
            successors={k: _successor(k, v) for k, v in model.successors.items()},
            trust=self.trust(),
            climate=climate_of(model.climate, self),
            events=self.events(),
            readings={k: _reading(k, v) for k, v in base.readings.items()},
            reading=reading,
            successor=successor,
            places=self.places(),
        )

    def places(self) -> dict[str, tuple[str, int]]:
        """Give the file and line of each key down to the numbers."""
        short = ((path, mark) for path, mark in self.marks.keys.items() if len(path) <= _PLACE_DEPTH)
        return {dotted(path): (mark.file, mark.line) for path, mark in short}

    def quantity(
        self, raw: RawNumber, path: Path, cite: tuple[str, ...] = (), note: str | None = None
    ) -> Quantity:
        mark = self.marks.value(path)
        return Quantity(
            distribution=raw.distribution,
            parameters=raw.parameters,
            path=dotted(path),
            cite=raw.cite or cite,
            note=raw.note or note,
            by=raw.by,
            on=raw.on,
            indicator=raw.indicator,
            line=mark.line if mark else None,
        )

    def quantities(
        self,
        section: Mapping[str, RawNumber],
        path: Path,
        cite: tuple[str, ...] = (),
        note: str | None = None,
    ) -> dict[str, Quantity]:
        return {key: self.quantity(raw, (*path, key), cite, note) for key, raw in section.items()}

    def optional(
        self, raw: RawNumber | None, path: Path, cite: tuple[str, ...] = (), note: str | None = None
    ) -> Quantity | None:
        return None if raw is None else self.quantity(raw, path, cite, note)

    def party(self, key: str, party: PartyModel) -> frozen.Party:
        return frozen.Party(
            key=key,
            name=party.name or key,
            role=party.role,
            side=party.side or (key if party.role == "principal" else None),
            at_table=party.at_table,
            discount_factor=self.optional(party.discount_factor, ("parties", key, "discount_factor")),
            sway=self.optional(party.sway, ("parties", key, "sway")),
            note=party.note,
        )

    def issue(self, key: str, issue: IssueModel) -> frozen.Issue:
        path: Path = ("issues", key)
        return frozen.Issue(
            key=key,
            name=issue.name or key,
            options={k: self.option(k, v, (*path, "options", k)) for k, v in issue.options.items()},
            kind=issue.kind,
            control=self.quantities(issue.control, (*path, "control")),
            leakage=self.quantities(issue.leakage, (*path, "leakage")),
            instigators=tuple(issue.instigators),
            field=issue.field,
            cite=tuple(issue.cite),
            note=issue.note,
        )

    def option(self, key: str, option: OptionModel, path: Path) -> frozen.Option:
        return frozen.Option(
            key=key,
            name=option.name or key,
            status_quo=option.status_quo,
            pressure=option.pressure,
            performers=tuple(option.performers),
            consent=tuple(option.consent),
            requires=self.optional(option.requires, (*path, "requires")),
            divisible=option.divisible,
            reversible=option.reversible,
            after=_tuples(option.after),
            why_not_already=option.why_not_already,
            indicator=option.indicator,
            cite=tuple(option.cite),
            note=option.note,
        )

    def stakes(self) -> dict[str, dict[str, dict[str, Quantity]]]:
        return {
            party: {
                issue: self.quantities(options, ("stakes", party, issue)) for issue, options in issues.items()
            }
            for party, issues in self.model.stakes.items()
        }

    def sources(self) -> dict[str, frozen.Source]:
        return {
            key: frozen.Source(
                key=key,
                claims={
                    int(number): frozen.Claim(number=int(number), **claim.model_dump())
                    for number, claim in self.model.claims.get(key, {}).items()
                },
                n_claims=source.claims,
                **source.model_dump(exclude={"claims"}),
            )
            for key, source in self.model.sources.items()
        }

    def links(self) -> tuple[frozen.Link, ...]:
        return tuple(
            frozen.Link(
                name=link.name,
                when=_tuples(link.when),
                points=self.quantities(link.points, ("links", index, "points")),
            )
            for index, link in enumerate(self.model.links)
        )

    def no_deal(self) -> dict[str, frozen.NoDeal]:
        return {
            key: frozen.NoDeal(
                plan=dict(item.plan), points=self.optional(item.points, ("no_deal", key, "points"))
            )
            for key, item in self.model.no_deal.items()
        }

    def dealing_costs(self) -> dict[str, frozen.DealingCosts]:
        costs = {}
        for key, item in self.model.dealing_costs.items():
            path, cite = ("dealing_costs", key), tuple(item.cite)
            costs[key] = frozen.DealingCosts(
                per_deal=self.optional(item.per_deal, (*path, "per_deal"), cite, item.note),
                per_issue=self.optional(item.per_issue, (*path, "per_issue"), cite, item.note),
            )
        return costs

    def rule(self, side: str, rule: RuleModel) -> frozen.Rule:
        return frozen.Rule(
            name=rule.name,
            side=side,
            needs=_need(rule.needs),
            over=self.jurisdiction(rule.over),
            cite=tuple(rule.cite),
            note=rule.note,
        )

    def jurisdiction(self, over: Any) -> dict[str, tuple[str, ...]] | None:
        """Spell out a list of issues as every option that would change them."""
        if over is None or isinstance(over, dict):
            return None if over is None else _tuples(over)
        return {
            issue: tuple(k for k, option in self.model.issues[issue].options.items() if not option.status_quo)
            for issue in over
        }

    def trust(self) -> frozen.Trust:
        trust = self.model.trust
        ledger = (entry.model_dump() for entry in trust.ledger)
        return frozen.Trust(
            keeps_word=self.quantities(trust.keeps_word, ("trust", "keeps_word")),
            monitoring=self.quantities(trust.monitoring, ("trust", "monitoring")),
            ledger=tuple(frozen.LedgerEntry(**{**entry, "cite": tuple(entry["cite"])}) for entry in ledger),
            prior=(trust.prior[0], trust.prior[1]),
            false_alarms=self.quantities(trust.false_alarms, ("trust", "false_alarms")),
            punishment=trust.punishment,
            half_life=trust.half_life,
        )

    def events(self) -> tuple[frozen.Event, ...]:
        dumps = (event.model_dump() for event in self.model.events)
        return tuple(frozen.Event(**{**event, "cite": tuple(event["cite"])}) for event in dumps)


def _tuples(section: Mapping[str, list[str]] | None) -> dict[str, tuple[str, ...]]:
    return {issue: tuple(options) for issue, options in (section or {}).items()}


def _deal(key: str, deal: DealModel) -> frozen.DealClass:
    by_kind = isinstance(deal.none_of, NoneKindModel)
    return frozen.DealClass(
        key=key,
        name=deal.name or key,
        all_of=_tuples(deal.all_of),
        at_least=deal.at_least or 0,
        of=_tuples(deal.of),
        none_kind=deal.none_of.kind if isinstance(deal.none_of, NoneKindModel) else None,
        none_of={} if by_kind else _tuples(deal.none_of),  # type: ignore[arg-type]
        cite=tuple(deal.cite),
        note=deal.note,
    )


def _need(need: Any) -> frozen.Need:
    if isinstance(need, AllOfModel):
        return frozen.AllOf(parts=tuple(_need(part) for part in need.all_of))
    if isinstance(need, AtLeastModel):
        return frozen.AtLeast(k=need.at_least, parts=tuple(_need(part) for part in need.of))
    if isinstance(need, QuotaModel):
        return frozen.Quota(quota=need.quota, weights=dict(need.weights), free_votes=need.free_votes)
    if isinstance(need, NotModel):
        return frozen.Not(part=_need(need.not_))
    return frozen.Consent(party=need)


def _position(item: PositionModel) -> frozen.Position:
    return frozen.Position(
        declared=item.declared, conduct=item.conduct, cite=tuple(item.cite), note=item.note
    )


def _successor(key: str, item: SuccessorModel) -> frozen.Successor:
    return frozen.Successor(
        key=key,
        name=item.name or key,
        side=item.side,
        date=item.date,
        cite=tuple(item.cite),
        note=item.note,
        changes=tuple(item.changes),
    )


def _reading(key: str, reading: ReadingModel) -> frozen.Reading:
    return frozen.Reading(
        key=key,
        name=reading.name or key,
        source=reading.source,
        based_on=reading.based_on,
        as_of=reading.as_of,
        argues=reading.argues,
        thesis_gate=reading.thesis_gate,
        cite=tuple(reading.cite),
        changes=tuple(reading.changes),
    )
