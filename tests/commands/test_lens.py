"""``detente lens ...`` and ``detente plan`` as they are typed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from detente.cli import cli
from detente.dossier.dossier import Dossier
from detente.loading import load

LENSES = ["leverage", "ratification", "trust", "third-parties"]
DOSSIER = str(Path(__file__).resolve().parents[1] / "data" / "bargain.yaml")
#: A gift that its giver makes only for something in return.
GIFT = """
detente: 1
title: A gift
parties:
  north: {role: principal}
  south: {role: principal}
  house: {role: ratifier, side: north}
  ally: {role: third party}
issues:
  aid: {options: {none: {status_quo: true}, grant: {performers: [north]}, cut: {pressure: true}}}
  base: {options: {kept: {status_quo: true}, closed: {performers: [south]}}}
stakes:
  north: {aid: {grant: -2}, base: {closed: 5}}
  south: {aid: {grant: 4}, base: {closed: -1}}
  house: {aid: {grant: -1}, base: {closed: 2}}
  ally: {base: {closed: -1}}
ratification: {north: [{name: House, needs: house}]}
deals: {gift: {all: {aid: [grant]}}, harm: {all: {aid: [cut]}}}
readings: {dove: {set: {stakes.north.aid.grant: 1}}}
"""


def typed(*words: str) -> Result:
    """Run a command with few draws."""
    return CliRunner().invoke(cli, [*words, "--draws", "20"])


@pytest.mark.parametrize("lens", LENSES)
def test_each_lens_tells_a_case(lens: str) -> None:
    """The title, what was asked, and what to keep in mind."""
    told = typed("lens", lens, "two-issues")
    assert told.exit_code == 0, told.output
    for words in ("# Sanctions for a ceasefire?", f"lens: {lens.replace('-', ' ')}", "draws: 20"):
        assert words in told.stdout


@pytest.mark.parametrize("lens", LENSES)
def test_json_is_the_same_with_any_number_of_workers(lens: str) -> None:
    """To the byte."""
    one, two = (typed("lens", lens, "two-issues", "--json", "--workers", n).stdout for n in "12")
    assert json.loads(one)["draws"] == 20
    assert one == two


@pytest.mark.parametrize("words", [*(("lens", lens) for lens in LENSES), ("plan",)])
def test_readings_stand_side_by_side(words: tuple[str, ...]) -> None:
    """In words, and in JSON under their keys, on the packages of the base."""
    told = typed(*words, DOSSIER, "--all-readings", "--deal", "staged-relief")
    assert told.exit_code == 0, told.output
    assert "kramer" in told.stdout
    found = json.loads(typed(*words, DOSSIER, "--all-readings", "--json").stdout)["readings"]
    assert next(iter(found)) == "base"
    assert len(found) >= 2


def test_a_package_and_a_kind_of_deal_are_asked_about() -> None:
    """Both, the named one first."""
    words = ("lens", "trust", DOSSIER, "--package", "swap: donbas=withdrawal", "--deal", "staged-relief")
    names = [one["name"] for one in json.loads(typed(*words, "--json").stdout)["packages"]]
    assert names[:2] == ["swap", "staged-relief"]
    assert len(names) == len(set(names))
    assert "- swap: donbas=withdrawal" in typed(*words).stdout


@pytest.mark.parametrize(("words", "items"), [(("lens", "third-parties"), "packages"), (("plan",), "plans")])
def test_packages_keep_their_origin(words: tuple[str, ...], items: str) -> None:
    """Those typed are named; those of a kind of deal are as described or have sweeteners, in all readings."""
    asked = (*words, DOSSIER, "--package", "swap: donbas=withdrawal", "--deal", "staged-relief", "--json")
    one = {found["name"]: found["origin"] for found in json.loads(typed(*asked).stdout)[items]}
    assert (one["swap"], one["staged-relief"]) == ("named", "as described")
    if "staged-relief, sweetened" in one:
        assert one["staged-relief, sweetened"] == "with sweeteners"
    for reading in json.loads(typed(*asked, "--all-readings").stdout)["readings"].values():
        assert {found["name"]: found["origin"] for found in reading[items]} == one


@pytest.mark.parametrize("lens", ["ratification", "third-parties"])
def test_sweetened_packages_are_compared_between_readings(lens: str, tmp_path: Path) -> None:
    """They are the same packages under every reading, so the table has a row for each."""
    case = tmp_path / "gift.yaml"
    case.write_text(GIFT, encoding="utf-8")
    asked = ("lens", lens, str(case), "--all-readings", "--deal", "gift")
    readings = json.loads(typed(*asked, "--json").stdout)["readings"]
    origins = {"gift": "as described", "gift, sweetened": "with sweeteners"}
    for found in readings.values():
        assert {one["name"]: one["origin"] for one in found["packages"]} == origins
    assert re.search(r"^gift, sweetened +[0-9]+%", typed(*asked).stdout, flags=re.MULTILINE)


def test_without_a_package_there_is_nothing_to_compare(tmp_path: Path) -> None:
    """A kind of deal that only pressure would bring about has none, nor has a dossier nobody gains by."""
    case = tmp_path / "gift.yaml"
    case.write_text(GIFT, encoding="utf-8")
    told = typed("lens", "trust", str(case), "--deal", "harm")
    assert (told.exit_code, "no package of the kind harm can be delivered" in told.output) == (2, True)
    case.write_text(GIFT.replace("deals: {gift", "deals: {any: null} #").replace("closed: 5", "closed: -5"))
    told = typed("lens", "trust", str(case), "--all-readings")
    assert (told.exit_code, "no package on which readings could be compared" in told.output) == (2, True)


def test_a_plan_is_told_and_drawn(tmp_path: Path) -> None:
    """The picture is of the package's plan, and where it was written is said."""
    path = tmp_path / "plan.svg"
    told = typed("plan", "two-issues", "--package", "border=truce,sanctions=ease", "--plot", str(path))
    assert told.exit_code == 0, told.output
    assert "It can be done" in told.stdout
    assert path.read_text("utf-8").startswith("<svg")
    assert f"written to {path}" in told.stderr


