"""What the documentation says: every block runs, every link leads somewhere, every key is explained."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from detente.ensemble.judging import FEW, NODE_LIMIT
from detente.kernel.counting import count_or_estimate
from detente.verdict.run import COUNTED
from markdown_blocks import ROOT, blocks_of, pages
from page_runner import Page

PAGES = pages()
TEXTS = {page: page.read_text(encoding="utf-8") for page in PAGES}
BIBLIOGRAPHY = (ROOT / "docs" / "reference" / "bibliography.md").read_text(encoding="utf-8")
KEYS = re.findall(r"^- \*\*\[([a-z0-9-]+)\]\*\*", BIBLIOGRAPHY, flags=re.MULTILINE)


def _name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def _prose(text: str) -> str:
    """Leave out fenced blocks and code spans."""
    fenceless = re.sub(r"^(`{3,}).*?^\1", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"`[^`\n]*`", "", fenceless)


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_block_of_a_page_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands return what the page says, code runs, files and fragments load, output agrees."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    reader = Page(_name(page), tmp_path)
    # The front page shows the run a reader would make; a few draws tell whether it works.
    for block in blocks_of(TEXTS[page].replace("detente.run(d, draws=1000", "detente.run(d, draws=8")):
        reader.run(block)


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    """A relative link names a file that exists, and a heading that the file has."""
    for target in re.findall(r"\]\(([^)\s]+)\)", _prose(TEXTS[page])):
        if target.startswith(("http://", "https://")):
            continue
        path, _, anchor = target.partition("#")
        goal = (page.parent / path).resolve() if path else page
        assert goal.exists(), target
        if anchor:
            assert anchor in _anchors(goal.read_text(encoding="utf-8")), target


def _anchors(text: str) -> set[str]:
    """Anchors of the headings of a page, as GitHub and MyST make them."""
    headings = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.strip().replace(" ", "-") for heading in plain}


def test_no_page_names_a_machine() -> None:
    """Nothing in the documentation depends on where it was written."""
    for page, text in TEXTS.items():
        assert not re.search(r"(?<![\w.])/(?:work|tmp|root|home)/", text), _name(page)


def test_every_work_cited_is_in_the_bibliography() -> None:
    """Keys in square brackets are those of the bibliography, each listed once and in order."""
    assert sorted(set(KEYS)) == KEYS
    for page, text in TEXTS.items():
        for key in re.findall(r"\[([a-z]+(?:-[a-z]+)*-\d{4}[a-z]?)\](?!\()", _prose(text)):
            assert key in KEYS, f"{_name(page)}: {key}"


def test_every_work_in_the_bibliography_is_cited() -> None:
    """The bibliography holds no ornaments."""
    cited = {
        key
        for page, text in TEXTS.items()
        if page.name != "bibliography.md"
        for key in re.findall(r"\[([a-z0-9-]+)\]", text)
    }
    assert set(KEYS) <= cited


def test_every_page_is_reached_from_the_index() -> None:
    """Each page of docs/ stands in the table of contents, its own folder's where that has one."""
    docs = ROOT / "docs"
    for page in PAGES:
        if page.is_relative_to(docs) and page != docs / "index.md":
            own = page.parent / "index.md"
            contents = own if own.exists() and page != own else docs / "index.md"
            name = page.relative_to(contents.parent).with_suffix("").as_posix()
            assert f"\n{name}\n" in TEXTS[contents], _name(page)


def test_the_figures_on_exactness_are_those_of_the_code() -> None:
    """Limits told on the page are the limits in force."""
    text = TEXTS[ROOT / "docs" / "explanation" / "exactness.md"]
    exact_limit = inspect.signature(count_or_estimate).parameters["exact_limit"].default
    assert f"in the first {COUNTED} draws" in text
    assert f"After {NODE_LIMIT:,} nodes".replace(",", " ") in text
    assert f"at most {FEW:,} packages".replace(",", " ") in text
    assert (exact_limit, "up to two thousand million packages" in text) == (2 * 10**9, True)


def test_formulas_need_no_network() -> None:
    """Formulas are plain text, so that no page asks another server for a script."""
    for page, text in TEXTS.items():
        assert not re.search(r"\$\$|\{math\}|:math:", text), _name(page)


def test_the_glossary_has_each_term_once_and_in_order() -> None:
    """Terms stand in alphabetical order, none twice, each with its meaning."""
    text = TEXTS[ROOT / "docs" / "reference" / "glossary.md"]
    terms = re.findall(r"^(.+)\n: .+\.$", text, flags=re.MULTILINE)
    assert len(terms) == text.count("\n: ")
    assert sorted(set(terms), key=str.casefold) == terms
