"""Every shipped case loads, and every number in it says where it comes from."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from detente.dossier import Dossier, Quantity, load

CASES = ("us-russia", "two-issues", "panama-1977")


def quantities(value: object) -> Iterator[Quantity]:
    """Yield every uncertain number anywhere inside a dossier."""
    if isinstance(value, Quantity):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from quantities(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from quantities(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from quantities(part)


@cache
def readings_of(case: Path) -> tuple[Dossier, ...]:
    """Load a case under every reading, the base first, and with the successors that each has of its own."""
    base = load(case)
    found = []
    for key in (None, *base.readings):
        changes = base.readings[key].changes if key else ("successors.",)
        own = base.successors if any(path.startswith("successors.") for path in changes) else ()
        found += [load(case, reading=key, successor=s, check_readings=False) for s in (None, *own)]
    return tuple(found)


@pytest.mark.parametrize("case", CASES)
def test_case_loads_under_every_reading(cases_folder: Path, case: str) -> None:
    """A shipped case has two principals, kinds of deal, and readings that load."""
    for dossier in readings_of(cases_folder / case):
        assert len(dossier.principals) == 2
        assert dossier.deals
        assert dossier.ratification


@pytest.mark.parametrize("case", CASES)
def test_every_number_has_a_source_or_a_note(cases_folder: Path, case: str) -> None:
    """No number stands without a citation or a remark on where it comes from, under any reading."""
    for dossier in readings_of(cases_folder / case):
        bare = [q.path for q in quantities(dossier) if not q.cite and not q.note]
        assert bare == []


@pytest.mark.parametrize("case", CASES)
def test_case_is_explained(cases_folder: Path, case: str) -> None:
    """A README stands beside every dossier."""
    assert (cases_folder / case / "README.md").read_text("utf-8").startswith("# ")
