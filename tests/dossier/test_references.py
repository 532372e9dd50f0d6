"""Names that nothing declares, each at its line with the nearest that exists."""

import pytest
from breaking import Breaking


@pytest.mark.parametrize(
    ("old", "new", "code", "path", "hint"),
    [
        ("congress: {sanctions", "congres: {sanctions", "D040", "stakes.congres", "congress"),
        ("performers: [russia, china]", "performers: [russia, chin]", "D040", "", "china"),
        ("consent: [china]", "consent: [chyna]", "D040", "", "china"),
        ("control: {china", "control: {chyna", "D040", "issues.nk-pressure.control.chyna", "china"),
        ("points: {congress", "points: {kongress", "D040", "links.0.points.kongress", "congress"),
        ("needs: congress", "needs: kongress", "D040", "ratification.us.0.needs", "congress"),
        ("weights: {congress", "weights: {kongress", "D040", "", "congress"),
        ("monitoring: {us", "monitoring: {uss", "D040", "trust.monitoring.uss", "us"),
        ("party: russia,", "party: rusia,", "D040", "trust.ledger.0.party", "russia"),
        ("  congress: {per_deal", "  kongress: {per_deal", "D040", "dealing_costs.kongress", "congress"),
        ("  russia: {points: -8", "  rusia: {points: -8", "D040", "no_deal.rusia", "russia"),
        ("donbas: {withdrawal: 10", "dombas: {withdrawal: 10", "D041", "stakes.us.dombas", "donbas"),
        ("plan: {sanctions", "plan: {sanction", "D041", "no_deal.us.plan.sanction", "sanctions"),
        ("when: {sanctions", "when: {sanction", "D041", "links.0.when.sanction", "sanctions"),
        ("over: [sanctions]", "over: [sanction]", "D041", "ratification.us.0.over.0", "sanctions"),
        (
            "over: {nk-pressure",
            "over: {nk-presure",
            "D041",
            "ratification.us.1.over.nk-presure",
            "nk-pressure",
        ),
        ("lift: -40..-20", "lif: -40..-20", "D042", "stakes.congress.sanctions.lif", "lift"),
        ("plan: {sanctions: raise", "plan: {sanctions: rais", "D042", "no_deal.us.plan.sanctions", "raise"),
        (
            "all: {sanctions: [staged]",
            "all: {sanctions: [stagd]",
            "D042",
            "deals.staged-relief.all.sanctions.0",
            "staged",
        ),
        (
            "cite: [saivetz-2017#77]",
            "cite: [saivet-2017#77]",
            "D043",
            "deals.staged-relief.cite.0",
            "saivetz-2017",
        ),
        ("source: kramer-2017\n", "source: kramer-2018\n", "D043", "readings.kramer.source", "kramer-2017"),
        ("based_on: kramer", "based_on: cramer", "D046", "readings.harder.based_on", "kramer"),
        ("role: ratifier, side: us}", "role: ratifier, side: uss}", "D047", "parties.congress.side", "us"),
        ("relative_gains: {us", "relative_gains: {uss", "D047", "relative_gains.uss", "us"),
        (
            "control: {c",
            "leakage: {chyna: 0.1}\n    control: {c",
            "D040",
            "issues.nk-pressure.leakage.chyna",
            "china",
        ),
        (
            "control: {c",
            "instigators: [chyna]\n    control: {c",
            "D040",
            "issues.nk-pressure.instigators.0",
            "china",
        ),
        (
            "withdrawal: {perf",
            "withdrawal: {after: {sanction: [lift]}, perf",
            "D041",
            "issues.donbas.options.withdrawal.after.sanction",
            "sanctions",
        ),
        (
            "withdrawal: {perf",
            "withdrawal: {after: {sanctions: [lif]}, perf",
            "D042",
            "issues.donbas.options.withdrawal.after.sanctions.0",
            "lift",
        ),
        ("trust:\n", "trust:\n  false_alarms: {uss: 0.1}\n", "D040", "trust.false_alarms.uss", "us"),
        ("trust:\n", "positions: {chyna: {}}\ntrust:\n", "D040", "positions.chyna", "china"),
        (
            "trust:\n",
            "positions: {china: {sanction: {declared: lift, conduct: keep}}}\ntrust:\n",
            "D041",
            "positions.china.sanction",
            "sanctions",
        ),
        (
            "trust:\n",
            "positions: {china: {sanctions: {declared: lif, conduct: keep}}}\ntrust:\n",
            "D042",
            "positions.china.sanctions.declared",
            "lift",
        ),
        (
            "trust:\n",
            "positions: {china: {sanctions: {declared: lift, conduct: kep}}}\ntrust:\n",
            "D042",
            "positions.china.sanctions.conduct",
            "keep",
        ),
        (
            "trust:\n",
            "positions: {china: {sanctions: {declared: lift, conduct: keep, cite: [kramr-2017]}}}\ntrust:\n",
            "D043",
            "positions.china.sanctions.cite.0",
            "kramer-2017",
        ),
        ("trust:\n", "successors: {new: {side: uss}}\ntrust:\n", "D047", "successors.new.side", "us"),
        ("ratification:\n  us:", "ratification:\n  uss:", "D047", "ratification.uss", "us"),
    ],
)
def test_an_unknown_name_is_located(
    problems_after: Breaking, old: str, new: str, code: str, path: str, hint: str
) -> None:
    """The first problem names the entry and the nearest valid name."""
    problem = problems_after(old, new)[0]
    assert problem.code == code
    assert path in ("", problem.path)
    assert problem.hint == f"did you mean {hint!r}?"
    assert problem.line is not None
    assert problem.column is not None
    assert problem.found is not None


