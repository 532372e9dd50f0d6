"""``detente events import`` and ``detente events show``."""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from detente.commands.event_source import opened_events
from detente.commands.progress import progress_bars
from detente.events.actors import ActorRule, Speaker
from detente.events.event_list import Events
from detente.events.importing import import_events
from detente.lenses.json_form import json_start, json_text
from detente.report.console import show
from detente.report.events_report import events_report, import_report

__all__ = ["ImportEventsRequest", "import_event_files", "show_events"]


@dataclass(frozen=True, kw_only=True)
class ImportEventsRequest:
    """What was typed after ``detente events import``."""

    files: tuple[Path, ...]
    output: Path
    form: str | None = None
    actors: str | None = None
    dyads: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    columns: str | None = None
    speaks_for: Speaker = "state"
    memory: str = "1GB"
    keep_going: bool = False
    force: bool = False
    as_json: bool = False


def import_event_files(request: ImportEventsRequest) -> None:
    """Import, and tell what was read, kept and left out.

    Raises
    ------
    ExchangeError, RunError, UnknownNameError, TooLargeError
        As :func:`detente.events.importing.import_events` does.
    click.UsageError
        For a pair, column or date that is not written as one.
    """
    with progress_bars() as begin:
        found = import_events(
            request.files,
            request.output,
            format=request.form,
            actors=_listed(request.actors),
            dyads=[pair_of(text) for text in request.dyads] or None,
            since=day_of(request.since, "--since"),
            until=day_of(request.until, "--until"),
            columns=_columns(request.columns),
            rule=ActorRule(speaks_for=request.speaks_for),
            progress=begin("bytes"),
            memory=request.memory,
            keep_going=request.keep_going,
            force=request.force,
        )
    if request.as_json:
        told = {**json_start("events import"), **found.to_dict()}
        click.echo(json_text(told).encode("utf-8"), nl=False)
    else:
        show(import_report(found), sys.stdout)
    click.echo(f"written to {found.output}", err=True)


def show_events(source: str, *, most: int, as_json: bool) -> None:
    """Tell what a table of events or a case holds."""
    events = opened_events(source)
    if as_json:
        click.echo(json_text(_told(events, most)).encode("utf-8"), nl=False)
    else:
        show(events_report(events, most=most), sys.stdout)


def _told(events: Events, most: int) -> dict[str, Any]:
    """Return the JSON form of what a table holds; dyads past the most are counted alone."""
    dyads, days = events.dyads(), events.coverage
    return {
        **json_start("events show"),
        "origin": events.origin,
        "events": len(events),
        "first": None if days is None else days[0].isoformat(),
        "last": None if days is None else days[1].isoformat(),
        "scale": {"lowest": events.scale[0], "highest": events.scale[1]},
        "rejected": dict(events.rejected),
        "n_dyads": len(dyads),
        "dyads": [
            {
                "source": dyad.source,
                "target": dyad.target,
                "events": dyad.count,
                "first": dyad.first.isoformat(),
                "last": dyad.last.isoformat(),
            }
            for dyad in dyads[:most]
        ],
    }


def pair_of(text: str) -> tuple[str, str]:
    """Read ``A:B``."""
    first, colon, second = (part.strip() for part in text.partition(":"))
    if not (first and colon and second):
        raise click.UsageError(f"{text!r}: a pair is written A:B, USA:RUS for instance")
    return first, second


def day_of(text: str | None, option: str) -> dt.date | None:
    """Read a day."""
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise click.UsageError(f"{option} {text}: a day is written 2018-10-31") from error


def _listed(text: str | None) -> list[str] | None:
    found = [part.strip() for part in (text or "").split(",") if part.strip()]
    return found or None


def _columns(text: str | None) -> dict[str, str] | None:
    found = {}
    for part in _listed(text) or ():
        role, equals, header = (word.strip() for word in part.partition("="))
        if not (role and equals and header):
            raise click.UsageError(f"--columns {part!r}: write what it is and its header, score=goldstein")
        found[role] = header
    return found or None
