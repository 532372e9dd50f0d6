"""Names that fit into a sentence."""

from __future__ import annotations

from detente.explain.short_names import LONGEST_NAME, ShortNames

LONG = "a very long name of something or other, at length"
LABELS = {
    "south": "South, " + LONG,
    "war": LONG,
    "war=truce": "Truce",
    "war=peace": "Peace, " + LONG,
    "tax": "Tax",
    "tax=half": "x" * LONGEST_NAME,
}


def test_long_names_become_keys() -> None:
    """Those of issues and options over 40 letters; parties keep theirs, and so do names of just 40."""
    names = ShortNames(LABELS)
    assert dict(names) == {
        **LABELS,
        "war": "war",
        "war=peace": "war=peace",
    }
    assert names.full["war"] == LONG
    assert len(names) == len(LABELS)
    assert ShortNames.of(names) is names


def test_long_names_in_a_text() -> None:
    """An option with its issue is one thing, and told by one key, even where its own name is short."""
    names = ShortNames(LABELS)
    assert names.text(f"consents to Truce ({LONG}) and half") == "consents to war=truce and half"
    assert names.text(f"Peace, {LONG} of {LONG}") == "war=peace of war"
    assert names.text("Tax and Truce") == "Tax and Truce"
    assert ShortNames({"a": "A", "a=b": "B"}).text("B (A)") == "B (A)"


def test_names_of_two_things_stay() -> None:
    """A key would say which of them is meant, and might be wrong."""
    shared = ShortNames({"i": "I", "i=a": LONG, "j": "J", "j=a": LONG})
    assert shared.text(f"{LONG} and {LONG} (J)") == f"{LONG} and j=a"


def test_keys_that_a_text_tells() -> None:
    """Whole keys of replaced names only; an issue's key is a word like others but where issues are told."""
    names = ShortNames(LABELS)
    assert names.keys_in("war=peace and war=truce, tax=half") == ("war=truce", "war=peace", "tax=half")
    assert names.keys_in("cold-war=peace, war=peaceful, the war goes on") == ()
    assert names.keys_in("the control over war") == ("war",)
    assert ShortNames({"a": "A"}).keys_in("over a") == ()
