"""A bundle as flat tables: its cells, and the verdicts and judgements that its results hold."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from detente.bundles.blocks import DamagedBlockError
from detente.bundles.bundle import Bundle
from detente.errors import RunError

__all__ = ["CELLS", "JUDGEMENTS", "VERDICT", "VERDICTS", "cell_rows", "judgement_rows", "verdict_rows"]

Row = dict[str, Any]

VERDICT = "verdict.json"
ALL_DRAWS, STATUS_QUO = "all draws", "status quo"
#: Columns and their types in SQL.
CELLS = {
    "run": "VARCHAR",
    "dossier": "VARCHAR",
    "cell": "VARCHAR",
    "job": "VARCHAR",
    "stage": "VARCHAR",
    "start": "BIGINT",
    "draws": "BIGINT",
    "digest": "VARCHAR",
    "seconds": "DOUBLE",
    "worker": "VARCHAR",
    "written_at": "TIMESTAMPTZ",
    "arrays": "BIGINT",
    "bytes": "BIGINT",
    "undamaged": "BOOLEAN",
}
VERDICTS = {
    "run": "VARCHAR",
    "dossier": "VARCHAR",
    "detente": "VARCHAR",
    "reading": "VARCHAR",
    "weights": "VARCHAR",
    "deal": "VARCHAR",
    "deal_name": "VARCHAR",
    "form": "VARCHAR",
    "is_deal": "BOOLEAN",
    "gate": "VARCHAR",
    "gate_number": "BIGINT",
    "share": "DOUBLE",
    "dies": "DOUBLE",
    "low": "DOUBLE",
    "high": "DOUBLE",
    "gate_of_death": "VARCHAR",
    "draws": "BIGINT",
    "effective_draws": "DOUBLE",
    "seed": "BIGINT",
    "scheme": "VARCHAR",
}
JUDGEMENTS = {
    "run": "VARCHAR",
    "dossier": "VARCHAR",
    "reading": "VARCHAR",
    "path": "VARCHAR",
    "before_p05": "DOUBLE",
    "before_p50": "DOUBLE",
    "before_p95": "DOUBLE",
    "after_p05": "DOUBLE",
    "after_p50": "DOUBLE",
    "after_p95": "DOUBLE",
    "moved": "DOUBLE",
    "inertia": "DOUBLE",
    "effective_draws": "DOUBLE",
}


def cell_rows(bundle: Bundle) -> Iterator[Row]:
    """Yield one row for each cell in the ledger, by name; every block is read and checked.

    Raises
    ------
    RunError
        If ledger or blocks may not be read.
    """
    dossier = _text(bundle.identity.get("dossier"))
    for cell in bundle.cells():
        try:
            arrays = bundle.peek(cell)
            size = {"arrays": len(arrays), "bytes": sum(one.nbytes for one in arrays.values())}
        except DamagedBlockError:
            size = {}
        yield {
            "run": bundle.short,
            "dossier": dossier,
            "cell": cell.name,
            "job": cell.job,
            "stage": cell.stage,
            "start": cell.start,
            "draws": cell.count,
            "digest": cell.digest,
            "seconds": cell.seconds,
            "worker": cell.worker,
            "written_at": cell.written_at or None,
            **size,
            "undamaged": bool(size),
        }


def verdict_rows(run: str, verdict: bytes) -> Iterator[Row]:
    """Yield one row per reading, way of weighting draws, kind of deal, form and gate.

    Parameters
    ----------
    run : str
        Digits of the bundle's hash.
    verdict : bytes
        Content of ``verdict.json``.

    Raises
    ------
    RunError
        If it is no verdict.
    """
    for reading, part in _readings(verdict):
        about = {
            "run": run,
            "dossier": _text(part.get("dossier")),
            "detente": _text(part.get("detente")),
            "reading": reading,
            "draws": _whole(part.get("draws")),
            "seed": _whole(part.get("seed")),
            "scheme": _text(part.get("scheme")),
        }
        plain = {**about, "weights": ALL_DRAWS, "effective_draws": _number(part.get("draws"))}
        yield from _class_rows(plain, _object(part.get("verdict"), "verdict"))
        if part.get("conditioned") is not None:
            weighted = _object(part["conditioned"], "conditioned")
            worth = _number(weighted.get("effective_draws"))
            yield from _class_rows({**about, "weights": STATUS_QUO, "effective_draws": worth}, weighted)


def _class_rows(about: Row, part: Mapping[str, Any]) -> Iterator[Row]:
    for found in _list(part.get("classes"), "classes"):
        kind = _object(found, "classes[]")
        interval = kind.get("interval") if isinstance(kind.get("interval"), dict) else {}
        survives = _object(kind.get("survives"), "survives")
        deaths = kind.get("deaths") if isinstance(kind.get("deaths"), dict) else {}
        for number, (gate, share) in enumerate(survives.items(), 1):
            # The interval is that of the share that passes all gates, which is the last gate's.
            bounds = interval if number == len(survives) else {}
            yield {
                **about,
                "deal": _text(kind.get("key")),
                "deal_name": _text(kind.get("name")),
                "form": _text(kind.get("form")),
                "is_deal": kind.get("is_deal") is not False,
                "gate": gate,
                "gate_number": number,
                "share": _number(share),
                "dies": _number(deaths.get(gate)) if deaths else None,
                "low": _number(bounds.get("low")) if bounds else None,
                "high": _number(bounds.get("high")) if bounds else None,
                "gate_of_death": _text(kind.get("gate_of_death")),
            }


def judgement_rows(run: str, verdict: bytes) -> Iterator[Row]:
    """Yield one row per reading and judgement that was conditioned on the status quo; maybe none.

    Parameters
    ----------
    run : str
    verdict : bytes

    Raises
    ------
    RunError
        If it is no verdict.
    """
    for reading, part in _readings(verdict):
        if part.get("conditioned") is None:
            continue
        weighted = _object(part["conditioned"], "conditioned")
        for found in _list(weighted.get("judgements"), "conditioned.judgements"):
            shift = _object(found, "conditioned.judgements[]")
            row: Row = {"run": run, "dossier": _text(part.get("dossier")), "reading": reading}
            row |= {"path": _text(shift.get("path")), "moved": _number(shift.get("moved"))}
            for when in ("before", "after"):
                spread = _object(shift.get(when), f"conditioned.judgements[].{when}")
                row |= {f"{when}_{name}": _number(spread.get(name)) for name in ("p05", "p50", "p95")}
            row |= {key: _number(weighted.get(key)) for key in ("inertia", "effective_draws")}
            yield row


def _readings(verdict: bytes) -> Iterator[tuple[str, Mapping[str, Any]]]:
    try:
        data = _object(json.loads(verdict), "the file")
    except (ValueError, RecursionError) as error:
        raise RunError(f"{VERDICT} is no JSON, so it cannot be exported") from error
    if "readings" in data:
        for key, part in _object(data["readings"], "readings").items():
            yield key, _object(part, f"readings.{key}")
        return
    reading = data.get("reading")
    yield (_text(reading.get("key")) or "base") if isinstance(reading, dict) else "base", data


def _object(value: Any, what: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise RunError(f"{VERDICT} cannot be exported: `{what}` is missing or no object")
    return value


def _list(value: Any, what: str) -> Sequence[Any]:
    if not isinstance(value, list):
        raise RunError(f"{VERDICT} cannot be exported: `{what}` is missing or no list")
    return value


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _number(value: Any) -> float | None:
    """Return a finite number, else None; a whole number past what a float holds is None too."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        found = float(value)
    except OverflowError:
        return None
    return found if math.isfinite(found) else None


def _whole(value: Any) -> int | None:
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    return value if is_whole and abs(value) < 2**63 else None
