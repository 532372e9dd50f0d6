"""Ways to read the same rows, and what each takes."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

__all__ = ["READERS", "measured"]

#: Columns of GDELT 1.0 that are used: number, day, both actors, code, score, address.
USED = {0: "id", 1: "date", 5: "source_actor", 15: "target_actor", 26: "code", 30: "score", 57: "cite"}
CHUNK = 500_000


def detente(files: Sequence[str], memory: str) -> tuple[int, int]:
    """Import into Parquet."""
    from detente.events.importing import import_events

    report = import_events(files, "imported.parquet", memory=memory, force=True)
    return report.rows, report.kept


def chunks(files: Sequence[str], memory: str) -> tuple[int, int]:  # noqa: ARG001 - pandas has no such bound
    """Read with pandas piece by piece, translate distinct codes and actors, and append to a CSV."""
    import pandas as pd

    from detente.events.actors import ActorRule
    from detente.events.code_tables import cameo

    rule, output = ActorRule(), Path("chunks.csv")
    output.unlink(missing_ok=True)
    rows = kept = 0
    for file in files:
        reader = pd.read_csv(
            file, sep="\t", header=None, usecols=list(USED), dtype=str, chunksize=CHUNK, keep_default_na=False
        )
        for frame in reader:
            frame = frame.rename(columns=USED)
            rows += len(frame)
            frame["date"] = pd.to_datetime(frame["date"], format="%Y%m%d", errors="coerce")
            for side in ("source", "target"):
                actors = frame[f"{side}_actor"]
                frame[side] = actors.map({actor: rule.of(actor) for actor in actors.unique()})
            scores = {code: found.score for code in frame["code"].unique() if (found := cameo(code))}
            frame["score"] = frame["code"].map(scores)
            frame = frame.dropna(subset=["date", "source", "target", "score"])
            frame = frame[frame["source"] != frame["target"]]
            kept += len(frame)
            frame.to_csv(output, mode="a", header=False, index=False)
    output.unlink()
    return rows, kept


def whole(files: Sequence[str], memory: str) -> tuple[int, int]:  # noqa: ARG001 - pandas has no such bound
    """Read some files with pandas, whole."""
    import pandas as pd

    frames = [pd.read_csv(file, sep="\t", header=None, low_memory=False) for file in files]
    rows = sum(map(len, frames))
    return rows, rows


READERS: dict[str, Callable[[Sequence[str], str], tuple[int, int]]] = {
    "detente": detente,
    "chunks": chunks,
    "whole": whole,
}


def measured(reader: str, files: Sequence[str], memory: str) -> dict[str, float]:
    """Read in this process and tell rows, seconds and the peak of memory in bytes."""
    began = time.perf_counter()
    rows, kept = READERS[reader](files, memory)
    return {"rows": rows, "kept": kept, "seconds": time.perf_counter() - began, "peak": _peak()}


def _peak() -> int:
    """Give the most this process held; on Linux from its status, as the system's figure counts its parent."""
    status = Path("/proc/self/status")
    if not status.exists():
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024
