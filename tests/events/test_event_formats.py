"""The layouts in which event data are published."""

from __future__ import annotations

import pytest

from detente.events.code_tables import SCHEMES
from detente.events.event_formats import EVENT_FORMATS, ROLES, known_formats


def test_gdelt_columns_stand_where_published() -> None:
    """Columns of GDELT stand at the places that its codebooks give them."""
    one, two = EVENT_FORMATS["gdelt1"].columns, EVENT_FORMATS["gdelt2"].columns
    assert (len(one), len(two)) == (58, 61)
    assert [one.index(name) for name in ("sqldate", "actor1code", "actor2code", "eventcode")] == [
        1,
        5,
        15,
        26,
    ]
    assert (one[34], one[49], one[57], two[38:40]) == (
        "avgtone",
        "actiongeo_type",
        "sourceurl",
        ("actor1geo_adm1code", "actor1geo_adm2code"),
    )


@pytest.mark.parametrize("form", EVENT_FORMATS.values(), ids=EVENT_FORMATS)
def test_formats_hold_together(form: object) -> None:
    """Roles, schemes, places of checks and identities are all known ones."""
    form = EVENT_FORMATS[form.name]  # type: ignore[attr-defined]
    assert form.headers.keys() <= set(ROLES)
    assert form.scheme in ("", *SCHEMES)
    assert all(place < min(form.widths) for place in form.checks)
    assert set(form.identity) <= form.headers.keys()
    assert bool(form.columns) == bool(form.widths)


def test_every_format_is_listed() -> None:
    """The list for error messages names every format."""
    assert [line.split(":")[0].strip() for line in known_formats().splitlines()] == list(EVENT_FORMATS)
