"""A cell as it is remembered."""

from __future__ import annotations

from detente.bundles.kept_cell import KeptCell


def test_json_form() -> None:
    """Every field, in order, whether known or not."""
    cell = KeptCell(name="a", stage="judge", job="base", start=0, count=64, digest="00")
    assert KeptCell(**cell.to_dict()) == cell
    assert list(cell.to_dict().values()) == ["a", "judge", "base", 0, 64, "00", None, None, ""]
