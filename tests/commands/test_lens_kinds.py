"""The lenses that the command line offers are the ones that can be asked."""

from __future__ import annotations

from dataclasses import fields

from detente.cli_lens import lens_group
from detente.commands.lens import LensRequest
from detente.commands.lens_kinds import KINDS


def test_every_lens_that_can_be_typed_can_be_asked() -> None:
    """And the plan, a command of its own; the spiral lens asks acts, and has a request of its own."""
    assert {*lens_group.commands, "plan"} - {"spiral"} == set(KINDS)


def test_every_picture_has_its_option() -> None:
    """A picture is asked for by the request's field of its name."""
    pictures = {name for kind in KINDS.values() for name in kind.charts}
    assert pictures <= {field.name for field in fields(LensRequest)}
    assert all("plot" in kind.charts for kind in KINDS.values())
