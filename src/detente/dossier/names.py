"""The names a dossier declares, taken from the plain data so that a broken section still counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Names"]


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


@dataclass(frozen=True, kw_only=True)
class Names:
    """What may be referred to.

    ``issues`` maps each issue to its options; ``claims`` each source to the numbers of the
    claims written down.
    """

    parties: tuple[str, ...]
    principals: tuple[str, ...]
    issues: Mapping[str, tuple[str, ...]]
    sources: tuple[str, ...]
    claims: Mapping[str, frozenset[int]]
    readings: tuple[str, ...]
    successors: tuple[str, ...] = ()

    @classmethod
    def of(cls, data: Any) -> Names:
        """Collect the names in plain data of any shape."""
        top = _mapping(data)
        parties = _mapping(top.get("parties"))
        return cls(
            parties=tuple(parties),
            principals=tuple(k for k, v in parties.items() if _mapping(v).get("role") == "principal"),
            issues={
                k: tuple(_mapping(_mapping(v).get("options"))) for k, v in _mapping(top.get("issues")).items()
            },
            sources=tuple(_mapping(top.get("sources"))),
            claims={
                k: frozenset(int(n) for n in _mapping(v) if n.isascii() and n.isdigit() and len(n) < 8)
                for k, v in _mapping(top.get("claims")).items()
            },
            readings=tuple(_mapping(top.get("readings"))),
            successors=tuple(_mapping(top.get("successors"))),
        )
