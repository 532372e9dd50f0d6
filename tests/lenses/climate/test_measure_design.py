"""How a design reads, and its JSON."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from typing import Any

from detente.lenses.climate.measure_design import Design, KeptUp
from detente.lenses.climate.measure_obstacles import Obstacle
from detente.lenses.climate.measure_trials import Goal

SCIENCE = KeptUp(
    measure="arctic=science",
    title="Science in the Arctic",
    by=("north", "south"),
    acts={"north": 0.5, "south": 0.25},
    cost=1.5,
)


def design(**given: Any) -> Design:
    """One measure for three months that brings hostility from 3 to 1.5."""
    plain: dict[str, Any] = {
        "status": "found",
        "every": "month",
        "side": None,
        "goal": Goal(below=2.0, steps=3),
        "measures": (SCIENCE,),
        "lasts": 3,
        "reached_from": 2,
        "path": (3.0, 2.5, 1.9, 1.5),
        "without": (3.0, 3.0, 2.9, 2.8),
        "error": 0.1,
        "share_below": 0.7,
        "least": 1.5,
        "obstacles": (),
        "choice": ("arctic=science",),
        "tried": 5,
        "n_draws": 40,
        "keeps_order": 1.0,
    }
    return Design(**{**plain, **given})


def test_what_is_found_reads_as_measures_time_and_figures() -> None:
    """One sentence with both figures, and that no fewer do."""
    assert design().meaning == (
        "arctic=science, kept up for 3 months, would bring expected hostility below 2 from step 2 on and it "
        "stays there until the horizon, 3 months on: it comes to 1.50, without measures to 2.80. No fewer "
        "measures do."
    )
    once = design(goal=Goal(below=2.0, steps=3, hold=False), side="south", lasts=1)
    assert "kept up for 1 month, would bring the expected hostility of south below 2" in once.meaning
    assert "stays there" not in once.meaning


def test_where_none_does_it_says_how_far_it_gets_and_which_cause_alone_would_do() -> None:
    """Causes that bind by themselves are named; where there is none, that is said."""
    away = Obstacle(cause="drift", reached=0.5, would=True, at=2, steps=3)
    told = design(status="none", goal=Goal(below=1.0, steps=3), reached_from=None, obstacles=(away,))
    assert told.meaning == (
        "No choice of measures brings expected hostility below 1 within 3 months: arctic=science, kept up "
        "throughout, reach 1.50, without measures it is 2.80. Each of these alone would do: no hostility of "
        "its own on either side (drift above 0 taken away)."
    )
    never = replace(told, obstacles=(replace(away, would=False, at=None),))
    assert never.meaning.endswith("No single cause of those tried stands in the way by itself.")
    assert "No measure is open" in replace(told, measures=()).meaning


def test_where_nothing_is_needed_it_says_so() -> None:
    """No measure, and what hostility comes to by itself."""
    told = design(status="not needed", measures=(), lasts=0, path=(3.0, 2.0, 1.5, 1.0))
    assert told.meaning == (
        "Nothing is needed: without any measure expected hostility comes to 1.00, below 2."
    )
    assert told.cost == 0.0


def test_the_caveat_warns_where_luck_may_turn_the_answer_and_of_what_comes_first() -> None:
    """Near the level, with one draw, or where an option waits for another."""
    assert "other draws may turn" not in design().caveat
    assert "other draws may turn" in design(error=0.6).caveat
    assert "other draws may turn" in design(error=math.nan).caveat
    assert "has to come about first" not in design().caveat
    assert "has to come about first" in design(measures=(replace(SCIENCE, after=("a=b",)),)).caveat


def test_the_figure_held_against_the_level_is_the_last_or_the_least() -> None:
    """As the goal has it."""
    path = (3.0, 1.0, 1.9, 1.5)
    assert design(path=path).reached == 1.5
    assert design(path=path, goal=Goal(below=2.0, steps=3, hold=False)).reached == 1.0


def test_json_has_every_figure_and_is_strict() -> None:
    """An error that does not exist is null; the head says which lens made it."""
    told = design(error=math.nan).to_dict()
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert told["lens"] == "confidence-building"
    assert told["error"] is None
    assert told["measures"][0] == SCIENCE.to_dict()
    assert (told["reached"], told["cost"], told["path"]) == (1.5, 1.5, [3.0, 2.5, 1.9, 1.5])
