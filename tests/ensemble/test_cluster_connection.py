"""Reaching a cluster, or learning why not."""

from __future__ import annotations

import logging
import socket
import sys
import time

import pytest

from detente.ensemble import cluster_connection
from detente.ensemble.cluster_connection import connect, dashboard, hushed, refusals, threads_of
from detente.errors import RunError
from detente.version import __version__


class Client:
    """Answers as a cluster of two workers, one of them old and one without detente."""

    dashboard_link = "http://192.0.2.1:8787/status"

    def __init__(self, *, services: tuple[str, ...] = ("dashboard",)) -> None:
        self.services = services

    def run(self, _function: object, *arguments: str, **_: object) -> dict[str, object]:
        """Say versions."""
        here = ".".join(map(str, sys.version_info[:3]))
        if arguments:
            return {"tcp://a": __version__, "tcp://b": "0.0.1", "tcp://c": ModuleNotFoundError("detente")}
        return {"tcp://a": here, "tcp://b": "3.99.1", "tcp://c": here}

    def scheduler_info(self, **_: object) -> dict[str, object]:
        """Say what it offers."""
        return {"services": dict.fromkeys(self.services, 8787)}


def test_workers_of_other_versions_are_named() -> None:
    """Each refusal names the worker and both versions; a worker that agrees is left out."""
    found = refusals(Client())
    assert found.keys() == {"tcp://b", "tcp://c"}
    assert "tcp://b has detente 0.0.1 on Python 3.99, but this is detente" in found["tcp://b"]
    assert "tcp://c has detente no version" in found["tcp://c"]


def test_a_dashboard_is_named_where_there_is_one() -> None:
    """The link is given only where the scheduler serves it, and a dead scheduler gives none."""
    assert dashboard(Client()) == Client.dashboard_link
    assert dashboard(Client(services=())) is None
    assert dashboard(None) is None


@pytest.mark.parametrize("address", ["", "here", "192.0.2.1:8786", "tcp://"])
def test_what_is_no_address_is_told(address: str) -> None:
    """An address without its scheme, or none at all, never starts a cluster of its own."""
    with pytest.raises(RunError, match="no address of a cluster; they look like tcp://"):
        connect(address)


def test_a_missing_library_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Dask the message says how to install it."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(RunError, match=r"pip install 'detente\[cluster\]'"):
        connect("tcp://127.0.0.1:8786")


def test_an_unknown_scheme_is_told() -> None:
    """Dask's own reason is passed on."""
    pytest.importorskip("distributed", reason="Dask is not installed")
    with pytest.raises(RunError, match=r"no Dask scheduler answers at foo://bar:1: .*scheme"):
        connect("foo://bar:1")


@pytest.mark.parametrize("listens", [False, True])
def test_an_address_that_is_silent_is_told(monkeypatch: pytest.MonkeyPatch, *, listens: bool) -> None:
    """Nobody there, or somebody who says nothing: an error within the time set."""
    pytest.importorskip("distributed", reason="Dask is not installed")
    monkeypatch.setattr(cluster_connection, "CONNECT", 0.3)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        if listens:
            listener.listen()
        began = time.monotonic()
        with pytest.raises(RunError, match="answer"):
            connect(f"tcp://127.0.0.1:{listener.getsockname()[1]}")
    assert time.monotonic() - began < 5


def test_loggers_are_silent_for_a_while_only() -> None:
    """Dask's loggers say nothing inside, and what they said before afterwards."""
    logger = logging.getLogger("distributed.test")
    logger.setLevel(logging.INFO)
    with hushed():
        assert not logger.isEnabledFor(logging.CRITICAL)
    assert logger.level == logging.INFO


def test_threads_are_asked_of_the_scheduler() -> None:
    """The answer is the scheduler's own."""

    class Asked:
        class scheduler:  # noqa: N801
            ncores = "question"

        def sync(self, question: str, callback_timeout: float) -> dict[str, float]:
            return {question: callback_timeout}

    assert threads_of(Asked()) == {"question": cluster_connection.CONNECT}
