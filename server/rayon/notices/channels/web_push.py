"""Web Push (RFC 8030): a few words to a browser, encrypted for it alone, by way of its maker.

As with mail, a line that dies before the words are sent has told nobody; one that dies between
them and the answer leaves it unknown.
"""

import json
from base64 import urlsafe_b64decode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from selectors import EVENT_READ, DefaultSelector
from typing import Any
from urllib.parse import urlsplit

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid import Vapid02, VapidException

from rayon import clock
from rayon.config import Settings
from rayon.errors import Refusal
from rayon.notices.channels.push_hosts import is_allowed
from rayon.notices.channels.push_keys import private_key
from rayon.notices.channels.result import Phase, Result

SECONDS = 10.0
#: A line over which nothing was said for as long may be gone without our knowing.
STILL_OPEN = timedelta(seconds=3)
#: Push services keep nothing for longer (and some refuse who asks them to).
LONGEST_KEPT = timedelta(days=28)
#: A signature is made once for each push service and used for as long (at most 24 hours).
SIGNED_FOR, RENEWED = timedelta(hours=12), timedelta(hours=1)
MOST_READ = 10_000
#: Answers that say that this browser takes no more.
GONE = (404, 410)
#: Answers that blame the words themselves; all others may be better tomorrow.
REFUSED = (400, 413)
PUSH_GONE = "push_gone"


@dataclass(frozen=True)
class Push:
    """What one browser is told. ``said``: neither a name nor a title of a document.

    ``topic``: a newer one takes the place of one that has not been shown. ``until``: afterwards
    it is worth nothing.
    """

    endpoint: str
    key: str
    secret: str
    said: dict[str, Any]
    topic: str
    until: datetime
    is_urgent: bool


class PushServices:
    """Connections to push services, one for each, kept from push to push."""

    def __init__(self, settings: Settings) -> None:
        self._settings, self._key = settings, private_key(settings)
        self._lines: dict[str, HTTPConnection] = {}
        self._used_at: dict[str, datetime] = {}
        self._signed: dict[str, tuple[datetime, str]] = {}

    def deliver(self, push: Push, about_to: Callable[[], bool]) -> Result:
        """Deliver one; ``about_to`` is asked just before the words leave."""
        if self._key is None:
            return Result("temporary", "wording", "retry", "no push keys")
        if not is_allowed(push.endpoint, self._settings):
            return Result("failed", "connect", PUSH_GONE, "not a push service")
        origin = _origin(push.endpoint)
        try:
            words, headers = _encrypted(push), self._headers(push)
            line = self._line(origin)
        except (OSError, ValueError, VapidException) as error:
            # What cannot be written for one browser must not hold the others back.
            phase: Phase = "connect" if isinstance(error, OSError) else "wording"
            return Result("temporary", phase, "retry", type(error).__name__)
        if not about_to():
            return Result("fenced", "rcpt")
        try:
            line.request("POST", push.endpoint.removeprefix(origin), words, headers)
            answer = line.getresponse()
            answer.read(MOST_READ)
        except (OSError, HTTPException) as error:
            self._hang_up(origin)
            return Result("ambiguous", "dot", "no_answer", type(error).__name__)
        if answer.will_close or not answer.isclosed():
            self._hang_up(origin)
        return judge(answer.status)

    def close(self) -> None:
        """No more for now."""
        for origin in list(self._lines):
            self._hang_up(origin)

    def _line(self, origin: str) -> HTTPConnection:
        if origin in self._lines and self._may_be_gone(origin):
            self._hang_up(origin)
        if origin not in self._lines:
            url = urlsplit(origin)
            kind = HTTPSConnection if url.scheme == "https" else HTTPConnection
            line = kind(url.netloc, timeout=SECONDS)
            line.connect()
            self._lines[origin] = line
        self._used_at[origin] = clock.now()
        return self._lines[origin]

    def _may_be_gone(self, origin: str) -> bool:
        """What the other side has hung up would be of unknown fate after our words."""
        if clock.now() - self._used_at[origin] > STILL_OPEN:
            return True
        # Nothing is to be read between two pushes, unless it is the end.
        with DefaultSelector() as watch:
            watch.register(self._lines[origin].sock, EVENT_READ)
            return bool(watch.select(0))

    def _hang_up(self, origin: str) -> None:
        self._lines.pop(origin).close()

    def _headers(self, push: Push) -> dict[str, str]:
        left = min(max(timedelta(), push.until - clock.now()), LONGEST_KEPT)
        return {
            "Authorization": self._authorization(_origin(push.endpoint)),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(int(left.total_seconds())),
            "Topic": push.topic,
            "Urgency": "high" if push.is_urgent else "normal",
        }

    def _authorization(self, origin: str) -> str:
        now = clock.now()
        made_at, header = self._signed.get(origin, (None, ""))
        if made_at is None or now - made_at > RENEWED:
            claims = {
                "aud": origin,
                "exp": int((now + SIGNED_FOR).timestamp()),
                "sub": _contact(self._settings),
            }
            header = Vapid02(self._key).sign(claims)["Authorization"]
            self._signed[origin] = (now, header)
        return header


def judge(status: int) -> Result:
    """What the answer of a push service means."""
    answer = str(status)
    if 200 <= status < 300:
        return Result("accepted", "accepted", answer=answer)
    if status in GONE:
        return Result("failed", "dot", PUSH_GONE, answer)
    if status in REFUSED or 300 <= status < 400:
        return Result("failed", "dot", "push_refused", answer)
    return Result("temporary", "dot", "retry", answer)


def _encrypted(push: Push) -> bytes:
    encrypted: bytes = http_ece.encrypt(
        json.dumps(push.said, ensure_ascii=False).encode(),
        private_key=ec.generate_private_key(ec.SECP256R1()),
        dh=_decoded(push.key),
        auth_secret=_decoded(push.secret),
        version="aes128gcm",
    )
    return encrypted


def check_browser(endpoint: str, key: str, secret: str, settings: Settings) -> None:
    """Raises Refusal ``not_a_push_service`` (422) where a browser gave nothing to tell it with."""
    if not (is_allowed(endpoint, settings) and is_key(key, secret)):
        raise Refusal("not_a_push_service", status=422)


def is_key(key: str, secret: str) -> bool:
    """Whether words can be encrypted for what a browser has given."""
    try:
        point = _decoded(key)
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        return len(point) == 65 and len(_decoded(secret)) == 16
    except ValueError:
        return False


def _decoded(text: str) -> bytes:
    return urlsafe_b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4))


def _origin(endpoint: str) -> str:
    url = urlsplit(endpoint)
    return f"{url.scheme}://{url.netloc}"


def _contact(settings: Settings) -> str:
    """Whom a push service writes to when something is wrong."""
    is_public = settings.public_url.startswith("https://")
    if settings.mail_from:
        return f"mailto:{settings.mail_from}"
    return settings.public_url if is_public else "mailto:rayon@localhost.localdomain"
