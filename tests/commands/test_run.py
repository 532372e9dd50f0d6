"""``detente run``."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from detente.commands.run import RunRequest, command_of
from detente.ensemble.schemes import Scheme
from detente.verdict.running import Wanted

from .conftest import Typed

QUICK = ("two-issues", "--draws", "20")


def test_the_report_comes_in_its_order_as_plain_lines(typed: Typed) -> None:
    """Piped output has every part, in order, without escape codes, and nothing on stderr."""
    result = typed("run", *QUICK)
    parts = [line for line in result.stdout.splitlines() if line.startswith(("# ", "## "))]
    assert result.exit_code == 0
    assert parts == [
        "# Sanctions for a ceasefire?",
        "## Bottom line",
        "## Packages left after each gate",
        "## Verdict: kinds of deal by gates",
        "## In words",
        "## Who alone stands in the way",
        "## How sure the shares are",
        "## Status-quo test: why is it not done already?",
        "## The most robust packages",
        "## Caveats",
    ]
    assert "\x1b" not in result.stdout
    assert "─" not in result.stdout
    assert result.stderr == ""


def test_the_range_stands_inside_the_sentence_and_confidence_apart(typed: Typed) -> None:
    """Each sentence of the verdict has its ICD 203 range; the confidence has none."""
    lines = typed("run", *QUICK).stdout.splitlines()
    start = lines.index("## In words")
    sentences = [line for line in lines[start + 1 : lines.index("", start)] if line.startswith("- ")]
    confidence = [line for line in lines if line.startswith("Confidence in this is")]
    assert len(sentences) == 5
    assert all("%)" in sentence for sentence in sentences)
    assert len(confidence) == 1
    assert "chance" not in confidence[0]


def test_a_count_is_said_to_be_no_chance(typed: Typed) -> None:
    """The sentence stands beside the funnel."""
    lines = typed("run", *QUICK).stdout.splitlines()
    funnel = lines.index("## Packages left after each gate")
    assert "A count of packages is not a chance of peace." in lines[funnel : lines.index("", funnel)]


def test_json_is_the_only_thing_on_stdout(typed: Typed) -> None:
    """The output parses, and the same seed gives the same bytes whatever the workers."""
    one = typed("run", *QUICK, "--json", "--workers", "1")
    two = typed("run", *QUICK, "--json", "--workers", "2")
    assert json.loads(one.stdout)["draws"] == 20
    assert one.stdout == two.stdout
    assert one.stderr == ""


def test_a_reading_shows_what_is_argued_beside_what_is_computed(typed: Typed) -> None:
    """The author's thesis and gate stand above the computed gates of death."""
    result = typed("run", *QUICK, "--reading", "sceptic")
    assert "reading: sceptic (The sceptic: they never keep a truce)" in result.stdout
    assert "argues: Southland's word is worth next to nothing." in result.stdout
    assert "thesis gate: credible" in result.stdout
    assert "At the author's gate, credibility," in result.stdout


def test_all_readings_stand_side_by_side(typed: Typed) -> None:
    """One table of classes by readings, then each author's thesis."""
    lines = typed("run", *QUICK, "--all-readings").stdout.splitlines()
    head = next(line for line in lines if line.startswith("deal "))
    assert head.split()[:4] == ["deal", "form", "base", "sceptic"]
    assert "## The sceptic: they never keep a truce" in lines
    assert "argues: Southland's word is worth next to nothing." in lines


def test_all_readings_as_json(typed: Typed) -> None:
    """Every reading has its run."""
    result = typed("run", *QUICK, "--all-readings", "--json")
    assert list(json.loads(result.stdout)["readings"]) == ["base", "sceptic"]


def test_two_kinds_of_reading_exclude_each_other(typed: Typed) -> None:
    """Asking for one reading and for all is wrong usage."""
    result = typed("run", *QUICK, "--all-readings", "--reading", "sceptic")
    assert result.exit_code == 2
    assert "exclude each other" in result.stderr


def test_a_run_is_written_with_its_origin(typed: Typed) -> None:
    """The folder has five files; the report in it is what a pipe shows."""
    result = typed("run", *QUICK, "-o", "out")
    folder = Path("out")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert result.exit_code == 0
    assert result.stderr == "written to out\n"
    assert sorted(path.name for path in folder.iterdir()) == [
        "funnel.csv",
        "manifest.json",
        "report.txt",
        "verdict.csv",
        "verdict.json",
    ]
    assert (folder / "report.txt").read_text(encoding="utf-8") == result.stdout
    assert manifest["command"] == "detente run two-issues --draws 20 --seed 0"
    assert len(manifest["sha256"]) == 64
    assert set(manifest["versions"]) == {"python", "numpy", "numba", "scipy", "pandas"}
    assert (folder / "funnel.csv").read_text(encoding="utf-8").startswith("reading,gate,")


