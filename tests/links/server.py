"""A server on this machine that answers as servers do: well, badly, slowly, with lies and with tricks."""

from __future__ import annotations

import ssl
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

from tests.hostile import PAYLOADS

CERTIFICATE = Path(__file__).with_name("own_word_only.pem")  # nobody vouches for it
SLOW_SECONDS = 0.1
HOSTILE = [
    payload.encode("utf-8", "surrogatepass").replace(b"\r", b"").replace(b"\n", b"") for payload in PAYLOADS.values()
]
REDIRECTS = {
    "/moved": (301, "/ok"),
    "/moved-308": (308, "/ok"),
    "/found": (302, "/ok"),
    "/see": (303, "/ok"),
    "/moved-and-found": (301, "/found"),
    "/moved-and-gone": (301, "/gone"),
    "/moved-twice": (308, "/moved"),
    "/circle": (301, "/circle-back"),
    "/circle-back": (301, "/circle"),
    "/to-mail": (301, "mailto:a@b.example"),
    "/to-script": (301, "javascript:alert(1)"),
    "/to-user": (301, "http://user:secret@127.0.0.1/"),
    "/to-nothing": (301, "http://[/"),
    "/to-spaces": (301, "/a page"),
}
STATUSES = {
    "/gone": 404,
    "/gone-410": 410,
    "/refused": 403,
    "/unauthorised": 401,
    "/empty": 204,
    "/strange": 999,
    "/not-changed": 304,
    "/a%20page": 200,
}


RAW = {
    "/says-more": b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nshort",
    "/says-less": b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n" + b"long" * 100,
    "/half-chunks": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
    "/no-http": b"220 mail.example ESMTP\r\n",
}


class Asked(NamedTuple):
    """One request: path, headers, and when it came (seconds of a clock that only goes forward)."""

    path: str
    headers: dict[str, str]
    at: float


class Server(ThreadingHTTPServer):
    """Remembers who asked for what, and how many were at work for one host at a time."""

    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[Asked] = []
        self.most_at_once: Counter[str] = Counter()
        self.at_work: Counter[str] = Counter()
        self.lock = threading.Lock()
        self.closing = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def times(self, path: str) -> list[float]:
        return [asked.at for asked in self.asked if asked.path == path]

    def handle_error(self, *_: object) -> None:
        """Clients go away before they have everything; that is what they are here to test."""


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Tests read what the client says."""

    def do_GET(self) -> None:
        path = self.path
        self.close_connection = True
        with self.server.lock:
            self.server.asked.append(Asked(path, dict(self.headers.items()), time.monotonic()))
        times = len(self.server.times(path))
        if path.startswith("http://"):  # asked as a proxy
            self.status(200)
        elif path in REDIRECTS:
            status, location = REDIRECTS[path]
            self.status(status, Location=location, **{"Set-Cookie": "a=b; Path=/"})
        elif path in STATUSES:
            self.status(STATUSES[path])
        elif path.startswith("/on/"):
            self.status(302, Location=f"/on/{int(path.rpartition('/')[2]) + 1}")
        elif path.startswith("/to-host/"):
            self.status(302, Location=f"{self.server.url}/slow/{path.rpartition('/')[2]}")
        elif path.startswith("/slow"):
            self.work()
            self.status(200)
        elif path == "/busy-once":
            self.status(429 if times == 1 else 200, **{"Retry-After": "1"})
        elif path == "/busy":
            self.status(429, **{"Retry-After": "86400"})
        elif path == "/broken-once":
            self.status(500 if times == 1 else 200)
        elif path == "/broken":
            self.status(500)
        elif path == "/hangs":
            self.server.closing.wait(60)
        elif path == "/closes":
            self.connection.close()
        elif path in RAW:
            self.raw(RAW[path])
        elif path == "/endless":
            self.raw(b"HTTP/1.1 200 OK\r\n\r\n")
            while not self.server.closing.is_set():
                self.raw(b"x" * 8192)
        elif path == "/drips":
            self.drip(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        elif path == "/drips-head":
            self.drip(b"HTTP/1.1 200 OK\r\nX-Long: ")
        elif path.startswith("/hostile"):
            self.hostile(path)
        else:
            self.status(200)

    def work(self) -> None:
        """Takes its time, and counts how many do so for one host; it is over before the client knows."""
        server, host = self.server, self.headers.get("Host", "")
        with server.lock:
            server.at_work[host] += 1
            server.most_at_once[host] = max(server.most_at_once[host], server.at_work[host])
        server.closing.wait(SLOW_SECONDS)
        with server.lock:
            server.at_work[host] -= 1

    def status(self, status: int, **headers: str) -> None:
        self.send_response_only(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0" if status == 204 else "2")
        self.end_headers()
        self.raw(b"" if status == 204 else b"ok")

    def hostile(self, path: str) -> None:
        """`/hostile-WHERE/N`: the payload with that number in the reason, in Location, or in another header."""
        where, _, number = path.removeprefix("/hostile-").partition("/")
        payload = HOSTILE[int(number)]
        status, header = {
            "reason": (b"404 " + payload, b"X: y"),
            "location": (b"301 " + payload, b"Location: http://127.0.0.1:%d/%s" % (self.server.server_port, payload)),
            "place": (b"302 " + payload, b"Location: " + payload),
            "wait": (b"503 " + payload, b"Retry-After: " + (b"9" * 5000 if number == "0" else payload)),
            "length": (b"200 " + payload, b"Content-Length: " + payload),
        }[where]
        self.raw(b"HTTP/1.1 " + status + b"\r\n" + header + b"\r\n\r\n")

    def drip(self, beginning: bytes) -> None:
        self.raw(beginning)
        while not self.server.closing.wait(0.05):
            self.raw(b"x")

    def raw(self, content: bytes) -> None:
        self.wfile.write(content)


@contextmanager
def serving(*, tls: bool = False) -> Iterator[Server]:
    """The server, at work in a thread of its own until the block is left."""
    server = Server()
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
