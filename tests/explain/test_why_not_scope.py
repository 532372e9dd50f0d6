"""What why-not is asked about."""

from __future__ import annotations

from typing import Any

import pytest

from detente import load
from detente.ensemble.depths import class_depths
from detente.errors import DetenteError, TooLargeError, UnknownNameError
from detente.explain import why_not_scope
from detente.explain.asking import asked
from detente.explain.choosing import chosen_packages
from detente.explain.package_model import PackageModel
from detente.explain.why_not_scope import scope_of
from explain.pressing import pressing
from properties.dossiers import loaded, plain


def many(n: int, at_least: int) -> dict[str, Any]:
    """Issues of two options besides the status quo each, of which some are to be settled."""
    issues = {
        f"i{k}": {"options": {"sq": {"status_quo": True}, "a": {"performers": ["north"]}, "b": None}}
        for k in range(n)
    }
    for issue in issues.values():
        issue["options"]["b"] = {"performers": ["south"]}
    stakes = {
        "north": {f"i{k}": {"a": -k, "b": 2} for k in range(n)},
        "south": {f"i{k}": {"a": "0..3", "b": -1} for k in range(n)},
    }
    wanted = {f"i{k}": ["a", "b"] for k in range(n)}
    return plain(issues=issues, stakes=stakes, deals={"some": {"at_least": at_least, "of": wanted}})


def test_packages_as_they_are_chosen() -> None:
    """By key, or issue by issue."""
    dossier = loaded(plain())
    question = asked(dossier, 5, 0)
    for choice in ("swap", {"aid": "grant"}):
        found = scope_of(question, choice)
        assert found.packages == chosen_packages(dossier, choice)
        assert (found.n_packages, found.share, found.plan) == (1, None, None)
        assert not found.is_best_of_many


def test_a_plan_of_pressure() -> None:
    """By key it is a plan; an act of pressure named as an option stays an error."""
    question = asked(loaded(pressing()), 5, 0)
    found = scope_of(question, "threat")
    assert found.plan is not None
    assert (found.packages, found.n_packages) == ({}, 0)
    with pytest.raises(DetenteError, match="act of pressure"):
        scope_of(question, {"arms": "more"})


def test_kinds_that_name_nothing_to_move() -> None:
    """They are refused with what can be asked instead, however many packages belong to them."""
    question = asked(load("us-russia"), 2, 0)
    for key in ("any", "tactical-only"):
        with pytest.raises(DetenteError, match="names nothing to move"):
            scope_of(question, key)


def test_the_farthest_of_very_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """It passes as many gates as the best of all that are listed, and all are counted and judged."""
    dossier = loaded(many(4, 2))
    question = asked(dossier, 20, 0)
    every = chosen_packages(dossier, "some")
    monkeypatch.setattr(why_not_scope, "MOST_PACKAGES", 10)
    found = scope_of(question, "some")
    assert found.is_best_of_many
    assert found.n_packages == len(every)
    ((name, package),) = found.packages.items()
    assert every[name] == package
    model = PackageModel.of(dossier, {**every, "best": package})
    depths = model.depths(model.medians)[0]
    assert depths[-1] == depths.max()
    assert found.share == class_depths(dossier, deals=["some"], draws=20).share("some")


def test_more_than_could_be_listed() -> None:
    """Millions are counted exactly; named issue by issue they are refused."""
    dossier = loaded(many(9, 8))
    found = scope_of(asked(dossier, 2, 0), "some")
    assert found.n_packages == 9 * 2**8 + 2**9
    with pytest.raises(TooLargeError):
        scope_of(asked(dossier, 2, 0), dict.fromkeys(dossier.issues, ("sq", "a", "b")))


def test_what_does_not_exist() -> None:
    """An unknown kind of deal."""
    with pytest.raises(UnknownNameError, match="swap"):
        scope_of(asked(loaded(plain()), 2, 0), "swop")
