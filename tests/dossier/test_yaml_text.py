"""YAML text to plain data with marks."""

import time

import pytest

from detente.dossier import load_text
from detente.dossier.marks import Mark
from detente.dossier.yaml_text import MAX_DEPTH, MAX_NODES, read_yaml
from detente.errors import DossierError, Problem


def only_problem(text: str) -> Problem:
    """Return the first problem of a text that cannot be loaded."""
    with pytest.raises(DossierError) as caught:
        load_text(text, file="d.yaml")
    return caught.value.problems[0]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("NO", "NO"),
        ("yes", "yes"),
        ("on", "on"),
        ("true", True),
        ("False", False),
        ("2018-10-31", "2018-10-31"),
        ("12:30", "12:30"),
        ("4", 4),
        ("-4", -4),
        ("0x10", 16),
        ("0o17", 15),
        ("017", 17),
        ("1_000", "1_000"),
        ("4.5e1", 45.0),
        (".5", 0.5),
        ("4..8", "4..8"),
        ("~", None),
        ("null", None),
        ("", None),
        ("'4'", "4"),
        ('"true"', "true"),
        ("<<", "<<"),
    ],
)
def test_scalars_follow_the_core_rules(written: str, expected: object) -> None:
    """A plain scalar is what YAML 1.2 says, and a quoted one is text."""
    found = read_yaml(f"a: {written}\n", file="f").data["a"]
    assert (found, type(found)) == (expected, type(expected))


def test_keys_are_text() -> None:
    """Keys that look like numbers or booleans become text."""
    assert read_yaml("{1: a, true: b, ~: c}", file="f").data == {"1": "a", "true": "b", "~": "c"}


def test_marks_give_lines_and_columns_of_keys_and_values() -> None:
    """Every key and value has its place, list items too."""
    marks = read_yaml("a:\n  b: [x, yy]\n", file="f").marks
    assert marks.keys[("a", "b")] == Mark("f", 2, 3)
    assert marks.values[("a", "b", 1)] == Mark("f", 2, 10)
    assert marks.value(("a", "b", 7, "c")) == Mark("f", 2, 3)


def test_an_alias_is_copied_with_its_marks() -> None:
    """A simple alias stands for what it names, and its values keep their place."""
    document = read_yaml("a: &x {b: 1}\nc: *x\n", file="f")
    assert document.data == {"a": {"b": 1}, "c": {"b": 1}}
    assert document.marks.values[("c", "b")] == Mark("f", 1, 11)
    assert document.data["a"] is not document.data["c"]


def test_an_alias_bomb_is_refused_quickly() -> None:
    """A few lines that unfold to millions of values are refused in well under a second."""
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 9)]
    started = time.perf_counter()
    problem = only_problem("\n".join(levels))
    assert (problem.code, problem.line) == ("D013", 6)
    assert str(MAX_NODES) in problem.message
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    ("text", "place"),
    [("a: &x [*x]", (1, 8)), ("a: *b", (1, 4))],
)
def test_an_alias_must_name_something_finished(text: str, place: tuple[int, int]) -> None:
    """An alias into itself or to nothing is refused at its place."""
    problem = only_problem(text)
    assert (problem.code, (problem.line, problem.column)) == ("D013", place)
    assert problem.hint


def test_deep_nesting_is_refused() -> None:
    """Half a million brackets are answered at once."""
    problem = only_problem("[" * 500_000)
    assert (problem.code, problem.line, problem.column) == ("D014", 1, MAX_DEPTH + 2)


@pytest.mark.parametrize("tag", ["!!str", "!!python/object/apply:os.system", "!foo", "!<tag:x,2000:y>"])
def test_tags_are_refused(tag: str) -> None:
    """Any tag is a problem, the harmless ones too."""
    problem = only_problem(f"detente: 1\ntitle: {tag} text\n")
    codes = [(problem.code, problem.line, problem.column)]
    assert ("D012", 2, 8) in codes or problem.code == "D021"
    assert read_yaml(f"a: {tag} text", file="f").problems[0].hint == "remove the tag"


def test_duplicate_keys_are_named_with_the_first_line() -> None:
    """A key that stands twice is a problem at its second place, several at once."""
    problems = read_yaml("a: 1\nb: 2\na: 3\nb: 4\n", file="f").problems
    assert [(p.code, p.line, p.path) for p in problems] == [("D011", 3, "a"), ("D011", 4, "b")]
    assert "line 1" in problems[0].message


def test_a_key_must_be_a_scalar() -> None:
    """A list as a key is refused and the rest still read."""
    document = read_yaml("? [a]\n: b\nc: 1\n", file="f")
    assert [(p.code, p.line) for p in document.problems] == [("D015", 1)]
    assert document.data == {"c": 1}


@pytest.mark.parametrize("text", ["", "\n\n", "# a remark\n", "---\n", "~"])
def test_an_empty_file_is_said_to_be_empty(text: str) -> None:
    """Nothing, blank lines, remarks and null all count as empty."""
    problem = only_problem(text)
    assert problem.code == "D007"
    assert "detente new" in str(problem.hint)


def test_a_second_document_is_refused_at_its_line() -> None:
    """One file holds one dossier."""
    problems = read_yaml("a: 1\n---\nb: 2\n", file="f").problems
    assert [(p.code, p.line, p.column) for p in problems] == [("D008", 2, 1)]


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        ("a: b: c", (1, 5), "quotes"),
        ("a:\n\t- b", (2, 1), "never with tabs"),
        ("a: 1\nb: [1,\n2", (4, 1), "line 2"),
        ('a: "x', (1, 6), "line 1"),
    ],
)
def test_syntax_errors_have_a_place_and_a_hint(text: str, place: tuple[int, int], hint: str) -> None:
    """What is not YAML is a problem with line, column and advice."""
    problem = only_problem(text)
    assert problem.code == "D010"
    assert (problem.line, problem.column) <= place
    assert hint in str(problem.hint)


def test_control_characters_are_located() -> None:
    """A character that no text has is named with its place."""
    problem = only_problem("detente: 1\ntitle: \x01")
    assert (problem.code, problem.line, problem.column, problem.found) == ("D006", 2, 8, "U+0001")


def test_half_a_character_is_no_text() -> None:
    """A lone surrogate is a problem, not a crash."""
    assert only_problem('title: "\ud800"').code == "D006"
    assert read_yaml('title: "\ud800"', file="f").problems[0].code == "D006"
