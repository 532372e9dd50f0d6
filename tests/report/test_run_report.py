"""What the report of a run says."""

from dataclasses import replace

from detente import Dossier, Run
from detente.report.findings_part import findings_part
from detente.report.funnel_part import funnel_part
from detente.report.input_quality import quality_line
from detente.report.packages_part import packages_part
from detente.report.plain import plain_text
from detente.report.run_report import run_report
from detente.report.verdict_part import blockers_part, bottom_line
from detente.verdict.findings import Finding
from detente.verdict.robust import Change, RobustPackage


def test_shares_of_the_table_are_those_of_the_verdict(result: Run, dossier: Dossier) -> None:
    """The row of a class shows its shares gate by gate."""
    found = result.verdict["quiet-for-relief"]
    lines = plain_text(run_report(result, dossier)).splitlines()
    row = next(line for line in lines if line.startswith("quiet-for-relief  sweetened"))
    assert row.split()[2:7] == [f"{share:.0%}" for share in found.survives.values()]


def test_the_bottom_line_counts_kinds_of_deal(result: Run) -> None:
    """Three sentences at most say how many pass, where the rest die and who is in the way."""
    text = bottom_line(result.verdict, result.labels)
    assert text.startswith("With sweeteners, 1 of 3 kinds of deal asked about would pass")
    assert "exactly as described, none of 2 would" in text
    assert text.count(". ") <= 2


def test_a_dossier_without_kinds_of_deal_has_no_verdict(result: Run) -> None:
    """It says so, and nobody blocks."""
    empty = replace(result.verdict, classes=())
    assert bottom_line(empty, {}) == "The dossier names no kind of deal, so there is no verdict on any."
    assert "Nobody alone" in plain_text(blockers_part(empty, {}))


def test_a_funnel_without_counts(result: Run) -> None:
    """Without counted draws only what is conceivable is told."""
    text = plain_text(funnel_part(replace(result.funnel, draws_counted=0, gates=())))
    assert "12 packages are conceivable; none were counted" in text


def test_brackets_and_estimates_are_marked(result: Run) -> None:
    """A bracketed count shows both ends, an estimate a tilde and its error."""
    low = dict.fromkeys(("p05", "p25", "p50", "p75", "p95"), 1.0)
    high = dict.fromkeys(low, 7.0)
    gate = replace(result.funnel.gates[0], share_exact=0.0, share_empty=0.0)
    bracketed = replace(gate, at_least=low, at_most=high, share_bracketed=1.0)
    estimated = replace(gate, at_least=high, at_most=high, share_estimated=1.0, worst_error=0.031)
    text = plain_text(funnel_part(replace(result.funnel, gates=(estimated, bracketed))))
    assert "~10^7.0" in text
    assert "10..10^7.0" in text
    assert "standard error of at most 3%" in text


def test_findings_carry_their_reason_or_owe_one(dossier: Dossier) -> None:
    """Each is followed by the dossier's sentence, or by the remark that there is none."""
    told = Finding(
        kind="unilateral", issue="sanctions", option="ease", party="north", share=0.9, why="Pride."
    )
    owed = replace(told, kind="one-issue deal", party=None, why=None)
    text = plain_text(findings_part((told, owed), dossier.issues, dossier.parties))
    assert "- Northland could do this alone and gains by it in 90% of draws" in text
    assert "  - Why not already: Pride." in text
    assert "- A deal on this alone passes every gate in 90% of draws" in text
    assert "  - No explanation given: the dossier owes one (why_not_already)." in text


def test_a_clean_test_is_told(dossier: Dossier) -> None:
    """No findings is a result, too."""
    assert "Clean:" in plain_text(findings_part((), dossier.issues, dossier.parties))


def _package() -> RobustPackage:
    def change(name: str, *performers: str) -> Change:
        return Change(issue=name, option="o", issue_name=name, option_name="done", performers=performers)

    changes = (
        change("own", "a"),
        change("agency", "ministry"),
        change("both", "b", "a"),
        change("client", "c"),
    )
    survives = dict.fromkeys(("deliverable", "acceptable", "ratifiable", "credible", "self-enforcing"), 0.5)
    return RobustPackage(
        changes=changes, survives=survives, points={"b": (1.0, 2.0, 3.0), "a": (4.0, 5.0, 6.0)}
    )


def test_a_package_is_told_by_givers() -> None:
    """Acts stand under the side of those who perform them; points follow the order of the dossier."""
    labels = {"a": "Aland", "b": "Bland", "ministry": "Ministry", "c": "Client"}
    sides = {"a": "a", "b": "b", "ministry": "a", "c": None}
    assert plain_text(packages_part((_package(),), labels, sides)).splitlines()[3:] == [
        "### 1. 4 changes; passes every gate in 50% of draws",
        "- Aland gives:",
        "  - own: done",
        "  - agency: done",
        "- Aland and Bland give together:",
        "  - both: done",
        "- Others give:",
        "  - client: done (needs an act of Client)",
        "gets (points)   5%  median  95%",
        "Aland          4.0     5.0  6.0",
        "Bland          1.0     2.0  3.0",
        "The best that were found; others that differ little from these are left out. "
        "Points are each party's own, against the status quo and before the costs of dealing.",
    ]


def test_no_package_survives() -> None:
    """That is said in words."""
    assert "None: no package was found" in plain_text(packages_part((), {}, {}))


def test_no_numbers(result: Run) -> None:
    """The quality of nothing is not measured."""
    assert quality_line(replace(result.quality, n_numbers=0)) == "no numbers"
