"""The format of a dossier as strict pydantic models: one class per kind of section.

Names between sections are not resolved here; that is the work of
:mod:`detente.dossier.references`. The descriptions also feed the JSON Schema.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag

from detente.dossier.climate_schema import ClimateModel
from detente.dossier.needs import NeedModel
from detente.dossier.numbers import Number, Share
from detente.dossier.scalars import Citations, Count, Day, Slug, Strict, Text, empty_if_null

__all__ = [
    "ClaimModel",
    "CorrelationModel",
    "DealModel",
    "DealingCostsModel",
    "DossierModel",
    "EventModel",
    "IssueModel",
    "LedgerModel",
    "LinkModel",
    "NoDealModel",
    "NoneKindModel",
    "OptionModel",
    "PartyModel",
    "PositionModel",
    "ReadingModel",
    "RuleModel",
    "SourceModel",
    "SuccessorModel",
    "TrustModel",
]

KindName = Literal["tactical", "fundamental", "mixed"]
Options = Annotated[list[Slug], Field(min_length=1)]
IssueOptions = Annotated[dict[Slug, Options], Field(min_length=1)]


class ClaimModel(Strict):
    """One statement of a source, in the analyst's words."""

    paraphrase: Text = Field(description="The claim in your own words.")
    paragraph: Count | None = Field(None, description="Paragraph of the source, from 1.")
    start: Annotated[int, Field(ge=0)] | None = Field(
        None, description="First character of the passage, from 0."
    )
    end: Count | None = Field(None, description="Character after the last of the passage.")
    span_sha256: Text | None = Field(None, description="SHA-256 of the passage (or its first digits).")


class SourceModel(Strict):
    """Something that can be cited."""

    title: Text = Field(description="Title of the work.")
    author: Text | None = Field(None, description="Who wrote it.")
    outlet: Text | None = Field(None, description="Where it appeared.")
    date: Day | None = Field(None, description="Day of publication; must not lie after `as_of` if cited.")
    url: Text | None = Field(None, description="Where it can be read.")
    file: Text | None = Field(None, description="Name of the file that holds its text.")
    note: Text | None = Field(None, description="A remark.")
    paragraphs: Count | None = Field(None, description="How many paragraphs it has; bounds `source#p12`.")
    claims: Count | None = Field(None, description="How many claims were taken from it; bounds `source#27`.")


class PartyModel(Strict):
    """Anyone with preferences."""

    name: Text | None = Field(None, description="Name for people; the key if left out.")
    role: Literal["principal", "ratifier", "third party"] = Field(
        description="A principal signs; a ratifier may have to consent at home; a third party is affected."
    )
    side: Slug | None = Field(None, description="The principal it belongs to; a ratifier must have one.")
    at_table: bool = Field(
        False, description="A third party that joins the talks: its control counts and its consent is needed."
    )
    discount_factor: Share | None = Field(
        None, description="Worth of the next period against this one, 0 to 1."
    )
    sway: Number | None = Field(
        None, description="How uncertain its vote is, in points, 0 or more; a firm vote if left out."
    )
    note: Text | None = Field(None, description="A remark.")


class OptionModel(Strict):
    """One way an issue can be settled."""

    name: Text | None = Field(None, description="Name for people; the key if left out.")
    status_quo: bool = Field(False, description="True for the one option that changes nothing.")
    pressure: bool = Field(False, description="True for a move against the other side: never part of a deal.")
    performers: list[Slug] = Field([], description="Parties that must act to bring it about.")
    consent: list[Slug] = Field([], description="Parties that must agree to this very option.")
    requires: Share | None = Field(None, description="Share of control needed to bring it about, 0 to 1.")
    divisible: bool = Field(False, description="True where it can be carried out in parts.")
    reversible: bool = Field(True, description="False where what is done stays done, whoever stops.")
    after: dict[Slug, Options] = Field(
        {}, description="Issues that must first come to one of the options named."
    )
    why_not_already: Text | None = Field(
        None, description="Why it has not happened, if nothing seems to stop it."
    )
    indicator: Text | None = Field(
        None, description="The observation that would tell that it is coming about, or is not."
    )
    cite: Citations = Field([], description="Sources.")
    note: Text | None = Field(None, description="A remark.")


