"""What all schedules of one process share: a server, phones, a mail server."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.faults.handsets import Handsets, bundle
from tests.faults.mail_sink import MailSink
from tests.faults.schedule import Schedule
from tests.faults.server import Server
from tests.memory import in_memory


@dataclass
class Laboratory:
    """``schedule(seed)`` is a morning ready to be played."""

    server: Server
    handsets: Handsets
    sink: MailSink

    def schedule(self, seed: int) -> Schedule:
        """The morning of this seed."""
        return Schedule(seed, self.server, self.handsets, self.sink)


@contextmanager
def laboratory() -> Iterator[Laboratory]:
    """Built once, for as many schedules as wanted."""
    folder = Path(tempfile.mkdtemp(prefix="rayon-faults-", dir=in_memory()))
    sink = MailSink()
    handsets = Handsets(bundle(folder))
    try:
        yield Laboratory(Server(folder / "data", sink.url), handsets, sink)
    finally:
        handsets.close()
        sink.close()
        shutil.rmtree(folder)
