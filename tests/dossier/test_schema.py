"""The form of each section: unknown keys, wrong types, values out of bounds."""

import pytest
from breaking import Breaking

from detente.dossier import load_text
from detente.errors import DossierError


@pytest.mark.parametrize(
    ("old", "new", "code", "at", "hint"),
    [
        ("relative_gains:", "relativ_gains:", "D020", "relativ_gains", "did you mean 'relative_gains'?"),
        ("note: the price", "nota: the price", "D020", "nota", "did you mean 'note'?"),
        ("{date: 2014-03-18", "{dat: x, date: 2014-03-18", "D020", "dat: x", "did you mean 'date'?"),
        ("when: {sanctions: [st", "whn: 1, when: {sanctions: [st", "D020", "whn", "did you mean 'when'?"),
        ("quota: 2,", "quota: 2, wieghts: 1,", "D020", "wieghts", "did you mean 'weights'?"),
        ("verdict: broken, ", "", "D021", "{agreement", "add `verdict:`"),
        (
            "  russia:   {name: Russia (Kremlin), role: principal",
            "  russia:   {name: Russia",
            "D021",
            "russia:",
            "add",
        ),
        ("detente: 1\n", "", "D021", "title: A", "add `detente:`"),
        (
            "title: A bargain between Washington and Moscow?",
            "title: 2018",
            "D022",
            "2018\nas_of",
            "put it in quotes",
        ),
        ("agenda_limit: 12", "agenda_limit: many", "D022", "many\n", None),
        (
            "status_quo: true}\n      staged",
            "status_quo: yes}\n      staged",
            "D022",
            "yes}",
            "write true or false",
        ),
        ("performers: [russia, china]", "performers: china", "D022", "china, requires", "square brackets"),
        ("  congress: {per_deal: 5..15}", "  congress: 5", "D022", "5\nrelative", "`key: value`"),
        ("code: '19'", "code: 19", "D022", "19, cite", "quotes"),
        (
            "kind: tactical\n    options",
            "kind: tactic\n    options",
            "D023",
            "tactic\n",
            "did you mean 'tactical'?",
        ),
        ("role: third party", "role: third-party", "D023", "third-party", "did you mean 'third party'?"),
        ("verdict: broken", "verdict: brokn", "D023", "brokn", "did you mean 'broken'?"),
        ("thesis_gate: credible", "thesis_gate: credibl", "D023", "credibl", "did you mean 'credible'?"),
        ("  big:", "  big one:", "D024", "big one:", "write 'big-one' and give the name under `name:`"),
        (
            "as_of: 2018-10-31",
            "as_of: 31.10.2018",
            "D025",
            "31.10.2018",
            "write year-month-day, such as 2018-10-31",
        ),
        ("as_of: 2018-10-31", "as_of: 2018-02-30", "D025", "2018-02-30", None),
        ("agenda_limit: 12", "agenda_limit: 0", "D026", "0\n\ndeals", None),
        ("score: -9", "score: -90", "D026", "-90", None),
        ("paragraphs: 25", "paragraphs: -1", "D026", "-1, claims", None),
        ("needs: congress", "needs: [congress]", "D027", "[congress]", None),
        ("needs: congress", "needs: {al_of: [congress]}", "D027", "{al_of", "did you mean 'all_of'?"),
        ("detente: 1", "detente: 2", "D028", "2\n", "write `detente: 1`"),
        ("staged: -10..-2", "staged: -2..-10", "D032", "-2..-10", "write -10..-2"),
        ("15/25/30", "30/25/15", "D033", "30/25/15", "write 15/25/30"),
        ("sd: 4", "sd: -4", "D034", "-4}", "write 4"),
        ("requires: 0.6", "requires: 6", "D035", "6}", "write 0.3 for 30 per cent"),
        ("discount_factor: 0.7..0.9", "discount_factor: 0.7..1.9", "D035", "0.7..1.9", None),
        ("us: 0..0.2", "us: -0.1..0.2", "D035", "-0.1..0.2", None),
        (
            "us: 0.9, russia",
            "us: {normal: {mean: 0.5, sd: 0.1}}, russia",
            "D035",
            "{normal: {mean: 0.5",
            None,
        ),
        ("cut-off: 15/25/30", "cut-off: .nan", "D031", ".nan", "write an ordinary number"),
        ("cut-off: 15/25/30", "cut-off: -.inf", "D031", "-.inf", "write an ordinary number"),
        ("cut-off: 15/25/30", "cut-off: 1e999", "D031", "1e999", "write an ordinary number"),
        ("  any:", "  any: [1]", "D022", "[1]", "write `key: value` lines below it"),
        ("control: {china: 0.8..0.9", "control: {china: 0.8..1.1", "D035", "0.8..1.1", "write 0.3 for 30"),
        ("control: {china", "leakage: {china: 1.5}\n    control: {china", "D035", "1.5}", "write 0.3 for 30"),
        ("lift:   {name: L", "lift:   {divisible: yes, name: L", "D022", "yes, name", "write true or false"),
        ("lift:   {name: L", "lift:   {reversibel: true, name: L", "D020", "reversibel", "'reversible'"),
        ("lift:   {name: L", "lift:   {after: [donbas], name: L", "D022", "[donbas], name", "`key: value`"),
        ("lift:   {name: L", "lift:   {after: {donbas: []}, name: L", "D026", "[]}", None),
        ("trust:\n", "trust:\n  half_life: 0\n", "D026", "0\n  keeps", None),
        ("trust:\n", "trust:\n  half_life: 10 years\n", "D022", "10 years", None),
        ("trust:\n", "trust:\n  punishment: 0\n", "D026", "0\n  keeps", None),
        ("trust:\n", "trust:\n  punishment: 2.5\n", "D022", "2.5", None),
        ("trust:\n", "trust:\n  false_alarms: {us: 2.5}\n", "D035", "2.5", None),
        ("quota: 2,", "quota: 2, free_votes: maybe,", "D022", "maybe", "write true or false"),
        (
            "trust:\n",
            "positions: {us: {donbas: {declared: frozen}}}\ntrust:\n",
            "D021",
            "donbas: {decl",
            "conduct",
        ),
        ("trust:\n", "successors: {new: {}}\ntrust:\n", "D021", "new: {}", "add `side:`"),
        ("trust:\n", "successors: {new: {side: us, dat: x}}\ntrust:\n", "D020", "dat: x", "'date'"),
    ],
)
def test_a_fault_of_form_is_located(
    problems_after: Breaking, old: str, new: str, code: str, at: str, hint: str | None
) -> None:
    """The first problem has the code, the place and the advice."""
    problem = problems_after(old, new, at=at)[0]
    assert problem.code == code
    assert (hint or "") in str(problem.hint)