def test_a_run_with_all_readings_is_written_and_written_over(typed: Typed) -> None:
    """An earlier run is replaced; the tables name the reading of each row."""
    typed("run", *QUICK, "-o", "out")
    result = typed("run", *QUICK, "--all-readings", "-o", "out")
    rows = Path("out/verdict.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert result.exit_code == 0
    assert {row.split(",")[0] for row in rows} == {"base", "sceptic"}
    assert [path.name for path in Path().iterdir()] == ["out"]


def test_a_folder_of_something_else_is_left_alone(typed: Typed) -> None:
    """A folder that holds no earlier run is refused before the run starts."""
    Path("out").mkdir()
    Path("out/thesis.txt").write_text("mine", encoding="utf-8")
    result = typed("run", *QUICK, "-o", "out")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "out is not empty and holds no earlier run" in result.stderr
    assert Path("out/thesis.txt").read_text(encoding="utf-8") == "mine"


def test_an_interrupt_leaves_nothing(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C gives a message, exit code 130 and no file."""

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("detente.commands.run.run_all", interrupted)
    result = typed("run", *QUICK, "-o", "out")
    assert result.exit_code == 130
    assert result.stdout == ""
    assert result.stderr.strip() == "interrupted; nothing was written"
    assert list(Path().iterdir()) == []


def test_the_command_of_a_manifest_says_it_all() -> None:
    """Names with spaces are quoted; what does not change the result is left out."""
    request = RunRequest(case="my talks.yaml", reading="a", draws=5, seed=7, workers=2, as_json=True)
    plain = Wanted(draws=5, scheme=Scheme(seed=7), counted=100)
    assert command_of(request, plain) == "detente run 'my talks.yaml' --reading a --draws 5 --seed 7"
    more = replace(request, scheme="latin hypercube", precision=0.02, condition=(None,), all_readings=True)
    assert command_of(more, plain).endswith(
        "--all-readings --draws 5 --seed 7 --scheme lhs --precision 0.02 --condition status-quo:0.5"
    )


def test_conditioning_stands_beside_the_verdict(typed: Typed) -> None:
    """Both results are shown, with how many draws the weighted ones are worth."""
    result = typed("run", *QUICK, "--condition", "status-quo:0.5", "--plot", "moved.svg")
    lines = result.stdout.splitlines()
    part = lines.index("## Given the status quo")
    assert lines.index("## Verdict: kinds of deal by gates") < part
    assert "20 draws are worth" in lines[part + 1]
    assert Path("moved.svg").read_text("utf-8").startswith("<svg")
    plain = json.loads(typed("run", *QUICK, "--json").stdout)
    both = json.loads(typed("run", *QUICK, "--condition", "status-quo", "--json").stdout)
    assert both["verdict"] == plain["verdict"]
    assert plain["conditioned"] is None
    assert both["conditioned"]["inertia"] == 0.5


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--condition", "peace"), "the only condition is status-quo"),
        (("--condition", "status-quo:often"), "is no number"),
        (("--plot", "x.png"), "give --condition status-quo"),
        (("--cluster", "tcp://x:1", "--executor", "threads"), "exclude each other"),
    ],
)
def test_wrong_usage_is_told(typed: Typed, words: tuple[str, ...], message: str) -> None:
    """What cannot be is refused with what can."""
    result = typed("run", *QUICK, *words)
    assert result.exit_code == 2
    assert message in result.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--condition", "status-quo:2"), "above 0 and at most 1"),
        (("--precision", "0.0001"), "from 0.001"),
        (("--precision", "0.1", "--scheme", "sobol"), "independent draws"),
    ],
)
def test_what_cannot_be_run_is_told(typed: Typed, words: tuple[str, ...], message: str) -> None:
    """A run that cannot be made ends with 1 and the reason."""
    result = typed("run", *QUICK, *words)
    assert result.exit_code == 1
    assert message in result.stderr


@pytest.mark.parametrize("scheme", ["lhs", "sobol"])
def test_other_schemes_say_so(typed: Typed, scheme: str) -> None:
    """The head names the scheme, and the sureness part what it means."""
    lines = typed("run", *QUICK, "--scheme", scheme).stdout.splitlines()
    name = {"lhs": "latin hypercube", "sobol": "sobol"}[scheme]
    assert f"draws: 20, {name}" in lines
    part = "\n".join(lines[lines.index("## How sure the shares are") :])
    assert "reckoned as for independent draws" in part


def test_precision_is_reached(typed: Typed) -> None:
    """Draws are added until every share is known well enough, and the achieved interval is told."""
    result = typed("run", "two-issues", "--precision", "0.03")
    assert result.exit_code == 0
    assert "3 were asked for, and draws were added until that was reached." in result.stdout


def test_a_kept_run_is_told_where(typed: Typed) -> None:
    """The bundle is named on stderr, and the same run is found there again."""
    first = typed("run", *QUICK, "--keep", "--json")
    assert "kept in runs/" in first.stderr
    again = typed("run", *QUICK, "--keep", "--json")
    assert again.stdout == first.stdout
    assert len(list(Path("runs").iterdir())) == 1
    elsewhere = typed("run", *QUICK, "--runs", "shelf")
    assert "kept in shelf/" in elsewhere.stderr
