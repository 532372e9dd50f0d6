"""Made-up runs to keep."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.bundles.bundle import Bundle
from detente.bundles.store import Store

IDENTITY: dict[str, Any] = {
    "detente": "0.1.0",
    "method": 1,
    "dossier": "talks",
    "readings": ["base", "hawk"],
    "seed": 3,
    "draws": 256,
    "content": {"base": "aa", "hawk": "bb"},
}
DOSSIER = {"talks.yaml": b"title: Talks\n", "sources.yaml": b"{}\r\n"}
COMMAND = "detente run talks.yaml --keep"
VERDICT = b'{"verdict": {"classes": []}, "draws": 256}\n'


def arrays_of(start: int) -> dict[str, NDArray[Any]]:
    """Arrays of a cell, of every plain kind, the same for the same draws."""
    generator = np.random.default_rng(start)
    return {
        "passed": generator.integers(0, 64, (3, 5)),
        "sums": generator.normal(size=4),
        "scalar": np.asarray(start),
        "names": np.array(["a", "bé"]),
        "none": np.zeros((0, 3), np.int32),
    }


def name_of(k: int) -> str:
    """Name of the k-th cell."""
    return f"base.judge.{64 * k:08d}-0064"


def save(bundle: Bundle, k: int, **changed: NDArray[Any]) -> None:
    """Keep the k-th cell."""
    arrays = {**arrays_of(64 * k), **changed}
    bundle.save(name_of(k), arrays, stage="judge", job="base", start=64 * k, count=64, seconds=0.5)


def opened(store: Store, cells: int = 4, **other: Any) -> Bundle:
    """A bundle with some cells done."""
    bundle = store.open({**IDENTITY, **other}, DOSSIER, COMMAND)
    for k in range(cells):
        save(bundle, k)
    return bundle


def finished(store: Store, verdict: bytes = VERDICT, **other: Any) -> Bundle:
    """A complete bundle."""
    bundle = opened(store, **other)
    bundle.finish({"verdict.json": verdict, "report.txt": b"talks\n", "manifest.json": b"{}"})
    return bundle
