"""A frontier as a chart: what its specification says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from detente.errors import RunError
from detente.report import chart_style
from detente.report.frontier_chart import chart
from detente.report.frontier_picture import FrontierPicture
from report.pictures import FIVE, HOSTILE, arc, mark, picture


def _spec(drawn: FrontierPicture) -> dict[str, Any]:
    spec: dict[str, Any] = chart(drawn).to_dict()
    return spec


def _layers(spec: dict[str, Any], kind: str) -> list[list[dict[str, Any]]]:
    """Return the data of each layer of a kind of mark."""
    return [layer["data"]["values"] for layer in spec["layer"] if layer["mark"]["type"] == kind]


def _points(spec: dict[str, Any]) -> list[dict[str, Any]]:
    return [row for rows in _layers(spec, "point") for row in rows if "sign" in row]


def _signs(spec: dict[str, Any]) -> list[dict[str, Any]]:
    return [row for rows in _layers(spec, "point") for row in rows if "fill" in row]


def _texts(spec: dict[str, Any]) -> set[str]:
    return {row["text"] for rows in _layers(spec, "text") for row in rows}


def _strings(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict | list):
        for child in node.values() if isinstance(node, dict) else node:
            yield from _strings(child)


def test_points_have_the_sign_of_their_zone() -> None:
    """Every point is in the data, with fill, outline and shape by whether both gain."""
    spec = _spec(picture())
    rows = _points(spec)
    assert [(row["x"], row["y"]) for row in rows] == list(FIVE)
    assert [row["sign"].startswith("better") for row in rows] == [False, True, True, True, False]
    encoding = next(layer["encoding"] for layer in spec["layer"] if "stroke" in layer["encoding"])
    assert [len(set(encoding[k]["scale"]["range"])) for k in ("fill", "stroke", "shape")] == [2, 2, 2]


def test_gates_are_shapes_and_colours() -> None:
    """In order of the gates, under a title that says what they are."""
    spec = _spec(picture(gates=("none", "credible", "credible", "acceptable", "none")))
    encoding = next(layer["encoding"] for layer in spec["layer"] if "stroke" in layer["encoding"])
    assert encoding["shape"]["scale"]["domain"] == ["none", "acceptable", "credible"]
    assert len(set(encoding["shape"]["scale"]["range"])) == 3
    assert encoding["fill"]["legend"]["title"] == "gates passed"


def test_the_zone_is_shaded_from_no_deal() -> None:
    """It reaches to the upper right corner of the picture."""
    spec = _spec(picture())
    ((zone,),) = _layers(spec, "rect")
    domain = spec["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert (zone["x"], zone["y"], zone["x2"]) == (30, 25, domain[1])
    assert "zone of agreement" in _texts(spec)


def test_marks_at_one_place_share_a_label_with_all_their_signs() -> None:
    """The first is drawn at the place, each of them in front of its name."""
    kinds = ("nash", "kalai_smorodinsky", "egalitarian")
    spec = _spec(picture(marks=tuple(mark(kind, 62, 60) for kind in kinds)))  # type: ignore[arg-type]
    assert "\n".join(kinds) in _texts(spec)
    at_place = [row for row in _signs(spec) if (row["x"], row["y"]) == (62, 60)]
    assert [row["label"] for row in at_place] == ["; ".join(kinds)]
    assert len(_signs(spec)) == 1 + 1 + len(kinds)


def test_lotteries_are_a_line() -> None:
    """In the order given, with a name."""
    spec = _spec(picture(hull=FIVE))
    ((*corners,),) = _layers(spec, "line")
    assert [(row["x"], row["y"], row["order"]) for row in corners] == [(*p, k) for k, p in enumerate(FIVE)]
    assert "lotteries over packages" in _texts(spec)


@pytest.mark.parametrize(("n", "drawn", "note"), [(2_000, 2_000, False), (5_001, 1_667, True)])
def test_many_points_are_thinned_and_it_says_so(n: int, drawn: int, note: bool) -> None:
    """Up to 2,000 are all drawn; the marks always are."""
    spec = _spec(picture(arc(n), marks=(mark("nash", 70, 71),)))
    assert len(_points(spec)) == drawn
    assert (f"Of {n:,} points one in 3 is drawn." in spec["title"]["subtitle"]) == note
    assert any(row["label"] == "nash" for row in _signs(spec))


def test_labels_without_room_are_counted() -> None:
    """The caption says how many, and every sign is drawn."""
    marks = tuple(mark("named", 31 + 3 * (k % 20), 26 + 4 * (k // 20), f"Package {k}") for k in range(300))
    spec = _spec(picture(marks=marks))
    assert any("There is no room for" in line for line in spec["title"]["subtitle"])
    assert len(_signs(spec)) == 1 + 300


@pytest.mark.parametrize("scale", [1e6, 1e-3, -1.0, 1e12])
def test_any_scale_is_drawn(scale: float) -> None:
    """The axis holds every point and has ticks of its own."""
    spec = _spec(picture(tuple((x * scale, y * scale) for x, y in FIVE), reserve=(30 * scale, 25 * scale)))
    channel = spec["layer"][0]["encoding"]["x"]
    low, high = channel["scale"]["domain"]
    assert low < min(10 * scale, 95 * scale) < max(10 * scale, 95 * scale) < high
    assert 3 <= len(channel["axis"]["values"]) <= 9


@pytest.mark.parametrize("points", [(), ((30.0, 25.0),)])
def test_hardly_anything_to_draw(points: tuple[tuple[float, float], ...]) -> None:
    """No point, or one at no deal, is a chart like others."""
    spec = _spec(picture(points))
    assert len(_points(spec)) == len(points)
    assert len(_signs(spec)) == 1


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_are_data(text: str) -> None:
    """They stand only where text is shown, short and printable, and never name a field or formula."""
    gates = tuple(text for _ in FIVE)
    spec = _spec(picture(names=text, marks=(mark("named", 50, 40, text),), gates=gates))
    assert all(string.replace("\n", " ").isprintable() and len(string) < 700 for string in _strings(spec))
    dumped = json.dumps(spec)
    assert not any(key in dumped for key in ('"expr"', '"signal"', '"url"', '"href"', '"transform"'))


def test_the_words_travel_with_the_chart() -> None:
    """Title, caption and text alternative are those of the picture."""
    drawn = picture()
    spec = _spec(drawn)
    assert spec["title"]["text"] == [drawn.title]
    assert spec["title"]["subtitle"] == [drawn.caption]
    assert spec["description"] == drawn.alternative()


def test_the_same_picture_is_the_same_chart() -> None:
    """Twice drawn it is the same to the letter."""
    assert json.dumps(_spec(picture(hull=FIVE))) == json.dumps(_spec(picture(hull=FIVE)))


def test_without_altair_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error has the command."""

    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(chart_style.importlib, "import_module", missing)
    with pytest.raises(RunError, match=r"charts need altair.*pip install 'detente\[plots\]'"):
        chart(picture())
