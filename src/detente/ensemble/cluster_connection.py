"""Connecting to a Dask cluster, and what is asked of it before it is used."""

from __future__ import annotations

import contextlib
import logging
import pkgutil
import platform
import threading
import warnings
from collections.abc import Iterator
from queue import Empty, Queue
from typing import Any

from detente.ensemble.parcels import difference, identity
from detente.errors import RunError

__all__ = ["CONNECT", "connect", "dashboard", "hushed", "refusals", "threads_of"]

#: Seconds within which the scheduler must answer.
CONNECT = 8.0
#: Seconds within which all workers must have said their versions; those of silent ones are seen later.
VERSIONS = 5.0
LOUD = ("distributed", "tornado", "asyncio", "concurrent.futures")


@contextlib.contextmanager
def hushed() -> Iterator[None]:
    """Silence Dask's logging: what matters of it is said in detente's own messages."""
    # Dask sets up its logging when it is imported; what is silenced before that speaks again after.
    with contextlib.suppress(ImportError):
        import distributed  # noqa: F401
    names = [name for name in logging.root.manager.loggerDict if name.split(".")[0] in LOUD]
    loggers = [logging.getLogger(name) for name in {*names, *LOUD}]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def connect(address: str) -> Any:
    """Return a Dask client of the scheduler at an address.

    Raises
    ------
    RunError
        When Dask is not installed, or nothing answers there within ``CONNECT`` seconds.
    """
    if "://" not in address or address.endswith("://"):
        raise RunError(f"{address!r} is no address of a cluster; they look like tcp://192.0.2.1:8786")
    try:
        import distributed
    except ImportError:
        raise RunError("a cluster needs Dask: pip install 'detente[cluster]'") from None
    make: Any = distributed.Client  # untyped
    made: Queue[Any] = Queue()

    def attempt() -> None:
        try:
            with warnings.catch_warnings(), hushed():
                warnings.simplefilter("ignore")  # of other versions of libraries; ours are compared below
                made.put(make(address, timeout=CONNECT, set_as_default=False))
        except BaseException as error:
            made.put(error)

    # In a thread, as Dask's own time limit does not hold for something that listens but is silent.
    threading.Thread(target=attempt, daemon=True, name="detente-connect").start()
    try:
        client = made.get(timeout=CONNECT + 1)
    except Empty:
        raise RunError(f"what listens at {address} does not answer as a Dask scheduler does") from None
    if isinstance(client, BaseException):
        raise RunError(f"no Dask scheduler answers at {address}: {client}") from client
    return client


def threads_of(client: Any) -> dict[str, int]:
    """Return the threads of each worker by its address.

    Raises
    ------
    OSError, TimeoutError
        When the scheduler does not answer.
    """
    found: dict[str, int] = client.sync(client.scheduler.ncores, callback_timeout=CONNECT)
    return found


def refusals(client: Any) -> dict[str, str]:
    """Return why workers are refused, by address; those that agree are left out.

    Only functions of the standard library are sent, so that a worker without detente, or with
    another one, can still answer.
    """
    ours = identity()
    try:
        versions = _asked(client, pkgutil.resolve_name, "detente.version:__version__")
        pythons = _asked(client, platform.python_version)
    except (OSError, TimeoutError):
        return {}
    found = {}
    for address, version in versions.items():
        python = ".".join(str(pythons.get(address, ours[1])).split(".")[:2])
        theirs = "no version" if isinstance(version, Exception) else str(version)
        if (theirs, python) != ours:
            found[address] = f"{address} {difference((theirs, python), ours)}"
    return found


def _asked(client: Any, function: Any, *arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = client.run(function, *arguments, on_error="return", callback_timeout=VERSIONS)
    return found


def dashboard(client: Any) -> str | None:
    """Return the address of the scheduler's dashboard, None where it has none."""
    with contextlib.suppress(Exception):  # a matter of display only
        services = client.scheduler_info(n_workers=0).get("services", {})
        return client.dashboard_link if "dashboard" in services else None
    return None
