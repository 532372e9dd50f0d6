"""From the ledger to the probability of keeping one's word, and whose record counts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.dossier.dossier import Dossier
from detente.model.record import COUNTS, record_of, trustee, weight_of, words_kept
from properties.dossiers import Data, loaded, plain

VERDICTS = ["kept", "kept", "partial", "broken", "contested", "not_implemented", "lapsed", "none_stated"]


def entries(party: str, *verdicts: str) -> list[Data]:
    """Write ledger entries of one party."""
    return [{"agreement": f"{v} {n}", "party": party, "verdict": v} for n, v in enumerate(verdicts)]


def dated(*years: int | None, verdict: str = "kept") -> list[Data]:
    """Write north's entries of one verdict, of these years."""
    found = entries("north", *[verdict] * len(years))
    return [{**e, **({} if y is None else {"year": y})} for e, y in zip(found, years, strict=True)]


def with_trust(as_of: str | None = None, **trust: object) -> Dossier:
    """Load a dossier with an army on north's side and a militia on nobody's."""
    parties = {
        "north": {"role": "principal"},
        "south": {"role": "principal"},
        "army": {"role": "ratifier", "side": "north"},
        "militia": {"role": "third party"},
    }
    day = {} if as_of is None else {"as_of": as_of}
    return loaded(plain(parties=parties, trust=trust, **day))


def test_what_counts_for_and_against() -> None:
    """Kept counts for, broken against, partial half each way, and nothing else at all."""
    dossier = with_trust(ledger=[*entries("north", *VERDICTS), *entries("south", "contested")])
    assert record_of(dossier, "north") == (2.5, 1.5)
    assert record_of(dossier, "south") == (0.0, 0.0)


def test_the_posterior() -> None:
    """The record is added to the prior; a record that counts nothing gives no number."""
    dossier = with_trust(ledger=[*entries("north", *VERDICTS), *entries("south", "lapsed")], prior=[2, 3])
    words = words_kept(dossier)
    assert list(words) == ["north"]
    assert (words["north"].distribution, words["north"].parameters) == ("beta", (4.5, 4.5))
    assert words["north"].path == "trust.keeps_word.north"


def test_a_number_stands_for_itself() -> None:
    """A number written down is not mixed with the ledger."""
    dossier = with_trust(ledger=entries("north", "broken"), keeps_word={"north": 0.9})
    assert words_kept(dossier)["north"].parameters == (0.9,)


@pytest.mark.parametrize(
    ("known", "performer", "vouches"),
    [
        (["army", "north"], "army", "army"),
        (["north"], "army", "north"),
        (["army"], "north", None),
        (["north", "south"], "militia", None),
        (["militia"], "militia", "militia"),
        ([], "south", None),
    ],
)
def test_whose_record_vouches(known: list[str], performer: str, vouches: str | None) -> None:
    """A performer answers with its own record, else with its principal's, else with nobody's."""
    dossier = with_trust(keeps_word=dict.fromkeys(known, 0.5))
    assert trustee(dossier, words_kept(dossier), performer) == vouches


def test_old_entries_count_by_halves() -> None:
    """New counts whole, ten years old half, twenty a quarter; no year and later years count as new."""
    dossier = with_trust("2018-06-30", ledger=dated(2018, 2008, 1998, None, 2020), half_life=10)
    weights = [weight_of(dossier, entry) for entry in dossier.trust.ledger]
    assert weights == [1, 0.5, 0.25, 1, 1]
    assert record_of(dossier, "north") == (3.75, 0.0)
    assert words_kept(dossier)["north"].parameters == (4.75, 1.0)


def test_without_a_day_ages_are_counted_from_the_latest_entry() -> None:
    """The newest entry of anybody is the present."""
    other = {"agreement": "later", "party": "south", "verdict": "lapsed", "year": 2015}
    dossier = with_trust(ledger=[*dated(2010, verdict="broken"), other], half_life=5)
    assert record_of(dossier, "north") == (0.0, 0.5)


def test_a_partial_performance_ages_on_both_sides() -> None:
    """Half each way, and half of that when it has aged."""
    dossier = with_trust("2018-01-01", ledger=dated(2016, verdict="partial"), half_life=2)
    assert record_of(dossier, "north") == (0.25, 0.25)


@pytest.mark.parametrize("half_life", [None, 1000])
def test_a_half_life_beyond_memory_is_as_good_as_none(half_life: int | None) -> None:
    """Ageing by a thousand years takes less than 2 per cent off twenty-five years."""
    trust = {} if half_life is None else {"half_life": half_life}
    dossier = with_trust("2018-01-01", ledger=dated(1993, 2008, 2018), **trust)
    assert record_of(dossier, "north")[0] == pytest.approx(3, rel=0.02)
    assert (record_of(dossier, "north")[0] == 3) is (half_life is None)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.integers(1900, 2030), min_size=1, max_size=5),
    st.floats(0.5, 900),
    st.floats(1, 2),
    st.sampled_from(sorted(COUNTS)),
)
def test_a_longer_memory_counts_more(years: list[int], short: float, more: float, verdict: str) -> None:
    """A longer half-life never takes from the record, and no entry counts for more than one."""
    records = [
        sum(record_of(with_trust("2018-01-01", ledger=dated(*years, verdict=verdict), half_life=h), "north"))
        for h in (short, min(short * more, 1000))
    ]
    assert 0 <= records[0] <= records[1] <= len(years)


def test_the_note_tells_the_record() -> None:
    """What the number rests on is said in words, to four figures."""
    dossier = with_trust("2018-01-01", ledger=dated(2015, 2018), half_life=10)
    assert words_kept(dossier)["north"].note == "from the ledger: 1.812 kept, 0 broken"