class IssueModel(Strict):
    """A matter with two or more options, exactly one of them the status quo."""

    name: Text | None = Field(None, description="Name for people; the key if left out.")
    kind: KindName | None = Field(None, description="Tactical, fundamental or mixed.")
    control: dict[Slug, Share] = Field({}, description="Share of the outcome each party commands, 0 to 1.")
    leakage: dict[Slug, Share] = Field(
        {}, description="Share of the others' pressure that a party undoes unless it takes part, 0 to 1."
    )
    instigators: list[Slug] = Field(
        [], description="Parties whose control is that of ending a harm of their own making."
    )
    field: Text | None = Field(None, description="Field of policy, as in the ledger.")
    options: dict[
        Slug,
        Annotated[OptionModel, BeforeValidator(empty_if_null, json_schema_input_type=OptionModel | None)],
    ] = Field(description="The ways it can be settled, in order; exactly one is the status quo.")
    cite: Citations = Field([], description="Sources.")
    note: Text | None = Field(None, description="A remark.")


class LinkModel(Strict):
    """Points that accrue only if a combination of options occurs."""

    name: Text = Field(description="What the combination is.")
    when: IssueOptions = Field(description="Two or more issues and the options that bring the link about.")
    points: dict[Slug, Number] = Field(
        min_length=1, description="What the combination is worth to each party."
    )


class CorrelationModel(Strict):
    """Numbers that tend to be high together, or high where others are low."""

    name: Text = Field(description="Why they go together.")
    of: Annotated[list[Text], Field(min_length=1, max_length=500)] = Field(
        description="Paths of two numbers or more; `*` stands for any one step. All pairs have the rank."
    )
    rank: Annotated[float, Field(gt=-1, lt=1)] = Field(
        description="Spearman's rank correlation of each pair, between -1 and 1."
    )
    cite: Citations = Field([], description="Sources.")
    note: Text | None = Field(None, description="A remark.")


class NoDealModel(Strict):
    """What a party does and gets if the talks fail."""

    plan: dict[Slug, Slug] = Field({}, description="Option it would choose on each issue it would act on.")
    points: Number | None = Field(None, description="What the failure itself is worth to it, in points.")


class DealingCostsModel(Strict):
    """What it costs a party to be seen dealing."""

    per_deal: Number | None = Field(None, description="Points lost by any deal at all.")
    per_issue: Number | None = Field(None, description="Points lost by each issue changed.")
    cite: Citations = Field([], description="Sources of both numbers, where they name none themselves.")
    note: Text | None = Field(None, description="A remark on both numbers.")


class NoneKindModel(Strict):
    """No issue of a kind may be touched."""

    kind: KindName = Field(description="The kind that must stay as it is.")


def _kind_of_none(value: Any) -> str:
    by_kind = isinstance(value, NoneKindModel) or (
        isinstance(value, dict) and isinstance(value.get("kind"), str)
    )
    return "<kind>" if by_kind else "<options>"


class DealModel(Strict):
    """A kind of deal: a condition on packages. Without any condition it means any deal."""

    name: Text | None = Field(None, description="Name for people; the key if left out.")
    all_of: IssueOptions | None = Field(
        None, alias="all", description="Every issue named must stand at one of the options named."
    )
    at_least: Count | None = Field(None, description="How many of the issues in `of` must move.")
    of: IssueOptions | None = Field(None, description="Issues and options counted by `at_least`.")
    none_of: (
        Annotated[
            Annotated[NoneKindModel, Tag("<kind>")] | Annotated[IssueOptions, Tag("<options>")],
            Discriminator(_kind_of_none),
        ]
        | None
    ) = Field(None, alias="none", description="Options, or a kind of issue, that the deal must not touch.")
    cite: Citations = Field([], description="Sources.")
    note: Text | None = Field(None, description="A remark.")


