"""The starter dossier."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.dossier import load_text, starter


def test_the_starter_touches_every_gate() -> None:
    """Control, stakes, a rule at home, a ledger and monitoring are all there."""
    dossier = load_text(starter("Border talks"))
    assert dossier.title == "Border talks"
    assert any(issue.control for issue in dossier.issues.values())
    assert any(o.requires for issue in dossier.issues.values() for o in issue.options.values())
    assert set(dossier.principals) <= set(dossier.stakes)
    assert dossier.ratification
    assert dossier.trust.ledger
    assert dossier.trust.monitoring
    assert all(dossier.parties[key].discount_factor for key in dossier.principals)
    assert dossier.deals
    assert dossier.readings


def test_the_starter_is_short_and_explained() -> None:
    """It fits on two screens and has remarks throughout."""
    lines = starter("x").splitlines()
    assert len(lines) <= 80
    assert sum("#" in line for line in lines) >= 10


@pytest.mark.parametrize("name", ["", '"quoted": {x}', "Île-de-France # 1", "a\nb\0c", "@TITLE@"])
def test_any_name_gives_a_starter_that_loads(name: str) -> None:
    """Awkward names are quoted or cleaned."""
    assert load_text(starter(name)).title


@given(st.text(max_size=40))
def test_no_name_breaks_the_starter(name: str) -> None:
    """Whatever the name, the starter loads."""
    assert load_text(starter(name), check_readings=False).title
