"""Readings: changes to the base, checked with it."""

import pytest
from breaking import Breaking

from detente.dossier import load_text
from detente.errors import DossierError, UnknownNameError

SETS = "trust.keeps_word.russia: 0.01..0.08"
LATER = "dealing_costs.congress.per_deal: 20..30"


def costs(text: str, *, reading: str | None = None, successor: str | None = None) -> tuple[float, ...]:
    """Return what dealing costs Congress."""
    found = load_text(text, reading=reading, successor=successor).dealing_costs["congress"].per_deal
    assert found is not None
    return found.parameters


def test_a_reading_changes_what_it_sets_and_nothing_else(bargain: str) -> None:
    """Set values are in force, with the reading's own lines; the rest stays as in the base."""
    base, kramer = load_text(bargain), load_text(bargain, reading="kramer")
    changed = kramer.trust.keeps_word["russia"]
    assert changed.parameters == (0.01, 0.08)
    assert SETS in bargain.splitlines()[(changed.line or 0) - 1]
    assert changed.path == base.trust.keeps_word["russia"].path
    assert kramer.stakes["us"]["sanctions"]["lift"] == base.stakes["us"]["sanctions"]["lift"]
    assert (base.reading, kramer.reading) == (None, "kramer")
    assert list(base.readings) == list(kramer.readings) == ["kramer", "harder"]
    assert base.readings["kramer"].changes == ("trust.keeps_word.russia", "stakes.us.sanctions.staged")
    assert base.sha256 == kramer.sha256


def test_a_reading_rests_on_another(bargain: str) -> None:
    """Changes of the reading it is based on come first, its own win."""
    harder = load_text(bargain, reading="harder")
    assert harder.trust.keeps_word["russia"].parameters == (0.01, 0.08)
    assert harder.stakes["us"]["sanctions"]["staged"].parameters == (-40.0, -30.0)
    assert harder.stakes["us"]["sanctions"]["lift"].parameters == (-90.0,)


def test_a_reading_may_add_what_was_absent_and_name_a_list_item(bargain: str) -> None:
    """A missing entry is made, and an item of a list is found by its name or its position."""
    harder = load_text(bargain, reading="harder")
    assert harder.no_deal["china"].points is not None
    assert harder.links[0].points["congress"].parameters == (1.0, 2.0)
    text = bargain.replace("links.relief against withdrawal.points", "links.0.points")
    assert load_text(text, reading="harder").links[0].points["congress"].parameters == (1.0, 2.0)


def test_a_reading_may_remove(bargain: str) -> None:
    """Null takes an entry away."""
    text = bargain.replace(SETS, "stakes.congress: ~, trust.keeps_word: ~")
    kramer = load_text(text, reading="kramer")
    assert "congress" not in kramer.stakes
    assert kramer.trust.keeps_word == {}


@pytest.mark.parametrize(
    ("change", "code", "path"),
    [
        ("trust.keeps_word.rusia: 0.1", "D040", "trust.keeps_word.rusia"),
        ("trust.keeps_word.russia: 3", "D035", "trust.keeps_word.russia"),
        ("stakes.us.sanction.staged: 3", "D041", "stakes.us.sanction"),
        ("stake.us.sanctions.staged: 3", "D020", "stake"),
        ("stakes.us.sanctions.lift.points: 3", "D062", "stakes.us.sanctions.lift.points"),
        ("stakes.us..lift: 3", "D062", "stakes.us..lift"),
        ("links.9.points.us: 3", "D062", "links.9.points.us"),
        ("links.0: ~", "D062", "links.0"),
        ("stakes.china: ~", "D062", "stakes.china"),
        ("readings.harder.name: x", "D062", "readings.harder.name"),
        ("detente: 2", "D062", "detente"),
        ("issues.donbas.options.frozen.status_quo: false", "D050", "issues.donbas"),
        ("'stakes.us.sanctions.staged': {points: 1, cite: [nobody]}", "D043", "cite.0"),
    ],
)
def test_a_faulty_change_is_found_when_the_base_is_loaded(
    problems_after: Breaking, change: str, code: str, path: str
) -> None:
    """Each reading is checked with the base, and the problem names the reading."""
    problem = next(p for p in problems_after(SETS, change) if p.code == code)
    assert path in problem.path
    assert "'kramer'" in problem.message or code == "D043"


def test_a_faulty_change_points_at_the_readings_own_line(problems_after: Breaking) -> None:
    """Line, column and path are those of the reading, not of what it changes."""
    problem = problems_after(SETS, "trust.keeps_word.russia: 0.8..0.1", at="0.8..0.1")[0]
    assert problem.path == "readings.kramer.set.trust.keeps_word.russia"


def test_a_fault_of_a_reading_is_reported_once(problems_after: Breaking) -> None:
    """A reading built on a faulty one does not repeat the fault."""
    problems = problems_after(SETS, "trust.keeps_word.rusia: 0.1")
    assert [p.code for p in problems] == ["D040"]


def test_readings_can_be_left_unchecked(bargain: str) -> None:
    """With check_readings off, only the reading asked for is checked."""
    text = bargain.replace("links.relief against withdrawal", "links.9")
    assert load_text(text, reading="kramer", check_readings=False).reading == "kramer"
    with pytest.raises(DossierError):
        load_text(text, reading="harder", check_readings=False)


