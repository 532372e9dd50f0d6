"""Correlated judgements in a dossier: what is read, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from breaking import place_of

from detente.dossier import json_schema, load, load_text
from detente.dossier.correlating import MOST
from detente.dossier.differences import differences, with_changes
from detente.dossier.dossier import Correlation
from detente.dossier.trimming import trimmed
from detente.errors import DossierError, Problem

A, B, C = "stakes.us.sanctions.lift", "trust.keeps_word.russia", "stakes.russia.sanctions.lift"


def with_entries(bargain: str, *entries: str) -> str:
    """Add correlations before the section of no deal."""
    lines = "".join(f"  - {entry}\n" for entry in entries)
    return bargain.replace("no_deal:\n", f"correlations:\n{lines}no_deal:\n", 1)


def entry(rank: object, *paths: str, name: str = "x") -> str:
    """Write an entry."""
    return f"{{name: {name}, of: [{', '.join(paths)}], rank: {rank}}}"


def problems(text: str) -> tuple[Problem, ...]:
    """Return what is wrong with a text."""
    with pytest.raises(DossierError) as caught:
        load_text(text, file="d.yaml")
    return caught.value.problems


def test_what_is_written_is_read(bargain: str) -> None:
    """Paths in the order given, stars written out, with name, rank, citations and note."""
    text = with_entries(
        bargain,
        f"{{name: alike, of: [{B}, {A}], rank: 0.6, cite: [kramer-2017#3], note: both}}",
        entry(-1e-3, "stakes.congress.sanctions.*", name="y"),
    )
    first, second = load_text(text).correlations
    assert first == Correlation(name="alike", of=(B, A), rank=0.6, cite=("kramer-2017#3",), note="both")
    assert second.of == ("stakes.congress.sanctions.staged", "stakes.congress.sanctions.lift")
    assert load_text(bargain).correlations == ()


@pytest.mark.parametrize(
    ("entries", "code", "at", "hint"),
    [
        ([entry(0.5, A, "stakes.us.sanctions.lfit")], "D048", "stakes.us.sanctions.lfit", A),
        ([entry(0.5, A, "stakes.us.*.lfit")], "D048", "stakes.us.*.lfit", "did you mean"),
        ([entry(0.5, A, "nonsense")], "D048", "nonsense", "such as"),
        ([entry(0.5, A, B, A)], "D069", "[stakes", "once"),
        ([entry(0.5, A, "stakes.*.sanctions.lift")], "D069", "[stakes", "once"),
        ([entry(0.5, A)], "D069", "[stakes", "one step"),
        ([entry(0.5, A, B), entry(0.4, B, C, A)], "D070", "[trust", "keep one"),
        ([entry(1, A, B)], "D026", "1}", None),
        ([entry(-1.0, A, B)], "D026", "-1.0}", None),
        ([entry(".nan", A, B)], "D026", ".nan}", None),
        ([entry("strong", A, B)], "D022", "strong}", None),
        ([entry(-0.9, A, B, C)], "D071", "-0.9}", "multiply all ranks of the group by 0.53"),
        ([entry(0.9, A, B), entry(0.9, B, C)], "D071", "0.9}", f"such as {C} and {A}"),
        (["{name: x, rank: 0.3}"], "D021", "name: x", "of"),
        (["{name: x, of: [], rank: 0.3}"], "D026", "[], rank", None),
    ],
)
def test_what_cannot_be_is_refused(
    bargain: str, entries: list[str], code: str, at: str, hint: str | None
) -> None:
    """Each with its code, its place in the file, and the nearest right thing."""
    text = with_entries(bargain, *entries)
    (found,) = problems(text)
    assert found.code == code
    section = text.index("correlations:")
    line, _ = place_of(text[section:], at)
    assert found.line == line + text[:section].count("\n")
    assert hint is None or hint in str(found.hint)


def test_a_group_that_cannot_be_is_named(bargain: str) -> None:
    """The message lists its numbers and the least eigenvalue."""
    (found,) = problems(with_entries(bargain, entry(-0.9, A, B, C)))
    assert f"of {C}, {A}, {B}: the least eigenvalue of their matrix is -0.816" in found.message


def test_many_numbers_are_too_many(bargain: str) -> None:
    """More than 500 that go together are refused before any matrix is made."""
    options = "".join(f"      o{k}: {{}}\n" for k in range(MOST + 1))
    stakes = ", ".join(f"o{k}: 0..1" for k in range(MOST + 1))
    text = bargain.replace("      staged: {name: Eased", f"{options}      staged: {{name: Eased")
    text = text.replace("congress: {sanctions: {staged", f"congress: {{sanctions: {{{stakes}, staged")
    (found,) = problems(with_entries(text, entry(0.1, "stakes.congress.sanctions.*")))
    assert (found.code, "500" in found.message) == ("D072", True)
    chain = [entry(0.01, *(f"stakes.congress.sanctions.o{k}" for k in (0, k))) for k in range(1, MOST + 1)]
    (found,) = problems(with_entries(text, *chain))
    assert (found.code, "501 numbers" in found.message) == ("D072", True)


def test_what_is_broken_elsewhere_is_not_missed(bargain: str) -> None:
    """A section with a fault of its own is not blamed twice."""
    text = with_entries(bargain, entry(0.5, A, B)).replace("lift: -25..-10", "lift: -10..-25")
    assert [problem.code for problem in problems(text)] == ["D032"]


def test_many_unknown_names_take_no_time(bargain: str) -> None:
    """Each is reported; the nearest is looked for a few times only."""
    names = [f"stakes.us.sanctions.lift{k}" for k in range(400)]
    found = problems(with_entries(bargain, entry(0.1, *names)))
    assert len(found) == 400
    assert sum("did you mean" in str(problem.hint) for problem in found) == 20


def test_a_reading_sets_replaces_and_removes(bargain: str) -> None:
    """The whole list, or one entry by its name; and what it makes impossible is told of it."""
    text = with_entries(bargain, entry(0.5, A, B, name="alike"))

    def read(change: str) -> tuple[Correlation, ...]:
        return load_text(f"{text}  new:\n    set: {{{change}}}\n", reading="new").correlations

    assert read("correlations.alike.rank: -0.2")[0].rank == -0.2
    assert read("correlations.0.rank: 0.1")[0].rank == 0.1
    assert read(f"correlations: [{entry(0.3, C, B)}]")[0].of == (C, B)
    assert read("correlations: []") == ()
    assert read("agenda_limit: 2") == load_text(text).correlations
    with pytest.raises(DossierError, match=r"D048 .*under the reading 'new'"):
        read("stakes.us.sanctions: {staged: -1}")
    with pytest.raises(DossierError, match="D026"):
        read("correlations.alike.rank: 2")


def test_differences_are_of_pairs(bargain: str) -> None:
    """Other words, another order or other cuts make no difference; other ranks are carried over whole."""
    base = load_text(with_entries(bargain, entry(0.2, A, B, C)))
    cut = [entry(0.2, C, A, name="z"), entry(0.2, B, A), entry(0.2, C, B), entry(0, A, "no_deal.us.points")]
    assert differences(base, load_text(with_entries(bargain, *cut))) == ()
    other = load_text(with_entries(bargain, entry(0.2, A, B), entry(0.9, C, "no_deal.us.points")))
    (found,) = differences(base, other)
    assert found.name == "correlations"
    assert with_changes(base, [found]).correlations == other.correlations
    assert with_changes(other, [found], back=True).correlations == base.correlations


def test_what_is_trimmed_keeps_them(bargain: str) -> None:
    """A dossier cut down says the same of what goes together, though some of it is gone."""
    dossier = load_text(with_entries(bargain, entry(0.5, A, "stakes.us.nk-pressure.enforce")))
    small = trimmed(dossier, {"sanctions"})
    assert "nk-pressure" not in small.issues
    assert small.correlations == dossier.correlations


def test_the_schema_knows_them() -> None:
    """An editor can complete and check the section."""
    model = json_schema()["definitions"]["CorrelationModel"]
    assert sorted(model["required"]) == ["name", "of", "rank"]
    assert (
        model["properties"]["rank"]["exclusiveMinimum"],
        model["properties"]["rank"]["exclusiveMaximum"],
    ) == (-1, 1)
    assert "correlations" in json_schema()["properties"]


def test_folders_hold_them_too(bargain: str, tmp_path: Path) -> None:
    """They stand in the main file of a folder like any section."""
    (tmp_path / "dossier.yaml").write_text(with_entries(bargain, entry(0.5, A, B)), encoding="utf-8")
    assert load(tmp_path).correlations[0].rank == 0.5
