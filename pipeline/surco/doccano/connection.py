"""Requests to a doccano server through doccano-client: each answer checked, each error one line with its remedy."""

from __future__ import annotations

import contextlib
import functools
import io
import time
import zipfile
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from surco.records import SurcoError

if TYPE_CHECKING:
    from doccano_client.beta import DoccanoClient
    from requests import Response

LOCAL_URL = "http://127.0.0.1:8000"
SECONDS = (10.0, 600.0)
"""How long to wait for a connection and for an answer; an export of many passages is one answer."""
EVERYTHING = 10_000_000
"""As many entries in one page as there are; the server has no limit of its own."""
EXPORT_SECONDS = 900.0
AGAIN = "see that the server runs, then run the same command again: it goes on where it stopped"
_DATA = ("application/json", "application/zip", "text/plain")

_Kind = TypeVar("_Kind")
_Body = Mapping[str, object] | None
_Query = Mapping[str, str | int]


class ServerError(SurcoError):
    """A server that can't be reached, refuses, or answers what doccano would not; `status` is 0 where it did not answer."""

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


class _Task(Struct, frozen=True):
    task_id: str


class _TaskStatus(Struct, frozen=True):
    ready: bool
    error: object = None


class Server:
    """A doccano server on which a user is logged in."""

    def __init__(self, client: DoccanoClient, url: str, user: str) -> None:
        self.client = client
        self.url = url
        self.user = user

    def read(self, path: str, kind: type[_Kind], **query: str | int) -> _Kind:
        """What stands at a path of the server's API, as a record of that kind."""
        return self._decode(self._send("GET", path, query=query), kind)

    def create(self, path: str, kind: type[_Kind], body: _Body = None) -> _Kind:
        """Create something at a path and return what the server says of it."""
        return self._decode(self._send("POST", path, body=body), kind)

    def delete(self, path: str) -> None:
        """Delete what stands at a path; nothing happens where it is gone already."""
        try:
            self._send("DELETE", path)
        except ServerError as error:
            if error.status != 404:
                raise

    def export_project(self, project: int) -> bytes:
        """The JSONL of all examples of a shared project with their labels; raises ServerError where no worker makes it."""
        task = self.create(f"projects/{project}/download", _Task, {"format": "JSONL", "exportApproved": False})
        self._await_task(task.task_id)
        answer = self._send("GET", f"projects/{project}/download", query={"taskId": task.task_id})
        try:
            with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
                return packed.read("all.jsonl")
        except (zipfile.BadZipFile, KeyError) as error:
            raise ServerError(
                f"{self.url}: the export of project {project} can't be read; run the command again"
            ) from error

    def _await_task(self, task: str) -> None:
        end = time.monotonic() + EXPORT_SECONDS
        while not (status := self.read(f"tasks/status/{task}", _TaskStatus)).ready:
            if time.monotonic() > end:
                raise ServerError(
                    f"{self.url}: the export does not get ready; the server's worker must run: doccano task"
                )
            time.sleep(0.5)
        if status.error:
            raise ServerError(f"{self.url}: the export failed: {status.error}; look at the server's log")

    def _send(self, method: str, path: str, *, body: _Body = None, query: _Query | None = None) -> Response:
        session, url = self.client.client_session, f"{self.client.api_url}/{path}"
        with naming_losses(self.url):
            return session.request(method, url, json=body, params=query)  # type: ignore[arg-type]

    def _decode(self, answer: Response, kind: type[_Kind]) -> _Kind:
        try:
            return msgspec.json.decode(answer.content, type=kind)
        except msgspec.MsgspecError as error:
            raise ServerError(f"{self.url}: an answer cut short, or not of doccano 1.8 ({error}); {AGAIN}") from error


def connect_server(url: str, user: str, password: str) -> Server:
    """Log in at an address that `check_url` gave; raises ServerError where nobody answers there, or the login is wrong."""
    import requests
    from doccano_client.beta import DoccanoClient
    from doccano_client.beta.utils.response import DoccanoAPIError

    client = DoccanoClient(url)
    session = client.client_session
    session.request = functools.partial(session.request, timeout=SECONDS)  # type: ignore[method-assign]
    with naming_losses(url):
        try:
            client.login(user, password)
        except DoccanoAPIError as error:
            raise ServerError(f"{url}: refuses the login of {user}; check name and password", 400) from error
        except (requests.JSONDecodeError, requests.HTTPError) as error:
            raise ServerError(f"{url}: no doccano server answers there; check the address") from error
    if not session.cookies.get("sessionid"):
        raise ServerError(f"{url}: no doccano server answers there; check the address")
    session.hooks["response"].append(_check_answer)
    return Server(client, url, user)


def check_url(url: str) -> str:
    """A server's address without the slash at its end; raises ServerError where it is none, or holds a password.

    >>> check_url("http://127.0.0.1:8000/")
    'http://127.0.0.1:8000'
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ServerError(f"{url}: not an address of a server; write for example {LOCAL_URL}")
    if parts.username or parts.password:
        raise ServerError("the address holds a login; give it in SURCO_DOCCANO_USER and SURCO_DOCCANO_PASSWORD instead")
    return url.rstrip("/")


def is_open(url: str) -> bool:
    """Whether a password would travel unencrypted to another machine.

    >>> is_open("http://doccano.example.org"), is_open("http://127.0.0.1:8000"), is_open("https://doccano.example.org")
    (True, False, False)
    """
    parts = urlsplit(url)
    return parts.scheme == "http" and parts.hostname not in ("127.0.0.1", "localhost", "::1")


@contextlib.contextmanager
def naming_losses(url: str) -> Iterator[None]:
    """Turn whatever breaks a connection into a ServerError that says how to go on."""
    import requests

    try:
        yield
    except requests.RequestException as error:
        late = isinstance(error, requests.Timeout)
        why = "does not answer in time" if late else "can't be reached, or the connection broke"
        raise ServerError(f"{url}: {why}; {AGAIN}") from error


def _check_answer(answer: Response, *_: object, **__: object) -> None:
    """Refuse whatever is no answer of doccano's interface: it answers 200 and its start page to unknown paths."""
    where, status = f"{answer.request.method} {answer.url}", answer.status_code
    if status in (401, 403):
        raise ServerError(f"{where}: this login may not do that; ask for the role of project administrator", status)
    if status >= 400:
        raise ServerError(
            f"{where}: status {status}, {' '.join(answer.text.split())[:200] or 'no reason given'}", status
        )
    kind = answer.headers.get("content-type")
    if answer.content and kind is None:
        raise ServerError(f"{where}: an answer cut short; {AGAIN}", status)
    if answer.content and kind and kind.partition(";")[0] not in _DATA:
        raise ServerError(f"{where}: answers with a web page, not with data; is it a doccano 1.8 server?", status)
