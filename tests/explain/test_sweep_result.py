"""What a sweep found, as tables and text."""

from __future__ import annotations

import json

from detente.explain.sweep_result import SweepPoint, SweptKind
from detente.model.predicate import GATES
from detente.verdict.intervals import wilson
from explain.swept import TRUCE, TRUST, grid, line, one_at_a_time, still


def kind(*hits: int, gates: tuple[str | None, ...] | None = None) -> SweptKind:
    """A line of points out of ten draws."""
    points = tuple(
        SweepPoint(
            at=(float(k),),
            share=wilson(n, 10),
            gate_of_death=(None if n >= 5 else "credible") if gates is None else gates[k],
            survives=dict.fromkeys(GATES, n / 10),
        )
        for k, n in enumerate(hits)
    )
    axes = line().axes
    return SweptKind(
        deal="x", name="X", form="exactly as described", axes=axes, points=points, as_elicited=points[0]
    )


def test_trends() -> None:
    """Rising, falling, both, or neither."""
    assert kind(1, 1, 3).trend(0) == "rises"
    assert kind(3, 1, 1).trend(0) == "falls"
    assert kind(3, 1, 3).trend(0) == "rises and falls"
    assert kind(3, 3, 3).trend(0) == "stays"


def test_flips_and_moves() -> None:
    """A flip is another verdict or another gate of death; a move is any difference."""
    assert (kind(1, 2).moves, kind(1, 2).flips) == (True, False)
    assert (kind(4, 6).moves, kind(4, 6).flips) == (True, True)
    assert kind(1, 1, gates=("credible", "ratifiable")).flips
    assert (kind(2, 2).moves, kind(2, 2).swing) == (False, 0.0)
    assert kind(2, 7).swing == 0.5


def test_trends_of_a_grid_hold_for_every_line() -> None:
    """The share rises with trust whatever a truce is worth, and the other way round."""
    (found,) = [one for one in grid().kinds if one.deal == "quiet-for-relief"]
    assert (found.trend(0), found.trend(1)) == ("rises", "rises")
    assert len(list(found.lines(0))) == 6
    assert len(list(found.lines(1))) == 3


def test_the_frame_is_tidy() -> None:
    """A row for each point and kind of deal, its axes first; nothing where another axis is swept."""
    frame = grid().to_frame()
    assert list(frame.columns[:3]) == [TRUCE, TRUST, "deal"]
    assert len(frame) == 2 * 3 * 6
    assert not frame.duplicated([TRUCE, TRUST, "deal", "form"]).any()
    assert (frame["low"] <= frame["share"]).all()
    lines = one_at_a_time().to_frame()
    assert lines[TRUST].notna().sum() == 2 * 6
    assert len(lines) == 2 * (3 + 6 + 2)


def test_json() -> None:
    """Begins as all do, and holds every point."""
    told = json.loads(grid().to_json())
    assert (told["lens"], told["dossier"], told["layout"]) == ("sweep", "two-issues", "grid")
    assert [len(one["points"]) for one in told["kinds"]] == [18, 18]
    assert told["kinds"][0]["axes"] == [TRUCE, TRUST]
    assert told["axes"][1]["readings"][1]["name"] == "sceptic"


def test_in_a_notebook() -> None:
    """A line of text for each sentence, and the table."""
    bundle = line()._repr_mimebundle_()
    assert line().sentences[0] in bundle["text/plain"]
    assert bundle["text/html"].count("<tr") == 1 + 12
    assert repr(line()) == f"<Sweep of two-issues over {TRUST} (6): 1 of 2 flip, 60 draws>"


def test_what_moves_comes_first() -> None:
    """Flips before mere moves; what stays is left out."""
    assert [one.deal for one in line().moving] == ["quiet-for-relief"]
    assert still().moving == ()
