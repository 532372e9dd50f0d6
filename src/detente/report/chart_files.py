"""Charts as files: PNG, SVG, PDF, a page to open in a browser, or the specification itself.

Nothing is fetched and no browser is needed to write any of them.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.errors import RunError
from detente.report.chart_style import library
from detente.report.wording import listed
from detente.report.writing import write_file

if TYPE_CHECKING:
    import altair

__all__ = ["SUFFIXES", "check_chart_path", "save_chart"]

#: Pixels of a PNG per pixel of the chart.
SCALE = 2
Spec = Mapping[str, Any]
#: What the page may do: run its own scripts. It can load nothing and evaluate no text.
POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:"
#: The picture is there without scripts; with them it is replaced by one with tooltips.
PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{title}</title>
<style>body {{ font-family: sans-serif; max-width: 46em; margin: 1em auto; }} figure {{ margin: 0; }}</style>
</head>
<body>
<figure>
<div id="still">{svg}</div>
<div id="live" hidden></div>
<figcaption>{words}</figcaption>
</figure>
<script>{bundle}</script>
<script>
window.vegaEmbed("#live", {spec}, {{ast: true, actions: false, renderer: "svg"}}).then(function () {{
  document.getElementById("still").remove();
  document.getElementById("live").hidden = false;
}});
</script>
</body>
</html>
"""


def save_chart(chart: altair.LayerChart, path: Path | str, *, force: bool = True) -> None:
    """Write a chart to a file, whole or not at all.

    Parameters
    ----------
    chart : altair.LayerChart
        One of :func:`detente.report.frontier_chart.chart` or
        :func:`detente.report.movement_chart.chart`.
    path : Path or str
        Its ending says what is written: ``.png`` (two pixels for one), ``.svg``, ``.pdf``,
        ``.html`` (all that it needs inside) or ``.json`` (the Vega-Lite specification). Folders
        that do not exist are made.
    force : bool
        Write over an existing file.

    Raises
    ------
    RunError
        If the ending is none of these, vl-convert is not installed, or the file exists and may not
        be written over, or cannot be written.
    """
    path = Path(path)
    write_file(path, _maker(path)(chart.to_dict()), force=force)


def check_chart_path(path: Path | str) -> None:
    """Make sure, before a long run, that a chart can be made for a file of this name.

    Raises
    ------
    RunError
        If the ending is none that :func:`save_chart` knows, or a library is missing.
    """
    if _maker(Path(path)) is not _json:
        library("vl_convert")
    library("altair")


def _maker(path: Path) -> Callable[[Spec], bytes]:
    make = MAKERS.get(path.suffix.lower())
    if make is None:
        endings = listed(SUFFIXES, len(SUFFIXES))
        raise RunError(f"{path}: a chart cannot be written as that; let the name end in {endings}")
    return make


def _json(spec: Spec) -> bytes:
    return (json.dumps(spec, indent=2) + "\n").encode("ascii")


def _png(spec: Spec) -> bytes:
    content: bytes = library("vl_convert").vegalite_to_png(dict(spec), scale=SCALE)
    return content


def _pdf(spec: Spec) -> bytes:
    content: bytes = library("vl_convert").vegalite_to_pdf(dict(spec))
    return content


def _svg(spec: Spec) -> bytes:
    return _drawing(spec).encode("utf-8")


def _drawing(spec: Spec) -> str:
    """Return the SVG, with title and words for those who cannot see it as its first elements."""
    svg: str = library("vl_convert").vegalite_to_svg(dict(spec))
    start, end, rest = svg.partition(">")
    words = f"<title>{_title(spec)}</title><desc>{_words(spec)}</desc>"
    return f'{start} role="img"{end}{words}{rest}'


def _html(spec: Spec) -> bytes:
    bundle: str = library("vl_convert").javascript_bundle("window.vegaEmbed = vegaEmbed;")
    page = PAGE.format(
        policy=POLICY,
        title=_title(spec),
        words=_words(spec),
        svg=_drawing(spec),
        bundle=bundle.replace("</script", "<\\/script"),
        # Inside a script nothing is escaped as in HTML, so no tag may be spelled out there.
        spec=json.dumps(spec).replace("<", "\\u003c").replace(">", "\\u003e"),
    )
    return page.encode("utf-8")


def _title(spec: Spec) -> str:
    return html.escape(" ".join(spec["title"]["text"]))


def _words(spec: Spec) -> str:
    return html.escape(spec["description"])


MAKERS: dict[str, Callable[[Spec], bytes]] = {
    ".png": _png,
    ".svg": _svg,
    ".pdf": _pdf,
    ".html": _html,
    ".json": _json,
}
SUFFIXES = tuple(MAKERS)
