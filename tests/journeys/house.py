"""A library whose server is switched off and on again, at the same address."""

from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from tests.serving import Server, serving
from tests.tools import free_port


@dataclass
class House:
    """``data``: where it keeps everything. Mail goes to ``smtp_url``, or into its own mailbox."""

    data: Path
    smtp_url: str = "mailbox:"
    port: int = field(default_factory=free_port)
    variables: dict[str, str] = field(default_factory=dict)
    _running: ExitStack = field(default_factory=ExitStack, init=False)
    _server: Server | None = field(default=None, init=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def database(self) -> Path:
        return self.data / "rayon.db"

    @property
    def server(self) -> Server:
        """For commands at the terminal."""
        assert self._server, "the library is closed"
        return self._server

    def open(self) -> None:
        """Start the server."""
        self._server = self._running.enter_context(
            serving(
                self.data,
                port=self.port,
                RAYON_SMTP_URL=self.smtp_url,
                RAYON_WORKER_SECONDS="0.2",
                RAYON_MAIL_FROM="library@example.org",
                RAYON_DEMO="1",
                **self.variables,
            )
        )

    def close(self) -> None:
        """Stop it; nothing answers at its address."""
        self._running.close()
        self._server = None
