"""What all real mornings of one process share: a database, prepared processes, phones, post."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.faults.handsets import Handsets, bundle
from tests.faults.mail_sink import MailSink
from tests.faults.real.failing_sync import FailingSync
from tests.faults.real.homes import Home, PostgresHome, SqliteHome
from tests.faults.real.morning import RealMorning
from tests.faults.real.proxy import Proxy
from tests.faults.real.room import Room, room
from tests.faults.real.site import WORKERS, Site

Build = Callable[[Room, FailingSync], Home]


def _sqlite(place: Room, sync: FailingSync) -> Home:
    return SqliteHome(place.folder)


def _postgresql(place: Room, sync: FailingSync) -> Home:
    cluster = place.folder / "pg"
    cluster.mkdir()
    return PostgresHome(cluster, place.folder, sync.variables)


#: By name: how it is built, and how many MiB its disk has.
HOMES: dict[str, tuple[Build, int]] = {"sqlite": (_sqlite, 24), "postgresql": (_postgresql, 320)}


@dataclass
class RealLaboratory:
    """``schedule(seed)`` is a morning ready to be played."""

    site: Site
    handsets: Handsets
    proxy: Proxy
    sinks: list[MailSink]

    def schedule(self, seed: int) -> RealMorning:
        """The morning of this seed."""
        return RealMorning(seed, self.site, self.handsets, self.proxy, self.sinks)


@contextmanager
def real_laboratory(kind: str) -> Iterator[RealLaboratory]:
    """Built once, for as many schedules as wanted; ``kind``: "sqlite" or "postgresql"."""
    build, mebibytes = HOMES[kind]
    folder = Path(tempfile.mkdtemp(prefix="rayon-real-"))
    # A database server runs as somebody else, and has to find its way to its folder.
    folder.chmod(0o755)
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder)
        place = stack.enter_context(room(folder / "room", mebibytes))
        sync = FailingSync(folder)
        sinks = [MailSink() for _ in range(WORKERS)]
        site = Site(folder, build(place, sync), place, sync, [sink.url for sink in sinks])
        stack.callback(site.close)
        proxy, handsets = Proxy(), Handsets(bundle(folder))
        for close in (proxy.close, handsets.close, sync.close, *(sink.close for sink in sinks)):
            stack.callback(close)
        yield RealLaboratory(site, handsets, proxy, sinks)