def test_line_and_column_are_those_of_the_name(problems_after: Breaking) -> None:
    """A list item is pointed at itself, a key at the key."""
    problems_after("consent: [china]", "consent: [chyna]", at="chyna")
    problems_after("control: {china", "control: {chyna", at="chyna")


@pytest.mark.parametrize(
    ("old", "new", "code", "hint"),
    [
        ("saivetz-2017#27", "saivetz-2017#97", "D044", "saivetz-2017#79"),
        ("kramer-2017#p3", "kramer-2017#p99", "D044", "p25"),
        ("saivetz-2017#27", "saivetz-2017#0", "D045", "source#27"),
        ("saivetz-2017#27", "Saivetz 2017", "D045", "source#27"),
    ],
)
def test_a_citation_must_resolve(problems_after: Breaking, old: str, new: str, code: str, hint: str) -> None:
    """Claims and paragraphs must exist, and the citation must have its form."""
    (problem,) = problems_after(old, new, at=new)
    assert problem.code == code
    assert hint in str(problem.hint)


def test_a_source_without_claims_has_none_to_cite(problems_after: Breaking) -> None:
    """A claim number means nothing where no claims are counted or written down."""
    problems = problems_after("paragraphs: 25, claims: 58", "paragraphs: 25")
    assert [(p.code, p.path) for p in problems] == [("D044", "trust.ledger.0.cite.0")]
    assert "#p34" in str(problems[0].hint)


def test_nothing_later_may_be_cited(problems_after: Breaking) -> None:
    """A source later than the dossier's own day is refused wherever it is cited."""
    problems = problems_after("as_of: 2018-10-31", "as_of: 2017-06-30")
    assert [p.code for p in problems if p.path.startswith(("trust", "events"))] == ["D061", "D061"]


def test_a_reading_has_its_own_day(problems_after: Breaking) -> None:
    """Only what the reading itself cites is held to the reading's earlier day."""
    (problem,) = problems_after("as_of: 2017-07-31", "as_of: 2017-02-28", at="kramer-2017\n    thesis")
    assert (problem.code, problem.path) == ("D061", "readings.kramer.source")
