"""The reference page of codes."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reference" / "errors.md").read_text(encoding="utf-8")
SOURCES = [*(ROOT / "src" / "detente").glob("dossier/*.py"), ROOT / "src" / "detente" / "errors.py"]
# D012 in the docstring of Problem is an example and exists as well.
USED = {
    code for path in SOURCES for code in re.findall(r'"([DNE][0-9]{3})"', path.read_text(encoding="utf-8"))
}


def test_the_page_and_the_code_agree() -> None:
    """Every code that can appear has its row, and every row a code that can appear."""
    rows = re.findall(r"^\| ([A-Z][0-9]{3}) \|", PAGE, flags=re.MULTILINE)
    assert sorted(rows) == sorted(USED)


@pytest.mark.parametrize("row", [line for line in PAGE.splitlines() if re.match(r"\| [A-Z][0-9]{3} ", line)])
def test_each_row_has_meaning_example_and_remedy(row: str) -> None:
    """No cell of the tables is empty."""
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert len(cells) == 4
    assert all(cells)
