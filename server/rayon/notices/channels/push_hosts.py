"""To which servers a push may go. An address comes from a browser, and could name any machine."""

from ipaddress import ip_address
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


def is_allowed(endpoint: str, settings: Settings) -> bool:
    """Whether an address is one of a push service; asked when it is kept, and when it is used."""
    if len(endpoint) > LONGEST or not (endpoint.isascii() and endpoint.isprintable()):
        return False
    try:
        url = urlsplit(endpoint)
        host, port = url.hostname or "", url.port
    except ValueError:
        return False
    if url.username is not None or url.password is not None or " " in endpoint:
        return False
    if host in settings.push_test_hosts:
        return True
    known = any(host == one or host.endswith(f".{one}") for one in KNOWN)
    return known and url.scheme == "https" and port in (None, 443)


def check_test_hosts(settings: Settings) -> None:
    """Raises ValueError where push services of tests are named on a server that others reach."""
    hosts = [*settings.push_test_hosts]
    if not hosts:
        return
    ours = urlsplit(settings.public_url).hostname or ""
    if not all(map(_is_this_machine, [*hosts, ours])):
        raise ValueError(
            "RAYON_PUSH_TEST_HOSTS is for tests: it and RAYON_PUBLIC_URL must name this machine"
        )


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
