"""Files of event data read in a stream into one table, larger than the memory if need be."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

from detente.errors import ExchangeError, RunError
from detente.events.actors import ActorRule
from detente.events.event_batches import EventFiles
from detente.events.event_database import opened_database
from detente.events.event_inputs import find_inputs
from detente.events.event_output import Written, check_output, folder_beside, write_table
from detente.events.event_rejections import Rejections
from detente.events.event_selection import selected
from detente.events.event_staging import Staging
from detente.events.import_report import ImportReport

__all__ = ["import_events"]

Progress = Callable[[int, int], None]


def import_events(
    files: Sequence[Path | str],
    output: Path | str,
    *,
    format: str | None = None,
    actors: Sequence[str] | None = None,
    dyads: Sequence[tuple[str, str]] | None = None,
    since: date | None = None,
    until: date | None = None,
    columns: Mapping[str, str] | None = None,
    rule: ActorRule | None = None,
    progress: Progress | None = None,
    memory: str = "1GB",
    threads: int | None = None,
    keep_going: bool = False,
    force: bool = False,
) -> ImportReport:
    """Read files of event data into one table.

    Parameters
    ----------
    files : sequence of paths
        Files, folders or patterns; plain, ``.gz`` or ``.zip``. Each is recognised by its own header or
        shape; all must be on one scale (Goldstein's, or COPDAB's).
    output : path
        Written whole or not at all, as ``.parquet`` or ``.csv``, with the columns date, source,
        target (states), code, scheme (``cameo``, ``weis``, ``plover``, ``copdab``, ``score``), score
        (-10 to 10; of COPDAB -102 to 92; conflict below 0), quad (1 to 4, 0 if there is none), text,
        cite, source_actor, target_actor (as in the file) and origin (name of the file). Rows stand in
        the order of the files.
    format : str, optional
        Name of the format; found by the content if not given.
    actors : sequence of str, optional
        Keep only acts between these.
    dyads : sequence of pairs, optional
        Keep only acts of one of a pair towards the other, either way round.
    since, until : date, optional
        First and last day kept.
    columns : mapping of role to header, optional
        Columns of a plain list by what they are: ``date``, ``source``, ``target``, ``code``, ``score``,
        ``text``, ``cite``, ``id``, ``quad``, or ``year``, ``month`` and ``day``.
    rule : ActorRule, optional
        Whose acts are a state's; the default rule if not given.
    progress : callable, optional
        Called with bytes read and bytes in all.
    memory : str
        What DuckDB may take, such as ``"1GB"``; what does not fit goes to the disk beside the output,
        and is removed afterwards. Besides, some 300 MB are needed for lines on their way.
    threads : int, optional
        Threads of DuckDB; all cores if not given.
    keep_going : bool
        Take what is whole of broken files, and leave out files that are not recognised.
    force : bool
        Write over an existing table.

    Returns
    -------
    ImportReport
        Every row read is kept, or counted under the first reason that it is not. Of events that are
        there twice the first is kept: by number in GDELT; by number, source and target in ICEWS and
        POLECAT; in other lists where date, both actors, code, score, text and reference are the same
        (and the number, if there is one).

    Raises
    ------
    RunError
        If the output cannot be written or exists, or DuckDB is not installed.
    ExchangeError
        If a file is not there, broken, or of no known format.
    UnknownNameError
        If a format, an actor or a role of a column does not exist.
    TooLargeError
        If there are more different actors or codes than a list of events can have.
    """
    began = time.monotonic()
    output, rule = Path(output), rule or ActorRule()
    check_output(output, force=force)
    selection = selected(rule, actors, dyads, since, until)
    inputs, broken = find_inputs(files, keep_going=keep_going)
    if output.exists() and any(item.path.samefile(output) for item in inputs):
        raise RunError(f"{output} is one of the files to be read; choose another name")
    meter = _Meter(progress, sum(item.size for item in inputs))
    source = EventFiles(
        inputs=inputs,
        format=format,
        columns=columns,
        keep_going=keep_going,
        moved=meter.add,
        broken=list(broken),
    )
    with (
        folder_beside(output) as scratch,
        opened_database(scratch, memory=memory, threads=threads) as connection,
    ):
        staging = Staging(connection=connection, scratch=scratch, selection=selection, rule=rule)
        _stage(source, staging, meter)
        staging.drop_duplicates()
        written = write_table(connection, output, scratch)
    return _report(source, staging, output, written, time.monotonic() - began)


class _Meter:
    """Adds up bytes and tells how many of all there are, until it is to stop."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self.progress, self.total, self.done = progress, total, 0
        self.stop = False

    def add(self, moved: int) -> None:
        """Tell of more bytes."""
        if self.stop:
            raise InterruptedError("the import was given up")
        self.done += moved
        if self.progress is not None:
            self.progress(min(self.done, self.total), self.total)


def _stage(source: EventFiles, staging: Staging, meter: _Meter) -> None:
    """Judge batch after batch, while the next one is read."""
    batches = source.batches()
    with ThreadPoolExecutor(1) as reader:
        coming = reader.submit(next, batches, None)
        try:
            while (batch := coming.result()) is not None:
                coming = reader.submit(next, batches, None)
                staging.take(batch)
        except BaseException:
            # The reader is waited for; it stops at the next piece.
            meter.stop = True
            raise
    if not source.formats:
        raise ExchangeError("; ".join(source.broken) or "the files are empty: there are no events in them")


def _report(
    source: EventFiles, staging: Staging, output: Path, written: Written, seconds: float
) -> ImportReport:
    rejections = Rejections()
    rejections.merge(source.rejections)
    rejections.merge(staging.rejections)
    return ImportReport(
        output=output,
        files=len(source.inputs),
        formats=source.formats,
        rows=source.rows + rejections.counts.get("long line", 0),
        kept=written.rows,
        rejected=rejections.told(left_out=False),
        left_out=rejections.told(left_out=True),
        first=written.first,
        last=written.last,
        dyads=written.dyads,
        moved_days=staging.moved,
        other_scores=staging.differs,
        latin_lines=source.latin,
        empty_files=source.empty,
        broken=tuple(source.broken),
        seconds=seconds,
    )
