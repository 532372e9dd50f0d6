"""From a path or a text to a dossier, or to every problem in it."""

import datetime as dt
import hashlib
import os
import pathlib
import random
import time
from pathlib import Path

import pytest
from breaking import problems_in
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import detente
from detente.dossier import Dossier, load, load_text
from detente.dossier.dossier import AtLeast, Consent, Not, Quota
from detente.dossier.files import MAX_BYTES
from detente.errors import DossierError, Problem, UnknownNameError

BARGAIN = Path(__file__).parents[1] / "data" / "bargain.yaml"


def only_problem(path: Path) -> Problem:
    """Return the one problem that keeps a path from loading."""
    with pytest.raises(DossierError) as caught:
        load(path)
    (problem,) = caught.value.problems
    assert problem.file == str(path)
    return problem


@pytest.fixture
def folder(tmp_path: Path, bargain: str) -> Path:
    """The valid dossier as a folder, its sources, events and claims in files of their own."""
    lines = bargain.splitlines(keepends=True)
    sources = [line[2:] for line in lines if line.startswith(("  saivetz-2017:", "  kramer-2017:"))]
    events = [line[2:] for line in lines if line.startswith("  - {date:")]
    rest = [
        line
        for line in lines
        if not line.startswith(("sources:", "events:", "  saivetz-2017:", "  kramer-2017:"))
    ]
    rest = [line for line in rest if not line.startswith("  - {date:")]
    home = tmp_path / "us-russia"
    home.mkdir()
    (home / "dossier.yaml").write_text("".join(rest), encoding="utf-8")
    (home / "sources.yaml").write_text("".join(sources), encoding="utf-8")
    (home / "events.yaml").write_text("".join(events), encoding="utf-8")
    claims = "".join(f"  {n}: {{paraphrase: 'Claim {n}.', paragraph: {n}}}\n" for n in (11, 27, 77))
    (home / "claims.yaml").write_text(f"saivetz-2017:\n{claims}", encoding="utf-8")
    return home


def test_every_section_arrives(bargain: str) -> None:
    """The frozen dossier holds what the file says, in its order."""
    dossier = load_text(bargain)
    assert dossier.as_of == dt.date(2018, 10, 31)
    assert list(dossier.parties) == ["us", "russia", "congress", "pentagon", "china"]
    assert dossier.principals == ("us", "russia")
    assert [dossier.side_of(p) for p in dossier.parties] == ["us", "russia", "us", "us", None]
    assert dossier.issues["sanctions"].status_quo == "keep"
    assert dossier.issues["nk-pressure"].options["cut-off"].performers == ("russia", "china")
    assert dossier.stakes["us"]["nk-pressure"]["cut-off"].parameters == (15.0, 25.0, 30.0)
    assert dossier.links[0].when == {"sanctions": ("staged", "lift"), "donbas": ("withdrawal",)}
    assert dossier.no_deal["us"].plan == {"sanctions": "raise"}
    assert dossier.agenda_limit == 12
    assert dossier.deals["tactical-only"].none_kind == "fundamental"
    assert dossier.deals["any"].name == "any"
    assert dossier.trust.ledger[0].verdict == "broken"
    assert dossier.events[0].code == "19"
    assert dossier.sources["saivetz-2017"].n_claims == 79


def test_a_number_knows_its_path_line_and_sources(bargain: str) -> None:
    """Provenance travels with each number; a source for both dealing costs reaches both."""
    dossier = load_text(bargain)
    stake = dossier.stakes["russia"]["sanctions"]["staged"]
    assert stake.path == "stakes.russia.sanctions.staged"
    assert bargain.splitlines()[(stake.line or 0) - 1].strip().startswith("staged: {points: 10..20")
    assert stake.cite == ("saivetz-2017#27",)
    costs = dossier.dealing_costs["us"]
    assert costs.per_issue is not None
    assert costs.per_issue.cite == ("saivetz-2017#11",)
    assert dossier.places["stakes.russia.sanctions"][1] == (stake.line or 0) - 1


def test_rules_become_trees(bargain: str) -> None:
    """Needs nest, and a list of issues stands for every option that changes them."""
    statute, executors = load_text(bargain).ratification
    assert statute.needs == Consent(party="congress")
    assert statute.over == {"sanctions": ("staged", "lift", "raise")}
    quota = Quota(quota=2, weights={"congress": 1, "pentagon": 2})
    assert executors.needs == AtLeast(k=1, parts=(Consent(party="pentagon"), Not(part=quota)))


def test_a_file_and_its_text_load_alike(bargain: str) -> None:
    """Loading the file or its text gives the same dossier but for the names."""
    dossier = load(BARGAIN)
    assert dossier.key == "bargain"
    assert dossier.sha256 == hashlib.sha256(BARGAIN.read_bytes()).hexdigest()
    assert dossier.stakes == load_text(bargain).stakes


