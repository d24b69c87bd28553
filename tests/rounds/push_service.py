"""A push service on this machine: it checks who sends, decrypts, answers as a story has it."""

import json
import threading
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02

#: It hangs up instead of an answer; or after a good one, without having said so.
HANG_UP, CLOSES = 0, -1


def base64url(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


@dataclass
class Told:
    """One push as it came in, and in clear."""

    to: str
    headers: dict[str, str]
    said: dict[str, Any]
    sealed: bytes


@dataclass
class Browser:
    """What a browser gives to a page: where it is told, and how to encrypt for it."""

    endpoint: str
    private: ec.EllipticCurvePrivateKey
    secret: bytes = b"0123456789abcdef"

    @property
    def given(self) -> dict[str, str]:
        """As the page of a stop sends it."""
        numbers = self.private.public_key()
        point = numbers.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {
            "endpoint": self.endpoint,
            "key": base64url(point),
            "secret": base64url(self.secret),
        }


@dataclass
class PushService:
    """``answers``: what is said next, then 201. ``told``: what was accepted or not, in order.
    ``hung_up``: a line is closed, and its other end can know.
    """

    url: str
    answers: list[int] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    browsers: dict[str, Browser] = field(default_factory=dict)
    connections: set[object] = field(default_factory=set)
    hung_up: threading.Event = field(default_factory=threading.Event)

    def browser(self, name: str) -> Browser:
        """A browser that has subscribed here."""
        browser = Browser(f"{self.url}/{name}", ec.generate_private_key(ec.SECP256R1()))
        self.browsers[f"/{name}"] = browser
        return browser

    def take(self, path: str, headers: dict[str, str], body: bytes) -> int:
        """What the service answers; what it was told is kept."""
        browser = self.browsers[path]
        assert headers["Content-Encoding"] == "aes128gcm"
        assert Vapid02.verify(headers["Authorization"])
        clear = http_ece.decrypt(
            body, private_key=browser.private, auth_secret=browser.secret, version="aes128gcm"
        )
        self.told.append(Told(path.strip("/"), headers, json.loads(clear), body))
        return self.answers.pop(0) if self.answers else 201


@contextmanager
def push_service() -> Iterator[PushService]:
    """The service, as long as the block lasts."""
    service = PushService("")

    class Asked(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            service.connections.add(self.client_address)
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status = service.take(self.path, dict(self.headers), body)
            if status == HANG_UP:
                self.close_connection = True
                return
            self.close_connection = status == CLOSES
            self.send_response(201 if status == CLOSES else status)
            self.send_header("Content-Length", "0")
            if status == 302:
                self.send_header("Location", f"{service.url}/elsewhere")
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            """Says nothing."""

    class Server(ThreadingHTTPServer):
        #: With room for fewer, a line can seem open to the sender and its words wait for seconds.
        request_queue_size = 128

        def shutdown_request(self, request: Any) -> None:
            super().shutdown_request(request)
            service.hung_up.set()

    server = Server(("127.0.0.1", 0), Asked)
    service.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
