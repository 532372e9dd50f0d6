"""Key assumptions, told."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from detente.ensemble.depths import AS_DESCRIBED
from detente.explain.assumptions_result import Assumption, ExaminedKind, KeyAssumptions
from detente.explain.flip_sets import Turn
from explain.test_flip_sets import entry

TURN = Turn(entry=entry("p"), value=5.0)
ONE = Assumption(
    kind="swap",
    called="A swap",
    verdict="deal",
    to="no deal",
    turn=TURN,
    beyond_turning=0.25,
    sources=("A. Author, A book, 2017", "Second", "Third"),
)
WATCHED = replace(
    ONE, turn=Turn(entry=replace(entry("q"), indicator="a *vote*"), value=3.0), verdict="no deal", to="deal"
)
KINDS = (
    ExaminedKind(key="swap", name="A swap", verdict="deal", n_assumptions=2),
    ExaminedKind(key="any", name="Any", verdict=None, n_assumptions=0, reason="it names nothing"),
)


def result(*assumptions: Assumption, kinds: tuple[ExaminedKind, ...] = KINDS) -> KeyAssumptions:
    """A result with given assumptions."""
    content: dict[str, Any] = {
        "title": "A talk | <b>",
        "dossier": "talk",
        "reading": None,
        "draws": 100,
        "seed": 0,
        "principals": ("a", "b"),
        "form": AS_DESCRIBED,
        "kinds": kinds,
        "assumptions": assumptions,
        "labels": {"a": "Alba"},
        "caveats": ("Mind.",),
    }
    return KeyAssumptions(**content)


def test_sentence() -> None:
    """What would be otherwise, from where on, and how much of the range lies beyond."""
    assert ONE.sentence == (
        "There would be no deal (A swap) if x were 5 or more (judged 4, range 2..6; 25% of its probability "
        "lies beyond)."
    )
    assert WATCHED.sentence.startswith("There would be a deal (A swap) if x were 3 or less (")


def test_bottom_line() -> None:
    """How many judgements, of how many kinds of deal, and how many are watched."""
    found = result(ONE, WATCHED).sentences
    assert found[0] == (
        "2 judgements turn a verdict inside their ranges: of the one kind of deal 1 hangs on one or more "
        "(exactly as described)."
    )
    assert found[1] == "The dossier names what to watch for 1 of them."
    assert (
        result().sentences[0].startswith("No judgement turns the verdict on the one kind of deal by itself")
    )
    assert "no kind of deal to judge" in result(kinds=()).sentences[0]


def test_lines_to_paste() -> None:
    """Numbered, with whose it is, its sources and what to watch."""
    lines = result(ONE, WATCHED).to_text().splitlines()
    assert lines[0].startswith("1. There would be no deal")
    assert lines[1:4] == [
        "   Whose: Alba",
        "   Source: A. Author, A book, 2017; Second; and 1 more",
        "   Watch: the dossier names no observation that would tell",
    ]
    assert lines[-1] == "   Watch: a *vote*"
    assert result().to_text().startswith("No judgement")


def test_markdown_is_harmless() -> None:
    """What a dossier says is text there, not markup."""
    text = result(WATCHED).to_markdown()
    assert text.startswith("## Key assumptions: A talk \\| \\<b\\>\n")
    assert "   - Watch: a \\*vote\\*" in text
    assert "1. **There would be a deal" in text


def test_frame_and_json() -> None:
    """One row for each; all of it as JSON."""
    found = result(ONE, WATCHED)
    frame = found.to_frame()
    assert frame["turns_at"].tolist() == [5.0, 3.0]
    assert frame["indicator"].tolist()[1] == "a *vote*"
    assert list(result().to_frame().columns) == list(frame.columns)
    told = json.loads(found.to_json())
    assert (told["lens"], [one["beyond_turning"] for one in told["assumptions"]]) == (
        "assumptions",
        [0.25, 0.25],
    )
    assert told["kinds"][1]["reason"] == "it names nothing"


def test_notebook() -> None:
    """The list as text, the frame as a table."""
    bundle = result(ONE)._repr_mimebundle_()
    assert "1. There would be no deal" in bundle["text/plain"]
    assert "<table" in bundle["text/html"]
    assert repr(result(ONE)) == "<KeyAssumptions of talk: 1 in 2 kinds of deal>"