def test_a_folder_puts_its_parts_together(folder: Path, bargain: str) -> None:
    """Sources, claims and events may sit in files of their own; all bytes are hashed in name order."""
    dossier = load(folder)
    assert dossier.key == "us-russia"
    assert dossier.events == load_text(bargain).events
    assert dossier.sources["saivetz-2017"].claims[27].paraphrase == "Claim 27."
    content = b"".join((folder / name).read_bytes() for name in sorted(os.listdir(folder)))
    assert dossier.sha256 == hashlib.sha256(content).hexdigest()
    assert load(folder / "dossier.yaml").sha256 == dossier.sha256


def test_a_problem_in_a_part_names_the_part(folder: Path) -> None:
    """File, line and column are those of the part, the path that of the whole."""
    part = folder / "sources.yaml"
    part.write_text(
        part.read_text(encoding="utf-8").replace("author: David", "autor: David"), encoding="utf-8"
    )
    with pytest.raises(DossierError) as caught:
        load(folder)
    (problem,) = caught.value.problems
    assert (problem.file, problem.line) == (str(part), 2)
    assert problem.path == "sources.kramer-2017.autor"
    assert problem.hint == "did you mean 'author'?"


def test_a_part_may_stand_only_once(folder: Path) -> None:
    """A section both in the main file and in a file of its own is a problem."""
    main = folder / "dossier.yaml"
    main.write_text(main.read_text(encoding="utf-8") + "\nsources:\n  x: {title: X}\n", encoding="utf-8")
    with pytest.raises(DossierError) as caught:
        load(folder)
    assert [p.code for p in caught.value.problems if p.path == "sources"] == ["D009"]


def test_a_claim_must_be_among_those_written(folder: Path) -> None:
    """Where claims are written down, a citation must be one of them."""
    claims = folder / "claims.yaml"
    claims.write_text(claims.read_text(encoding="utf-8").replace("  27:", "  28:"), encoding="utf-8")
    with pytest.raises(DossierError) as caught:
        load(folder)
    (problem,) = caught.value.problems
    assert (problem.code, problem.file) == ("D044", str(folder / "dossier.yaml"))
    assert problem.hint == "the nearest is saivetz-2017#28"


def test_a_missing_file_suggests_its_neighbour(tmp_path: Path) -> None:
    """A mistyped file name is answered with the nearest."""
    (tmp_path / "bargain.yaml").touch()
    problem = only_problem(tmp_path / "bargian.yaml")
    assert (problem.code, problem.hint) == ("D001", "did you mean 'bargain.yaml'?")


def test_a_path_through_a_file_is_missing(tmp_path: Path) -> None:
    """A file used as a folder is reported like a missing file."""
    (tmp_path / "a").touch()
    assert only_problem(tmp_path / "a" / "b.yaml").code == "D001"


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000])
def test_an_impossible_name_is_a_problem(name: str) -> None:
    """A name no file can have is a problem, not a crash."""
    with pytest.raises(DossierError) as caught:
        load(name)
    assert caught.value.problems[0].code == "D005"


def test_a_folder_needs_a_dossier(tmp_path: Path) -> None:
    """A folder without dossier.yaml says what is expected."""
    problem = only_problem(tmp_path)
    assert problem.code == "D003"
    assert "dossier.yaml" in str(problem.hint)


