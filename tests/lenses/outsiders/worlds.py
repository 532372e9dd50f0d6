"""Small dossiers with parties outside: one by hand, and random ones."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from detente.ensemble.sampling import draw_values
from detente.lenses.named_package import named_package
from detente.lenses.outsiders.spoiling import SpoilQuestion
from detente.lenses.package_draws import package_draws
from detente.model.blueprint import Blueprint
from properties.dossiers import Data, loaded, plain, quarters, random_data, shares, some

OUTSIDE = ["t1", "t2", "t3"]


def world(**sections: Any) -> Data:
    """North and south settle two issues; ``ally`` and ``rival`` look on."""
    data = plain(**sections)
    for key in ("ally", "rival"):
        data["parties"][key] = {"role": "third party"}
    return data


def question_of(data: Data, *packages: dict[str, str], draws: int = 1) -> SpoilQuestion:
    """Ask about packages of a dossier."""
    blueprint = Blueprint(loaded(data))
    named = [named_package(blueprint, f"package {k}", package) for k, package in enumerate(packages)]
    values = draw_values(blueprint.quantities, 0, 0, draws, blueprint.correlations)
    return SpoilQuestion(blueprint, values, package_draws(blueprint, values, named))


def true_claims(question: SpoilQuestion) -> set[tuple[str, str, str]]:
    """Claims about the first package that are true in the first draw: party, way, over."""
    claims = question.claims()
    return {(c.party, c.way, c.over) for c, holds in claims.items() if c.package == 0 and bool(holds[0])}


@st.composite
def random_world(draw: st.DrawFn) -> tuple[Data, dict[str, str]]:
    """A random dossier in which three parties outside have stakes and a say, and a package of it."""
    data = draw(random_data())
    data["trust"] = {}
    for key in OUTSIDE:
        data["parties"][key] = {"role": "third party", "at_table": draw(st.booleans())}
        for name, issue in data["issues"].items():
            by_option = data["stakes"].setdefault(key, {}).setdefault(name, {})
            by_option.update({o: draw(quarters(-4, 4)) for o in issue["options"] if o != "sq"})
    for issue in data["issues"].values():
        parties = list(data["parties"])
        issue["control"] = dict.fromkeys(draw(some(parties, max_size=4)), 0.25)
        issue["leakage"] = {party: draw(shares()) for party in draw(some(OUTSIDE, max_size=2))}
        for option in issue["options"].values():
            if not option.get("status_quo"):
                option["performers"] = draw(some(parties, max_size=2))
                option["consent"] = draw(some(parties, max_size=2))
                option["requires"] = draw(shares())
    changed = {}
    for name, issue in data["issues"].items():
        able = [o for o, option in issue["options"].items() if not option.get("pressure")]
        changed[name] = draw(st.sampled_from(able))
    if all(option == "sq" for option in changed.values()):
        name = next(iter(changed))
        data["issues"][name]["options"]["o0"].pop("pressure", None)
        changed[name] = "o0"
    return data, changed
