"""Which layout a file has, by its header or its shape."""

from __future__ import annotations

import pytest

from detente.errors import ExchangeError, UnknownNameError
from detente.events.event_recognising import recognise
from events.gdelt_rows import gdelt_row, icews

WEIS = ["790415\tUSA\tUSR\t212\tseize", "790416\tUSA\tUSR\t223\tattack", "790417\tUSA\tUSR\t065\tassure"]
CAMEO = ["19790415\tUSA\tUSR\t0841\treturn", "19790416\tISR\tPAL\t190\tforce\tmore"]


@pytest.mark.parametrize(
    ("lines", "name", "scheme"),
    [
        ([gdelt_row(1, width=57)], "gdelt1", "cameo"),
        ([gdelt_row(1)], "gdelt1", "cameo"),
        ([gdelt_row(1, width=61)], "gdelt2", "cameo"),
        (icews(), "icews", "cameo"),
        (["Event ID\tEvent Date\tEvent Type\tIntensity\tActor Name\tRecipient Name"], "polecat", "plover"),
        (["date,actor,target,scale"], "copdab", "copdab"),
        (WEIS, "weis", "weis"),
        (CAMEO, "keds", "cameo"),
        ([*CAMEO[:1], "19790416\tUSA\tUSR\t1213\t"][1:], "keds", "cameo-0.9"),
        (["date,source,target,code", "2001-01-01,USA,RUS,0841"], "plain", "cameo"),
        (["date,source,target,code", "2001-01-01,USA,RUS,SANCTION"], "plain", "plover"),
        (["date,source,target,code,score", "2001-01-01,USA,RUS,030,2"], "plain", "score"),
        (["date;source;target;goldstein"], "plain", "score"),
        (["GLOBALEVENTID,SQLDATE,Actor1Code,Actor2Code,EventCode"], "gdelt1", "cameo"),
    ],
)
def test_formats_are_recognised(lines: list[str], name: str, scheme: str) -> None:
    """Each format is known by what it alone has."""
    found = recognise(lines, "f")
    assert (found.format.name, found.scheme) == (name, scheme)


def test_a_few_damaged_lines_do_not_matter() -> None:
    """The layout is what most lines have."""
    lines = ["garbage", *(gdelt_row(n) for n in range(8)), gdelt_row(9)[:50]]
    assert recognise(lines, "f").format.name == "gdelt1"


def test_codes_of_both_schemes_ask_for_the_format() -> None:
    """Codes that CAMEO and WEIS both have are not guessed."""
    lines = ["19790415\tUSA\tUSR\t010\t", "19790416\tUSA\tUSR\t112\t"]
    with pytest.raises(ExchangeError, match=r"may be CAMEO as well as WEIS; say which with --format keds"):
        recognise(lines, "f")
    assert recognise(lines, "f", format="weis").scheme == "weis"
    assert recognise(["date,source,target,code", *lines], "f", format="keds").scheme == "cameo"


def test_errors_name_what_was_found_and_what_is_known() -> None:
    """An unknown file is described, and every known format is named."""
    with pytest.raises(
        ExchangeError, match=r"found 3 fields between commas: 'a', 'b', 'c'(?s:.)*gdelt1: .*(?s:.)*plain: "
    ):
        recognise(["a,b,c"], "f")
    with pytest.raises(
        ExchangeError, match=r"not what --format icews stands for.*found 58 fields between tabs"
    ):
        recognise([gdelt_row(1)], "f", format="icews")


def test_shuffled_columns_are_told() -> None:
    """Where the number of fields fits and their content does not, the field is named."""
    shuffled = gdelt_row(1, f26="USA", f29="7")
    with pytest.raises(ExchangeError, match=r"as gdelt1: field 27 should be a CAMEO code and is 'USA'"):
        recognise([shuffled], "f")


def test_codes_of_no_scheme() -> None:
    """A column of codes that no table has is probably not the codes."""
    with pytest.raises(ExchangeError, match="neither CAMEO, WEIS nor PLOVER"):
        recognise(["date,source,target,code", "2001-01-01,USA,RUS,visit"], "f")


def test_names_typed_wrong() -> None:
    """Unknown formats and roles are told with the nearest."""
    with pytest.raises(UnknownNameError, match="did you mean 'icews'"):
        recognise(["a"], "f", format="icewz")
    with pytest.raises(UnknownNameError, match="did you mean 'target'"):
        recognise(["a"], "f", columns={"tarket": "a"})
