"""How a made-up browser reaches the application: inside this process, or over the network to a server; what is asked is in `browser`."""

from __future__ import annotations

import contextvars
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from typing import Protocol
from urllib.parse import urlencode, urlsplit

from flask import Flask
from werkzeug.test import TestResponse

HOST = "https://svar.eksempel.dk"
PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Reply:
    """What came back: the status, where it leads (empty: nowhere), and the page."""

    status: int
    location: str
    page: str


class Wire(Protocol):
    """One browser's way to the application, with its cookies and its own network address."""

    def ask(self, path: str, form: Mapping[str, str] | None, headers: Mapping[str, str]) -> Reply:
        """Ask for a page, or send a form to it."""


class Inside:
    """To the application in this process: leaks that are put into it are there."""

    def __init__(self, app: Flask, network: str) -> None:
        self._client = app.test_client()
        self._network = network

    def ask(self, path: str, form: Mapping[str, str] | None, headers: Mapping[str, str]) -> Reply:
        """Ask in a context of its own, so that the request sees nothing of whoever simulates it."""
        method = "GET" if form is None else "POST"
        found: TestResponse = contextvars.Context().run(
            self._client.open, path, method=method, data=form, headers=dict(headers), base_url=HOST,
            environ_base={"REMOTE_ADDR": self._network},
        )  # fmt: skip
        return Reply(found.status_code, found.location or "", found.get_data(as_text=True))


class Loopback:
    """To a real server on this machine, coming from a loopback address that is this browser's alone."""

    def __init__(self, address: str, network: str) -> None:
        self._server = urlsplit(address)
        self._network = network
        self._cookies: dict[str, str] = {}

    def ask(self, path: str, form: Mapping[str, str] | None, headers: Mapping[str, str]) -> Reply:
        """Ask over a connection of its own."""
        sent = {**headers, "Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if form is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        body = None if form is None else urlencode(form)
        here = HTTPConnection(
            self._server.hostname or "", self._server.port, PATIENCE_SECONDS, source_address=(self._network, 0)
        )
        with closing(here) as connection:
            connection.request("GET" if form is None else "POST", path, body, sent)
            found = connection.getresponse()
            self._keep(found.headers.get_all("Set-Cookie") or [])
            return Reply(found.status, found.headers.get("Location", ""), found.read().decode())

    def _keep(self, told: list[str]) -> None:
        for line in told:
            for name, cookie in SimpleCookie(line).items():
                self._cookies[name] = cookie.value
        self._cookies = {name: value for name, value in self._cookies.items() if value}
