"""One conversation with a mail server that knows, at every moment, how far it got.

The text is handed over in two strokes, everything and then the final dot. If the line dies
before the dot, the server has nothing; if it dies between the dot and the answer, nobody knows.
"""

import io
import smtplib
import ssl
import time
from collections.abc import Buffer, Callable
from typing import TYPE_CHECKING

from rayon.notices.channels.result import Phase, Result
