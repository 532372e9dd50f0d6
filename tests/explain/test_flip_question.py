"""What a flip is asked about."""

from __future__ import annotations

import pytest

from detente.ensemble.depths import AS_DESCRIBED, SWEETENED
from detente.errors import DetenteError, UnknownNameError
from detente.explain.flip_fewest import Fewest
from detente.explain.flip_question import flip_question
from explain.flip_cases import small, stakes


def test_a_kind_of_deal_as_described() -> None:
    """Its packages are judged one by one, and a share is measured over draws."""
    about = flip_question(small(), deal="swap", package=None, form=AS_DESCRIBED)
    assert (about.asked, about.n_packages, about.has_deal()) == ("swap", 1, True)
    assert about.share(20, 0) == 1.0
    assert about.fewest() == Fewest(number=0, parties=())


def test_a_kind_of_deal_with_sweeteners() -> None:
    """Its packages are not listed; the verdict is that of its best."""
    about = flip_question(small(), deal="any", package=None, form=SWEETENED)
    assert (about.n_packages, about.fewest(), about.has_deal()) == (None, None, True)
    assert about.share(5, 0) == 1.0
    sets, told = about.sets(to_deal=False, farthest=2.0, sizes=(1,))
    assert {one.paths[0] for one in sets} >= {"stakes.north.base.closed"}
    assert [one.size for one in told] == [1]
    assert about.measured(sets, 5, 0) == sets


def test_a_package() -> None:
    """Named by what it changes; several by each, or by how many they are."""
    one = flip_question(small(), deal=None, package={"aid": "grant"}, form=AS_DESCRIBED)
    assert (one.asked, one.called, one.has_deal()) == ("aid=grant", None, False)
    several = {"aid": ["none", "grant"], "base": ["kept", "closed"]}
    found = flip_question(small(), deal=None, package=several, form=AS_DESCRIBED)
    assert found.n_packages == 3
    assert found.asked.count("; or ") == 2
    assert flip_question(small(), deal=None, package="swap", form=AS_DESCRIBED).called == "swap"


def test_measured() -> None:
    """With the value that opens it in every draw, a gift of uncertain cost passes in all of them."""
    dossier = small(stakes=stakes(north_aid="-4..-1"))
    about = flip_question(dossier, deal=None, package={"aid": "grant"}, form=AS_DESCRIBED)
    sets, _ = about.sets(to_deal=True, farthest=2.0, sizes=(1,))
    assert [one.share for one in about.measured(sets, 50, 0)] == [1.0]
    assert about.share(50, 0) == 0.0


def test_what_cannot_be_asked() -> None:
    """Both or neither, names that do not exist, and packages with sweeteners."""
    with pytest.raises(DetenteError, match="one of them"):
        flip_question(small(), deal=None, package=None, form=AS_DESCRIBED)
    with pytest.raises(DetenteError, match="one of them"):
        flip_question(small(), deal="swap", package={"aid": "grant"}, form=AS_DESCRIBED)
    with pytest.raises(UnknownNameError, match="did you mean 'swap'"):
        flip_question(small(), deal="swop", package=None, form=AS_DESCRIBED)
    with pytest.raises(DetenteError, match="sweeteners"):
        flip_question(small(), deal=None, package={"aid": "grant"}, form=SWEETENED)
    with pytest.raises(DetenteError, match="nothing to move"):
        flip_question(small(), deal="any", package=None, form=AS_DESCRIBED)
