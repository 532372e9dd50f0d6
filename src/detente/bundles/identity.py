"""What makes a run the run it is, as JSON, and its hash."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from detente.errors import RunError

__all__ = ["SHORT", "canonical", "hash_of", "is_short"]

#: Hexadecimal digits of a hash that name a bundle.
SHORT = 12


def canonical(identity: Mapping[str, Any]) -> str:
    """Write JSON in the one way that is hashed: keys sorted, no spaces, UTF-8 as it is.

    Raises
    ------
    RunError
        For what JSON cannot hold: other types, not-a-number, infinity.

    Examples
    --------
    >>> canonical({"seed": 0, "readings": ["base"]})
    '{"readings":["base"],"seed":0}'
    """
    try:
        return json.dumps(
            identity, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
        )
    except (TypeError, ValueError, RecursionError) as error:
        raise RunError(f"the identity of a run must be plain JSON: {error}") from error


def hash_of(identity: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the canonical JSON, 64 hexadecimal digits."""
    # A lone surrogate has no UTF-8 form; it comes from names of files that are no text.
    return hashlib.sha256(canonical(identity).encode("utf-8", "surrogatepass")).hexdigest()


def is_short(name: str) -> bool:
    """Tell whether a name is that of a bundle's folder: 12 hexadecimal digits."""
    return re.fullmatch(rf"[0-9a-f]{{{SHORT}}}", name) is not None
