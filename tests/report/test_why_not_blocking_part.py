"""Who stops a package, what carries it and what it hangs on, as parts of a report."""

from __future__ import annotations

from dataclasses import replace

from detente.explain.short_names import ShortNames
from detente.report.blocks import Paragraph, Table
from detente.report.plain import plain_text
from detente.report.why_not_blocking_part import blocking_part, carrying_part, hinges_part, ranking_part
from properties.dossiers import plain
from report.why_nots import failing, passing, told


def test_who_stops_it() -> None:
    """Sets of the medians first, those of one kind together, with shares of draws."""
    result = failing()
    first, second = (b for b in blocking_part(result.first, result.names) if isinstance(b, Table))
    rows = [[cell.text for cell in row] for row in first.sections[0].rows]
    now = len(result.first.blocking.blocking)
    assert [row[1] for row in rows[:now]] == ["yes"] * now
    assert all(row[1] == "" for row in rows[now:])
    assert any(row[0] == "consent of Northland's Assembly" for row in rows)
    assert len(second.sections[0].rows) == min(10, len(result.first.blocking.lifting_over_draws))


def test_one_form_of_names_in_a_table() -> None:
    """Where a set is too long for a line all parties are told by their keys, which are explained below."""
    result = failing()
    labels = {**result.labels, "south": "South" * 7, "north": "North" * 7}
    blocks = list(blocking_part(result.first, ShortNames(labels)))
    tables = [k for k, block in enumerate(blocks) if isinstance(block, Table)]
    by_key = []
    for k in tables:
        cells = " ".join(row[0].text for row in blocks[k].sections[0].rows)
        by_key.append("of south" in cells)
        assert by_key[-1] != (labels["south"] in cells)
        below = blocks[k + 1]
        assert isinstance(below, Paragraph)
        assert below.text.startswith("Parties by their keys. ") == by_key[-1]
    assert by_key == [False, True]
    assert f"south: {labels['south']}" in blocks[tables[1] + 1].text


def test_what_all_sets_share_is_told_once() -> None:
    """Before the table, and not in it again."""
    result = failing()
    blocks = list(blocking_part(result.first, result.names))
    shared = next(b.text for b in blocks if isinstance(b, Paragraph) and b.text.startswith("Always: "))
    table = next(b for b in reversed(blocks) if isinstance(b, Table))
    common = shared.removeprefix("Always: ").partition(";")[0].removesuffix(". And besides:")
    assert all(row[0].text != common for row in table.sections[0].rows)


def test_nobody_and_nothing_listed() -> None:
    """A package that certainly passes, and one with too many sets."""
    result = told()
    assert "Nobody" in plain_text(tuple(blocking_part(result.first, result.names)))
    unlisted = replace(result.first.blocking, unlisted="too many")
    package = replace(result.first, blocking=unlisted)
    assert "Not listed: too many." in plain_text(tuple(blocking_part(package, result.names)))


def test_what_carries_it() -> None:
    """Party by party, with sources."""
    text = plain_text(tuple(carrying_part(passing(), passing().first)))
    assert "Northland: +9.0 points above no deal (" in text
    assert "+15.0 Truce along the line [10 to 20]" in text


def test_what_it_hangs_on() -> None:
    """Judgements with the end at which it fails, the gate and the condition; cut where there are many."""
    package = passing().first
    names = passing().names
    text = plain_text(tuple(hinges_part(package, names)))
    assert "the chance that Southland keeps its word" in text
    assert "Northland trusts the others" in text
    many = replace(package, hinges=package.hinges * 8)
    assert "more judgements are left out" in plain_text(tuple(hinges_part(many, names)))
    assert "watch:" not in text


def test_what_to_watch() -> None:
    """What would tell that a judgement is off, once for each that names it."""
    stakes = {
        "north": {"aid": {"grant": {"value": "-9..-1", "indicator": "the budget"}}, "base": {"closed": 5}},
        "south": {"aid": {"grant": 4}, "base": {"closed": -2}},
    }
    result = told(stakes=stakes)
    text = plain_text(tuple(hinges_part(result.first, result.names)))
    assert result.passes
    assert "- what grant (aid) is worth to north: watch: the budget" in text


def test_long_sets_are_told_by_keys() -> None:
    """Where names of parties would not fit into a line."""
    parties = {
        "north": {"role": "principal"},
        "south": {"role": "principal"},
        **{f"p{k}": {"role": "third party", "name": f"Party {k} " + "with a name" * 3} for k in range(4)},
    }
    issues = plain()["issues"]
    issues["aid"]["options"]["grant"]["consent"] = ["p0"]
    stakes = {
        "north": {"aid": {"grant": 1}},
        "south": {"aid": {"grant": 1}},
        **{f"p{k}": {"aid": {"grant": -1}} for k in range(4)},
    }
    rule = {"name": "One of three", "needs": {"at_least": 1, "of": ["p1", "p2", "p3"]}}
    result = told(
        {"aid": "grant"}, parties=parties, issues=issues, stakes=stakes, ratification={"north": [rule]}
    )
    table = next(b for b in blocking_part(result.first, result.names) if isinstance(b, Table))
    assert [row[0].text for row in table.sections[0].rows][1] == "consent of p1, p2 and p3"


def test_several_packages() -> None:
    """In the order of the ranking; a single one is not ranked."""
    table = next(block for block in ranking_part(passing()) if isinstance(block, Table))
    assert [row[0].text for row in table.sections[0].rows] == [one.name for one in passing().ranking]
    assert list(ranking_part(failing())) == []
    many = replace(passing(), ranking=passing().ranking * 10)
    assert "more packages are left out" in plain_text(tuple(ranking_part(many)))