@pytest.mark.parametrize(
    ("lens", "option"), [*((lens, "--plot") for lens in LENSES), ("ratification", "--plot-constraint")]
)
def test_each_lens_has_its_picture(lens: str, option: str, tmp_path: Path) -> None:
    """As a specification, which needs no drawing library to read."""
    path = tmp_path / "picture.json"
    told = typed("lens", lens, DOSSIER, option, str(path))
    assert told.exit_code == 0, told.output
    assert "vega-lite" in json.loads(path.read_text("utf-8"))["$schema"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--package", "border=truse"), 2, "truce"),
        (("--package", "boarder=truce"), 2, "border"),
        (("--package", "border"), 2, "name=value"),
        (("--package", "border=fighting"), 1, "changes nothing"),
        (("--package", "sanctions=raise"), 1, "pressure"),
        (("--deal", "nothing-of-it"), 2, "kind of deal"),
        (("--deal", "any"), 2, "names nothing to move"),
        (("--deal", "staged-relief", "--package", "staged-relief: donbas=withdrawal"), 2, "another"),
        (("--reading", "nobody"), 2, "reading"),
        (("--plot", "picture.gif"), 1, ".png"),
        (("--all-readings", "--plot", "picture.png"), 2, "one reading"),
        (("--price", "monitoring=much"), 2, "no number"),
        (("--price", "hope=2"), 2, "hope"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_the_nearest_right_thing(
    words: tuple[str, ...], code: int, said: str
) -> None:
    """A sentence and an exit code, no traceback."""
    told = typed("lens", "trust", DOSSIER if "--deal" in words else "two-issues", *words)
    assert (told.exit_code, said in told.output) == (code, True), told.output


def test_only_the_lens_on_ratifiers_loads_successors(monkeypatch: pytest.MonkeyPatch) -> None:
    """The others would load the whole dossier again for nothing."""
    seen: list[str | None] = []

    def counted(case: str, reading: str | None = None, successor: str | None = None) -> Dossier:
        seen.append(successor)
        return load(case, reading=reading, successor=successor)

    monkeypatch.setattr("detente.commands.lens.load", counted)
    asked = ("us-russia", "--package", "public-rhetoric=muted", "--draws", "2")
    for lens in ("leverage", "trust", "third-parties"):
        assert CliRunner().invoke(cli, ["lens", lens, *asked]).exit_code == 0
    assert seen == [None] * 3
    assert CliRunner().invoke(cli, ["lens", "ratification", *asked]).exit_code == 0
    assert set(seen) == {None, "next-administration", "next-congress"}
