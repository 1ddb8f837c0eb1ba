"""A doccano server of one's own for the tests, and a proxy before it that breaks connections."""

from __future__ import annotations

import contextlib
import os
import select
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import surco.doccano
from surco.doccano.connection import Server, ServerError, connect_server

CHECKOUT = Path(__file__).parents[2]
SCRIPT = Path(surco.doccano.__file__).with_name("serve.py")
PYTHON = Path(os.environ.get("SURCO_DOCCANO_PYTHON") or CHECKOUT / ".venv-doccano/bin/python")
ADMIN, PASSWORD = "surco", "correct-horse-7"


@contextlib.contextmanager
def run_server(home: Path, *, quick: bool = True) -> Iterator[str]:
    """The address of a server with empty data, which ends with the block."""
    command = [str(PYTHON), "-W", "ignore", "-P", str(SCRIPT), str(home), "--port", "0", "--user", ADMIN]
    command += ["--quick"] * quick
    environment = {**os.environ, "SURCO_DOCCANO_PASSWORD": PASSWORD}
    with (home.parent / "server.log").open("w") as log:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, env=environment, text=True)
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line.startswith("READY "), (home.parent / "server.log").read_text()
            yield line.split()[1]
        finally:
            process.terminate()
            process.wait(timeout=20)


class Person:
    """Somebody who works in doccano through its interface, as the page in the browser does."""

    def __init__(self, server: Server) -> None:
        self.server = server

    def call(self, method: str, path: str, **body: object) -> object:
        answer = self.server.client.client_session.request(
            method, f"{self.server.client.api_url}/{path}", json=body or None
        )
        return answer.json() if answer.content else None

    def list_examples(self, project: int) -> dict[str, dict[str, object]]:
        found = self.call("GET", f"projects/{project}/examples?limit=100000")
        assert isinstance(found, dict)
        return {example["meta"]["surco_id"]: example for example in found["results"]}

    def import_lines(self, project: int, lines: bytes, project_type: str) -> None:
        """Let doccano import a file, as one does in its menu."""
        session, url = self.server.client.client_session, self.server.client.api_url
        upload = session.post(
            f"{url}/fp/process/",
            files={"filepond": ("surco.jsonl", lines)},
            headers={"content-type": None, "accept": "*/*"},
        )
        self.call("POST", f"projects/{project}/upload", format="JSONL", task=project_type, uploadIds=[upload.text],
                  encoding="utf_8", column_data="text", column_label="label")  # fmt: skip

    def tick(self, project: int, example: object) -> None:
        """Click on the X at an example: done, or open again."""
        self.call("POST", f"projects/{project}/examples/{example}/states")


def make_person(admin: Server, name: str) -> Person:
    """A login of that name, and the person behind it."""
    with contextlib.suppress(ServerError):  # the login may be there
        Person(admin).call("POST", "users/create", username=name, password1=PASSWORD, password2=PASSWORD)
    return Person(connect_server(admin.url, name, PASSWORD))


class Proxy:
    """Passes connections on to a server, and after so many bytes breaks them all and says so."""

    def __init__(self, url: str, allowed: int, broken: Callable[[], None] = lambda: None) -> None:
        host, port = url.removeprefix("http://").split(":")
        self.target = (host, int(port))
        self.allowed = allowed
        self.broken = broken
        self.is_broken = threading.Event()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.lock = threading.Lock()
        self.threads = [threading.Thread(target=self._accept, daemon=True)]
        self.threads[0].start()

    def __enter__(self) -> Proxy:
        return self

    def __exit__(self, *_: object) -> None:
        """Stop; what is open breaks."""
        self.is_broken.set()
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        for thread in self.threads:
            thread.join(timeout=10)

    @property
    def is_spent(self) -> bool:
        """Whether the connection was broken because all allowed bytes had passed."""
        return self.allowed < 0

    def _accept(self) -> None:
        while not self.is_broken.is_set():
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._pass_on, args=(client,), daemon=True)
            self.threads.append(thread)
            thread.start()

    def _pass_on(self, client: socket.socket) -> None:
        with client, socket.create_connection(self.target) as server:
            pairs = {client: server, server: client}
            while not self.is_broken.is_set():
                ready, _, _ = select.select([*pairs], [], [], 0.2)
                for one in ready:
                    try:
                        data = one.recv(65536)
                    except OSError:
                        return
                    if not data or not self._spend(pairs[one], data):
                        return

    def _spend(self, target: socket.socket, data: bytes) -> bool:
        """Send what is still allowed of the data; False when that was the last of it."""
        with self.lock:
            part = data[: max(0, self.allowed)]
            self.allowed -= len(data)
            ended = self.allowed < 0
        with contextlib.suppress(OSError):
            target.sendall(part)
        if ended and not self.is_broken.is_set():
            self.is_broken.set()
            self.broken()
        return not ended
