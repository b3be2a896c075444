"""What tests of links stand on: a server of our own, and no way to anybody else's."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from typing import Any

import pytest

from tests.links.server import Server, serving

HERE = ("127.0.0.1", "localhost")


def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)


def only_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """No name but our own is looked up: `later.invalid` fails for the moment, every other one does not exist."""
    ask = socket.getaddrinfo

    def look_up(host: str, *rest: Any, **more: Any) -> Any:
        if host in HERE:
            return ask(host, *rest, **more)
        number = socket.EAI_AGAIN if host == "later.invalid" else socket.EAI_NONAME
        raise socket.gaierror(number, "tests ask no name server")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing here leaves the machine."""
    no_proxies(monkeypatch)
    only_this_machine(monkeypatch)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        yield server
