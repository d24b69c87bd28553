"""To which servers a push may go. An address comes from a browser, and could name any machine."""

import re
from urllib.parse import urlsplit

from rayon.config import Settings

#: The push services of the browsers that people have: the host itself, and whatever is below it.
KNOWN = (
    "fcm.googleapis.com",
    "push.services.mozilla.com",
    "push.apple.com",
    "notify.windows.com",
)
LONGEST = 1000
LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")


def is_allowed(endpoint: str, settings: Settings) -> bool:
    """Whether an address is one of a push service; asked when it is kept, and when it is used."""
    if len(endpoint) > LONGEST or not (endpoint.isascii() and endpoint.isprintable()):
        return False
    try:
        url = urlsplit(endpoint)
        host = url.hostname or ""
    except ValueError:
        return False
    if url.username is not None or url.password is not None or " " in endpoint:
        return False
    if host in settings.push_test_hosts:
        return True
    known = any(host == one or host.endswith(f".{one}") for one in KNOWN)
    # Nothing else than the name itself: what is no name would only come out when it is used.
    is_plain = url.netloc in (host, f"{host}:443") and all(map(LABEL.fullmatch, host.split(".")))
    return known and url.scheme == "https" and is_plain
