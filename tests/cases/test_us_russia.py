"""The US-Russia case is what its codebook makes of the coding, whole and without the essays' words."""

from __future__ import annotations

import importlib
import math
import os
import re
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from detente.dossier import Dossier, load

ESSAYS = "DETENTE_ESSAYS"
RUN = 6
NAMES = [
    "Organization for Security and Cooperation in Europe",
    "Institute for the Study of War",
    "the Universal Declaration of Human Rights",
]


@pytest.fixture(scope="module")
def case(cases_folder: Path) -> Path:
    """Folder of the case."""
    return cases_folder / "us-russia"


@pytest.fixture(scope="module")
def dossier(case: Path) -> Dossier:
    """The base dossier."""
    return load(case)


def words(text: str) -> list[str]:
    """Split a text into lower-case words, quotes made plain."""
    plain = text.lower().replace("’", "'").replace("‘", "'").replace("\xa0", " ")
    return re.findall(r"[a-z0-9']+", plain)


def runs(text: str) -> set[tuple[str, ...]]:
    """Every run of six consecutive words."""
    found = words(text)
    return {tuple(found[k : k + RUN]) for k in range(len(found) - RUN + 1)}


def test_codebook_makes_the_case_byte_for_byte(case: Path, codebook: ModuleType) -> None:
    """Regenerating the case from its coding gives the shipped bytes."""
    for name, text in codebook.build(case).items():
        assert (case / name).read_bytes() == text.encode("utf-8"), f"{name}: run python tools/codebook.py"


def test_size_of_the_case(dossier: Dossier) -> None:
    """44 issues make 10^24.78 packages, or 10^19.94 without pressure options."""
    options = [list(i.options.values()) for i in dossier.issues.values()]
    assert len(dossier.issues) == 44
    assert math.log10(math.prod(len(o) for o in options)) == pytest.approx(24.78, abs=0.005)
    free = math.prod(sum(not o.pressure for o in group) for group in options)
    assert math.log10(free) == pytest.approx(19.94, abs=0.005)


def test_every_claim_ships_with_its_place(dossier: Dossier) -> None:
    """All 311 claims stand under their essays with paragraph, offsets and hash."""
    claims = [c for s in dossier.sources.values() for c in s.claims.values()]
    assert len(claims) == 311
    assert all(c.paragraph and c.end and c.start is not None and c.span_sha256 for c in claims)


def test_ledger_holds_every_agreement(dossier: Dossier, case: Path) -> None:
    """The 30 agreements of the coding are in the ledger, with every verdict given on them."""
    rows = yaml.safe_load((case / "coding" / "agreements.yaml").read_text("utf-8"))["agreements"]
    assert {e.agreement for e in dossier.trust.ledger} == {r["name"] for r in rows}
    assert len(dossier.trust.ledger) == sum(max(1, len(r["compliance"])) for r in rows)


def test_every_bundle_is_a_kind_of_deal(dossier: Dossier) -> None:
    """Fifteen bundles and three general classes; only Kramer's plan asks for pressure."""
    assert len(dossier.deals) == 18
    hard = {
        key
        for key, deal in dossier.deals.items()
        for issue, options in deal.all_of.items()
        if any(dossier.issues[issue].options[o].pressure for o in options)
    }
    assert hard == {"pressure"}


def test_pressure_never_helps_the_other_side(dossier: Dossier) -> None:
    """A principal never gains from pressure that only the other principal performs."""
    for issue_key, issue in dossier.issues.items():
        for key, option in issue.options.items():
            for me, other in (("us", "russia"), ("russia", "us")):
                entry = dossier.stakes[me].get(issue_key, {}).get(key)
                if option.pressure and option.performers == (other,) and entry is not None:
                    assert entry.middle <= 0, f"{issue_key}.{key}"


