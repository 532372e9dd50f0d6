"""What a crux can be asked of."""

from __future__ import annotations

import pytest
from tests.properties.dossiers import loaded, plain

from detente.ensemble.depths import AS_DESCRIBED, SWEETENED
from detente.errors import DetenteError, UnknownNameError
from detente.explain.crux_question import PACKAGE, questions_of

ONE = loaded(plain())


def test_kinds_that_both_have() -> None:
    """All kinds of deal with the form, in file order; sweetened, those without a description as well."""
    other = plain()
    other["deals"] = {"any": None, "gift": {"all": {"aid": ["grant"]}}, "swap": other["deals"]["swap"]}
    found = questions_of(ONE, loaded(other), deal=None, package=None, form=AS_DESCRIBED)
    assert [question.key for question in found] == ["swap"]
    found = questions_of(ONE, loaded(other), deal=None, package=None, form=SWEETENED)
    assert [question.key for question in found] == ["swap", "any"]


def test_deal_as_each_has_it() -> None:
    """A kind of deal is what each reading says it is, a package the same for both."""
    other = plain()
    other["deals"]["swap"]["all"].pop("base")
    after = loaded(other)
    (kind,) = questions_of(ONE, after, deal="swap", package=None, form=AS_DESCRIBED)
    assert kind.deal_in(ONE) != kind.deal_in(after)
    (package,) = questions_of(ONE, after, deal=None, package={"aid": "grant"}, form=AS_DESCRIBED)
    assert package.deal_in(ONE) is package.deal_in(after)
    assert list(package.put_to(after).deals) == [PACKAGE]
    assert set(package.scope(ONE, after).options) == {"aid"}


def test_refusals() -> None:
    """What does not exist, or cannot be a deal, in either of the two."""
    for options in ({"deal": "swop", "package": None}, {"deal": None, "package": "swop"}):
        with pytest.raises(UnknownNameError, match="swap"):
            questions_of(ONE, ONE, form=AS_DESCRIBED, **options)  # type: ignore[arg-type]
    with pytest.raises(UnknownNameError, match="grant"):
        questions_of(ONE, ONE, deal=None, package={"aid": "grand"}, form=AS_DESCRIBED)
    with pytest.raises(DetenteError, match="changes nothing"):
        questions_of(ONE, ONE, deal=None, package={"aid": "none"}, form=AS_DESCRIBED)
