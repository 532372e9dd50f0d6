"""What the lens says of one package, as an object and as JSON."""

from __future__ import annotations

import json

import pytest

from lenses.trust.making import SWAP, seen
from properties.dossiers import loaded, plain


def test_json() -> None:
    """Everything plain; what is not asked is null."""
    view = seen(loaded(plain(trust={"keeps_word": {"south": 0.25}})))
    told = json.loads(json.dumps(view.to_dict(), allow_nan=False))
    assert (told["name"], told["origin"], told["package"]) == ("p0", "named", SWAP)
    north = told["principals"][0]
    assert north["party"] == "north"
    assert north["patience"] is None
    assert north["break_even"][0]["needed_at_medians"] == 0.5
    assert north["improvements"]["least_costly_at_medians"]["other"] == "south"


def test_by_party() -> None:
    """Each principal's view is found by its key, and the whole says little."""
    view = seen(loaded(plain()))
    assert view.of("south").party == "south"
    with pytest.raises(StopIteration):
        view.of("nobody")
    assert repr(view) == "<PackageTrust 'p0': 2 changes, passes in 100%>"
