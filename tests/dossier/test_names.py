"""Names collected from data of any shape."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from detente.dossier.names import Names

SECTIONS = ["parties", "issues", "sources", "claims", "readings", "successors"]

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)


def test_every_kind_of_name() -> None:
    """Names come in the order of the file, options below their issue."""
    names = Names.of(
        {
            "parties": {"us": {"role": "principal"}, "nato": {"role": "third party"}, "odd": 3},
            "issues": {"aid": {"options": {"none": {}, "grant": None}}, "bare": {}},
            "sources": {"s": {}},
            "claims": {"s": {"3": {}, "12": {}}},
            "readings": {"r": None},
            "successors": {"next": {}, "odd": 3},
        }
    )
    assert names.parties == ("us", "nato", "odd")
    assert names.principals == ("us",)
    assert names.issues == {"aid": ("none", "grant"), "bare": ()}
    assert names.claims == {"s": frozenset({3, 12})}
    assert (names.sources, names.readings, names.successors) == (("s",), ("r",), ("next", "odd"))


def test_a_claim_is_known_by_its_number_only() -> None:
    """Words, digits of other scripts and numbers past seven digits are no claim numbers."""
    claims = dict.fromkeys(["x", "²", "٣", "12345678", "-1", "", "7"])
    assert Names.of({"claims": {"s": claims}}).claims == {"s": frozenset({7})}


@given(anything | st.dictionaries(st.sampled_from(SECTIONS), anything))
def test_no_shape_is_too_odd(data: Any) -> None:
    """Whatever the data, names are what the mappings have and nothing fails."""
    names = Names.of(data)
    parties = data.get("parties") if isinstance(data, dict) else None
    assert names.parties == (tuple(parties) if isinstance(parties, dict) else ())
    assert set(names.principals) <= set(names.parties)