def _kind_of_over(value: Any) -> str:
    return "<options>" if isinstance(value, dict) else "<issues>"


class RuleModel(Strict):
    """One way in which a deal can be stopped at home."""

    name: Text = Field(description="What the rule is called.")
    over: (
        Annotated[
            Annotated[Options, Tag("<issues>")] | Annotated[IssueOptions, Tag("<options>")],
            Discriminator(_kind_of_over),
        ]
        | None
    ) = Field(
        None,
        description="Issues, or options of issues, that call the rule into play; any change if left out.",
    )
    needs: NeedModel = Field(description="Whose consent it takes.")
    cite: Citations = Field([], description="Sources.")
    note: Text | None = Field(None, description="A remark.")


class LedgerModel(Strict):
    """One party's record under one agreement."""

    agreement: Text = Field(description="Which agreement.")
    year: int | None = Field(None, ge=1, le=9999, description="Year it was made.")
    party: Slug = Field(description="Whose record this is.")
    verdict: Literal["kept", "partial", "broken", "contested", "not_implemented", "lapsed", "none_stated"] = (
        Field(
            description="Kept counts for it, broken against it, partial half each way; the rest not at all."
        )
    )
    field: Text | None = Field(None, description="Field of policy, such as arms control.")
    cite: Citations = Field([], description="Sources.")
    note: Text | None = Field(None, description="A remark.")


class TrustModel(Strict):
    """Whether words are kept and cheating is noticed."""

    keeps_word: dict[Slug, Share] = Field({}, description="Chance that a party performs what it promised.")
    monitoring: dict[Slug, Share] = Field(
        {}, description="Chance per period that a party's cheating is noticed."
    )
    ledger: list[LedgerModel] = Field([], description="Agreements and how they fared.")
    prior: Annotated[list[Annotated[float, Field(gt=0, le=1e6)]], Field(min_length=2, max_length=2)] = Field(
        [1.0, 1.0], description="Beta prior of keeping one's word: for, against."
    )
    half_life: Annotated[float, Field(gt=0, le=1000)] | None = Field(
        None, description="Years after which an entry of the ledger counts half; all alike if left out."
    )
    false_alarms: dict[Slug, Share] = Field(
        {}, description="Chance per period that a party is taken to cheat though it complies."
    )
    punishment: Annotated[int, Field(ge=1, le=1000)] | None = Field(
        None, description="Periods without a deal after an alarm; for good if left out."
    )


class PositionModel(Strict):
    """What a party says it is for on an issue, and what it acts on."""

    declared: Slug = Field(description="The option it says it is for.")
    conduct: Slug = Field(description="The option it acts on.")
    cite: Citations = Field([], description="Sources.")
    note: Text | None = Field(None, description="A remark.")


class EventModel(Strict):
    """A dated act of one party towards another."""

    date: Text = Field(description="Date, or two dates with a slash between them.")
    source: Slug = Field(description="Who acted.")
    target: Slug = Field(description="Towards whom.")
    text: Text = Field(description="What happened.")
    score: Annotated[float, Field(ge=-10, le=10)] | None = Field(
        None, description="Goldstein score, -10 to 10."
    )
    code: Text | None = Field(None, description="Event code, in quotes.")
    cite: Citations = Field([], description="Sources.")


