"""What becomes of a kind of deal when some of the changes are made."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.properties.dossiers import loaded, plain

import detente
from detente.dossier.differences import with_changes
from detente.dossier.dossier import Dossier
from detente.ensemble.depths import AS_DESCRIBED, SWEETENED, Form, class_depths
from detente.explain.diff_alignment import aligned
from detente.explain.diff_game import GameJudge, gate_counts, kind_game
from detente.explain.diff_groups import change_groups
from detente.explain.diff_judging import Judged
from explain.pairs import lively_pairs, pairs


def asked(dossier: Dossier, draws: int) -> Judged:
    """Draws to judge by."""
    return Judged(dossier=dossier, deals=None, forms=(), draws=draws, seed=0, workers=1, depths={})


@settings(deadline=None, max_examples=20)
@given(st.one_of(pairs(), lively_pairs()), st.sampled_from([AS_DESCRIBED, SWEETENED]), st.data())
def test_cut_down_counts_as_the_whole_does(
    pair: tuple[Dossier, Dossier], form: Form, data: st.DataObject
) -> None:
    """For any set of changes; those that are no part of the game make no difference."""
    before = pair[0]
    after, _ = aligned(*pair)
    keys = class_depths(before, form=form, draws=1, workers=1).classes
    if not keys:
        return
    key = data.draw(st.sampled_from(keys))
    groups = change_groups(before, after, "place")
    game = kind_game(before, after, groups, key, form)
    judge = GameJudge(game, asked(before, 3))
    for _ in range(3):
        chosen = [group for group in groups if data.draw(st.booleans())]
        whole = with_changes(before, [d for group in chosen for d in group.differences])
        expected = class_depths(whole, form=form, deals=[key], draws=3, workers=1).of(key)
        inner = [group.name for group in chosen if group.name in game.changes]
        assert gate_counts(judge.depths(inner)) == gate_counts(expected)


def test_the_first_draws_only() -> None:
    """They are those of all draws."""
    case = detente.load("two-issues")
    game = kind_game(case, case, (), "full-swap", SWEETENED)
    whole, part = GameJudge(game, asked(case, 30)).depths([]), GameJudge(game, asked(case, 30), 12).depths([])
    assert whole.shape == (30,)
    assert (whole[:12] == part).all()


def test_changes_elsewhere_are_no_part_of_it() -> None:
    """Another issue, another kind of deal, and the points of a party that nobody asks."""
    parties = {
        "north": {"role": "principal"},
        "south": {"role": "principal"},
        "east": {"role": "third party"},
    }
    data = plain(parties=parties)
    data["issues"]["reef"] = {"options": {"open": {"status_quo": True}, "shut": None}}
    other = plain(parties=parties, issues=data["issues"])
    other["stakes"] = {
        "north": {"aid": {"grant": -1}, "base": {"closed": 4}, "reef": {"shut": 3}},
        "south": {"aid": {"grant": 4}, "base": {"closed": -2}},
        "east": {"aid": {"grant": -9}},
    }
    other["deals"]["any"] = {"all": {"reef": ["shut"]}}
    before, after = loaded(data), loaded(other)
    groups = change_groups(before, after)
    assert len(groups) == 4
    assert list(kind_game(before, after, groups, "swap", AS_DESCRIBED).changes) == ["stakes.north.aid"]
    wide = kind_game(before, after, groups, "swap", SWEETENED).changes
    assert list(wide) == ["stakes.north.aid", "stakes.north.reef"]


def test_slow_games() -> None:
    """With sweeteners, and where a kind of deal holds more packages than are tried one by one."""
    case = detente.load("two-issues")
    assert not kind_game(case, case, (), "full-swap", AS_DESCRIBED).is_slow
    assert kind_game(case, case, (), "full-swap", SWEETENED).is_slow
    large = detente.load("us-russia")
    assert kind_game(large, large, (), "fundamental-four", AS_DESCRIBED).is_slow


def test_shapes_and_draws_are_kept() -> None:
    """Changes of numbers alone need one shape; the counts of the two ends are those of the dossiers."""
    before = loaded(plain())
    stakes = {"north": {"aid": {"grant": "-6..-1"}}, "south": {"base": {"closed": "-5..-2"}}}
    after = loaded(plain(stakes={**plain()["stakes"], **stakes}, agenda_limit=2))
    groups = change_groups(before, after)
    game = kind_game(before, after, groups, "swap", AS_DESCRIBED)
    judge = GameJudge(game, asked(before, 50))
    names = list(game.changes)
    chosen = [c for n in range(len(names) + 1) for c in itertools.combinations(names, n)]
    found = [gate_counts(judge.depths(one)) for one in chosen]
    ends = [class_depths(d, deals=["swap"], draws=50).of("swap") for d in (before, after)]
    assert (found[0], found[-1]) == (gate_counts(ends[0]), gate_counts(ends[1]))
    # With and without the limit, and without either of two numbers that are gone.
    shaping = [name for name in names if name in ("agenda_limit", "stakes.north.base", "stakes.south.aid")]
    assert len(judge._shapes) == 2 ** len(shaping) < len(chosen)


@pytest.mark.slow
@pytest.mark.parametrize("key", ["crimea-nato", "cyber-unit"])
def test_readings_of_the_reference_case(key: str) -> None:
    """From Kramer to Stutte with half of the changes made, as on whole dossiers."""
    before, after = (detente.load("us-russia", reading=name) for name in ("kramer", "stutte"))
    groups = change_groups(before, after)
    game = kind_game(before, after, groups, key, AS_DESCRIBED)
    half = groups[::2]
    made = with_changes(before, [d for group in half for d in group.differences])
    expected = class_depths(made, deals=[key], draws=40).of(key)
    found = GameJudge(game, asked(before, 40)).depths([g.name for g in half if g.name in game.changes])
    assert gate_counts(found) == gate_counts(expected)


def test_what_goes_together_is_a_change() -> None:
    """Carrying a correlation over gives the draws of the dossier that has it."""
    stakes = {p: {"aid": {"grant": "-1..1"}, "base": {"closed": "-1..1"}} for p in ("north", "south")}
    tied = [{"name": "x", "of": ["stakes.north.*.*", "stakes.south.*.*"], "rank": 0.8}]
    before, after = loaded(plain(stakes=stakes)), loaded(plain(stakes=stakes, correlations=tied))
    game = kind_game(before, after, change_groups(before, after, "place"), "swap", AS_DESCRIBED)
    assert list(game.changes) == ["correlations"]
    judge = GameJudge(game, asked(before, 60))
    for groups, dossier in (([], before), (["correlations"], after)):
        expected = class_depths(dossier, form=AS_DESCRIBED, deals=["swap"], draws=60, workers=1).of("swap")
        assert judge.depths(groups).tolist() == expected.tolist()
    assert judge.depths([]).tolist() != judge.depths(["correlations"]).tolist()
