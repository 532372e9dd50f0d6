"""JSON and YAML of unknown origin."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.errors import ExchangeError
from detente.exchange.data_files import read_data
from detente.exchange.data_part import Data, Figure


def read(folder: Path, content: str | bytes) -> Data:
    """Read one file with this content."""
    path = folder / "file"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_data(path).data


def test_scalars_of_json_stay_what_is_written(tmp_path: Path) -> None:
    """Numbers to the last digit, infinities too."""
    found = read(tmp_path, '{"a": 0.10, "b": [1e5, -Infinity, NaN, null, true, "no"]}')
    assert found == {"a": "0.10", "b": ["1e5", "-Infinity", "NaN", None, True, "no"]}
    assert isinstance(found, dict)
    assert isinstance(found["a"], Figure)


def test_scalars_of_yaml_stay_what_is_written(tmp_path: Path) -> None:
    """NO is no boolean and 2018-10-31 no date; quoted numbers are texts."""
    found = read(tmp_path, "a: [NO, yes, on, 1.50, '2', ~, -.inf, 2018-10-31]\n? [x, 1]\n: 012\n")
    assert found == {
        "a": ["NO", "yes", "on", "1.50", "2", None, "-.inf", "2018-10-31"],
        ("x", "1"): "012",
    }
    assert isinstance(found, dict)
    values = found["a"]
    assert isinstance(values, list)
    assert [isinstance(value, Figure) for value in values[3:5]] == [True, False]


def test_an_alias_repeats_its_anchor(tmp_path: Path) -> None:
    """As programs write a list that they use twice."""
    assert read(tmp_path, "a: &x [1, 2]\nb: *x\n") == {"a": ["1", "2"], "b": ["1", "2"]}


LAUGHS = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9)
)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "file is empty"),
        ("# nothing\n", "file is empty"),
        (LAUGHS, "unfolds to more than 500000 values"),
        ("a: &x [*x]\n", r"the alias \*x names nothing complete above it"),
        ("a: *y\n", r"the alias \*y names nothing complete above it"),
        ("a: !!python/object/apply:os.system [ls]\n", "nothing is constructed"),
        ("a: !mine 1\n", "the tag !mine is not read"),
        ("a: 1\na: 2\n", "line 2: the key 'a' stands twice"),
        ("? {a: 1}\n: 2\n", "a key must be a text"),
        ("a: 1\n---\nb: 2\n", "a second document starts here"),
        ("a: [1, 2\n", "line 2"),
        ("a: " + "[" * 100_000, "nested more than 60 levels deep"),
        ("{" * 100, "Expecting property name"),
        ("[" * 100_000, "nested too deep"),
        ('{"a": 1, "a": 2}', "the name 'a' stands twice"),
        ('{"a": 1', "line 1, column 8"),
        (b"\xff\xfe{", "UTF-16"),
        (b"a: \x80", "not UTF-8"),
    ],
)
def test_what_is_refused(tmp_path: Path, content: str | bytes, reason: str) -> None:
    """Bombs, programs, what is nested too deep, and what is no such file."""
    with pytest.raises(ExchangeError, match=reason):
        read(tmp_path, content)