def test_a_successor_changes_what_it_sets_and_nothing_else(deep: str) -> None:
    """Set values are in force, with the successor's own lines; the rest is as today."""
    today, later = load_text(deep), load_text(deep, successor="next")
    changed = later.dealing_costs["congress"].per_deal
    assert changed is not None
    assert changed.parameters == (20.0, 30.0)
    assert LATER in deep.splitlines()[(changed.line or 0) - 1]
    assert later.stakes["congress"]["sanctions"]["lift"].parameters == (-80.0, -60.0)
    assert later.stakes["us"] == today.stakes["us"]
    assert (today.successor, later.successor, later.reading) == (None, "next", None)
    assert list(today.successors) == list(later.successors) == ["next", "kramer"]
    assert today.sha256 == later.sha256


def test_a_successor_comes_after_the_reading(deep: str) -> None:
    """Both change the dossier; where they meet, the successor decides."""
    both = load_text(deep, reading="harder", successor="next")
    assert (both.reading, both.successor) == ("harder", "next")
    assert both.stakes["us"]["sanctions"]["lift"].parameters == (-90.0,)
    assert costs(deep, reading="harder", successor="next") == (20.0, 30.0)
    assert load_text(deep, reading="kramer").trust.keeps_word["russia"].parameters == (0.01, 0.08)
    both = load_text(deep, reading="kramer", successor="kramer")
    assert both.trust.keeps_word["russia"].parameters == (0.5, 0.6)


def test_a_reading_may_change_a_successor(deep: str) -> None:
    """What those who come later would do is part of a view, too."""
    text = deep.replace(SETS, f"successors.next.set: {{{LATER.replace('20..30', '1..2')}}}, {SETS}")
    assert costs(text, successor="next") == (20.0, 30.0)
    assert costs(text, reading="kramer", successor="next") == (1.0, 2.0)
    text = deep.replace(SETS, f"successors.next: ~, {SETS}")
    with pytest.raises(UnknownNameError, match="there are: kramer"):
        load_text(text, reading="kramer", successor="next")


@pytest.mark.parametrize(
    ("change", "code", "path"),
    [
        ("dealing_costs.congres.per_deal: 1", "D040", "dealing_costs.congres"),
        ("relative_gains.us: 3", "D035", "relative_gains.us"),
        ("stakes.us..lift: 3", "D062", "stakes.us..lift"),
        ("links.9.points.us: 3", "D062", "links.9.points.us"),
        ("detente: 2", "D062", "detente"),
        ("readings.kramer.name: x", "D062", "readings.kramer.name"),
        ("successors.kramer.name: x", "D062", "successors.kramer.name"),
        ("issues.sanctions.options.keep.status_quo: false", "D050", "issues.sanctions"),
        ("parties.congress.sway: -1", "D068", "parties.congress.sway"),
        ("'relative_gains.us': {value: 0.1, cite: [nobody]}", "D043", "cite.0"),
        ("'relative_gains.us': {value: 0.1, cite: [kramer-2017#99]}", "D044", "cite.0"),
    ],
)
def test_a_faulty_change_of_a_successor_is_found_at_its_line(
    deep: str, change: str, code: str, path: str
) -> None:
    """Each successor is checked with the base; the problem names it and stands at its own line."""
    text = deep.replace(LATER, change)
    with pytest.raises(DossierError) as caught:
        load_text(text, file="d.yaml")
    problem = next(p for p in caught.value.problems if p.code == code)
    assert path in problem.path
    assert "under the successor 'next'" in problem.message or code in ("D043", "D044")
    line = next(n for n, text in enumerate(text.splitlines(), 1) if change in text)
    assert problem.line == line or code == "D050"


def test_what_a_successor_cites_must_have_been_there(deep: str) -> None:
    """Nothing later than the dossier's day may be cited, nor what does not exist."""
    text = deep.replace("cite: [kramer-2017#1], note: harder", "cite: [kramer-2017#99], note: harder")
    with pytest.raises(DossierError) as caught:
        load_text(text)
    assert [(p.code, p.path) for p in caught.value.problems] == [("D044", "successors.next.cite.0")]
    text = deep.replace("as_of: 2018-10-31", "as_of: 2017-06-30")
    with pytest.raises(DossierError) as caught:
        load_text(text)
    assert ("D061", "successors.next.cite.0") in [(p.code, p.path) for p in caught.value.problems]


def test_a_fault_of_today_is_not_repeated_for_later(deep: str) -> None:
    """What is wrong today shows once, however many successors there are."""
    with pytest.raises(DossierError) as caught:
        load_text(deep.replace("performers: [russia, china]", "performers: [russia, chin]"))
    assert [p.code for p in caught.value.problems] == ["D040"]


def test_successors_can_be_left_unchecked(deep: str) -> None:
    """With check_readings off, only the successor asked for is checked."""
    text = deep.replace(LATER, "links.9: 3")
    assert load_text(text, successor="kramer", check_readings=False).successor == "kramer"
    assert load_text(text, check_readings=False).successor is None
    with pytest.raises(DossierError):
        load_text(text, successor="next", check_readings=False)
