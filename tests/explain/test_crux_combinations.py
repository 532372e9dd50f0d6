"""Mixtures of two dossiers, and what can matter."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.explain.two_readings import two_readings
from tests.properties.dossiers import loaded, plain

from detente import load
from detente.dossier.differences import differences, with_changes
from detente.dossier.dossier import Dossier
from detente.ensemble.depths import AS_DESCRIBED, SWEETENED, Form, class_depths
from detente.explain.crux_combinations import MOST_OF_FEW, Combinations
from detente.explain.crux_fate import Fate
from detente.explain.crux_question import questions_of
from detente.model.predicate import GATES

DRAWS = 7


def combinations(both: tuple[Dossier, Dossier], key: str, form: Form, draws: int = DRAWS) -> Combinations:
    """All mixtures of two dossiers, asked about one kind of deal."""
    (question,) = questions_of(*both, deal=key, package=None, form=form)
    return Combinations(before=both[0], after=both[1], question=question, draws=draws, seed=0, workers=1)


@settings(deadline=None, max_examples=12)
@given(two_readings(), st.sampled_from([AS_DESCRIBED, SWEETENED]), st.data())
def test_any_mixture(both: tuple[Dossier, Dossier], form: Form, data: st.DataObject) -> None:
    """A mixture is judged as the whole dossier is; what is called irrelevant makes no difference to any."""
    deals = both[0].deals
    keys = [k for k, deal in deals.items() if form == SWEETENED or deal.all_of or deal.at_least]
    if not keys:
        return
    c = combinations(both, data.draw(st.sampled_from(keys)), form)
    found = differences(*both)
    some = data.draw(st.lists(st.sampled_from(found), unique_by=lambda d: d.name)) if found else []
    mixture = with_changes(both[0], some)
    expected = class_depths(mixture, form=form, deals=[c.question.key], draws=DRAWS, workers=1)
    assert c.fate({d.name for d in some} & c.every) == Fate.of(expected.of(c.question.key))


@settings(deadline=None, max_examples=8)
@given(two_readings(), st.data())
def test_early_answers(both: tuple[Dossier, Dossier], data: st.DataObject) -> None:
    """Whether a verdict is that of a gate is told alike early and late."""
    c, late = (combinations(both, "any", SWEETENED) for _ in range(2))
    for size in range(min(3, len(c.every) + 1)):
        for names in itertools.combinations(sorted(c.every), size):
            gate = data.draw(st.sampled_from([*GATES, None]))
            assert c.ends_at(names, gate, like=frozenset()) == (late.fate(names).gate_of_death == gate)


def test_irrelevant_differences() -> None:
    """Of 13 differences between two readings of the reference case most cannot touch a small deal."""
    both = load("us-russia", reading="kramer"), load("us-russia", reading="stutte")
    c = combinations(both, "cyber-unit", AS_DESCRIBED)
    assert len(differences(*both)) == 13
    assert c.every == {
        "dealing_costs.congress.per_deal",
        "dealing_costs.republicans.per_deal",
        "no_deal.us.plan",
        "no_deal.us.points",
        "trust.keeps_word.russia",
    }
    assert c.budget == MOST_OF_FEW
    c.fate(())
    assert c.n_judged == 1


def test_screening_leaves_answers_as_they_are() -> None:
    """Draws judged to screen a mixture are judged as they are otherwise."""
    both = load("us-russia", reading="kramer"), load("us-russia", reading="stutte")
    c, usual = (combinations(both, "fundamental-four", AS_DESCRIBED, 12) for _ in range(2))
    assert c.is_possible
    assert not c.is_screened
    assert [c.may_end_at((), gate) for gate in GATES] == [c.may_end_at((), gate) for gate in GATES]
    assert c.fate(()) == usual.fate(())


def test_what_goes_together_is_a_difference() -> None:
    """With a correlation carried over every draw is that of the reading that says so."""
    stakes = {p: {"aid": {"grant": "-1..1"}, "base": {"closed": "-1..1"}} for p in ("north", "south")}
    tied = [{"name": "x", "of": ["stakes.north.*.*", "stakes.south.*.*"], "rank": 0.8}]
    both = loaded(plain(stakes=stakes)), loaded(plain(stakes=stakes, correlations=tied))
    c = combinations(both, "swap", AS_DESCRIBED, draws=60)
    assert c.every == {"correlations"}
    for names, dossier in (((), both[0]), (("correlations",), both[1])):
        expected = class_depths(dossier, form=AS_DESCRIBED, deals=["swap"], draws=60, workers=1).of("swap")
        assert c.fate(names) == Fate.of(expected)
    assert c.fate(()) != c.fate(("correlations",))