def test_a_broken_section_hides_nothing_elsewhere(problems_after: Breaking) -> None:
    """A broken party still counts as a name, and references elsewhere are still checked."""
    problems = problems_after(
        "role: third party}", "role: 3}\n  x: {role: third party, side: nobody}", at="3}\n"
    )
    assert [(p.code, p.path) for p in problems] == [
        ("D023", "parties.china.role"),
        ("D047", "parties.x.side"),
    ]


def test_an_unknown_name_with_a_broken_number_is_reported_for_both(problems_after: Breaking) -> None:
    """The name is checked though its number cannot be read."""
    problems = problems_after("cut-off: 15/25/30", "cut-of: 30/25/15")
    assert [p.code for p in problems] == ["D042", "D033"]


@pytest.mark.parametrize("text", ["[1, 2]", "hello", "3"])
def test_a_dossier_is_a_mapping(text: str) -> None:
    """A list or a word at the top is refused."""
    with pytest.raises(DossierError) as caught:
        load_text(text)
    assert [p.code for p in caught.value.problems] == ["D022"]


def test_empty_sections_are_allowed(bargain: str) -> None:
    """An optional section may have its key and nothing below it."""
    text = bargain[: bargain.index("events:")] + "events:\nreadings:\n"
    assert load_text(text).readings == {}


def test_control_over_one_is_told_with_its_place(problems_after: Breaking) -> None:
    """The path names the issue and the party, and the message the bound."""
    (problem,) = problems_after("control: {china: 0.8..0.9", "control: {china: 1.2")
    assert problem.path == "issues.nk-pressure.control.china"
    assert "between 0 and 1" in problem.message
    assert problem.found == "1.2"
