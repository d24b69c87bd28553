"""How often the few open doors may be tried."""

from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

#: Counted per process; PIN failures are counted in the database as well, see signing_in.py.
limiter = Limiter(get_remote_address, storage_uri="memory://")
