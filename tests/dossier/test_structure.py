"""Rules between the entries of a dossier."""

import pytest
from breaking import Breaking, problems_in

from detente.dossier import load_text


@pytest.mark.parametrize(
    ("old", "new", "code", "at", "hint"),
    [
        (
            "Kept as they are, status_quo: true",
            "Kept as they are",
            "D050",
            "sanctions:\n    name",
            "status_quo: true",
        ),
        (
            "lift:   {name: L",
            "lift:   {status_quo: true, name: L",
            "D051",
            "sanctions:\n    name",
            "one of them",
        ),
        (
            "      withdrawal: {performers: [russia], consent: [china]}\n",
            "",
            "D052",
            "donbas:\n    kind",
            "add",
        ),
        ("Russia (Kremlin), role: principal", "Russia, role: third party", "D053", "parties:", "two parties"),
        ("role: ratifier, side: us}", "role: ratifier}", "D054", "congress:", "side"),
        ("role: principal, disc", "role: principal, side: russia, disc", "D054", "russia, disc", "remove"),
        ("sanctions: {staged: -6", "sanctions: {keep: 1, staged: -6", "D055", "1, staged: -6", "remove"),
        ("    name: Talking", "    based_on: harder\n    name: Talking", "D056", "harder\n    name", "break"),
        (
            ", donbas: [withdrawal]}, points",
            "}, points",
            "D057",
            "when: {sanctions: [staged, lift]}, p",
            "stakes",
        ),
        ("    at_least: 2", "    at_least: 4", "D058", "4\n    of", "at most 3"),
        ("    at_least: 2\n", "", "D058", "of: {sanctions: [staged, lift]", "at_least"),
        ("at_least: 1, of", "at_least: 3, of", "D058", "3, of", "at most 2"),
        ("quota: 2", "quota: 4", "D058", "4, weights", "at most 3"),
        ("congress: 1, pentagon: 2", "congress: 0, pentagon: 0", "D058", "2, weights", "a weight above 0"),
        ("keep:   {name", "keep:   {pressure: true, name", "D059", "keep:", "pressure"),
        ("all: {sanctions: [staged]", "all: {sanctions: [keep]", "D060", "keep], donbas", "change"),
        ("over: {nk-pressure: [cut-off]", "over: {nk-pressure: [now]", "D060", "now]}, needs", "change"),
        ("horizon: 2020", "horizon: 2010", "D063", "2010", "horizon"),
        ("as_of: 2017-07-31", "as_of: 2019-07-31", "D063", "2019", "earlier"),
        (
            "trust:\n",
            "successors: {new: {side: us, date: 2018-10-30}}\ntrust:\n",
            "D063",
            "2018-10-30",
            "later",
        ),
        (
            "role: ratifier, side: us}\n  pent",
            "role: ratifier, side: us, sway: -1..2}\n  pent",
            "D068",
            "-1..2",
            "0",
        ),
    ],
)
def test_each_rule_has_its_place_and_advice(
    problems_after: Breaking, old: str, new: str, code: str, at: str, hint: str
) -> None:
    """The first problem has the code, stands at the entry, and says what to do."""
    problem = problems_after(old, new, at=at)[0]
    assert problem.code == code
    assert hint in str(problem.hint)


def test_a_circle_of_readings_is_spelled_out(problems_after: Breaking) -> None:
    """Each reading of a circle is named with the way round."""
    problems = problems_after("    name: Talking", "    based_on: harder\n    name: Talking")
    assert [p.path for p in problems] == ["readings.kramer.based_on", "readings.harder.based_on"]
    assert "kramer -> harder -> kramer" in problems[0].message


def test_a_stake_of_nothing_on_the_status_quo_is_allowed(bargain: str) -> None:
    """Writing out that the status quo is worth 0 is no fault."""
    text = bargain.replace("sanctions: {staged: -6", "sanctions: {keep: 0, staged: -6", 1)
    assert load_text(text).stakes["us"]["sanctions"]["keep"].is_certain


@pytest.mark.parametrize(
    ("sway", "refused"),
    [
        ("0", False),
        ("0..3", False),
        ("{lognormal: {mean: 1, sd: 0.5}}", False),
        ("{beta: {a: 2, b: 2}}", False),
        ("{normal: {mean: 2, sd: 0}}", False),
        ("{normal: {mean: 2, sd: 1}}", True),
        ("{normal: {mean: -2, sd: 0}}", True),
        ("-0.1", True),
        ("-1/0/1", True),
    ],
)
def test_a_sway_is_never_below_nothing(bargain: str, sway: str, refused: bool) -> None:
    """A vote can be firm or uncertain, in every draw; a bell reaches below 0 however far its mean."""
    text = bargain.replace("pentagon: {role: ratifier", f"pentagon: {{sway: {sway}, role: ratifier", 1)
    assert [problem.code for problem in problems_in(text)] == ["D068"] * refused


def test_a_successor_may_decide_from_the_day_of_the_dossier(bargain: str) -> None:
    """The same day is not before it, and no day at all is allowed."""
    section = "successors: {kramer: {side: us, date: 2018-10-31}, later: {side: russia}}\ntrust:\n"
    dossier = load_text(bargain.replace("trust:\n", section, 1))
    assert list(dossier.successors) == ["kramer", "later"]
