"""How often the few open doors may be tried."""

from flask_limiter import Limiter
from flask_limiter.util import get_remote_address


class AtTheDoors(Limiter):
    """Counts where a route says so, and looks at no other request: there are no general limits,
    and finding none costs an eighth of what a look at the board does.
    """

    def _check_request_limit(
        self, callable_name: str | None = None, in_middleware: bool = True
    ) -> None:
        if not in_middleware:
            super()._check_request_limit(callable_name, in_middleware)


#: Counted per process; PIN failures are counted in the database as well, see signing_in.py.
limiter = AtTheDoors(get_remote_address, storage_uri="memory://")
