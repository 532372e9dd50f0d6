"""The register of explanations."""

from __future__ import annotations

from tests.properties.dossiers import loaded, plain

from detente.cli_explain import EXPLANATIONS as COMMANDS
from detente.commands.explain_kinds import EXPLANATIONS, Asked
from detente.ensemble.depths import AS_DESCRIBED


def test_every_command_has_its_kind() -> None:
    """What can be typed can be asked, and the other way round."""
    assert [command.name for command in COMMANDS] == [name for name in EXPLANATIONS if "," not in name]


def test_pictures_are_those_that_can_be_typed() -> None:
    """A command has --plot just when its kind can be drawn."""
    drawn = {c.name for c in COMMANDS if any(p.name == "plot" for p in c.params)}
    assert drawn == {name for name, kind in EXPLANATIONS.items() if kind.chart is not None}


def test_what_a_question_is_about() -> None:
    """Draws, and the kind of deal or package, as the functions take them."""
    asked = Asked(
        dossier=loaded(plain()),
        deal="swap",
        package=None,
        form=AS_DESCRIBED,
        repairs=True,
        to=None,
        sizes=3,
        shift=0.1,
        draws=5,
        seed=1,
        workers=None,
    )
    assert asked.drawn == {"draws": 5, "seed": 1}
    assert asked.about == {"draws": 5, "seed": 1, "deal": "swap", "package": None, "form": AS_DESCRIBED}
