"""What keys stand for."""

from __future__ import annotations

from detente.explain.short_names import ShortNames
from detente.report.blocks import Items, Paragraph
from detente.report.keys_part import keys_part

NAMES = ShortNames({"war": "War", "war=truce": "A truce " * 8, "war=peace": "A peace " * 8})


def test_keys_that_are_told() -> None:
    """With the names of issue and option, unless the report has explained them."""
    blocks = (Paragraph(text="for war=truce"),)
    _, items = keys_part(blocks, NAMES)
    assert isinstance(items, Items)
    assert [item.text for item in items.items] == [f"war=truce: War: {'A truce ' * 8}"]
    assert list(keys_part(blocks, NAMES, known=["war=truce"])) == []
    assert list(keys_part((), NAMES)) == []