def test_easy_gains_are_explained(codebook: ModuleType, dossier: Dossier, case: Path) -> None:
    """Options that one side could take alone, or that both gain from, and no others, have their sentence."""
    builder = codebook.Builder(codebook.Coding.read(case / "coding"))
    easy = {builder.coding.option_of[o] for side in ("us", "russia") for o, _ in builder.stakes.easy(side)}
    easy |= {builder.coding.option_of[o] for o in builder.stakes.mutual()}
    options = ((i, o) for i, issue in dossier.issues.items() for o in issue.options.values())
    told = {(i, o.key) for i, o in options if o.why_not_already}
    assert told == easy


def test_every_parameter_effect_has_an_answer(codebook: ModuleType, case: Path) -> None:
    """Each parameter effect of the coding changes something, or the table says why not."""
    builder = codebook.Builder(codebook.Coding.read(case / "coding"))
    rows = yaml.safe_load((case / "coding" / "readings.yaml").read_text("utf-8"))["readings"]
    assert len(builder.readings.table()) == sum(len(r["parameter_effects"]) for r in rows)


def test_a_reading_cites_only_its_own_essay(dossier: Dossier) -> None:
    """An author's changes rest on that author's essay alone."""
    for reading in dossier.readings.values():
        assert {c.split("#")[0] for c in reading.cite} == {reading.source}


def test_option_worth_follows_rule_s1(dossier: Dossier) -> None:
    """Full relief with compensation: salience 4 weighs 35 to 45, four of five steps nearer for Russia."""
    entry = dossier.stakes["russia"]["sanctions-relief"]["full-comp"]
    assert entry.parameters == (28.0, 36.0)


def test_every_act_of_a_deal_has_one_kind(codebook: ModuleType, dossier: Dossier, case: Path) -> None:
    """Rule G1 speaks once of each option that can be part of a deal, and of no other."""
    acts = importlib.import_module("codebook_acts")
    builder = codebook.Builder(codebook.Coding.read(case / "coding"))
    told = [builder.coding.option_of[o] for kind in acts.KINDS.values() for o in kind.options]
    options = [(i, o) for i, issue in dossier.issues.items() for o in issue.options.values()]
    assert sorted(told) == sorted((i, o.key) for i, o in options if not (o.status_quo or o.pressure))
    for kind in acts.KINDS.values():
        for issue, key in (builder.coding.option_of[o] for o in kind.options):
            option = dossier.issues[issue].options[key]
            assert (option.divisible, option.reversible) == (kind.divisible, kind.reversible)


def test_staged_relief_is_what_its_author_says(dossier: Dossier) -> None:
    """The one act that an essay takes apart can be done in parts and taken back, and cites it."""
    staged = dossier.issues["sanctions-relief"].options["staged"]
    assert (staged.divisible, staged.reversible) == (True, True)
    assert {"saivetz-2017#77", "saivetz-2017#78"} <= set(staged.cite)


def test_instigators_are_those_coded(dossier: Dossier) -> None:
    """Russia makes the harm in the Donbas and in the frozen conflicts, and has control of both."""
    found = {key: issue.instigators for key, issue in dossier.issues.items() if issue.instigators}
    assert found == {"donbas": ("russia",), "frozen-conflicts": ("russia",)}
    assert all("russia" in dossier.issues[key].control for key in found)


def test_leakage_is_friedmans_alone(case: Path, dossier: Dossier) -> None:
    """The base has none; one reading has one share, from its own essay."""
    leaking = {
        (name, issue.key, party): share
        for name in (None, *dossier.readings)
        for issue in load(case, reading=name, check_readings=False).issues.values()
        for party, share in issue.leakage.items()
    }
    assert list(leaking) == [("friedman", "nk-pressure", "russia")]
    (share,) = leaking.values()
    assert share.parameters == (0.0, 0.3)
    assert share.cite == ("friedman-2017#20", "friedman-2017#21", "friedman-2017#23")


def test_issues_and_ledger_name_fields_alike(dossier: Dossier) -> None:
    """Every issue has a field, and every field of the ledger is that of some issue, or not traded."""
    fields = {issue.field for issue in dossier.issues.values()}
    assert None not in fields
    assert {entry.field for entry in dossier.trust.ledger} <= fields | {"allies", "bilateral aggregate"}