def test_permission_denied_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that may not be read is a problem; simulated, since a superuser may read all."""

    def refuse(*_args: object, **_more: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(pathlib.Path, "open", refuse)
    assert only_problem(BARGAIN).code == "D002"


def test_a_huge_file_is_answered_at_once(tmp_path: Path) -> None:
    """Fifty megabytes are refused by their size, unread."""
    path = tmp_path / "big.yaml"
    with path.open("wb") as stream:
        stream.truncate(50 * 2**20)
    started = time.perf_counter()
    problem = only_problem(path)
    assert problem.code == "D004"
    assert "50.0 MB" in problem.message
    assert time.perf_counter() - started < 0.5
    assert MAX_BYTES < 50 * 2**20


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_no_dossier(tmp_path: Path) -> None:
    """What is no ordinary file is refused without being opened."""
    path = tmp_path / "pipe.yaml"
    os.mkfifo(path)
    assert only_problem(path).code == "D005"


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", 1),
        (b"detente: 1\ntitle: \xff\n", 2),
        (b"a: 1\n\0\n", 2),
        ("a: 1".encode("utf-16"), 1),
    ],
)
def test_a_binary_file_is_no_text(tmp_path: Path, content: bytes, line: int) -> None:
    """Bytes that are no UTF-8, and NUL, are refused with the line where they stand."""
    path = tmp_path / "binary.yaml"
    path.write_bytes(content)
    problem = only_problem(path)
    assert (problem.code, problem.line) == ("D006", line)


def test_a_byte_order_mark_is_harmless(tmp_path: Path, bargain: str) -> None:
    """Text saved with a byte order mark, or with CRLF line ends, loads as well."""
    path = tmp_path / "bom.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + bargain.replace("\n", "\r\n").encode())
    assert load(path).stakes == load_text(bargain).stakes


def test_an_unknown_reading_names_the_nearest(bargain: str) -> None:
    """Asking for a reading that is not there suggests one that is."""
    with pytest.raises(UnknownNameError, match="did you mean 'kramer'"):
        load_text(bargain, reading="kramr")


def test_an_unknown_successor_names_the_nearest(deep: str, bargain: str, tmp_path: Path) -> None:
    """Asking for a successor that is not there suggests one that is, in texts, files and cases alike."""
    with pytest.raises(UnknownNameError, match="did you mean 'next'"):
        load_text(deep, successor="nxt")
    with pytest.raises(UnknownNameError, match="successor"):
        load_text(bargain, successor="next")
    path = tmp_path / "deep.yaml"
    path.write_text(deep, encoding="utf-8")
    assert load(path, successor="next").successor == detente.load(path, successor="next").successor == "next"
    with pytest.raises(UnknownNameError, match="did you mean 'next'"):
        detente.load(path, reading="kramer", successor="nexd")


def test_problems_come_all_at_once_in_order_of_lines(bargain: str) -> None:
    """Faults of form and of reference are reported together, sorted."""
    text = bargain.replace("role: third party", "rôle: third party").replace(
        "lift: -25..-10", "lift: -10..-25"
    )
    text = text.replace("needs: congress", "needs: congres").replace("#27", "#99")
    with pytest.raises(DossierError) as caught:
        load_text(text, file="d.yaml")
    problems = caught.value.problems
    assert [p.code for p in problems] == ["D021", "D020", "D032", "D044", "D040"]
    assert [p.line for p in problems] == sorted(p.line or 0 for p in problems)


def test_a_large_dossier_loads_fast(bargain: str) -> None:
    """Four thousand lines of stakes with their two readings load in about a second at most."""
    extra = "".join(
        f"  x{i}:\n    options:\n      a: {{status_quo: true}}\n      b: {{performers: [us]}}\n"
        for i in range(700)
    )
    text = bargain.replace("\nstakes:\n", f"\n{extra}\nstakes:\n")
    stakes = "".join(
        f"    x{i}:\n      b: {{points: 1..2, cite: [saivetz-2017#{i % 79 + 1}]}}\n" for i in range(700)
    )
    text = text.replace("  russia:\n    sanctions:", f"  russia:\n{stakes}    sanctions:")
    assert text.count("\n") > 4000
    started = time.perf_counter()
    assert isinstance(load_text(text), Dossier)
    assert time.perf_counter() - started < 3


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_random_text_is_refused_politely(text: str) -> None:
    """No text raises anything but a DossierError."""
    with pytest.raises(DossierError):
        load_text(text)


_SCRAPS = [
    "",
    " ",
    "\n",
    "  ",
    ": ",
    "[",
    "]",
    "{",
    "}",
    "..",
    "/",
    "&a ",
    "*a",
    "!",
    "#",
    "~",
    "1",
    "-",
    "null",
    "us",
    "x",
]


@given(st.integers(0, 2**32), st.integers(1, 4))
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_mutated_dossier_loads_or_is_refused_politely(deep: str, seed: int, n: int) -> None:
    """Random damage to a valid dossier raises nothing but a DossierError."""
    chance = random.Random(seed)
    text = deep
    for _ in range(n):
        at = chance.randrange(len(text))
        text = text[:at] + chance.choice(_SCRAPS) + text[at + chance.choice([0, 0, 1, 3, 20]) :]
    for problem in problems_in(text):
        assert str(problem).startswith("<text>")


_VALUES = [
    "~",
    "3",
    "-1..",
    "[]",
    "{}",
    "[us]",
    "{us: 1}",
    "true",
    "'x y'",
    ".nan",
    "9999999999999",
    "{points: {normal: 3}}",
]


@given(st.integers(0, 2**32), st.sampled_from(_VALUES))
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_value_of_the_wrong_kind_is_refused_politely(deep: str, seed: int, value: str) -> None:
    """Any value put after any key gives a dossier or a DossierError with lines."""
    chance = random.Random(seed)
    places = [i for i, char in enumerate(deep) if char == ":" and deep[i + 1] in " \n"]
    at = chance.choice(places) + 1
    ends = [i for i in (deep.find(c, at) for c in ",}\n") if i >= 0]
    text = f"{deep[:at]} {value}{deep[min(ends) :]}"
    assert all(problem.line is not None for problem in problems_in(text))
