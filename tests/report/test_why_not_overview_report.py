"""Every kind of deal as a report."""

from __future__ import annotations

from detente.explain.why_not_overview import WhyNotOverview, why_not_overview
from detente.report.blocks import Table
from detente.report.plain import plain_text
from detente.report.why_not_overview_report import why_not_overview_report
from explain.pressing import pressing
from properties.dossiers import loaded, plain


def overview() -> WhyNotOverview:
    """Two kinds pass, three are no deals."""
    return why_not_overview(loaded(pressing()), draws=10)


def test_a_row_for_each_kind() -> None:
    """Gate, hardest condition by the party's key, shortfall, share, and who stops it alone."""
    table = next(block for block in why_not_overview_report(overview()) if isinstance(block, Table))
    rows = [[cell.text for cell in row] for row in table.sections[0].rows]
    assert rows[0] == ["swap", "-", "", "", "100%", ""]
    assert [row[0] for row in rows] == ["swap", "either"]
    assert "points as shares of the party's largest stake" in plain_text(why_not_overview_report(overview()))


def test_who_stops_it() -> None:
    """By keys, as many as there is room for, and how many more there are."""
    parties = {
        **plain()["parties"],
        **{f"party-number-{k}": {"role": "third party", "name": f"The party {k}"} for k in range(5)},
    }
    issues = plain()["issues"]
    issues["aid"]["options"]["grant"]["consent"] = [f"party-number-{k}" for k in range(5)]
    stakes = {**plain()["stakes"], **{f"party-number-{k}": {"aid": {"grant": -9}} for k in range(5)}}
    found = why_not_overview(loaded(plain(parties=parties, issues=issues, stakes=stakes)), draws=5)
    table = next(block for block in why_not_overview_report(found) if isinstance(block, Table))
    row = [cell.text for cell in table.sections[0].rows[0]]
    assert row[1:] == ["ratify", "party-number-0 consents to grant (aid)", "9.0", "0%", "party-number-0 +4"]


def test_the_others_and_the_rest() -> None:
    """Plans of pressure are told below, and what has to be kept in mind; an empty one says so."""
    text = plain_text(why_not_overview_report(overview()))
    assert text.count("is no deal but a plan for the case without one") == 3
    assert "## To keep in mind" in text
    empty = plain_text(why_not_overview_report(why_not_overview(loaded(plain(deals={})), draws=5)))
    assert "The dossier describes no kind of deal" in empty
    assert "## Kinds of deal" not in empty