def test_positions_have_a_gap_and_claims_of_both(dossier: Dossier) -> None:
    """Words and conduct differ, and rest on two claims or more."""
    found = [(p, i, x) for p, issues in dossier.positions.items() for i, x in issues.items()]
    assert [(p, i, x.declared, x.conduct) for p, i, x in found] == [
        ("us", "sanctions-relief", "staged", "increase"),
        ("russia", "syria-settlement", "elections", "war"),
        ("russia", "isis-ct", "coordinated", "parallel"),
        ("russia", "nk-pressure", "enforce", "double"),
        ("russia", "election-interference", "pledge", "denial"),
    ]
    assert all(len(x.cite) >= 2 for _, _, x in found)


def test_successors_carry_the_trend_on(case: Path, dossier: Dossier) -> None:
    """Rule S6 by hand: 812 days at 0.05 and 0.15 a year, from the base and from Pigman's own costs."""
    years = 812 / 365.25
    for reading, (low, high) in ((None, (3, 9)), ("pigman", (12, 24))):
        later = load(case, reading=reading, successor="next-administration", check_readings=False)
        cost = later.dealing_costs["congress"].per_deal
        assert cost is not None
        expected = (low * (1 + 0.05 * years), high * (1 + 0.15 * years))
        assert cost.parameters == pytest.approx(expected, abs=0.005)
    assert [str(s.date) for s in dossier.successors.values()] == ["2021-01-20", "2019-01-03"]


def test_a_successor_never_turns_a_trend_round(case: Path, dossier: Dossier) -> None:
    """The next administration finds dealing dearer and the next Congress cheaper, whatever it costs today."""
    own = [key for key, reading in dossier.readings.items() if "successors." in " ".join(reading.changes)]
    assert own == ["pigman", "stutte"]
    for reading in (None, *own):
        today = load(case, reading=reading, check_readings=False).dealing_costs
        for key, sign in (("next-administration", 1), ("next-congress", -1)):
            later = load(case, reading=reading, successor=key, check_readings=False).dealing_costs
            moved = {body for body in today if later[body] != today[body]}
            assert moved
            assert {"us", "russia"}.isdisjoint(moved)
            for body in moved:
                now, then = today[body].per_deal, later[body].per_deal
                assert now is not None
                assert then is not None
                assert sign * (then.middle - now.middle) > 0


def test_no_words_of_the_essays(case: Path) -> None:
    """No file of the case repeats six consecutive words of an essay, proper names aside."""
    beside = Path(__file__).parents[3] / "shared" / "seeds" / "essays"
    essays = sorted(Path(os.environ.get(ESSAYS, beside)).glob("*.txt"))
    if not essays:
        pytest.skip(f"the essays are not shipped; set {ESSAYS} to a folder with their text to run this")
    theirs = set().union(*(runs(p.read_text("utf-8")) for p in essays))
    names = [s.title for s in load(case).sources.values()] + NAMES
    allowed = set().union(*(runs(name) for name in names))
    for path in sorted(p for p in case.rglob("*") if p.suffix in (".yaml", ".md")):
        shared = (runs(path.read_text("utf-8")) & theirs) - allowed
        assert not shared, f"{path.name}: {shared}"


def test_indicators_are_the_open_questions_of_the_coding(dossier: Dossier, case: Path) -> None:
    """Each option to watch names a question of the coding, none to be resolved before the case's date."""
    rows = yaml.safe_load((case / "coding" / "questions.yaml").read_text("utf-8"))["questions"]
    assert dossier.as_of is not None
    still_open = {row["question"] for row in rows if str(row["resolve_by"]) > str(dossier.as_of)}
    told = [o.indicator for i in dossier.issues.values() for o in i.options.values() if o.indicator]
    assert len(told) == 23
    assert set(told) <= still_open
