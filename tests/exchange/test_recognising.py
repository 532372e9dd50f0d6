"""What kind of file a file is."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.errors import ExchangeError
from detente.exchange.recognising import DOSSIER, SHEET, family_of

from .test_scoresheet_xlsx import workbook

GENIUS = '<?xml version="1.0"?>\n<!-- <a> -->\n<utility_space type="nonlinear"><objective/></utility_space>'


@pytest.mark.parametrize(
    ("name", "content", "family"),
    [
        ("d.xml", "\ufeff<negotiation_template>\n</negotiation_template>", "genius"),
        ("p.xml", GENIUS, "genius"),
        ("p.xml", f"<!-- profile 1 -->\n{GENIUS}", "genius"),
        ("p.xml", "<html><body/></html>", None),
        ("p.xml", "<!--" * 100_000, None),
        ("p.xml", "<!-- " + "<?a " * 10_000 + "-->  \n<utility_space>", "genius"),
        ("pareto.xml", "0.5, 0.6\n0.7, 0.1\n", None),
        ("d.json", '{"name": "x", "issuesValues": {}}', "geniusweb"),
        ("p.json", '{"LinearAdditiveUtilitySpace": {}}', "geniusweb"),
        ("p.json", '{"reservationValue": 0, "issueWeights": {}, "issues": {}}', "negolog"),
        ("d.json", '{"name": "x", "issues": {}, "parties": []}', "json"),
        ("d.json", '{"type": "DiscreteCartesianOutcomeSpace", "issues": []}', "negmas"),
        (
            "d.yml",
            "issues:\n- name: Price\n  type: CategoricalIssue\nname: d\ntype: CartesianOutcomeSpace\n",
            "negmas",
        ),
        ("u.yml", "name: a\nreserved_value: 0.25\nvalues:\n- mapping: {}\nweights: [1]\n", "negmas"),
        ("u.yml", '"type": MappingUtilityFunction\n"mapping": []\n', "negmas"),
        ("a.yaml", "# a case\ndetente: 1\ntitle: x\n", DOSSIER),
        ("a.json", '{"detente": 1}', DOSSIER),
        ("a.yaml", "title: x\n", None),
        ("a.json", '{"issues": {', None),
        ("a.json", "[" * 100_000, None),
        ("a.json", "[1, 2]", None),
        ("a.txt", "issue;option;A\nPrice;high;1\n", SHEET),
        ("a.txt", "Dear all,\n\nissues: none.\n", None),
        ("a.csv", "anything", SHEET),
        ("a.tsv", "", SHEET),
        ("a.txt", "\x00\x01", None),
    ],
)
def test_files_are_known_by_their_content(
    tmp_path: Path, name: str, content: str, family: str | None
) -> None:
    """By the root of XML, the keys of JSON and YAML, the look of a sheet."""
    (tmp_path / name).write_text(content, encoding="utf-8")
    assert family_of(tmp_path / name) == family


def test_workbooks_and_pictures(tmp_path: Path) -> None:
    """A workbook is a sheet whatever it is called; a picture is nothing, unless it claims to be one."""
    (tmp_path / "a").write_bytes(workbook(lambda _: None))
    picture = b"\x89PNG\r\n"
    (tmp_path / "a.png").write_bytes(picture)
    (tmp_path / "a.xlsx").write_bytes(picture)
    assert [family_of(tmp_path / name) for name in ("a", "a.png", "a.xlsx")] == [SHEET, None, SHEET]


def test_large_files_and_other_encodings(tmp_path: Path) -> None:
    """XML may be larger than other files, and in an encoding that it declares."""
    (tmp_path / "a.xml").write_bytes(
        b'<?xml encoding="latin1"?><utility_space name="\xe9">' + bytes(9 * 2**20)
    )
    (tmp_path / "a.json").write_bytes(b"{" + bytes(9 * 2**20))
    assert family_of(tmp_path / "a.xml") == "genius"
    with pytest.raises(ExchangeError, match=r"a\.json has 9\.0 MB; at most 8 MB"):
        family_of(tmp_path / "a.json")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """That is an error of its own."""
    with pytest.raises(ExchangeError, match="there is no file"):
        family_of(tmp_path / "a.json")
