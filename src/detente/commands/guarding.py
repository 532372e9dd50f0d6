"""From what went wrong to a message and an exit code, without tracebacks.

0 fine; 1 problems in a dossier, or a run that cannot be made or written; 2 a command or name
that does not exist; 3 an error of detente's own; 130 interrupted; 141 nobody reads the output
any more.
"""

from __future__ import annotations

import errno
import io
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import click

from detente.commands.helping import ExampleGroup
from detente.errors import DetenteError, DossierError, UnknownNameError

__all__ = ["BROKEN_PIPE", "FAILED", "INTERNAL", "INTERRUPTED", "USAGE", "GuardedGroup"]

FAILED, USAGE, INTERNAL, INTERRUPTED, BROKEN_PIPE = 1, 2, 3, 130, 141


class GuardedGroup(ExampleGroup):
    """A group whose commands end in a message and an exit code, whatever happens."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command and turn every error into its exit code."""
        _replace_what_the_terminal_cannot_show()
        with _guarded(ctx):
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result


def _replace_what_the_terminal_cannot_show() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not stream.encoding.lower().startswith("utf"):
            stream.reconfigure(errors="replace")


@contextmanager
def _guarded(ctx: click.Context) -> Iterator[None]:
    try:
        yield
    except (click.ClickException, click.exceptions.Exit, click.Abort):
        raise
    except KeyboardInterrupt as interrupt:
        # The empty line closes the terminal's ^C.
        click.echo(f"\n{interrupt}" if str(interrupt) else "\ninterrupted; nothing was written", err=True)
        ctx.exit(INTERRUPTED)
    except UnknownNameError as error:
        _say(str(error))
        ctx.exit(USAGE)
    except DossierError as error:
        click.echo(str(error), err=True)
        ctx.exit(FAILED)
    except DetenteError as error:
        _say(str(error))
        ctx.exit(FAILED)
    except MemoryError:
        _say("there is not enough memory for this; try --workers 1")
        ctx.exit(FAILED)
    except OSError as error:
        ctx.exit(_about_output(error))
    except Exception as error:
        _say_internal(error)
        ctx.exit(INTERNAL)


def _say(message: str) -> None:
    click.echo(f"Error: {message}", err=True)


def _about_output(error: OSError) -> int:
    """Handle output that cannot be written; everything else has become a DetenteError before."""
    with suppress(OSError, ValueError):
        # What is still in the buffer goes nowhere, so that closing it does not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if error.errno == errno.EPIPE:
        return BROKEN_PIPE
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO):
        _say(f"the output cannot be written: {os.strerror(error.errno)}")
        return FAILED
    _say_internal(error)
    return INTERNAL


def _say_internal(error: Exception) -> None:
    if os.environ.get("DETENTE_DEBUG") == "1":
        click.echo("".join(traceback.format_exception(error)), err=True, nl=False)
    _say(
        f"detente itself failed ({type(error).__name__}: {error}). This is a fault of the program: please "
        "report it, with the dossier if you can. DETENTE_DEBUG=1 shows where it happened."
    )