class ReadingModel(Strict):
    """One author's view of the case, written as changes to the base dossier."""

    name: Text | None = Field(None, description="Name for people; the key if left out.")
    source: Slug | None = Field(None, description="The source that holds this view.")
    as_of: Day | None = Field(None, description="Nothing later may be cited by this reading.")
    based_on: Slug | None = Field(None, description="Another reading whose changes are made first.")
    argues: Text | None = Field(None, description="What the author argues, in one sentence.")
    thesis_gate: Literal["deliverable", "acceptable", "ratifiable", "credible", "self-enforcing"] | None = (
        Field(None, description="The gate at which the author sees a deal fail.")
    )
    cite: Citations = Field([], description="Sources.")
    changes: dict[str, Any] = Field(
        {},
        alias="set",
        description="New values by dotted path, such as `trust.keeps_word.russia: 0.01..0.08`.",
    )


class SuccessorModel(Strict):
    """Who decides later on one side, written as changes to the dossier."""

    name: Text | None = Field(None, description="Name for people; the key if left out.")
    side: Slug = Field(description="The principal on whose side others will then decide.")
    date: Day | None = Field(None, description="The day from which they decide.")
    cite: Citations = Field([], description="Sources.")
    note: Text | None = Field(None, description="A remark.")
    changes: dict[str, Any] = Field(
        {}, alias="set", description="New values by dotted path, as in a reading."
    )


class DossierModel(Strict):
    """A dossier: parties, issues, what they are worth, and what stands in the way of a deal."""

    detente: Literal[1] = Field(description="Version of the format.")
    title: Text = Field(description="The question, in a line.")
    as_of: Day | None = Field(None, description="Nothing later may be cited.")
    horizon: Day | None = Field(None, description="Until when a deal would have to be made.")
    sources: dict[Slug, SourceModel] = Field({}, description="What is cited.")
    claims: dict[Slug, dict[Annotated[str, Field(pattern=r"^[1-9][0-9]{0,6}$")], ClaimModel]] = Field(
        {}, description="Statements of each source, by number."
    )
    parties: dict[Slug, PartyModel] = Field(description="Who has preferences.")
    issues: dict[Slug, IssueModel] = Field(description="What is at stake.")
    stakes: dict[Slug, dict[Slug, dict[Slug, Number]]] = Field(
        description="Party, issue, option: points against the status quo, on the party's own scale."
    )
    links: list[LinkModel] = Field([], description="Combinations worth more or less than their parts.")
    correlations: list[CorrelationModel] = Field(
        [], description="Numbers that are not drawn independently of each other."
    )
    no_deal: dict[
        Slug,
        Annotated[NoDealModel, BeforeValidator(empty_if_null, json_schema_input_type=NoDealModel | None)],
    ] = Field({}, description="What happens to each party without a deal; 0 points if silent.")
    dealing_costs: dict[
        Slug,
        Annotated[
            DealingCostsModel, BeforeValidator(empty_if_null, json_schema_input_type=DealingCostsModel | None)
        ],
    ] = Field({}, description="What it costs to be seen dealing.")
    relative_gains: dict[Slug, Share] = Field(
        {}, description="Part of the other principal's points that a principal counts as its own loss."
    )
    agenda_limit: Count | None = Field(None, description="At most so many issues may change in one package.")
    deals: dict[
        Slug, Annotated[DealModel, BeforeValidator(empty_if_null, json_schema_input_type=DealModel | None)]
    ] = Field({}, description="The kinds of deal the verdict speaks of.")
    ratification: dict[Slug, list[RuleModel]] = Field(
        {}, description="Per side, whose consent at home is needed."
    )
    positions: dict[Slug, dict[Slug, PositionModel]] = Field(
        {}, description="Party, issue: the option it says it is for, and the one it acts on."
    )
    successors: dict[Slug, SuccessorModel] = Field(
        {}, description="Who decides later, and what would then be different."
    )
    trust: TrustModel = Field(
        TrustModel.model_validate({}), description="Whether words are kept and cheating is noticed."
    )
    climate: ClimateModel | None = Field(
        None, description="How hostility between two principals moves, and what it does to the bargain."
    )
    events: list[EventModel] = Field([], description="Dated acts, for the climate between the parties.")
    readings: dict[Slug, ReadingModel] = Field({}, description="Other views of the same case.")
