"""Charts as files."""

from __future__ import annotations

import errno
import json
import os
import re
import struct
from pathlib import Path
from xml.etree import ElementTree

import pytest

from detente.errors import RunError
from detente.report import chart_style, frontier_chart, movement_chart
from detente.report.chart_files import SUFFIXES, check_chart_path, save_chart
from detente.report.movement_picture import Movement, MovementPicture
from report.pictures import HOSTILE, mark, picture


def test_a_png_has_two_pixels_for_one(tmp_path: Path) -> None:
    """A chart of about 700 by 520 is twice that, in a folder made for it."""
    file = tmp_path / "new" / "frontier.PNG"
    save_chart(frontier_chart.chart(picture(marks=(mark("nash", 62, 60),))), file)
    content = file.read_bytes()
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", content[16:24])
    assert 1_300 <= width <= 1_450
    assert 900 <= height <= 1_100


def test_a_pdf_is_one(tmp_path: Path) -> None:
    """It begins and ends as such files do."""
    save_chart(frontier_chart.chart(picture()), tmp_path / "frontier.pdf")
    content = (tmp_path / "frontier.pdf").read_bytes()
    assert content.startswith(b"%PDF-")
    assert content.rstrip().endswith(b"%%EOF")


@pytest.mark.parametrize("text", HOSTILE)
def test_an_svg_has_words_and_nothing_that_runs(tmp_path: Path, text: str) -> None:
    """It is XML without scripts whatever the names, with title and description first."""
    drawn = picture(names=text, marks=(mark("named", 62, 60, text),))
    save_chart(frontier_chart.chart(drawn), tmp_path / "frontier.svg")
    root = ElementTree.fromstring((tmp_path / "frontier.svg").read_bytes())
    assert [re.sub("{.*}", "", element.tag) for element in root][:2] == ["title", "desc"]
    assert root[1].text == drawn.alternative()
    assert not [element for element in root.iter() if element.tag.lower().endswith("script")]


def test_a_movement_chart_is_written_too(tmp_path: Path) -> None:
    """Its words and figures are in the file."""
    drawn = MovementPicture(title="Movement", caption="How often.", bars=(Movement("Arms", 0.25, "Cut"),))
    save_chart(movement_chart.chart(drawn), tmp_path / "movement.svg")
    text = (tmp_path / "movement.svg").read_text("utf-8")
    assert "25%, mostly: Cut" in text
    assert "Arms" in text


def test_the_specification_is_json(tmp_path: Path) -> None:
    """It is that of the chart, in ASCII."""
    made = frontier_chart.chart(picture(names="Ägypten"))
    save_chart(made, str(tmp_path / "frontier.json"))
    assert json.loads((tmp_path / "frontier.json").read_bytes().decode("ascii")) == made.to_dict()


@pytest.mark.slow
def test_a_page_needs_nothing_and_runs_nothing_but_its_own(tmp_path: Path) -> None:
    """No text ends or starts a script, nothing is loaded, and the picture is there without scripts."""
    text = "".join(name for name in HOSTILE if len(name) < 100)
    save_chart(frontier_chart.chart(picture(names=text)), tmp_path / "frontier.html")
    page = (tmp_path / "frontier.html").read_text("utf-8")
    assert page.count("<script") == page.count("</script>") == 2
    own = page[: page.index("<script>")] + page[page.index("</script>") :]
    assert not re.search(r"(src|href)\s*=|@import|url\((?!#)", own)
    assert "default-src 'none'" in page
    assert "\\u003cscript\\u003ealert(1)" in page
    assert "<svg" in page.split("<script")[0]
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("name", ["frontier.jpg", "frontier", ".png", "frontier.png.exe"])
def test_an_unknown_ending_names_those_there_are(tmp_path: Path, name: str) -> None:
    """Nothing is written."""
    with pytest.raises(RunError, match=r"\.png, \.svg, \.pdf, \.html and \.json"):
        save_chart(frontier_chart.chart(picture()), tmp_path / name)
    with pytest.raises(RunError, match=r"\.png, \.svg, \.pdf, \.html and \.json"):
        check_chart_path(tmp_path / name)
    assert list(tmp_path.iterdir()) == []
    assert SUFFIXES == (".png", ".svg", ".pdf", ".html", ".json")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_name_can_be_checked_before_a_long_run(tmp_path: Path, suffix: str) -> None:
    """A good one passes, and nothing is written."""
    check_chart_path(tmp_path / f"frontier{suffix.upper()}")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_the_earlier_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the reason, and nothing else stays."""
    file = tmp_path / "frontier.json"
    file.write_text("old", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    made = frontier_chart.chart(picture())
    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(RunError, match="cannot be written: no space left on device"):
        save_chart(made, file)
    assert [(path.name, path.read_text("utf-8")) for path in tmp_path.iterdir()] == [("frontier.json", "old")]


def test_an_existing_file_is_kept_if_told_so(tmp_path: Path) -> None:
    """Without force the error says that it is there; with it the file is replaced."""
    file = tmp_path / "frontier.json"
    file.write_text("old", encoding="utf-8")
    made = frontier_chart.chart(picture())
    with pytest.raises(RunError, match="exists already"):
        save_chart(made, file, force=False)
    assert file.read_text("utf-8") == "old"
    save_chart(made, file)
    assert file.read_text("utf-8").startswith("{")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """Neither is a file a folder."""
    (tmp_path / "a.json").mkdir()
    (tmp_path / "b").write_text("", encoding="utf-8")
    for place in (tmp_path / "a.json", tmp_path / "b" / "c.json", tmp_path / "a\0.json"):
        with pytest.raises(RunError, match="cannot be written"):
            save_chart(frontier_chart.chart(picture()), place)


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf", ".html"])
def test_without_vl_convert_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    """The error has the command, and nothing is written."""
    made = frontier_chart.chart(picture())

    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(chart_style.importlib, "import_module", missing)
    with pytest.raises(RunError, match=r"charts need vl_convert.*pip install 'detente\[plots\]'"):
        save_chart(made, tmp_path / f"frontier{suffix}")
    with pytest.raises(RunError, match=r"pip install 'detente\[plots\]'"):
        check_chart_path(tmp_path / f"frontier{suffix}")
    assert list(tmp_path.iterdir()) == []
