"""Robust packages of each reading under all readings."""

from __future__ import annotations

from tests.properties.dossiers import Data, loaded, plain

from detente.explain.compared_packages import can_be_package, compared_packages
from detente.explain.package_model import PackageModel


def reading(worth: float) -> Data:
    """The small bargain, with what the base is worth to the north."""
    data = plain()
    data["stakes"]["north"]["base"]["closed"] = worth
    return data


def test_found_and_judged() -> None:
    """The swap survives where it is worth it, and is judged under the reading where it is not."""
    dossiers = {"base": loaded(reading(4)), "hawk": loaded(reading(1))}
    parts: list[int] = []
    (found,) = compared_packages(dossiers, draws=10, seed=0, done=lambda: parts.append(1))
    assert found.package == {"aid": "grant", "base": "closed"}
    assert found.found_under == found.passes_under() == ("base",)
    assert {key: fate.share if fate else None for key, fate in found.under.items()} == {"base": 1, "hawk": 0}
    assert len(parts) == 2
    assert found.to_dict()["readings"]["hawk"]["gate_of_death"] == "acceptable"


def test_a_reading_without_the_option() -> None:
    """Where an option does not exist or is pressure, there is no verdict."""
    gone, pressed = reading(4), reading(4)
    gone["issues"]["base"]["options"] = {"kept": {"status_quo": True}, "halved": {"performers": ["south"]}}
    for section in ("north", "south"):
        gone["stakes"][section]["base"] = {"halved": 0}
    gone["deals"] = {"any": None}
    pressed["issues"]["base"]["options"]["closed"]["pressure"] = True
    dossiers = {"base": loaded(reading(4)), "gone": loaded(gone), "pressed": loaded(pressed)}
    found = compared_packages(dossiers, draws=4, seed=0, done=lambda: None)
    swap = next(one for one in found if one.package == {"aid": "grant", "base": "closed"})
    assert (swap.under["gone"], swap.under["pressed"]) == (None, None)
    assert can_be_package(dossiers["base"], swap.package)
    assert not can_be_package(dossiers["base"], {"aid": "none"})
    assert not can_be_package(dossiers["base"], {"moon": "flag"})


def test_none_survives() -> None:
    """Where nothing passes under any reading there is no package."""
    assert compared_packages({"base": loaded(reading(1))}, draws=4, seed=0, done=lambda: None) == ()


def test_shares_are_those_of_the_package() -> None:
    """Over draws the share is that of the very package."""
    data = reading(4)
    data["stakes"]["north"]["base"]["closed"] = "1..5"
    dossier = loaded(data)
    (found,) = compared_packages({"base": dossier}, draws=60, seed=3, done=lambda: None)
    model = PackageModel.of(dossier, {"it": found.package})
    fate = found.under["base"]
    assert fate is not None
    assert fate.share == model.passes(model.drawn(60, 3)).mean()
