"""From the ledger to the probability of keeping one's word, and whose record counts."""

from __future__ import annotations

import pytest

from detente.dossier.dossier import Dossier
from detente.model.record import record_of, trustee, words_kept
from properties.dossiers import Data, loaded, plain

VERDICTS = ["kept", "kept", "partial", "broken", "contested", "not_implemented", "lapsed", "none_stated"]


def entries(party: str, *verdicts: str) -> list[Data]:
    """Write ledger entries of one party."""
    return [{"agreement": f"{v} {n}", "party": party, "verdict": v} for n, v in enumerate(verdicts)]


def with_trust(**trust: object) -> Dossier:
    """Load a dossier with an army on north's side and a militia on nobody's."""
    parties = {
        "north": {"role": "principal"},
        "south": {"role": "principal"},
        "army": {"role": "ratifier", "side": "north"},
        "militia": {"role": "third party"},
    }
    return loaded(plain(parties=parties, trust=trust))


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
